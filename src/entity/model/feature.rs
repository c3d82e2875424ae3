//! What the chain sees of a character: its neighbours, the words there, what the rules say. Features are hashes.

use super::super::candidate::{Candidate, View};
use crate::lexicon::name_class as class;
use crate::text::{Tag, is_han, is_letter};
use std::ops::Range;

/// Most characters that are read at once.
const RUN_CHARS_MAX: usize = 200;

/// What a word is to the chain.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    /// No name goes over it.
    Border,
    /// It may stand in a name.
    Neutral,
    /// It makes a name likely.
    Evidence,
}

fn part(view: &View<'_>, i: usize) -> Part {
    let (tag, cls) = (view.tag(i), view.class(i));
    if !view.is_han(i) {
        let Some(first) = view.word(i).chars().next() else { return Part::Border };
        match first {
            'A'..='Z' | '·' | '•' | '・' | '‧' => return Part::Evidence,
            'a'..='z' | '0'..='9' => return Part::Neutral,
            _ if is_han(first) => {}
            _ => return if is_letter(first) { Part::Evidence } else { Part::Border },
        }
    }
    if view.chars(i) == 1 {
        return match tag.class() {
            b'u' | b'p' | b'c' | b'y' | b'r' => Part::Border,
            _ if cls & (class::SURNAME | class::TRANSLIT | class::PLACE | class::ORG) != 0 => Part::Evidence,
            _ => Part::Neutral,
        };
    }
    if matches!(tag, Tag::NR | Tag::NRT | Tag::NRFG | Tag::NS | Tag::NT | Tag::NZ | Tag::X)
        || cls & (class::ORG | class::PLACE | class::PAIR | class::VERB_PLACE | class::PLACE_FIRST) != 0
        || !view.is_known(i)
    {
        return Part::Evidence;
    }
    match tag.class() {
        b'u' | b'p' | b'c' | b'y' | b'r' | b'd' | b't' | b'f' | b'z' | b'i' | b'o' | b'e' => Part::Border,
        _ => Part::Neutral,
    }
}

/// The stretches of words in which the chain looks for names: without borders, with evidence or a candidate of the rules.
pub(super) fn runs(view: &View<'_>, rules: &[Candidate]) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut rules = rules.iter().peekable();
    let (mut from, mut evident, mut chars) = (0, false, 0);
    for i in 0..view.tokens.len() {
        let span = view.tokens[i].span;
        while rules.next_if(|r| r.end <= span.start()).is_some() {}
        let named = rules.peek().is_some_and(|r| r.start < span.end());
        let part = if named { Part::Evidence } else { part(view, i) };
        let apart = i > from && view.tokens[i - 1].span.end() != span.start();
        if part == Part::Border || apart || chars > RUN_CHARS_MAX {
            if evident {
                out.push(from..i);
            }
            (from, evident, chars) = (if part == Part::Border { i + 1 } else { i }, false, 0);
        }
        evident |= part == Part::Evidence;
        chars += view.chars(i);
    }
    if evident {
        out.push(from..view.tokens.len());
    }
    out
}

/// Characters before and behind a run that features may be told of, so that nothing at its edges needs to be asked.
pub(super) const PADDING: usize = 4;

/// Features that one key has: they differ by the place of what was seen, and lie side by side in the table of weights.
const PLACES: u64 = 4;

/// What is asked, and up to two answers: the key of as many features as there are places.
fn key(template: u64, a: u64, b: u64) -> u64 {
    let h = (a ^ template.wrapping_mul(0x9E37_79B9_7F4A_7C15)).wrapping_mul(0xD6E8_FEB8_6659_FD93);
    let h = (h ^ (h >> 32) ^ b.wrapping_mul(0xA076_1D64_78BD_642F)).wrapping_mul(0xE703_7ED1_A0B4_28DB);
    (h ^ (h >> 31)) & !(PLACES - 1)
}

fn of_word(word: &str) -> u64 {
    word.as_bytes().chunks(8).fold(0xcbf2_9ce4_8422_2325, |h, chunk| {
        let bytes = chunk.iter().rev().fold(0_u64, |all, &b| all << 8 | u64::from(b));
        (h ^ bytes).wrapping_mul(0xD6E8_FEB8_6659_FD93).rotate_left(29)
    })
}

