//! Part-of-speech tags: jieba's set.

/// A part-of-speech tag, at most 8 ASCII bytes, as small as a number and compared as one.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Tag([u8; 8]);

/// Constants for jieba's tags.
macro_rules! tags {
    ($($name:ident = $tag:literal, $is:literal;)*) => {
        impl Tag {
            $(#[doc = $is] pub const $name: Tag = Tag::new($tag);)*
        }
    };
}

tags! {
    A = "a", "An adjective.";
    AD = "ad", "An adjective as an adverb.";
    AN = "an", "An adjective as a noun.";
    C = "c", "A conjunction.";
    D = "d", "An adverb.";
    ENG = "eng", "Latin letters.";
    G = "g", "A morpheme.";
    L = "l", "A phrase.";
    M = "m", "A numeral.";
    MQ = "mq", "A numeral with its measure word.";
    N = "n", "A noun.";
    NG = "ng", "A morpheme of a noun.";
    NR = "nr", "A person.";
    NRFG = "nrfg", "A person of old books.";
    NRT = "nrt", "A foreign person.";
    NS = "ns", "A place.";
    NT = "nt", "An organization.";
    NZ = "nz", "Another name.";
    P = "p", "A preposition.";
    Q = "q", "A measure word.";
    R = "r", "A pronoun.";
    S = "s", "A noun of place.";
    T = "t", "A time.";
    U = "u", "A particle.";
    V = "v", "A verb.";
    VI = "vi", "A verb without object.";
    VN = "vn", "A verb as a noun.";
    X = "x", "A mark, or anything unknown.";
    ZG = "zg", "A morpheme of a descriptive word.";
}

impl Tag {
    /// The tag with this name; what is longer than 8 bytes is cut.
    #[must_use]
    pub const fn new(name: &str) -> Tag {
        // Nearly all have one or two bytes: to copy each by a call costs more than all else.
        let mut tag = [0; 8];
        match name.as_bytes() {
            [] => {}
            &[a] => tag[0] = a,
            &[a, b] => (tag[0], tag[1]) = (a, b),
            &[a, b, c] => (tag[0], tag[1], tag[2]) = (a, b, c),
            bytes => {
                let mut i = 0;
                while i < bytes.len() && i < 8 {
                    tag[i] = bytes[i];
                    i += 1;
                }
            }
        }
        Tag(tag)
    }

    /// Its name.
    #[must_use]
    pub fn as_str(&self) -> &str {
        let len = self.0.iter().position(|&b| b == 0).unwrap_or(8);
        std::str::from_utf8(&self.0[..len]).unwrap_or("x")
    }

    /// The tag as a number; equal tags have equal ones.
    pub(crate) fn bits(self) -> u64 {
        u64::from_le_bytes(self.0)
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
