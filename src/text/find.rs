//! Where a word stands in a text.

use memchr::{memchr_iter, memmem};

/// The bytes where a word begins, from left to right, without overlaps: as `match_indices` has them, but many bytes at a time.
pub(crate) fn places<'t>(text: &'t str, word: &'t str) -> impl Iterator<Item = usize> {
    memmem::find_iter(text.as_bytes(), word)
}

/// The byte where a word first begins in a line, as `find` has it: for short lines, where to prepare a search costs more than it.
pub(crate) fn first_place(line: &str, word: &str) -> Option<usize> {
    let (line, word) = (line.as_bytes(), word.as_bytes());
    // The last byte of a Han character tells more than its first.
    let (last, before) = word.split_last()?;
    memchr_iter(*last, line.get(before.len()..)?).find(|at| line[*at..].starts_with(before))
}

/// Whether a short line holds one of some words.
pub(crate) fn holds_any(line: &str, words: &[&str]) -> bool {
    words.iter().any(|w| first_place(line, w).is_some())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn places_are_those_of_the_standard_library(text in "[日电讯期周9a，]{0,60}") {
            for word in ["日电", "周", "日日", "9"] {
                let wanted: Vec<usize> = text.match_indices(word).map(|m| m.0).collect();
                prop_assert_eq!(places(&text, word).collect::<Vec<_>>(), wanted);
                prop_assert_eq!(first_place(&text, word), text.find(word));
            }
        }
    }
}
