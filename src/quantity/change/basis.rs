//! Against what something is measured: 同比, 环比, 较上年末.

use super::{Basis, Context, TextSpan};

/// What the change is measured against, in the words before its verb.
pub(super) fn basis(cx: &Context<'_>, floor: usize, end: usize, sentence: usize) -> Option<(Basis, TextSpan)> {
    let text = cx.text;
    // The clause of the verb, and when it only follows another without a number, that one too.
    let head = text.get(floor..end)?;
    let clause =
        head.rfind(['，', '；', '。', ',']).map_or(0, |p| p + head[p..].chars().next().map_or(1, char::len_utf8));
    find_basis(text, floor + clause, end)
        .or_else(|| (clause > 0 && head.len() - clause < 24).then(|| find_basis(text, floor, floor + clause)).flatten())
        .or_else(|| {
            // 由年初的68.5%降至60%，下降8.5个百分点
            let gap = text.get(floor..end)?;
            if floor <= sentence || gap.chars().count() > 4 || !gap.starts_with(['，', ',']) {
                return None;
            }
            // Not far back: a text may be one endless sentence.
            let from = (floor - cx.head(floor, 80).len()).max(sentence);
            let from = text[from..floor].rfind(['。', '；']).map_or(from, |p| from + p);
            let before = &text[from..floor];
            let word = ["由年初的", "从年初的", "由年初", "从年初", "较年初", "比年初"]
                .iter()
                .find_map(|w| before.rfind(w).map(|p| (p, w.len())))?;
            Some((Basis::YearToDate, TextSpan::new(from + word.0, from + word.0 + word.1)))
        })
}

/// Words that name a basis by themselves.
pub(super) const BASES: [(&str, Basis); 15] = [
    ("同比", Basis::YearOnYear),
    ("按年", Basis::YearOnYear),
    ("年增", Basis::YearOnYear),
    ("年减", Basis::YearOnYear),
    ("年均", Basis::Average),
    ("年平均", Basis::Average),
    ("两年平均", Basis::Average),
    ("复合", Basis::Average),
    ("平均每年", Basis::Average),
    ("年化", Basis::Average),
    ("环比", Basis::MonthOnMonth),
    ("環比", Basis::MonthOnMonth),
    ("按月", Basis::MonthOnMonth),
    ("按季", Basis::QuarterOnQuarter),
    ("同期相比", Basis::YearOnYear),
];

