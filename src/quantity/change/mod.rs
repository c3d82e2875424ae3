//! What a quantity says of a change: direction, mode, basis, pairs.

mod basis;

#[cfg(test)]
use super::context::modifier_before;
use super::{Basis, Change, ChangeMode, Direction, Quantity, QuantityKind, Value};
use crate::scan::Context;
use crate::segment::Segmented;
use crate::text::TextSpan;
use basis::basis;

/// Verbs and nouns of change that end the words before a number, longest first.
const WORDS: [(&str, Direction); 112] = [
    ("上涨幅度", Direction::Up),
    ("下降幅度", Direction::Down),
    ("增长率", Direction::Up),
    ("增长速度", Direction::Up),
    ("同比多增", Direction::Up),
    ("同比少增", Direction::Down),
    ("涨幅", Direction::Up),
    ("升幅", Direction::Up),
    ("增幅", Direction::Up),
    ("增速", Direction::Up),
    ("跌幅", Direction::Down),
    ("降幅", Direction::Down),
    ("減幅", Direction::Down),
    ("减幅", Direction::Down),
    ("漲幅", Direction::Up),
    ("增长", Direction::Up),
    ("增長", Direction::Up),
    ("增加", Direction::Up),
    ("增收", Direction::Up),
    ("增产", Direction::Up),
    ("增持", Direction::Up),
    ("增多", Direction::Up),
    ("净增", Direction::Up),
    ("激增", Direction::Up),
    ("猛增", Direction::Up),
    ("多增", Direction::Up),
    ("上升", Direction::Up),
    ("上涨", Direction::Up),
    ("上漲", Direction::Up),
    ("上调", Direction::Up),
    ("上調", Direction::Up),
    ("上浮", Direction::Up),
    ("上行", Direction::Up),
    ("提高", Direction::Up),
    ("提升", Direction::Up),
    ("提价", Direction::Up),
    ("升高", Direction::Up),
    ("升值", Direction::Up),
    ("攀升", Direction::Up),
    ("回升", Direction::Up),
    ("飙升", Direction::Up),
    ("跃升", Direction::Up),
    ("大涨", Direction::Up),
    ("收涨", Direction::Up),
    ("收漲", Direction::Up),
    ("高开", Direction::Up),
    ("高開", Direction::Up),
    ("暴涨", Direction::Up),
    ("微涨", Direction::Up),
    ("反弹", Direction::Up),
    ("恢复", Direction::Up),
    ("扩大", Direction::Up),
    ("擴大", Direction::Up),
    ("扩展", Direction::Up),
    ("延长", Direction::Up),
    ("延長", Direction::Up),
    ("加快", Direction::Up),
    ("走高", Direction::Up),
    ("走强", Direction::Up),
    ("走阔", Direction::Up),
    ("拉升", Direction::Up),
    ("高出", Direction::Up),
    ("多出", Direction::Up),
    ("扩容", Direction::Up),
    ("下降", Direction::Down),
    ("下跌", Direction::Down),
    ("下调", Direction::Down),
    ("下調", Direction::Down),
    ("下滑", Direction::Down),
    ("下行", Direction::Down),
    ("下浮", Direction::Down),
    ("下挫", Direction::Down),
    ("减少", Direction::Down),
    ("減少", Direction::Down),
    ("减产", Direction::Down),
    ("减持", Direction::Down),
    ("減持", Direction::Down),
    ("少增", Direction::Down),
    ("降低", Direction::Down),
    ("降价", Direction::Down),
    ("回落", Direction::Down),
    ("回调", Direction::Down),
    ("收窄", Direction::Down),
    ("缩短", Direction::Down),
    ("縮短", Direction::Down),
    ("缩小", Direction::Down),
    ("缩减", Direction::Down),
    ("萎缩", Direction::Down),
    ("放缓", Direction::Down),
    ("蒸发", Direction::Down),
    ("贬值", Direction::Down),
    ("锐减", Direction::Down),
    ("骤降", Direction::Down),
    ("压减", Direction::Down),
    ("压缩", Direction::Down),
    ("削减", Direction::Down),
    ("走低", Direction::Down),
    ("收跌", Direction::Down),
    ("低开", Direction::Down),
    ("低開", Direction::Down),
    ("大跌", Direction::Down),
    ("暴跌", Direction::Down),
    ("微跌", Direction::Down),
    ("重挫", Direction::Down),
    ("缩水", Direction::Down),
    ("衰退", Direction::Down),
    ("跳水", Direction::Down),
    ("降温", Direction::Down),
    ("减排", Direction::Down),
    ("腰斩", Direction::Down),
    ("亏损扩大", Direction::Down),
    ("低于预期", Direction::Down),
];
/// The last characters of those words: most numbers follow none.
const LAST: &str =
    "产价低值减出加升发增复多大容小少展幅度弹强快持挫排收斩期水浮涨温滑漲率短窄缓缩落行調调跌退速長长阔降高开開";
