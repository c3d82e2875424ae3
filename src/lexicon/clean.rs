//! Line patterns: what stands on a line that is no part of an article.

use super::farm::{Classes, classed};
use super::line_index::{Index, Pattern};
use super::table::builtin;
use crate::Error;
use crate::text::{Closed, EditKind};
use std::sync::OnceLock;

/// Where a pattern of a line applies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Anchor {
    /// The whole line, anywhere on the page.
    Line,
    /// The whole line, before the first or behind the last paragraph of the body, or in a block of links.
    LineOutside,
    /// The line opens a tail: it and all that follow.
    Tail,
    /// The end of a line; the sentence before it stays.
    End,
    /// Honest information: never cut.
    Suspicion,
}

/// One pattern of a line.
#[derive(Debug, Clone, Copy)]
pub struct LineRule {
    /// Its id, the ledger's rule.
    pub id: &'static str,
    /// The ledger's kind.
    pub kind: EditKind,
    /// Where it applies.
    pub anchor: Anchor,
    pattern: &'static str,
    /// A line that it must match, and an honest one that it must not.
    pub examples: (&'static str, &'static str),
}

impl LineRule {
    /// Its pattern, without anchors.
    #[must_use]
    pub fn pattern(&self) -> &'static str {
        self.pattern
    }
}

/// The line patterns.
#[derive(Debug)]
pub struct CleanWords {
    /// Words by which a page speaks of itself: `reader`, `medium`, `matter`, `more`; and `world`, which says the contrary.
    pub own: Classes,
    rules: Vec<LineRule>,
    /// Built by the first page, so that commands without pages start without them.
    patterns: OnceLock<Patterns>,
}

impl CleanWords {
    pub(super) fn load() -> Result<Self, Error> {
        let mut rules = Vec::new();
        for row in builtin!("clean/line.tsv").rows() {
            let row = row?;
            let kind = EditKind::from_name(row.get(1)?).ok_or_else(|| row.error("no kind of the ledger"))?;
            let anchor = match row.get(3)? {
                "whole line" => Anchor::Line,
                "whole line outside body" => Anchor::LineOutside,
                "tail block" => Anchor::Tail,
                "line end" => Anchor::End,
                "suspicion only" => Anchor::Suspicion,
                other => return Err(row.error(format!("no anchor: {other}"))),
            };
            rules.push(LineRule {
                id: row.get(0)?,
                kind,
                anchor,
                pattern: row.get(2)?,
                examples: (row.get(4)?, row.get(5)?),
            });
        }
        Ok(Self { own: Classes::new(classed(&builtin!("clean/own.tsv"))?), rules, patterns: OnceLock::new() })
    }

    /// The rules.
    #[must_use]
    pub fn rules(&self) -> &[LineRule] {
        &self.rules
    }

    /// The rules that match the whole of a line (white space folded), in the order of the file.
    pub fn on_line(&self, line: &str) -> impl Iterator<Item = &LineRule> {
        self.patterns().whole.matching(line).map(|i| &self.rules[i])
    }

    /// The rule that matches at the end of a line, and where it starts.
    pub fn at_end(&self, line: &str) -> Option<(&LineRule, usize)> {
        let ends = &self.patterns().ends;
        let starts =
            ends.candidates(line).filter_map(|p| p.regex().find(line).map(|m| (&self.rules[p.rule], m.start())));
        starts.min_by_key(|h| h.1)
    }

    fn patterns(&self) -> &Patterns {
        self.patterns.get_or_init(|| {
            let (mut whole, mut ends) = (Vec::new(), Vec::new());
            for (rule, r) in self.rules.iter().enumerate() {
                match r.anchor {
                    Anchor::End => ends.push(Pattern::new(rule, r.pattern, false)),
                    _ => whole.push(Pattern::new(rule, r.pattern, true)),
                }
            }
            Patterns { whole: Index::new(whole), ends: Index::new(ends) }
        })
    }
}

#[derive(Debug)]
struct Patterns {
    whole: Index,
    ends: Index,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_matches_its_example_and_leaves_its_lookalike() {
        let words = CleanWords::load().expect("sound");
        for rule in words.rules() {
            let hits = |line: &str| {
                let line = line.split_whitespace().collect::<Vec<_>>().join(" ");
                if rule.anchor == Anchor::End {
                    words.at_end(&line).is_some_and(|(r, _)| r.id == rule.id)
                } else {
                    words.on_line(&line).any(|r| r.id == rule.id)
                }
            };
            assert!(
                hits(rule.examples.0) || rule.anchor == Anchor::End,
                "{} does not match {}",
                rule.id,
                rule.examples.0
            );
            assert!(!hits(rule.examples.1), "{} matches {}", rule.id, rule.examples.1);
        }
    }
}
