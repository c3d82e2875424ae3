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
    /// Whether the dictionary has it; the others are guesses, and pieces.
    pub is_known: bool,
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
    /// Cuts the tokens at the edges of names, which are sorted and disjoint: a piece that is a name gets its tag, another keeps the
    /// token's own.
    pub fn cut_at(&mut self, names: &[(TextSpan, Tag)]) {
        let crossed = |edge: usize, tokens: &[Token]| {
            let i = tokens.partition_point(|t| t.span.end() <= edge);
            tokens.get(i).is_some_and(|t| t.span.start() < edge)
        };
        if !names.iter().any(|(s, _)| crossed(s.start(), &self.tokens) || crossed(s.end(), &self.tokens)) {
            return;
        }
        let mut out = Vec::with_capacity(self.tokens.len() + names.len());
        let mut names = names.iter().peekable();
        for token in &self.tokens {
            let (mut from, end) = (token.span.start(), token.span.end());
            let piece = |from, to, tag| {
                let span = TextSpan::new(from, to);
                Token { span, tag, is_known: span == token.span && token.is_known }
            };
            while let Some((name, tag)) = names.peek().filter(|n| n.0.start() < end) {
                if name.start() > from {
                    out.push(piece(from, name.start(), token.tag));
                    from = name.start();
                }
                if name.end() > end {
                    break;
                }
                if name.end() > from {
                    let whole = from == token.span.start() && name.end() == end;
                    let is_name = from == name.start() && !whole;
                    let tag = if is_name { *tag } else { token.tag };
                    out.push(piece(from, name.end(), tag));
                    from = name.end();
                }
                names.next();
            }
            if from < end {
                out.push(piece(from, end, token.tag));
            }
        }
        self.tokens = out;
    }

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_are_cut_at_the_edges_of_names() {
        let text = "据台媒报道景甜点赞";
        let at = |part: &str| text.find(part).map(|i| TextSpan::new(i, i + part.len())).expect("in the text");
        let token = |part: &str, tag| Token { span: at(part), tag, is_known: true };
        let (n, v) = (Tag::N, Tag::V);
        let tokens = vec![
            token("据", Tag::P),
            token("台媒", n),
            token("报道", v),
            token("景", n),
            token("甜点", n),
            token("赞", v),
        ];
        let mut words = Segmented { sentences: vec![], tokens };
        let before = words.clone();
        words.cut_at(&[(at("报道"), Tag::NT)]);
        assert_eq!(words.tokens, before.tokens, "what is a word already stays as it is");
        words.cut_at(&[(at("台"), Tag::NS), (at("景甜"), Tag::NR)]);
        let pieces: Vec<(&str, Tag)> = words.tokens.iter().map(|t| (t.span.of(text), t.tag)).collect();
        assert_eq!(pieces[1..3], [("台", Tag::NS), ("媒", n)]);
        assert_eq!(pieces[4..7], [("景", n), ("甜", n), ("点", n)]);
        assert_eq!(pieces.iter().map(|p| p.0).collect::<String>(), text);
    }
}
