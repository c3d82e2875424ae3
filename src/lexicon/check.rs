//! Words that tie the operands of a check together, or silence it.

use super::builtin;
use crate::Error;
use crate::text::{CharSet, closed};

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
    classes: Vec<Class>,
}

/// The words of a class, and their first and last characters: nearly no place of a text has one, which is told without a look at the words.
#[derive(Debug)]
struct Class {
    /// Longest first.
    words: Vec<&'static str>,
    /// In the order of their bytes, so that those with the same first character stand together.
    sorted: Vec<&'static str>,
    firsts: CharSet,
    lasts: CharSet,
}

impl Class {
    fn new(mut words: Vec<&'static str>) -> Self {
        words.sort_unstable_by(|a: &&str, b: &&str| b.len().cmp(&a.len()).then(a.cmp(b)));
        let mut sorted = words.clone();
        sorted.sort_unstable();
        let firsts = CharSet::new(words.iter().filter_map(|w| w.chars().next()));
        let lasts = CharSet::new(words.iter().filter_map(|w| w.chars().next_back()));
        Self { words, sorted, firsts, lasts }
    }

    /// Whether one of the words stands at the start of `text`, whose first character is `first`.
    fn opens(&self, text: &str, first: char) -> bool {
        if !self.firsts.contains(first) {
            return false;
        }
        let from = self.sorted.partition_point(|w| *w < &text[..first.len_utf8()]);
        self.sorted[from..].iter().take_while(|w| w.starts_with(first)).any(|w| text.starts_with(w))
    }
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
        Ok(Self { classes: classes.into_iter().map(Class::new).collect() })
    }

    /// Whether `text` contains a word of the class.
    #[must_use]
    pub fn within(&self, class: CheckWord, text: &str) -> bool {
        let class = &self.classes[class as usize];
        text.char_indices().any(|(at, c)| class.opens(&text[at..], c))
    }

    /// `text` without the longest word of the class at its end.
    #[must_use]
    pub fn strip_end<'t>(&self, class: CheckWord, text: &'t str) -> Option<&'t str> {
        let class = &self.classes[class as usize];
        let may = text.chars().next_back().is_some_and(|c| class.lasts.contains(c));
        if may { class.words.iter().find_map(|w| text.strip_suffix(w)) } else { None }
    }

    /// `text` without the longest word of the class at its start.
    #[must_use]
    pub fn strip_start<'t>(&self, class: CheckWord, text: &'t str) -> Option<&'t str> {
        let class = &self.classes[class as usize];
        let may = text.chars().next().is_some_and(|c| class.firsts.contains(c));
        if may { class.words.iter().find_map(|w| text.strip_prefix(w)) } else { None }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Closed;

    #[test]
    fn words_are_found_where_a_plain_search_finds_them() {
        let words = CheckWords::load().expect("the built-in tables are sound");
        let texts = ["", "比去年同期增加", "如果产量减少", "预计的", "上年", "人均收入，平均", "不是GDP？", "a若"];
        for class in CheckWord::ALL {
            let list = &words.classes[*class as usize].words;
            for text in texts.iter().chain(list) {
                assert_eq!(words.within(*class, text), list.iter().any(|w| text.contains(w)), "{class:?} {text}");
                let end = list.iter().find_map(|w| text.strip_suffix(w));
                assert_eq!(words.strip_end(*class, text), end, "{class:?} {text}");
                let start = list.iter().find_map(|w| text.strip_prefix(w));
                assert_eq!(words.strip_start(*class, text), start, "{class:?} {text}");
            }
        }
    }
}
