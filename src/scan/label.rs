//! Labels: numbers that say which one of its kind a thing is, told by the words around them.
//!
//! Leaves 2室1厅, 单元120个, ISO 500元: what has a unit counts.

use super::code::made;
use super::types::{At, at, before};
use super::{Code, CodeKind, Context, series};

/// 3号楼, 12路公交, 318国道: figures that name a thing among its kind.
pub(super) fn numbered(text: &str, i: usize, end: usize) -> Option<Code> {
    if !text[end..].starts_with(['号', '號', '路', '字', '航', '次', '国', '省', '高', '单', '單', '室', '式', '型'])
    {
        return None;
    }
    // 2单元, 501室, 15式坦克, 2型糖尿病. 2室1厅 counts.
    let figures = end - i;
    let rest = &text[end..];
    let room = figures <= 2 && (rest.starts_with("单元") || rest.starts_with("單元"))
        || figures >= 3 && rest.starts_with('室') && !rest.starts_with("室内");
    if room || rest.starts_with(['式', '型']) {
        return made(i, end, if room { CodeKind::Other } else { CodeKind::Model });
    }
    if let Some(word) = [
        "号线",
        "號線",
        "号楼",
        "号店",
        "号院",
        "号馆",
        "号门",
        "号机",
        "号文",
        "号令",
        "号公告",
        "号台风",
        "号航站楼",
        "号地块",
        "号卫星",
        "號店",
        "路公交",
        "字头",
        "航班",
        "次列车",
        "国道",
        "省道",
        "高速",
    ]
    .iter()
    .find(|w| text[end..].starts_with(**w))
    {
        let stop = end + word.chars().next().map_or(0, char::len_utf8);
        let stop = if word.starts_with(['号', '號', '路']) { stop } else { end };
        return made(
            i,
            if word.ends_with('线') || word.ends_with('線') { end + word.len() } else { stop },
            CodeKind::Other,
        );
    }
    None
}

/// What stands right before a label, and what kind of code that makes of it.
const LEADS: [(&str, CodeKind); 38] = [
    ("国道", CodeKind::Other),
    ("省道", CodeKind::Other),
    ("股票代码", CodeKind::Stock),
    ("股票代碼", CodeKind::Stock),
    ("股票代號", CodeKind::Stock),
    ("证券代码", CodeKind::Stock),
    ("證券代號", CodeKind::Stock),
    ("邮编", CodeKind::Id),
    ("郵編", CodeKind::Id),
    ("邮政编码", CodeKind::Id),
    ("郵遞區號", CodeKind::Id),
    ("端口", CodeKind::Id),
    ("端口号", CodeKind::Id),
    ("房号", CodeKind::Id),
    ("房號", CodeKind::Id),
    ("编号", CodeKind::Id),
    ("編號", CodeKind::Id),
    ("尾号", CodeKind::Id),
    ("尾號", CodeKind::Id),
    ("工号", CodeKind::Id),
    ("学号", CodeKind::Id),
    ("考号", CodeKind::Id),
    ("警号", CodeKind::Id),
    ("单号", CodeKind::Id),
    ("账号", CodeKind::Id),
    ("帐号", CodeKind::Id),
    ("帳號", CodeKind::Id),
    ("卡号", CodeKind::Id),
    ("卡號", CodeKind::Id),
    ("批号", CodeKind::Id),
    ("货号", CodeKind::Id),
    ("座位号", CodeKind::Id),
    ("门牌号", CodeKind::Id),
    ("车牌号", CodeKind::Id),
    ("验证码", CodeKind::Id),
    ("密码", CodeKind::Id),
    ("QQ群", CodeKind::Id),
    ("识别码", CodeKind::Id),
];

/// 端口8080, 尾号为3: the kind of the label at `i`, which its lead names. Taipei's shares have four figures.
pub(super) fn lead(cx: &Context<'_>, i: usize, figures: usize) -> Option<CodeKind> {
    if !before(cx.text, i).is_some_and(|c| "码碼号號编編口区區群道为為是：: ".contains(c)) {
        return None;
    }
    let head = cx.head(i, 12).trim_end_matches(['：', ':', ' ', '为', '為', '是']);
    let kind = LEADS.iter().find(|(word, _)| head.ends_with(word))?.1;
    (kind != CodeKind::Stock || figures == 4).then_some(kind)
}

