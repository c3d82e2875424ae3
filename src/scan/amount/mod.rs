//! Amounts: a numeral with its unit, its range, its parts.

mod range;
mod rank;

use super::exact::Exact;
use super::numeral::{Infix, Numeral, digit_of, han_digit, parse};
use super::term::{Term, accept, raw};
use super::types::{Amount, Approx, At, Limit, Per, QuantityKind, Value, at, before};
use super::{Context, duration};
use crate::lexicon::number::UnitKind;
use crate::text::TextSpan;
use range::{pair, range};
pub(super) use rank::listed;
use rank::{ordinal, top};
use rust_decimal::Decimal;

/// An amount at `i`, and where it ends.
pub(super) fn amount(cx: &Context<'_>, i: usize) -> Option<Amount> {
    let text = cx.text;
    let At(Some(c), next) = at(text, i) else { return None };
    match c {
        '第' => return ordinal(cx, i, next),
        '前' | '头' | '頭' => return top(cx, i, next),
        '对' | '對' if text[next..].starts_with('折') => {
            return Some(simple(i, next + 3, QuantityKind::Multiple, Exact::int(5).shift(-1)?));
        }
        '翻' => return doubled(cx, i, next),
        '半' => return half(cx, i, next),
        '+' | '＋' => return None,
        _ => {}
    }
    let first = raw(cx, i)?;
    if let Some(found) = pair(cx, &first) {
        return Some(found);
    }
    if let Some(found) = range(cx, &first) {
        return Some(found);
    }
    if !first.is_plain_fact() && !accept(cx, &first) {
        return None;
    }
    let sum = duration::sum(cx, &first);
    let found = finish(cx, &sum.unwrap_or(first))?;
    Some(found)
}

pub(super) fn simple(start: usize, end: usize, kind: QuantityKind, value: Exact) -> Amount {
    let span = TextSpan::new(start, end);
    Amount {
        span,
        numeral: span,
        kind,
        value: value.decimal().map(Value::Decimal),
        unit: None,
        iso: None,
        lower: None,
        upper: None,
        approx: None,
        per: None,
    }
}

/// 翻番, 翻了一番, 翻两番, 翻倍.
fn doubled(cx: &Context<'_>, i: usize, next: usize) -> Option<Amount> {
    let text = cx.text;
    let start = if text[next..].starts_with('了') { next + '了'.len_utf8() } else { next };
    if let At(Some('番' | '倍'), end) = at(text, start) {
        return Some(simple(i, end, QuantityKind::Multiple, Exact::int(2)));
    }
    let n = parse(text, start, |_, _| false)?;
    let At(Some('番'), end) = at(text, n.end) else { return None };
    let times = n.value.whole().filter(|t| (1..=16).contains(t))?;
    let mut found = simple(i, end, QuantityKind::Multiple, Exact::int(1 << times));
    found.numeral = TextSpan::new(n.start, n.end);
    Some(found)
}

/// 半年, 半小时, 半个月, 半成, 半数.
fn half(cx: &Context<'_>, i: usize, next: usize) -> Option<Amount> {
    let point_five = Exact::int(5).shift(-1)?;
    if ["个亿", "個億"].iter().any(|w| cx.text[next..].starts_with(w)) {
        let end = next + "个亿".len();
        let mut found = simple(i, end, QuantityKind::Number, point_five.shift(8)?);
        if let Some(unit) = cx.unit(end).filter(|u| u.kind == UnitKind::Money) {
            (found.span, found.kind) = (TextSpan::new(i, unit.end), QuantityKind::Money);
            found.unit = Some(unit.symbol);
        }
        return Some(found);
    }
    if let At(Some('百'), end) = at(cx.text, next) {
        return Some(simple(i, end, QuantityKind::Number, Exact::int(50)));
    }
    let unit = cx.unit(next)?;
    match unit.kind {
        UnitKind::Duration => {
            if cx.dictionary_crosses(i, unit.end) || at(cx.text, unit.end).0 == Some('报') {
                return None;
            }
            let mut found = simple(i, unit.end, QuantityKind::Duration, point_five);
            found.numeral = TextSpan::new(i, next);
            found.unit = Some(unit.symbol);
            found.iso = duration::iso(&[(point_five, unit.symbol)]).map(Into::into);
            Some(found)
        }
        UnitKind::Tenth => {
            let mut found = simple(i, unit.end, QuantityKind::Percent, Exact::int(5));
            found.unit = Some("%");
            (!cx.crosses(next)).then_some(found)
        }
        UnitKind::Dozen => Some(simple(i, unit.end, QuantityKind::Number, Exact::int(6))),
        UnitKind::Discount => {
            Some(simple(i, unit.end, QuantityKind::Multiple, Exact::int(5).shift(-2)?)).map(|mut f| {
                f.value = Exact::int(5).shift(-1).and_then(Exact::decimal).map(Value::Decimal);
                f
            })
        }
        _ => None,
    }
}

