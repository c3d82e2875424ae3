//! Bounds the work of parsing: tags that would nest or grow without bound never reach the tree builder, whose
//! time is the square of them. Their text does.

use super::dom::Sink;
use html5ever::tokenizer::{Tag, TagKind};
use html5ever::{LocalName, local_name};
use std::cell::Cell;

/// Deepest nesting that is kept. Browsers stop at 512.
const DEPTH_MAX: u32 = 480;
/// Most nodes of a page before further tags are ignored.
const TAGS_MAX: usize = 600_000;

/// Stands between the tokenizer and the tree builder and drops tags that would nest or grow without bound.
#[derive(Default)]
pub(super) struct Guard {
    /// Start tags that were dropped and not closed yet.
    dropped: Cell<usize>,
}

/// Whether the element has no end tag.
fn is_void(name: &LocalName) -> bool {
    matches!(
        *name,
        local_name!("area")
            | local_name!("base")
            | local_name!("br")
            | local_name!("col")
            | local_name!("embed")
            | local_name!("hr")
            | local_name!("img")
            | local_name!("input")
            | local_name!("link")
            | local_name!("meta")
            | local_name!("param")
            | local_name!("source")
            | local_name!("track")
            | local_name!("wbr")
    )
}

impl Guard {
    /// Whether the tag goes to the builder.
    pub(super) fn admits(&self, tag: &Tag, sink: &Sink) -> bool {
        let is_full = sink.nodes.borrow().len() > TAGS_MAX;
        let is_deep = sink.depth.get() >= DEPTH_MAX;
        let is_void = is_void(&tag.name);
        match tag.kind {
            TagKind::StartTag if is_full => false,
            TagKind::StartTag if is_void => true,
            // A raw-text element must reach the builder, which tells the tokenizer how to read it.
            TagKind::StartTag if is_deep && !matches!(&*tag.name, "script" | "style" | "textarea" | "title") => {
                self.dropped.set(self.dropped.get() + 1);
                false
            }
            TagKind::EndTag if self.dropped.get() > 0 && !is_void && !matches!(&*tag.name, "script" | "style") => {
                self.dropped.set(self.dropped.get() - 1);
                false
            }
            TagKind::EndTag => !is_full || sink.depth.get() < DEPTH_MAX,
            TagKind::StartTag => true,
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::page::Page;

    fn check(html: &str, is: &str) {
        assert_eq!(Page::read(html.as_bytes(), true, true).map(|p| p.text), Ok(is.to_owned()));
    }

    #[test]
    fn a_deep_page_and_a_crowded_tag_end() {
        check(&format!("{}文字{}<p>后", "<div>".repeat(100_000), "</div>".repeat(100_000)), "文字\n后\n");
        check(&format!("<p {}>文字", "a=1 b=2 ".repeat(100_000)), "文字\n");
        check(&format!("<p title='{}'>文字", "长 ".repeat(2_000)), "文字\n");
    }
}
