//! Words that a rewriting program put in the place of others: reported, never undone.

use super::super::{Draft, SuspicionKind};
use crate::lexicon::{Lexicon, Swap};
use crate::text::{border_before, is_han};

/// What of the text on either side is compared with the neighbours of the honest word, in bytes.
const SIDE_BYTES: usize = 24;

/// Fewest compounds and pairs together: one weak compound alone is an author's choice.
const HABIT_MIN: usize = 3;

struct Found {
    at: (usize, usize),
    swap: usize,
    /// The neighbour that gives it away.
    by: String,
}

/// Reports stand-ins: non-words, and words in compounds that only the honest word makes, on pages that never use the honest word.
pub(super) fn run(draft: &mut Draft<'_>) {
    let view = draft.view();
    let text = view.text.as_str();
    let lexicon = draft.lexicon;
    let words = &lexicon.farm;
    let mut counts = vec![0_usize; words.swaps.len()];
    let mut found: Vec<Found> = Vec::new();
    let mut everywhere = Vec::new();
    for m in words.swap_finder.find(text) {
        let swap = m.word;
        counts[swap] += 1;
        let entry = &words.swaps[swap];
        let (before, after) = (&text[border_before(text, m.start.saturating_sub(SIDE_BYTES))..m.start], &text[m.end..]);
        let by = if entry.is_strong {
            (!before.ends_with("标新")).then(String::new)
        } else {
            neighbour(entry, before, after, lexicon)
        };
        everywhere.push(((m.start, m.end), swap));
        if let Some(by) = by {
            found.push(Found { at: (m.start, m.end), swap, by });
        }
    }
    if found.is_empty() {
        return;
    }
    // The honest word is absent wherever the program did its work.
    let is_absent: Vec<bool> = words.swaps.iter().map(|s| s.is_strong || !text.contains(s.honest)).collect();
    found.retain(|f| is_absent[f.swap]);
    let mut given_away = vec![0_usize; words.swaps.len()];
    for f in &found {
        given_away[f.swap] += 1;
    }
    let pairs = given_away.iter().filter(|n| **n > 0).count();
    // A rare word that a compound gave away is the program's everywhere.
    let known: Vec<(usize, usize)> = found.iter().map(|f| f.at).collect();
    for (at, swap) in everywhere {
        let n = given_away[swap];
        if words.swaps[swap].is_rare && n > 0 && n + pairs >= HABIT_MIN && known.binary_search(&at).is_err() {
            found.push(Found { at, swap, by: String::new() });
        }
    }
    found.sort_by_key(|f| f.at);
    for f in found {
        let entry = &words.swaps[f.swap];
        let (n, all) = (given_away[f.swap], counts[f.swap]);
        // One weak compound alone is an author's choice.
        if !entry.is_strong && (n + pairs < HABIT_MIN || !entry.is_rare && n < 2) {
            continue;
        }
        let why = if entry.is_strong {
            format!("{} is no word of today's Chinese", entry.stand_in)
        } else {
            let (by, honest, stand_in) = (&f.by, entry.honest, entry.stand_in);
            let next_to = if by.is_empty() { String::new() } else { format!("next to {by}; ") };
            format!(
                "{next_to}{honest} occurs nowhere on the page, {stand_in} {all} times, {n} of them in its compounds"
            )
        };
        let confidence = if entry.is_strong { 95 } else { (60 + 5 * n.min(4) + 5 * pairs.min(3)) as u8 };
        draft.suspect(&view, f.at, SuspicionKind::SwappedWord, Some(entry.honest.to_owned()), confidence, why);
    }
}

/// What stands next to a stand-in and belongs to the honest word alone: an entry of the list, or the rest of a dictionary word.
fn neighbour(entry: &Swap, before: &str, after: &str, lexicon: &Lexicon) -> Option<String> {
    let words = &lexicon.words;
    let (honest, stand_in) = (entry.honest, entry.stand_in);
    let is_right = |n: &str| {
        // A single character that begins another word is no part of the compound.
        let mut next = after[n.len()..].chars();
        let is_single = n.chars().nth(1).is_none();
        let goes_on = n.chars().next().zip(next.next()).is_some_and(|(a, b)| lexicon.farm.pair(a, b) > 0);
        !(is_single && goes_on) && !words.has(&format!("{stand_in}{n}"))
    };
    let listed = entry.neighbours.iter().find(|n| {
        after.starts_with(**n) && is_right(n) || before.ends_with(**n) && !words.has(&format!("{n}{stand_in}"))
    });
    if let Some(n) = listed {
        return Some((*n).to_owned());
    }
    let right = after.char_indices().skip(1).take(3).map(|(end, _)| &after[..end]);
    let right = right.into_iter().find(|n| n.chars().all(is_han) && words.has(&format!("{honest}{n}")) && is_right(n));
    let left = before.char_indices().rev().take(2).map(|(start, _)| &before[start..]);
    let left = left
        .into_iter()
        .find(|n| n.chars().all(is_han) && words.has(&format!("{n}{honest}")) && !words.has(&format!("{n}{stand_in}")));
    // Ordinary words follow too many others.
    right.or(left.filter(|_| entry.is_rare)).map(str::to_owned)
}
