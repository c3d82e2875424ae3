//! Pages that lead to articles: headlines with their teasers, and how those are told from prose.

use super::super::Draft;
use super::node::Line;
use crate::lexicon::ShortMap;

/// Points of prose from which a page of links is an article all the same: some ten clauses.
pub(super) const LIST_SCORE_MAX: i64 = 400;
/// What a line in an item of a list counts of what prose counts, in hundredths.
pub(super) const TEASER_PERCENT: i64 = 25;

/// Whether the page is a list: its best prose is the teaser of an item, or most text stands in links, with hardly a sentence outside.
pub(super) fn is_list(draft: &Draft<'_>, lines: &[Line], teases: bool, score: i64) -> bool {
    /// Fewest headlines of a list.
    const HEADLINES_MIN: usize = 8;
    let linked = lines.iter().filter(|l| is_headline(**l)).count();
    if linked < HEADLINES_MIN {
        return false;
    }
    let visible = lines.iter().zip(&draft.page.blocks).filter(|(_, b)| !b.hidden);
    let (all, links) = visible.fold((0, 0), |(a, b), (l, _)| (a + l.chars, b + l.links));
    teases || links * 100 > all * 55 && score < LIST_SCORE_MAX
}

/// Whether a line is mostly a link, and long enough for a headline.
pub(super) fn is_headline(line: Line) -> bool {
    line.chars >= 8 && line.links * 100 >= line.chars * 60
}

/// Elements that are items of a list: five or more of one name, each short and under a linked headline of its own.
pub(super) fn items(draft: &Draft<'_>, lines: &[Line], anchor: Option<usize>) -> Vec<bool> {
    /// Elements above a line that it is counted for.
    const DEPTH: usize = 4;
    /// Fewest items of a list.
    const ITEMS_MIN: usize = 5;
    /// Most characters outside links of one item; more where the title tells that the article is another.
    const ITEM_CHARS_MAX: usize = 400;
    const ITEM_CHARS_MAX_UNTITLED: usize = 2_000;
    let page = draft.page;
    let mut plain = vec![0; page.containers.len()];
    let mut has_headline = vec![false; page.containers.len()];
    for (line, block) in lines.iter().zip(&page.blocks) {
        let mut at = block.container as usize;
        for _ in 0..DEPTH {
            plain[at] += line.chars.saturating_sub(line.links);
            has_headline[at] |= is_headline(*line);
            match page.containers[at].parent {
                u32::MAX => break,
                parent => at = parent as usize,
            }
        }
    }
    let mut of_title = vec![false; page.containers.len()];
    let mut at = anchor.map_or(u32::MAX, |a| page.blocks[a].container);
    while at != u32::MAX {
        of_title[at as usize] = true;
        at = page.containers[at as usize].parent;
    }
    let mut names: ShortMap<(&str, &str), (usize, usize)> = ShortMap::default();
    for (c, headline) in page.containers.iter().zip(&has_headline).filter(|(c, _)| !c.hint.is_empty()) {
        let counts = names.entry((&c.tag, &c.hint)).or_default();
        counts.0 += 1;
        counts.1 += usize::from(*headline);
    }
    let chars_max = if anchor.is_some() { ITEM_CHARS_MAX_UNTITLED } else { ITEM_CHARS_MAX };
    let is_item = |i: usize| {
        let c = &page.containers[i];
        let is_of_list = || {
            let (all, headlines) = names.get(&(c.tag.as_str(), c.hint.as_str())).copied().unwrap_or_default();
            all >= ITEMS_MIN && headlines * 10 >= all * 7
        };
        has_headline[i] && plain[i] <= chars_max && !of_title[i] && is_of_list()
    };
    (0..page.containers.len()).map(is_item).collect()
}

/// Whether an element lies in one of those, or is one.
pub(super) fn is_inside(draft: &Draft<'_>, items: &[bool], container: u32) -> bool {
    let mut at = container;
    while at != u32::MAX {
        if items[at as usize] {
            return true;
        }
        at = draft.page.containers[at as usize].parent;
    }
    false
}
