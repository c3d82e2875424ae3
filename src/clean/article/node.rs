//! Which element holds the article.
//!
//! As Readability does (Arc90, 2010): paragraphs give their score to the elements around them, links and hints of names weigh it. Counted in
//! characters and full-width marks, since Chinese has no spaces.

use super::super::Draft;
use super::Body;
use super::lines::{folded, is_noise};
use super::list::{self, LIST_SCORE_MAX, TEASER_PERCENT};
use super::subtitle;
use crate::text::{EditKind, holds_any, marks};

/// Characters of prose marks: each adds as much as a clause.
const MARKS: [char; 10] = ['，', '。', '；', '：', '！', '？', '、', '”', ',', '」'];
/// Fewest characters of a line that is prose without an end mark.
const PROSE_CHARS_MIN: usize = 25;
/// Most links among the characters of prose, in hundredths.
const LINK_PERCENT_MAX: usize = 45;

/// Characters of a link, and marks among them, from which it is prose: longer than a headline with its teaser.
const LINKED_PROSE_MIN: usize = 300;
const LINKED_MARKS_MIN: usize = 12;
/// Most blocks between the title and the first prose of the article: byline, tools, summary.
const NEAR_TITLE: usize = 14;

/// Names of elements that hold articles, and of those that hold none.
const GOOD: &[&str] = &[
    "article",
    "content",
    "main",
    "body",
    "text",
    "detail",
    "post",
    "news",
    "story",
    "trs_editor",
    "con",
    "entry",
    "artical",
    "zhengwen",
    "cont",
    "js_content",
];
/// Sorted.
const BAD: &[&str] = &[
    "ads",
    "advert",
    "aside",
    "banner",
    "bottom",
    "comment",
    "copyright",
    "crumb",
    "download",
    "foot",
    "footer",
    "header",
    "hot",
    "login",
    "menu",
    "more",
    "nav",
    "newsletter",
    "pager",
    "pagination",
    "pinglun",
    "promo",
    "qrcode",
    "rank",
    "recom",
    "recommend",
    "relate",
    "related",
    "reply",
    "right",
    "share",
    "side",
    "sponsor",
    "subscribe",
    "subscription",
    "tags",
    "tool",
    "toolbar",
    "tuijian",
];

/// What is known of one line.
#[derive(Clone, Copy, Default)]
pub(super) struct Line {
    pub(super) chars: usize,
    pub(super) links: usize,
    pub(super) marks: usize,
}

fn lines(draft: &Draft<'_>) -> Vec<Line> {
    let page = draft.page;
    page.blocks
        .iter()
        .map(|b| {
            let text = b.span.of(&page.text);
            let mut line = Line { links: b.link_chars as usize, chars: text.chars().count(), marks: 0 };
            for (_, c) in marks(text) {
                line.chars -= usize::from(c.is_whitespace());
                line.marks += usize::from(MARKS.contains(&c));
            }
            // A link that was never closed takes in the whole text; no headline is that long.
            if line.links >= LINKED_PROSE_MIN && line.marks >= LINKED_MARKS_MIN {
                line.links = 0;
            }
            line
        })
        .collect()
}

fn is_prose(line: Line) -> bool {
    line.links * 100 <= line.chars * LINK_PERCENT_MAX
        && line.chars > 0
        && (line.chars >= PROSE_CHARS_MIN && line.marks > 0 || line.chars >= 12 && line.marks >= 1 || line.chars >= 60)
}

