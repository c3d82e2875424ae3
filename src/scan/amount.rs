//! Amounts: a numeral with its unit, its range, its parts.

use super::exact::Exact;
use super::numeral::{Infix, Numeral, digit_of, han_digit, parse};
use super::term::{Term, accept, raw};
use super::types::{Amount, Approx, At, Limit, Per, QuantityKind, Value, at, before};
use super::{Context, duration};
use crate::lexicon::number::UnitKind;
use crate::text::TextSpan;
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

/// 第十二届, 第三, 第12条.
fn ordinal(cx: &Context<'_>, i: usize, next: usize) -> Option<Amount> {
    let start = cx.skip_space(next);
    let n = parse(cx.text, start, |p, s| cx.scaled_unit(p, s))?;
    // 第一二三产业 is a list.
    let list = n.is_string && !cx.text[n.start..n.end].contains(['〇', '零', '○']);
    if n.has_fraction || n.infix != Infix::None && n.upper.is_none() || list {
        return None;
    }
    let mut found = simple(i, n.end, QuantityKind::Ordinal, n.value);
    found.numeral = TextSpan::new(n.start, n.end);
    if let Some(high) = n.upper {
        found.value = None;
        found.lower = limit(n.value, true);
        found.upper = limit(high, true);
    }
    let unit = rank_unit(cx, n.end);
    let (end, symbol) = unit.as_ref().map_or((n.end, None), |u| (u.end, Some(u.symbol)));
    if found.value.is_some()
        && let Some((high, stop, last)) = ranks(cx, &n, end, symbol)
    {
        found.value = None;
        found.lower = limit(n.value, true);
        found.upper = limit(high, true);
        found.numeral = TextSpan::new(n.start, stop);
        found.span = TextSpan::new(i, stop);
        found.unit = last.map(Into::into);
        return Some(found);
    }
    found.span = TextSpan::new(i, end);
    found.unit = symbol.map(Into::into);
    Some(found)
}

/// The ranks behind 第一 in 第一、二、三名, none of which says 第 again.
pub(super) fn listed(cx: &Context<'_>, first: &Amount) -> Vec<Amount> {
    let mut out: Vec<Amount> = Vec::new();
    let han = cx.text[..first.numeral.end()].chars().next_back().is_some_and(|c| han_digit(c).is_some());
    let (mut end, mut low) = (first.span.end(), first.value);
    while first.kind == QuantityKind::Ordinal && first.unit.is_none() && out.len() < 9 {
        let At(Some('、' | '和' | '及'), p) = at(cx.text, end) else { break };
        let Some(n) = parse(cx.text, p, |_, _| false).filter(|n| n.is_han == han && n.upper.is_none()) else { break };
        let value = n.value.decimal().map(Value::Decimal);
        let rises = matches!((low, value), (Some(Value::Decimal(a)), Some(Value::Decimal(b))) if a < b);
        if n.infix != Infix::None || n.has_fraction || !rises {
            break;
        }
        let mut found = simple(p, n.end, QuantityKind::Ordinal, n.value);
        let unit = rank_unit(cx, n.end);
        if let Some(unit) = &unit {
            found.span = TextSpan::new(p, unit.end);
            found.unit = Some(unit.symbol.into());
        }
        (end, low) = (found.span.end(), value);
        out.push(found);
        if unit.is_some() {
            return out;
        }
    }
    // Without a counter at the end nothing says that the figures are ranks: 第一、二是….
    Vec::new()
}

/// The counter of a rank.
fn rank_unit<'c>(cx: &Context<'c>, p: usize) -> Option<super::Found<'c>> {
    cx.unit(p).filter(|u| {
        matches!(
            u.kind,
            UnitKind::Count
                | UnitKind::Duration
                | UnitKind::Measure
                | UnitKind::Number
                | UnitKind::Rare
                | UnitKind::Age
        ) && !cx.crosses(p)
    })
}

/// 第3至5名, 第十到第十五名, 第十和第十五之间: the higher rank, its end and its counter.
fn ranks<'c>(
    cx: &Context<'c>,
    low: &Numeral,
    end: usize,
    unit: Option<&'c str>,
) -> Option<(Exact, usize, Option<&'c str>)> {
    let text = cx.text;
    let At(Some(mark), next) = at(text, end) else { return None };
    let and = matches!(mark, '和' | '与' | '與');
    if !and && !matches!(mark, '至' | '到' | '-' | '－' | '–' | '—' | '~' | '～') {
        return None;
    }
    let from = if text[next..].starts_with('第') { next + '第'.len_utf8() } else { next };
    let high = parse(text, from, |p, s| cx.scaled_unit(p, s))?;
    let plain = |n: &Numeral| !n.has_fraction && n.infix == Infix::None && n.upper.is_none();
    if !plain(&high) || high.is_han != low.is_han || !low.value.less(high.value) {
        return None;
    }
    let last = rank_unit(cx, high.end);
    let (stop, symbol) = last.as_ref().map_or((high.end, unit), |u| (u.end, Some(u.symbol)));
    if unit.is_some() && symbol != unit || from == next && symbol.is_none() {
        return None;
    }
    let between = ["之间", "之間", "间"].iter().any(|w| text[stop..].starts_with(w));
    (!and || between).then_some((high.value, stop, symbol))
}

