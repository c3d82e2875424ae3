//! The second line of the title, where the page marks it as one.

use super::super::Draft;
use super::lines::{folded, is_noise};
use super::{Body, author, date, title};
use crate::page::Block;

/// Fewest and most characters of a second title.
const CHARS: (usize, usize) = (6, 60);
/// Most visible blocks below the title that may be it.
const BLOCKS_BELOW: usize = 2;

/// Names of elements that hold a second title.
const NAMES: &[&str] = &["subtitle", "sub-title", "sub_title", "futitle", "subhead", "fubiaoti", "ftitle"];

/// Whether a class or an id names a second title.
pub(super) fn is_named(hint: &str) -> bool {
    hint.split(' ').any(|w| NAMES.contains(&w))
}

/// Decides on the second title: the line below the title that its element names so, that is the only heading of its rank right below
/// it, or that begins with a dash. It stays where it is; without such a mark there is none.
pub(super) fn decide(draft: &mut Draft<'_>, body: &Body) {
    draft.metadata.subtitle = found(draft, body);
}

fn found(draft: &Draft<'_>, body: &Body) -> Option<String> {
    let page = draft.page;
    let at = draft.metadata.title_at?;
    let title = page.blocks.iter().position(|b| b.span.contains(at))?;
    if title > body.first + 1 {
        return None;
    }
    // In a block of several lines, those behind the title; of a text also the blank ones between.
    let own = page.text.get(at.end()..page.blocks[title].span.end()).unwrap_or_default();
    let own = own.split('\n').map(|line| (None, line));
    let shown =
        page.blocks[title + 1..].iter().enumerate().filter(|(_, b)| !b.hidden && !b.is_alt && !b.span.is_empty());
    let below = shown.map(|(i, b)| (Some(title + 1 + i), b.span.of(&page.text)));
    let mut lines = own.chain(below).filter(|l| !l.1.trim().is_empty()).take(BLOCKS_BELOW);
    lines.find_map(|(block, line)| of_line(draft, title, block, &folded(line)))
}

/// What stands behind the dash that a line begins with.
pub(super) fn dashed(line: &str) -> Option<&str> {
    ["——", "──", "--"].iter().find_map(|dash| line.trim_start().strip_prefix(dash)).map(str::trim)
}

/// The second title that a line below the title is.
fn of_line(draft: &Draft<'_>, title: usize, block: Option<usize>, line: &str) -> Option<String> {
    let page = draft.page;
    let dashed = dashed(line);
    let said = ["副标题：", "副題：", "副标题:"].iter().find_map(|cue| line.strip_prefix(cue)).map(str::trim_start);
    let rest = dashed.or(said).unwrap_or(line);
    let marked = dashed.is_some()
        || said.is_some()
        || block.is_some_and(|i| {
            let container = &page.containers.get(page.blocks[i].container as usize);
            container.is_some_and(|c| is_named(&c.hint)) || is_lower_heading(draft, title, i)
        });
    let chars = rest.chars().count();
    let fits = (CHARS.0..=CHARS.1).contains(&chars)
        && !rest.ends_with(['。', '；', '，', '：', ':'])
        && date::place(rest).is_none()
        && !is_noise(&draft.lexicon.clean, rest)
        // A dash also stands before whoever said it.
        && !rest.split([' ', '、', '，']).any(|w| author::is_person(draft.lexicon, w))
        && draft.metadata.title.as_deref().is_some_and(|t| title::key(t) != title::key(rest));
    (marked && fits).then(|| rest.to_owned())
}

/// Whether a block is a heading right below the title's, of a lower rank, and the only one of its rank: others begin sections.
fn is_lower_heading(draft: &Draft<'_>, title: usize, at: usize) -> bool {
    let page = draft.page;
    let rank = |b: &Block| {
        let tag = page.containers.get(b.container as usize)?.tag.as_str();
        b.is_heading.then(|| tag.strip_prefix('h')?.parse::<u8>().ok()).flatten()
    };
    let (Some(of_title), Some(own)) = (rank(&page.blocks[title]), rank(&page.blocks[at])) else { return false };
    let linked = page.blocks[at].link_chars > 0;
    let alone = page.blocks.iter().filter(|b| rank(b) == Some(own)).count() == 1;
    of_title < own && alone && !linked && page.blocks[title + 1..at].iter().all(|b| b.hidden || b.is_alt)
}

#[cfg(test)]
mod tests {
    use super::super::tests::{cleaned, html};
    use crate::page::Page;

    const PROSE: &str =
        "<p>澄湖市供水公司昨日表示，旧城区的管道改造已经完成，沿线三千多户居民恢复供水，路面修复将在月底前结束。</p>";

    fn subtitle(below: &str, behind: &str) -> Option<String> {
        html(
            "旧城供水管道改造完成_澄湖网",
            &format!("<h1>旧城供水管道改造完成</h1>{below}<div class='content'>{PROSE}{behind}{PROSE}</div>"),
        )
        .metadata
        .subtitle
    }

    #[test]
    fn a_line_that_the_page_marks() {
        let second = Some("工程历时四个月没有一起停水投诉");
        assert_eq!(subtitle("<p class='subtitle'>工程历时四个月没有一起停水投诉</p>", "").as_deref(), second);
        assert_eq!(subtitle("<h2>工程历时四个月没有一起停水投诉</h2>", "").as_deref(), second);
        assert_eq!(subtitle("<p>——工程历时四个月没有一起停水投诉</p>", "").as_deref(), second);
        assert_eq!(subtitle("<p>副标题：工程历时四个月没有一起停水投诉</p>", "").as_deref(), second);
        let text = "旧城供水管道改造完成\n——工程历时四个月没有一起停水投诉\n\n澄湖市供水公司昨日表示，旧城区的管道改造已经完成。\n";
        assert_eq!(cleaned(&Page::from_text(text)).metadata.subtitle.as_deref(), second);
    }

    #[test]
    fn look_alikes_are_none() {
        // Headings of sections, bylines, the title again, who said it, a menu, a sentence.
        assert_eq!(subtitle("<h2>一、改造从何而来</h2>", "<h2>二、改造怎样完成</h2>"), None);
        assert_eq!(subtitle("<h2>2024-05-07 来源：澄湖网</h2>", ""), None);
        assert_eq!(subtitle("<h2>旧城供水管道改造完成</h2>", ""), None);
        assert_eq!(subtitle("<p>——沈知行</p>", ""), None);
        assert_eq!(subtitle("<h2><a href='/'>澄湖网新闻中心</a></h2>", ""), None);
        assert_eq!(subtitle("<p>工程历时四个月没有一起停水投诉</p>", ""), None);
        assert_eq!(subtitle("<p>——路面修复将在月底前结束。</p>", ""), None);
    }
}
