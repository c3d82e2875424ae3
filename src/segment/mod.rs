//! `segment`: sentences that respect quotes and brackets, tokens that respect what was scanned.
//!
//! Law: the tokens of a sentence joined are the sentence, white space aside, and none crosses the edge of a scanned number.

mod sentence;
mod token;

use crate::lexicon::Lexicon;
use crate::scan::Scan;
use crate::text::{Tag, TextSpan};

/// One word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token {
    /// Where.
    pub span: TextSpan,
    /// Its part of speech, of jieba's set.
    pub tag: Tag,
}

/// The sentences and tokens of a text.
#[derive(Debug, Clone, Default)]
pub struct Segmented {
    /// Sorted, disjoint; every sentence lies in one line.
    pub sentences: Vec<TextSpan>,
    /// Sorted, disjoint; every character that is no white space is in one.
    pub tokens: Vec<Token>,
}

impl Segmented {
    /// The tokens that start in `span`.
    #[must_use]
    pub fn tokens_in(&self, span: TextSpan) -> &[Token] {
        &self.tokens[self.token_range(span)]
    }

    /// The indices of the tokens that start in `span`.
    #[must_use]
    pub fn token_range(&self, span: TextSpan) -> std::ops::Range<usize> {
        let start = self.tokens.partition_point(|t| t.span.start() < span.start());
        let end = self.tokens.partition_point(|t| t.span.start() < span.end());
        start..end.max(start)
    }

    /// The index of the sentence that holds byte `at`.
    #[must_use]
    pub fn sentence_at(&self, at: usize) -> Option<usize> {
        let i = self.sentences.partition_point(|s| s.end() <= at);
        self.sentences.get(i).filter(|s| s.start() <= at).map(|_| i)
    }
}

/// Cuts a text into sentences and tagged words.
#[must_use]
pub fn segment(text: &str, scan: &Scan, lexicon: &Lexicon) -> Segmented {
    Segmented { sentences: sentence::split(text, &scan.guards), tokens: token::cut(text, &scan.guards, lexicon) }
}
