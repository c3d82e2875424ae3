//! `sum`: a total and all of its parts; and `difference`: a balance of trade.
//!
//! Law: parts are parallel nouns under one head; groups named by different acts may overlap and are silent, an open list can only
//! be too large.
//!
//! 金牌3枚、银牌2枚、铜牌5枚，其总数为10枚 is silent; 奖牌10枚，其中金牌3枚、银牌2枚、铜牌5枚 → 3 + 2 + 5 = 10, consistent.

use super::exact::{Exact, Range};
use super::page::{Page, What, is_break, weigh};
use super::{Check, CheckKind, CheckVerdict, Judged};
use crate::text::TextSpan;

/// Most parts that are added.
const PARTS_MAX: usize = 40;

/// Checks all sums and balances.
pub(super) fn run(page: &Page<'_>, out: &mut Judged) {
    for range in &page.sentences {
        let mut i = range.start;
        while i + 2 < range.end {
            i = total(page, i, range.end, out).unwrap_or(i + 1);
        }
        balance(page, range.clone(), out);
    }
    structure(page, out);
}

/// The sum that starts with amount `i`; where to go on.
fn total(page: &Page<'_>, i: usize, end: usize, out: &mut Judged) -> Option<usize> {
    let head = page.gap(i + 1);
    let is_bracket = head.contains(['(', '（']);
    let cue = ["其中", "包括", "分别为", "分别是", "分为", "包含", "即", "含"].iter().any(|w| head.contains(w));
    if page.amounts[i].what != What::Level || !cue || head.contains(['；', ';']) || head.chars().count() > 30 {
        return None;
    }
    let unit = page.amounts[i + 1].unit;
    let same = |j: usize| {
        let (a, t) = (&page.amounts[j], &page.amounts[i]);
        a.what == What::Level && a.unit == unit && a.per == t.per && (unit == t.unit || (unit.is_empty() && is_bracket))
    };
    let mut parts = Vec::new();
    let mut is_parallel = true;
    let mut j = i + 1;
    while j < end && parts.len() < PARTS_MAX {
        if !same(j) {
            // A share in brackets belongs to the part before it.
            if page.amounts[j].what == What::Percent && is_aside(page, j) {
                j += 1;
                continue;
            }
            break;
        }
        if !parts.is_empty() {
            let gap = page.gap(j);
            is_parallel &= parallel(gap);
            if gap.contains(['；', ';']) {
                break;
            }
        }
        parts.push(j);
        j += 1;
    }
    if parts.len() < 2 {
        return None;
    }
    let last = *parts.last()?;
    let tail = page.right(last);
    let sum = parts.iter().skip(1).try_fold(page.amounts[parts[0]].range, |s, &p| s.add(page.amounts[p].range))?;
    let stated = page.amounts[i].range;
    let step = parts.iter().map(|&p| page.amounts[p].range.step).max()?.max(stated.step);
    let verdict = weigh(Range { step, ..stated }, sum)?;
    let is_open = tail.trim_start().starts_with('等') || tail.split(is_break).next().is_some_and(|t| t.contains("等"));
    let joined =
        ["和", "及", "以及", "与"].iter().any(|w| page.gap(last).trim_start_matches([' ', '、', '，']).starts_with(w));
    let joined = joined || ["和", "及", "以及"].iter().any(|w| behind_counter(page.gap(last)).starts_with(w));
    let is_closed = !is_open && (joined || complementary(page, &parts));
    let is_sure = is_parallel
        && j_is_last(page, last, end)
        && !["主要", "部分", "例如", "如"].iter().any(|w| head.contains(w))
        && !head.contains('既');
    let all = [&[i][..], &parts].concat();
    if verdict == CheckVerdict::Conflict
        && (!is_sure || !page.firm(&all) || (sum.point < stated.point && !is_closed) || page.amounts[i].is_vague)
    {
        return None;
    }
    if verdict != CheckVerdict::Consistent && is_open {
        return None;
    }
    let mut check = page.check(CheckKind::Sum, &all, verdict);
    page.said(i).clone_into(&mut check.stated);
    check.computed = page.print(sum.point, i);
    let terms: Vec<&str> = parts.iter().map(|&p| page.said(p)).collect();
    check.why = format!("{} = {}", terms.join(" + "), check.computed);
    out.checks.push(check);
    Some(last)
}

/// The words behind the noun of a counted part: 级额度和 → 和.
fn behind_counter(gap: &str) -> &str {
    gap.char_indices().find(|&(_, c)| matches!(c, '和' | '及')).map_or("", |(at, _)| &gap[at..])
}

fn is_aside(page: &Page<'_>, j: usize) -> bool {
    let gap = page.gap(j);
    gap.trim_start().starts_with(['(', '（']) || gap.trim_start_matches(['，', ',']).starts_with('占')
}

/// Words between two parts that name nothing but the next part.
fn parallel(gap: &str) -> bool {
    let acts = [
        "增", "减", "比", "较", "约", "新", "另", "此外", "还有", "参加", "获", "的人", "次", "累计", "同比", "其中",
        "曾", "已", "超", "达到",
    ];
    gap.chars().count() <= 14 && !acts.iter().any(|w| gap.contains(w))
}

/// Whether nothing else of the kind follows in the clause behind the last part.
fn j_is_last(page: &Page<'_>, last: usize, end: usize) -> bool {
    last + 1 >= end || page.right(last).contains(is_break) || page.amounts[last + 1].what == What::Percent
}

