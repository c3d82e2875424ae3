//! `marks.*`: what stands in 《》, typed by its ending.

use super::EntityKind;
use super::candidate::{Candidate, View};
use crate::lexicon::name_class as class;
use crate::text::border_before;

/// Longest content, in bytes.
const TITLE_BYTES_MAX: usize = 240;

/// 《…》: a law by its last word, a newspaper by its last word, else a work. Unclosed marks are no title.
pub(super) fn titles(view: &View<'_>, out: &mut Vec<Candidate>) {
    for (open, mark) in view.text.match_indices('《') {
        let start = open + mark.len();
        let stop = border_before(view.text, start + TITLE_BYTES_MAX);
        let Some(len) = view.text[start..stop].find(['》', '《', '\n']) else { continue };
        let end = start + len;
        if len == 0 || view.after(end) != Some('》') {
            continue;
        }
        let content = &view.text[start..end];
        let bare = content.split(['（', '(']).next().unwrap_or(content).trim_end();
        let (kind, score, rule) = if ends(view, bare, class::ORG_PAPER) || known_media(view, content) {
            (EntityKind::Organization, 84, "marks.paper")
        } else if ends(view, bare, class::LAW_END) {
            (EntityKind::Law, 84, "marks.law")
        } else {
            (EntityKind::Work, 82, "marks.work")
        };
        // Wins over all names inside: the outermost name only.
        out.push(Candidate { start, end, kind, score: score + 100, rule });
    }
}

fn known_media(view: &View<'_>, content: &str) -> bool {
    view.names.known(content).is_some_and(|k| k.kind == EntityKind::Organization)
}

/// Whether one of the last one to five characters is a word of the class.
fn ends(view: &View<'_>, content: &str, wanted: u32) -> bool {
    content.char_indices().rev().take(5).any(|(i, _)| {
        i > 0 && view.names.class(&content[i..]) & wanted != 0
            || i == 0 && wanted == class::LAW_END && view.names.class(content) & wanted != 0
    })
}
