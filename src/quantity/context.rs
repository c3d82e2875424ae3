//! What stands around a quantity: 约, 以上, 每桶, 约合.

use super::{Approx, Limit, Per, Quantity, QuantityKind, Value, shared};
use crate::scan::{Context, per_unit};
use crate::text::TextSpan;
use rust_decimal::Decimal;

/// Words before a number: how it stands to the true one. Longest first where one ends another.
const BEFORE: [(&str, Approx); 52] = [
    ("大于或者等于", Approx::AtLeast),
    ("小于或者等于", Approx::AtMost),
    ("大于或等于", Approx::AtLeast),
    ("小于或等于", Approx::AtMost),
    ("大于等于", Approx::AtLeast),
    ("小于等于", Approx::AtMost),
    ("最少有", Approx::AtLeast),
    ("至少有", Approx::AtLeast),
    ("至少是", Approx::AtLeast),
    ("最多为", Approx::AtMost),
    ("最多有", Approx::AtMost),
    ("不少于", Approx::AtLeast),
    ("不低于", Approx::AtLeast),
    ("不小于", Approx::AtLeast),
    ("不高于", Approx::AtMost),
    ("不大于", Approx::AtMost),
    ("不多于", Approx::AtMost),
    ("不超过", Approx::AtMost),
    ("不超過", Approx::AtMost),
    ("未超过", Approx::AtMost),
    ("超过了", Approx::Over),
    ("突破了", Approx::Over),
    ("至少", Approx::AtLeast),
    ("最少", Approx::AtLeast),
    ("最低", Approx::AtLeast),
    ("起码", Approx::AtLeast),
    ("最多", Approx::AtMost),
    ("至多", Approx::AtMost),
    ("最高", Approx::AtMost),
    ("将近", Approx::Near),
    ("將近", Approx::Near),
    ("接近", Approx::Near),
    ("不足", Approx::Under),
    ("不到", Approx::Under),
    ("低于", Approx::Under),
    ("少于", Approx::Under),
    ("小于", Approx::Under),
    ("超过", Approx::Over),
    ("超過", Approx::Over),
    ("突破", Approx::Over),
    ("高于", Approx::Over),
    ("大于", Approx::Over),
    ("多于", Approx::Over),
    ("大约", Approx::About),
    ("大約", Approx::About),
    ("大概", Approx::About),
    ("约合", Approx::About),
    ("约为", Approx::About),
    ("约", Approx::About),
    ("約", Approx::About),
    ("≥", Approx::AtLeast),
    ("≤", Approx::AtMost),
];
/// Single characters before a number, and the characters that make another word of them.
const BEFORE_ONE: [(char, Approx, &str); 6] = [
    ('近', Approx::Near, "附最接邻临靠贴亲新远"),
    ('超', Approx::Over, "高中英德买買卖賣反追"),
    ('逾', Approx::Over, ""),
    ('破', Approx::Over, "打突爆侦告"),
    ('>', Approx::Over, "="),
    ('<', Approx::Under, "="),
];
/// Words behind a number.
const AFTER: [(&str, Approx); 32] = [
    ("+", Approx::AtLeast),
    ("或者更多", Approx::AtLeast),
    ("甚至更多", Approx::AtLeast),
    ("乃至更多", Approx::AtLeast),
    ("或更多", Approx::AtLeast),
    ("或更高", Approx::AtLeast),
    ("或者更少", Approx::AtMost),
    ("或更少", Approx::AtMost),
    ("或更低", Approx::AtMost),
    ("或者以上", Approx::AtLeast),
    ("及以上", Approx::AtLeast),
    ("或以上", Approx::AtLeast),
    ("以上", Approx::AtLeast),
    ("及以下", Approx::AtMost),
    ("或以下", Approx::AtMost),
    ("以下", Approx::AtMost),
    ("之下", Approx::Under),
    ("以内", Approx::AtMost),
    ("以內", Approx::AtMost),
    ("之内", Approx::AtMost),
    ("左右", Approx::About),
    ("上下", Approx::About),
    ("前后", Approx::About),
    ("许", Approx::About),
    ("开外", Approx::Over),
    ("之间", Approx::About),
    ("之間", Approx::About),
    ("不等", Approx::About),
    ("起步", Approx::AtLeast),
    ("起", Approx::AtLeast),
    ("内", Approx::AtMost),
    ("內", Approx::AtMost),
];

pub(super) fn read(cx: &Context<'_>, quantities: &mut Vec<Quantity>) {
    shared::read(cx, quantities);
    for i in 0..quantities.len() {
        let floor = if i > 0 { quantities[i - 1].span.end() } else { 0 };
        before(cx, &mut quantities[i], floor);
        after(cx, &mut quantities[i]);
        per(cx, &mut quantities[i], floor);
        if i > 0 {
            let (left, right) = quantities.split_at_mut(i);
            equivalent(cx, &left[i - 1], &mut right[0], i - 1);
            link(cx, &mut left[i - 1], &mut right[0]);
        }
    }
}