pub(super) fn limit(value: Exact, inclusive: bool) -> Option<Limit> {
    Some(Limit { value: value.decimal()?, inclusive })
}

/// The number that is published for a numeral before its unit: 三成 is 30 %, 千分之三 0.3 %, 八五折 0.85, 五打 sixty.
fn scaled(term: &Term, value: Exact) -> Option<Exact> {
    Some(match term.unit.as_ref().map(|u| u.kind) {
        Some(UnitKind::Tenth) => value.shift(1)?,
        Some(UnitKind::Thousandth) => value.shift(-1)?,
        Some(UnitKind::TenThousandth) => value.shift(-2)?,
        Some(UnitKind::Discount) => {
            let ten = Exact::int(10);
            value.shift(if value.less(ten) || value == ten { -1 } else { -2 })?
        }
        Some(UnitKind::Dozen) => value.times(12)?,
        Some(UnitKind::MoneyTenth) => value.shift(-1)?,
        Some(UnitKind::MoneyHundredth) => value.shift(-2)?,
        _ => value,
    })
}

/// A term as an amount.
pub(super) fn finish(cx: &Context<'_>, term: &Term) -> Option<Amount> {
    let mut found = simple(term.start, term.end, term.kind_of(), scaled(term, term.value)?);
    found.numeral = TextSpan::new(term.num_start, term.num_end);
    if let Some((a, b)) = term.fraction {
        found.value = Some(Value::Fraction(a, b));
        return Some(found);
    }
    found.unit = term.unit.as_ref().and_then(|u| match u.kind {
        UnitKind::Tenth => Some("%"),
        UnitKind::Discount | UnitKind::Times | UnitKind::Dozen => None,
        _ => Some(u.symbol),
    });
    if let Some(parts) = &term.parts {
        found.iso = duration::iso(parts).map(Into::into);
        if parts.len() > 1 && found.kind == QuantityKind::Duration {
            found.value = None;
            found.unit = None;
        }
    }
    bounds(term, &mut found);
    let (per, end) = per_behind(cx, term);
    if let Some(per) = per {
        found.per = Some(per);
        found.span = TextSpan::new(found.span.start(), end);
    }
    Some(found)
}