/// 前三, 前10强, 头三名.
fn top(cx: &Context<'_>, i: usize, next: usize) -> Option<Amount> {
    let n = parse(cx.text, next, |p, s| cx.scaled_unit(p, s))?;
    if n.infix != Infix::None || n.upper.is_some() || n.has_fraction || n.bare_scale && n.value.whole() != Some(10) {
        return None;
    }
    let rest = &cx.text[n.end..];
    let named = ["名", "强", "強", "位", "甲", "大"].iter().find(|w| rest.starts_with(**w));
    let At(after, _) = at(cx.text, n.end);
    if named.is_none()
        && (cx.unit(n.end).is_some()
            || after.is_some_and(|c| crate::text::is_han(c) && !matches!(c, '的' | '之' | '，'))
            || !before(cx.text, i)
                .is_some_and(|c| crate::text::is_han(c) && !"目此之以日年天月周从提当眼跟面空史生".contains(c)))
    {
        return None;
    }
    let mut found = simple(i, n.end, QuantityKind::Ordinal, n.value);
    found.numeral = TextSpan::new(n.start, n.end);
    if let Some(word) = named {
        found.span = TextSpan::new(i, n.end + word.len());
        found.unit = Some((*word).into());
    }
    Some(found)
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
            found.unit = Some(unit.symbol.into());
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
            found.unit = Some(unit.symbol.into());
            found.iso = duration::iso(&[(point_five, unit.symbol)]).map(Into::into);
            Some(found)
        }
        UnitKind::Tenth => {
            let mut found = simple(i, unit.end, QuantityKind::Percent, Exact::int(5));
            found.unit = Some("%".into());
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

/// 3:2, 78比96, 3∶1.
fn pair(cx: &Context<'_>, first: &Term) -> Option<Amount> {
    if first.unit.is_some() || first.fraction.is_some() || first.numeral.upper.is_some() {
        return None;
    }
    let text = cx.text;
    let At(Some(mark), next) = at(text, first.num_end) else { return None };
    // 3-2 is a score where the words speak of a match.
    let dash = matches!(mark, '-' | '－' | '–' | '—') && first.numeral.is_plain && first.numeral.figures < 4;
    if !dash && !matches!(mark, ':' | '：' | '∶' | '比') || mark == '比' && text[next..].starts_with("例") {
        return None;
    }
    let second = parse(text, next, |p, s| cx.scaled_unit(p, s))?;
    if second.is_han != first.numeral.is_han || second.upper.is_some() || second.infix != Infix::None {
        return None;
    }
    if matches!(mark, '比' | '-' | '－' | '–' | '—') && cx.unit(second.end).is_some_and(|u| u.kind != UnitKind::Rare)
    {
        return None;
    }
    let scored = cx.is_sport(first.start, second.end);
    if dash && !(scored && second.is_plain && second.figures < 4) {
        return None;
    }
    if let At(Some(again), behind) = at(text, second.end)
        && again == mark
        && let Some(third) = parse(text, behind, |p, s| cx.scaled_unit(p, s))
    {
        return triple(cx, first, &second, &third);
    }
    let kind = if scored { QuantityKind::Score } else { QuantityKind::Ratio };
    let span = TextSpan::new(first.start, second.end);
    let mut found = simple(first.start, second.end, kind, Exact::ZERO);
    found.numeral = span;
    found.value = Some(Value::Pair(first.value.decimal()?, second.value.decimal()?));
    Some(found)
}

/// 1.1:50.3:48.6, 3比2比1: the parts of a whole. Four and more are left out.
fn triple(cx: &Context<'_>, first: &Term, second: &Numeral, third: &Numeral) -> Option<Amount> {
    let plain = |n: &Numeral| n.upper.is_none() && n.infix == Infix::None && n.is_han == first.numeral.is_han;
    let more = matches!(at(cx.text, third.end), At(Some(':' | '：' | '∶'), p) if at(cx.text, p).0.is_some_and(|c| digit_of(c).is_some()));
    if !plain(second) || !plain(third) || more {
        return None;
    }
    let mut found = simple(first.start, third.end, QuantityKind::Ratio, Exact::ZERO);
    found.value = Some(Value::Triple([first.value.decimal()?, second.value.decimal()?, third.value.decimal()?]));
    Some(found)
}

/// 3-5, 3～5万, 5%至6%, 500万至800万元, 10与20之间.
fn range(cx: &Context<'_>, first: &Term) -> Option<Amount> {
    let text = cx.text;
    if first.fraction.is_some() || first.numeral.upper.is_some() || first.over_after {
        return None;
    }
    let mut p = cx.skip_space(first.end);
    let At(Some(mark), next) = at(text, p) else { return None };
    let dash = matches!(mark, '-' | '－' | '–' | '—' | '~' | '～' | '〜' | '―' | '−' | '─');
    let word = matches!(mark, '至' | '到');
    let and = matches!(mark, '与' | '和' | '與');
    if mark == '、' {
        return neighbours(cx, first, next);
    }
    if !dash && !word && !and {
        return None;
    }
    p = next;
    while dash && matches!(at(text, p).0, Some('-' | '—' | '－')) {
        p = at(text, p).1;
    }
    p = cx.skip_space(p);
    let mut second = raw(cx, p)?;
    if and && second.unit.as_ref().is_some_and(|u| matches!(u.symbol, "间")) {
        second.unit = None;
        second.end = second.num_end;
    }
    if second.fraction.is_some()
        || second.numeral.upper.is_some()
        || second.prefix_unit
        || first.kind_of() == QuantityKind::Ordinal
    {
        return None;
    }
    if and && !["之间", "间", "之間", "間"].iter().any(|w| text[second.end..].starts_with(w)) {
        return None;
    }
    if let (Some(a), Some(b)) = (&first.unit, &second.unit)
        && a.symbol != b.symbol
    {
        return None;
    }
    if let (Some(unit), None) = (&first.unit, &second.unit) {
        // 百分之三十到五十
        let spoken = unit.kind == UnitKind::Percent && first.num_start > first.start;
        if !spoken || second.numeral.is_han != first.numeral.is_han {
            return None;
        }
        second.unit = Some(unit.clone());
    }
    let (mut low, high) = (first.value, second.value);
    let shift = second.numeral.scale;
    if first.unit.is_none() && first.numeral.scale == 0 && shift > 0 && low.less(high.shift(-shift)?) {
        low = low.shift(shift)?;
    }
    if !low.less(high) {
        return None;
    }
    // 2024-2030 and the like are no amounts; long plain figures are numbers of something else.
    if dash
        && first.unit.is_none()
        && second.unit.is_none()
        && (first.numeral.leading_zero || second.numeral.leading_zero)
    {
        return None;
    }
    let whole = Term { start: first.start, num_start: first.num_start, num_end: second.num_end, ..second };
    if (first.numeral.is_han || whole.numeral.is_han) && !accept(cx, &whole) {
        return None;
    }
    let low = scaled(&whole, low)?;
    let mut found = finish(cx, &whole)?;
    found.value = None;
    found.iso = None;
    found.approx = None;
    found.lower = limit(low, true);
    found.upper = limit(scaled(&whole, high)?, true);
    Some(found)
}

/// 7、8个, 七、八年: two neighbouring figures are a guess. 3、4号楼 are two.
fn neighbours(cx: &Context<'_>, first: &Term, next: usize) -> Option<Amount> {
    let lone = |t: &Term| t.fraction.is_none() && !t.prefix_unit && t.numeral.parts == 1 && t.numeral.upper.is_none();
    let second = raw(cx, next)?;
    let (low, high) = (first.value.whole()?, second.value.whole()?);
    let counted = second.unit.as_ref().is_some_and(|u| {
        matches!(u.kind, UnitKind::Count | UnitKind::Duration | UnitKind::Times | UnitKind::Measure | UnitKind::Age)
    });
    if first.unit.is_some()
        || !lone(first)
        || !lone(&second)
        || first.numeral.is_han != second.numeral.is_han
        || !counted
        || !(1..=8).contains(&low)
        || high != low + 1
        || matches!(before(cx.text, first.start), Some('、' | '第'))
        || at(cx.text, second.end).0 == Some('、')
    {
        return None;
    }
    let whole = Term { start: first.start, num_start: first.num_start, ..second };
    let mut found = finish(cx, &whole)?;
    (found.value, found.iso, found.approx) = (None, None, None);
    (found.lower, found.upper) = (limit(first.value, true), limit(whole.value, true));
    Some(found)
}

/// The number that is published for a numeral before its unit: 三成 is 30 %, 八五折 0.85, 五打 sixty.
fn scaled(term: &Term, value: Exact) -> Option<Exact> {
    Some(match term.unit.as_ref().map(|u| u.kind) {
        Some(UnitKind::Tenth) => value.shift(1)?,
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
        UnitKind::Tenth => Some("%".into()),
        UnitKind::Discount | UnitKind::Times | UnitKind::Dozen => None,
        _ => Some(Box::from(u.symbol)),
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
pub(crate) fn per_unit<'c>(cx: &Context<'c>, p: usize) -> Option<(&'c str, usize)> {
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
