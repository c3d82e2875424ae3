//! `page`: bytes become a page: its text, and what the markup says of every block of it.
//!
//! Law: the blocks joined, each with its line end, are the page text.

use crate::text::{PageSpan, closed};

/// One page, decoded and parsed.
#[derive(Debug, Clone, Default)]
pub struct Page {
    /// The page text: for HTML every text-bearing block on a line of its own, for text the file with LF line ends.
    pub text: String,
    /// The lines of the page text, in order. Of a text file only the places are known.
    pub blocks: Vec<Block>,
    /// Name of the encoding that was read.
    pub encoding: &'static str,
    /// Whether nothing declared or proved the encoding, so that it had to be guessed.
    pub encoding_guessed: bool,
    /// Whether the page came as HTML.
    pub is_html: bool,
    /// What the page says of itself outside its text.
    pub meta: Meta,
}

/// A stretch of the page text that the markup holds together.
#[derive(Debug, Clone, Default)]
pub struct Block {
    /// Where, without the line end behind it. May hold line feeds of its own (`<br>`, cells of a table).
    pub span: PageSpan,
    /// Whether a style or an attribute hides it.
    pub hidden: bool,
}

/// What a page says of itself in its head and in scripts.
#[derive(Debug, Clone, Default)]
pub struct Meta {
    /// `<title>`.
    pub title: Option<String>,
}

closed! {
    /// Where reading a page failed.
    pub enum Stage {
        /// The input could not be read.
        Read = "read",
        /// The bytes could not be decoded.
        Decode = "decode",
        /// The row or markup could not be parsed.
        Parse = "parse",
        /// A limit was passed.
        Limit = "limit",
        /// A bug of ours.
        Internal = "internal",
    }
}

impl Page {
    /// A page from plain text.
    #[must_use]
    pub fn from_text(text: &str) -> Self {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text).replace("\r\n", "\n");
        let mut blocks = Vec::new();
        let mut start = 0;
        for line in text.split_inclusive('\n') {
            let end = start + line.strip_suffix('\n').unwrap_or(line).len();
            blocks.push(Block { span: PageSpan::new(start, end), hidden: false });
            start += line.len();
        }
        Self { text, blocks, encoding: "utf-8", ..Self::default() }
    }
}

impl Page {
    /// Decodes and parses a page.
    ///
    /// # Errors
    /// When the bytes are no text, or a limit is passed: the stage and the cause.
    pub fn read(bytes: &[u8], is_html: bool, is_unicode: bool) -> Result<Self, (Stage, String)> {
        let _ = (is_html, is_unicode);
        let text = std::str::from_utf8(bytes)
            .map_err(|e| (Stage::Decode, format!("not UTF-8 at byte {}", e.valid_up_to())))?;
        Ok(Self::from_text(text))
    }
}
