//! Readings beside characters, and those that writers set.

use super::{TITLE, check, clean, unmark};

#[test]
fn takes_total_glosses() {
    check(TITLE, "他⟦(tā)⟧说⟦(shuō)⟧这⟦(zhè)⟧件⟦(jiàn)⟧事⟦(shì)⟧不⟦(bù)⟧难⟦(nán)⟧。");
    check(TITLE, "他⟦【ta1】⟧说⟦【shuo1】⟧这⟦【zhe4】⟧件⟦【jian4】⟧事⟦【shi4】⟧不⟦【bu4】⟧难⟦【nan2】⟧。");
    let bare = "他⟦tā⟧说⟦shuō⟧这⟦zhè⟧件⟦jiàn⟧事⟦shì⟧不⟦bù⟧难⟦nán⟧。".repeat(4);
    check(TITLE, &bare);
}

#[test]
fn takes_readings_sown_over_a_page() {
    // Every second word, as one; behind it, before it, without brackets.
    check(
        TITLE,
        "工程⟦(gōng chéng)⟧进展顺利⟦(shùnlì)⟧，村里⟦(cūnlǐ)⟧的⟦(de)⟧人都⟦(dōu)⟧很高兴⟦(gāo-xìng)⟧。他们⟦(tā men)⟧在⟦(zài)⟧坝上⟦(bà shàng)⟧种\
         了⟦(le)⟧不少树，明年还⟦(hái)⟧要再⟦(zài)⟧种。",
    );
    check(
        TITLE,
        "⟦【gong1cheng2】⟧工程进展⟦【shun4li4】⟧顺利，⟦【cun1】⟧村里⟦【de】⟧的人⟦【dou1】⟧都很⟦【gao1xing4】⟧高兴。⟦【ta1men】⟧他们⟦【zai4】⟧在\
         坝上种⟦【le】⟧了不少树，明年⟦【hai2】⟧还要⟦【zai4】⟧再种。",
    );
    check(
        TITLE,
        "工⟦go1ng⟧程进⟦ji4n⟧展顺⟦shu4n⟧利，村里⟦li3⟧的人⟦re2n⟧都很⟦he3n⟧高兴。他⟦ta1⟧们在⟦za4i⟧坝上种⟦zho4ng⟧了不少⟦sha3o⟧树，2019年⟦nia2n⟧2月⟦yue4⟧又\
         种。绿⟦lu:4⟧化还要⟦ya4o⟧继续。",
    );
    check(
        TITLE,
        "工⟦ gong ⟧程进⟦ jin ⟧展顺⟦ shun ⟧利，村里⟦ li ⟧的人⟦ ren ⟧都很⟦ hen ⟧高兴。他⟦ ta ⟧们在⟦ zai ⟧坝上种⟦ zhong ⟧了不少⟦ shao ⟧树，明年⟦ nian ⟧又种。",
    );
}

#[test]
fn takes_readings_of_traditional_characters_and_readings_said_twice() {
    let page = "工程進⟦(jìn)⟧展⟦(zhǎn)⟧順⟦(shùn)⟧利,縣⟦(xiàn)⟧里的專⟦(zhuān)⟧家說⟦(shuō)⟧,今年進⟦(jìn)⟧水量會⟦(huì)⟧增加,專⟦(zhuān)⟧項⟦(xiàng)⟧資⟦(zī)⟧金\
                也會⟦(huì)⟧到位。縣⟦(xiàn)⟧長⟦(zhǎng)⟧說⟦(shuō)⟧,資⟦(zī)⟧金要用好。";
    check("水庫(kù)工程進(jìn)展", page);
    assert_eq!(clean("水庫(kù)工程進(jìn)展", &unmark(page).0).metadata.title.as_deref(), Some("水庫工程進展"));
    check(
        TITLE,
        "工⟦(gong)⟧程進⟦(jin)(jin)⟧展順利,村里的⟦(de)(de)(de)⟧人⟦(ren)⟧都很高興,他們⟦(men)⟧在壩上種⟦(zhong)⟧了不少樹,明年還要再種⟦(zhong)(zhong)⟧。",
    );
    // Places in brackets each time they come up.
    check(
        TITLE,
        "南山(Nanshan)站到福田(Futian)站,罗湖(Luohu)站到南山(Nanshan)站,盐田(Yantian)站到福田(Futian)站,宝安(Bao'an)站到南山(Nanshan)站,\
         龙岗(Longgang)站到罗湖(Luohu)站,光明(Guangming)站到福田(Futian)站,坪山(Pingshan)站到罗湖(Luohu)站。",
    );
}

#[test]
fn leaves_names_with_their_readings_and_lists_of_words() {
    check(
        TITLE,
        "线路经过青岛(Qingdao)、绵阳(Mianyang)、温州(Wenzhou)、台州(Taizhou)，终点是佛山(Foshan)和绵竹(Mianzhu)。小米(Xiaomi)和华为HUAWEI在佛山(Foshan)         都有门店，店长王一(Wang Yi)来自海口(Haikou)。",
    );
    check(
        TITLE,
        "第一课的词：\n一(yī)、二(èr)、三(sān)、人(rén)、大(dà)、小(xiǎo)、来(lái)、去(qù)、的(de)、了(le)、不(bù)、我(wǒ)。\n课后请大家各写五遍。",
    );
    check(TITLE, "他在A股有e租宝的钱，he和she两个词，OK了，iPhone在Ai里，you有me没有。");
}

#[test]
fn leaves_single_glosses_and_lessons() {
    check(TITLE, "南汉皇帝刘龑(yǎn)改名。他姓尉迟（yùchí），用绞索(bowstring)和国际会议(ICLR)举例。");
    check(
        TITLE,
        "老师说，“长”字有两个读音，长(cháng)短的长和长(zhǎng)大的长，好(hǎo)人和爱好(hào)也是，还有快乐(lè)与音乐(yuè)，请同学们课后多读几遍，\
         把这些词语抄在本子上，明天上课的时候要检查，希望大家都能认真完成。",
    );
}