/// All digits are one character, as are small and great Latin letters.
fn folded(c: char) -> char {
    match crate::text::fold_width(c) {
        '0'..='9' => '0',
        'a'..='z' => 'a',
        'A'..='Z' => 'A',
        other => other,
    }
}

/// What kind of character it is, in a few bits.
fn kind_of_char(view: &View<'_>, c: char) -> u64 {
    if !is_han(c) {
        return 64 + u64::from(folded(c) as u32 & 0x3f);
    }
    let own = view.names.char_class(c);
    let last = view.names.last_class(c) | own;
    let bit = |bits: u32, mask: u32, at: u32| u64::from(bits & mask != 0) << at;
    bit(own, class::SURNAME, 0)
        | bit(own, class::GIVEN, 1)
        | bit(own, class::TRANSLIT, 2)
        | bit(own, class::EDGE | class::STOP, 3)
        | bit(last, class::ORG, 4)
        | bit(last, class::PLACE, 5)
}

/// Farthest ending of an organization or a place that a word knows of, in words.
const HEAD_WORDS_MAX: u64 = 6;

/// What is asked of a word.
#[derive(Clone, Copy, Default)]
struct Word {
    hash: u64,
    tag: u64,
    last: u64,
    /// Known to jieba, and its length.
    form: u64,
    /// The next ending ahead: how far, and of what.
    head: u64,
    /// Its length.
    chars: usize,
}

fn word(view: &View<'_>, i: usize) -> Word {
    let word = view.word(i);
    let Some(last) = word.chars().next_back() else { return Word::default() };
    let chars = view.chars(i);
    Word {
        hash: of_word(word),
        tag: view.tag(i).bits(),
        last: u64::from(folded(last) as u32),
        form: chars.min(5) as u64 * 2 + u64::from(view.is_known(i)),
        head: 0,
        chars,
    }
}

/// What the rules say of a character: nothing, or the type, the place in the name, how sure; and by which rule.
#[derive(Clone, Copy, Default)]
struct Said {
    what: u64,
    sure: u64,
    rule: u64,
}

/// Reads run after run of a text.
pub(super) struct Reader<'v, 'a> {
    view: &'v View<'a>,
    rules: &'v [Candidate],
    /// Where the characters of the run start, and its end.
    pub(super) places: Vec<usize>,
    /// The characters with two more on both sides, and what kinds they are.
    chars: Vec<u64>,
    kinds: Vec<u64>,
    /// The words with one more on both sides.
    words: Vec<Word>,
}

impl<'v, 'a> Reader<'v, 'a> {
    /// For a text, and what the rules found there: sorted and disjoint.
    pub(super) fn new(view: &'v View<'a>, rules: &'v [Candidate]) -> Self {
        Self { view, rules, places: Vec::new(), chars: Vec::new(), kinds: Vec::new(), words: Vec::new() }
    }

    /// Tells `sink` the features of each character of a run. They are counted from [`PADDING`] before it, and some are told of
    /// those before and behind it, which are nobody's.
    pub(super) fn features(&mut self, run: &Range<usize>, mut sink: impl FnMut(usize, u64)) {
        self.run(run);
        self.of_chars(&mut sink);
        self.of_words(&mut sink);
        self.of_rules(&mut sink);
    }

    fn run(&mut self, run: &Range<usize>) {
        let view = self.view;
        let (start, end) = (view.tokens[run.start].span.start(), view.tokens[run.end - 1].span.end());
        self.chars.clear();
        self.kinds.clear();
        self.places.clear();
        let line = |c: &char| *c != '\n';
        let mut add = |c: char| {
            self.chars.push(u64::from(folded(c) as u32));
            self.kinds.push(kind_of_char(view, c));
        };
        let mut back = view.text[..start].chars().rev().take_while(line);
        let before = [back.next().unwrap_or('\0'), back.next().unwrap_or('\0')];
        before.into_iter().rev().for_each(&mut add);
        for (at, c) in view.text[start..end].char_indices() {
            self.places.push(start + at);
            add(c);
        }
        self.places.push(end);
        let mut ahead = view.text[end..].chars().take_while(line);
        (0..2).for_each(|_| add(ahead.next().unwrap_or('\0')));

        self.words.clear();
        self.words.push(run.start.checked_sub(1).map_or_else(Word::default, |i| word(view, i)));
        self.words.extend(run.clone().map(|i| word(view, i)));
        self.words.push(word(view, run.end));
        let (mut far, mut kind) = (HEAD_WORDS_MAX, 0);
        for (i, word) in run.clone().zip(&mut self.words[1..]).rev() {
            let mut bits = view.class(i) & (class::ORG | class::PLACE | class::EVENT);
            if bits == 0 && word.chars >= 3 {
                bits = view.last_class(i) & (class::ORG | class::PLACE | class::EVENT);
            }
            (far, kind) = if bits != 0 { (0, u64::from(bits)) } else { ((far + 1).min(HEAD_WORDS_MAX), kind) };
            word.head = if far < HEAD_WORDS_MAX { kind * 8 + far + 1 } else { 0 };
        }
    }

