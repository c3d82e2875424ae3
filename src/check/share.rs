//! `share`: a part, its whole, and what part of the whole it is.
//!
//! Law: a conflict needs the one whole that grammar allows: N个W中M个X, W，其中X, 占 + the words of W. Any other earlier total can
//! only agree.
//!
//! 320名学员中有80名女生，占25% → 80 / 320 = 25 %, consistent.

use super::exact::{Exact, Range};
use super::page::{Page, What, is_break, weigh};
use super::suspicion::lost_decimal;
use super::{Check, CheckKind, CheckVerdict, Judged};

/// How many earlier amounts may be the whole of a share.
const BACK: usize = 14;

/// Checks all shares.
pub(super) fn run(page: &Page<'_>, out: &mut Judged) {
    for i in 0..page.amounts.len() {
        if page.amounts[i].what == What::Percent {
            share(page, i, out);
        }
    }
}

fn share(page: &Page<'_>, i: usize, out: &mut Judged) {
    let clause = page.left(i);
    let Some(cue) = cue(clause) else { return };
    let Some(part) = part(page, i) else { return };
    let named = match cue {
        Cue::Of(whole) if !whole.is_empty() => Some(whole),
        _ => None,
    };
    let mut wholes = candidates(page, part, i);
    let mut is_sure = false;
    if let Some(words) = named {
        let best: Vec<usize> = best_named(page, &wholes, words);
        if best.is_empty() {
            return; // the whole that is named is not stated
        }
        is_sure = best.len() == 1;
        wholes = best;
    } else if let Some(whole) = whole_by_grammar(page, part, &wholes) {
        is_sure = !page.right(i).trim_start().starts_with("左右");
        wholes.retain(|&w| w != whole);
        wholes.insert(0, whole);
    }
    let is_rate = matches!(cue, Cue::Rate);
    let mut verdicts = wholes.iter().filter_map(|&w| Some((w, percent(page, part, w)?)));
    let fits = |p: &Range| weigh(page.amounts[i].range, *p).filter(|v| *v != CheckVerdict::Conflict);
    let first = verdicts.next();
    let found = first.into_iter().chain(verdicts).find(|(_, p)| fits(p).is_some());
    if let Some((whole, p)) = found {
        // Without a named whole, a coarse figure proves nothing.
        let precise = page.number(i).chars().filter(char::is_ascii_digit).count() >= 2;
        let near = page.amounts[whole].sentence == page.amounts[part].sentence || !is_rate || precise;
        let verdict = fits(&p).unwrap_or(CheckVerdict::Rounding);
        if near && (verdict == CheckVerdict::Consistent || is_sure) {
            out.checks.push(check(page, part, whole, i, p, verdict));
        }
        return;
    }
    if let (true, Some((whole, p))) = (is_sure, first)
        && weigh(page.amounts[i].range, p) == Some(CheckVerdict::Conflict)
        && page.firm(&[part, whole, i])
    {
        out.suspicions.extend(lost_decimal(page, i, p));
        out.checks.push(check(page, part, whole, i, p, CheckVerdict::Conflict));
    }
}

enum Cue<'t> {
    /// 占, with the words of the whole, if there are any.
    Of(&'t str),
    /// A rate of the chain: 通气率达到.
    Rate,
}

fn cue(clause: &str) -> Option<Cue<'_>> {
    if let Some(at) = clause.rfind('占') {
        let mut words = clause[at + '占'.len_utf8()..].trim();
        words = words.strip_prefix('比').unwrap_or(words).trim();
        for tail in [
            "约为", "约", "近", "超过", "超", "达到", "达", "为", "了", "比重", "比例", "的", "仅", "逾", "高达",
            "将近", "只", "不到",
        ] {
            words = words.strip_suffix(tail).unwrap_or(words).trim_end();
        }
        for tail in ["的比重", "的比例", "的", "了"] {
            words = words.strip_suffix(tail).unwrap_or(words).trim_end();
        }
        return (words.chars().count() <= 14).then_some(Cue::Of(words));
    }
    let rate = clause.rfind('率').filter(|&at| {
        let rest = clause[at + '率'.len_utf8()..].trim();
        rest.chars().count() <= 5 && !rest.contains(['增', '升', '降', '高', '低', '长', '减'])
    })?;
    let before = &clause[..rate];
    let other =
        ["去年", "上年", "同比", "增长", "利", "汇", "税", "频", "效", "功", "失业"].iter().any(|w| before.contains(w));
    (!other).then_some(Cue::Rate)
}

