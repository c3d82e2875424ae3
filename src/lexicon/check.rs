//! Words that tie the operands of a check together, or silence it.

use super::builtin;
use crate::Error;
use crate::text::closed;

closed! {
    /// What a word says to a check.
    pub enum CheckWord {
        /// The amount rose.
        Up = "up",
        /// The amount fell.
        Down = "down",
        /// Stands between a verb and its number.
        Filler = "filler",
        /// Stands before the verb of a change and adds no subject.
        Lead = "lead",
        /// Names the earlier of two times.
        Past = "past",
        /// Names the later of two times.
        Present = "present",
        /// Names the other side of a comparison.
        Versus = "versus",
        /// The number is something else than the plain arithmetic of its neighbours.
        Silent = "silent",
        /// The clause is no plain fact.
        Unreal = "unreal",
        /// The whole sentence is no plain fact.
        If = "if",
        /// The text speaks of its own day.
        Deictic = "deictic",
        /// Around the number.
        About = "about",
        /// At most the number, and not far from it.
        Near = "near",
        /// At least the number.
        Over = "over",
        /// Says that a total follows.
        Total = "total",
        /// A counter of lists.
        Counter = "counter",
    }
}

/// Words that tie the operands of a check together, or silence it.
#[derive(Debug)]
pub struct CheckWords {
    /// One list a class, longest words first.
    classes: Vec<Vec<&'static str>>,
}

impl CheckWords {
    pub(super) fn load() -> Result<Self, Error> {
        use crate::text::Closed;
        let mut classes = vec![Vec::new(); CheckWord::ALL.len()];
        for row in builtin!("check/words.tsv").rows() {
            let row = row?;
            let class = CheckWord::from_name(row.get(1)?).ok_or_else(|| row.error("an unknown class"))?;
            classes[class as usize].push(row.get(0)?);
        }
        for class in &mut classes {
            class.sort_unstable_by(|a: &&str, b: &&str| b.len().cmp(&a.len()).then(a.cmp(b)));
        }
        Ok(Self { classes })
    }

    /// The first word of the class that `text` contains, longest words first.
    #[must_use]
    pub fn within(&self, class: CheckWord, text: &str) -> Option<&'static str> {
        self.classes[class as usize].iter().copied().find(|w| text.contains(w))
    }

    /// `text` without the longest word of the class at its end.
    #[must_use]
    pub fn strip_end<'t>(&self, class: CheckWord, text: &'t str) -> Option<&'t str> {
        self.classes[class as usize].iter().find_map(|w| text.strip_suffix(w))
    }

    /// `text` without the longest word of the class at its start.
    #[must_use]
    pub fn strip_start<'t>(&self, class: CheckWord, text: &'t str) -> Option<&'t str> {
        self.classes[class as usize].iter().find_map(|w| text.strip_prefix(w))
    }
}