/// Single characters, and the characters before them that make another word.
const ONES: [(char, Direction, &str); 10] = [
    ('增', Direction::Up, "新日递徐"),
    ('升', Direction::Up, "公毫晋飞百"),
    ('涨', Direction::Up, "高看"),
    ('漲', Direction::Up, ""),
    ('跌', Direction::Down, ""),
    ('降', Direction::Down, "投空霜喜"),
    ('减', Direction::Down, "加"),
    ('減', Direction::Down, ""),
    ('翻', Direction::Up, "推"),
    ('扩', Direction::Up, ""),
];

struct Said {
    direction: Direction,
    mode: ChangeMode,
    start: usize,
}

pub(super) fn read(cx: &Context<'_>, words: &Segmented, quantities: &mut [Quantity]) {
    for i in 0..quantities.len() {
        let sentence = words.sentence_at(quantities[i].span.start()).map_or(0, |s| words.sentences[s].start());
        let floor = if i > 0 { quantities[i - 1].span.end().max(sentence) } else { sentence };
        one(cx, quantities, i, floor, sentence);
    }
    pairs(cx, quantities);
}

fn one(cx: &Context<'_>, quantities: &mut [Quantity], i: usize, floor: usize, sentence: usize) {
    let text = cx.text;
    let q = &quantities[i];
    if matches!(q.kind, QuantityKind::Ordinal | QuantityKind::Score | QuantityKind::Ratio) {
        return;
    }
    let start = q.span.start();
    let own = q.modifiers.iter().map(|m| m.start()).filter(|&m| m >= floor).min().unwrap_or(start).min(start);
    let previous =
        (i > 0 && floor > sentence).then(|| (&quantities[i - 1].change, &text[quantities[i - 1].span.end()..own]));
    let said = doubled(text, q).or_else(|| verb(text, floor, own)).or_else(|| signed(text, q, floor));
    let mut change = Change::default();
    if let Some(said) = said {
        let (direction, mode) = adjusted(text, q, &said);
        change.direction = Some(direction);
        change.mode = Some(mode);
        if let Some((basis, span)) = basis(cx, floor.max(sentence), said.start, sentence) {
            change.basis = Some(basis);
            change.basis_span = Some(span);
        } else if let Some((Some(last), gap)) = &previous
            && gap.chars().count() <= 8
            && gap.starts_with(['，', '、', ',', '；'])
            && !gap.contains(['由', '从'])
        {
            (change.basis, change.basis_span) = (last.basis, last.basis_span);
        }
    } else if let Some((Some(last), gap)) = previous
        && last.mode.is_some()
    {
        // 下调10个基点至3.35%; 即不超过816万股; 分别增长3%和5%
        let to = matches!(gap.trim(), "至" | "到" | "，至" | "，达到" | "，达" | "达到" | "，增至" | "，降至");
        if to && last.mode == Some(ChangeMode::By) {
            change =
                Change { mode: Some(ChangeMode::To), pair: Some(i - 1), basis: None, basis_span: None, ..last.clone() };
        } else if linked(gap) && same_sort(&quantities[i - 1], &quantities[i]) {
            change = Change { pair: None, ..last.clone() };
        } else {
            return;
        }
    } else if let Some(found) = multiple_of(text, q, floor) {
        change = found;
    } else {
        return;
    }
    quantities[i].change = Some(change);
}

