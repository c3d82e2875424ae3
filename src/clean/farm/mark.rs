//! Planted and doubled marks, and characters without width.
//!
//! An honest page has none of them, or one by a slip; a farm has the same one all over the page.

use super::super::Draft;
use super::super::draft::Verdict;
use crate::lexicon::FarmWords;
use crate::text::{Certainty, EditKind, is_han, is_kana, is_word, marks};
use std::collections::BTreeMap;

/// From so many on, a sign is the work of a program beyond doubt.
const EXACT_MIN: usize = 5;
/// Marks that farms double and that nobody doubles on purpose.
const DOUBLED: &[char] = &['，', ',', '、', '。', '；', ';', '：'];
/// Marks of ordinary prose; a symbol needs another character.
const ORDINARY: &str = "，。、；：！？…—–“”‘’「」『』（）()《》〈〉【】[]〔〕·・•,.;:!?\"'%％‰°℃￥$";
/// Marks between words of honest prose: they convict only in numbers, and when they split words.
const SEPARATORS: &str = "~～-－/／+＋&＆|｜×=＝<>＜＞_\\";
/// Longest planted symbol, in characters.
const SYMBOL_CHARS_MAX: usize = 4;

fn certainty(count: usize) -> Certainty {
    if count >= EXACT_MIN { Certainty::Exact } else { Certainty::Likely }
}

/// Characters without width, and selectors after characters that take none.
pub(super) fn zero_width(draft: &mut Draft<'_>) {
    let view = draft.view();
    if !marks(&view.text).any(|c| is_invisible(c.1)) {
        return;
    }
    let has_rtl = view.text.chars().any(is_right_to_left);
    let mut cuts = Vec::new();
    let mut before = '\n';
    let mut chars = view.text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let after = chars.peek().map_or('\n', |n| n.1);
        if is_invisible(c) && !is_at_home(before, c, after, has_rtl) {
            cuts.push((at, at + c.len_utf8(), ""));
        } else {
            before = c;
        }
    }
    let verdict = Verdict { kind: EditKind::StrayMark, rule: "mark.zero-width", certainty: certainty(cuts.len()) };
    let why = format!("{} characters without width inside the text", cuts.len());
    draft.edit_all(&view, &cuts, verdict, &why);
}

fn is_invisible(c: char) -> bool {
    // Nearly all characters of a page leave here.
    if c < '\u{AD}' || ('\u{3165}'..'\u{FE00}').contains(&c) {
        return false;
    }
    matches!(c, '\u{AD}' | '\u{34F}' | '\u{180E}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2064}'
        | '\u{2066}'..='\u{2069}' | '\u{3164}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{E0001}' | '\u{E0020}'..='\u{E007F}')
}

fn is_right_to_left(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{8FF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFE}')
}

/// Arabic and the scripts of India and its neighbours, which join letters with these characters.
fn is_joining(c: char) -> bool {
    matches!(c, '\u{600}'..='\u{109F}' | '\u{1780}'..='\u{18AF}' | '\u{FB50}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFE}')
}

fn is_emoji(c: char) -> bool {
    matches!(c, '#' | '*' | '0'..='9' | '©' | '®' | '\u{203C}'..='\u{2BFF}' | '\u{3030}' | '\u{303D}' | '\u{3297}' | '\u{3299}'
        | '\u{1F000}'..='\u{1FAFF}')
}

/// Whether an invisible character does honest work between its neighbours.
fn is_at_home(before: char, c: char, after: char, has_rtl: bool) -> bool {
    let is_hangul = |c: char| matches!(c, '\u{1100}'..='\u{11FF}' | '\u{3130}'..='\u{318F}' | '\u{AC00}'..='\u{D7A3}');
    match c {
        '\u{200D}' => {
            is_joining(before) || is_joining(after) || (is_emoji(before) || before == '\u{FE0F}') && is_emoji(after)
        }
        '\u{200C}' => is_joining(before) || is_joining(after),
        '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => has_rtl,
        '\u{3164}' => is_hangul(before) || is_hangul(after),
        '\u{FE0E}' | '\u{FE0F}' => is_emoji(before),
        '\u{FE00}'..='\u{FE0D}' => {
            is_han(before) || matches!(before, '\u{1800}'..='\u{18AF}' | '\u{2190}'..='\u{2BFF}')
        }
        '\u{E0020}'..='\u{E007F}' => before == '\u{1F3F4}' || ('\u{E0020}'..='\u{E007E}').contains(&before),
        _ => false,
    }
}

