//! Places, organizations, surnames, titles: what names are known, and which words make or forbid one.

use super::EntityKind;
use super::starts::{CHARS_MAX, CharMap, Starts};
use super::{Table, builtin};
use crate::Error;
use crate::text::Closed;
use std::borrow::Cow;
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// Classes of words in `dictionaries/name/cue.tsv`, one bit each, in the order of [`CLASSES`].
pub(crate) mod class {
    pub(crate) const TITLE: u32 = 1;
    pub(crate) const SAY: u32 = 1 << 1;
    pub(crate) const RIGHT: u32 = 1 << 2;
    pub(crate) const ORG: u32 = 1 << 3;
    pub(crate) const WEAK: u32 = 1 << 4;
    pub(crate) const PLACE: u32 = 1 << 5;
    pub(crate) const EVENT: u32 = 1 << 7;
    pub(crate) const INNER: u32 = 1 << 8;
    pub(crate) const EDGE: u32 = 1 << 9;
    pub(crate) const STOP: u32 = 1 << 10;
    pub(crate) const SURNAME: u32 = 1 << 11;
    pub(crate) const WORDLIKE: u32 = 1 << 12;
    pub(crate) const GIVEN: u32 = 1 << 13;
    pub(crate) const TRANSLIT: u32 = 1 << 14;
    pub(crate) const PAIR: u32 = 1 << 15;
    pub(crate) const VERB_PLACE: u32 = 1 << 16;
    pub(crate) const PLACE_FIRST: u32 = 1 << 17;
    pub(crate) const LATIN_STOP: u32 = 1 << 18;
    pub(crate) const LAW_END: u32 = 1 << 19;
    pub(crate) const ORG_PAPER: u32 = 1 << 20;
    pub(crate) const PRODUCT_CUE: u32 = 1 << 21;
    pub(crate) const ORG_CUE: u32 = 1 << 22;
    pub(crate) const STEM: u32 = 1 << 23;
    /// A character with which surnames of two characters start; no class of the file.
    pub(crate) const DOUBLE: u32 = 1 << 24;
}

/// Names of the classes; the position is the bit.
const CLASSES: [&str; 24] = [
    "title",
    "say",
    "right",
    "org",
    "weak",
    "place",
    "single",
    "event",
    "inner",
    "edge",
    "stop",
    "surname",
    "wordlike",
    "given",
    "translit",
    "pair",
    "verb_place",
    "place_first",
    "latin_stop",
    "law_end",
    "org_paper",
    "product_cue",
    "org_cue",
    "stem",
];

/// Longest name that is looked up, in characters.
const NAME_CHARS_MAX: usize = 31;

/// A small, fixed hash: the same on every machine, and cheap on short keys.
#[derive(Default)]
pub(crate) struct ShortHash(u64);

impl Hasher for ShortHash {
    #[inline]
    fn write(&mut self, bytes: &[u8]) {
        let (whole, rest) = bytes.as_chunks::<8>();
        for chunk in whole {
            self.write_u64(u64::from_le_bytes(*chunk));
        }
        self.write_u64(rest_as_number(rest));
    }
    #[inline]
    fn write_u64(&mut self, number: u64) {
        self.0 = (self.0.rotate_left(5) ^ number).wrapping_mul(0x517c_c1b7_2722_0a95);
    }
    /// The end of a text, which tells nothing of one that is alone in its key.
    fn write_u8(&mut self, _: u8) {}
    fn finish(&self) -> u64 {
        self.0 ^ (self.0 >> 29)
    }
}

/// Up to eight bytes as a number, in which bytes of the middle stand twice: two reads instead of one a byte.
pub(crate) fn rest_as_number(bytes: &[u8]) -> u64 {
    match (bytes.first_chunk::<4>(), bytes.last_chunk::<4>()) {
        (Some(first), Some(last)) => u64::from(u32::from_le_bytes(*first)) | u64::from(u32::from_le_bytes(*last)) << 32,
        _ => match bytes {
            [first, .., last] => u64::from(*first) << 16 | u64::from(bytes[bytes.len() / 2]) << 8 | u64::from(*last),
            [only] => u64::from(*only),
            [] => 0,
        },
    }
}

/// A map with [`ShortHash`]; never iterated.
pub(crate) type ShortMap<K, V> = HashMap<K, V, BuildHasherDefault<ShortHash>>;

