//! What the chain sees of a character: its neighbours, the words there, what the rules say. Features are hashes.

use super::super::candidate::{Candidate, Facts, View};
use crate::lexicon::{PLACES, name_class as class, rest_as_number};
use crate::segment::Token;
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
    /// It stands in names and elsewhere: two in a row make a name likely, one does not. On news, a third of all characters that could
    /// be read stand in runs with nothing but single hints, and every sixtieth name, mostly a wrong one.
    Hint,
    /// It makes a name likely.
    Evidence,
}

/// What a word is.
fn part(text: &str, token: &Token, facts: &Facts) -> Part {
    let (tag, cls) = (token.tag, facts.class);
    if !facts.is_han {
        let Some(first) = token.span.of(text).chars().next() else { return Part::Border };
        match first {
            'A'..='Z' | '·' | '•' | '・' | '‧' => return Part::Evidence,
            'a'..='z' | '0'..='9' => return Part::Neutral,
            _ if is_han(first) => {}
            _ => return if is_letter(first) { Part::Evidence } else { Part::Border },
        }
    }
    if facts.chars == 1 {
        return match tag.class() {
            b'u' | b'p' | b'c' | b'y' | b'r' => Part::Border,
            _ if cls & (class::PLACE | class::ORG) != 0 => Part::Evidence,
            _ if cls & (class::SURNAME | class::TRANSLIT) != 0 => Part::Hint,
            _ => Part::Neutral,
        };
    }
    if matches!(tag, Tag::NR | Tag::NRT | Tag::NRFG | Tag::NS | Tag::NT | Tag::X)
        || cls & (class::ORG | class::PLACE | class::PAIR | class::VERB_PLACE | class::PLACE_FIRST) != 0
    {
        return Part::Evidence;
    }
    match tag.class() {
        b'u' | b'p' | b'c' | b'y' | b'r' | b'd' | b't' | b'f' | b'z' | b'i' | b'o' | b'e' => {
            if token.is_known {
                Part::Border
            } else {
                Part::Hint
            }
        }
        _ if tag == Tag::NZ => Part::Hint,
        // What the dictionary does not have: 联会, 沟站.
        _ if !token.is_known && facts.last & (class::ORG | class::PLACE) != 0 => Part::Evidence,
        _ if !token.is_known => Part::Hint,
        _ => Part::Neutral,
    }
}

/// Whether a word may go on with a name that a hint began: as a given name (孙|叔平), or with an end of names (天文|联会).
fn goes_on(view: &View<'_>, i: usize) -> bool {
    const GIVEN: u8 = 1 << 1;
    view.last_class(i) & (class::ORG | class::PLACE) != 0
        || view.chars(i) <= 2 && view.word(i).chars().all(|c| view.names.char_kind(c) & GIVEN != 0)
}

/// The stretches of words in which the chain looks for names: without borders, with evidence or a candidate of the rules. The training
/// learns more when one hint is enough, too.
pub(super) fn runs(view: &View<'_>, rules: &[Candidate], one_hint: bool) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut rules = rules.iter();
    let (mut from, mut evident, mut chars) = (0, false, 0);
    let (mut before, mut hinted) = (0, false);
    let mut rule = rules.next();
    for (i, (token, facts)) in view.tokens.iter().zip(&view.facts).enumerate() {
        let span = token.span;
        while rule.is_some_and(|r| r.end <= span.start()) {
            rule = rules.next();
        }
        let named = rule.is_some_and(|r| r.start < span.end());
        let part = if named { Part::Evidence } else { part(view.text, token, facts) };
        if part == Part::Border || before != span.start() || chars > RUN_CHARS_MAX {
            if evident && from < i {
                out.push(from..i);
            }
            (from, chars) = (if part == Part::Border { i + 1 } else { i }, 0);
            (evident, hinted) = (false, false);
        }
        evident |= part == Part::Evidence
            || (hinted || one_hint) && part == Part::Hint
            || hinted && part != Part::Border && goes_on(view, i);
        hinted = part == Part::Hint;
        chars += facts.chars as usize;
        before = span.end();
    }
    if evident {
        out.push(from..view.tokens.len());
    }
    out
}

/// What is asked, and up to two answers: the key of the features that differ by the place of what was seen. Its upper half is evenly
/// spread: Fibonacci hashing, all factors are odd.
#[inline]
fn key(template: u64, a: u64, b: u64) -> u64 {
    a.wrapping_mul(0xD6E8_FEB8_6659_FD93)
        ^ b.wrapping_mul(0xA076_1D64_78BD_642F)
        ^ template.wrapping_mul(0x9E37_79B9_7F4A_7C15)
}

fn of_word(word: &str) -> u64 {
    let mix = |h: u64, bytes: u64| (h ^ bytes).wrapping_mul(0xD6E8_FEB8_6659_FD93).rotate_left(29);
    let (whole, rest) = word.as_bytes().as_chunks::<8>();
    let h = whole.iter().fold(0xcbf2_9ce4_8422_2325, |h, chunk| mix(h, u64::from_le_bytes(*chunk)));
    mix(h, rest_as_number(rest))
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
    if is_han(c) { view.names.char_kind(c).into() } else { 64 + u64::from(folded(c) as u32 & 0x3f) }
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

/// What is asked of each word.
const WORD_KEYS: usize = 8;

/// What was looked up of a character.
pub(super) struct Features<'r, T> {
    /// Of the characters from the one before it to the second behind it.
    chars: &'r [T; PLACES],
    /// Of the pairs of which the second one is it, or the first one behind it …
    pairs: &'r [T; PLACES],
    kinds: T,
    words: &'r [T; WORD_KEYS],
    /// Its place in its word.
    place: usize,
}

