//! Which element holds the article.
//!
//! As Readability does (Arc90, 2010): paragraphs give their score to the elements around them, links and hints of names weigh it. Counted in
//! characters and full-width marks, since Chinese has no spaces.

use super::super::Draft;
use super::Body;
use super::lines::{folded, is_noise};

/// Characters of prose marks: each adds as much as a clause.
const MARKS: [char; 10] = ['，', '。', '；', '：', '！', '？', '、', '”', ',', '」'];
/// Fewest characters of a line that is prose without an end mark.
const PROSE_CHARS_MIN: usize = 25;
/// Most links among the characters of prose, in hundredths.
const LINK_PERCENT_MAX: usize = 45;

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
const BAD: &[&str] = &[
    "comment",
    "footer",
    "foot",
    "nav",
    "menu",
    "side",
    "related",
    "relate",
    "recommend",
    "recom",
    "share",
    "copyright",
    "hot",
    "rank",
    "sponsor",
    "advert",
    "ads",
    "login",
    "crumb",
    "tool",
    "header",
    "toolbar",
    "tags",
    "pager",
    "pagination",
    "reply",
    "banner",
    "qrcode",
    "download",
    "more",
    "aside",
    "right",
    "bottom",
    "tuijian",
    "pinglun",
];

/// What is known of one line.
#[derive(Clone, Copy, Default)]
struct Line {
    chars: usize,
    links: usize,
    marks: usize,
}