/// A known name.
#[derive(Debug, Clone)]
pub(crate) struct Known {
    pub(crate) kind: EntityKind,
    /// The full name that this one stands for.
    pub(crate) of: Option<&'static str>,
    /// Given by the user: always wins.
    pub(crate) own: bool,
}

/// Places, organizations, surnames, titles.
#[derive(Debug)]
pub struct NameWords {
    names: ShortMap<Cow<'static, str>, Known>,
    /// Where names may start, and how long they are.
    starts: Starts,
    classes: ShortMap<&'static str, u32>,
    /// The classes of words of one character.
    char_classes: CharMap<u32>,
    /// For each character what kind of part of a name it may be: see [`Self::char_kind`].
    char_kinds: CharMap<u8>,
    /// Which words may have classes.
    class_starts: Starts,
    /// The classes of words of two or more characters, by their last one.
    last_classes: CharMap<u32>,
}

impl NameWords {
    pub(super) fn load(user: Option<&Table<'_>>) -> Result<Self, Error> {
        let mut words = Self {
            names: ShortMap::with_capacity_and_hasher(16 * 1024, BuildHasherDefault::default()),
            starts: Starts::new(1 << 16),
            char_classes: CharMap::new(),
            char_kinds: CharMap::new(),
            class_starts: Starts::new(1 << 14),
            last_classes: CharMap::new(),
            classes: ShortMap::with_capacity_and_hasher(4 * 1024, BuildHasherDefault::default()),
        };
        for table in [
            builtin!("name/division.tsv"),
            builtin!("name/world.tsv"),
            builtin!("name/organization.tsv"),
            builtin!("name/person.tsv"),
            builtin!("name/product.tsv"),
            builtin!("name/event.tsv"),
            builtin!("name/law.tsv"),
        ] {
            for row in table.rows() {
                let row = row?;
                let kind = kind_of(row.get(1)?).map_err(|p| row.error(p))?;
                words.add(Cow::Borrowed(row.get(0)?), Known { kind, of: row.optional(2), own: false });
            }
        }
        for row in builtin!("name/cue.tsv").rows() {
            let row = row?;
            let mut bits = 0;
            for name in row.get(1)?.split(' ') {
                let bit = CLASSES.iter().position(|&c| c == name);
                bits |= 1 << bit.ok_or_else(|| row.error(format!("unknown class {name:?}")))?;
            }
            let word = row.get(0)?;
            words.classes.insert(word, bits);
            words.class_starts.add(word);
            let mut chars = word.chars();
            if let Some(last) = word.chars().nth(1).and(word.chars().next_back()) {
                words.last_classes.set(last, words.last_classes.get(last) | bits);
            }
            match (chars.next(), chars.next()) {
                (Some(c), None) => words.char_classes.set(c, words.char_classes.get(c) | bits),
                (Some(c), _) if bits & class::SURNAME != 0 => {
                    words.char_classes.set(c, words.char_classes.get(c) | class::DOUBLE);
                }
                _ => {}
            }
        }
        for c in '\0'..='\u{ffff}' {
            words.char_kinds.set(c, words.kind_by_classes(c));
        }
        if let Some(user) = user {
            words.add_user(user)?;
        }
        Ok(words)
    }

    /// The user's words: `word  type  tag`. Without a type, only the segmenter learns the word.
    fn add_user(&mut self, user: &Table<'_>) -> Result<(), Error> {
        for row in user.rows() {
            let row = row?;
            let word = row.get(0)?.trim();
            let Some(kind) = row.optional(1) else { continue };
            let kind = kind_of(kind.trim()).map_err(|p| row.error(p))?;
            if word.chars().count() > NAME_CHARS_MAX {
                return Err(row.error(format!("the name is longer than {NAME_CHARS_MAX} characters")));
            }
            if let Some(before) = self.names.get(word).filter(|k| k.own && k.kind != kind) {
                return Err(row.error(format!(
                    "{word:?} is given twice, as {} and as {}",
                    before.kind.as_str(),
                    kind.as_str()
                )));
            }
            self.add(Cow::Owned(word.to_owned()), Known { kind, of: None, own: true });
        }
        Ok(())
    }

