//! `page`: bytes become a page: its text, and what the markup says of every block of it.
//!
//! Law: the blocks joined, each with its line end, are the page text.

mod block;
mod decode;
mod dom;
mod gallery;
mod guard;
mod meta;
mod reference;
mod script;
mod style;
mod token;

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
    /// The elements that blocks lie in; the first stands for the page.
    pub containers: Vec<Container>,
    /// Words inside sentences that a style hides, in order; readers have the sentences without them.
    pub unseen: Vec<PageSpan>,
}

/// An element that begins and ends a line.
#[derive(Debug, Clone, Default)]
pub struct Container {
    /// Index of the element around it; `u32::MAX` for the page.
    pub parent: u32,
    /// Its tag.
    pub tag: String,
    /// Its class and id, in lower case.
    pub hint: String,
}

/// A stretch of the page text that the markup holds together.
#[derive(Debug, Clone, Default)]
pub struct Block {
    /// Where, without the line end behind it. May hold line feeds of its own (`<br>`, cells of a table).
    pub span: PageSpan,
    /// Whether a style or an attribute hides it.
    pub hidden: bool,
    /// Index of the element that holds it.
    pub container: u32,
    /// Characters inside links.
    pub link_chars: u32,
    /// Whether it stands in a heading.
    pub is_heading: bool,
    /// Whether it is a row of a table.
    pub is_row: bool,
    /// Whether it is the text of a picture (`alt`).
    pub is_alt: bool,
}

/// What a page says of itself in its head and in scripts; the strongest evidence first.
#[derive(Debug, Clone, Default)]
pub struct Meta {
    /// `<title>`.
    pub title: Option<String>,
    /// Titles by Open Graph and JSON-LD.
    pub titles: Vec<String>,
    /// Times of publication.
    pub published: Vec<String>,
    /// Times of publication in scripts that hold the title.
    pub scripted: Vec<String>,
    /// Addresses that the page gives itself.
    pub addresses: Vec<String>,
    /// Persons.
    pub authors: Vec<String>,
    /// Who published it first.
    pub sources: Vec<String>,
    /// Names of the site.
    pub sites: Vec<String>,
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
            blocks.push(Block { span: PageSpan::new(start, end), ..Block::default() });
            start += line.len();
        }
        Self { text, blocks, encoding: "utf-8", ..Self::default() }
    }
}

impl Page {
    /// Decodes and parses a page.
    ///
    /// # Errors
    /// None today: what cannot be decoded is replaced and flagged. The stage and the cause, when a limit is passed.
    pub fn read(bytes: &[u8], is_html: bool, is_unicode: bool) -> Result<Self, (Stage, String)> {
        let decoded = decode::decode(bytes, is_unicode);
        let mut page = if is_html { Self::from_html(&decoded.text) } else { Self::from_text(&decoded.text) };
        page.encoding = decoded.encoding;
        page.encoding_guessed = decoded.guessed;
        Ok(page)
    }

    /// A page from markup.
    #[must_use]
    pub fn from_html(html: &str) -> Self {
        let tree = dom::Tree::parse(html);
        let mut blocks = block::blocks(&tree);
        let mut meta = meta::read(&tree);
        let state = meta::state_body(&tree, &blocks.text, &mut meta).or_else(|| gallery::captions(&tree, &blocks.text));
        if let Some(body) = state {
            blocks.append(block::blocks(&dom::Tree::parse(&body)));
        }
        Self {
            text: blocks.text,
            blocks: blocks.blocks,
            containers: blocks.containers,
            unseen: blocks.unseen,
            is_html: true,
            meta,
            encoding: "utf-8",
            ..Self::default()
        }
    }
}
