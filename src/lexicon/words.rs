//! jieba with our words.

use super::Table;
use crate::Error;
use jieba_rs::Jieba;

/// jieba with our words.
pub struct Words {
    jieba: Jieba,
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
        Ok(Self { jieba })
    }

    /// The segmenter.
    #[must_use]
    pub fn jieba(&self) -> &Jieba {
        &self.jieba
    }

    /// Whether the dictionary holds the word.
    #[must_use]
    pub fn has(&self, word: &str) -> bool {
        self.jieba.has_word(word)
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
