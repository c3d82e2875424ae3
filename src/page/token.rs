//! From markup to tags and text, as the HTML standard cuts them, for the tree builder of html5ever.
//!
//! The tokenizer of html5ever reads one character at a time, copies what it reads, and keeps all that it reads. Here stretches are
//! found many bytes at a time, text and values are shared with the page, comments are passed over, and of the attributes only those
//! become values that somebody reads. The tests hold it against html5ever's own.

use super::block::is_line;
use super::dom::{NodeId, Sink, Tree};
use super::guard::Guard;
use super::reference;
use html5ever::buffer_queue::BufferQueue;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{Doctype, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts};
use html5ever::tree_builder::{TreeBuilder, TreeBuilderOpts};
use html5ever::{Attribute, LocalName, QualName, local_name, ns};
use memchr::{memchr, memchr_iter, memchr2, memchr2_iter, memmem};
use std::borrow::Cow;
use std::cell::RefCell;
use std::ops::Range;

/// Most attributes of one tag that are kept: each is compared with those before it.
const ATTRIBUTES_MAX: usize = 128;

/// What a stretch of text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Text {
    /// Between tags.
    Data,
    /// In a title or a text area: references are read, tags are not.
    Title,
    /// In a script, a style and their like: as it stands.
    Raw,
    /// In a CDATA section: as it stands, but zero bytes are the tree builder's matter.
    Section,
}

/// What is read of a page.
pub(super) struct Markup {
    /// The page, with LF line ends.
    html: StrTendril,
    builder: TreeBuilder<NodeId, Sink>,
    guard: Guard,
}

impl Markup {
    /// Reads all of a page.
    pub(super) fn read(html: &str, sink: Sink) -> Tree {
        let html = with_line_feeds(html.strip_prefix('\u{feff}').unwrap_or(html));
        let builder = TreeBuilder::new(sink, TreeBuilderOpts::default());
        let markup = Self { html, builder, guard: Guard::default() };
        let mut at = 0;
        while at < markup.html.len() {
            at = markup.data(at);
        }
        let _ = markup.send(Token::EOFToken);
        markup.builder.end();
        html5ever::interface::TreeSink::finish(markup.builder.sink)
    }

    fn bytes(&self) -> &[u8] {
        self.html.as_bytes()
    }

    fn send(&self, token: Token) -> TokenSinkResult<NodeId> {
        self.builder.process_token(token, 1)
    }

    /// Byte behind the next `end` from `at`, else the end of the page.
    fn behind(&self, end: u8, at: usize) -> usize {
        memchr(end, &self.bytes()[at..]).map_or(self.html.len(), |i| at + i + 1)
    }

    /// Reads the text at `at`, or the tag; where it ends.
    fn data(&self, at: usize) -> usize {
        let bytes = self.bytes();
        let open = memchr(b'<', &bytes[at..]).map_or(bytes.len(), |i| at + i);
        self.text(at..open, Text::Data);
        match (bytes.get(open + 1), bytes.get(open + 2)) {
            (Some(b), _) if b.is_ascii_alphabetic() => self.tag(open + 1, TagKind::StartTag),
            (Some(b'/'), Some(b)) if b.is_ascii_alphabetic() => self.tag(open + 2, TagKind::EndTag),
            (Some(b'/'), Some(_)) | (Some(b'?'), _) => self.behind(b'>', open + 1),
            (Some(b'!'), _) => self.declaration(open),
            _ => {
                // A sign of its own; at the end of the page with its slash.
                let end = if bytes.get(open + 1) == Some(&b'/') { open + 2 } else { (open + 1).min(bytes.len()) };
                self.text(open..end, Text::Data);
                end
            }
        }
    }

