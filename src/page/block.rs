//! The text-bearing blocks of a tree, in document order.

use super::dom::{Kind, NodeId, Tree};
use super::style;
use super::{Block, Container};
use crate::text::{PageSpan, is_han};
use html5ever::{LocalName, local_name};
use std::collections::BTreeSet;

/// Deepest element that is walked into; what lies deeper is read as part of it.
const DEPTH_MAX: usize = 4_000;
/// Fewest Han characters of an `alt` text that stands as a line of its own, less one.
const ALT_HAN_MIN: usize = 5;

/// Whether the text of the element is none of the page's.
fn is_silent(name: &LocalName) -> bool {
    matches!(
        *name,
        local_name!("script")
            | local_name!("style")
            | local_name!("template")
            | local_name!("noscript")
            | local_name!("title")
            | local_name!("head")
            | local_name!("iframe")
            | local_name!("object")
            | local_name!("svg")
            | local_name!("select")
            | local_name!("textarea")
            | local_name!("canvas")
            | local_name!("math")
            | local_name!("noframes")
            | local_name!("datalist")
    )
}

/// Whether the element begins and ends a line.
pub(super) fn is_line(name: &LocalName) -> bool {
    matches!(
        *name,
        local_name!("address")
            | local_name!("article")
            | local_name!("aside")
            | local_name!("blockquote")
            | local_name!("body")
            | local_name!("button")
            | local_name!("caption")
            | local_name!("center")
            | local_name!("dd")
            | local_name!("details")
            | local_name!("dialog")
            | local_name!("dir")
            | local_name!("div")
            | local_name!("dl")
            | local_name!("dt")
            | local_name!("fieldset")
            | local_name!("figcaption")
            | local_name!("figure")
            | local_name!("footer")
            | local_name!("form")
            | local_name!("h1")
            | local_name!("h2")
            | local_name!("h3")
            | local_name!("h4")
            | local_name!("h5")
            | local_name!("h6")
            | local_name!("header")
            | local_name!("hgroup")
            | local_name!("hr")
            | local_name!("html")
            | local_name!("legend")
            | local_name!("li")
            | local_name!("main")
            | local_name!("menu")
            | local_name!("nav")
            | local_name!("ol")
            | local_name!("p")
            | local_name!("pre")
            | local_name!("section")
            | local_name!("summary")
            | local_name!("table")
            | local_name!("tbody")
            | local_name!("tfoot")
            | local_name!("thead")
            | local_name!("tr")
            | local_name!("ul")
    )
}

/// What was read off a tree.
#[derive(Default)]
pub(super) struct Blocks {
    pub(super) text: String,
    pub(super) blocks: Vec<Block>,
    pub(super) containers: Vec<Container>,
    /// Words inside sentences that a style hides.
    pub(super) unseen: Vec<PageSpan>,
}

impl Blocks {
    /// Adds the blocks of another tree behind these.
    pub(super) fn append(&mut self, other: Self) {
        let (bytes, containers) = (self.text.len(), self.containers.len() as u32);
        let moved = |span: PageSpan| PageSpan::new(span.start() + bytes, span.end() + bytes);
        self.text.push_str(&other.text);
        self.unseen.extend(other.unseen.into_iter().map(moved));
        self.blocks.extend(other.blocks.into_iter().map(|b| Block {
            span: moved(b.span),
            container: b.container + containers,
            ..b
        }));
        self.containers.extend(
            other.containers.into_iter().map(|c| Container {
                parent: if c.parent == u32::MAX { u32::MAX } else { c.parent + containers },
                ..c
            }),
        );
    }
}

/// Facts that an element hands down.
#[derive(Clone, Copy)]
struct Inherited {
    container: u32,
    hidden: bool,
    in_link: bool,
    keeps_space: bool,
    heading: bool,
}

/// An element that is walked into.
struct Inside {
    child: NodeId,
    state: Inherited,
    /// Whether a line ends where it does.
    ends_line: bool,
}

