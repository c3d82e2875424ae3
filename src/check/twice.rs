//! `same_quantity_twice`, `order`, `unit_sanity`: one thing said in two places, ends in their order, one length in two units.
//!
//! Law: only 这, 该, 上述 + a counted noun points back firmly; two equal figures with one noun can only agree.
//!
//! 入库粮食1800吨……这1600吨粮食 → 1800 ≠ 1600, conflict.

use super::exact::{Exact, Range};
use super::page::{Page, What, is_break, weigh};
use super::{CheckKind, CheckVerdict, Judged};

/// How many amounts before it a pointer may reach.
const BACK: usize = 12;

/// Checks pointers, repeats, ends and units.
pub(super) fn run(page: &Page<'_>, out: &mut Judged) {
    for i in 1..page.amounts.len() {
        pointer(page, i, out);
        ends(page, i, out);
        units(page, i, out);
    }
    repeats(page, out);
}

/// 这301篇: the same counter, the same topic, within three sentences.
fn pointer(page: &Page<'_>, i: usize, out: &mut Judged) {
    let a = &page.amounts[i];
    let plain = a.what == What::Level && !a.unit.is_empty() && !a.is_vague && a.range.point > Exact::int(1);
    if !plain {
        return;
    }
    let left = page.left(i).trim_end();
    let left = left.strip_suffix('约').unwrap_or(left);
    let cue =
        ["这", "这座", "该", "上述", "这家", "这个", "这批", "这条", "这片", "此"].iter().any(|w| left.ends_with(*w));
    if !cue || left.ends_with("因此") || left.ends_with("应该") {
        return;
    }
    let time = ["天", "年", "月", "小时", "分钟", "周", "日", "岁", "次", "点", "秒", "届", "种", "个"]
        .iter()
        .any(|t| a.suffix.trim().starts_with(t));
    if time {
        return;
    }
    let near = |j: usize| a.sentence - page.amounts[j].sentence <= 3;
    let found: Vec<usize> = (i.saturating_sub(BACK)..i).filter(|&j| page.alike(i, j) && near(j)).collect();
    if let Some(&same) = found.iter().rev().find(|&&j| page.amounts[j].range.gap(a.range) == Some(Exact::int(0))) {
        return report(page, same, i, CheckVerdict::Consistent, out);
    }
    // The sum of several may be meant.
    let sum = |from: usize| {
        found[from..].iter().skip(1).try_fold(page.amounts[found[from]].range, |s, &j| s.add(page.amounts[j].range))
    };
    if (0..found.len()).any(|f| sum(f).is_some_and(|s| s.gap(a.range) == Some(Exact::int(0)))) {
        return;
    }
    let words = content(page, i);
    let scores: Vec<(usize, usize)> = found.iter().map(|&j| (shared(page, j, &words), j)).collect();
    let best = scores.iter().map(|s| s.0).max().unwrap_or(0);
    let mut top = scores.iter().filter(|s| s.0 == best).map(|s| s.1);
    let (Some(j), None) = (top.next(), top.next()) else { return };
    // 征集800件，经评审，这100件入选: some were chosen.
    let between = &page.text()[page.amounts[j].span.end()..page.amounts[i].span.end().max(page.amounts[j].span.end())];
    let behind = page.right(i);
    let behind = &behind[..behind.find(is_break).unwrap_or(behind.len())];
    let chosen = [
        "评审", "评选", "筛选", "遴选", "抽", "选出", "入选", "中选", "入围", "淘汰", "录取", "录用", "中标", "获奖",
        "选中",
    ];
    if chosen.iter().any(|w| between.contains(w) || behind.contains(w)) {
        return;
    }
    if best == 0 || page.amounts[j].is_vague || !page.firm(&[i, j]) {
        return;
    }
    if let Some(verdict) = copies(a.range, page.amounts[j].range) {
        report(page, j, i, verdict, out);
    }
}

/// How two statements of one number compare: neither is computed, so two units of the coarser one part them.
fn copies(a: Range, b: Range) -> Option<CheckVerdict> {
    let step = a.step.max(b.step);
    let distance = a.point.sub(b.point)?.abs();
    if a.gap(b)? == Exact::int(0) {
        return Some(CheckVerdict::Rounding);
    }
    (distance >= step.add(step)? && distance > b.point.div(Exact::int(50))?).then_some(CheckVerdict::Conflict)
}

