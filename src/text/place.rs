//! The characters beside a place of a text.

/// A character, if any, and the place behind it.
pub(crate) struct At(pub(crate) Option<char>, pub(crate) usize);

/// The character at `p`.
#[inline]
pub(crate) fn at(text: &str, p: usize) -> At {
    match text.as_bytes().get(p) {
        Some(&b) if b < 0x80 => At(Some(char::from(b)), p + 1),
        Some(_) => wide(text, p),
        None => At(None, p),
    }
}

/// The character at byte `p`, and the place behind it. Nearly all are Han characters, which are read here without a call.
#[inline]
pub(crate) fn decode(text: &str, p: usize) -> Option<(char, usize)> {
    if let Some(&[b @ 0xE3..=0xE9, c, d]) = text.as_bytes().get(p..p + 3) {
        return Some((three(b, c, d)?, p + 3));
    }
    let At(c, next) = at(text, p);
    Some((c?, next))
}

/// [`at`] for what is not ASCII: nearly always a character of three bytes.
fn wide(text: &str, p: usize) -> At {
    if let Some(&[b @ 0xE0..0xF0, c, d, ..]) = text.as_bytes().get(p..) {
        return At(three(b, c, d), p + 3);
    }
    match text.get(p..).and_then(|rest| rest.chars().next()) {
        Some(c) => At(Some(c), p + c.len_utf8()),
        None => At(None, p),
    }
}

/// The character of three bytes.
#[inline]
pub(crate) fn three(b: u8, c: u8, d: u8) -> Option<char> {
    char::from_u32(u32::from(b & 15) << 12 | u32::from(c & 63) << 6 | u32::from(d & 63))
}

/// The character before `p`.
pub(crate) fn before(text: &str, p: usize) -> Option<char> {
    match *text.as_bytes().get(..p)? {
        [.., last] if last < 0x80 => Some(char::from(last)),
        [.., b @ 0xE0..0xF0, c, d] => three(b, c, d),
        _ => text.get(..p).and_then(|head| head.chars().next_back()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_characters_at_and_before_a_place_are_those_of_the_text() {
        let text = "a\u{e9}中\u{f900}𠮷，9\n";
        for p in 0..text.len() + 2 {
            let want = text.get(p..).and_then(|rest| rest.chars().next());
            let At(found, next) = at(text, p);
            // Inside a character there is none; a caller never asks.
            if text.is_char_boundary(p) {
                assert_eq!((found, next), (want, p + want.map_or(0, char::len_utf8)), "at {p}");
                assert_eq!(before(text, p), text[..p].chars().next_back(), "before {p}");
            }
        }
    }
}