/// Whether only 即, 和 or nothing stands between: the change goes on.
fn linked(gap: &str) -> bool {
    let count = gap.chars().count();
    count <= 3 && matches!(gap.trim_matches(['，', ' ', ',']), "即" | "和" | "、" | "及" | "以及")
        || gap.ends_with('即') && count <= 10
}

fn same_sort(a: &Quantity, b: &Quantity) -> bool {
    use QuantityKind::{Number, Percent, Quantity as Counted};
    a.kind == b.kind || matches!((a.kind, b.kind), (Percent, Counted | Number))
}

/// 翻一番.
fn doubled(text: &str, q: &Quantity) -> Option<Said> {
    (q.kind == QuantityKind::Multiple && q.span.of(text).starts_with('翻')).then(|| Said {
        direction: Direction::Up,
        mode: ChangeMode::ToFactor,
        start: q.span.start(),
    })
}

/// The verb that ends the words between `floor` and `end`.
fn verb(text: &str, floor: usize, end: usize) -> Option<Said> {
    let mut end = end;
    let mut mode = ChangeMode::By;
    for _ in 0..4 {
        let head = text.get(floor..end)?.trim_end_matches(' ');
        end = floor + head.len();
        if let Some(found) = ending(text, floor, end) {
            let noun = text[found.0..end].ends_with(['幅', '速', '率']) || text[found.0..end].ends_with("幅度");
            let mode = if noun { ChangeMode::By } else { mode };
            return Some(Said { direction: found.1, mode, start: found.0 });
        }
        let word = [
            "幅度达到",
            "幅度为",
            "幅度达",
            "幅度",
            "达到了",
            "达到",
            "分别",
            "不超过",
            "不少于",
            "将近",
            "达",
            "至",
            "到",
            "为",
            "了",
            "约",
            "近",
            "超",
            "逾",
            "也",
            "均",
            "仅",
            "是",
            "的",
            "在",
            "：",
            "成",
            "出",
            "最高",
            "高达",
            "合计",
            "累计",
        ]
        .iter()
        .find(|w| head.ends_with(**w))?;
        if matches!(*word, "至" | "到" | "成" | "为" | "达到" | "达到了" | "达") {
            mode = ChangeMode::To;
        }
        if *word == "的" {
            // 提高到现在的58.7%
            let near = head.char_indices().rev().take(10).find(|(_, c)| matches!(c, '到' | '至'))?;
            let found = ending(text, floor, floor + near.0)?;
            return Some(Said { direction: found.1, mode: ChangeMode::To, start: found.0 });
        }
        end -= word.len();
    }
    None
}

fn ending(text: &str, floor: usize, end: usize) -> Option<(usize, Direction)> {
    let head = text.get(floor..end)?;
    if head.ends_with(|c: char| LAST.contains(c))
        && let Some((word, direction)) = WORDS.iter().find(|(w, _)| head.ends_with(w))
    {
        return Some((end - word.len(), *direction));
    }
    let last = head.chars().next_back()?;
    if let Some((c, direction, not)) = ONES.iter().find(|(c, _, _)| *c == last) {
        let start = end - c.len_utf8();
        let prev = text[..start].chars().next_back();
        return (!prev.is_some_and(|p| not.contains(p))).then_some((start, *direction));
    }
    // 比上年多20人
    let direction = match last {
        '多' | '高' => Direction::Up,
        '少' | '低' => Direction::Down,
        _ => return None,
    };
    let start = end - last.len_utf8();
    let clause = head.rfind(['，', '。', '；', ',']).map_or(head, |p| &head[p..]);
    (clause.contains(['比', '较'])
        && !clause.ends_with("最高")
        && !clause.ends_with("最多")
        && !clause.ends_with("至少")
        && !clause.ends_with("最低"))
    .then_some((start, direction))
}