/// The same mark doubled, on at least three places and in most of its occurrences.
pub(super) fn doubled(draft: &mut Draft<'_>) {
    let view = draft.view();
    // Per mark: how often alone, and the places of the second of two.
    let mut alone = [0_usize; DOUBLED.len()];
    let mut twice: [Vec<(usize, usize, &str)>; DOUBLED.len()] = std::array::from_fn(|_| Vec::new());
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
            _ => {}
        }
    }
    let share = |m: usize| (twice[m].len(), twice[m].len() + alone[m]);
    let is_proof = |m| matches!(share(m), (d, all) if d >= 3 && 2 * d >= all || d >= 8 && 5 * d >= all);
    if !(0..DOUBLED.len()).any(is_proof) {
        return;
    }
    // One proved mark is evidence for the others.
    let mut cuts: Vec<_> = (0..DOUBLED.len())
        .filter(|&m| is_proof(m) || matches!(share(m), (d, all) if 3 * d >= all))
        .flat_map(|m| twice[m].iter().copied())
        .collect();
    cuts.sort_unstable();
    let verdict = Verdict { kind: EditKind::StrayMark, rule: "mark.doubled", certainty: certainty(cuts.len()) };
    let why = format!("the same mark stands twice at {} places of the page, as often as not", cuts.len());
    draft.edit_all(&view, &cuts, verdict, &why);
}

#[derive(Default)]
struct Places {
    at: Vec<(usize, usize)>,
    /// How many of them split a known pair of characters.
    splits: usize,
}

/// One symbol of the page between characters of sentences.
pub(super) fn planted(draft: &mut Draft<'_>) {
    let view = draft.view();
    let text = view.text.as_str();
    let words = &draft.lexicon.farm;
    let found = between_han(text, words);
    let mut cuts = Vec::new();
    for (symbol, places) in &found {
        if !is_planted(symbol, places) {
            continue;
        }
        if is_bracketed(symbol) {
            cuts.extend(text.match_indices(symbol).map(|(at, s)| (at, at + s.len(), "")));
        } else {
            cuts.extend(places.at.iter().map(|p| (p.0, p.1, "")));
        }
    }
    if cuts.is_empty() {
        return;
    }
    cuts.sort_unstable();
    cuts.dedup_by(|b, a| b.0 < a.1);
    let verdict = Verdict { kind: EditKind::StrayMark, rule: "mark.planted", certainty: certainty(cuts.len()) };
    let why = format!("the same symbol stands between characters at {} places, and splits words", cuts.len());
    draft.edit_all(&view, &cuts, verdict, &why);
}

/// Short runs of symbols directly between two Han characters, by symbol.
fn between_han<'t>(text: &'t str, words: &FarmWords) -> BTreeMap<&'t str, Places> {
    let mut found: BTreeMap<&str, Places> = BTreeMap::new();
    let mut left = None;
    let (mut gap, mut is_odd) = (0, false);
    for (at, c) in text.char_indices() {
        if is_han(c) {
            if let (Some((l, start)), true) = (left, is_odd) {
                let places = found.entry(&text[start..at]).or_default();
                places.at.push((start, at));
                places.splits += usize::from(words.pair(l, c) > 0);
            }
            (left, gap, is_odd) = (Some((c, at + c.len_utf8())), 0, false);
        } else if left.is_some() {
            gap += 1;
            if is_word(c) || c.is_whitespace() || is_kana(c) || gap > SYMBOL_CHARS_MAX {
                (left, is_odd) = (None, false);
            } else if !ORDINARY.contains(c) && words.twin(c).is_none() {
                is_odd = true;
            }
        }
    }
    found
}

fn is_bracketed(symbol: &str) -> bool {
    const OPEN: &str = "([{（［｛【〔<＜〈《「『«‹";
    symbol.chars().next().is_some_and(|c| OPEN.contains(c))
        && symbol.chars().nth(1).is_some_and(|_| symbol.chars().count() > 2)
}

fn is_planted(symbol: &str, places: &Places) -> bool {
    let (count, splits) = (places.at.len(), places.splits);
    if is_bracketed(symbol) {
        count >= 3 && 5 * splits >= count
    } else if symbol.chars().any(|c| SEPARATORS.contains(c)) {
        count >= 6 && 5 * splits >= 2 * count
    } else {
        count >= 3 && 4 * splits >= count
    }
}