    /// Hands a stretch of text over.
    fn text(&self, at: Range<usize>, kind: Text) {
        if at.is_empty() {
            return;
        }
        let text = &self.html[at.clone()];
        let has_references = matches!(kind, Text::Data | Text::Title);
        let odd = if has_references { memchr2(b'&', 0, text.as_bytes()) } else { memchr(0, text.as_bytes()) };
        if odd.is_none() {
            let shared = self.html.subtendril(at.start as u32, at.len() as u32);
            let _ = self.send(Token::CharacterTokens(shared));
            return;
        }
        let read = if has_references { reference::decoded(text, false) } else { Cow::Borrowed(text) };
        if matches!(kind, Text::Title | Text::Raw) {
            let _ = self.send(Token::CharacterTokens(read.replace('\0', "\u{fffd}").into()));
            return;
        }
        for (i, part) in read.split('\0').enumerate() {
            if i > 0 {
                let _ = self.send(Token::NullCharacterToken);
            }
            if !part.is_empty() {
                let _ = self.send(Token::CharacterTokens(part.into()));
            }
        }
    }

    /// Reads the tag whose name begins at `start`, and what only its end tag ends; a tag that the page ends in is none.
    fn tag(&self, start: usize, kind: TagKind) -> usize {
        let bytes = self.bytes();
        let end = bytes[start..].iter().position(|b| is_space(*b) || matches!(b, b'/' | b'>'));
        let Some(end) = end.map(|i| start + i) else { return bytes.len() };
        let name = LocalName::from(folded(&self.html[start..end]));
        let mut tag = Tag { kind, name, self_closing: false, attrs: Vec::new(), had_duplicate_attributes: false };
        let Some(at) = self.attributes(&mut tag, end) else { return bytes.len() };
        if !self.guard.admits(&tag, &self.builder.sink) {
            return at;
        }
        let name = tag.name.clone();
        match self.send(Token::TagToken(tag)) {
            TokenSinkResult::RawData(kind) => self.raw(kind, &name, at),
            TokenSinkResult::Plaintext => {
                self.text(at..bytes.len(), Text::Raw);
                bytes.len()
            }
            _ => at,
        }
    }

    /// Reads the attributes of a tag from `at` on, and the sign that ends it; none when the page ends before.
    fn attributes(&self, tag: &mut Tag, mut at: usize) -> Option<usize> {
        let bytes = self.bytes();
        let next = |at: usize, ends: fn(u8) -> bool| bytes[at..].iter().position(|b| ends(*b)).map(|i| at + i);
        loop {
            at = next(at, |b| !is_space(b))?;
            match bytes[at] {
                b'>' => return Some(at + 1),
                b'/' if bytes.get(at + 1) == Some(&b'>') => {
                    tag.self_closing = true;
                    return Some(at + 2);
                }
                b'/' => {
                    at += 1;
                    continue;
                }
                _ => {}
            }
            // Whatever an attribute begins with is part of its name.
            let end = next(at + 1, |b| is_space(b) || matches!(b, b'/' | b'>' | b'='))?;
            let name = &self.html[at..end];
            at = next(end, |b| !is_space(b))?;
            let mut value = at..at;
            if bytes[at] == b'=' {
                at = next(at + 1, |b| !is_space(b))?;
                match bytes[at] {
                    quote @ (b'"' | b'\'') => {
                        let close = memchr(quote, &bytes[at + 1..])?;
                        value = at + 1..at + 1 + close;
                        at = value.end + 1;
                    }
                    b'>' => {}
                    _ => {
                        let end = next(at, |b| is_space(b) || b == b'>')?;
                        value = at..end;
                        at = end;
                    }
                }
            }
            self.keep(tag, name, value);
        }
    }

    /// Keeps an attribute, when somebody reads it; the first of one name counts.
    fn keep(&self, tag: &mut Tag, name: &str, value: Range<usize>) {
        if tag.kind == TagKind::EndTag || tag.attrs.len() >= ATTRIBUTES_MAX {
            return;
        }
        let name = folded(name);
        let Some(name) =
            read_name(&tag.name, &name).or_else(|| is_kept_whole(&tag.name, &name).then(|| LocalName::from(name)))
        else {
            return;
        };
        if tag.attrs.iter().any(|a| a.name.local == name) {
            return;
        }
        let text = &self.html[value.clone()];
        let value = if memchr2(b'&', 0, text.as_bytes()).is_none() {
            self.html.subtendril(value.start as u32, value.len() as u32)
        } else {
            reference::decoded(text, true).replace('\0', "\u{fffd}").into()
        };
        tag.attrs.push(Attribute { name: QualName::new(None, ns!(), name), value });
    }

