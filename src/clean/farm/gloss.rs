//! Readings behind characters.
//!
//! A writer explains a rare character once. A program explains every occurrence of every character of its set: totality convicts.

use super::super::Draft;
use super::super::draft::Verdict;
use crate::lexicon::FarmWords;
use crate::text::{Certainty, EditKind, before, is_han, marks};
use std::collections::{BTreeMap, HashMap};

/// Longest reading in letters (`zhuang`), with a tone number.
const READING_CHARS_MAX: usize = 7;
/// Fewest glosses of a page.
const COUNT_MIN: usize = 5;
/// Fewest of them without brackets.
const BARE_COUNT_MIN: usize = 20;
/// Below so many, half of the characters around must be glossed too: else it may be a lesson on some characters.
const SPARSE_COUNT_MIN: usize = 20;
/// Characters as common as this need no gloss (the first 1 300).
const COMMON_LEVEL: u8 = 13;

struct Gloss {
    /// The glossed character.
    of: char,
    start: usize,
    end: usize,
    /// Whether the table has this reading of the character.
    is_reading: bool,
}

/// Takes out readings in brackets, or bare, where a page has them all over.
pub(super) fn run(draft: &mut Draft<'_>) {
    let view = draft.view();
    let mut styles: BTreeMap<Option<char>, Vec<Gloss>> = BTreeMap::new();
    find(&view.text, &draft.lexicon.farm, |style, gloss| styles.entry(style).or_default().push(gloss));
    for (style, glosses) in styles {
        let Some(share) = totality(&view.text, &draft.lexicon.farm, style, &glosses) else { continue };
        let cuts: Vec<_> = glosses.iter().map(|g| (g.start, g.end, "")).collect();
        let certainty = if share == 100 { Certainty::Exact } else { Certainty::Likely };
        let verdict = Verdict { kind: EditKind::PinyinGloss, rule: "gloss.total", certainty };
        let why =
            format!("{} readings behind characters: {share} % of all occurrences of these characters", cuts.len());
        draft.edit_all(&view, &cuts, verdict, &why);
        // One style a page; a second one would need a new view.
        break;
    }
}

fn find(text: &str, words: &FarmWords, mut found: impl FnMut(Option<char>, Gloss)) {
    let mut skip_to = 0;
    for (at, c) in marks(text) {
        if at < skip_to || is_han(c) || c.is_ascii_digit() || c.is_whitespace() {
            continue;
        }
        let Some(of) = before(text, at).filter(|of| is_han(*of)) else { continue };
        let close = closing(c);
        if close.is_none() && toneless(c).is_none() {
            continue;
        }
        let inner = if close.is_some() { at + c.len_utf8() } else { at };
        let Some((syllable, end, has_tone)) = reading(&text[inner..]) else { continue };
        let end = inner + end;
        let after = text[end..].chars().next();
        let (style, end) = match close {
            Some(close) if after == Some(close) => (Some(c), end + close.len_utf8()),
            Some(_) => continue,
            None if after.is_some_and(|a| a.is_ascii_alphanumeric()) => continue,
            None => (None, end),
        };
        let is_reading = words.reads(of, &syllable);
        if is_reading || style.is_some() && has_tone {
            found(style, Gloss { of, start: at, end, is_reading });
            skip_to = end;
        }
    }
}

fn closing(open: char) -> Option<char> {
    let pairs = [
        ('(', ')'),
        ('（', '）'),
        ('[', ']'),
        ('［', '］'),
        ('【', '】'),
        ('〔', '〕'),
        ('{', '}'),
        ('｛', '｝'),
        ('<', '>'),
        ('〈', '〉'),
        ('《', '》'),
        ('＜', '＞'),
        ('/', '/'),
        ('|', '|'),
        ('「', '」'),
        ('『', '』'),
    ];
    pairs.iter().find(|p| p.0 == open).map(|p| p.1)
}

/// A letter of a reading without its tone mark, and whether it had one.
fn toneless(c: char) -> Option<(char, bool)> {
    Some(match c {
        'a'..='z' => (c, false),
        'A'..='Z' => (c.to_ascii_lowercase(), false),
        'ā' | 'á' | 'ǎ' | 'à' | 'ă' => ('a', true),
        'ē' | 'é' | 'ě' | 'è' | 'ê' | 'ĕ' => ('e', true),
        'ī' | 'í' | 'ǐ' | 'ì' | 'ĭ' => ('i', true),
        'ō' | 'ó' | 'ǒ' | 'ò' | 'ŏ' => ('o', true),
        'ū' | 'ú' | 'ǔ' | 'ù' | 'ŭ' => ('u', true),
        'ü' => ('v', false),
        'ǖ' | 'ǘ' | 'ǚ' | 'ǜ' => ('v', true),
        'ń' | 'ň' | 'ǹ' => ('n', true),
        'ḿ' => ('m', true),
        'ɡ' => ('g', false),
        '\u{300}' | '\u{301}' | '\u{304}' | '\u{30C}' => ('\0', true),
        _ => return None,
    })
}

/// The reading at the head of `text`: without tones, its length in bytes, whether it bears a tone.
fn reading(text: &str) -> Option<(String, usize, bool)> {
    let mut syllable = String::new();
    let (mut end, mut has_tone) = (0, false);
    for (at, c) in text.char_indices().take(READING_CHARS_MAX + 2) {
        if let Some((letter, tone)) = toneless(c) {
            if letter != '\0' {
                syllable.push(letter);
            }
            has_tone |= tone;
        } else if ('0'..='5').contains(&c) && !syllable.is_empty() {
            has_tone = true;
            end = at + 1;
            break;
        } else {
            end = at;
            break;
        }
        end = at + c.len_utf8();
    }
    (!syllable.is_empty() && syllable.len() < READING_CHARS_MAX).then_some((syllable, end, has_tone))
}

/// The share, in hundredths, of the glossed occurrences among all of the glossed characters, when it proves a program.
fn totality(text: &str, words: &FarmWords, style: Option<char>, glosses: &[Gloss]) -> Option<usize> {
    let (first, last) = (glosses.first()?, glosses.last()?);
    let (count_min, share_min) = if style.is_some() { (COUNT_MIN, 90) } else { (BARE_COUNT_MIN, 95) };
    let real = glosses.iter().filter(|g| g.is_reading);
    let count = real.clone().count();
    if count < count_min || 10 * count < 9 * glosses.len() {
        return None;
    }
    let common = real.clone().filter(|g| words.level(g.of) >= COMMON_LEVEL).count();
    if 2 * common < count {
        return None;
    }
    let mut set: HashMap<char, usize> = HashMap::new();
    for g in real {
        set.insert(g.of, 0);
    }
    // A program works on from its first to its last gloss.
    let from = first.start - first.of.len_utf8();
    let (mut han, mut all) = (0, 0);
    for c in text[from..last.end].chars().filter(|c| is_han(*c)) {
        han += 1;
        all += usize::from(set.contains_key(&c));
    }
    let share = 100 * glosses.len() / all.max(glosses.len());
    (share >= share_min && (count >= SPARSE_COUNT_MIN || 2 * count >= han)).then_some(share)
}
