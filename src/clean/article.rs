//! Finds the article: which blocks are body, which lines inside it are none.

use super::Draft;
use super::draft::Verdict;
use crate::text::{Certainty, EditKind, PageSpan};

/// Longest first line, in characters, that is taken for the title of a text page.
const TITLE_CHARS_MAX: usize = 60;

/// Decides what the page is, which blocks are its article, and the metadata.
pub(super) fn choose(draft: &mut Draft<'_>) {
    let page = draft.page;
    draft.metadata.title = draft.given.title.clone();
    draft.metadata.published = draft.given.published.clone();
    let first = page.blocks.iter().position(|b| !b.span.of(&page.text).trim().is_empty());
    if let (None, Some(first)) = (&draft.metadata.title, first) {
        let line = page.blocks[first].span.of(&page.text);
        let title = line.trim();
        if page.blocks.len() > 1 && title.chars().count() <= TITLE_CHARS_MAX && !title.ends_with(['。', '！', '？'])
        {
            let start = page.blocks[first].span.start() + line.len() - line.trim_start().len();
            draft.metadata.title_at = Some(PageSpan::new(start, start + title.len()));
            draft.metadata.title = Some(title.to_owned());
            let verdict = Verdict { kind: EditKind::Title, rule: "title.first-line", certainty: Certainty::Exact };
            draft.drop_block(first, verdict, "the first line of a text page is its title");
        }
    }
}

/// Judges the lines inside the article.
pub(super) fn judge_lines(_draft: &mut Draft<'_>) {}