fn bounds(term: &Term, found: &mut Amount) {
    let n: &Numeral = &term.numeral;
    let sign = |e: Exact| if term.negative { e.negated() } else { e };
    match n.infix {
        Infix::None if n.upper.is_some() => {
            found.value = None;
            found.iso = None;
            found.lower = scaled(term, term.value).and_then(|v| limit(v, true));
            found.upper = n.upper.and_then(|u| scaled(term, sign(u))).and_then(|v| limit(v, true));
        }
        Infix::Several => {
            found.value = None;
            found.iso = None;
            found.approx = Some(Approx::Several);
            if !n.value.is_zero() {
                found.lower = scaled(term, n.value).and_then(|v| limit(v, true));
                found.upper = n.upper.and_then(|u| scaled(term, u)).and_then(|v| limit(v, false));
            }
        }
        Infix::Over => {
            found.approx = Some(Approx::Over);
            found.lower = scaled(term, term.value).and_then(|v| limit(v, false));
            found.upper = n.upper.and_then(|u| scaled(term, u)).and_then(|v| limit(v, false));
        }
        Infix::None => {}
    }
    if term.over_after && n.infix == Infix::None {
        found.approx = Some(Approx::Over);
        found.lower = scaled(term, term.value).and_then(|v| limit(v, false));
    }
    if term.over_before_unit && n.infix == Infix::None {
        found.approx = Some(Approx::Over);
        found.lower = scaled(term, term.value).and_then(|v| limit(v, false));
        found.upper =
            n.value.step().and_then(|s| s.add(term.value)).and_then(|v| scaled(term, v)).and_then(|v| limit(v, false));
    }
    if term.at_least {
        found.approx = Some(Approx::AtLeast);
        found.lower = scaled(term, term.value).and_then(|v| limit(v, true));
    }
}

/// 元/千克, 公里每小时.
fn per_behind(cx: &Context<'_>, term: &Term) -> (Option<Per>, usize) {
    let none = (None, term.end);
    let Some(own) = &term.unit else { return none };
    let At(Some(mark), next) = at(cx.text, term.end) else { return none };
    if !(matches!(mark, '/' | '／') || mark == '每' && own.kind == UnitKind::Measure) {
        return none;
    }
    let (mut value, mut p) = (Decimal::ONE, next);
    if let Some(n) = parse(cx.text, p, |q, s| cx.scaled_unit(q, s))
        && (n.is_plain || n.parts == 1)
        && let Some(v) = n.value.decimal()
    {
        (value, p) = (v, n.end);
    }
    match per_unit(cx, p) {
        Some((unit, end)) => (Some(Per { value, unit: unit.into() }), end),
        None => none,
    }
}

/// The name of a unit that something is counted for, at `p`, and its end.
pub(crate) fn per_unit<'c>(cx: &Context<'c>, p: usize) -> Option<(&'static str, usize)> {
    let text = cx.text;
    if let At(Some('月'), end) = at(text, p) {
        return Some(("month", end));
    }
    if let At(Some('日'), end) = at(text, p) {
        return Some(("day", end));
    }
    if text[p..].starts_with('h') && !text[p + 1..].starts_with(|c: char| c.is_ascii_alphanumeric()) {
        return Some(("hour", p + 1));
    }
    if text[p..].starts_with('s') && !text[p + 1..].starts_with(|c: char| c.is_ascii_alphanumeric()) {
        return Some(("second", p + 1));
    }
    if text[p..].starts_with("分") && !text[p..].starts_with("分钟") {
        return None;
    }
    let unit = cx.unit(p)?;
    let name = match (unit.kind, unit.symbol) {
        (UnitKind::Duration, "年") => "year",
        (UnitKind::Duration, "个月") => "month",
        (UnitKind::Duration, "周") => "week",
        (UnitKind::Duration, "天" | "工作日" | "交易日") => "day",
        (UnitKind::Duration, "小时") | (UnitKind::HourShort, _) => "hour",
        (UnitKind::Duration, "分钟") => "minute",
        (UnitKind::Duration, "秒") => "second",
        (UnitKind::Duration, "季度") => "quarter",
        (UnitKind::Day, _) => "day",
        (
            UnitKind::Percent
            | UnitKind::Thousandth
            | UnitKind::TenThousandth
            | UnitKind::Times
            | UnitKind::Tenth
            | UnitKind::Discount
            | UnitKind::Point
            | UnitKind::Basis,
            _,
        ) => return None,
        (_, symbol) => symbol,
    };
    Some((name, unit.end))
}

/// Whether a single Han figure.
pub(super) fn is_single_han(n: &Numeral) -> bool {
    n.is_han && n.parts == 1
}

pub(super) fn is_numeral_char(c: char) -> bool {
    digit_of(c).is_some() || han_digit(c).is_some() || matches!(c, '十' | '百' | '千' | '万' | '萬' | '亿' | '億')
}
