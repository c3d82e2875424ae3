//! Words of a list, found in a text by their first two characters.
//!
//! Nearly no place of a text starts a word of a short list, and two characters tell: a bit for the first and a bit for both
//! cost less than the state of an automaton over bytes, which takes three steps for a Han character and leaves the nearest caches.

use super::name::ShortMap;
use super::starts::PairSet;
use crate::text::{CharSet, decode};
use std::borrow::Cow;

/// A character, and the one that follows it when there is one.
pub(super) type Pair = (char, Option<char>);

/// The first two of some characters.
pub(super) fn pair(mut chars: impl Iterator<Item = char>) -> Option<Pair> {
    chars.next().map(|first| (first, chars.next()))
}

/// What hangs on the first two characters of words.
#[derive(Debug, Clone)]
pub(super) struct ByPair<T> {
    /// The characters that start a word, alone or with another.
    firsts: CharSet,
    /// The pairs; that a strange one looks like one of them costs a look into the map.
    seconds: PairSet,
    map: ShortMap<Pair, Vec<T>>,
}

impl<T> ByPair<T> {
    /// What hangs on the words: pairs may come more than once.
    pub(super) fn new(entries: impl IntoIterator<Item = (Pair, T)>) -> Self {
        let mut map = ShortMap::<Pair, Vec<T>>::default();
        let mut pairs = Vec::new();
        for (pair, value) in entries {
            pairs.push(pair);
            map.entry(pair).or_default().push(value);
        }
        // Sixteen bits a pair: one strange pair in sixteen is looked up.
        let mut seconds = PairSet::new((map.len() / 4).next_power_of_two());
        for &(first, second) in &pairs {
            if let Some(second) = second {
                seconds.insert(first, second);
            }
        }
        Self { firsts: CharSet::new(pairs.iter().map(|p| p.0)), seconds, map }
    }

    /// Whether a word starts with a character: asked first, since of nearly none one does.
    #[inline]
    fn begins(&self, first: char) -> bool {
        self.firsts.contains(first)
    }

    /// What hangs on the two characters, then what hangs on the first alone.
    #[inline]
    pub(super) fn at(&self, (first, second): Pair) -> impl Iterator<Item = &T> {
        let (mut both, mut one) = (None, None);
        if self.firsts.contains(first) {
            one = self.map.get(&(first, None));
            both = second.filter(|s| self.seconds.contains(first, *s)).and_then(|_| self.map.get(&(first, second)));
        }
        both.into_iter().chain(one).flatten()
    }
}

/// Finds the words of a list.
#[derive(Debug, Clone)]
pub struct Finder {
    /// The words with their indices, the longest first.
    words: ByPair<(Cow<'static, str>, usize)>,
}

/// A word that was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Found {
    /// Byte where it starts.
    pub start: usize,
    /// Byte where it ends.
    pub end: usize,
    /// Its index in the list.
    pub word: usize,
}

impl Finder {
    /// For a list of words; an empty one is never found.
    pub(crate) fn new<W: Into<Cow<'static, str>>>(words: impl IntoIterator<Item = W>) -> Self {
        let mut words: Vec<(Cow<'static, str>, usize)> = words.into_iter().map(W::into).zip(0..).collect();
        // The sort is stable: of equal words the first counts.
        words.sort_by_key(|w| std::cmp::Reverse(w.0.len()));
        Self { words: ByPair::new(words.into_iter().filter_map(|w| pair(w.0.chars()).map(|p| (p, w)))) }
    }

    /// The words in a text from left to right, the longest first, without overlaps.
    pub fn find<'s>(&'s self, text: &'s str) -> impl Iterator<Item = Found> + 's {
        let (mut start, mut here) = (0, decode(text, 0));
        let mut free = 0;
        std::iter::from_fn(move || {
            while let Some((first, next)) = here {
                let behind = decode(text, next);
                let at = std::mem::replace(&mut start, next);
                here = behind;
                if at < free || !self.words.begins(first) {
                    continue;
                }
                let mut words = self.words.at((first, behind.map(|b| b.0)));
                if let Some((w, word)) = words.find(|w| text[at..].starts_with(&*w.0)) {
                    free = at + w.len();
                    return Some(Found { start: at, end: free, word: *word });
                }
            }
            None
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use aho_corasick::{AhoCorasick, MatchKind};
    use proptest::prelude::*;

    const WORDS: [&str; 10] = ["增", "增长", "增长速度", "同比", "同比", "GDP", "G", "𠮷野", "比增", "长，"];

    proptest! {
        #[test]
        fn finds_what_an_automaton_finds(text in "[增长速度同比GDP𠮷野，a]{0,40}") {
            let automaton = AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(WORDS).expect("few words");
            let wanted: Vec<Found> = automaton
                .find_iter(&text)
                .map(|m| Found { start: m.start(), end: m.end(), word: m.pattern().as_usize() })
                .collect();
            prop_assert_eq!(Finder::new(WORDS).find(&text).collect::<Vec<_>>(), wanted);
        }
    }
}
