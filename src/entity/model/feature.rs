//! What the chain sees of a character: its neighbours, the words there, what the rules say. Features are hashes.

use super::super::candidate::{Candidate, View};
use crate::lexicon::name_class as class;
use crate::text::{Tag, is_han};
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
    let (tag, cls, word) = (view.tag(i), view.class(i), view.word(i));
    let Some(first) = word.chars().next() else { return Part::Border };
    if first.is_ascii() {
        return match first {
            'A'..='Z' => Part::Evidence,
            'a'..='z' | '0'..='9' => Part::Neutral,
            _ => Part::Border,
        };
    }
    if !is_han(first) {
        return if matches!(first, '·' | '•' | '・' | '‧') || first.is_alphabetic() {
            Part::Evidence
        } else {
            Part::Border
        };
    }
    let single = word.len() == first.len_utf8();
    if single {
        return match tag.class() {
            b'u' | b'p' | b'c' | b'y' | b'r' => Part::Border,
            _ if cls & (class::SURNAME | class::TRANSLIT | class::PLACE | class::ORG) != 0 => Part::Evidence,
            _ => Part::Neutral,
        };
    }
    if matches!(tag, Tag::NR | Tag::NRT | Tag::NRFG | Tag::NS | Tag::NT | Tag::NZ | Tag::X)
        || cls & (class::ORG | class::PLACE | class::PAIR | class::VERB_PLACE | class::PLACE_FIRST) != 0
        || !view.lexicon.words.has(word)
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

/// A feature: what is asked, and up to two answers.
fn hash(template: u64, a: u64, b: u64) -> u64 {
    let h = (a ^ template.wrapping_mul(0x9E37_79B9_7F4A_7C15)).wrapping_mul(0xD6E8_FEB8_6659_FD93);
    let h = (h ^ (h >> 32) ^ b.wrapping_mul(0xA076_1D64_78BD_642F)).wrapping_mul(0xE703_7ED1_A0B4_28DB);
    h ^ (h >> 31)
}