/// The content words of the clause that starts with amount `i`.
fn content<'a>(page: &Page<'a>, i: usize) -> Vec<&'a str> {
    let right = page.right(i);
    let end = right.find(is_break).unwrap_or(right.len());
    let start = page.amounts[i].span.end();
    let span = crate::text::TextSpan::new(start, start + end);
    let tokens = page.facts.words.tokens_in(span).iter();
    let words = tokens
        .filter(|t| matches!(t.tag.as_str().as_bytes().first(), Some(b'n' | b'v' | b'e' | b'j')))
        .map(|t| t.span.of(page.text()));
    words.filter(|w| w.chars().count() >= 2).collect()
}

/// How many of the words stand around amount `j`.
fn shared(page: &Page<'_>, j: usize, words: &[&str]) -> usize {
    let (left, right) = (page.gap(j), page.right(j));
    let right = &right[..right.find(is_break).unwrap_or(right.len())];
    words.iter().filter(|w| left.contains(**w) || right.contains(**w)).count()
}

fn report(page: &Page<'_>, first: usize, second: usize, verdict: CheckVerdict, out: &mut Judged) {
    let mut check = page.check(CheckKind::SameQuantityTwice, &[first, second], verdict);
    page.said(second).clone_into(&mut check.stated);
    page.said(first).clone_into(&mut check.computed);
    let sign = if verdict == CheckVerdict::Consistent { "=" } else { "≠" };
    check.why = format!("{} {sign} {}", page.said(first), page.said(second));
    out.checks.push(check);
}

/// The same figure with the same noun in two sentences; or its round form before.
fn repeats(page: &Page<'_>, out: &mut Judged) {
    let rare = |i: usize| {
        let a = &page.amounts[i];
        let is_rare = a.what == What::Percent || a.what == What::Level && !a.unit.is_empty();
        is_rare && !a.is_vague
    };
    let rare: Vec<usize> = (0..page.amounts.len()).filter(|&i| rare(i)).collect();
    let same_figure = before_each(&rare, |i| (page.amounts[i].range.point, page.amounts[i].unit));
    let same_unit = before_each(&rare, |i| (page.amounts[i].unit, page.amounts[i].per));
    for (k, &i) in rare.iter().enumerate() {
        let a = &page.amounts[i];
        let digits = || page.number(i).trim_end_matches('0').chars().filter(char::is_ascii_digit).count();
        // 500 IPS/W: two units of measure say more than a figure. A price per piece is often the same.
        let is_rate = || a.per.is_some() && a.unit.is_ascii() && a.unit != "CNY" && page.said(i).contains('/');
        if let Some(first) = same_figure[k]
            && page.amounts[first].sentence != a.sentence
            && page.alike(first, i)
            && (digits() >= 3 || a.unit.contains('/') || is_rate() || same_noun(page, first, i))
        {
            report(page, first, i, CheckVerdict::Consistent, out);
        }
        if let Some(first) = same_unit[k]
            && a.what == What::Level
            && page.alike(first, i)
            && is_round_form(page, first, i)
        {
            report(page, first, i, CheckVerdict::Rounding, out);
        }
    }
}

/// For each of the amounts the nearest one before it with the same key.
fn before_each<K: Ord>(amounts: &[usize], key: impl Fn(usize) -> K) -> Vec<Option<usize>> {
    let mut order: Vec<usize> = (0..amounts.len()).collect();
    order.sort_by_key(|&k| key(amounts[k]));
    let mut before = vec![None; amounts.len()];
    for two in order.windows(2) {
        if key(amounts[two[0]]) == key(amounts[two[1]]) {
            before[two[1]] = Some(amounts[two[0]]);
        }
    }
    before
}

fn same_noun(page: &Page<'_>, a: usize, b: usize) -> bool {
    let noun = |i: usize| page.right(i).chars().take(2).collect::<String>();
    let (x, y) = (noun(a), noun(b));
    let is_counted = page.amounts[a].range.point >= Exact::int(3);
    is_counted
        && page.said(b).starts_with(|c: char| c.is_ascii_digit())
        && x == y
        && x.chars().count() == 2
        && x.chars().all(crate::text::is_han)
        && page.amounts[a].suffix == page.amounts[b].suffix
}

