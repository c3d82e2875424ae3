//! How well a word fits between its neighbours, by the costs of words and pairs of words (`lexicon/fluency.rs`).

use crate::lexicon::{FarmWords, Fluency, Key, Lexicon, Swap, UNKNOWN, UNSEEN, Words};
use crate::text::{before, is_han};

/// Longest word next to a place, in characters.
const NEIGHBOUR_CHARS_MAX: usize = 4;
/// Characters of a longer word on either side of a word that is part of it.
const PART_CHARS_MAX: usize = 3;

/// A word and the one that may have stood there, in a text.
pub(super) struct Fit<'a> {
    text: &'a str,
    costs: &'a Fluency,
    words: &'a Words,
    farm: &'a FarmWords,
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
        Self {
            text,
            costs,
            words: &lexicon.words,
            farm: &lexicon.farm,
            stand_in: word(swap.stand_in),
            honest: word(swap.honest),
        }
    }

    /// How much rarer the stand-in is by itself than the honest word.
    pub(super) fn rarity(&self) -> i32 {
        self.stand_in.cost - self.honest.cost
    }

    /// By how much the sentence is likelier with the honest word at a place, in the steps of the costs. None where the characters of
    /// the stand-in may belong to other words: 从小|我 is no 小我.
    pub(super) fn gain(&self, (start, end): (usize, usize)) -> Option<i32> {
        let before = Borders::of(self.text[..start].char_indices().rev(), |at, _| at);
        let after = Borders::of(self.text[end..].char_indices(), |at, c| end + at + c.len_utf8());
        if self.is_part((start, end), before.get(), after.get()) {
            return None;
        }
        let (mut stand_in, mut honest) = (self.stand_in.cost + UNSEEN, self.honest.cost + UNSEEN);
        for from in before.get() {
            let word = Key::of(&self.text[*from..start]);
            stand_in = self.costs.pair(word, self.stand_in.key).map_or(stand_in, |c| c.min(stand_in));
            honest = self.costs.pair(word, self.honest.key).map_or(honest, |c| c.min(honest));
        }
        let (mut behind_stand_in, mut behind_honest) = (UNSEEN, UNSEEN);
        for to in after.get() {
            let word = Key::of(&self.text[end..*to]);
            // What the pair costs more or less than the word by itself.
            let behind = |first: Key| Some(self.costs.pair(first, word)? - self.costs.word(word).unwrap_or(UNKNOWN));
            behind_stand_in = behind(self.stand_in.key).map_or(behind_stand_in, |c| c.min(behind_stand_in));
            behind_honest = behind(self.honest.key).map_or(behind_honest, |c| c.min(behind_honest));
        }
        Some(stand_in + behind_stand_in - honest - behind_honest)
    }

    /// Whether a longer word of the dictionary holds the place, or a word goes over one of its borders.
    fn is_part(&self, (start, end): (usize, usize), before: &[usize], after: &[usize]) -> bool {
        let (text, words) = (self.text, self.words);
        let (before, after) = (&before[..before.len().min(PART_CHARS_MAX)], &after[..after.len().min(PART_CHARS_MAX)]);
        // Nearly all places leave here: no word has the two characters at the border.
        let is_joined = |at: usize| {
            let pair = self::before(text, at).zip(text[at..].chars().next());
            pair.is_some_and(|(a, b)| self.farm.pair(a, b) > 0)
        };
        let (left, right) = (is_joined(start), is_joined(end));
        let has = |from: usize, to: usize| words.has(&text[from..to]);
        let is_usual = |from: usize, to: usize| has(from, to) && self.costs.word(Key::of(&text[from..to])).is_some();
        let inner = || text[start..end].char_indices().skip(1).map(|(at, _)| start + at);
        left && before.iter().any(|b| has(*b, end) || inner().any(|i| is_usual(*b, i)))
            || right && after.iter().any(|a| has(start, *a) || inner().any(|i| is_usual(i, *a)))
            || left && right && before.iter().any(|b| after.iter().any(|a| has(*b, *a)))
    }
}

/// The borders of words that may stand next to a place: those of up to [`NEIGHBOUR_CHARS_MAX`] Han characters, the shortest first.
struct Borders([usize; NEIGHBOUR_CHARS_MAX], usize);

impl Borders {
    fn of(chars: impl Iterator<Item = (usize, char)>, border: impl Fn(usize, char) -> usize) -> Self {
        let mut out = Self([0; NEIGHBOUR_CHARS_MAX], 0);
        for (at, c) in chars.take(NEIGHBOUR_CHARS_MAX).take_while(|c| is_han(c.1)) {
            out.0[out.1] = border(at, c);
            out.1 += 1;
        }
        out
    }

    fn get(&self) -> &[usize] {
        &self.0[..self.1]
    }
}