/// Parts that leave nothing out: 男 and 女.
fn complementary(page: &Page<'_>, parts: &[usize]) -> bool {
    let [a, b] = parts else { return false };
    [
        ("男", "女"),
        ("进口", "出口"),
        ("阳性", "阴性"),
        ("城镇", "乡村"),
        ("城镇", "农村"),
        ("境内", "境外"),
        ("国内", "国外"),
        ("公办", "民办"),
    ]
    .iter()
    .any(|(x, y)| {
        let (a, b) = (page.clause(*a), page.clause(*b));
        (a.contains(x) && b.contains(y)) || (a.contains(y) && b.contains(x))
    })
}

/// 出口A，进口B，顺差C; 进出口D.
fn balance(page: &Page<'_>, range: std::ops::Range<usize>, out: &mut Judged) {
    let (mut exports, mut imports, mut rest, mut both) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for i in range.filter(|&i| page.amounts[i].what == What::Level) {
        let clause = page.left(i);
        let short = clause.chars().count() <= 14;
        if clause.contains("顺差") || clause.contains("逆差") {
            rest.push(i);
        } else if clause.contains("进出口") {
            both.push(i);
        } else if short && clause.contains("出口") {
            exports.push(i);
        } else if short && clause.contains("进口") {
            imports.push(i);
        }
    }
    let ([e], [m]) = (&exports[..], &imports[..]) else { return };
    if !page.alike(*e, *m) {
        return;
    }
    if let [d] = rest[..]
        && page.alike(*e, d)
    {
        let surplus = page.clause(d).contains("顺差");
        let (more, less) = if surplus { (*e, *m) } else { (*m, *e) };
        let computed = page.amounts[more].range.sub(page.amounts[less].range);
        settle(page, CheckKind::Difference, d, (more, less), "−", computed, out);
    }
    if let [t] = both[..]
        && page.alike(*e, t)
    {
        let computed = page.amounts[*e].range.add(page.amounts[*m].range);
        settle(page, CheckKind::Sum, t, (*e, *m), "+", computed, out);
    }
}

fn settle(
    page: &Page<'_>,
    kind: CheckKind,
    stated: usize,
    (a, b): (usize, usize),
    sign: &str,
    computed: Option<Range>,
    out: &mut Judged,
) {
    let Some(computed) = computed else { return };
    let range = page.amounts[stated].range;
    let step = range.step.max(page.amounts[a].range.step).max(page.amounts[b].range.step);
    let Some(verdict) = weigh(Range { step, ..range }, computed) else { return };
    if verdict == CheckVerdict::Conflict && (!page.firm(&[stated, a, b]) || computed.point < Exact::int(0)) {
        return;
    }
    let mut check = page.check(kind, &[stated, a, b], verdict);
    page.said(stated).clone_into(&mut check.stated);
    check.computed = page.print(computed.point, stated);
    check.why = format!("{} {sign} {} = {}", page.said(a), page.said(b), check.computed);
    out.checks.push(check);
}

/// 三次产业占比为0.7:50.7:48.6: the parts of a structure are a hundred together.
fn structure(page: &Page<'_>, out: &mut Judged) {
    let text = page.text();
    let mut at = 0;
    while let Some(found) = text[at..].find([':', '∶', '：']).map(|f| at + f) {
        let start = found - (found - text[..found].trim_end_matches(is_numeral).len());
        let run = |c: char| is_numeral(c) || matches!(c, ':' | '∶' | '：');
        let len = text[start..].find(|c| !run(c)).unwrap_or(text.len() - start);
        at = (start + len).max(found + 1);
        while !text.is_char_boundary(at) {
            at += 1;
        }
        let ratio = &text[start..start + len];
        let parts: Vec<Option<Exact>> = ratio
            .split([':', '∶', '：'])
            .map(|p| p.parse::<rust_decimal::Decimal>().ok().and_then(Exact::decimal))
            .collect();
        let sum = parts.iter().try_fold(Exact::int(0), |s, p| s.add((*p)?));
        let near = page.facts.words.sentence_at(start).map(|s| page.facts.words.sentences[s]);
        let Some((sum, sentence)) = sum.zip(near).filter(|_| parts.len() >= 3 && ratio.contains('.')) else { continue };
        let names = ["占比", "结构", "构成", "比例", "比重"].iter().any(|w| sentence.of(text).contains(w));
        let off = sum.sub(Exact::int(100)).map(Exact::abs);
        let verdict = match off {
            Some(o) if o == Exact::int(0) => CheckVerdict::Consistent,
            Some(o) if Exact::new(3, 10).is_some_and(|r| o <= r) => CheckVerdict::Rounding,
            _ => continue,
        };
        if names {
            let span = TextSpan::new(start, start + len);
            out.checks.push(Check {
                kind: CheckKind::Sum,
                says: vec![span],
                claims: Vec::new(),
                quantities: page.quantities_in(span),
                times: Vec::new(),
                stated: "100".to_owned(),
                computed: sum.print(2),
                verdict,
                why: format!("{} = {}", ratio.replace([':', '∶', '：'], " + "), sum.print(2)),
            });
        }
    }
}

fn is_numeral(c: char) -> bool {
    c.is_ascii_digit() || c == '.'
}
