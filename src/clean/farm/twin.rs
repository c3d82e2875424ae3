//! Characters that only look like what they should be.

use super::super::Draft;
use super::super::draft::Verdict;
use crate::lexicon::FarmWords;
use crate::text::{Certainty, EditKind, is_kana, marks};
use std::collections::BTreeMap;

/// Words of pages that speak about parts of characters.
const ABOUT_PARTS: [&str; 3] = ["部首", "偏旁", "康熙"];

type Cut = (usize, usize, String);

/// Folds radicals, compatibility ideographs, mathematical letters and letters of another script into what they stand for.
pub(super) fn run(draft: &mut Draft<'_>) {
    let view = draft.view();
    let text = view.text.as_str();
    if !marks(text).any(|c| may_be_twin(c.1)) {
        return;
    }
    let mut rules: BTreeMap<&'static str, Vec<Cut>> = BTreeMap::new();
    characters(text, &draft.lexicon.farm, &mut rules);
    tokens(text, &draft.lexicon.farm, &mut rules);
    for (rule, mut cuts) in rules {
        cuts.sort_unstable();
        let (kind, certainty, what) = match rule {
            "twin.radical" => (EditKind::Lookalike, Certainty::Exact, "a radical stands for a character"),
            "twin.compat" => (EditKind::Lookalike, Certainty::Exact, "a compatibility form stands for a character"),
            "twin.math" => (EditKind::Lookalike, Certainty::Exact, "a word is written in mathematical letters"),
            "twin.script-mix" => {
                (EditKind::Lookalike, Certainty::Exact, "a Latin word holds letters of another script")
            }
            _ => (EditKind::Width, Certainty::Likely, "one word mixes full and half width"),
        };
        let cuts: Vec<_> = cuts.iter().map(|c| (c.0, c.1, c.2.as_str())).collect();
        let why = format!("{what}, {} on the page", cuts.len());
        draft.edit_all(&view, &cuts, Verdict { kind, rule, certainty }, &why);
    }
}

fn may_be_twin(c: char) -> bool {
    is_foreign_letter(c) || is_full_letter(c) || is_part(c) || is_math(c)
}

fn is_part(c: char) -> bool {
    matches!(c, '\u{2E80}'..='\u{2FD5}' | '\u{F900}'..='\u{FAFF}' | '\u{2F800}'..='\u{2FA1F}')
}

fn is_math(c: char) -> bool {
    matches!(c, '\u{1D400}'..='\u{1D7FF}')
}

/// Greek and Cyrillic.
fn is_foreign_letter(c: char) -> bool {
    matches!(c, '\u{370}'..='\u{52F}') && c.is_alphabetic()
}

fn is_full_letter(c: char) -> bool {
    matches!(c, 'Ａ'..='Ｚ' | 'ａ'..='ｚ' | '０'..='９')
}

fn characters(text: &str, words: &FarmWords, rules: &mut BTreeMap<&'static str, Vec<Cut>>) {
    if !text.chars().any(is_part) || ABOUT_PARTS.iter().any(|w| text.contains(w)) {
        return;
    }
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        // Japanese and Korean texts write names in forms of their own.
        let is_foreign = line.chars().any(|c| is_kana(c) || matches!(c, '\u{AC00}'..='\u{D7A3}'));
        for (at, c) in line.char_indices().filter(|c| is_part(c.1)) {
            let rule = match words.twin(c) {
                Some((honest, "radical")) => Some(("twin.radical", honest)),
                Some((honest, _)) if !is_foreign => Some(("twin.compat", honest)),
                _ => None,
            };
            if let Some((rule, honest)) = rule {
                let at = start + at;
                rules.entry(rule).or_default().push((at, at + c.len_utf8(), honest.to_string()));
            }
        }
        start += line.len();
    }
}

#[derive(Default)]
struct Token {
    latin: usize,
    full: usize,
    math: usize,
    /// Letters of another script with a Latin twin, and without.
    twins: usize,
    others: usize,
    letters: Vec<(usize, char)>,
}

fn tokens(text: &str, words: &FarmWords, rules: &mut BTreeMap<&'static str, Vec<Cut>>) {
    let is_word = |c: char| c.is_ascii_alphanumeric() || is_foreign_letter(c) || is_full_letter(c) || is_math(c);
    // A token of twins alone is folded only where others prove the habit and no true Cyrillic or Greek stands.
    let (mut whole, mut has_others, mut mixed) = (Vec::new(), false, 0);
    let mut token = Token::default();
    for (at, c) in text.char_indices().chain([(text.len(), '\n')]) {
        if is_word(c) {
            token.latin += usize::from(c.is_ascii_alphabetic());
            token.full += usize::from(is_full_letter(c));
            token.math += usize::from(is_math(c));
            if is_foreign_letter(c) {
                if words.twin(c).is_some() { token.twins += 1 } else { token.others += 1 }
            }
            if !c.is_ascii() {
                token.letters.push((at, c));
            }
            token.latin += usize::from(c.is_ascii_digit() && token.full > 0);
        } else {
            if token.letters.is_empty() {
                token = Token::default();
                continue;
            }
            has_others |= token.others > 0;
            if token.twins > 0 && token.latin > 0 && token.others == 0 {
                mixed += token.twins;
                fold(&token, words, is_foreign_letter, rules.entry("twin.script-mix").or_default());
            } else if token.twins > 1 && token.latin + token.others + token.full == 0 {
                whole.push(std::mem::take(&mut token));
                continue;
            }
            if token.math + token.latin >= 2 && token.math > 0 {
                fold(&token, words, is_math, rules.entry("twin.math").or_default());
            }
            if token.full > 0 && token.latin > 0 && token.twins + token.others + token.math == 0 {
                fold(&token, words, is_full_letter, rules.entry("width.mix").or_default());
            }
            token = Token::default();
        }
    }
    if mixed >= 2 && !has_others {
        for token in whole {
            fold(&token, words, is_foreign_letter, rules.entry("twin.script-mix").or_default());
        }
    }
    rules.retain(|_, cuts| !cuts.is_empty());
}

fn fold(token: &Token, words: &FarmWords, which: fn(char) -> bool, cuts: &mut Vec<Cut>) {
    for &(at, c) in token.letters.iter().filter(|l| which(l.1)) {
        let honest = words.twin(c).map_or_else(|| crate::text::fold_width(c), |t| t.0);
        if honest != c {
            cuts.push((at, at + c.len_utf8(), honest.to_string()));
        }
    }
}