    /// Reads from `at` on what only the end tag of `name` ends, and that.
    fn raw(&self, kind: RawKind, name: &LocalName, at: usize) -> usize {
        let bytes = self.bytes();
        let end = match kind {
            RawKind::ScriptData => script_end(&bytes[at..]),
            _ => memmem::find_iter(&bytes[at..], "</").find(|i| is_tag(&bytes[at + i + 2..], name)),
        };
        let end = end.map_or(bytes.len(), |i| at + i);
        self.text(at..end, if kind == RawKind::Rcdata { Text::Title } else { Text::Raw });
        if end == bytes.len() { end } else { self.tag(end + 2, TagKind::EndTag) }
    }

    /// Reads what begins with `<!` at `open`.
    fn declaration(&self, open: usize) -> usize {
        let bytes = self.bytes();
        let (at, rest) = (open + 2, &bytes[open + 2..]);
        if rest.starts_with(b"--") {
            return comment_end(&rest[2..]).map_or(bytes.len(), |end| at + 2 + end);
        }
        if rest.get(..7).is_some_and(|word| word.eq_ignore_ascii_case(b"doctype")) {
            let end = self.behind(b'>', at);
            if let Some(doctype) = doctype(&self.html[open..end]) {
                let _ = self.send(Token::DoctypeToken(doctype));
            }
            return end;
        }
        if rest.starts_with(b"[CDATA[") && self.builder.adjusted_current_node_present_but_not_in_html_namespace() {
            let at = at + b"[CDATA[".len();
            let end = memmem::find(&bytes[at..], b"]]>").map_or(bytes.len(), |i| at + i);
            self.text(at..end, Text::Section);
            return (end + 3).min(bytes.len());
        }
        self.behind(b'>', at)
    }
}

/// A page with LF line ends.
fn with_line_feeds(html: &str) -> StrTendril {
    if memchr(b'\r', html.as_bytes()).is_none() {
        return html.into();
    }
    let mut out = StrTendril::with_capacity(html.len() as u32);
    let mut from = 0;
    for at in memchr_iter(b'\r', html.as_bytes()) {
        out.push_slice(&html[from..at]);
        from = at + 1;
        if html.as_bytes().get(from) != Some(&b'\n') {
            out.push_slice("\n");
        }
    }
    out.push_slice(&html[from..]);
    out
}

fn is_space(b: u8) -> bool {
    matches!(b, b'\t' | b'\n' | b'\x0c' | b' ')
}

/// A name of a tag or an attribute as the tree has it.
fn folded(name: &str) -> Cow<'_, str> {
    if name.bytes().any(|b| b.is_ascii_uppercase() || b == 0) {
        Cow::Owned(name.to_ascii_lowercase().replace('\0', "\u{fffd}"))
    } else {
        Cow::Borrowed(name)
    }
}

/// The attributes that are read off the tree (`block`, `meta`), and the one that tells the builder of a hidden field.
fn read_name(tag: &LocalName, name: &str) -> Option<LocalName> {
    let is = |own: &[LocalName]| own.contains(tag);
    Some(match name {
        "style" => local_name!("style"),
        "hidden" => local_name!("hidden"),
        "class" if is_line(tag) || *tag == local_name!("span") => local_name!("class"),
        "id" if is_line(tag) => local_name!("id"),
        "alt" if is(&[local_name!("img"), local_name!("image")]) => local_name!("alt"),
        "href" if is(&[local_name!("link")]) => local_name!("href"),
        "rel" if is(&[local_name!("link")]) => local_name!("rel"),
        "type" if is(&[local_name!("script"), local_name!("input")]) => local_name!("type"),
        "datetime" if is(&[local_name!("time")]) => local_name!("datetime"),
        "name" if is(&[local_name!("meta")]) => local_name!("name"),
        "property" if is(&[local_name!("meta")]) => local_name!("property"),
        "itemprop" => local_name!("itemprop"),
        "content" => local_name!("content"),
        _ => return None,
    })
}