impl<T: Copy> Features<'_, T> {
    /// Tells them, each with the place of the character there, below [`PLACES`].
    #[inline]
    pub(super) fn each(&self, mut tell: impl FnMut(T, usize)) {
        (0..PLACES).for_each(|place| tell(self.chars[place], place));
        (0..PLACES).for_each(|place| tell(self.pairs[place], place));
        tell(self.kinds, 0);
        self.words.iter().for_each(|&told| tell(told, self.place % PLACES));
    }
}

/// Reads run after run of a text, and keeps for each key what `looked_up` gives for it. All keys of a run are looked up before any
/// is used, so that the processor fetches many lines of the table at once.
pub(super) struct Reader<'v, 'a, F, T> {
    view: &'v View<'a>,
    rules: &'v [Candidate],
    looked_up: F,
    /// Where the characters of the run start, and its end.
    pub(super) places: Vec<usize>,
    /// The characters with two more on both sides, each with what kind it is.
    chars: Vec<(u64, u64)>,
    /// The words with one more on both sides.
    words: Vec<Word>,
    /// Of the characters from the one before the run to the second behind it.
    of_chars: Vec<T>,
    /// Of the pairs from the one before the run to the one behind it.
    of_pairs: Vec<T>,
    /// Of the kinds of each character and its neighbours.
    of_kinds: Vec<T>,
    of_words: Vec<[T; WORD_KEYS]>,
    /// What the rules say, and the character of which they say it.
    pub(super) of_rules: Vec<(usize, T)>,
}

impl<'v, 'a, T: Copy, F: Fn(u64) -> T> Reader<'v, 'a, F, T> {
    /// For a text, and what the rules found there: sorted and disjoint.
    pub(super) fn new(view: &'v View<'a>, rules: &'v [Candidate], looked_up: F) -> Self {
        Self {
            view,
            rules,
            looked_up,
            places: Vec::new(),
            chars: Vec::new(),
            words: Vec::new(),
            of_chars: Vec::new(),
            of_pairs: Vec::new(),
            of_kinds: Vec::new(),
            of_words: Vec::new(),
            of_rules: Vec::new(),
        }
    }

    /// Looks at a run.
    pub(super) fn read(&mut self, run: &Range<usize>) {
        self.run(run);
        self.look_up_chars();
        self.look_up_words();
        self.look_up_rules();
    }

    /// What was looked up for each character of the run; but for what the rules say.
    pub(super) fn features(&self) -> impl Iterator<Item = Features<'_, T>> {
        let words = self.words.iter().skip(1).zip(&self.of_words);
        let mut at = 0;
        words.flat_map(move |(word, told)| {
            let from = at;
            at += word.chars;
            (0..word.chars).filter_map(move |i| {
                Some(Features {
                    chars: self.of_chars.get(from + i..)?.first_chunk()?,
                    pairs: self.of_pairs.get(from + i..)?.first_chunk()?,
                    kinds: *self.of_kinds.get(from + i)?,
                    words: told,
                    // The first character, the last one, both, or another one.
                    place: usize::from(i == 0) + 2 * usize::from(i + 1 == word.chars),
                })
            })
        })
    }

    fn run(&mut self, run: &Range<usize>) {
        let view = self.view;
        let (start, end) = (view.tokens[run.start].span.start(), view.tokens[run.end - 1].span.end());
        self.chars.clear();
        self.places.clear();
        let line = |c: &char| *c != '\n';
        let mut add = |c: char| self.chars.push((u64::from(folded(c) as u32), kind_of_char(view, c)));
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

    /// What is seen tells something to each place near it.
    fn look_up_chars(&mut self) {
        let looked_up = &self.looked_up;
        self.of_chars.clear();
        self.of_chars.extend(self.chars.iter().skip(1).map(|c| looked_up(key(1, c.0, 0))));
        self.of_pairs.clear();
        self.of_pairs.extend(self.chars.windows(2).map(|c| looked_up(key(2, c[0].0 << 21 | c[1].0, 0))));
        self.of_kinds.clear();
        let near = self.chars.windows(3).skip(1);
        self.of_kinds.extend(near.map(|c| looked_up(key(3, c[0].1 << 42 | c[1].1 << 21 | c[2].1, 0))));
    }

    fn look_up_words(&mut self) {
        let looked_up = &self.looked_up;
        let keys = |words: &[Word]| {
            let [before, word, next] = [&words[0], &words[1], &words[2]];
            [
                key(10, word.hash, 0),
                key(11, before.tag, word.tag),
                key(12, word.tag, next.tag),
                key(13, before.hash, 0),
                key(14, word.form, word.tag),
                key(15, next.last, 0),
                key(16, word.last, 0),
                key(17, word.head, word.tag),
            ]
        };
        self.of_words.clear();
        self.of_words.extend(self.words.windows(3).map(|words| keys(words).map(looked_up)));
    }

    /// What the rules say; nothing where they say nothing near.
    fn look_up_rules(&mut self) {
        self.of_rules.clear();
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
            let mut tell = |key| self.of_rules.push((at, (self.looked_up)(key)));
            if now.what != 0 {
                tell(key(20, now.what, now.sure));
                tell(key(21, now.rule, now.what << 3 | now.sure));
            }
            if before.what | now.what | next.what != 0 {
                tell(key(22, before.what << 8 | next.what, now.what));
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
