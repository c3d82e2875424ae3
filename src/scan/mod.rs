//! `scan`: numerals, dates and codes, found on the characters before any word is cut.
//!
//! Law: a numeral read back from its value is the same value.

use crate::lexicon::Lexicon;
use crate::text::{Tag, TextSpan, closed};

closed! {
    /// What a code is.
    pub enum CodeKind {
        Stock = "stock",
        Phone = "phone",
        DocumentNumber = "document_number",
        Url = "url",
        Email = "email",
        Ip = "ip",
        Coordinate = "coordinate",
        Model = "model",
        Version = "version",
        Flight = "flight",
        Train = "train",
        Id = "id",
        Other = "other",
    }
}

/// A string of signs that names something and measures nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Code {
    /// Where.
    pub span: TextSpan,
    /// What it is.
    pub kind: CodeKind,
}

/// A stretch whose two edges must be edges of tokens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Guard {
    /// Where.
    pub span: TextSpan,
    /// The tag of the token, when the stretch is one token: `m`, `t`, `eng`; `mq` lets jieba cut what is inside.
    pub tag: Tag,
}

/// What was found on the characters.
#[derive(Debug, Clone, Default)]
pub struct Scan {
    /// Sorted, disjoint.
    pub codes: Vec<Code>,
    /// Sorted, disjoint: what the segmenter must respect.
    pub guards: Vec<Guard>,
}

/// Scans a text.
#[must_use]
pub fn scan(_text: &str, _lexicon: &Lexicon) -> Scan {
    Scan::default()
}