/// Words between two bounds of one number.
const LINKS: [char; 14] = [' ', '，', ',', '并', '且', '同', '时', '的', '而', '和', '及', '、', '但', '又'];

/// 大于100并且小于300: each bounds the other side of the same number.
fn link(cx: &Context<'_>, left: &mut Quantity, right: &mut Quantity) {
    let lone = |q: &Quantity| {
        q.lower.is_some() != q.upper.is_some()
            && matches!(q.approx, Some(Approx::Over | Approx::AtLeast | Approx::Under | Approx::AtMost))
    };
    if !lone(left)
        || !lone(right)
        || left.lower.is_some() == right.lower.is_some()
        || left.unit != right.unit && left.unit.is_some()
    {
        return;
    }
    let from = left.modifiers.iter().map(|m| m.end()).max().unwrap_or(0).max(left.span.end());
    let to = right.modifiers.iter().map(|m| m.start()).min().unwrap_or(usize::MAX).min(right.span.start());
    let Some(gap) = cx.text.get(from..to) else { return };
    let low = left.lower.or(right.lower);
    let high = left.upper.or(right.upper);
    if gap.chars().count() > 5
        || !gap.trim_matches(LINKS).is_empty()
        || !low.zip(high).is_some_and(|(l, h)| l.value < h.value)
    {
        return;
    }
    (left.lower, left.upper, right.lower, right.upper) = (low, high, low, high);
}

/// Signs and words with spaces inside, which the table does not hold.
const SPACED: [(&str, Approx); 6] = [
    ("小于 或 等于", Approx::AtMost),
    ("大于 或 等于", Approx::AtLeast),
    ("小于 等于", Approx::AtMost),
    ("大于 等于", Approx::AtLeast),
    ("< =", Approx::AtMost),
    ("> =", Approx::AtLeast),
];

/// What 过 behind it exceeds: 占比过20%, 年薪过百万. 去过3次 is another 过.
const EXCEEDS: &str = "比率额值量幅价薪房龄丝入";

/// The modifier that ends at `end`: its start and meaning.
pub(super) fn modifier_before(text: &str, floor: usize, end: usize) -> Option<(usize, Approx)> {
    let head = text.get(floor..end)?;
    let trimmed = head.trim_end_matches(' ');
    if let Some(&(word, approx)) = SPACED.iter().find(|(w, _)| trimmed.ends_with(w)) {
        return Some((floor + trimmed.len() - word.len(), approx));
    }
    if let Some(rest) = trimmed.strip_suffix('过')
        && rest.ends_with(|c| EXCEEDS.contains(c))
    {
        return Some((floor + rest.len(), Approx::Over));
    }
    if trimmed.ends_with(|c: char| "≤≥为了于低到合多少是有概码破約约足过近過高".contains(c))
        && let Some((word, approx)) = BEFORE.iter().find(|(w, _)| trimmed.ends_with(w))
    {
        let start = floor + trimmed.len() - word.len();
        let wrong = matches!(*word, "约")
            && text[..start].ends_with([
                '节', '条', '合', '预', '契', '签', '制', '公', '简', '违', '履', '大', '邀', '特', '纽', '解',
            ])
            || *word == "最高" && text[start..].starts_with("最高人")
            || *word == "不到" && text[..start].ends_with(['得', '看', '找']);
        return (!wrong).then_some((start, *approx));
    }
    let last = trimmed.chars().next_back()?;
    let (c, approx, not) = BEFORE_ONE.iter().find(|(c, _, _)| *c == last)?;
    let start = floor + trimmed.len() - c.len_utf8();
    let prev = text[..start].chars().next_back();
    (!prev.is_some_and(|p| not.contains(p))).then_some((start, *approx))
}

/// 比170低, 比三分之一大: the number bounds what is compared. 比10%高出3个百分点 says the number itself.
fn compared(text: &str, span: TextSpan) -> Option<([TextSpan; 2], Approx)> {
    let head = text[..span.start()].trim_end_matches(' ');
    let start = head.strip_suffix('比')?.len();
    let from = span.end() + usize::from(text[span.end()..].starts_with(' '));
    let mut rest = text[from..].chars();
    let word = rest.next()?;
    let approx = match word {
        '大' | '高' | '多' | '长' | '重' => Approx::Over,
        '小' | '低' | '少' | '短' | '轻' => Approx::Under,
        _ => return None,
    };
    let next = rest.next();
    let ends = next.is_none_or(|c| !c.is_alphanumeric() || matches!(c, '的' | '且' | '而' | '但' | '并'))
        || text[from + word.len_utf8()..].starts_with("一些")
        || text[from + word.len_utf8()..].starts_with("一点");
    ends.then(|| ([TextSpan::new(start, head.len()), TextSpan::new(from, from + word.len_utf8())], approx))
}