fn lines(draft: &Draft<'_>) -> Vec<Line> {
    let page = draft.page;
    page.blocks
        .iter()
        .map(|b| {
            let mut line = Line { links: b.link_chars as usize, ..Line::default() };
            for c in b.span.of(&page.text).chars() {
                line.chars += usize::from(!c.is_whitespace());
                line.marks += usize::from(MARKS.contains(&c));
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
    let lines = lines(draft);
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
    let mut score = vec![0_i64; page.containers.len()];
    for (line, block) in lines.iter().zip(&page.blocks) {
        if block.hidden && !hidden_counts || !is_prose(*line) {
            continue;
        }
        let own = (line.marks * 10 + line.chars.saturating_sub(line.links).min(300) / 2) as i64;
        let mut at = block.container;
        for percent in [100, 100, 50, 25, 12] {
            score[at as usize] += own * percent / 100;
            at = page.containers[at as usize].parent;
            if at == u32::MAX {
                break;
            }
        }
    }
    let weight = |i: usize| {
        let c = &page.containers[i];
        let good = GOOD.iter().any(|w| c.hint.contains(w)) || c.tag == "article" || c.tag == "main";
        let bad = c.hint.split([' ', '-', '_']).any(|w| BAD.contains(&w))
            || matches!(c.tag.as_str(), "nav" | "aside" | "footer" | "header");
        match (good, bad) {
            (_, true) => 30,
            (true, false) => 125,
            _ => 100,
        }
    };
    let anchor = super::title::anchor(draft);
    let starts = first_prose(draft, &lines, hidden_counts);
    let place = |i: usize| match anchor {
        Some(at) if starts[i] < at => 60,
        Some(at) if starts[i] - at <= NEAR_TITLE => 160,
        _ => 100,
    };
    let best = (0..score.len()).max_by_key(|&i| (score[i] * weight(i) / 100 * place(i) / 100, std::cmp::Reverse(i)))?;
    let follows_title = anchor.is_some_and(|at| starts[best] > at && starts[best] - at <= NEAR_TITLE);
    let is_list = is_list(&lines, if follows_title { score[best] * 8 } else { score[best] });
    if is_list {
        return Some(Body { is_body: vec![false; page.blocks.len()], first: 0, last: page.blocks.len() - 1, is_list });
    }
    if score[best] == 0 {
        return only_text(draft, &lines);
    }
    let top = widen(draft, &score, best);
    let is_body = members(draft, &lines, top, hidden_counts);
    let first = is_body.iter().position(|b| *b)?;
    let last = is_body.iter().rposition(|b| *b)?;
    Some(Body { is_body, first, last, is_list })
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
            .map(|i| score[i])
            .sum();
        if around * 2 > own { top = parent as usize } else { break }
    }
    top
}

/// The blocks inside `top`, without elements that hold links or comments.
fn members(draft: &Draft<'_>, lines: &[Line], top: usize, hidden_counts: bool) -> Vec<bool> {
    let page = draft.page;
    let containers = &page.containers;
    // Containers come in document order, parents first.
    let mut inside = vec![false; containers.len()];
    let mut poor = vec![false; containers.len()];
    for i in 0..containers.len() {
        let parent = containers[i].parent;
        inside[i] = i == top || parent != u32::MAX && inside[parent as usize];
        let bad = containers[i].hint.split([' ', '-', '_']).any(|w| BAD.contains(&w))
            || matches!(containers[i].tag.as_str(), "nav" | "aside" | "footer");
        poor[i] = i != top && (bad || parent != u32::MAX && poor[parent as usize] && inside[parent as usize]);
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
                && (!poor[c] || is_prose(*l) && l.marks > 1 && containers[c].tag == "p" && !in_comments(draft, c))
        })
        .collect()
}

fn in_comments(draft: &Draft<'_>, container: usize) -> bool {
    let containers = &draft.page.containers;
    let mut at = container as u32;
    while at != u32::MAX {
        let c = &containers[at as usize];
        if ["comment", "related", "recommend", "footer", "reply"].iter().any(|w| c.hint.contains(w)) {
            return true;
        }
        at = c.parent;
    }
    false
}

/// Whether the page is a list: most text in links, many of them, and hardly a sentence outside.
fn is_list(lines: &[Line], best: i64) -> bool {
    let linked = lines.iter().filter(|l| l.chars >= 8 && l.links * 100 >= l.chars * 60).count();
    let (all, links) = lines.iter().fold((0, 0), |(a, b), l| (a + l.chars, b + l.links));
    // A page under its own title with at least a sentence or two of prose is an article, however much stands around it.
    linked >= 8 && links * 100 > all * 55 && best < 400
}

/// A short page without prose: its visible lines that are no furniture.
fn only_text(draft: &Draft<'_>, lines: &[Line]) -> Option<Body> {
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
    Some(Body { is_body, first, last, is_list: false })
}

/// Whether the page is a thread: several posts of one shape.
pub(super) fn is_forum(draft: &Draft<'_>) -> bool {
    let posts = draft
        .page
        .containers
        .iter()
        .filter(|c| {
            c.hint.split([' ', '_', '-']).any(|w| matches!(w, "post" | "postmessage" | "l_post" | "t_f" | "floor"))
        })
        .count();
    let text = &draft.page.text;
    posts >= 2
        && ["楼主", "樓主", "沙发", "发表于", "回复", "發表於"].iter().filter(|w| text.contains(**w)).count() >= 2
}

/// The body of a text: from the first to the last line of prose, without lists of short lines at its ends.
pub(super) fn body_of_text(draft: &Draft<'_>) -> Option<Body> {
    let page = draft.page;
    let lines = lines(draft);
    let is_noise: Vec<bool> =
        page.blocks.iter().map(|b| is_noise(&draft.lexicon.clean, &folded(b.span.of(&page.text)))).collect();
    let prose: Vec<usize> = (0..lines.len()).filter(|&i| is_prose(lines[i]) && !is_noise[i]).collect();
    let ink: Vec<usize> = (0..lines.len()).filter(|&i| lines[i].chars > 0).collect();
    let (first, last) = match (prose.first(), prose.last()) {
        (Some(&a), Some(&b)) => (a, b),
        _ => (*ink.first()?, *ink.last()?),
    };
    let furniture = is_noise.iter().filter(|n| **n).count();
    let mut is_body = vec![false; lines.len()];
    // Short lines at the ends of an honest text are headings and signatures; in a dump of a page they are furniture.
    let (from, to) = if furniture >= 3 { (first, last) } else { (*ink.first()?, *ink.last()?) };
    is_body[from..=to].fill(true);
    let is_list = prose.is_empty() && ink.len() >= 10 && lines.iter().all(|l| l.marks == 0);
    Some(Body { is_body, first: from, last: to, is_list })
}
