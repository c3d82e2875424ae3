//! How a quantity is counted with: its interval, its unit, the words that blur it.

use super::{
    Amount, Approx, CheckWord, CheckWords, Exact, Facts, Quantity, QuantityKind, Range, Value, What, family, head,
};
use crate::text::{border_after, border_before};

pub(super) fn amount<'a>(facts: &Facts<'a>, words: &CheckWords, index: usize, q: &'a Quantity) -> Option<Amount<'a>> {
    let text = facts.text;
    let said = q.span.of(text);
    if matches!(q.approx, Some(Approx::Several)) || q.span.is_empty() {
        return None;
    }
    // A scale word alone counts nothing, and a stretch of years is the frame of a change, no operand.
    let is_frame = q.kind == QuantityKind::Duration && said.ends_with(['年', '月', '季', '周']);
    if is_frame || said.chars().all(|c| matches!(c, '十' | '百' | '千' | '万' | '亿')) {
        return None;
    }
    let (what, value, is_fraction) = match (q.kind, q.value?) {
        (QuantityKind::Ordinal | QuantityKind::Score | QuantityKind::Ratio | QuantityKind::BasisPoint, _) => {
            return None;
        }
        (QuantityKind::Percent, Value::Decimal(d)) => (What::Percent, Exact::decimal(d)?, false),
        (QuantityKind::PercentagePoint, Value::Decimal(d)) => (What::Points, Exact::decimal(d)?, false),
        (QuantityKind::Multiple, Value::Decimal(d)) if said.contains('折') => (What::Off, Exact::decimal(d)?, false),
        (QuantityKind::Multiple, Value::Decimal(d)) if said.contains('番') => {
            (What::Factor, Exact::decimal(d)?, false)
        }
        (QuantityKind::Multiple, Value::Decimal(d)) => (What::Times, Exact::decimal(d)?, false),
        (QuantityKind::Fraction, Value::Fraction(a, b)) => {
            (What::Percent, Exact::new(i128::from(a) * 100, i128::from(b))?, true)
        }
        (_, Value::Decimal(d)) if said.ends_with('倍') => (What::Times, Exact::decimal(d)?, false),
        (_, Value::Decimal(d)) => (What::Level, Exact::decimal(d)?, false),
        _ => return None,
    };
    if value.is_negative() {
        return None;
    }
    let (unit, factor) = match (what, q.unit.as_deref()) {
        (What::Level, Some(unit)) => family(unit),
        (What::Percent, Some("‰")) => ("", Exact::new(1, 10)),
        (What::Percent, Some("‱")) => ("", Exact::new(1, 100)),
        _ => ("", Some(Exact::int(1))),
    };
    let factor = factor?;
    let stated = Stated::read(said, value);
    let value = value.mul(factor)?;
    let step = if is_fraction { value.div(Exact::int(20))? } else { stated.step.mul(factor)? };
    let half = if stated.is_exact && what == What::Level { Exact::int(0) } else { step.div(Exact::int(2))? };
    let exact = Range { lo: value.sub(half)?, hi: value.add(half)?, point: value, step };
    let (range, is_vague) = blur(facts, words, q, exact)?;
    let per = per(facts, q);
    Some(Amount {
        index: Some(index),
        span: q.span,
        what,
        range,
        unit,
        factor,
        suffix: if is_fraction { "%" } else { stated.suffix },
        scale: stated.scale.mul(factor)?,
        sentence: facts.words.sentence_at(q.span.start())?,
        per,
        is_vague,
    })
}

/// What one unit is counted for, in the words of the text: 每X before, or /X in the unit.
fn per<'a>(facts: &Facts<'a>, q: &'a Quantity) -> Option<&'a str> {
    let said = q.span.of(facts.text);
    if let Some(per) = &q.per {
        // Per ten shares is not per share: where more than one is counted for, the words tell it apart.
        let each = || q.modifiers.iter().map(|m| m.of(facts.text)).find(|w| w.starts_with('每'));
        let words = || each().or_else(|| said.find('/').map(|at| &said[at..])).unwrap_or("每");
        return Some(if per.value == rust_decimal::Decimal::ONE { per.unit.as_ref() } else { words() });
    }
    said.find('/').filter(|_| q.kind != QuantityKind::Fraction).map(|at| &said[at + 1..])
}

/// How a numeral stands in its words.
struct Stated<'t> {
    /// One unit in the last place, after scale words.
    step: Exact,
    /// What the printed digits are multiplied with.
    scale: Exact,
    /// What stands behind the digits.
    suffix: &'t str,
    is_exact: bool,
}