fn before(cx: &Context<'_>, q: &mut Quantity, floor: usize) {
    if matches!(q.kind, QuantityKind::Ordinal | QuantityKind::Score | QuantityKind::Ratio) {
        return;
    }
    if let Some((words, approx)) = compared(cx.text, q.span) {
        q.modifiers.extend(words);
        apply(q, approx);
        return;
    }
    let Some((start, approx)) = modifier_before(cx.text, floor, q.span.start()) else { return };
    let span = TextSpan::new(start, q.span.start());
    let words = span.of(cx.text).trim_end();
    q.modifiers.push(TextSpan::new(start, start + words.len()));
    apply(q, approx);
}

fn after(cx: &Context<'_>, q: &mut Quantity) {
    if matches!(q.kind, QuantityKind::Ordinal | QuantityKind::Score | QuantityKind::Ratio) {
        return;
    }
    let end = q.span.end() + usize::from(cx.text[q.span.end()..].starts_with(' '));
    let rest = &cx.text[end..];
    if !rest.starts_with(|c: char| "+上不之以內内前及左开或许起甚乃".contains(c)) {
        return;
    }
    let Some((word, approx)) = AFTER.iter().find(|(w, _)| rest.starts_with(w)) else { return };
    let next = rest[word.len()..].chars().next();
    match *word {
        "内" | "內"
            if q.kind != QuantityKind::Duration
                || next.is_some_and(|c| matches!(c, '容' | '部' | '蒙' | '地' | '外' | '需' | '存')) =>
        {
            return;
        }
        "起" if !matches!(q.kind, QuantityKind::Money) || next.is_some_and(|c| c.is_alphanumeric()) => return,
        "+" if next.is_some_and(|c| c.is_ascii_alphanumeric()) || q.unit.is_some() => return,
        "许" if next.is_some_and(|c| matches!(c, '可' | '多' | '诺')) => return,
        "上下" if next.is_some_and(|c| matches!(c, '游' | '班' | '级' | '楼')) => return,
        "之间" | "之間" | "不等" => {
            q.modifiers.push(TextSpan::new(end, end + word.len()));
            return;
        }
        _ => {}
    }
    q.modifiers.push(TextSpan::new(end, end + word.len()));
    apply(q, *approx);
}

/// Notes how the number stands to the true one, and which side that bounds.
fn apply(q: &mut Quantity, approx: Approx) {
    if q.approx.is_none_or(|a| a == Approx::Several) || approx != Approx::About {
        q.approx = Some(approx);
    }
    let value = match q.value {
        Some(Value::Decimal(d)) => d,
        // A half and the like are exact; a third bounds nothing that could be written.
        Some(Value::Fraction(a, b)) => match Decimal::from(a).checked_div(Decimal::from(b)) {
            Some(d) if d.checked_mul(Decimal::from(b)) == Some(Decimal::from(a)) => d.normalize(),
            _ => return,
        },
        _ => return,
    };
    match approx {
        Approx::Over => q.lower = q.lower.or(Some(Limit { value, inclusive: false })),
        Approx::AtLeast => q.lower = Some(Limit { value, inclusive: true }),
        Approx::Under | Approx::Near => q.upper = Some(Limit { value, inclusive: false }),
        Approx::AtMost => q.upper = Some(Limit { value, inclusive: true }),
        Approx::About | Approx::Several => {}
    }
}

/// Words that say what one unit is counted for, anywhere before the number in its clause.
const AVERAGES: [(&str, &str); 22] = [
    ("人均", "人"),
    ("户均", "户"),
    ("戶均", "户"),
    ("日均", "day"),
    ("月均", "month"),
    ("年均", "year"),
    ("周均", "week"),
    ("亩均", "亩"),
    ("场均", "场"),
    ("單日", "day"),
    ("单日", "day"),
    ("日产", "day"),
    ("年产", "year"),
    ("年產", "year"),
    ("月产", "month"),
    ("时均", "hour"),
    ("年薪", "year"),
    ("月薪", "month"),
    ("时薪", "hour"),
    ("按日", "day"),
    ("店均", "店"),
    ("车均", "车"),
];
/// Longest way, in characters, from such a word to its number.
const WAY_CHARS_MAX: usize = 12;

