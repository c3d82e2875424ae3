//! Bytes read by the wrong table or from the wrong half.

use super::{TITLE, check, clean};

#[test]
fn repairs_bytes_read_from_the_wrong_half() {
    let shift = |text: &str| {
        let mut bytes = vec![0xD2];
        bytes.extend_from_slice(&encoding_rs::GBK.encode(text).0);
        bytes.push(0xB8);
        encoding_rs::GBK.decode(&bytes).0.into_owned()
    };
    for run in ["这座水库的主要建设工程已经全部完成", "孩子们在学校里认真学习"] {
        check(TITLE, &format!("据介绍，⟦{}→{run}⟧。村民很高兴。", shift(run)));
    }
    let wrong = encoding_rs::GBK.decode("这座水库的主要建设工程".as_bytes()).0.replace('\u{FFFD}', "");
    let out = clean(TITLE, &format!("据介绍，{wrong}，村民很高兴。")).text;
    assert!(out.contains("这座水库的主要建设工"), "{out}");
}

#[test]
fn repairs_bytes_read_by_another_table() {
    let latin = |bytes: &[u8]| bytes.iter().map(|b| char::from(*b)).collect::<String>();
    let windows = |bytes: &[u8]| encoding_rs::WINDOWS_1252.decode_without_bom_handling(bytes).0.into_owned();
    let gbk = |text: &str| encoding_rs::GBK.encode(text).0.into_owned();
    let as_gbk = |text: &str| encoding_rs::GBK.decode_without_bom_handling(text.as_bytes()).0.into_owned();
    let run = "2024年，这座水库的主要建设工程（一期）已经全部完成。他们说：“孩子们很高兴。”";
    let plain = "这座水库的主要工程已经完成";
    let cases = [
        (latin(run.as_bytes()), run),
        (windows(run.as_bytes()), run),
        (latin(&gbk(run)), run),
        (latin(latin(run.as_bytes()).as_bytes()), run),
        (windows(windows(run.as_bytes()).as_bytes()), run),
        (as_gbk(&as_gbk("经全部完")), "经全部完"),
        (encoding_rs::BIG5.decode_without_bom_handling(&gbk(plain)).0.into_owned(), plain),
        (encoding_rs::EUC_KR.decode_without_bom_handling(&gbk(plain)).0.into_owned(), plain),
    ];
    for (garbled, run) in cases {
        check(TITLE, &format!("镇里的人来了。⟦{garbled}→{run}⟧\n工程的验收定在九月。"));
    }
    // An honest character behind the run may be letters of two bytes in UTF-8.
    let wrong = as_gbk("水库的主要建");
    check(TITLE, &format!("镇里的人指⟦{wrong}→水库的主要建⟧为重点。"));
}

#[test]
fn leaves_other_languages_as_they_are() {
    check(
        TITLE,
        "他在Ångström读到 Þórsmörk og Eyjafjallajökull、Éléonore à été élevée、Große Übergröße、Việt Nam、São Tomé、Ñandú。",
    );
    check(
        TITLE,
        "首尔（서울）的대한민국政府说，안녕하세요 여러분 반갑습니다，《기생충》和大韓民國，李在明（이재명）是大統領。",
    );
    check(
        TITLE,
        "縣長說，這個水庫對於農業發展極為重要，龍蝦養殖戶歡迎。臺灣鐵路觀光協會總幹事鄭驊贊歎。ㄅㄆㄇㄈ是注音。",
    );
}

#[test]
fn leaves_rare_but_honest_characters() {
    check(
        TITLE,
        "诗经有“蒹葭苍苍，白露为霜”，又有“窈窕淑女，寤寐求之，辗转反侧”。王喆、李堃、陈赟三人患有痤疮和疱疹，住在邛崃和鄞州，爱吃饕餮馄饨。",
    );
    check(TITLE, "縣長說，這個水庫對於農業發展極為重要，龍蝦養殖戶歡迎。東京の桜が咲きました。");
}
