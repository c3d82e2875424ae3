//! Lines heaped up from the titles of sites with stolen films, at the head of copied pages and between their paragraphs.
//!
//! Such a line is made of a few dozen words in any order, with no sentence anywhere (one that holds half of these words, and something
//! else, may be news). The list alone proves nothing: the line must consist of its words from end to end, several of them such as
//! hardly stand elsewhere, and the article must know none of those.

use super::super::Draft;
use super::super::draft::Verdict;
use super::lines::{drop_line, lines};
use super::promo::occurs_outside;
use crate::lexicon::FarmWords;
use crate::text::{Certainty, EditKind, is_word};

/// Longest line, in bytes.
const LINE_BYTES_MAX: usize = 1200;
/// Fewest letters and characters of a line, and fewest words that hardly stand elsewhere.
const CHARS_MIN: usize = 6;
const SURE_MIN: usize = 2;
/// At least so many hundredths of the letters and characters are those of the words.
const COVERED_MIN: usize = 85;

/// Takes out the lines.
pub(super) fn run(draft: &mut Draft<'_>) {
    let view = draft.view();
    let text = view.text.as_str();
    let words = &draft.lexicon.farm;
    let mut found = Vec::new();
    for (start, end) in lines(text) {
        let line = &text[start..end];
        found.extend(heaped(line, words).map(|sure| ((start, end), sure)));
    }
    let places: Vec<(usize, usize)> = found.iter().map(|f| f.0).collect();
    for (line, sure) in found.into_iter().rev() {
        let known = sure.iter().filter(|w| occurs_outside(text, w, &places)).count();
        if 2 * known >= sure.len() {
            continue;
        }
        let verdict = Verdict { kind: EditKind::Promotion, rule: "promo.heap", certainty: Certainty::Likely };
        let why = format!("nothing but words of film sites, such as {}", sure[..SURE_MIN].join(", "));
        drop_line(draft, &view, line, verdict, &why);
    }
}

/// The words of a heaped line that hardly stand elsewhere, each once; none where the line is something else.
pub(super) fn heaped<'t>(line: &'t str, words: &FarmWords) -> Option<Vec<&'t str>> {
    if line.len() > LINE_BYTES_MAX || line.contains(['。', '！', '？', '；', '“', '《']) {
        return None;
    }
    let mut covered = 0;
    let mut sure: Vec<&str> = Vec::new();
    for (start, end, class) in words.heap.find(line) {
        let word = &line[start..end];
        covered += word.chars().count();
        if class == "sure" && !sure.contains(&word) {
            sure.push(word);
        }
    }
    if covered < CHARS_MIN || sure.len() < SURE_MIN {
        return None;
    }
    let all = line.chars().filter(|c| is_word(*c)).count();
    (100 * covered >= COVERED_MIN * all).then_some(sure)
}
