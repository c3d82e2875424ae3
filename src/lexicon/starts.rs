//! Where words of a list may start in a text: told by two characters, so that nearly no place costs a look into the list.

use crate::text::{CharSet, decode};

/// A value for each character of the first plane; the others have none.
#[derive(Debug)]
pub(super) struct CharMap<T>(Vec<T>);

impl<T: Copy + Default> CharMap<T> {
    const LEN: usize = 0x1_0000;

    pub(super) fn new() -> Self {
        Self(vec![T::default(); Self::LEN])
    }

    pub(super) fn get(&self, c: char) -> T {
        self.0.get(c as usize).copied().unwrap_or_default()
    }

    pub(super) fn set(&mut self, c: char, value: T) {
        if let Some(slot) = self.0.get_mut(c as usize) {
            *slot = value;
        }
    }
}

/// Longest length that is told from longer ones, in characters.
pub(crate) const CHARS_MAX: usize = 31;

/// The length of one character, as [`Starts::lengths`] tells it.
pub(super) const ONE: u32 = 1 << 1;

/// Pairs of characters, by a bit for a hash of each: strange pairs may share one, so a yes is a "perhaps".
#[derive(Debug, Clone)]
pub(super) struct PairSet(Vec<u64>);

impl PairSet {
    /// An empty set of so many words of 64 bits: a power of two.
    pub(super) fn new(words: usize) -> Self {
        debug_assert!(words.is_power_of_two());
        Self(vec![0; words])
    }

    pub(super) fn insert(&mut self, first: char, second: char) {
        let (word, bit) = self.place(first, second);
        self.0[word] |= bit;
    }

    #[inline]
    pub(super) fn contains(&self, first: char, second: char) -> bool {
        let (word, bit) = self.place(first, second);
        self.0[word] & bit != 0
    }

    fn place(&self, first: char, second: char) -> (usize, u64) {
        let mixed = mixed(first, second);
        ((mixed >> 12) as usize & (self.0.len() - 1), 1 << (mixed >> 6 & 63))
    }
}

/// How long the words are that start with a pair of characters, and whether a character is a word.
///
/// Nearly every character of a text is asked for, so what answers nearly always is small enough to stay in the processor's first
/// cache: a bit a character, and some bits a word.
#[derive(Debug)]
pub(crate) struct Starts {
    /// With what words start.
    firsts: CharSet,
    /// Words of one character.
    ones: CharSet,
    /// The pairs that start a word.
    pairs: PairSet,
    /// By a hash: strange pairs may share a slot, which costs a look into the list and nothing else.
    by_pair: Vec<u32>,
}

impl Starts {
    /// For a list; `slots` is a power of two, some times the number of its words.
    pub(crate) fn new(slots: usize) -> Self {
        debug_assert!(slots.is_power_of_two());
        // Two bits a slot.
        let none = || CharSet::new([]);
        Self { firsts: none(), ones: none(), pairs: PairSet::new((slots / 32).max(1)), by_pair: vec![0; slots] }
    }

    /// Adds a word of the list.
    pub(crate) fn add(&mut self, word: &str) {
        let mut chars = word.chars();
        word.chars().take(1).for_each(|first| self.firsts.insert(first));
        match (chars.next(), chars.next()) {
            (Some(first), Some(second)) => {
                let slot = self.slot(first, second);
                self.by_pair[slot] |= 1 << (2 + chars.count()).min(CHARS_MAX);
                self.pairs.insert(first, second);
            }
            (Some(first), None) => self.ones.insert(first),
            _ => {}
        }
    }

    /// Which lengths the words have that may start with these characters: bit n is set for n characters, the last bit for more.
    #[inline]
    pub(crate) fn lengths(&self, first: char, second: Option<char>) -> u32 {
        if !self.firsts.contains(first) {
            return 0;
        }
        let one = if self.ones.contains(first) { ONE } else { 0 };
        match second.filter(|&second| self.pairs.contains(first, second)) {
            Some(second) => one | self.by_pair[self.slot(first, second)],
            None => one,
        }
    }

    /// Tells `found` each place of a text where words of the list may start: the byte, the first character, and which lengths they
    /// may have, as [`Self::lengths`] says.
    #[inline]
    pub(crate) fn each(&self, text: &str, mut found: impl FnMut(usize, char, u32)) {
        let (mut at, mut here) = (0, decode(text, 0));
        while let Some((first, next)) = here {
            let behind = decode(text, next);
            let lengths = self.lengths(first, behind.map(|b| b.0));
            if lengths != 0 {
                found(at, first, lengths);
            }
            (at, here) = (next, behind);
        }
    }

    fn slot(&self, first: char, second: char) -> usize {
        (mixed(first, second) >> 12) as usize & (self.by_pair.len() - 1)
    }
}

/// Two characters as one number whose upper bits are evenly spread: Fibonacci hashing, both factors are odd.
fn mixed(first: char, second: char) -> u32 {
    (first as u32).wrapping_mul(0x9E37_79B1) ^ (second as u32).wrapping_mul(0x85EB_CA6B)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_of_the_list_may_start() {
        let mut starts = Starts::new(32);
        let words = ["增", "增长", "增长速度", "同比", "GDP", "𠮷野"];
        words.iter().for_each(|w| starts.add(w));
        for word in words {
            let mut chars = word.chars();
            let lengths = starts.lengths(chars.next().unwrap_or(' '), chars.next().or(Some('。')));
            assert!(lengths & (1 << word.chars().count()) != 0, "{word}");
        }
        assert_eq!(starts.lengths('增', None), 1 << 1);
        assert_eq!(starts.lengths('减', Some('少')), 0);
        assert_eq!(starts.lengths('𠮷', None), 0);
    }
}
