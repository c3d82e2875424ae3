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
use crate::lexicon::CheckWord;

/// How many earlier amounts may be the whole of a share.
const BACK: usize = 14;

/// Checks all shares.
pub(super) fn run(page: &Page<'_>, out: &mut Judged) {
    for range in &page.sentences {
        let shares: Vec<Share> = range.clone().filter_map(|i| read(page, i)).collect();
        let fitted: Vec<Option<(usize, Range, CheckVerdict)>> = shares.iter().map(|s| fit(page, s)).collect();
        for (s, found) in shares.iter().zip(&fitted) {
            if let Some((whole, p, verdict)) = *found {
                out.checks.push(check(page, s, whole, p, verdict));
                continue;
            }
            let pinned = || pinned(page, s, &shares, &fitted);
            let Some(whole) = s.sure.or_else(pinned) else { continue };
            let Some(p) = percent(page, s.part, whole) else { continue };
            let is_off = weigh(page.amounts[s.share].range, p) == Some(CheckVerdict::Conflict);
            if is_off && page.firm(&[s.part, whole, s.share]) {
                out.suspicions.extend(lost_decimal(page, s.share, p));
                out.checks.push(check(page, s, whole, p, CheckVerdict::Conflict));
            }
        }
    }
}

/// A share with its part and everything that may be its whole.
struct Share {
    share: usize,
    part: usize,
    wholes: Vec<usize>,
    /// The one whole that grammar allows.
    sure: Option<usize>,
    is_named: bool,
    is_rate: bool,
}

fn read(page: &Page<'_>, i: usize) -> Option<Share> {
    if page.amounts[i].what != What::Percent {
        return None;
    }
    let cue = cue(page.left(i))?;
    let part = part(page, i)?;
    let mut wholes = candidates(page, part, i);
    let is_rate = matches!(cue, Cue::Rate);
    let mut share = Share { share: i, part, wholes: Vec::new(), sure: None, is_named: false, is_rate };
    if let Cue::Of(words) = cue
        && !words.is_empty()
    {
        share.is_named = true;
        share.wholes = best_named(page, &wholes, words);
        share.sure = share.wholes.first().copied().filter(|_| share.wholes.len() == 1);
        return Some(share).filter(|s| !s.wholes.is_empty());
    }
    share.sure = whole_by_grammar(page, part, &wholes);
    if is_rate && share.sure.is_none() {
        share.sure = whole_of_rate(page, i, part, &wholes);
    }
    let larger = |w: usize| page.amounts[w].range.point > page.amounts[part].range.point;
    wholes.retain(|&w| larger(w));
    share.wholes = wholes;
    Some(share)
}

/// The whole with which a share agrees.
fn fit(page: &Page<'_>, s: &Share) -> Option<(usize, Range, CheckVerdict)> {
    s.sure.into_iter().chain(s.wholes.iter().copied()).find_map(|w| {
        let p = percent(page, s.part, w)?;
        let verdict = weigh(page.amounts[s.share].range, p).filter(|v| *v != CheckVerdict::Conflict)?;
        // Without a sure whole, a coarse figure of another sentence proves nothing.
        let near = page.amounts[w].sentence == page.amounts[s.part].sentence;
        let is_good = (near || !s.is_rate || digits(page, s.share) >= 2) && (s.sure == Some(w) || names_act(page, s));
        (is_good && (verdict == CheckVerdict::Consistent || s.sure == Some(w))).then_some((w, p, verdict))
    })
}

/// Whether the part is told by a character of the rate's name: 死亡 of 病死率, 治愈 of 治愈率, but not 女生 of 录取率. Of other rates
/// nothing says that this part is theirs, and that a number fits is no proof.
fn names_act(page: &Page<'_>, s: &Share) -> bool {
    let Some((before, _)) = page.left(s.share).rsplit_once('率').filter(|_| s.is_rate) else { return true };
    let beside: String =
        page.left(s.part).chars().chain(page.right(s.part).chars().take_while(|&c| !is_break(c)).take(4)).collect();
    before.chars().rev().take(2).any(|c| crate::text::is_han(c) && beside.contains(c))
}

/// The whole that the other shares of the sentence agree on, when this one agrees with none.
fn pinned(
    page: &Page<'_>,
    s: &Share,
    shares: &[Share],
    fitted: &[Option<(usize, Range, CheckVerdict)>],
) -> Option<usize> {
    let others = shares.iter().zip(fitted).filter(|(o, _)| o.share != s.share && !o.is_named);
    let agreed: Vec<(usize, usize)> =
        others.filter_map(|(o, f)| Some((f.as_ref()?.0, digits(page, o.share)))).collect();
    let (whole, _) = *agreed.first()?;
    let weight: usize = agreed.iter().filter(|a| a.0 == whole).map(|a| a.1).sum();
    let fails = |w: usize| {
        let off = percent(page, s.part, w).and_then(|p| weigh(page.amounts[s.share].range, p));
        off == Some(CheckVerdict::Conflict)
    };
    let is_pinned = !s.is_named && weight >= 3 && agreed.iter().all(|a| a.0 == whole);
    // A total of last year is no whole of what is counted this year.
    let past = |i: usize| page.words.within(CheckWord::Past, page.left(i));
    let may_be = |w: usize| !past(w) || past(s.part) || past(whole);
    (is_pinned && s.wholes.iter().all(|&w| !may_be(w) || fails(w)) && fails(whole)).then_some(whole)
}

fn digits(page: &Page<'_>, i: usize) -> usize {
    page.number(i).chars().filter(char::is_ascii_digit).count()
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
    (from..part).rev().filter(|&w| page.alike(w, part) && near(w)).collect()
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

/// 受理500件，办结480件，办结率96%: the rate names what was done with the part, and one total alone stands before it.
fn whole_of_rate(page: &Page<'_>, i: usize, part: usize, wholes: &[usize]) -> Option<usize> {
    let clause = page.left(i);
    let before = &clause[..clause.rfind('率')?];
    let from = before.char_indices().rev().nth(1)?.0;
    let act = &before[from..];
    let in_sentence = |w: &&usize| page.amounts[**w].sentence == page.amounts[part].sentence;
    let [&whole] = wholes.iter().filter(in_sentence).collect::<Vec<_>>()[..] else { return None };
    let gap = page.gap(part);
    let next = whole + 1 == part && gap.chars().filter(|&c| is_break(c)).count() == 1 && !gap.contains(['；', ';']);
    let past = |w: usize| page.words.within(CheckWord::Past, page.clause(w));
    let larger = page.amounts[whole].range.point > page.amounts[part].range.point;
    let acts = page.left(part).contains(act) && act.chars().all(crate::text::is_han);
    // 门诊300人次，住院50人，重症8人: of which of them the eight are a part, nobody says.
    let sentence = page.amounts[part].sentence;
    let mut earlier = (0..whole).rev().take_while(|&w| page.amounts[w].sentence == sentence);
    let alone = !earlier.any(|w| page.amounts[w].what == What::Level);
    (alone && next && larger && acts && !past(whole) && !super::change::is_way(page, whole)).then_some(whole)
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

fn check(page: &Page<'_>, s: &Share, whole: usize, p: Range, verdict: CheckVerdict) -> Check {
    let mut check = page.check(CheckKind::Share, &[s.part, whole, s.share], verdict);
    page.said(s.share).clone_into(&mut check.stated);
    check.computed = format!("{}%", p.point.print(2));
    check.why = format!("{} / {} = {} %", page.said(s.part), page.said(whole), p.point.print(2));
    check
}