/// Bytes up to the next white space.
fn ink(text: &str) -> usize {
    let is_white = |(i, b): &(usize, &u8)| match b {
        b' ' | b'\t' | b'\n' | b'\r' | b'\x0c' => true,
        // The first byte of a space that does not break.
        0xC2 => text.as_bytes().get(i + 1) == Some(&0xA0),
        _ => false,
    };
    text.as_bytes().iter().enumerate().find(is_white).map_or(text.len(), |white| white.0)
}

fn is_white(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\r' | '\u{c}')
}

struct Walk<'t> {
    tree: &'t Tree,
    out: Blocks,
    line: String,
    link_chars: u32,
    /// White space that waits for the next word.
    space: bool,
    state: Inherited,
    table_row: bool,
    row_started: bool,
    /// The texts of sheets that were not read yet, and the classes whose words the others make unseen.
    sheets: Vec<NodeId>,
    unseen: BTreeSet<String>,
    /// Such words in the line, in bytes.
    decoys: Vec<(usize, usize)>,
}

pub(super) fn blocks(tree: &Tree) -> Blocks {
    let root = Container { parent: u32::MAX, tag: String::new(), hint: String::new() };
    let state = Inherited { container: 0, hidden: false, in_link: false, keeps_space: false, heading: false };
    let out = Blocks { containers: vec![root], ..Blocks::default() };
    let mut walk = Walk {
        tree,
        out,
        line: String::new(),
        link_chars: 0,
        space: false,
        state,
        table_row: false,
        row_started: false,
        sheets: Vec::new(),
        unseen: BTreeSet::new(),
        decoys: Vec::new(),
    };
    walk.run();
    walk.flush();
    walk.out
}

