//! Borders of grapheme clusters (UAX #29).

use super::TextSpan;
use unicode_segmentation::GraphemeCursor;

/// Whether a span cuts no grapheme cluster at its edges.
#[must_use]
pub fn keeps_clusters(text: &str, span: TextSpan) -> bool {
    is_border(text, span.start()) && is_border(text, span.end())
}

fn is_border(text: &str, at: usize) -> bool {
    // Han, kana, CJK marks and ASCII behind no carriage return join nothing; only what may, is looked at closely.
    let next = text[at..].chars().next();
    let plain = next.is_none_or(|c| matches!(c, ' '..='~' | '\u{3001}'..='\u{3029}' | '\u{3041}'..='\u{3096}' | '\u{4E00}'..='\u{9FFF}' | '\u{FF01}'..='\u{FF5E}'));
    let before = text[..at].chars().next_back();
    let joiner =
        before.is_some_and(|c| c == '\u{200D}' || (c as u32) >= 0x1_0000 || ('\u{600}'..='\u{DFF}').contains(&c));
    if plain && !joiner {
        return true;
    }
    GraphemeCursor::new(at, text.len(), true).is_boundary(text, 0).unwrap_or(true)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_behind_a_digit_is_no_border() {
        let text = "共12\u{301}人";
        assert!(!keeps_clusters(text, TextSpan::new(3, 5)));
        assert!(keeps_clusters(text, TextSpan::new(3, 7)));
        assert!(keeps_clusters("共12人", TextSpan::new(3, 5)));
    }
}