/// The part: the level before the share, in its sentence.
fn part(page: &Page<'_>, i: usize) -> Option<usize> {
    let gap = page.gap(i);
    let j = i.checked_sub(1)?;
    let (a, b) = (&page.amounts[j], &page.amounts[i]);
    let breaks = gap.chars().filter(|&c| is_break(c)).count();
    (a.sentence == b.sentence && a.what == What::Level && breaks <= 1 && !gap.contains(['；', ';', '。'])).then_some(j)
}

/// Earlier totals of the same unit, the nearest first.
fn candidates(page: &Page<'_>, part: usize, i: usize) -> Vec<usize> {
    let from = part.saturating_sub(BACK);
    let near = |w: usize| page.amounts[i].sentence.saturating_sub(page.amounts[w].sentence) <= 3;
    let larger = |w: usize| page.amounts[w].range.point > page.amounts[part].range.point;
    (from..part).rev().filter(|&w| page.alike(w, part) && near(w) && larger(w)).collect()
}

/// The whole that the grammar of the sentence names: W中…P, W，其中P.
fn whole_by_grammar(page: &Page<'_>, part: usize, wholes: &[usize]) -> Option<usize> {
    let whole = *wholes.first()?;
    let same: Vec<usize> =
        wholes.iter().copied().filter(|&w| page.amounts[w].sentence == page.amounts[part].sentence).collect();
    if same.len() != 1 || page.amounts[whole].sentence != page.amounts[part].sentence {
        return None;
    }
    let between = &page.text()[page.amounts[whole].span.end()..page.amounts[part].span.start()];
    if between.len() > 90 || between.contains(['；', ';']) {
        return None;
    }
    let first = between.split(is_break).next().unwrap_or(between).trim();
    let among =
        first.chars().count() <= 10 && (first.ends_with('中') || first.contains("中有") || first.ends_with('里'));
    let of_them = between.rfind("其中").is_some_and(|at| !between[at..].contains(['，', ',', '；']));
    (among || of_them).then_some(whole)
}

/// The earlier totals whose words are those of the whole.
fn best_named(page: &Page<'_>, wholes: &[usize], words: &str) -> Vec<usize> {
    let all = ["总数", "总量", "总额", "全部", "总", "全体", "总人数", "其"];
    let core = all.iter().fold(words, |s, w| s.strip_prefix(w).or_else(|| s.strip_suffix(w)).unwrap_or(s));
    let pairs: Vec<(char, char)> = core.chars().zip(core.chars().skip(1)).collect();
    let is_all = core.len() < words.len();
    let score = |w: usize| {
        let left = page.gap(w);
        let right = page.right(w);
        let near: String =
            left.chars().rev().take(24).collect::<Vec<_>>().into_iter().rev().chain(right.chars().take(8)).collect();
        pairs.iter().filter(|(a, b)| near.contains(&format!("{a}{b}"))).count()
    };
    let scores: Vec<(usize, usize)> = wholes.iter().map(|&w| (score(w), w)).collect();
    let best = scores.iter().map(|s| s.0).max().unwrap_or(0);
    if is_all {
        // 全部投资: the largest of those that share its noun.
        let fitting = scores.iter().filter(|s| s.0 > 0 || pairs.is_empty()).map(|s| s.1);
        return fitting.max_by_key(|&w| page.amounts[w].range.point).into_iter().collect();
    }
    if best == 0 || best * 2 < pairs.len() {
        return Vec::new();
    }
    scores.iter().filter(|s| s.0 == best).map(|s| s.1).collect()
}

fn percent(page: &Page<'_>, part: usize, whole: usize) -> Option<Range> {
    page.amounts[part].range.div(page.amounts[whole].range)?.map(|r| r.mul(Exact::int(100)))
}

fn check(page: &Page<'_>, part: usize, whole: usize, i: usize, p: Range, verdict: CheckVerdict) -> Check {
    let mut check = page.check(CheckKind::Share, &[part, whole, i], verdict);
    page.said(i).clone_into(&mut check.stated);
    check.computed = format!("{}%", p.point.print(2));
    check.why = format!("{} / {} = {} %", page.said(part), page.said(whole), p.point.print(2));
    check
}