fn per(cx: &Context<'_>, q: &mut Quantity, floor: usize) {
    use QuantityKind::{Duration, Money, Number, Percent, Quantity as Counted};
    if q.per.is_some() || !matches!(q.kind, Money | Number | Counted | Duration | Percent) {
        return;
    }
    let text = cx.text;
    let start = q.modifiers.iter().map(|m| m.start()).min().unwrap_or(q.span.start()).min(q.span.start());
    let head = cx.head(start, WAY_CHARS_MAX);
    let from = start - head.len();
    let clause = head
        .rfind(['，', '。', '；', '、', '：', '（', ',', ';'])
        .map_or(from, |p| from + p + head[p..].chars().next().map_or(1, char::len_utf8));
    let from = clause.max(floor.min(start));
    let head = &text[from..start];
    if let Some(found) = head.rfind('每') {
        let p = from + found + '每'.len_utf8();
        let (mut value, mut at) = (Decimal::ONE, p);
        for (word, n) in [("百", 100), ("千", 1000), ("万", 10_000), ("100", 100), ("1000", 1000), ("10", 10)] {
            if text[p..].starts_with(word)
                && (word.is_ascii()
                    || !text[p..].starts_with("千克")
                        && !text[p..].starts_with("千瓦")
                        && !text[p..].starts_with("千米"))
            {
                (value, at) = (Decimal::from(n), p + word.len());
            }
        }
        if text[at..].starts_with('个') && per_unit(cx, at).is_none_or(|(u, _)| u == "个") {
            return;
        }
        let Some((unit, end)) = per_unit(cx, at) else { return };
        let gap = text.get(end..start).unwrap_or("…………………………");
        let timed = matches!(unit, "year" | "month" | "week" | "day" | "hour" | "minute");
        if end <= start
            && gap.chars().count() <= if timed { 4 } else { 6 }
            && q.kind != Percent
            && (!timed || q.kind != Duration)
        {
            if !timed {
                q.modifiers.insert(0, TextSpan::new(from + found, end));
            }
            q.per = Some(Per { value, unit: unit.into() });
        }
        return;
    }
    if let Some(found) = head.rfind("百公里")
        && q.unit.as_deref().is_some_and(|u| matches!(u, "L" | "kWh" | "度"))
    {
        q.modifiers.insert(0, TextSpan::new(from + found, from + found + "百公里".len()));
        q.per = Some(Per { value: Decimal::from(100), unit: "km".into() });
        return;
    }
    // One of these is in each word of the table.
    if !head.contains(['均', '日', '产', '產', '薪']) {
        return;
    }
    let word_at = |p: usize| AVERAGES.iter().find(|(w, _)| head[p..].starts_with(w));
    let last = head.char_indices().rev().find_map(|(p, _)| word_at(p).map(|&(word, unit)| (p, word, unit)));
    if let Some((p, word, unit)) = last {
        let percent = q.kind == Percent;
        let rate =
            head[p..].contains(['增', '降', '涨', '跌', '升']) && head[p..].chars().count() > 2 && word != "年产";
        // 两人均达标: both of them.
        let both = matches!(word, "人均" | "户均") && head[..p].ends_with(is_counted);
        if percent && word != "按日" || rate || both || matches!(word, "单日" | "單日") && !head.ends_with(word) {
            return;
        }
        q.per = Some(Per { value: Decimal::ONE, unit: unit.into() });
    }
}

/// Whether persons are counted by what stands before them: 两|人, 多|人, 3|人.
fn is_counted(c: char) -> bool {
    c.is_ascii_digit() || "一二三四五六七八九十百千万余多两数几名等本每二".contains(c)
}

/// 约合, 折合: the same sum in another currency.
fn equivalent(cx: &Context<'_>, left: &Quantity, right: &mut Quantity, index: usize) {
    if left.kind != right.kind
        || left.unit == right.unit
        || left.unit.is_none()
        || !matches!(left.value, Some(Value::Decimal(_)) | None)
    {
        return;
    }
    let Some(gap) = cx.text.get(left.span.end()..right.span.start()) else { return };
    let gap = gap.trim_matches(['（', '(', '，', ',', ' ', '）', '[', '即']);
    let words = [
        "约合",
        "折合",
        "合",
        "约",
        "约折合",
        "相当于",
        "约相当于",
        "大约",
        "折合约",
        "约等于",
        "约为",
        "合约",
        "約合",
        "約",
        "折算",
        "或",
        "等于",
        "折合人民币",
        "合人民币约",
    ];
    let bracketed = cx.text[left.span.end()..].starts_with(['（', '(']);
    if words.contains(&gap) && (bracketed || gap != "约" && gap != "或" && gap != "合") || bracketed && gap.is_empty()
    {
        right.equivalent_of = Some(index);
    }
}