/// Bodies whose standards are told by a number alone; of others it must have a year, or a part such as /T.
const BODIES: [&str; 8] = ["GB", "GJB", "ISO", "IEC", "IEEE", "JGJ", "ASTM", "CNS"];

/// GB/T 7714-2015, ISO 9001, DB11/T 1322.64-2019: where the number of the standard whose letters end at `end` ends.
pub(super) fn standard(cx: &Context<'_>, i: usize, end: usize) -> Option<usize> {
    let text = cx.text;
    let letters = &text[i..end];
    if letters.len() > 5 || !letters.bytes().all(|b| b.is_ascii_uppercase()) {
        return None;
    }
    let part = ["/TS", "/TR", "/T", "/Z", "/IEC"].iter().find(|p| text[end..].starts_with(**p));
    let from = cx.skip_space(end + part.map_or(0, |p| p.len()));
    let run = |p: usize| p + text[p..].bytes().take_while(u8::is_ascii_digit).count();
    let mut stop = run(from);
    if !(2..=6).contains(&(stop - from)) {
        return None;
    }
    if text[stop..].starts_with('.') && run(stop + 1) > stop + 1 {
        stop = run(stop + 1);
    }
    let mut year = false;
    if let At(Some('-' | '—' | '–' | ':' | '：'), p) = at(text, stop)
        && run(p) == p + 4
        && text[p..].starts_with(['1', '2'])
    {
        (year, stop) = (true, run(p));
    }
    let known = BODIES.contains(&letters);
    ((known || part.is_some() || year) && (year || !series::counts(cx, stop))).then_some(stop)
}

/// ICLR 2024, CES 2025: where the year of what is held every year ends. It is a part of a name.
pub(super) fn edition(cx: &Context<'_>, i: usize, end: usize) -> Option<usize> {
    let name = &cx.text[i..end];
    let rest = cx.text[end..].strip_prefix(' ')?;
    let stop = end + 1 + rest.bytes().take_while(u8::is_ascii_digit).count();
    let year = stop - end == 5 && (rest.starts_with("19") || rest.starts_with("20"));
    let capital = name.len() > 1 && name.starts_with(|c: char| c.is_ascii_uppercase());
    (capital && year && !series::counts(cx, stop)).then_some(stop)
}

/// Words of variants behind a model's number: 15 Pro, 13 Ultra.
pub(super) fn variant(rest: &str) -> usize {
    if !rest.starts_with(' ') {
        return 0;
    }
    [" Pro Max", " Pro+", " Pro", " Max", " Ultra", " Plus", " mini", " Turbo", " Air"]
        .iter()
        .find(|w| rest.starts_with(**w))
        .map_or(0, |w| w.len())
}

/// Whether two letters and figures are a flight's: words of flying stand beside them.
pub(super) fn flies(cx: &Context<'_>, i: usize, end: usize) -> bool {
    let (head, tail) = (cx.head(i, 6), &cx.text[end..]);
    ["航班", "次航班", "客机", "班机", "起飞", "备降", "返航"].iter().any(|w| tail.starts_with(w))
        || ["航班", "航班号", "班机", "航空", "东航", "国航", "南航", "海航", "川航", "厦航", "深航", "执飞"]
            .iter()
            .any(|w| head.ends_with(w))
}

/// K45+300, of a road: where it ends, given the end of its letter and kilometres.
pub(super) fn chainage(text: &str, run: &str, end: usize) -> usize {
    let Some(metres) = text[end..].strip_prefix('+').filter(|_| run.starts_with(['K', 'k'])) else { return end };
    let figures = metres.bytes().take_while(u8::is_ascii_digit).count();
    if figures == 3 { end + 1 + figures } else { end }
}

/// What a run of letters and figures is: long ones with many figures are numbers of persons, firms and patents, others are models.
pub(super) fn named(run: &str) -> CodeKind {
    let figures = run.bytes().filter(u8::is_ascii_digit).count();
    let plain = run.bytes().all(|b| b.is_ascii_digit() || b.is_ascii_uppercase() || b == b'.');
    if run.len() >= 12 && figures >= 8 && plain { CodeKind::Id } else { CodeKind::Model }
}

/// Where cars are registered: provinces, and what stands in their place on the plates of missions and schools.
const PROVINCES: &str = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼";
/// What ends the plates of police cars, learners, Hong Kong and Macao, trailers.
const PLATE_ENDS: [char; 8] = ['警', '学', '領', '领', '港', '澳', '挂', '试'];

