//! The borders of characters next to a byte: where a window of so many bytes may start and end.

/// The last border of a character at or before byte `at`; the end of the text when `at` lies beyond.
pub(crate) fn border_before(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|i| text.is_char_boundary(*i)).unwrap_or(0)
}

/// The first border of a character at or behind byte `at`; the end of the text when there is none.
pub(crate) fn border_after(text: &str, at: usize) -> usize {
    (at..text.len()).find(|i| text.is_char_boundary(*i)).unwrap_or(text.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn borders_of_a_character_of_three_bytes() {
        let text = "a汉b";
        assert_eq!((0..7).map(|at| border_before(text, at)).collect::<Vec<_>>(), [0, 1, 1, 1, 4, 5, 5]);
        assert_eq!((0..7).map(|at| border_after(text, at)).collect::<Vec<_>>(), [0, 1, 4, 4, 4, 5, 5]);
    }
}