/// The body of a page of markup.
pub(super) fn body_of_tree(draft: &Draft<'_>) -> Option<Body> {
    let page = draft.page;
    if page.blocks.is_empty() {
        return None;
    }
    let anchor = super::title::anchor(draft);
    let mut lines = lines(draft);
    // The title is no prose, whatever marks stand in it.
    let title = anchor.map(|at| (at, std::mem::take(&mut lines[at])));
    let visible: usize = lines
        .iter()
        .zip(&page.blocks)
        .filter(|(_, b)| !b.hidden)
        .map(|(l, _)| l.marks * 8 + l.chars.saturating_sub(l.links))
        .sum();
    let hidden: usize = lines
        .iter()
        .zip(&page.blocks)
        .filter(|(l, b)| b.hidden && is_prose(**l))
        .map(|(l, _)| l.marks * 8 + l.chars.saturating_sub(l.links))
        .sum();
    // A body that a script shows later is hidden, and is nearly all that the page has.
    let hidden_counts = hidden > 2 * visible;
    let items = list::items(draft, &lines, anchor);
    let mut score = vec![0_i64; page.containers.len()];
    let (mut prose, mut teasers) = (0, 0);
    for (line, block) in lines.iter().zip(&page.blocks) {
        if block.hidden && !hidden_counts || !is_prose(*line) {
            continue;
        }
        let mut own = (line.marks * 10 + line.chars.saturating_sub(line.links).min(300) / 2) as i64;
        if list::is_inside(draft, &items, block.container) {
            teasers += own;
            own = own * TEASER_PERCENT / 100;
        } else {
            prose += own;
        }
        let mut at = block.container;
        for percent in [100, 100, 50, 25, 12] {
            score[at as usize] += own * percent / 100;
            at = page.containers[at as usize].parent;
            if at == u32::MAX {
                break;
            }
        }
    }
    let comments = comments(draft);
    let weight = |i: usize| {
        /// What an element counts that held the bodies of the site's other pages: more than any of another kind.
        const LEARNED_PERCENT: i64 = 400;
        if draft.site.is_some_and(|s| s.is_wrapper(page, i)) {
            return LEARNED_PERCENT;
        }
        let c = &page.containers[i];
        let good = holds_any(&c.hint, GOOD) || c.tag == "article" || c.tag == "main";
        let bad = is_bad(&c.hint) || matches!(c.tag.as_str(), "nav" | "aside" | "footer" | "header") || comments[i];
        match (good, bad) {
            (_, true) => 30,
            (true, false) => 125,
            _ => 100,
        }
    };
    let starts = first_prose(draft, &lines, hidden_counts);
    let place = |i: usize| match anchor {
        Some(at) if starts[i] < at => 60,
        Some(at) if starts[i] - at <= NEAR_TITLE => 160,
        _ => 100,
    };
    let scored = (0..score.len()).filter(|&i| score[i] > 0);
    let best = scored.max_by_key(|&i| (score[i] * weight(i) / 100 * place(i) / 100, std::cmp::Reverse(i))).unwrap_or(0);
    let follows_title = anchor.is_some_and(|at| starts[best] > at && starts[best] - at <= NEAR_TITLE);
    let teases = list::is_inside(draft, &items, best as u32) || teasers > 3 * prose && prose < LIST_SCORE_MAX;
    let is_list = !(follows_title && score[best] > 0) && list::is_list(draft, &lines, teases, score[best]);
    if is_list {
        let (is_body, last) = (vec![false; page.blocks.len()], page.blocks.len() - 1);
        return Some(Body { is_body, first: 0, last, is_list, anchor });
    }
    if score[best] == 0 {
        if let Some((at, line)) = title {
            lines[at] = line;
        }
        return only_text(draft, &lines, anchor);
    }
    let top = widen(draft, &score, best);
    let mut is_body = members(draft, &lines, top, hidden_counts, &comments);
    let first = is_body.iter().position(|b| *b)?;
    if let Some(at) = anchor {
        lead(draft, &lines, at + 1..first.max(at + 1), &comments, &mut is_body);
        if follows_title {
            is_body[..at].fill(false);
        }
    }
    let first = is_body.iter().position(|b| *b)?;
    let last = is_body.iter().rposition(|b| *b)?;
    Some(Body { is_body, first, last, is_list, anchor })
}

/// For every element the first block of prose inside it; the number of blocks when there is none.
fn first_prose(draft: &Draft<'_>, lines: &[Line], hidden_counts: bool) -> Vec<usize> {
    let page = draft.page;
    let mut first = vec![page.blocks.len(); page.containers.len()];
    for (i, block) in page.blocks.iter().enumerate() {
        if is_prose(lines[i]) && (!block.hidden || hidden_counts) {
            let mut at = block.container;
            while at != u32::MAX && first[at as usize] > i {
                first[at as usize] = i;
                at = page.containers[at as usize].parent;
            }
        }
    }
    first
}

/// The parent takes over when what it adds beside the best element is prose of the same kind: a body in several elements.
fn widen(draft: &Draft<'_>, score: &[i64], best: usize) -> usize {
    let containers = &draft.page.containers;
    let mut top = best;
    while matches!(
        containers[top].tag.as_str(),
        "p" | "li" | "h1" | "h2" | "h3" | "blockquote" | "td" | "tr" | "tbody" | "ul" | "ol" | "font"
    ) {
        let parent = containers[top].parent;
        if parent == u32::MAX || parent == 0 {
            break;
        }
        top = parent as usize;
    }
    // Siblings of one shape that hold most of the parent's score: join them.
    for _ in 0..3 {
        let parent = containers[top].parent;
        if parent == u32::MAX || parent == 0 || containers[parent as usize].tag == "body" {
            break;
        }
        let own = score[top];
        let around: i64 = (0..containers.len())
            .filter(|&i| containers[i].parent == parent && i != top && containers[i].tag == containers[top].tag)
            .filter(|&i| !is_bad(&containers[i].hint))
            .map(|i| score[i])
            .sum();
        if around * 2 > own { top = parent as usize } else { break }
    }
    top
}

