//! Doubled marks.
//!
//! An honest page has none of them, or one by a slip; a farm has them all over the page.

use super::super::Draft;
use super::super::draft::Verdict;
use crate::text::{Certainty, EditKind, marks};
use std::collections::BTreeMap;

/// From so many on, a sign is the work of a program beyond doubt.
const EXACT_MIN: usize = 5;
/// Marks that farms double and that nobody doubles on purpose.
const DOUBLED: &[char] = &['，', ',', '、', '。', '；', ';', '：'];
/// Fewest runs of three and more, and fewest marks behind another one: honest pages have up to two by slips.
const RUNS_MIN: usize = 5;
/// Marks of which no two different ones stand together.
const CHASING: &str = "，、。；：,.;";

pub(super) fn certainty(count: usize) -> Certainty {
    if count >= EXACT_MIN { Certainty::Exact } else { Certainty::Likely }
}

/// The same mark twice or more in a row, on at least three places and in most of its occurrences.
pub(super) fn doubled(draft: &mut Draft<'_>) {
    let view = draft.view();
    // Per mark: how often alone, and the places behind the first of two, and of more.
    let mut alone = [0_usize; DOUBLED.len()];
    let mut twice: [Vec<(usize, usize, &str)>; DOUBLED.len()] = std::array::from_fn(|_| Vec::new());
    let mut more: [Vec<(usize, usize, &str)>; DOUBLED.len()] = std::array::from_fn(|_| Vec::new());
    let text = view.text.as_str();
    let mut end = 0;
    for (at, c) in marks(text) {
        let Some(mark) = DOUBLED.iter().position(|d| *d == c) else { continue };
        if at < end {
            continue;
        }
        let behind = text[at..].trim_start_matches(c);
        end = text.len() - behind.len();
        let run = (end - at) / c.len_utf8();
        match run {
            1 if text[..at].ends_with(|c: char| c.is_ascii_digit())
                && behind.starts_with(|c: char| c.is_ascii_digit()) => {}
            1 => alone[mark] += 1,
            2 => twice[mark].push((at + c.len_utf8(), end, "")),
            _ => more[mark].push((at + c.len_utf8(), end, "")),
        }
    }
    let mut cuts = Vec::new();
    for (mark, runs) in more.iter().enumerate() {
        let (n, all) = (runs.len(), runs.len() + alone[mark] + twice[mark].len());
        // `。。。` is what some write for an ellipsis: then it does not end each sentence.
        let is_proof = n >= RUNS_MIN && if DOUBLED[mark] == '。' { 10 * n >= 9 * all } else { 3 * n >= all };
        if is_proof {
            cuts.extend(runs);
        }
    }
    let is_tripled = !cuts.is_empty();
    let share = |m: usize| (twice[m].len(), twice[m].len() + alone[m]);
    let is_proof =
        |m| matches!(share(m), (d, all) if d >= 3 && 2 * d >= all || d >= 5 && 3 * d >= all || d >= 8 && 5 * d >= all);
    if is_tripled || (0..DOUBLED.len()).any(is_proof) {
        // One proved mark is evidence for the others.
        let own = (0..DOUBLED.len())
            .filter(|&m| is_proof(m) || matches!(share(m), (d, all) if 4 * d >= all))
            .flat_map(|m| twice[m].iter().copied());
        cuts.extend(own);
        let tripled = (0..DOUBLED.len()).filter(|&m| 3 * more[m].len() >= more[m].len() + alone[m]);
        cuts.extend(tripled.flat_map(|m| more[m].iter().copied()));
        cuts.sort_unstable();
        cuts.dedup();
    }
    let verdict = Verdict { kind: EditKind::StrayMark, rule: "mark.doubled", certainty: certainty(cuts.len()) };
    let why = format!("the same mark stands twice or more at {} places of the page, as often as not", cuts.len());
    draft.edit_all(&view, &cuts, verdict, &why);
}

/// One mark directly behind another one, all over the page: `，；`.
pub(super) fn chasing(draft: &mut Draft<'_>) {
    let view = draft.view();
    let text = view.text.as_str();
    let mut alone: BTreeMap<char, usize> = BTreeMap::new();
    let mut pairs: BTreeMap<(char, char), Vec<(usize, usize)>> = BTreeMap::new();
    let mut last: Option<(usize, char)> = None;
    for (at, c) in marks(text) {
        if !CHASING.contains(c) {
            continue;
        }
        match last.filter(|l| l.0 == at && l.1 != c && !(l.1.is_ascii() && c.is_ascii())) {
            Some((_, first)) => pairs.entry((first, c)).or_default().push((at - first.len_utf8(), at + c.len_utf8())),
            None => *alone.entry(c).or_default() += 1,
        }
        last = Some((at + c.len_utf8(), c));
    }
    let mut cuts = Vec::new();
    for ((first, second), places) in &pairs {
        // The first of the two is counted alone as well.
        let all = alone.get(first).copied().unwrap_or(0);
        if places.len() < RUNS_MIN || 3 * places.len() < all {
            continue;
        }
        // The page's own mark came first, unless it is no mark of Chinese.
        let cut = |p: &(usize, usize)| {
            if first.is_ascii() { (p.0, p.0 + first.len_utf8(), "") } else { (p.1 - second.len_utf8(), p.1, "") }
        };
        cuts.extend(places.iter().map(cut));
    }
    cuts.sort_unstable();
    let verdict = Verdict { kind: EditKind::StrayMark, rule: "mark.doubled", certainty: Certainty::Likely };
    let why = format!("a second mark follows the first at {} places of the page", cuts.len());
    draft.edit_all(&view, &cuts, verdict, &why);
}