    /// Features of the characters: what is seen tells something to each place near it.
    fn of_chars(&self, sink: &mut impl FnMut(usize, u64)) {
        let mut tell = |key: u64, from: usize| {
            (0..PLACES).for_each(|place| sink(from + place as usize, key | place));
        };
        for (at, &c) in self.chars.iter().enumerate() {
            // From the character two before it to the one behind it.
            tell(key(1, c, 0), at);
        }
        for (at, pair) in self.chars.windows(2).enumerate() {
            // From the character before the two to the one behind them.
            tell(key(2, pair[0] << 21 | pair[1], 0), at + 1);
        }
        for (at, k) in self.kinds.windows(3).enumerate().skip(1) {
            sink(at + 3, key(3, k[0] << 42 | k[1] << 21 | k[2], 0));
        }
    }

    /// Features of the words; they differ by the place of the character in its word.
    fn of_words(&self, sink: &mut impl FnMut(usize, u64)) {
        let mut at = PADDING;
        for words in self.words.windows(3) {
            let [before, word, next] = [&words[0], &words[1], &words[2]];
            let keys = [
                key(10, word.hash, 0),
                key(11, before.tag, word.tag),
                key(12, word.tag, next.tag),
                key(13, before.hash, 0),
                key(14, word.form, word.tag),
                key(15, next.last, 0),
                key(16, word.last, 0),
                key(17, word.head, word.tag),
            ];
            for c in 0..word.chars {
                let place = u64::from(c == 0) + 2 * u64::from(c + 1 == word.chars);
                keys.iter().for_each(|key| sink(at, key | place));
                at += 1;
            }
        }
    }

    /// Features of what the rules say; nothing where they say nothing near.
    fn of_rules(&self, sink: &mut impl FnMut(usize, u64)) {
        let (start, end) = (self.places[0], self.places[self.places.len() - 1]);
        let first = self.rules.partition_point(|r| r.end <= start);
        let mut rules = self.rules[first..].iter().take_while(|r| r.start < end).peekable();
        if rules.peek().is_none() {
            return;
        }
        let mut said = |at: usize| {
            let Some(&[start, end]) = self.places.get(at..at + 2) else { return Said::default() };
            while rules.next_if(|r| r.end <= start).is_some() {}
            rules.peek().filter(|r| r.start <= start).map_or_else(Said::default, |r| Said::new(r, start, end))
        };
        let (mut before, mut now) = (Said::default(), said(0));
        for at in 0..self.places.len() - 1 {
            let next = said(at + 1);
            if now.what != 0 {
                sink(at + PADDING, key(20, now.what, now.sure));
                sink(at + PADDING, key(21, now.rule, now.what << 3 | now.sure));
            }
            if before.what | now.what | next.what != 0 {
                sink(at + PADDING, key(22, before.what << 8 | next.what, now.what));
            }
            (before, now) = (now, next);
        }
    }
}

impl Said {
    fn new(rule: &Candidate, start: usize, end: usize) -> Self {
        let at = u64::from(rule.start == start) + 2 * u64::from(rule.end == end);
        let sure = match rule.score {
            ..50 => 1,
            50..60 => 2,
            60..66 => 3,
            66..74 => 4,
            74..90 => 5,
            _ => 6,
        };
        Self { what: 4 * (rule.kind as u64 + 1) + at, sure, rule: of_word(rule.rule) }
    }
}