/// 京A·12345, 沪AD12345, 粤B1234学: the plate whose letter stands at `i`.
pub(super) fn plate(cx: &Context<'_>, i: usize) -> Option<Code> {
    let text = cx.text;
    let province = before(text, i).filter(|&c| PROVINCES.contains(c))?;
    let p = match at(text, i + 1) {
        At(Some('·' | '•' | '・' | '‧' | ' '), next) => next,
        _ => i + 1,
    };
    let bytes = &text.as_bytes()[p..];
    let signs = bytes.iter().take(7).take_while(|b| b.is_ascii_digit() || b.is_ascii_uppercase()).count();
    let letters = bytes[..signs].iter().filter(|b| b.is_ascii_uppercase()).count();
    let end = p + signs;
    let tail = text[end..].chars().next();
    // 警 of 警方 begins a word.
    let ends = tail.filter(|c| PLATE_ENDS.contains(c)).map(|c| end + c.len_utf8()).filter(|&stop| {
        let next = text[stop..].chars().next();
        signs == 4 || next.is_none_or(|c| !cx.lexicon.words.has(&text[end..stop + c.len_utf8()]))
    });
    let whole = (5..=6).contains(&signs) || signs == 4 && ends.is_some();
    let glued = tail.is_some_and(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | ',' | '%'));
    if !whole || letters > 2 || signs - letters < 3 || glued || cx.unit(end).is_some() {
        return None;
    }
    made(i - province.len_utf8(), ends.unwrap_or(end), CodeKind::Id)
}

#[cfg(test)]
mod tests {
    use crate::lexicon::Lexicon;
    use crate::text::Closed;

    /// The codes of a text, as `words:kind`.
    fn codes(text: &str, lexicon: &Lexicon) -> String {
        let found = crate::scan::scan(text, lexicon).codes;
        found.iter().map(|c| format!("{}:{}", c.span.of(text), c.kind.as_str())).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn codes_are_told_by_form_and_neighbours() {
        let lexicon = Lexicon::load(None).expect("built-in dictionaries are sound");
        for (text, wanted) in [
            ("青A·70123的货车与云F6K089相撞", "青A·70123:id 云F6K089:id"),
            ("宁AD51234、晋B2046学、湘A0317警", "宁AD51234:id 晋B2046学:id 湘A0317警:id"),
            ("云A60123警方已查", "云A60123:id"),
            ("京A牌照1万个，京B股，琼A50000辆", "A50000:model"),
            ("按GB/T 20145-2006和ISO 14001执行", "GB/T 20145-2006:document_number ISO 14001:document_number"),
            ("ISO 500元，内存GB 2万", ""),
            ("书号978-7-302-99999-1，住5号楼2单元602室", "978-7-302-99999-1:id 5号:other 2:other 602:other"),
            ("住房2室1厅，分120个单元", ""),
            ("端口6379，尾号为5，编号：41", "6379:id 5:id 41:id"),
            ("编号12件，尾号3辆", ""),
            ("15式坦克，2型糖尿病", "15:model 2:model"),
            ("搭乘南航CZ6901，HU7602航班", "CZ6901:flight HU7602:flight"),
            ("UTC+8的18K金", "UTC+8:other 18K:model"),
            ("月薪18K", ""),
        ] {
            assert_eq!(codes(text, &lexicon), wanted, "{text}");
        }
    }

    #[test]
    fn numbers_behind_makers_and_series_are_models() {
        let lexicon = Lexicon::load(None).expect("built-in dictionaries are sound");
        for (text, wanted) in [
            ("波音737-800客机，空客320与波音787、777", "737-800:model 320:model 787:model 777:model"),
            ("波音交付737架，波音14日说，波音2月交付30架", ""),
            ("骁龙888和麒麟 9000，小米13 Ultra", "888:model 9000:model 13 Ultra:model"),
            ("小米14日发布，小米14亿元收购，小米8、9月份，荣耀90%", ""),
            ("特斯拉 250，苹果10比9，华为15人", ""),
            ("东风3级，红旗5面，坦克30余辆，海豹5只", ""),
            ("保时捷911年销4000辆，极氪001", "911:model 001:model"),
            ("蓝牙5.3，通义千问2.5", "5.3:version 2.5:version"),
            ("工业4.5%，版本12个", ""),
        ] {
            assert_eq!(codes(text, &lexicon), wanted, "{text}");
        }
    }
}