/// 7.8万 and 78563: the one is the other, rounded to its last place, and has at least two digits.
fn is_round_form(page: &Page<'_>, a: usize, b: usize) -> bool {
    let (x, y) = (page.amounts[a].range, page.amounts[b].range);
    let (coarse, fine) = if x.step > y.step { (x, y) } else { (y, x) };
    let digits = |r: Range| r.point.div(r.step).map_or(0, |d| d.print(0).len());
    coarse.step > fine.step
        && coarse.point != fine.point
        && coarse.lo <= fine.point
        && fine.point <= coarse.hi
        && digits(coarse) >= 2
        && digits(fine) >= 4
}

/// 最高A，最低B.
fn ends(page: &Page<'_>, i: usize, out: &mut Judged) {
    let j = i - 1;
    if page.amounts[i].sentence != page.amounts[j].sentence || !page.alike(i, j) {
        return;
    }
    let (a, b) = (page.left(j), page.left(i));
    // One of these stands in each word of an end.
    if !b.contains(['最', '限']) {
        return;
    }
    let noun = |clause: &str, word: &str| {
        clause
            .rfind(word)
            .map(|at| clause[at + word.len()..].trim().trim_end_matches(['为', '达', '仅', '约']).to_owned())
    };
    for (more, less) in [("最高", "最低"), ("最多", "最少"), ("上限", "下限"), ("最大", "最小")] {
        let (high, low, same) = match (noun(a, more), noun(b, less), noun(a, less), noun(b, more)) {
            (Some(x), Some(y), _, _) => (j, i, x == y || y.is_empty()),
            (_, _, Some(x), Some(y)) => (i, j, x == y || y.is_empty()),
            _ => continue,
        };
        let (h, l) = (page.amounts[high].range, page.amounts[low].range);
        let sentence = page.sentence(i).of(page.text());
        let banded = more == "上限" && ["汇", "美元", "币", "波幅"].iter().any(|w| sentence.contains(w));
        if !same
            || banded
            || h.hi >= l.lo && h.point < l.point
            || page.text()[..page.amounts[high].span.start()].ends_with(['零', '-', '−'])
        {
            continue;
        }
        let verdict = if h.point >= l.point { CheckVerdict::Consistent } else { CheckVerdict::Conflict };
        let below = page.sentence(i).of(page.text()).contains("零下");
        if verdict == CheckVerdict::Conflict && (!page.firm(&[i, j]) || below) {
            continue;
        }
        let mut check = page.check(CheckKind::Order, &[high, low], verdict);
        check.stated = format!("{more} {}, {less} {}", page.said(high), page.said(low));
        page.said(high).clone_into(&mut check.computed);
        let sign = if verdict == CheckVerdict::Consistent { "≥" } else { "<" };
        check.why = format!("{} {sign} {}", page.said(high), page.said(low));
        out.checks.push(check);
    }
}

/// 12公里（12000米）, 1500亩，约合100公顷.
fn units(page: &Page<'_>, i: usize, out: &mut Judged) {
    let j = i - 1;
    let (a, b) = (&page.amounts[j], &page.amounts[i]);
    if a.sentence != b.sentence || !page.alike(i, j) || a.what != What::Level || a.factor == b.factor || a.unit == "CNY"
    {
        return;
    }
    let gap = page.gap(i).trim();
    let cue = [
        "(",
        "（",
        "(约",
        "（约",
        "(约合",
        "（约合",
        "，约合",
        "，合",
        "，即",
        "（合",
        "(合",
        "，相当于",
        "约合",
        "（即",
    ];
    if !cue.contains(&gap) {
        return;
    }
    let Some(verdict) = weigh(b.range, a.range) else { return };
    if verdict == CheckVerdict::Conflict && (!page.firm(&[i, j]) || a.is_vague) {
        return;
    }
    let mut check = page.check(CheckKind::UnitSanity, &[i, j], verdict);
    page.said(i).clone_into(&mut check.stated);
    check.computed = page.print(a.range.point, i);
    check.why = format!("{} = {}", page.said(j), check.computed);
    out.checks.push(check);
}
