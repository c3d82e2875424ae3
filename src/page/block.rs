//! The text-bearing blocks of a tree, in document order.

use super::dom::{Kind, NodeId, Tree};
use super::{Block, Container};
use crate::text::{PageSpan, is_han};

/// Deepest element that is walked into; what lies deeper is read as part of it.
const DEPTH_MAX: usize = 4_000;
/// Fewest Han characters of an `alt` text that stands as a line of its own, less one.
const ALT_HAN_MIN: usize = 5;

/// Elements whose text is none of the page's.
const SILENT: &[&str] = &[
    "script", "style", "template", "noscript", "title", "head", "iframe", "object", "svg", "select", "textarea",
    "canvas", "math", "noframes", "datalist",
];
/// Elements that begin and end a line.
const LINES: &[&str] = &[
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "button",
    "center",
    "dd",
    "details",
    "dialog",
    "dir",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hgroup",
    "hr",
    "html",
    "legend",
    "li",
    "main",
    "menu",
    "nav",
    "ol",
    "p",
    "pre",
    "section",
    "summary",
    "table",
    "tbody",
    "tfoot",
    "thead",
    "tr",
    "caption",
    "ul",
];

/// What was read off a tree.
#[derive(Default)]
pub(super) struct Blocks {
    pub(super) text: String,
    pub(super) blocks: Vec<Block>,
    pub(super) containers: Vec<Container>,
}

impl Blocks {
    /// Adds the blocks of another tree behind these.
    pub(super) fn append(&mut self, other: Self) {
        let (bytes, containers) = (self.text.len(), self.containers.len() as u32);
        self.text.push_str(&other.text);
        self.blocks.extend(other.blocks.into_iter().map(|b| Block {
            span: PageSpan::new(b.span.start() + bytes, b.span.end() + bytes),
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
    };
    walk.run();
    walk.flush();
    walk.out
}

impl Walk<'_> {
    fn run(&mut self) {
        let mut stack: Vec<(NodeId, Inherited)> = Vec::new();
        let mut node = self.tree.first_child(0);
        while let Some(id) = node {
            let deeper = self.enter(id, stack.len());
            if let Some((child, state)) = deeper {
                stack.push((id, self.state));
                self.state = state;
                node = Some(child);
                continue;
            }
            node = self.tree.next_sibling(id);
            while node.is_none() {
                let Some((parent, state)) = stack.pop() else { return };
                self.leave(parent);
                self.state = state;
                node = self.tree.next_sibling(parent);
            }
        }
    }

    fn enter(&mut self, id: NodeId, depth: usize) -> Option<(NodeId, Inherited)> {
        match self.tree.kind(id) {
            Kind::Text(text) => {
                self.words(text);
                return None;
            }
            Kind::Element { .. } => {}
            _ => return None,
        }
        let name = self.tree.name(id);
        if SILENT.contains(&name) {
            return None;
        }
        if name == "br" {
            self.line_feed();
        }
        if name == "img" {
            self.alt(id);
        }
        let mut state = self.state;
        let starts_line = LINES.contains(&name);
        if starts_line {
            self.flush();
            let hint = [self.tree.attribute(id, "class"), self.tree.attribute(id, "id")]
                .into_iter()
                .flatten()
                .collect::<Vec<_>>()
                .join(" ")
                .to_ascii_lowercase();
            self.out.containers.push(Container { parent: state.container, tag: name.to_owned(), hint });
            state.container = (self.out.containers.len() - 1) as u32;
            self.table_row = name == "tr";
            self.row_started = false;
        }
        if matches!(name, "td" | "th") {
            if self.table_row && self.row_started && !self.line.is_empty() {
                self.line.push('\t');
                self.space = false;
            } else if !self.table_row {
                self.flush();
            }
            self.table_row = true;
            self.row_started = true;
        }
        state.hidden |= self.hides(id);
        state.in_link |= name == "a";
        state.keeps_space |= name == "pre";
        state.heading |= matches!(name, "h1" | "h2" | "h3" | "h4" | "h5" | "h6");
        // A hidden element inside a line is a line of its own, so that it can be taken out alone.
        if state.hidden != self.state.hidden {
            self.flush();
        }
        if depth >= DEPTH_MAX {
            return None;
        }
        match self.tree.first_child(id) {
            Some(child) => Some((child, state)),
            None => {
                if starts_line {
                    self.flush();
                }
                None
            }
        }
    }

    fn leave(&mut self, id: NodeId) {
        let name = self.tree.name(id);
        if LINES.contains(&name) || self.hides(id) {
            self.flush();
        }
    }

    fn hides(&self, id: NodeId) -> bool {
        let attribute = |n| self.tree.attribute(id, n);
        if attribute("hidden").is_some() {
            return true;
        }
        let Some(style) = attribute("style") else { return false };
        let style: String =
            style.chars().filter(|c| !c.is_whitespace()).take(400).collect::<String>().to_ascii_lowercase();
        [
            "display:none",
            "visibility:hidden",
            "font-size:0;",
            "font-size:0px",
            "text-indent:-9999",
            "left:-9999",
            "top:-9999",
            "opacity:0;",
        ]
        .iter()
        .any(|h| style.contains(h))
            || style.ends_with("font-size:0")
            || style.ends_with("opacity:0")
    }

    fn words(&mut self, text: &str) {
        if self.state.keeps_space {
            for c in text.chars() {
                if c == '\n' { self.line_feed() } else { self.push(if c == '\u{a0}' { ' ' } else { c }) }
            }
            return;
        }
        for c in text.chars() {
            if matches!(c, ' ' | '\t' | '\n' | '\r' | '\u{c}') {
                self.space = !self.line.is_empty() && !self.line.ends_with(['\n', '\t']);
            } else {
                self.push(if c == '\u{a0}' { ' ' } else { c });
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
        let Some(alt) = self.tree.attribute(id, "alt") else { return };
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
        self.link_chars = 0;
        had
    }
}