fn of_word(word: &str) -> u64 {
    word.bytes().fold(0xcbf2_9ce4_8422_2325, |h, b| (h ^ u64::from(b)).wrapping_mul(0x100_0000_01b3))
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

/// Classes of words that tell something of the words beside them.
const TELLING: u32 = class::TITLE
    | class::SAY
    | class::RIGHT
    | class::ORG
    | class::WEAK
    | class::PLACE
    | class::EVENT
    | class::INNER
    | class::EDGE
    | class::STOP
    | class::SURNAME
    | class::LAW_END
    | class::ORG_CUE
    | class::PRODUCT_CUE;

/// Farthest ending of an organization or a place that a word knows of, in words.
const HEAD_WORDS_MAX: u64 = 6;

/// What is asked of a word.
#[derive(Clone, Copy, Default)]
struct Word {
    hash: u64,
    tag: u64,
    classes: u64,
    last: u64,
    /// Known to jieba, and its length.
    form: u64,
    /// The next ending ahead: how far, and of what.
    head: u64,
    /// The type of the name that a dictionary knows it as.
    known: u64,
}

fn word(view: &View<'_>, i: usize) -> Word {
    let word = view.word(i);
    if word.is_empty() {
        return Word::default();
    }
    let last = word.chars().next_back().unwrap_or(' ');
    let tag = view.tag(i);
    Word {
        hash: of_word(word),
        tag: of_word(tag.as_str()),
        classes: u64::from(view.class(i) & TELLING),
        last: u64::from(folded(last) as u32),
        form: view.chars(i).min(5) as u64 * 2 + u64::from(view.lexicon.words.has(word)),
        head: 0,
        known: known(view, word),
    }
}

/// The type of a known name, from one; else zero.
fn known(view: &View<'_>, word: &str) -> u64 {
    let mut chars = word.chars();
    let Some(first) = chars.next() else { return 0 };
    let length = 1 << word.chars().count().min(31);
    if view.names.lengths(first, chars.next()) & length == 0 {
        return 0;
    }
    view.names.known(word).map_or(0, |k| k.kind as u64 + 1)
}

/// The words of a run with one more on both sides.
fn words(view: &View<'_>, run: &Range<usize>) -> Vec<Word> {
    let mut out = Vec::with_capacity(run.len() + 2);
    out.push(run.start.checked_sub(1).map_or_else(Word::default, |i| word(view, i)));
    out.extend(run.clone().map(|i| word(view, i)));
    out.push(word(view, run.end));
    let (mut far, mut kind) = (HEAD_WORDS_MAX, 0);
    for (i, word) in run.clone().zip(&mut out[1..]).rev() {
        let mut bits = view.class(i) & (class::ORG | class::PLACE | class::EVENT);
        if bits == 0 && view.chars(i) >= 3 {
            let last = view.word(i).chars().next_back().unwrap_or(' ');
            bits = view.names.last_class(last) & (class::ORG | class::PLACE | class::EVENT);
        }
        (far, kind) = if bits != 0 { (0, u64::from(bits)) } else { ((far + 1).min(HEAD_WORDS_MAX), kind) };
        word.head = if far < HEAD_WORDS_MAX { kind * 8 + far + 1 } else { 0 };
    }
    out
}

/// What the rules say of a character: nothing, or the type, the place in the name, how sure; and by which rule.
#[derive(Clone, Copy, Default)]
struct Said {
    what: u64,
    sure: u64,
    rule: u64,
}

fn said(rules: &[Candidate], start: usize, end: usize) -> Said {
    let i = rules.partition_point(|r| r.end <= start);
    let Some(r) = rules.get(i).filter(|r| r.start <= start) else { return Said::default() };
    let at = u64::from(r.start == start) + 2 * u64::from(r.end == end);
    let sure = match r.score {
        ..50 => 1,
        50..60 => 2,
        60..66 => 3,
        66..74 => 4,
        74..90 => 5,
        _ => 6,
    };
    Said { what: 4 * (r.kind as u64 + 1) + at, sure, rule: of_word(r.rule) }
}

/// Tells `sink` the features of each character of a run; returns where the characters start, and the end.
pub(super) fn features(
    view: &View<'_>,
    run: &Range<usize>,
    rules: &[Candidate],
    mut sink: impl FnMut(usize, u64),
) -> Vec<usize> {
    let (start, end) = (view.tokens[run.start].span.start(), view.tokens[run.end - 1].span.end());
    let mut places: Vec<usize> = view.text[start..end].char_indices().map(|(at, _)| start + at).collect();
    places.push(end);
    let line = |c: &char| *c != '\n';
    let mut chars = vec!['\0'; 2];
    for (slot, c) in [1, 0].into_iter().zip(view.text[..start].chars().rev().take(2).take_while(line)) {
        chars[slot] = c;
    }
    chars.extend(view.text[start..end].chars());
    chars.extend(view.text[end..].chars().take(2).take_while(line));
    chars.resize(places.len() + 3, '\0');
    let kinds: Vec<u64> = chars.iter().map(|&c| kind_of_char(view, c)).collect();
    let chars: Vec<u64> = chars.into_iter().map(|c| u64::from(folded(c) as u32)).collect();
    for at in 0..places.len() - 1 {
        let [b, a, c, d, e] = [chars[at], chars[at + 1], chars[at + 2], chars[at + 3], chars[at + 4]];
        let pair = |x: u64, y: u64| x << 21 | y;
        sink(at, hash(1, c, 0));
        sink(at, hash(2, a, 0));
        sink(at, hash(3, d, 0));
        sink(at, hash(4, b, 0));
        sink(at, hash(5, e, 0));
        sink(at, hash(6, pair(a, c), 0));
        sink(at, hash(7, pair(c, d), 0));
        sink(at, hash(9, pair(d, e), 0));
        sink(at, hash(11, pair(pair(kinds[at + 1], kinds[at + 2]), kinds[at + 3]), 0));
    }
    of_words(view, run, start, &mut sink);
    of_rules(rules, &places, &mut sink);
    places
}

/// Features of the words; they differ by the place of the character in its word.
fn of_words(view: &View<'_>, run: &Range<usize>, start: usize, sink: &mut impl FnMut(usize, u64)) {
    let words = words(view, run);
    let mut at = 0;
    debug_assert_eq!(view.tokens[run.start].span.start(), start);
    for (k, i) in run.clone().enumerate() {
        let [before, word, next] = [words[k], words[k + 1], words[k + 2]];
        let chars = view.chars(i);
        for c in 0..chars {
            let place = u64::from(c == 0) + 2 * u64::from(c + 1 == chars);
            let mut ask = |template: u64, a: u64, b: u64| sink(at, hash(template * 4 + place, a, b));
            ask(10, word.hash, 0);
            ask(11, word.tag, 0);
            ask(12, before.tag, word.tag);
            ask(13, word.tag, next.tag);
            ask(15, before.hash, 0);
            ask(16, next.hash, 0);
            ask(19, next.classes, next.tag);
            ask(20, word.form, word.tag);
            ask(21, next.last, 0);
            ask(22, word.last, 0);
            ask(23, word.head, word.tag);
            ask(24, before.known << 8 | word.known, next.known);
            at += 1;
        }
    }
}

/// Features of what the rules say.
fn of_rules(rules: &[Candidate], places: &[usize], sink: &mut impl FnMut(usize, u64)) {
    let mut before = Said::default();
    let mut now = said(rules, places[0], places[1]);
    for at in 0..places.len() - 1 {
        let next = if at + 2 < places.len() { said(rules, places[at + 1], places[at + 2]) } else { Said::default() };
        sink(at, hash(200, now.what, now.sure));
        sink(at, hash(201, now.rule, now.what << 3 | now.sure));
        sink(at, hash(202, before.what << 8 | next.what, now.what));
        (before, now) = (now, next);
    }
}
