//! Takes out of a body what its site repeats.

use super::super::article::{cut_line, lines};
use super::super::draft::Verdict;
use super::super::{Draft, PageKind};
use super::{Place, Site};
use crate::text::{Certainty, Closed, EditKind};

/// Marks between the parts of a sentence.
const PARTS: [char; 5] = ['，', '、', '：', ',', ' '];
/// Marks behind which a sentence or a line begins.
const ENDS: [char; 6] = ['。', '！', '？', '；', '”', '\n'];

/// Lines first, then phrases inside those that stay.
pub(in crate::clean) fn apply(draft: &mut Draft<'_>) {
    let Some(site) = draft.site.filter(|_| matches!(draft.kind, PageKind::Article | PageKind::Forum)) else { return };
    cut_lines(draft, site);
    cut_phrases(draft, site);
}

/// A learned line goes where it stood when it was learned. A body of nothing but such lines stays: then they are its text.
fn cut_lines(draft: &mut Draft<'_>, site: &Site) {
    let all = lines(draft);
    let learned: Vec<Option<&[(Place, u32)]>> =
        all.iter().map(|l| site.lines.get(&l.folded).map(Vec::as_slice)).collect();
    let is_own = |i: &usize| learned[*i].is_none();
    let prose = |i: &usize| is_own(i) && all[*i].ends_like_prose();
    let first = (0..all.len()).find(prose).or_else(|| (0..all.len()).find(is_own));
    let last = (0..all.len()).rfind(prose).or_else(|| (0..all.len()).rfind(is_own));
    let (Some(first), Some(last)) = (first, last) else { return };
    let view = draft.view();
    for (i, line) in all.iter().enumerate() {
        let fits = |place| match place {
            Place::Before => i < first,
            Place::Inside => true,
            Place::After => i > last,
        };
        let Some((place, pages)) = learned[i].and_then(|l| l.iter().find(|l| fits(l.0))) else { continue };
        let verdict = Verdict { kind: EditKind::Template, rule: "template.block", certainty: Certainty::Likely };
        let (name, all_pages) = (&site.name, site.pages);
        let why = format!("the same line stands on {pages} of {all_pages} pages of {name} ({})", place.as_str());
        cut_line(draft, &view, line, verdict, &why);
    }
}

/// A learned phrase goes wherever it stands, with the mark that tied it to its sentence.
fn cut_phrases(draft: &mut Draft<'_>, site: &Site) {
    if site.phrases.is_empty() {
        return;
    }
    let view = draft.view();
    let text = view.text.as_str();
    let mut cuts: Vec<Vec<(usize, usize, &str)>> = vec![Vec::new(); site.phrases.len()];
    let mut free_from = 0;
    for found in site.finder.find(text) {
        let (start, end) = (found.start, found.end);
        let (before, after) = (text[..start].chars().next_back(), text[end..].chars().next());
        let begins = before.is_none_or(|c| ENDS.contains(&c));
        let ends = after.is_none_or(|c| ENDS.contains(&c));
        let is_part = |c: Option<char>| c.filter(|c| PARTS.contains(c)).map(char::len_utf8);
        let (start, end) = match (is_part(before), is_part(after)) {
            (_, Some(mark)) if begins => (start, end + mark),
            (Some(mark), _) if ends => (start - mark, end),
            (Some(mark), Some(_)) => (start - mark, end),
            _ => (start, end),
        };
        if start >= free_from {
            cuts[found.word].push((start, end, ""));
            free_from = end;
        }
    }
    for (phrase, cuts) in site.phrases.iter().zip(&cuts) {
        let verdict = Verdict { kind: EditKind::Template, rule: "template.phrase", certainty: Certainty::Likely };
        let why = format!(
            "the same words stand inside lines of {} of {} pages of {}, which are otherwise different",
            phrase.pages, site.pages, site.name
        );
        draft.edit_all(&view, cuts, verdict, &why);
    }
}
