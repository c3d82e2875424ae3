//! Words that a style hides inside a sentence: readers have the sentence without them.

use super::super::Draft;
use super::super::draft::Verdict;
use crate::text::{Certainty, EditKind};

/// Takes out the unseen words of the body.
pub(super) fn run(draft: &mut Draft<'_>) {
    if draft.page.unseen.is_empty() {
        return;
    }
    let view = draft.view();
    let verdict = Verdict { kind: EditKind::Hidden, rule: "hidden.words", certainty: Certainty::Exact };
    let mut unseen = draft.page.unseen.iter().peekable();
    let mut cuts = Vec::new();
    for &(block, start, _) in view.blocks() {
        let span = draft.page.blocks[block].span;
        while unseen.next_if(|u| u.end() <= span.start()).is_some() {}
        while let Some(words) = unseen.next_if(|u| span.contains(**u)) {
            let from = start + words.start() - span.start();
            cuts.push((from, from + words.len(), ""));
        }
    }
    draft.edit_all(&view, &cuts, verdict, "a style hides these words inside the sentence");
    if let (Some(at), Some(title)) = (draft.metadata.title_at, &mut draft.metadata.title) {
        for words in draft.page.unseen.iter().filter(|u| at.contains(**u)) {
            *title = title.replacen(words.of(&draft.page.text), "", 1);
        }
    }
}
