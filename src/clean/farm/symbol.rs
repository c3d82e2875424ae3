//! Symbols of many kinds planted into sentences.
//!
//! Gambling sites copy the news of a school and set a pictograph, another one each time, before its marks; readers of copied novels
//! meet alchemical signs between the characters of a word. Nobody writes like that: who likes pictographs has favourites, puts them
//! behind sentences or before lines, and picks them from a keyboard.

use super::super::Draft;
use super::super::draft::Verdict;
use crate::text::{Certainty, EditKind, before, is_word, marks};
use std::collections::BTreeSet;

/// Fewest runs of symbols on a page.
const COUNT_MIN: usize = 8;
/// A page that speaks of pictographs shows them.
const TOPIC: [&str; 4] = ["表情", "emoji", "Emoji", "图标"];

/// Takes out runs of symbols where their variety, their places and their oddness all tell of a program.
pub(super) fn run(draft: &mut Draft<'_>) {
    let view = draft.view();
    let text = view.text.as_str();
    let runs = runs(text);
    if runs.len() < COUNT_MIN || TOPIC.iter().any(|t| text.contains(t)) {
        return;
    }
    let kinds: BTreeSet<&str> = runs.iter().map(|&(start, end)| &text[start..end]).collect();
    let inside = runs.iter().filter(|r| is_inside(text, r.0, r.1)).count();
    let odd = runs.iter().filter(|r| is_odd(&text[r.0..r.1])).count();
    let all = runs.len();
    if 4 * kinds.len() < 3 * all || 4 * inside < 3 * all || 4 * odd < all {
        return;
    }
    let cuts: Vec<_> = runs.iter().map(|r| (r.0, r.1, "")).collect();
    let verdict = Verdict { kind: EditKind::StrayMark, rule: "mark.scattered", certainty: Certainty::Likely };
    let why = format!("{all} runs of symbols, {} different ones, {inside} of them inside sentences", kinds.len());
    draft.edit_all(&view, &cuts, verdict, &why);
    if let Some(title) = &mut draft.metadata.title {
        for (start, end) in self::runs(title).into_iter().rev() {
            title.replace_range(start..end, "");
        }
    }
}

/// The runs of pictographs and rare symbols, as bytes.
fn runs(text: &str) -> Vec<(usize, usize)> {
    let mut out: Vec<(usize, usize)> = Vec::new();
    for (at, c) in marks(text) {
        if c < '\u{2300}' && !c.is_ascii_digit() && !is_joined(c) {
            continue;
        }
        let is_behind = out.last().is_some_and(|r| r.1 == at);
        let end = at + c.len_utf8();
        if is_symbol(c) || is_behind && is_joined(c) {
            match out.last_mut() {
                Some(run) if is_behind => run.1 = end,
                _ => out.push((at, end)),
            }
        } else if c.is_ascii_digit() && is_keycap(&text[end..]) {
            // The selector and the cap follow as parts of the run.
            out.push((at, end));
        }
    }
    out
}

/// Pictographs and symbols that are no marks of prose: technical signs, dingbats, arrows of the rarer blocks, hieroglyphs, emoji.
fn is_symbol(c: char) -> bool {
    matches!(c, '\u{2300}'..='\u{23FF}' | '\u{2600}'..='\u{2604}' | '\u{2607}'..='\u{27BF}' | '\u{27F0}'..='\u{27FF}'
        | '\u{2900}'..='\u{297F}' | '\u{2B00}'..='\u{2BFF}' | '\u{13000}'..='\u{1342F}' | '\u{1F000}'..='\u{1FAFF}')
}

/// Joiners, selectors, caps and tags inside a pictograph.
fn is_joined(c: char) -> bool {
    matches!(c, '\u{200D}' | '\u{FE0E}' | '\u{FE0F}' | '\u{20E3}' | '\u{E0020}'..='\u{E007F}')
}

fn is_keycap(behind: &str) -> bool {
    behind.strip_prefix('\u{FE0F}').unwrap_or(behind).starts_with('\u{20E3}')
}

/// Whether a sentence goes on around a run: a character or a closing mark before it, a character or a mark inside sentences behind.
fn is_inside(text: &str, start: usize, end: usize) -> bool {
    const CLOSING: &str = "”’」』）)》〉】%％";
    const GOES_ON: &str = "，,、。；;：:“‘「『（(《〈【";
    let left = before(text, start).is_some_and(|c| is_word(c) || CLOSING.contains(c));
    left && text[end..].chars().next().is_some_and(|c| is_word(c) || GOES_ON.contains(c))
}

/// Whether a run holds what hardly anyone picks from a keyboard: colours of skin, signs of sex and profession behind persons, playing
/// cards and dominoes, framed letters, ornaments, alchemy, hieroglyphs.
fn is_odd(run: &str) -> bool {
    let is_rare = |c: char| {
        matches!(c, '\u{1F3FB}'..='\u{1F3FF}' | '\u{1F9B0}'..='\u{1F9B3}' | '♀' | '♂' | '⚕' | '⚖' | '\u{1F000}'..='\u{1F003}'
            | '\u{1F005}'..='\u{1F0CE}' | '\u{1F100}'..='\u{1F16F}' | '\u{1F172}'..='\u{1F17D}' | '\u{1F180}'..='\u{1F18D}'
            | '\u{1F240}'..='\u{1F24F}' | '\u{1F260}'..='\u{1F2FF}' | '\u{1F650}'..='\u{1F67F}' | '\u{1F700}'..='\u{1F7DF}'
            | '\u{1F800}'..='\u{1F8FF}' | '\u{1FA00}'..='\u{1FA6F}' | '\u{13000}'..='\u{1342F}' | '\u{27F0}'..='\u{27FF}')
    };
    run.chars().any(is_rare)
}
