//! Fractions and percents in words: 三分之二, 百分之五, 1又2/3.

use super::{At, Context, Found, Infix, Numeral, Term, UnitKind, at, digit_of, figures, parse};

/// 三分之二, 百分之五, 3/5, 1又2/3.
pub(super) fn fraction<'c>(cx: &Context<'c>, i: usize, negative: bool, n: &Numeral) -> Option<Term> {
    let text = cx.text;
    let mut p = n.end;
    if !matches!(at(text, p).0, Some(' ' | '又' | '分' | '/' | '／')) {
        return None;
    }
    let mut whole = 0;
    let mut first = *n;
    if let At(Some('又'), next) = at(text, cx.skip_space(p))
        && let Some(w) = n.value.whole()
    {
        let second = parse(text, cx.skip_space(next), |_, _| false)?;
        if !denominator(text, second.end) && !text[second.end..].starts_with(['/', '／']) {
            return None;
        }
        (whole, first, p) = (w, second, second.end);
    } else if n.is_plain && text[p..].starts_with(' ') && !n.has_fraction {
        // 1 3/5
        if let Some((Some(v), end, _, false, false)) = figures(text, p + 1)
            && text[end..].starts_with(['/', '／'])
            && let Some(second) = parse(text, p + 1, |_, _| false)
        {
            (whole, first, p) = (n.value.whole()?, second, end);
            let _ = v;
        }
    }
    let mut t = Term {
        start: i,
        num_start: n.start,
        num_end: p,
        end: p,
        numeral: *n,
        value: n.value,
        negative,
        unit: None,
        fraction: None,
        over_after: false,
        over_before_unit: false,
        at_least: false,
        prefix_unit: false,
        parts: None,
    };
    if denominator(text, p) {
        let from = cx.skip_space(p) + "分".len();
        let from = cx.skip_space(from) + "之".len();
        let (minus, from) = match at(text, cx.skip_space(from)) {
            At(Some('负' | '負' | '-'), q) => (true, q),
            _ => (false, cx.skip_space(from)),
        };
        let top = parse(text, from, |_, _| false)?;
        (t.num_start, t.num_end, t.end, t.numeral) = (top.start, top.end, top.end, top);
        t.value = if minus || negative { top.value.negated() } else { top.value };
        t.negative = minus || negative;
        let base = if first.bare_scale && first.parts == 1 && whole == 0 { first.value.whole() } else { None };
        let kind = match base {
            Some(100) => Some(UnitKind::Percent),
            Some(1000) => Some(UnitKind::Thousandth),
            Some(10_000) => Some(UnitKind::TenThousandth),
            _ => None,
        };
        if let Some(kind) = kind {
            if top.bare_scale && top.value.whole() == Some(100) {
                t.numeral.bare_scale = false;
            }
            t.unit = Some(Found { symbol: "%", kind, end: top.end });
            return Some(t);
        }
        let below = first.value.whole().filter(|&d| d > 0)?;
        let above = top.value.whole()?;
        return with_fraction(t, whole, above, below);
    }
    if first.is_plain && !first.has_fraction && matches!(at(text, p).0, Some('/' | '／')) {
        let from = at(text, p).1;
        let (_, end, count, false, false) = figures(text, from)? else { return None };
        if count > 6
            || matches!(at(text, end).0, Some('/' | '／' | '.'))
                && at(text, end + 1).0.is_some_and(|c| digit_of(c).is_some())
        {
            return None;
        }
        let below = parse(text, from, |_, _| false)?;
        if below.end != end || cx.unit(end).is_some_and(|u| matches!(u.kind, UnitKind::Day)) {
            return None;
        }
        t.end = end;
        t.num_start = n.start;
        t.num_end = end;
        let (a, b) = (first.value.whole()?, below.value.whole().filter(|&d| d > 0)?);
        // 120/80mmHg is a pair of readings.
        if a > b && cx.unit(end).is_some_and(|u| u.kind == UnitKind::Measure) {
            return None;
        }
        return with_fraction(t, whole, a, b);
    }
    None
}

pub(super) fn denominator(text: &str, p: usize) -> bool {
    let trimmed = text[p..].trim_start_matches(' ');
    trimmed.strip_prefix('分').is_some_and(|r| r.trim_start_matches(' ').starts_with('之'))
}

pub(super) fn with_fraction(mut t: Term, whole: i64, above: i64, below: i64) -> Option<Term> {
    let above = whole.checked_mul(below)?.checked_add(above)?;
    t.fraction = Some((if t.negative { -above } else { above }, below));
    t.numeral.infix = Infix::None;
    Some(t)
}
