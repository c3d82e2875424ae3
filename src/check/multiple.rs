//! `multiple`: a price and a discount, a rate and an amount, and `difference` of two that the text sets apart.
//!
//! Law: the unit of the rate decides: 每株40粒 times 株 gives 粒.
//!
//! 每箱24瓶，共30箱，合计720瓶 → 24 × 30 = 720, consistent.

use super::exact::{Exact, Range};
use super::page::{Page, What, is_break, weigh};
use super::{CheckKind, CheckVerdict, Judged};
use crate::lexicon::CheckWord;

/// How many amounts before a rate the amount may stand.
const BACK: usize = 4;

/// Checks all products, discounts and gaps.
pub(super) fn run(page: &Page<'_>, out: &mut Judged) {
    for range in &page.sentences {
        for i in range.clone() {
            if page.amounts[i].what == What::Off && i > range.start && i + 1 < range.end {
                discount(page, i, out);
            }
        }
    }
    exact_gaps(page, out);
    for i in 0..page.amounts.len() {
        rate(page, i, out);
        if i >= 2 && page.amounts[i].sentence - page.amounts[i - 2].sentence <= 1 {
            apart(page, i, out);
        }
    }
}

/// 原价A，打N折，售价B.
fn discount(page: &Page<'_>, i: usize, out: &mut Judged) {
    let (old, new) = (i - 1, i + 1);
    let named = ["原价", "原来", "标价", "定价", "吊牌价", "市场价"].iter().any(|w| page.left(old).contains(w));
    if !page.alike(old, new) || !named || page.amounts[old].what != What::Level {
        return;
    }
    let Some(computed) = page.amounts[old].range.mul(page.amounts[i].range) else { return };
    let exact = page.amounts[old].range.point.mul(page.amounts[i].range.point);
    let computed =
        exact.map_or(computed, |e| Range { lo: computed.lo.max(e), hi: computed.hi.min(e).max(e), ..computed });
    settle(
        page,
        new,
        &[old, i],
        format!("{} × {}", page.said(old), page.said(i)),
        computed,
        page.gap(i).contains('打'),
        out,
    );
}

/// A rate (每株40粒, or 0.4元/粒) with an amount and a total.
fn rate(page: &Page<'_>, r: usize, out: &mut Judged) {
    let a = &page.amounts[r];
    if a.what != What::Level {
        return;
    }
    let Some(per) = rated(page, r) else { return };
    let near = |j: usize| page.amounts[j].sentence.abs_diff(a.sentence) <= 2;
    let counts = |j: &usize| near(*j) && page.amounts[*j].what == What::Level && page.counts(*j, per);
    let one = |j: usize| page.amounts[j].range.point == Exact::int(1);
    let before = (r.saturating_sub(BACK)..r).rev().find(|j| counts(j) && !one(*j));
    let behind = (r + 1..(r + 1 + BACK).min(page.amounts.len())).find(|j| counts(j) && !one(*j));
    for count in [before, behind].into_iter().flatten() {
        let from = r.max(count) + 1;
        let total = (from..(from + 3).min(page.amounts.len())).find(|&t| {
            near(t)
                && page.amounts[t].what == What::Level
                && page.amounts[t].unit == a.unit
                && rated(page, t).is_none_or(|p| p != per)
        });
        let Some(total) = total else { continue };
        // 亩 of 每亩: the count in the unit that the rate is for.
        let each = super::page::family(per).1;
        let counted = each.and_then(|each| page.amounts[count].range.map(|r| r.div(each)));
        let Some(computed) = counted.and_then(|c| c.mul(a.range)) else { continue };
        let close =
            page.amounts[total].sentence == a.sentence && from == total && page.amounts[count].sentence == a.sentence;
        let says_total = page.words.within(CheckWord::Total, page.left(total));
        let timed = [count, total].iter().any(|&i| {
            let clause = page.left(i);
            page.words.within(CheckWord::Past, clause) || page.words.within(CheckWord::Present, clause)
        });
        let why = format!("{} × {}", page.said(count), page.said(r));
        if settle(page, total, &[r, count], why, computed, close && says_total && !timed, out) {
            return;
        }
    }
}

