//! Two numbers that are one: 3:2, 3～5万, 7、8个.

use super::{
    Amount, At, Context, Exact, Infix, Numeral, QuantityKind, Term, TextSpan, UnitKind, Value, accept, at, before,
    digit_of, finish, limit, parse, raw, scaled, simple,
};
use crate::scan::duration;

/// 3:2, 78比96, 3∶1.
pub(super) fn pair(cx: &Context<'_>, first: &Term) -> Option<Amount> {
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
    let scored = || {
        let (from, in_brackets) = cx.listed_from(first.start);
        cx.is_sport(first.start, second.end)
            || cx.scores_follow(second.end)
            || in_brackets
            || from < first.start && cx.is_sport(from, from)
    };
    if dash && !(second.is_plain && second.figures < 4 && scored()) {
        return None;
    }
    if let At(Some(again), behind) = at(text, second.end)
        && again == mark
        && let Some(third) = parse(text, behind, |p, s| cx.scaled_unit(p, s))
    {
        return timed(cx, first, &second, &third).or_else(|| triple(cx, first, &second, &third));
    }
    let kind = if dash || scored() { QuantityKind::Score } else { QuantityKind::Ratio };
    let span = TextSpan::new(first.start, second.end);
    let mut found = simple(first.start, second.end, kind, Exact::ZERO);
    found.numeral = span;
    found.value = Some(Value::Pair(first.value.decimal()?, second.value.decimal()?));
    Some(found)
}

/// 成绩为2:25:48: hours, minutes and seconds that a run took.
fn timed(cx: &Context<'_>, first: &Term, minutes: &Numeral, seconds: &Numeral) -> Option<Amount> {
    let sixty = Exact::int(60);
    let two = |n: &Numeral| n.figures >= 2 && !n.is_han && n.parts == 1 && n.upper.is_none() && n.value.less(sixty);
    if !cx.is_timed(first.start) || !two(minutes) || !two(seconds) || !first.numeral.is_plain || minutes.has_fraction {
        return None;
    }
    let mut found = simple(first.start, seconds.end, QuantityKind::Duration, Exact::ZERO);
    found.value = None;
    found.iso = duration::iso(&[(first.value, "小时"), (minutes.value, "分钟"), (seconds.value, "秒")]).map(Into::into);
    Some(found)
}

/// 1.1:50.3:48.6, 3比2比1: the parts of a whole. Four and more are left out.
pub(super) fn triple(cx: &Context<'_>, first: &Term, second: &Numeral, third: &Numeral) -> Option<Amount> {
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
pub(super) fn range(cx: &Context<'_>, first: &Term) -> Option<Amount> {
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
    // 3--5, 3——5; but -8～-5 goes from minus to minus.
    while dash && matches!(at(text, p).0, Some('-' | '—' | '－')) && (mark == '—' || !first.negative) {
        p = at(text, p).1;
    }
    p = cx.skip_space(p);
    // -8--5℃: the second dash is a minus again.
    let minus = first.negative && mark == '-' && text[p..].starts_with('-');
    let mut second = raw(cx, p + usize::from(minus))?;
    if minus {
        (second.negative, second.value) = (true, second.value.negated());
    }
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
        && (a.symbol != b.symbol || a.kind != b.kind)
    {
        return None;
    }
    if let (Some(unit), None) = (&first.unit, &second.unit) {
        // 百分之三十到五十
        if !first.is_spoken_percent() || second.numeral.is_han != first.numeral.is_han {
            return None;
        }
        second.unit = Some(unit.clone());
    }
    let (mut low, high) = (first.value, second.value);
    let shift = second.numeral.scale;
    if first.unit.is_none() && first.numeral.scale == 0 && shift > 0 && low.less(high.shift(-shift)?) {
        low = low.shift(shift)?;
    }
    if word && first.unit.is_some() && moves_on(cx, first, low, high) {
        return None;
    }
    // 零下8到零下12℃ goes on downwards.
    let (low, high) = if first.negative && second.negative && high.less(low) { (high, low) } else { (low, high) };
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

/// 减少约1.1万人至368万人: by so much, to so much. A range seldom goes up tenfold, and that of a change never does.
fn moves_on(cx: &Context<'_>, first: &Term, low: Exact, high: Exact) -> bool {
    let far = low.shift(1).is_some_and(|l| l.less(high));
    let head = cx.head(first.start, 6).trim_end_matches(['约', '約', '近', '逾', '超', '了', '过', '過']);
    far && head.ends_with(|c| "增加升涨漲长長高减減少降跌落缩縮".contains(c))
}

/// 7、8个, 七、八年: two neighbouring figures are a guess. 3、4号楼 are two.
pub(super) fn neighbours(cx: &Context<'_>, first: &Term, next: usize) -> Option<Amount> {
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
