//! Words that a rewriting program put in the place of others: reported, never undone.

use super::super::{Draft, SuspicionKind};

/// What of the text on either side is compared with the neighbours of the honest word, in bytes.
const SIDE_BYTES: usize = 24;

struct Found {
    at: (usize, usize),
    swap: usize,
    /// The neighbour that gives it away.
    by: &'static str,
}

/// Reports stand-ins: non-words, and words in compounds that only the honest word makes, on pages that never use the honest word.
pub(super) fn run(draft: &mut Draft<'_>) {
    let view = draft.view();
    let text = view.text.as_str();
    let lexicon = draft.lexicon;
    let words = &lexicon.farm;
    let mut counts = vec![0_usize; words.swaps.len()];
    let mut found: Vec<Found> = Vec::new();
    for m in words.swap_finder.find_iter(text) {
        let swap = m.pattern().as_usize();
        counts[swap] += 1;
        let entry = &words.swaps[swap];
        let (before, after) = (&text[floor(text, m.start().saturating_sub(SIDE_BYTES))..m.start()], &text[m.end()..]);
        let by = if entry.is_strong {
            (!before.ends_with("标新")).then_some("")
        } else {
            entry.neighbours.iter().copied().find(|n| {
                let is_near = after.starts_with(n) || before.ends_with(n);
                // A neighbour that the stand-in has too gives nothing away.
                is_near
                    && !(after.starts_with(n) && lexicon.words.has(&format!("{}{n}", entry.stand_in)))
                    && !(before.ends_with(n) && lexicon.words.has(&format!("{n}{}", entry.stand_in)))
            })
        };
        if let Some(by) = by {
            found.push(Found { at: (m.start(), m.end()), swap, by });
        }
    }
    if found.is_empty() {
        return;
    }
    // The honest word is absent wherever the program did its work.
    found.retain(|f| words.swaps[f.swap].is_strong || !text.contains(words.swaps[f.swap].honest));
    let mut given_away = vec![0_usize; words.swaps.len()];
    for f in &found {
        given_away[f.swap] += 1;
    }
    let pairs = given_away.iter().filter(|n| **n > 0).count();
    for f in found {
        let entry = &words.swaps[f.swap];
        let (n, all) = (given_away[f.swap], counts[f.swap]);
        // One weak compound alone is an author's choice.
        if !entry.is_strong && n + pairs < 3 {
            continue;
        }
        let why = if entry.is_strong {
            format!("{} is no word of today's Chinese", entry.stand_in)
        } else {
            format!("next to {}; {} occurs nowhere on the page, {} {all} times", f.by, entry.honest, entry.stand_in)
        };
        let confidence = if entry.is_strong { 95 } else { (60 + 5 * n.min(4) + 5 * pairs.min(3)) as u8 };
        draft.suspect(&view, f.at, SuspicionKind::SwappedWord, Some(entry.honest.to_owned()), confidence, why);
    }
}

/// The last character border at or before `at`.
fn floor(text: &str, at: usize) -> usize {
    (0..=at).rev().find(|i| text.is_char_boundary(*i)).unwrap_or(0)
}