/// What an amount is counted for: 每株产40粒 → 株.
fn rated<'a>(page: &Page<'a>, r: usize) -> Option<&'a str> {
    if let Some(per) = page.amounts[r].per {
        return Some(per);
    }
    let clause = page.left(r);
    if let Some(at) = clause.rfind('每') {
        let rest = clause[at + '每'.len_utf8()..].trim_start_matches(['一', '1', ' ']);
        let time = ["年", "月", "天", "日", "周", "小时", "季", "次", "秒", "分钟"].iter().any(|w| rest.starts_with(w));
        let len = ["平方米", "公斤", "千克", "公里", "立方米"].iter().find(|w| rest.starts_with(**w)).map(|w| w.len());
        let len = len.or_else(|| rest.chars().next().map(char::len_utf8))?;
        return (!time && rest.chars().count() <= 12).then_some(&rest[..len]);
    }
    // 1平方米的产值480元
    let one = r.checked_sub(1).map(|j| &page.amounts[j])?;
    let counts_one = one.what == What::Level
        && one.sentence == page.amounts[r].sentence
        && one.range.point == one.scale
        && one.range.point == one.factor;
    let gap = if counts_one { page.gap(r) } else { return None };
    let near = gap.trim_start().starts_with('的') && gap.chars().count() <= 8 && !gap.contains(is_break);
    near.then_some(one.suffix.trim()).filter(|s| !s.is_empty())
}

/// Long exact figures of which one is the difference of two others: chance does not make that.
fn exact_gaps(page: &Page<'_>, out: &mut Judged) {
    let limit = Exact::int(100_000);
    let is_long = |a: &super::page::Amount<'_>| {
        let digits = || a.range.point.div(a.range.step).filter(|d| *d >= limit && d.is_whole());
        a.what == What::Level && digits().is_some_and(|d| d.div(Exact::int(1000)).is_some_and(|k| !k.is_whole()))
    };
    let long: Vec<usize> = (0..page.amounts.len()).filter(|&i| is_long(&page.amounts[i])).collect();
    let triples = (0..long.len()).flat_map(|i| {
        let end = (i + 5).min(long.len());
        (i + 1..end).flat_map(move |j| (j + 1..end).map(move |k| (i, j, k)))
    });
    for (i, j, k) in triples {
        let (a, b, c) = (long[i], long[j], long[k]);
        if !page.alike(a, b) || !page.alike(b, c) || page.amounts[c].sentence - page.amounts[a].sentence > 8 {
            continue;
        }
        let mut order = [a, b, c];
        order.sort_by_key(|&i| std::cmp::Reverse(page.amounts[i].range.point));
        let [more, x, y] = order;
        let point = |i: usize| page.amounts[i].range.point;
        if point(x).add(point(y)) == Some(point(more)) {
            let mut check = page.check(CheckKind::Difference, &order, CheckVerdict::Consistent);
            page.said(y).clone_into(&mut check.stated);
            check.computed = page.print(point(y), y);
            check.why = format!("{} − {} = {}", page.said(more), page.said(x), page.said(y));
            out.checks.push(check);
        }
    }
}