/// The blocks inside `top`, without elements that hold links or comments.
fn members(draft: &Draft<'_>, lines: &[Line], top: usize, hidden_counts: bool, comments: &[bool]) -> Vec<bool> {
    let page = draft.page;
    let containers = &page.containers;
    // Containers come in document order, parents first.
    let mut inside = vec![false; containers.len()];
    let mut poor = vec![false; containers.len()];
    for i in 0..containers.len() {
        let parent = containers[i].parent;
        inside[i] = i == top || parent != u32::MAX && inside[parent as usize];
        if !inside[i] || i == top {
            continue;
        }
        let bad = is_box(&containers[i].tag) && is_bad(&containers[i].hint)
            || matches!(containers[i].tag.as_str(), "nav" | "aside" | "footer");
        poor[i] = bad || poor[parent as usize];
    }
    page.blocks
        .iter()
        .zip(lines)
        .map(|(b, l)| {
            let c = b.container as usize;
            let linked = l.links * 100 > l.chars * 80 && l.chars > 4;
            inside[c]
                && (!b.hidden || hidden_counts)
                && !linked
                && (!poor[c] || is_prose(*l) && l.marks > 1 && containers[c].tag == "p" && !comments[c])
        })
        .collect()
}

/// The summary and the second title that stand between the title and the body, in boxes of their own.
fn lead(draft: &Draft<'_>, lines: &[Line], between: std::ops::Range<usize>, comments: &[bool], is_body: &mut [bool]) {
    /// Most blocks between the title and the body.
    const BLOCKS_MAX: usize = 30;
    /// Fewest characters of a second title.
    const SUBTITLE_CHARS_MIN: usize = 8;
    /// Most short lines between a summary and the body.
    const GAP_MAX: usize = 3;
    let page = draft.page;
    if between.len() > BLOCKS_MAX {
        return;
    }
    let fits = |i: usize| {
        let (line, block) = (lines[i], &page.blocks[i]);
        let around = &page.containers[block.container as usize];
        !block.hidden
            && !block.is_alt
            && line.chars > 0
            && line.links * 10 < line.chars
            && !(is_box(&around.tag) && is_bad(&around.hint))
            && !comments[block.container as usize]
            && !is_noise(&draft.lexicon.clean, &folded(block.span.of(&page.text)))
    };
    let (start, end) = (between.start, between.end);
    for i in between.rev() {
        let (line, block) = (lines[i], &page.blocks[i]);
        let words = block.span.of(&page.text).trim_end_matches(['”', '」', '）', ')', '】', ' ', '\n']);
        let ends = words.ends_with(['。', '！', '？', '…', '；']);
        let is_summary = line.chars >= PROSE_CHARS_MIN && line.marks >= 2 && ends;
        let hint = &page.containers[block.container as usize].hint;
        let named = subtitle::is_named(hint) || subtitle::dashed(words).is_some();
        let second = (block.is_heading || named)
            && i < start + 2
            && line.chars >= SUBTITLE_CHARS_MIN
            && super::date::place(words).is_none();
        if !(is_summary || second) || !fits(i) {
            continue;
        }
        is_body[i] = true;
        let gap = i + 1..is_body[..end].iter().skip(i + 1).position(|b| *b).map_or(end, |at| i + 1 + at);
        if is_summary && gap.len() <= GAP_MAX && gap.clone().all(fits) {
            is_body[gap].fill(true);
        }
    }
}

/// The elements that hold comments, related links and the like, and all that lies in them.
fn comments(draft: &Draft<'_>) -> Vec<bool> {
    let containers = &draft.page.containers;
    let mut within = vec![false; containers.len()];
    for (i, c) in containers.iter().enumerate() {
        // Parents come first.
        let parent = within.get(c.parent as usize).copied().unwrap_or(false);
        within[i] = parent || holds_any(&c.hint, &["comment", "related", "recommend", "footer", "reply"]);
    }
    within
}

