//! What rules see of a text, and what they propose.

use super::EntityKind;
use crate::lexicon::{Lexicon, NameWords};
use crate::segment::{Segmented, Token};
use crate::text::Tag;

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

/// A text with its words and their classes.
pub(super) struct View<'a> {
    pub(super) text: &'a str,
    pub(super) tokens: &'a [Token],
    pub(super) classes: Vec<u32>,
    pub(super) names: &'a NameWords,
    pub(super) lexicon: &'a Lexicon,
}

impl<'a> View<'a> {
    pub(super) fn new(text: &'a str, words: &'a Segmented, lexicon: &'a Lexicon) -> Self {
        let names = &lexicon.name;
        let classes = words.tokens.iter().map(|t| names.class(t.span.of(text))).collect();
        Self { text, tokens: &words.tokens, classes, names, lexicon }
    }

    /// The words under a span of bytes; empty where the span cuts a character.
    pub(super) fn slice(&self, start: usize, end: usize) -> &'a str {
        self.text.get(start..end).unwrap_or("")
    }

    pub(super) fn word(&self, i: usize) -> &'a str {
        self.tokens.get(i).map_or("", |t| t.span.of(self.text))
    }

    pub(super) fn class(&self, i: usize) -> u32 {
        self.classes.get(i).copied().unwrap_or(0)
    }

    pub(super) fn tag(&self, i: usize) -> Tag {
        self.tokens.get(i).map_or(Tag::X, |t| t.tag)
    }

    /// Length of a token in characters.
    pub(super) fn chars(&self, i: usize) -> usize {
        self.word(i).chars().count()
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

    /// Whether a token starts or ends at byte `at`.
    pub(super) fn is_edge(&self, at: usize) -> bool {
        let i = self.tokens.partition_point(|t| t.span.start() < at);
        self.tokens.get(i).is_some_and(|t| t.span.start() == at)
            || i > 0 && self.tokens[i - 1].span.end() == at
            || i == 0 && at == 0
    }

    /// Index of the first token that starts at or behind `at`.
    pub(super) fn token_at(&self, at: usize) -> usize {
        self.tokens.partition_point(|t| t.span.start() < at)
    }
}