/// The interval after the words around the number, and whether there were any.
fn blur(facts: &Facts<'_>, words: &CheckWords, q: &Quantity, exact: Range) -> Option<(Range, bool)> {
    let text = facts.text;
    let before = text[border_after(text, q.span.start().saturating_sub(12))..q.span.start()].trim_end();
    let after = head(text, q.span.end(), border_before(text, q.span.end() + 9));
    let said = q.span.of(text);
    let near =
        matches!(q.approx, Some(Approx::Near | Approx::Under)) || words.strip_end(CheckWord::Near, before).is_some();
    let over = matches!(q.approx, Some(Approx::Over | Approx::AtLeast))
        || words.strip_end(CheckWord::Over, before).is_some()
        || words.strip_start(CheckWord::Over, after).is_some()
        || said.contains(['多', '余']);
    let about = matches!(q.approx, Some(Approx::About))
        || words.strip_end(CheckWord::About, before).is_some()
        || words.strip_start(CheckWord::About, after).is_some();
    let value = exact.point;
    let percent = |n: i32| value.mul(Exact::new(n as i128, 100)?);
    // 最高, 最低 name the number, they do not blur it.
    let lead = before.trim_end_matches(['为', '达']);
    if lead.ends_with(['高', '低', '多', '少', '大', '小', '限'])
        && ["最高", "最低", "最多", "最少", "最大", "最小", "上限", "下限"].iter().any(|w| lead.ends_with(w))
    {
        return Some((exact, false));
    }
    if matches!(q.approx, Some(Approx::AtMost)) {
        return None;
    }
    if near {
        return Some((Range { lo: percent(85)?, hi: value, ..exact }, true));
    }
    if over {
        let next = exact.point.add(exact.step)?;
        return Some((Range { lo: exact.lo, hi: percent(110)?.max(next), ..exact }, true));
    }
    if about {
        return Some((Range { lo: percent(95)?.min(exact.lo), hi: percent(105)?.max(exact.hi), ..exact }, true));
    }
    Some((exact, false))
}

/// 百分之, 千分之, 万分之: the sign of a share that is said with it, the words of its number, and how many make a percent.
fn spoken_percent(said: &str) -> Option<(&'static str, &str, i32)> {
    let (of, words) = said.split_once("分之")?;
    let (sign, parts) = match of.trim_end() {
        "百" | "佰" => ("%", 1),
        "千" | "仟" => ("‰", 10),
        "万" | "萬" => ("‱", 100),
        _ => return None,
    };
    Some((sign, words, parts))
}

impl<'t> Stated<'t> {
    fn read(said: &'t str, value: Exact) -> Self {
        Self::digits(said, value).unwrap_or_else(|| Self::words(said, value))
    }

    fn digits(said: &'t str, value: Exact) -> Option<Self> {
        let start = said.find(|c: char| c.is_ascii_digit())?;
        let (mut mantissa, mut places, mut seen_point, mut end) = (0_i128, 0_u32, false, start);
        for (at, c) in said[start..].char_indices() {
            match c {
                '0'..='9' if mantissa < 1_000_000_000_000_000 => {
                    mantissa = mantissa * 10 + i128::from(c as u8 - b'0');
                    places += u32::from(seen_point);
                }
                ',' | '，' if !seen_point => continue,
                '.' if !seen_point => {
                    seen_point = true;
                    continue;
                }
                _ => break,
            }
            end = start + at + 1;
        }
        let rest = spoken_percent(said).map_or(&said[end..], |(symbol, ..)| symbol);
        // 3亿5千万 and ranges have a second numeral: its place counts.
        if rest.contains(|c: char| c.is_ascii_digit()) && !rest.contains('/') {
            return None;
        }
        let printed = Exact::new(mantissa, 10_i128.pow(places.min(15)))?;
        let scale = value.div(printed)?;
        let step = scale.div(Exact::new(10_i128.pow(places.min(15)), 1)?)?;
        let is_counted = scale == Exact::int(1) && places == 0;
        if is_counted && mantissa % 1000 == 0 && mantissa > 0 {
            // 3000家: round numbers are rounded, but seldom by more than a hundredth.
            return Some(Self { step: value.div(Exact::int(50))?, scale, suffix: rest, is_exact: false });
        }
        Some(Self { step, scale, suffix: rest, is_exact: is_counted })
    }

    fn words(said: &'t str, value: Exact) -> Self {
        if let Some((suffix, words, parts)) = spoken_percent(said)
            && let Some((said, scale)) = value.mul(Exact::int(parts)).zip(Exact::new(1, i128::from(parts)))
            && let Some(step) = Self::words(words, said).step.mul(scale)
        {
            return Self { step, scale, suffix, is_exact: false };
        }
        let mut step = Exact::int(1);
        let ten = Exact::int(10);
        while let Some(next) = step.mul(ten)
            && next <= value
            && value.div(next).is_some_and(Exact::is_whole)
        {
            step = next;
        }
        let is_small = value < Exact::int(1000);
        let numeral = |c: char| {
            matches!(c, '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十' | '百' | '千' | '万' | '亿')
                || matches!(c, '两' | '零' | '〇' | '点' | '半' | '0'..='9' | '.' | ',' | '几' | '余' | '多')
        };
        let suffix = said.trim_start_matches(numeral);
        let tenths = said.contains('成');
        let suffix = if tenths { "%" } else { suffix };
        let step = if is_small && !tenths { Exact::int(1) } else { step };
        Self { step, scale: Exact::int(1), suffix, is_exact: is_small && !tenths && value.is_whole() }
    }
}
