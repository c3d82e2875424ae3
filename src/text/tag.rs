//! Part-of-speech tags: jieba's set.

/// A part-of-speech tag, at most 7 ASCII bytes, as small as a number.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Tag([u8; 7]);

impl Tag {
    /// A time.
    pub const T: Tag = Tag::new("t");
    /// A numeral.
    pub const M: Tag = Tag::new("m");
    /// A measure word.
    pub const Q: Tag = Tag::new("q");
    /// A numeral with its measure word.
    pub const MQ: Tag = Tag::new("mq");
    /// A mark, or anything unknown.
    pub const X: Tag = Tag::new("x");
    /// Latin letters.
    pub const ENG: Tag = Tag::new("eng");

    /// The tag with this name; what is longer than 7 bytes is cut.
    #[must_use]
    pub const fn new(name: &str) -> Tag {
        let (bytes, mut tag, mut i) = (name.as_bytes(), [0; 7], 0);
        while i < bytes.len() && i < 7 {
            tag[i] = bytes[i];
            i += 1;
        }
        Tag(tag)
    }

    /// Its name.
    #[must_use]
    pub fn as_str(&self) -> &str {
        let len = self.0.iter().position(|&b| b == 0).unwrap_or(7);
        std::str::from_utf8(&self.0[..len]).unwrap_or("x")
    }

    /// First letter: the class (`n` nouns, `v` verbs, …).
    #[must_use]
    pub fn class(self) -> u8 {
        self.0[0]
    }
}

impl std::fmt::Debug for Tag {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}
