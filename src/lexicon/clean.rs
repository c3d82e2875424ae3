//! Line patterns: what stands on a line that is no part of an article.

use super::table::builtin;
use crate::Error;
use crate::text::{Closed, EditKind};
use regex::{Regex, RegexSet, RegexSetBuilder};
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

/// The line patterns.
#[derive(Debug)]
pub struct CleanWords {
    rules: Vec<LineRule>,
    /// Built by the first page, so that commands without pages start without them.
    whole: OnceLock<RegexSet>,
    ends: OnceLock<(RegexSet, Vec<(usize, Regex)>)>,
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
        Ok(Self { rules, whole: OnceLock::new(), ends: OnceLock::new() })
    }

    /// The rules.
    #[must_use]
    pub fn rules(&self) -> &[LineRule] {
        &self.rules
    }

    /// The rules that match the whole of a line (white space folded), in the order of the file.
    pub fn on_line(&self, line: &str) -> impl Iterator<Item = &LineRule> {
        let set = self.whole.get_or_init(|| {
            let patterns = self
                .rules
                .iter()
                .map(|r| if r.anchor == Anchor::End { "$^".to_owned() } else { format!("^(?:{})$", r.pattern) });
            set(patterns)
        });
        set.matches(line).into_iter().map(|i| &self.rules[i])
    }

    /// The rule that matches at the end of a line, and where it starts.
    pub fn at_end(&self, line: &str) -> Option<(&LineRule, usize)> {
        let (set, each) = self.ends.get_or_init(|| {
            let own = || self.rules.iter().enumerate().filter(|(_, r)| r.anchor == Anchor::End);
            let ending = |r: &LineRule| format!("(?:{})$", r.pattern);
            let each = own()
                .map(|(i, r)| (i, Regex::new(&han(&ending(r))).expect("the patterns of clean/line.tsv are tested")))
                .collect();
            (set(own().map(|(_, r)| ending(r))), each)
        });
        let hits = set.matches(line);
        hits.into_iter()
            .filter_map(|i| each[i].1.find(line).map(|m| (&self.rules[each[i].0], m.start())))
            .min_by_key(|h| h.1)
    }
}

/// Two ranges instead of the twenty of the property: a tenth of the automaton, and the same lines.
fn han(pattern: &str) -> String {
    pattern.replace(r"\p{Han}", r"[\x{3400}-\x{9FFF}]")
}

fn set(patterns: impl Iterator<Item = String>) -> RegexSet {
    /// Bytes of the compiled set: bounded repetitions of Han make it large.
    const SIZE_MAX: usize = 256 << 20;
    /// Bytes of its cache: large enough never to be emptied within a page.
    const CACHE_MAX: usize = 64 << 20;
    RegexSetBuilder::new(patterns.map(|p| han(&p)))
        .size_limit(SIZE_MAX)
        .dfa_size_limit(CACHE_MAX)
        .build()
        .expect("the patterns of clean/line.tsv are tested")
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
