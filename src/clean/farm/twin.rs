//! Characters that only look like what they should be.

use super::super::Draft;
use super::super::draft::Verdict;
use crate::lexicon::FarmWords;
use crate::text::{Certainty, EditKind, is_kana, marks};
use std::collections::BTreeMap;

/// Words of pages that speak about parts of characters.
const ABOUT_PARTS: [&str; 3] = ["部首", "偏旁", "康熙"];

/// Fewest letters of a word with letters of another form, and of such letters on a page.
const FORMED_MIN: usize = 3;

/// Characters of simplified script that no long text is without.
const SIMPLE_ONLY: [char; 6] = ['这', '们', '为', '来', '时', '国'];
/// Radicals whose characters simplified script writes otherwise.
const TRADITIONAL: &str = "戶黃靑見貝車長門韋頁風飛馬魚鳥鹵麥齊齒龍龜";
const SIMPLIFIED: &str = "户黄青见贝车长门韦页风飞马鱼鸟卤麦齐齿龙龟";

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
            "twin.form" => (EditKind::Lookalike, Certainty::Likely, "words are written in letters of another form"),
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
    is_foreign_letter(c) || is_full_letter(c) || is_part(c) || is_math(c) || is_form(c)
}

fn is_part(c: char) -> bool {
    matches!(c, '\u{2E80}'..='\u{2FD5}' | '\u{F900}'..='\u{FAFF}' | '\u{2F800}'..='\u{2FA1F}')
}

fn is_math(c: char) -> bool {
    matches!(c, '\u{1D400}'..='\u{1D7FF}')
}

/// Greek, Cyrillic, Armenian and Cherokee.
fn is_foreign_letter(c: char) -> bool {
    matches!(c, '\u{370}'..='\u{58F}' | '\u{13A0}'..='\u{13F4}') && c.is_alphabetic()
}

/// Latin letters in rings and boxes, raised ones, small capitals.
fn is_form(c: char) -> bool {
    matches!(c, '\u{249C}'..='\u{24E9}' | '\u{1F110}'..='\u{1F189}' | '\u{1D00}'..='\u{1D6A}' | '\u{2B0}'..='\u{2B8}' | '\u{2E1}'..='\u{2E3}'
        | 'ⁱ' | 'ⁿ' | 'ʙ' | 'ɢ' | 'ʜ' | 'ɪ' | 'ʟ' | 'ɴ' | 'ʀ' | 'ʏ' | 'ꜰ' | 'ꜱ')
}

/// Letters of phonetic script that nothing else has.
fn is_phonetic(c: char) -> bool {
    matches!(c, 'ə' | 'ʃ' | 'θ' | 'ŋ' | 'ɔ' | 'ʒ' | 'ɑ' | 'ʊ' | 'ɛ' | 'ː' | 'ˈ' | 'ʔ')
}

fn is_full_letter(c: char) -> bool {
    matches!(c, 'Ａ'..='Ｚ' | 'ａ'..='ｚ' | '０'..='９')
}

fn characters(text: &str, words: &FarmWords, rules: &mut BTreeMap<&'static str, Vec<Cut>>) {
    if !text.chars().any(is_part) || ABOUT_PARTS.iter().any(|w| text.contains(w)) {
        return;
    }
    let is_simplified = SIMPLE_ONLY.iter().filter(|c| text.contains(**c)).count() > SIMPLE_ONLY.len() / 2;
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        // Japanese and Korean texts write names in forms of their own.
        let is_foreign = line.chars().any(|c| is_kana(c) || matches!(c, '\u{AC00}'..='\u{D7A3}'));
        for (at, c) in line.char_indices().filter(|c| is_part(c.1)) {
            let rule = match words.twin(c) {
                Some((honest, "radical")) => {
                    Some(("twin.radical", if is_simplified { simplified(honest) } else { honest }))
                }
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

/// The character in simplified script.
fn simplified(c: char) -> char {
    TRADITIONAL.chars().zip(SIMPLIFIED.chars()).find(|p| p.0 == c).map_or(c, |p| p.1)
}

#[derive(Default)]
struct Token {
    latin: usize,
    full: usize,
    math: usize,
    forms: usize,
    digits: usize,
    /// Letters of another script with a Latin twin, and without.
    twins: usize,
    others: usize,
    letters: Vec<(usize, char)>,
}

fn tokens(text: &str, words: &FarmWords, rules: &mut BTreeMap<&'static str, Vec<Cut>>) {
    let is_word =
        |c: char| c.is_ascii_alphanumeric() || is_foreign_letter(c) || is_full_letter(c) || is_math(c) || is_form(c);
    // A token of twins alone is folded only where others prove the habit and no true Cyrillic or Greek stands.
    let (mut whole, mut has_others, mut mixed) = (Vec::new(), false, 0);
    let (mut formed, mut forms) = (Vec::new(), 0);
    let mut token = Token::default();
    for (at, c) in text.char_indices().chain([(text.len(), '\n')]) {
        if is_word(c) {
            token.latin += usize::from(c.is_ascii_alphabetic());
            token.full += usize::from(is_full_letter(c));
            token.math += usize::from(is_math(c));
            token.forms += usize::from(is_form(c));
            token.digits += usize::from(c.is_ascii_digit());
            if is_foreign_letter(c) {
                if words.twin(c).is_some() { token.twins += 1 } else { token.others += 1 }
            }
            if !c.is_ascii() {
                token.letters.push((at, c));
            }
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
            if token.math + token.latin + token.digits >= 2 && token.math > 0 {
                fold(&token, words, is_math, rules.entry("twin.math").or_default());
            }
            if token.full > 0 && token.latin + token.digits > 0 && token.twins + token.others + token.math == 0 {
                fold(&token, words, is_full_letter, rules.entry("width.mix").or_default());
            }
            if token.forms > 0 && token.forms + token.latin + token.digits > 1 {
                forms += if token.forms + token.latin >= FORMED_MIN { token.forms } else { 0 };
                formed.push(std::mem::take(&mut token));
            }
            token = Token::default();
        }
    }
    if forms >= FORMED_MIN && !text.chars().any(is_phonetic) && 2 * leading(text, &formed) >= forms {
        for token in formed {
            fold(&token, words, is_form, rules.entry("twin.form").or_default());
        }
    }
    if mixed >= 2 && !has_others {
        for token in whole {
            fold(&token, words, is_foreign_letter, rules.entry("twin.script-mix").or_default());
        }
    }
    rules.retain(|_, cuts| !cuts.is_empty());
}

/// How many letters in another form have a letter behind them: notes and ordinals stand at the end of words.
fn leading(text: &str, formed: &[Token]) -> usize {
    let letters = formed.iter().flat_map(|t| &t.letters).filter(|l| is_form(l.1));
    let goes_on =
        |at: usize, c: char| text[at + c.len_utf8()..].starts_with(|n: char| n.is_ascii_alphabetic() || is_form(n));
    letters.filter(|l| goes_on(l.0, l.1)).count()
}

fn fold(token: &Token, words: &FarmWords, which: fn(char) -> bool, cuts: &mut Vec<Cut>) {
    for &(at, c) in token.letters.iter().filter(|l| which(l.1)) {
        let honest = words.twin(c).map_or_else(|| crate::text::fold_width(c), |t| t.0);
        if honest != c {
            cuts.push((at, at + c.len_utf8(), honest.to_string()));
        }
    }
}