/// 同比-3.2%, 环比+5%.
fn signed(text: &str, q: &Quantity, floor: usize) -> Option<Said> {
    let start = q.span.start();
    let head = text.get(floor..start)?.trim_end_matches(' ');
    let negative = q.decimal().is_some_and(|d| d.is_sign_negative());
    let plus = head.ends_with(['+', '＋']);
    let bare = head.trim_end_matches(['+', '＋', ' ', '：', ':']);
    let based = ["同比", "环比", "較上年同期", "较上年同期", "按年", "按月"].iter().any(|w| bare.ends_with(w));
    (based && (negative || plus)).then(|| Said {
        direction: if negative { Direction::Down } else { Direction::Up },
        mode: ChangeMode::By,
        start: floor + bare.len(),
    })
}

/// A fall of minus three is written 增长-3%; 增长到3倍 is a factor.
fn adjusted(text: &str, q: &Quantity, said: &Said) -> (Direction, ChangeMode) {
    let mut direction = said.direction;
    let negative = q.decimal().is_some_and(|d| d.is_sign_negative());
    if said.mode == ChangeMode::By && negative && direction == Direction::Up {
        direction = Direction::Down;
    }
    let mode = match said.mode {
        ChangeMode::To
            if q.kind == QuantityKind::Multiple
                && text[..q.span.end()].ends_with('倍')
                && text[q.span.end()..].starts_with('的') =>
        {
            ChangeMode::ToFactor
        }
        mode => mode,
    };
    (direction, mode)
}

/// 是当时的十几倍.
fn multiple_of(text: &str, q: &Quantity, floor: usize) -> Option<Change> {
    if q.kind != QuantityKind::Multiple
        || !matches!(q.value, Some(Value::Decimal(_)) | None)
        || !q.span.of(text).contains('倍')
    {
        return None;
    }
    let start = q.modifiers.iter().map(|m| m.start()).min().unwrap_or(q.span.start()).min(q.span.start());
    let head = text.get(floor.min(start)..start)?;
    let clause = head.rfind(['，', '。', '；']).map_or(head, |p| &head[p..]);
    let of = clause.ends_with('的') && clause.contains(['是', '为', '达', '到', '于', '有', '当']);
    of.then(|| Change { direction: Some(Direction::Up), mode: Some(ChangeMode::Of), ..Change::default() })
}

/// 由68.5%降至60%: the first is where the change comes from.
fn pairs(cx: &Context<'_>, quantities: &mut [Quantity]) {
    for i in 1..quantities.len() {
        let Some(to) = quantities[i].change.clone().filter(|c| c.mode == Some(ChangeMode::To)) else { continue };
        let (from, here) = (&quantities[i - 1], &quantities[i]);
        if from.change.is_some()
            || from.kind != here.kind
                && !(matches!(from.kind, QuantityKind::Number) || matches!(here.kind, QuantityKind::Number))
        {
            continue;
        }
        let Some(gap) = cx.text.get(from.span.end()..here.span.start()) else { continue };
        if gap.chars().count() > 24
            || gap.contains(['。', '；', '\n'])
            || gap.contains('，') && gap.chars().count() > 12
        {
            continue;
        }
        let start = from.modifiers.iter().map(|m| m.start()).min().unwrap_or(from.span.start()).min(from.span.start());
        let head = cx.head(start, 20);
        let clause = head.rfind(['，', '。', '；']).map_or(head, |p| &head[p..]);
        if !clause.contains(['由', '从', '從', '自']) {
            continue;
        }
        quantities[i - 1].change =
            Some(Change { direction: to.direction, mode: Some(ChangeMode::From), pair: Some(i), ..Change::default() });
        if let Some(change) = &mut quantities[i].change {
            change.pair = Some(i - 1);
        }
    }
}

/// Whether `modifier_before` would take words that a verb needs; kept for the tests of both.
#[cfg(test)]
fn free(text: &str, end: usize) -> bool {
    modifier_before(text, 0, end).is_none()
}

#[cfg(test)]
mod tests {
    #[test]
    fn an_agreement_is_no_about() {
        assert!(super::free("条约", "条约".len()));
    }
}
