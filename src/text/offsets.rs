//! From bytes to Unicode code points, in one pass over sorted places.

/// Turns byte offsets of one text into code points. Cheap when asked in rising order.
///
/// Keeps one entry per 256 bytes: a look-up is an index and a short count.
#[derive(Debug)]
pub struct CodePoints<'t> {
    text: &'t [u8],
    /// Code points before byte `64 · i`.
    before: Vec<u32>,
}

/// Few enough for a byte to count them.
const STEP: usize = 64;

impl<'t> CodePoints<'t> {
    /// An index over `text`.
    #[must_use]
    pub fn new(text: &'t str) -> Self {
        let bytes = text.as_bytes();
        let mut before = Vec::with_capacity(bytes.len() / STEP + 1);
        let mut count = 0;
        for chunk in bytes.chunks(STEP) {
            before.push(count);
            count += starts(chunk);
        }
        Self { text: bytes, before }
    }

    /// Code points before `byte`.
    #[must_use]
    pub fn at(&self, byte: usize) -> usize {
        let step = (byte / STEP).min(self.before.len().saturating_sub(1));
        let before = self.before.get(step).copied().unwrap_or(0);
        before as usize + starts(&self.text[step * STEP..byte]) as usize
    }
}

/// Those of at most [`STEP`] bytes that start a code point: a byte counts them, so that the loop fills its lanes.
fn starts(bytes: &[u8]) -> u32 {
    debug_assert!(bytes.len() <= STEP);
    u32::from(bytes.iter().map(|&b| u8::from(b as i8 >= -0x40)).sum::<u8>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_like_chars() {
        let text = "2019年，GPT-4 👨‍👩‍👧 增长３.５%。".repeat(40);
        let points = CodePoints::new(&text);
        for (n, (byte, _)) in text.char_indices().enumerate() {
            assert_eq!(points.at(byte), n);
        }
        assert_eq!(points.at(text.len()), text.chars().count());
        assert_eq!(CodePoints::new("").at(0), 0);
    }
}