impl Walk<'_> {
    fn run(&mut self) {
        let mut stack: Vec<(NodeId, Inherited, bool)> = Vec::new();
        let mut node = self.tree.first_child(0);
        while let Some(id) = node {
            if let Some(inside) = self.enter(id, stack.len()) {
                stack.push((id, self.state, inside.ends_line));
                self.state = inside.state;
                node = Some(inside.child);
                continue;
            }
            node = self.tree.next_sibling(id);
            while node.is_none() {
                let Some((parent, state, ends_line)) = stack.pop() else { return };
                if ends_line {
                    self.flush();
                }
                self.state = state;
                node = self.tree.next_sibling(parent);
            }
        }
    }

    fn enter(&mut self, id: NodeId, depth: usize) -> Option<Inside> {
        match self.tree.kind(id) {
            Kind::Text(text) => {
                self.words(text);
                return None;
            }
            Kind::Element { .. } => {}
            _ => return None,
        }
        let name = self.tree.local_name(id)?;
        if is_silent(name) {
            self.note_sheets(id, name);
            return None;
        }
        if !is_line(name) && self.is_decoy(id) {
            let start = self.line.len();
            self.all_words(id);
            self.decoys.push((start, self.line.len()));
            return None;
        }
        match *name {
            local_name!("br") => self.line_feed(),
            local_name!("img") => self.alt(id),
            _ => {}
        }
        let mut state = self.state;
        let starts_line = is_line(name);
        if starts_line {
            self.flush();
            let mut hint = String::new();
            for value in [self.tree.attribute(id, &local_name!("class")), self.tree.attribute(id, &local_name!("id"))]
                .into_iter()
                .flatten()
            {
                if !hint.is_empty() {
                    hint.push(' ');
                }
                hint.push_str(value);
            }
            hint.make_ascii_lowercase();
            self.out.containers.push(Container { parent: state.container, tag: (**name).to_owned(), hint });
            state.container = (self.out.containers.len() - 1) as u32;
            self.table_row = *name == local_name!("tr");
            self.row_started = false;
        }
        if matches!(*name, local_name!("td") | local_name!("th")) {
            if self.table_row && self.row_started && !self.line.is_empty() {
                self.line.push('\t');
                self.space = false;
            } else if !self.table_row {
                self.flush();
            }
            self.table_row = true;
            self.row_started = true;
        }
        let hides = self.hides(id);
        state.hidden |= hides;
        match *name {
            local_name!("a") => state.in_link = true,
            local_name!("pre") => state.keeps_space = true,
            local_name!("h1")
            | local_name!("h2")
            | local_name!("h3")
            | local_name!("h4")
            | local_name!("h5")
            | local_name!("h6") => state.heading = true,
            _ => {}
        }
        // A hidden element inside a line is a line of its own, so that it can be taken out alone.
        if state.hidden != self.state.hidden {
            self.flush();
        }
        if depth >= DEPTH_MAX {
            return None;
        }
        match self.tree.first_child(id) {
            Some(child) => Some(Inside { child, state, ends_line: starts_line || hides }),
            None => {
                if starts_line {
                    self.flush();
                }
                None
            }
        }
    }

    fn hides(&self, id: NodeId) -> bool {
        self.tree.attribute(id, &local_name!("hidden")).is_some()
            || self.tree.attribute(id, &local_name!("style")).is_some_and(style::hides_block)
    }

    /// Notes the sheets of the page's own, which are read when a word may depend on them.
    fn note_sheets(&mut self, id: NodeId, name: &LocalName) {
        let mut next = if *name == local_name!("head") { self.tree.first_child(id) } else { Some(id) };
        while let Some(own) = next.filter(|_| matches!(*name, local_name!("head") | local_name!("style"))) {
            let is_sheet = self.tree.local_name(own) == Some(&local_name!("style"));
            self.sheets.extend(self.tree.first_child(own).filter(|_| is_sheet));
            next = if own == id { None } else { self.tree.next_sibling(own) };
        }
    }

    /// Whether the page's sheets so far make words of one of these classes unseen.
    fn is_unseen_class(&mut self, classes: &str) -> bool {
        for sheet in std::mem::take(&mut self.sheets) {
            if let Kind::Text(sheet) = self.tree.kind(sheet) {
                style::learn(sheet, &mut self.unseen);
            }
        }
        !self.unseen.is_empty() && classes.split_ascii_whitespace().any(|c| self.unseen.contains(c))
    }

    /// Whether the element stands inside a sentence and its words are unseen: readers have the sentence without it. It stays in
    /// the line, so that what is taken out of it can be traced.
    fn is_decoy(&mut self, id: NodeId) -> bool {
        let is_inside = !self.state.hidden
            && !self.space
            && self.line.ends_with(|c| is_han(c) || "，。、；：！？“《（”》）".contains(c))
            && self.tree.next_sibling(id).is_some_and(|next| match self.tree.kind(next) {
                Kind::Text(text) => text.starts_with(|c| is_han(c) || "，。、；：！？”》）".contains(c)),
                _ => false,
            });
        if !is_inside {
            return false;
        }
        let tree = self.tree;
        self.hides(id)
            || tree.attribute(id, &local_name!("style")).is_some_and(style::hides_words)
            || tree.attribute(id, &local_name!("class")).is_some_and(|c| self.is_unseen_class(c))
    }

    /// Adds the words of an element and of all in it, white space joined.
    fn all_words(&mut self, top: NodeId) {
        let mut node = top;
        loop {
            if let Kind::Text(text) = self.tree.kind(node) {
                for (i, word) in text.split(is_white).enumerate() {
                    if i > 0 && !self.line.ends_with(' ') {
                        self.line.push(' ');
                    }
                    self.line.push_str(word);
                }
            }
            let inside = self.tree.local_name(node).is_none_or(|name| !is_silent(name));
            let mut next = self.tree.first_child(node).filter(|_| inside);
            while next.is_none() {
                if node == top {
                    return;
                }
                next = self.tree.next_sibling(node);
                if next.is_none() {
                    match self.tree.parent(node) {
                        Some(parent) => node = parent,
                        None => return,
                    }
                }
            }
            if let Some(next) = next {
                node = next;
            }
        }
    }

    fn words(&mut self, text: &str) {
        if self.state.keeps_space {
            for c in text.chars() {
                if c == '\n' { self.line_feed() } else { self.push(if c == '\u{a0}' { ' ' } else { c }) }
            }
            return;
        }
        let mut rest = text;
        while let Some(first) = rest.chars().next() {
            if is_white(first) {
                self.space = !self.line.is_empty() && !self.line.ends_with(['\n', '\t']);
                rest = rest.trim_start_matches(is_white);
            } else if first == '\u{a0}' {
                self.push(' ');
                rest = &rest[first.len_utf8()..];
            } else {
                let ink = ink(rest);
                self.push(first);
                self.line.push_str(&rest[first.len_utf8()..ink]);
                if self.state.in_link {
                    self.link_chars += rest[first.len_utf8()..ink].chars().count() as u32;
                }
                rest = &rest[ink..];
            }
        }
    }

    fn push(&mut self, c: char) {
        if self.space {
            self.space = false;
            if !self.line.ends_with(' ') || c != ' ' {
                self.line.push(' ');
            }
        }
        self.line.push(c);
        self.link_chars += u32::from(self.state.in_link);
    }

    fn line_feed(&mut self) {
        self.space = false;
        if !self.line.is_empty() {
            self.line.push('\n');
        }
    }

    fn alt(&mut self, id: NodeId) {
        let Some(alt) = self.tree.attribute(id, &local_name!("alt")) else { return };
        if alt.chars().filter(|c| is_han(*c)).count() < ALT_HAN_MIN {
            return;
        }
        let alt = alt.to_owned();
        self.flush();
        self.words(&alt);
        let is_alt = self.flush();
        if let (true, Some(last)) = (is_alt, self.out.blocks.last_mut()) {
            last.is_alt = true;
        }
    }

    /// Ends the line; whether there was one.
    fn flush(&mut self) -> bool {
        self.space = false;
        self.table_row = false;
        let end = self.line.trim_end_matches(['\n', ' ', '\t']).len();
        let had = !self.line[..end].trim().is_empty();
        if had {
            let start = self.out.text.len();
            self.out.text.push_str(&self.line[..end]);
            let span = PageSpan::new(start, self.out.text.len());
            let decoys = self.decoys.iter().filter(|d| d.0 < d.1 && d.1 <= end);
            self.out.unseen.extend(decoys.map(|d| PageSpan::new(start + d.0, start + d.1)));
            self.out.text.push('\n');
            self.out.blocks.push(Block {
                span,
                hidden: self.state.hidden,
                container: self.state.container,
                link_chars: self.link_chars,
                is_heading: self.state.heading,
                is_row: self.line[..end].contains('\t'),
                is_alt: false,
            });
        }
        self.line.clear();
        self.decoys.clear();
        self.link_chars = 0;
        had
    }
}