pub(super) fn find_basis(text: &str, from: usize, end: usize) -> Option<(Basis, TextSpan)> {
    let head = text.get(from..end)?;
    let mut best: Option<(Basis, TextSpan)> = None;
    for (word, basis) in BASES {
        if let Some(p) = head.rfind(word)
            && best.is_none_or(|(_, s)| s.start() < from + p)
        {
            let mut basis = basis;
            if word.starts_with(['环', '環']) {
                let near = text[..from + p].char_indices().rev().take(60);
                let line = near.take_while(|(_, c)| !matches!(c, '\n' | '。')).last().map_or(from + p, |(i, _)| i);
                if text[line..end].contains("季") {
                    basis = Basis::QuarterOnQuarter;
                }
            }
            best = Some((basis, TextSpan::new(from + p, from + p + word.len())));
        }
    }
    let compared = head.char_indices().filter(|(_, c)| matches!(c, '比' | '较' | '較')).map(|(i, c)| (i, c.len_utf8()));
    for (i, len) in compared {
        let tail = &head[i + len..];
        let prev = head[..i].chars().next_back();
        let word = matches!(
            prev,
            Some('同' | '环' | '占' | '对' | '相' | '百' | '成' | '環' | '无' | '正' | '反' | '之' | '计' | '可')
        ) || tail
            .starts_with(['例', '重', '赛', '上', '亚', '特', '如', '分', '为', '大', '高', '好', '快'])
            && !tail.starts_with("上年")
            && !tail.starts_with("上月")
            && !tail.starts_with("上季")
            && !tail.starts_with("上周")
            && !tail.starts_with("上一")
            && !tail.starts_with("上个")
            && !tail.starts_with("上半")
            && !tail.starts_with("上世")
            || tail.is_empty();
        if word || best.is_some_and(|(_, s)| s.start() > from + i) {
            continue;
        }
        let (basis, take) = compared_with(tail);
        best = Some((basis, TextSpan::new(from + i, from + i + len + take)));
    }
    // 年增3%, 月减2%, as Taiwan's papers write.
    if best.is_none()
        && !text[end..].starts_with("增收")
        && text[end..].starts_with(['增', '减', '減', '升', '降', '跌', '涨', '漲'])
    {
        let unit = head.chars().next_back().and_then(|c| match c {
            '年' => Some(if head.contains("平均") || head.contains("每年") {
                Basis::Average
            } else {
                Basis::YearOnYear
            }),
            '月' => Some(Basis::MonthOnMonth),
            '季' => Some(Basis::QuarterOnQuarter),
            _ => None,
        });
        if let Some(basis) = unit
            && !head.ends_with('月')
                | !head
                    .trim_end_matches('月')
                    .ends_with(|c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c))
        {
            best = Some((basis, TextSpan::new(end - "年".len(), end)));
        }
    }
    if best.is_none() && head.ends_with("平均") {
        best = Some((Basis::Average, TextSpan::new(end - "平均".len(), end)));
    }
    if best.is_none()
        && let Some(p) = head.rfind("与去年同期相比").or_else(|| head.rfind("与上年同期相比"))
    {
        best = Some((Basis::YearOnYear, TextSpan::new(from + p, from + p + "与去年同期相比".len())));
    }
    best
}

/// What stands behind 比 or 较.
pub(super) fn compared_with(tail: &str) -> (Basis, usize) {
    const AGAINST: [(&str, Basis); 30] = [
        ("上年同期", Basis::YearOnYear),
        ("去年同期", Basis::YearOnYear),
        ("上年末", Basis::YearToDate),
        ("去年末", Basis::YearToDate),
        ("上年底", Basis::YearToDate),
        ("去年底", Basis::YearToDate),
        ("去年年底", Basis::YearToDate),
        ("去年年末", Basis::YearToDate),
        ("上年年末", Basis::YearToDate),
        ("上年度", Basis::YearOnYear),
        ("上年", Basis::YearOnYear),
        ("去年", Basis::YearOnYear),
        ("上一年", Basis::YearOnYear),
        ("前一年", Basis::YearOnYear),
        ("一年前", Basis::YearOnYear),
        ("年初", Basis::YearToDate),
        ("今年年初", Basis::YearToDate),
        ("同期", Basis::YearOnYear),
        ("上月", Basis::MonthOnMonth),
        ("上个月", Basis::MonthOnMonth),
        ("上個月", Basis::MonthOnMonth),
        ("前一月", Basis::MonthOnMonth),
        ("上季度", Basis::QuarterOnQuarter),
        ("上个季度", Basis::QuarterOnQuarter),
        ("上一季度", Basis::QuarterOnQuarter),
        ("上季", Basis::QuarterOnQuarter),
        ("一季度", Basis::QuarterOnQuarter),
        ("二季度", Basis::QuarterOnQuarter),
        ("三季度", Basis::QuarterOnQuarter),
        ("四季度", Basis::QuarterOnQuarter),
    ];
    if let Some((word, basis)) = AGAINST.iter().find(|(w, _)| tail.starts_with(w)) {
        return (*basis, word.len());
    }
    let stop = tail
        .char_indices()
        .take(12)
        .find(|(_, c)| {
            matches!(
                c,
                '，' | '的'
                    | '增'
                    | '上'
                    | '下'
                    | '提'
                    | '减'
                    | '降'
                    | '多'
                    | '少'
                    | '高'
                    | '低'
                    | '翻'
                    | '涨'
                    | '跌'
                    | '扩'
                    | '收'
                    | '回'
            )
        })
        .map_or(0, |(i, _)| i);
    (Basis::Other, stop)
}
