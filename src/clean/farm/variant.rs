//! Signs that stand for a Han character: its Japanese form, or a kana that looks like it (`エ程`, `経济`).
//!
//! A Japanese name brings its neighbours along; a program sets the sign alone into a Chinese word.

use super::super::draft::Verdict;
use super::super::{Draft, Script};
use crate::lexicon::FarmWords;
use crate::text::{Certainty, EditKind, is_han, is_kana};

/// Fewest of them on a page.
const COUNT_MIN: usize = 3;
/// With so many that make words, fewer of all need to: the pairs of words that we know are not all.
const MANY_MIN: usize = 8;
/// So many kana that stand for nothing else make a page one with Japanese text.
const KANA_MAX: usize = 12;

struct Variant {
    at: usize,
    c: char,
    honest: char,
    is_kana: bool,
    /// Whether the honest character makes a word with a neighbour.
    fits: bool,
}

/// Puts back the characters that a page writes in another form, where they make words with their neighbours.
pub(super) fn run(draft: &mut Draft<'_>) {
    // Traditional pages share forms with Japanese (説, 産), and no text is converted between scripts.
    if draft.metadata.script == Some(Script::Hant) {
        return;
    }
    let view = draft.view();
    let (text, words) = (view.text.as_str(), &draft.lexicon.farm);
    if text.chars().filter(|c| words.variants.contains(*c)).take(COUNT_MIN).count() < COUNT_MIN {
        return;
    }
    if text.chars().filter(|c| is_kana(*c) && !words.variants.contains(*c)).take(KANA_MAX).count() == KANA_MAX {
        return;
    }
    let mut found = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        // A line with Japanese words keeps theirs.
        if !line.chars().any(|c| is_kana(c) && !words.variants.contains(c)) {
            find(line, start, words, &mut found);
        }
        start += line.len();
    }
    let mut cuts = Vec::new();
    for is_kana in [false, true] {
        let own = || found.iter().filter(|v| v.is_kana == is_kana);
        let fits = own().filter(|v| v.fits).count();
        let all = own().count();
        if fits >= COUNT_MIN && 5 * fits >= 3 * all || fits >= MANY_MIN && 5 * fits >= 2 * all {
            // A kana alone may be one after all.
            cuts.extend(
                own().filter(|v| v.fits || !v.is_kana).map(|v| (v.at, v.at + v.c.len_utf8(), v.honest.to_string())),
            );
        }
    }
    cuts.sort_unstable();
    let cuts: Vec<_> = cuts.iter().map(|c| (c.0, c.1, c.2.as_str())).collect();
    let verdict = Verdict { kind: EditKind::Lookalike, rule: "twin.variant", certainty: Certainty::Likely };
    let why = format!("signs of Japanese stand inside Chinese words, {} on the page", cuts.len());
    draft.edit_all(&view, &cuts, verdict, &why);
}

fn find(line: &str, start: usize, words: &FarmWords, found: &mut Vec<Variant>) {
    let mut last = None;
    let mut chars = line.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        if words.variants.contains(c)
            && let Some((honest, class)) = words.twin(c)
        {
            let next = chars.peek().map(|n| n.1);
            let is_own = |n: &char| is_han(*n) && !words.variants.contains(*n);
            let (head, tail) = (last.filter(is_own), next.filter(is_own));
            let is_alone = |n: Option<char>| n.is_none_or(|n| !words.variants.contains(n));
            let fits =
                head.is_some_and(|h| words.pair(h, honest) > 0) || tail.is_some_and(|t| words.pair(honest, t) > 0);
            let is_kana = class == "kana";
            if !is_kana || is_alone(last) && is_alone(next) && (head.is_some() || tail.is_some()) {
                found.push(Variant { at: start + at, c, honest, is_kana, fits });
            }
        }
        last = Some(c);
    }
}