#[cfg(test)]
mod tests {
    use super::{Tree, blocks};

    /// The text without its unseen words.
    fn text(html: &str) -> String {
        let blocks = blocks(&Tree::parse(html));
        let mut text = blocks.text.clone();
        blocks.unseen.iter().rev().for_each(|u| text.replace_range(u.start()..u.end(), ""));
        text
    }

    #[test]
    fn unseen_words_inside_a_sentence_are_none_of_it() {
        for decoy in [
            "<font style='display:none'>某某下载</font>",
            "<span style='font-size:1px'>某某下载</span>",
            "<i hidden>某某下载</i>",
            "<b class='x1 y'>某某下载</b>",
            "<span class=x1>某某下载</span>",
        ] {
            let html = format!(
                "<head><style>.x1{{display:none}}</style></head><p>工程{decoy}进展顺利，{decoy}预计年底完工。</p>"
            );
            assert_eq!(text(&html).trim_end(), "工程进展顺利，预计年底完工。", "{decoy}");
        }
        // What stands alone, or is seen, is the page's.
        for own in [
            "<p>工程<span style='color:#fff'>进展</span>顺利。</p>",
            "<p>工程</p><p style='display:none'>进展</p><p>顺利。</p>",
            "<p>工程 <span style='display:none'>进展</span> 顺利。</p>",
            "<p>工程<b class='x1'>进展</b>顺利。</p>",
        ] {
            assert!(text(own).contains("进展"), "{own}");
        }
    }
}