    fn add(&mut self, name: Cow<'static, str>, known: Known) {
        self.starts.add(&name);
        self.names.insert(name, known);
    }

    /// The classes of a word.
    pub(crate) fn class(&self, word: &str) -> u32 {
        let mut chars = word.chars();
        match (chars.next(), chars.next()) {
            (None, _) => 0,
            (Some(c), None) => self.char_class(c),
            (Some(first), Some(second)) => self.long_class(word, [first, second], 2 + chars.count()),
        }
    }

    /// The classes of a word of two or more characters: the word, its first two, and how many there are.
    #[inline]
    pub(crate) fn long_class(&self, word: &str, [first, second]: [char; 2], chars: usize) -> u32 {
        let length = 1 << chars.min(CHARS_MAX);
        let may_be = self.class_starts.lengths(first, Some(second)) & length != 0;
        if may_be { self.classes.get(word).copied().unwrap_or(0) } else { 0 }
    }

    /// The classes of a character.
    pub(crate) fn char_class(&self, c: char) -> u32 {
        self.char_classes.get(c)
    }

    /// What kind of part of a name a character may be, a bit each: a surname, of a given name, of a name spelled after its sound, a
    /// word that is in no name, the end of an organization, of a place.
    pub(crate) fn char_kind(&self, c: char) -> u8 {
        self.char_kinds.get(c)
    }

    fn kind_by_classes(&self, c: char) -> u8 {
        let own = self.char_class(c);
        let last = self.last_class(c) | own;
        let bit = |bits: u32, mask: u32, at: u32| u8::from(bits & mask != 0) << at;
        bit(own, class::SURNAME, 0)
            | bit(own, class::GIVEN, 1)
            | bit(own, class::TRANSLIT, 2)
            | bit(own, class::EDGE | class::STOP, 3)
            | bit(last, class::ORG, 4)
            | bit(last, class::PLACE, 5)
    }

    /// The classes that a word of two or more characters that ends with this one may have.
    pub(crate) fn last_class(&self, last: char) -> u32 {
        self.last_classes.get(last)
    }

    /// Whether a text starts with a surname of two characters.
    pub(crate) fn has_double_surname(&self, text: &str) -> bool {
        let mut chars = text.char_indices();
        chars.next().is_some_and(|(_, c)| self.char_class(c) & class::DOUBLE != 0)
            && self.class(text.get(..chars.nth(1).map_or(text.len(), |c| c.0)).unwrap_or("")) & class::SURNAME != 0
    }

    /// How long the names are that may start with these two characters: see [`Starts::lengths`].
    pub(crate) fn lengths(&self, first: char, second: Option<char>) -> u32 {
        self.starts.lengths(first, second)
    }

    /// Where known names may start in a text: see [`Starts::each`].
    #[inline]
    pub(crate) fn each_start(&self, text: &str, found: impl FnMut(usize, char, u32)) {
        self.starts.each(text, found);
    }

    /// A known name.
    pub(crate) fn known(&self, name: &str) -> Option<&Known> {
        self.names.get(name)
    }
}

fn kind_of(name: &str) -> Result<EntityKind, String> {
    EntityKind::from_name(name).ok_or_else(|| {
        let all: Vec<_> = EntityKind::ALL.iter().map(|k| k.as_str()).collect();
        format!("unknown type {name:?} (one of {})", all.join(", "))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_users_entry_wins_and_errors_name_line_and_cause() {
        let user = Table::new("own.tsv", "星澜\torganization\n中国\tproduct\n");
        let words = NameWords::load(Some(&user)).expect("sound");
        assert_eq!(words.known("星澜").map(|k| k.kind), Some(EntityKind::Organization));
        assert!(words.known("中国").is_some_and(|k| k.own && k.kind == EntityKind::Product));
        let bad = Table::new("own.tsv", "星澜\tcompany\n");
        let message = NameWords::load(Some(&bad)).expect_err("unknown type").to_string();
        assert!(message.starts_with("own.tsv:1: unknown type \"company\""), "{message}");
        let twice = Table::new("own.tsv", "星澜\tplace\n星澜\tperson\n");
        let message = NameWords::load(Some(&twice)).expect_err("conflict").to_string();
        assert!(message.starts_with("own.tsv:2: ") && message.contains("as place and as person"), "{message}");
    }
}
