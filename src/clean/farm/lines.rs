//! Lines of a view, and how one goes.

use super::super::draft::Verdict;
use super::super::{Draft, View};

/// Start and end of each line of `text`, without line feeds.
pub(super) fn lines(text: &str) -> impl Iterator<Item = (usize, usize)> + '_ {
    let mut start = 0;
    text.split('\n').map(move |line| {
        let own = (start, start + line.len());
        start = own.1 + 1;
        own
    })
}

/// Takes out the line `[start, end)` of `view`: its block when it is all of it, else the line and a line feed.
pub(super) fn drop_line(draft: &mut Draft<'_>, view: &View, (start, end): (usize, usize), verdict: Verdict, why: &str) {
    let blocks = view.blocks();
    let at = blocks.partition_point(|b| b.2 < start);
    match blocks.get(at) {
        Some(&(block, s, e)) if s == start && e == end => draft.drop_block(block, verdict, why),
        Some(&(_, s, _)) if s < start => draft.edit(view, start - 1, end, "", verdict, why),
        Some(&(_, _, e)) if end < e => draft.edit(view, start, end + 1, "", verdict, why),
        _ => draft.edit(view, start, end, "", verdict, why),
    }
}

/// Longest first line, in characters, that may be a headline.
const HEADLINE_CHARS_MAX: usize = 60;

/// The page's title; where none is known, the first line of the body when it may be a headline.
pub(super) fn title(draft: &Draft<'_>, view: &View) -> Option<String> {
    if let Some(title) = &draft.metadata.title {
        return Some(title.clone());
    }
    let (start, end) = lines(&view.text).find(|l| !view.text[l.0..l.1].trim().is_empty())?;
    let line = view.text[start..end].trim();
    let has_more = view.text[end..].trim_start().len() > line.len();
    (has_more && !line.ends_with('。') && line.chars().nth(HEADLINE_CHARS_MAX).is_none()).then(|| line.to_owned())
}
