//! Names of makers and series, found by their ends: 波音|737, 骁龙|888, 蓝牙|5.3.

use super::builtin;
use super::name::ShortMap;
use crate::Error;
use crate::text::CharSet;

/// What a number behind the name is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum SeriesKind {
    /// A product of this maker.
    Maker,
    /// One of a series.
    Series,
    /// A version.
    Version,
}

/// Makers and series.
#[derive(Debug)]
pub(crate) struct Series {
    words: ShortMap<&'static str, SeriesKind>,
    /// Last characters of all names.
    ends: CharSet,
    /// Longest name, in characters.
    chars_max: usize,
}

impl Series {
    pub(super) fn load() -> Result<Self, Error> {
        let mut words = ShortMap::default();
        let mut ends = Vec::new();
        let mut chars_max = 0;
        for row in builtin!("number/series.tsv").rows() {
            let row = row?;
            let word = row.get(0)?;
            let kind = match row.get(1)? {
                "maker" => SeriesKind::Maker,
                "series" => SeriesKind::Series,
                "version" => SeriesKind::Version,
                other => return Err(row.error(format!("kind \"{other}\" is unknown"))),
            };
            words.insert(word, kind);
            ends.extend(word.chars().next_back());
            chars_max = chars_max.max(word.chars().count());
        }
        Ok(Self { words, ends: CharSet::new(ends), chars_max })
    }

    /// The longest name that ends where the text ends.
    pub(crate) fn ending(&self, head: &str) -> Option<SeriesKind> {
        if !self.ends.contains(head.chars().next_back()?) {
            return None;
        }
        let mut starts: Vec<usize> = head.char_indices().rev().take(self.chars_max).map(|(at, _)| at).collect();
        starts.reverse();
        starts.into_iter().find_map(|at| self.words.get(&head[at..]).copied())
    }
}
