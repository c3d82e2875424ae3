//! Where a word stands in a text.

use memchr::memmem;

/// The bytes where a word begins, from left to right, without overlaps: as `match_indices` has them, but many bytes at a time.
pub(crate) fn places<'t>(text: &'t str, word: &'t str) -> impl Iterator<Item = usize> {
    memmem::find_iter(text.as_bytes(), word)
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
            }
        }
    }
}
