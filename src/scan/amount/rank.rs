//! Ordinals: 第十二届, 第3至5名, 前三.

use super::{
    Amount, At, Context, Exact, Infix, Numeral, QuantityKind, TextSpan, UnitKind, Value, at, before, han_digit, limit,
    parse, simple,
};

/// 第十二届, 第三, 第12条.
pub(super) fn ordinal(cx: &Context<'_>, i: usize, next: usize) -> Option<Amount> {
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
        found.unit = last;
        return Some(found);
    }
    found.span = TextSpan::new(i, end);
    found.unit = symbol;
    Some(found)
}

/// 第3至5名, 第十到第十五名, 第十和第十五之间: the higher rank, its end and its counter.
pub(super) fn ranks<'c>(
    cx: &Context<'c>,
    low: &Numeral,
    end: usize,
    unit: Option<&'static str>,
) -> Option<(Exact, usize, Option<&'static str>)> {
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

/// The ranks behind 第一 in 第一、二、三名, none of which says 第 again.
pub(in crate::scan) fn listed(cx: &Context<'_>, first: &Amount) -> Vec<Amount> {
    let mut out: Vec<Amount> = Vec::new();
    if first.kind != QuantityKind::Ordinal || first.unit.is_some() {
        return out;
    }
    let han = cx.text[..first.numeral.end()].chars().next_back().is_some_and(|c| han_digit(c).is_some());
    let (mut end, mut low) = (first.span.end(), first.value);
    while out.len() < 9 {
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
            found.unit = Some(unit.symbol);
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
pub(super) fn rank_unit<'c>(cx: &Context<'c>, p: usize) -> Option<super::super::Found> {
    cx.unit(p).filter(|u| {
        matches!(
            u.kind,
            UnitKind::Count
                | UnitKind::Duration
                | UnitKind::Day
                | UnitKind::Measure
                | UnitKind::Number
                | UnitKind::Rare
                | UnitKind::Age
        ) && !cx.crosses(p)
    })
}

/// 前三, 前10强, 头三名.
pub(super) fn top(cx: &Context<'_>, i: usize, next: usize) -> Option<Amount> {
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
        found.unit = Some(*word);
    }
    Some(found)
}
