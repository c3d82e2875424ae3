//! `sum`: a total and all of its parts; and `difference`: a balance of trade.
//!
//! Law: parts are parallel nouns under one head; groups named by different acts may overlap and are silent, an open list can only
//! be too large.
//!
//! 金牌3枚、银牌2枚、铜牌5枚，其总数为10枚 is silent; 奖牌10枚，其中金牌3枚、银牌2枚、铜牌5枚 → 3 + 2 + 5 = 10, consistent.

use super::change::is_way;
use super::exact::{Exact, Range};
use super::page::{Page, What, is_break, weigh};
use super::{CheckKind, CheckVerdict, Judged};

/// Most parts that are added.
const PARTS_MAX: usize = 40;
/// The first two parts are among so many amounts: shares beside them are few.
const PARTS_NEAR: usize = 8;

/// Checks all sums and balances.
pub(super) fn run(page: &Page<'_>, out: &mut Judged) {
    for range in &page.sentences {
        let mut i = range.start;
        while i + 2 < range.end {
            i = total(page, i, range.end, out).unwrap_or(i + 1);
        }
        balance(page, range.clone(), out);
    }
}

/// Whether the amounts behind `i` may be its parts: at least two levels of one unit, percents aside. Told before any words are read.
fn may_be_parted(page: &Page<'_>, i: usize, end: usize) -> bool {
    let unit = page.amounts[i + 1].unit;
    let mut levels = page.amounts[i + 1..end].iter().take(PARTS_NEAR).filter(|a| a.what != What::Percent);
    let mut is_part = || levels.next().is_some_and(|a| a.what == What::Level && a.unit == unit);
    is_part() && is_part()
}

/// The sum that starts with amount `i`; where to go on.
fn total(page: &Page<'_>, i: usize, end: usize, out: &mut Judged) -> Option<usize> {
    if !may_be_parted(page, i, end) {
        return None;
    }
    let head = page.gap(i + 1);
    let is_bracket = head.contains(['(', '（']);
    let cue = ["其中", "包括", "分别为", "分别是", "分为", "包含", "即", "含"].iter().any(|w| head.contains(w));
    if !cue || head.contains(['；', ';']) || head.chars().count() > 30 {
        return None;
    }
    let whole = whole(page, i)?;
    let unit = page.amounts[i + 1].unit;
    let same = |j: usize| {
        let (a, t) = (&page.amounts[j], &page.amounts[whole]);
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
    // 扣球20分、发球和拦网各1分: more than one stands in a part.
    if parts.len() < 2 || parts.iter().any(|&p| page.left(p).trim_end().ends_with(['各', '均', '都'])) {
        return None;
    }
    let last = *parts.last()?;
    let tail = page.right(last);
    let sum = parts.iter().skip(1).try_fold(page.amounts[parts[0]].range, |s, &p| s.add(page.amounts[p].range))?;
    let stated = page.amounts[whole].range;
    let step = parts.iter().map(|&p| page.amounts[p].range.step).max()?.max(stated.step);
    let verdict = weigh(Range { step, ..stated }, sum)?;
    let is_open = tail.trim_start().starts_with('等') || tail.split(is_break).next().is_some_and(|t| t.contains("等"));
    let joined =
        ["和", "及", "以及", "与"].iter().any(|w| page.gap(last).trim_start_matches([' ', '、', '，']).starts_with(w));
    let joined = joined || ["和", "及", "以及"].iter().any(|w| behind_counter(page.gap(last)).starts_with(w));
    // 分别为 needs its 和: it closes nothing.
    let is_closed = !is_open && (joined && !head.contains("分别") || complementary(page, &parts));
    let is_sure = is_parallel
        && j_is_last(page, last, end)
        && !["主要", "部分", "例如", "如"].iter().any(|w| head.contains(w))
        && !head.contains('既')
        // 营收15亿元，成本和利润分别为…: two other things.
        && (!head.contains("分别") || ["其中", "包括", "分为", "包含"].iter().any(|w| head.contains(w)));
    let all = [&[whole][..], &parts].concat();
    if verdict == CheckVerdict::Conflict
        && (is_mixed(page, whole, &parts)
            || !is_sure
            || !page.firm(&all)
            || (sum.point < stated.point && !is_closed)
            || page.amounts[whole].is_vague)
    {
        return None;
    }
    if verdict != CheckVerdict::Consistent && is_open {
        return None;
    }
    let mut check = page.check(CheckKind::Sum, &all, verdict);
    page.said(whole).clone_into(&mut check.stated);
    check.computed = page.print(sum.point, whole);
    let terms: Vec<&str> = parts.iter().map(|&p| page.said(p)).collect();
    check.why = format!("{} = {}", terms.join(" + "), check.computed);
    out.checks.push(check);
    Some(last)
}

/// The total before the parts: asides such as 增长5% and 比上年增加200人 are stepped over. A number of a list is none.
fn whole(page: &Page<'_>, i: usize) -> Option<usize> {
    let mut whole = i;
    while page.amounts[whole].what == What::Percent || is_way(page, whole) {
        whole = whole.checked_sub(1).filter(|&w| page.amounts[w].sentence == page.amounts[i].sentence && i - w <= 2)?;
    }
    let listed = whole > 0
        && page.amounts[whole - 1].sentence == page.amounts[whole].sentence
        && page.alike(whole - 1, whole)
        && page.gap(whole).trim_start().starts_with(['、', '和', '及', '与']);
    (page.amounts[whole].what == What::Level && !listed).then_some(whole)
}

/// The words behind the noun of a counted part: 级额度和 → 和.
fn behind_counter(gap: &str) -> &str {
    gap.char_indices().find(|&(_, c)| matches!(c, '和' | '及')).map_or("", |(at, _)| &gap[at..])
}

fn is_aside(page: &Page<'_>, j: usize) -> bool {
    let gap = page.gap(j);
    gap.trim_start().starts_with(['(', '（']) || gap.trim_start_matches(['，', ',']).starts_with('占')
}

/// 死亡36例，其中甲县报告病例40例、死亡4例: one part is more than the whole, and another is named as the whole is: the parts are of
/// two wholes.
fn is_mixed(page: &Page<'_>, whole: usize, parts: &[usize]) -> bool {
    let name = page.left(whole);
    let from = name.char_indices().rev().nth(1).map_or(0, |(at, _)| at);
    let named = parts.iter().filter(|&&p| page.left(p).ends_with(&name[from..])).count();
    let over = parts.iter().any(|&p| page.amounts[p].range.point > page.amounts[whole].range.point);
    over && (1..parts.len()).contains(&named)
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
    // Two amounts at least, and both of their words end in 口.
    if range.len() < 2 || !page.sentence(range.start).of(page.text()).contains('口') {
        return;
    }
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
