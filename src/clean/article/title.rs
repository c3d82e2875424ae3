//! The title: the candidate that the others support most.

use super::super::Draft;
use super::Body;
use super::lines::{folded, is_noise};
use crate::text::PageSpan;

/// Longest first line, in characters, that is taken for the title of a text page.
const TITLE_CHARS_MAX: usize = 60;

fn key(title: &str) -> String {
    title.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// Decides on the title, and where it stands.
pub(super) fn decide(draft: &mut Draft<'_>, body: &Body) {
    let title = draft
        .given
        .title
        .clone()
        .or_else(|| if draft.page.is_html { of_tree(draft, body) } else { of_text(draft, body) });
    let Some(title) = title.map(|t| t.trim().to_owned()).filter(|t| !t.is_empty()) else { return };
    let wanted = key(&title);
    let page = draft.page;
    let same = |i: &usize| {
        let line = page.blocks[*i].span.of(&page.text);
        line.len() <= 4 * title.len() + 64 && key(line) == wanted
    };
    let near = |i: &usize| (!page.blocks[*i].is_heading, page.blocks[*i].hidden, i.abs_diff(body.first));
    let at =
        (0..page.blocks.len()).filter(|i| *i <= body.last && !page.blocks[*i].is_alt).filter(same).min_by_key(near);
    draft.metadata.title_at = at.and_then(|i| {
        let span = page.blocks[i].span;
        let line = span.of(&page.text);
        let start = span.start() + line.find(title.chars().next()?)?;
        let end = span.start() + line.trim_end().len();
        let words = page.text.get(start..end)?;
        let squash = |s: &str| s.chars().filter(|c| !c.is_whitespace()).collect::<String>();
        (squash(words) == squash(&title)).then(|| PageSpan::new(start, end))
    });
    draft.metadata.title = Some(title);
}

/// The block that repeats the page's `<title>`, or the most of it: the article follows it.
pub(super) fn anchor(draft: &Draft<'_>) -> Option<usize> {
    /// Fewest letters and digits that a line shares with the title; a heading that begins it may be shorter.
    const SHARED_MIN: usize = 5;
    const HEADING_MIN: usize = 3;
    /// Most letters that stand before the title on its line: `原创`, a column's name.
    const PREFIX_MAX: usize = 6;
    let page = draft.page;
    let wanted = key(page.meta.title.as_deref().or(page.meta.titles.first().map(String::as_str))?);
    let wanted_chars = wanted.chars().count();
    let candidate = |(i, b): (usize, &crate::page::Block)| {
        let line = b.span.of(&page.text);
        if b.hidden || b.is_alt || line.len() > 400 {
            return None;
        }
        let k = key(line);
        let chars = k.chars().count();
        let linked = b.link_chars as usize * 2 > chars;
        let prefixed = chars <= wanted_chars + PREFIX_MAX && k.contains(&wanted);
        let long_enough = chars >= SHARED_MIN || b.is_heading && chars >= HEADING_MIN && wanted.starts_with(&k);
        // Blogs link the title of a post to itself; other links to it are lists.
        let is_title = long_enough && (!linked || b.is_heading && chars >= SHARED_MIN);
        (is_title && (wanted.contains(&k) || prefixed)).then_some((b.is_heading, !linked, chars, std::cmp::Reverse(i)))
    };
    page.blocks.iter().enumerate().filter_map(candidate).max().map(|c| c.3.0)
}

fn of_tree(draft: &Draft<'_>, body: &Body) -> Option<String> {
    let page = draft.page;
    let whole = page.meta.title.as_deref().map(folded).unwrap_or_default();
    let mut candidates: Vec<(i32, String)> = Vec::new();
    for (i, b) in page.blocks.iter().enumerate().filter(|(i, b)| *i <= body.last && !b.hidden && !b.is_alt) {
        let line = folded(b.span.of(&page.text));
        let chars = line.chars().count();
        if !(4..=80).contains(&chars) {
            continue;
        }
        let k = key(&line);
        let in_title = !k.is_empty() && key(&whole).contains(&k) && k.chars().count() >= 4;
        let heading = b.is_heading;
        if !in_title && !heading {
            continue;
        }
        let linked = b.link_chars as usize * 2 > chars;
        let starts = key(&whole).starts_with(&k);
        let points = i32::from(in_title) * 40 + i32::from(starts) * 20 + i32::from(heading) * 15
            - i32::from(linked) * 30
            + (chars.min(40) as i32) / 2
            - (i.abs_diff(body.first).min(40) as i32) / 4;
        candidates.push((points, line));
    }
    let heading = candidates.into_iter().max_by_key(|c| c.0).filter(|c| c.0 >= 30).map(|c| c.1);
    heading
        .or_else(|| page.meta.titles.iter().find(|t| !t.ends_with('…') && !t.ends_with("...")).cloned())
        .or_else(|| (!whole.is_empty()).then(|| without_suffix(&whole)))
}

/// `<title>` without the parts behind `_`, `-`, `|` that name the site.
fn without_suffix(title: &str) -> String {
    let mut rest = title;
    while let Some(at) = rest.rfind(['_', '|', '｜', '-', '—']) {
        let head = rest[..at].trim_end_matches(['_', '|', '｜', '-', '—', ' ']);
        let tail = rest[at..].trim_start_matches(['_', '|', '｜', '-', '—', ' ']);
        if head.chars().count() < 6 || tail.chars().count() > 14 || tail.chars().count() > head.chars().count() {
            break;
        }
        rest = head;
    }
    rest.to_owned()
}

fn of_text(draft: &Draft<'_>, body: &Body) -> Option<String> {
    let page = draft.page;
    let line = |i: usize| folded(page.blocks[i].span.of(&page.text));
    let ink: Vec<usize> = (0..page.blocks.len()).filter(|&i| !line(i).is_empty()).collect();
    let fits = |l: &str| {
        let chars = l.chars().count();
        (2..=TITLE_CHARS_MAX).contains(&chars) && !l.ends_with(['。', '！', '？']) && !is_noise(&draft.lexicon.clean, l)
    };
    let first = *ink.first()?;
    if ink.len() > 1 && fits(&line(first)) {
        return Some(line(first));
    }
    // A dump of a whole page: the line above the body that comes again, in a breadcrumb or as a line of its own.
    let above: Vec<String> = (0..=body.first).map(line).filter(|l| !l.is_empty()).collect();
    let again = |l: &String| above.iter().filter(|o| key(o).contains(&key(l))).count();
    above
        .iter()
        .filter(|l| fits(l) && l.chars().count() >= 6 && again(l) >= 2)
        .max_by_key(|l| (again(l), l.chars().count()))
        .cloned()
}