/// A为42%，高于B的22.1%，差幅19.9个百分点; 4.2% … 6.2%，高出两个百分点.
fn apart(page: &Page<'_>, i: usize, out: &mut Judged) {
    let (a, b) = (i - 2, i - 1);
    let d = &page.amounts[i];
    let fits = match d.what {
        What::Points => page.amounts[a].what == What::Percent && page.amounts[b].what == What::Percent,
        What::Level => page.alike(a, b) && page.alike(a, i) && page.amounts[a].what == What::Level,
        _ => false,
    };
    if !fits {
        return;
    }
    let gap = page.gap(i);
    let cue = ["相差", "差幅", "差距", "差额", "高出", "多出", "高于", "低于", "少于", "相距", "之差", "领先", "净增"]
        .iter()
        .any(|w| gap.contains(w));
    let already = out.checks.iter().rev().take(4).any(|k| k.says.contains(&d.span));
    let versus = versus(page, a, b, i);
    if !cue && versus.is_none() || already {
        return;
    }
    let Some(distance) = page.amounts[a].range.sub(page.amounts[b].range) else { return };
    let distance = if distance.point.is_negative() {
        distance.map(|x| Exact::int(0).sub(x)).unwrap_or(distance)
    } else {
        distance
    };
    let is_firm =
        ["相差", "差幅", "差额"].iter().any(|w| gap.contains(w)) && gap.chars().count() <= 8 || versus.is_some();
    let Some(mut verdict) = weigh(d.range, distance) else { return };
    let order = page.amounts[b].range.point.cmp(&page.amounts[a].range.point);
    if versus.is_some_and(|way| way == order.reverse())
        && page.amounts[a].range.gap(page.amounts[b].range).is_some_and(|g| g > d.range.step)
    {
        // It says higher of what is lower.
        verdict = CheckVerdict::Conflict;
    }
    if verdict == CheckVerdict::Conflict && (!is_firm || !page.firm_rates(&[a, b, i]))
        || verdict == CheckVerdict::Rounding && !is_firm
    {
        return;
    }
    let mut check = page.check(CheckKind::Difference, &[a, b, i], verdict);
    page.said(i).clone_into(&mut check.stated);
    check.computed = page.print(distance.point, i);
    check.why = format!("|{} − {}| = {}", page.said(a), page.said(b), check.computed);
    out.checks.push(check);
}

/// A为4.2%，B为6.2%，比A高出2个百分点: whether the words behind the second name the first, and which way they say that it lies. The words
/// behind the name in the first clause must end the second, too, else they speak of two things.
fn versus(page: &Page<'_>, a: usize, b: usize, i: usize) -> Option<std::cmp::Ordering> {
    use std::cmp::Ordering::{Greater, Less};
    const CUES: [(&str, std::cmp::Ordering); 6] =
        [("高出", Greater), ("高于", Greater), ("低于", Less), ("快于", Greater), ("慢于", Less), ("多出", Greater)];
    const WAYS: [(&str, std::cmp::Ordering); 4] = [("高", Greater), ("低", Less), ("快", Greater), ("慢", Less)];
    let gap = page.gap(i).trim();
    let gap = gap.trim_start_matches(['，', ',']).trim_start();
    if gap.contains(is_break) {
        return None;
    }
    let gap = gap.strip_suffix("了").unwrap_or(gap);
    let (name, way) = if let Some(rest) = gap.strip_prefix('比').or_else(|| gap.strip_prefix('较')) {
        let rest = rest.strip_suffix('出').unwrap_or(rest);
        WAYS.iter().find_map(|&(w, way)| Some((rest.strip_suffix(w)?, way)))?
    } else {
        let rest = ["其", "这", "该"].iter().fold(gap, |s, w| s.strip_prefix(w).unwrap_or(s));
        CUES.iter().find_map(|&(w, way)| Some((rest.strip_prefix(w)?, way)))?
    };
    let name = ["的", "增长率", "增长", "增速", "平均", "水平"]
        .iter()
        .fold(name.trim(), |s, w| s.strip_suffix(w).unwrap_or(s));
    let (first, second) = (page.left(a).trim_end(), page.left(b).trim_end());
    let at = first.rfind(name).filter(|_| name.chars().count() >= 2)?;
    let rest = first[at + name.len()..].trim();
    (!rest.is_empty() && second.ends_with(rest) && !second.contains(name)).then_some(way)
}

/// Weighs a product; whether a check came out.
fn settle(
    page: &Page<'_>,
    stated: usize,
    operands: &[usize],
    why: String,
    computed: Range,
    is_firm: bool,
    out: &mut Judged,
) -> bool {
    let range = page.amounts[stated].range;
    let Some(mut verdict) = weigh(range, computed) else { return false };
    let parts = [operands, &[stated]].concat();
    let near = range.gap(Range::exact(computed.point)).is_some_and(|g| g <= range.step);
    if verdict == CheckVerdict::Conflict && near {
        verdict = CheckVerdict::Rounding;
    }
    if verdict == CheckVerdict::Conflict && (!is_firm || !page.firm(&parts)) {
        return false;
    }
    let mut check = page.check(CheckKind::Multiple, &parts, verdict);
    page.said(stated).clone_into(&mut check.stated);
    check.computed = page.print(computed.point, stated);
    check.why = format!("{why} = {}", check.computed);
    out.checks.push(check);
    true
}
