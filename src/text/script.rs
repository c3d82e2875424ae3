//! Scripts and widths of single characters.

use std::collections::BTreeSet;
use std::ops::RangeInclusive;

/// Han characters: the unified blocks, their extensions, the compatibility block, and 〇 and 々.
#[must_use]
pub fn is_han(c: char) -> bool {
    matches!(c, '\u{4E00}'..='\u{9FFF}' | '\u{3400}'..='\u{4DBF}' | '\u{20000}'..='\u{323AF}' | '\u{F900}'..='\u{FAFF}' | '〇' | '々')
}

/// Hiragana and katakana, half width included.
#[must_use]
pub fn is_kana(c: char) -> bool {
    matches!(c, '\u{3041}'..='\u{3096}' | '\u{30A1}'..='\u{30FA}' | '\u{31F0}'..='\u{31FF}' | '\u{FF66}'..='\u{FF9D}')
}

/// A letter of any script.
#[must_use]
pub fn is_letter(c: char) -> bool {
    // The marks of Chinese text are told at once; the table of Unicode is slow for them.
    let is_mark = matches!(c, '\u{2000}'..='\u{206F}' | '\u{3000}'..='\u{3004}' | '\u{3008}'..='\u{3020}' | '\u{FF00}'..='\u{FF20}');
    c.is_ascii_alphabetic() || !c.is_ascii() && !is_mark && c.is_alphabetic()
}

/// A letter or digit of any script, as [`char::is_alphanumeric`] has it, but quick for Han characters.
pub(crate) fn is_word(c: char) -> bool {
    ('\u{4E00}'..='\u{9FFF}').contains(&c) || c.is_alphanumeric()
}

/// First bytes, in UTF-8, of U+4000–U+9FFF: nearly all Han characters, and no mark.
pub(crate) const HAN_LEADS: RangeInclusive<u8> = 0xE4..=0xE9;

/// Whether a text begins with one of the characters that [`HAN_LEADS`] tells at once.
#[inline]
pub(crate) fn begins_with_han(text: &str) -> bool {
    text.as_bytes().first().is_some_and(|b| HAN_LEADS.contains(b))
}

/// The characters of a text that may be marks, with their bytes: all but U+4000–U+9FFF, which are passed over unread.
pub(crate) fn marks(text: &str) -> impl Iterator<Item = (usize, char)> {
    let bytes = text.as_bytes();
    let mut at = 0;
    std::iter::from_fn(move || {
        while HAN_LEADS.contains(bytes.get(at)?) {
            at += 3;
        }
        let c = text[at..].chars().next()?;
        at += c.len_utf8();
        Some((at - c.len_utf8(), c))
    })
}

/// The ASCII twin of a full-width letter, digit or mark (U+FF01–U+FF5E); the ideographic space is a space.
#[must_use]
pub fn fold_width(c: char) -> char {
    match c {
        '\u{FF01}'..='\u{FF5E}' => char::from((c as u32 - 0xFEE0) as u8),
        '\u{3000}' => ' ',
        _ => c,
    }
}

/// A set of characters: a bit each for the first plane, a tree of the others.
#[derive(Debug, Clone)]
pub struct CharSet {
    bits: Vec<u64>,
    beyond: BTreeSet<char>,
}

impl CharSet {
    /// The set of these characters.
    #[must_use]
    pub fn new(chars: impl IntoIterator<Item = char>) -> Self {
        let mut set = Self { bits: vec![0; 0x1_0000 / 64], beyond: BTreeSet::new() };
        chars.into_iter().for_each(|c| set.insert(c));
        set
    }

    /// Adds a character.
    pub fn insert(&mut self, c: char) {
        match self.bits.get_mut(c as usize / 64) {
            Some(word) => *word |= 1 << (c as usize % 64),
            None => {
                self.beyond.insert(c);
            }
        }
    }

    /// Whether it holds a character.
    #[must_use]
    pub fn contains(&self, c: char) -> bool {
        match self.bits.get(c as usize / 64) {
            Some(word) => word & (1 << (c as usize % 64)) != 0,
            None => self.beyond.contains(&c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_all_that_is_no_han_character() {
        let text = "产量“增长”5%，\u{3400}e\u{301}𠮷。\n";
        let wanted: Vec<(usize, char)> =
            text.char_indices().filter(|c| !('\u{4000}'..='\u{9FFF}').contains(&c.1)).collect();
        assert_eq!(marks(text).collect::<Vec<_>>(), wanted);
    }

    #[test]
    fn a_word_character_is_what_unicode_calls_alphanumeric() {
        assert_eq!(('\0'..=char::MAX).find(|&c| is_word(c) != c.is_alphanumeric()), None);
    }

    #[test]
    fn a_letter_is_what_unicode_calls_alphabetic_but_for_no_mark() {
        let wrong = ('\0'..='\u{FFFF}').find(|&c| !c.is_ascii() && is_letter(c) != c.is_alphabetic());
        assert_eq!(wrong, None);
    }
}