/// Whether a class or an id says that the element holds no article.
fn is_bad(hint: &str) -> bool {
    let is = |w: &str| BAD.binary_search(&w).is_ok();
    hint.split([' ', '-', '_']).any(|w| {
        is(w)
            || w.ends_with('s') && is(w.trim_end_matches('s'))
            || ["comment", "recommend", "relate"].iter().any(|b| w.starts_with(b))
    })
}

/// Whether an element is of a kind that holds blocks: names of paragraphs and headings say how they look.
fn is_box(tag: &str) -> bool {
    !matches!(tag, "p" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "blockquote" | "pre" | "body" | "html")
}

/// A short page without prose: its visible lines that are no furniture.
fn only_text(draft: &Draft<'_>, lines: &[Line], anchor: Option<usize>) -> Option<Body> {
    let page = draft.page;
    let is_body: Vec<bool> = page
        .blocks
        .iter()
        .zip(lines)
        .map(|(b, l)| {
            !b.hidden && l.links == 0 && l.chars > 0 && !is_noise(&draft.lexicon.clean, &folded(b.span.of(&page.text)))
        })
        .collect();
    let first = is_body.iter().position(|b| *b)?;
    let last = is_body.iter().rposition(|b| *b)?;
    Some(Body { is_body, first, last, is_list: false, anchor })
}

/// The last of the short lines behind a text, when they go on with sentences, or when a few stand between it and the furniture of its
/// page.
fn before_noise(draft: &Draft<'_>, lines: &[Line], is_noise: &[bool], last: usize) -> usize {
    /// Most lines that are still the article's, and most of them when one ends a sentence.
    const LINES_MAX: usize = 4;
    const LINES_TO_SENTENCE_MAX: usize = 8;
    let page = draft.page;
    let ends = |i: &usize| page.blocks[*i].span.of(&page.text).trim_end().ends_with(['。', '！', '？', '…', '”']);
    let ink: Vec<usize> = (last + 1..lines.len()).filter(|&i| lines[i].chars > 0).take(LINES_TO_SENTENCE_MAX).collect();
    let own = ink.iter().take_while(|&&i| !is_noise[i]).count();
    let sentence = ink[..own].iter().rev().find(|i| ends(i)).copied().unwrap_or(last);
    if own < ink.len() && (1..=LINES_MAX).contains(&own) { ink[own - 1].max(sentence) } else { sentence }
}

/// The body of a text: from the first to the last line of prose, without lists of short lines at its ends.
pub(super) fn body_of_text(draft: &Draft<'_>) -> Option<Body> {
    /// Fewest lines of furniture in a dump of a page.
    const FURNITURE_MIN: usize = 3;
    let page = draft.page;
    let lines = lines(draft);
    // What code left behind says nothing of the lines around it.
    let is_residue = |line: &str| draft.lexicon.clean.on_line(line).any(|r| r.kind == EditKind::Residue);
    let is_noise: Vec<bool> = page
        .blocks
        .iter()
        .map(|b| folded(b.span.of(&page.text)))
        .map(|line| is_noise(&draft.lexicon.clean, &line) && !is_residue(&line))
        .collect();
    let prose: Vec<usize> = (0..lines.len()).filter(|&i| is_prose(lines[i]) && !is_noise[i]).collect();
    let ink: Vec<usize> = (0..lines.len()).filter(|&i| lines[i].chars > 0).collect();
    let (first, last) = match (prose.first(), prose.last()) {
        (Some(&a), Some(&b)) => (a, b),
        _ => (*ink.first()?, *ink.last()?),
    };
    let furniture = is_noise.iter().filter(|n| **n).count();
    let mut is_body = vec![false; lines.len()];
    // Short lines at the ends of an honest text are headings and signatures; in a dump of a page they are furniture.
    let (from, to) = match (ink.first(), ink.last()) {
        _ if prose.is_empty() => (first, last),
        (Some(&from), Some(&to)) if furniture < FURNITURE_MIN => (from, to),
        (Some(&from), _) => {
            let is_bare = !is_noise[..first].contains(&true);
            (if is_bare { from } else { first }, before_noise(draft, &lines, &is_noise, last))
        }
        _ => (first, last),
    };
    is_body[from..=to].fill(true);
    let is_list = prose.is_empty() && ink.len() >= 10 && lines.iter().all(|l| l.marks == 0);
    Some(Body { is_body, first: from, last: to, is_list, anchor: None })
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_bad_names_are_sorted() {
        assert!(super::BAD.is_sorted());
    }
}
