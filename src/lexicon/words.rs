//! jieba with our words.

use super::Table;
use crate::Error;
use jieba_rs::Jieba;
use std::sync::atomic::{AtomicU64, Ordering};

/// Words of one or two Han characters that were asked for: whole words, so that what is remembered is exact. Most of a text's words are few,
/// and the dictionary's tree is larger than what a processor keeps near.
struct Asked(Box<[AtomicU64]>);

impl Asked {
    /// Words that it remembers at most; a power of two.
    const LEN: usize = 1 << 13;

    fn new() -> Self {
        Self((0..Self::LEN).map(|_| AtomicU64::new(0)).collect())
    }

    /// What `answer` says of a word, or said.
    #[inline]
    fn get(&self, word: &str, answer: impl FnOnce() -> bool) -> bool {
        // Six bytes, and behind them whether there are three: what has six may end with zeros.
        let word = match *word.as_bytes() {
            [a, b, c] => u64::from_le_bytes([a, b, c, 0, 0, 0, 0, 0]) << 16 | 2,
            [a, b, c, d, e, f] => u64::from_le_bytes([a, b, c, d, e, f, 0, 0]) << 16,
            _ => return answer(),
        };
        // Fibonacci hashing.
        let slot = &self.0[(word.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 51) as usize % Self::LEN];
        let known = slot.load(Ordering::Relaxed);
        if known & !1 == word {
            return known & 1 != 0;
        }
        let is = answer();
        slot.store(word | u64::from(is), Ordering::Relaxed);
        is
    }
}

/// jieba with our words.
pub struct Words {
    jieba: Jieba,
    asked: Asked,
}

impl std::fmt::Debug for Words {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Words")
    }
}

impl Words {
    pub(super) fn load(user: Option<&Table<'_>>) -> Result<Self, Error> {
        let mut jieba = Jieba::new();
        if let Some(user) = user {
            for row in user.rows() {
                let row = row?;
                jieba.add_word(row.get(0)?, None, Some(row.optional(2).unwrap_or("nz")));
            }
        }
        Ok(Self { jieba, asked: Asked::new() })
    }

    /// The segmenter.
    #[must_use]
    pub fn jieba(&self) -> &Jieba {
        &self.jieba
    }

    /// Whether the dictionary holds the word.
    #[must_use]
    pub fn has(&self, word: &str) -> bool {
        self.asked.get(word, || self.jieba.has_word(word))
    }

    /// Whether the dictionary holds the word, and not as a name.
    #[must_use]
    pub fn is_plain(&self, word: &str) -> bool {
        let tags = self.jieba.tag(word, false);
        matches!(tags.as_slice(), [only] if only.word == word && !matches!(only.tag, "nr" | "nrt" | "nrfg" | "ns" | "nt" | "nz"))
    }

    /// Whether the dictionary holds the word as the name of a person.
    #[must_use]
    pub fn is_name(&self, word: &str) -> bool {
        matches!(self.jieba.tag(word, false).as_slice(), [only] if only.word == word && only.tag.starts_with("nr"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_remembered_is_what_was_asked() {
        let words = Words::load(None).expect("built-in dictionaries are sound");
        let han = |c: u32| char::from_u32(c).unwrap_or('中');
        // More words than are remembered, so that slots are taken over.
        for (a, b) in (0..40_000).map(|n| (han(0x4E00 + n % 400 * 37), han(0x4E00 + n / 400 * 151))) {
            let word = String::from_iter([a, b]);
            for _ in 0..2 {
                assert_eq!(words.has(&word), words.jieba.has_word(&word), "{word}");
            }
        }
        for c in '\u{3400}'..='\u{9FFF}' {
            assert_eq!(words.has(&c.to_string()), words.jieba.has_word(&c.to_string()), "{c}");
        }
        for word in
            ["经济", "经", "经济学家", "", "ab", "abc", "，", "㏕", "abcdef", "\0\0\0", "\0\0\0\0\0\0", "经\0\0\0"]
        {
            assert_eq!(words.has(word), words.jieba.has_word(word), "{word}");
        }
    }
}
