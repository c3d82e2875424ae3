//! What rules see of a text, and what they propose.

use super::EntityKind;
use crate::lexicon::{Lexicon, NameWords};
use crate::segment::{Segmented, Token};
use crate::text::{HAN_LEADS, Tag};

/// A proposed mention. Offsets are bytes.
#[derive(Debug, Clone, Copy)]
pub(super) struct Candidate {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) kind: EntityKind,
    /// In hundredths: how sure the rule is; below [`SURE`] a mention needs support from elsewhere in the article.
    pub(super) score: i32,
    /// The rule's id.
    pub(super) rule: &'static str,
}

/// From here on a candidate is printed.
pub(super) const SURE: i32 = 60;

/// What is asked of a word again and again.
pub(super) struct Facts {
    /// Its classes.
    pub(super) class: u32,
    /// The classes of its first character.
    first: u32,
    /// Those that a longer word may have by its last character.
    pub(super) last: u32,
    /// Its length in characters.
    pub(super) chars: u32,
    /// Whether it has nothing but Han characters.
    pub(super) is_han: bool,
}

impl Facts {
    fn new(word: &str, names: &NameWords) -> Self {
        let mut rest = word.chars();
        let start = rest.next().unwrap_or('\0');
        let first = names.char_class(start);
        let Some(second) = rest.next() else {
            let is_han = crate::text::is_han(start);
            return Self { class: first, first, last: names.last_class(start), chars: 1, is_han };
        };
        // Nearly all words are of the characters that their first bytes tell.
        let (chars, is_han) = if word.len().is_multiple_of(3) && word.bytes().step_by(3).all(|b| HAN_LEADS.contains(&b))
        {
            (word.len() / 3, true)
        } else {
            (word.chars().count(), word.chars().all(crate::text::is_han))
        };
        let end = if chars == 2 { second } else { word.chars().next_back().unwrap_or(second) };
        let class = names.long_class(word, [start, second], chars);
        Self { class, first, last: names.last_class(end), chars: chars as u32, is_han }
    }
}

/// A text with its words and what is known of them.
pub(super) struct View<'a> {
    pub(super) text: &'a str,
    pub(super) tokens: &'a [Token],
    /// Of every token.
    pub(super) facts: Vec<Facts>,
    /// A bit a byte: whether a token starts or ends there.
    edges: Vec<u64>,
    pub(super) names: &'a NameWords,
    pub(super) lexicon: &'a Lexicon,
}

impl<'a> View<'a> {
    pub(super) fn new(text: &'a str, words: &'a Segmented, lexicon: &'a Lexicon) -> Self {
        let names = &lexicon.name;
        let facts = words.tokens.iter().map(|t| Facts::new(t.span.of(text), names)).collect();
        let mut edges = vec![0; text.len() / 64 + 1];
        for span in words.tokens.iter().map(|t| t.span) {
            [span.start(), span.end()].into_iter().for_each(|at| edges[at / 64] |= 1 << (at % 64));
        }
        edges[0] |= 1;
        Self { text, tokens: &words.tokens, facts, edges, names, lexicon }
    }

    /// The words under a span of bytes; empty where the span cuts a character.
    pub(super) fn slice(&self, start: usize, end: usize) -> &'a str {
        self.text.get(start..end).unwrap_or("")
    }

    pub(super) fn word(&self, i: usize) -> &'a str {
        self.tokens.get(i).map_or("", |t| t.span.of(self.text))
    }

    pub(super) fn class(&self, i: usize) -> u32 {
        self.facts.get(i).map_or(0, |f| f.class)
    }

    /// The classes of a token's first character.
    pub(super) fn first_class(&self, i: usize) -> u32 {
        self.facts.get(i).map_or(0, |f| f.first)
    }

    /// The classes that longer words may have that end as a token does.
    pub(super) fn last_class(&self, i: usize) -> u32 {
        self.facts.get(i).map_or(0, |f| f.last)
    }

    /// Whether a token has nothing but Han characters.
    pub(super) fn is_han(&self, i: usize) -> bool {
        self.facts.get(i).is_some_and(|f| f.is_han)
    }

    pub(super) fn tag(&self, i: usize) -> Tag {
        self.tokens.get(i).map_or(Tag::X, |t| t.tag)
    }

    /// Whether jieba's dictionary has a word; the others are its guesses.
    pub(super) fn is_known(&self, i: usize) -> bool {
        self.tokens.get(i).is_some_and(|t| t.is_known)
    }

    /// Length of a token in characters.
    pub(super) fn chars(&self, i: usize) -> usize {
        self.facts.get(i).map_or(0, |f| f.chars as usize)
    }

    /// Whether token `i + 1` begins where token `i` ends.
    pub(super) fn touches(&self, i: usize) -> bool {
        matches!((self.tokens.get(i), self.tokens.get(i + 1)), (Some(a), Some(b)) if a.span.end() == b.span.start())
    }

    /// The first character behind byte `at`.
    pub(super) fn after(&self, at: usize) -> Option<char> {
        self.text.get(at..).and_then(|t| t.chars().next())
    }

    /// The last character before byte `at`.
    pub(super) fn before(&self, at: usize) -> Option<char> {
        self.text.get(..at).and_then(|t| t.chars().next_back())
    }

    /// Whether a token starts or ends at byte `at`, or the text starts there.
    pub(super) fn is_edge(&self, at: usize) -> bool {
        self.edges.get(at / 64).is_some_and(|edges| edges >> (at % 64) & 1 != 0)
    }

    /// Index of the first token that starts at or behind `at`.
    pub(super) fn token_at(&self, at: usize) -> usize {
        self.tokens.partition_point(|t| t.span.start() < at)
    }
}