/// Whether the tree builder looks at any attribute of an element: it compares those that format text, and a template may be a
/// root in the shadow. In a drawing, a prefix falls away. (Of links it compares nothing: one never stands inside another.)
fn is_kept_whole(tag: &LocalName, attribute: &str) -> bool {
    matches!(
        *tag,
        local_name!("b")
            | local_name!("big")
            | local_name!("code")
            | local_name!("em")
            | local_name!("font")
            | local_name!("i")
            | local_name!("nobr")
            | local_name!("s")
            | local_name!("small")
            | local_name!("strike")
            | local_name!("strong")
            | local_name!("template")
            | local_name!("tt")
            | local_name!("u")
    ) || attribute.starts_with("xlink:")
}

/// Whether the name of a tag stands at the head of `bytes`, and ends there.
fn is_tag(bytes: &[u8], name: &str) -> bool {
    bytes.get(..name.len()).is_some_and(|b| b.eq_ignore_ascii_case(name.as_bytes()))
        && bytes.get(name.len()).is_some_and(|b| is_space(*b) || matches!(b, b'/' | b'>'))
}

/// Where the end tag of a script begins. Scripts were once hidden in comments: inside one, the end tag of a script that begins there
/// ends only that.
fn script_end(bytes: &[u8]) -> Option<usize> {
    let mut at = 0;
    loop {
        let mut opens = memchr_iter(b'<', &bytes[at..]).map(|i| at + i);
        let open = opens.find(|i| bytes[*i..].starts_with(b"<!--") || is_end_of_script(&bytes[*i..]))?;
        if bytes[open + 1] == b'/' {
            return Some(open);
        }
        // The dashes that open the comment may close it.
        let from = open + 2;
        let mut is_inner = false;
        let mut end = None;
        for i in memchr2_iter(b'<', b'-', &bytes[from..]).map(|i| from + i) {
            let rest = &bytes[i..];
            if rest.starts_with(b"-->") {
                end = Some(i + 3);
                break;
            }
            if is_end_of_script(rest) {
                if !is_inner {
                    return Some(i);
                }
                is_inner = false;
            } else if rest[0] == b'<' && is_tag(&rest[1..], "script") {
                is_inner = true;
            }
        }
        at = end?;
    }
}

fn is_end_of_script(bytes: &[u8]) -> bool {
    bytes.starts_with(b"</") && is_tag(&bytes[2..], "script")
}

/// Where a comment ends of which `bytes` is what follows its first dashes.
fn comment_end(bytes: &[u8]) -> Option<usize> {
    if bytes.starts_with(b">") {
        return Some(1);
    }
    if bytes.starts_with(b"->") {
        return Some(2);
    }
    memchr_iter(b'-', bytes).find_map(|at| match &bytes[at + 1..] {
        [b'-', b'>', ..] => Some(at + 3),
        [b'-', b'!', b'>', ..] => Some(at + 4),
        _ => None,
    })
}

/// What a document's type says, read by html5ever: `markup` is from `<!` to the next `>`.
fn doctype(markup: &str) -> Option<Doctype> {
    struct Found(RefCell<Option<Doctype>>);
    impl TokenSink for Found {
        type Handle = ();
        fn process_token(&self, token: Token, _: u64) -> TokenSinkResult<()> {
            if let Token::DoctypeToken(doctype) = token {
                self.0.replace(Some(doctype));
            }
            TokenSinkResult::Continue
        }
    }
    let tokenizer = Tokenizer::new(Found(RefCell::new(None)), TokenizerOpts::default());
    let queue = BufferQueue::default();
    queue.push_back(markup.into());
    let _ = tokenizer.feed(&queue);
    tokenizer.end();
    tokenizer.sink.0.into_inner()
}

#[cfg(test)]
mod tests;
