//! How well a word fits between its neighbours, by the costs of words and pairs of words (`lexicon/fluency.rs`).

use crate::lexicon::{Fluency, Key, Lexicon, Swap, UNKNOWN, UNSEEN, Words};
use crate::text::is_han;

/// Longest word next to a place, in characters.
const NEIGHBOUR_CHARS_MAX: usize = 4;
/// Characters of a longer word on either side of a word that is part of it.
const PART_CHARS_MAX: usize = 3;

/// A word and the one that may have stood there, in a text.
pub(super) struct Fit<'a> {
    text: &'a str,
    costs: &'a Fluency,
    words: &'a Words,
    stand_in: Word,
    honest: Word,
}

struct Word {
    key: Key,
    cost: i32,
}

impl<'a> Fit<'a> {
    pub(super) fn new(text: &'a str, swap: &Swap, lexicon: &'a Lexicon) -> Self {
        let costs = &lexicon.fluency;
        let word = |word: &str| {
            let key = Key::of(word);
            Word { key, cost: costs.word(key).unwrap_or(UNKNOWN) }
        };
        Self { text, costs, words: &lexicon.words, stand_in: word(swap.stand_in), honest: word(swap.honest) }
    }

    /// How much rarer the stand-in is by itself than the honest word.
    pub(super) fn rarity(&self) -> i32 {
        self.stand_in.cost - self.honest.cost
    }

    /// By how much the sentence is likelier with the honest word at a place, in the steps of the costs. None where the characters of
    /// the stand-in may belong to other words: 从小|我 is no 小我.
    pub(super) fn gain(&self, (start, end): (usize, usize)) -> Option<i32> {
        let before: Vec<usize> = self.borders_before(start, NEIGHBOUR_CHARS_MAX).collect();
        let after: Vec<usize> = self.borders_after(end, NEIGHBOUR_CHARS_MAX).collect();
        if self.is_part(start, end) {
            return None;
        }
        let left: Vec<Key> = before.iter().map(|b| Key::of(&self.text[*b..start])).collect();
        let right: Vec<(Key, i32)> =
            after.iter().map(|a| Key::of(&self.text[end..*a])).map(|k| (k, self.alone(k))).collect();
        let cost = |word: &Word| {
            let pairs = left.iter().filter_map(|l| self.costs.pair(*l, word.key));
            let behind = right.iter().filter_map(|(r, alone)| Some(self.costs.pair(word.key, *r)? - alone));
            pairs.min().unwrap_or(word.cost + UNSEEN) + behind.min().unwrap_or(UNSEEN)
        };
        Some(cost(&self.stand_in) - cost(&self.honest))
    }

    fn alone(&self, key: Key) -> i32 {
        self.costs.word(key).unwrap_or(UNKNOWN)
    }

    /// Whether a longer word of the dictionary holds the place, or a word goes over one of its borders.
    fn is_part(&self, start: usize, end: usize) -> bool {
        let text = self.text;
        let has = |from: usize, to: usize| self.words.has(&text[from..to]);
        let before: Vec<usize> = self.borders_before(start, PART_CHARS_MAX).collect();
        let after: Vec<usize> = self.borders_after(end, PART_CHARS_MAX).collect();
        let inner: Vec<usize> = text[start..end].char_indices().skip(1).map(|(at, _)| start + at).collect();
        let holds = before.iter().any(|b| has(*b, end)) || after.iter().any(|a| has(start, *a));
        let holds = holds || before.iter().any(|b| after.iter().any(|a| has(*b, *a)));
        let crosses = |i: &usize| {
            let is_usual =
                |from: usize, to: usize| has(from, to) && self.costs.word(Key::of(&text[from..to])).is_some();
            before.iter().any(|b| is_usual(*b, *i)) || after.iter().any(|a| is_usual(*i, *a))
        };
        holds || inner.iter().any(crosses)
    }

    /// Where stretches of Han characters that end at a place start, the shortest first.
    fn borders_before(&self, start: usize, most: usize) -> impl Iterator<Item = usize> {
        self.text[..start].char_indices().rev().take(most).take_while(|c| is_han(c.1)).map(|c| c.0)
    }

    /// Where stretches of Han characters that start at a place end, the shortest first.
    fn borders_after(&self, end: usize, most: usize) -> impl Iterator<Item = usize> {
        let chars = self.text[end..].char_indices().take(most).take_while(|c| is_han(c.1));
        chars.map(move |(at, c)| end + at + c.len_utf8())
    }
}
