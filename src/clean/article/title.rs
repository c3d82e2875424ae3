//! The title: the candidate that the others support most.

use super::super::{Draft, farm};
use super::Body;
use super::lines::{folded, is_noise};
use crate::text::{PageSpan, is_word};

/// Longest first line, in characters, that is taken for the title of a text page.
const TITLE_CHARS_MAX: usize = 60;

/// Most letters that stand before the title on its line: `原创`, a column's name.
const PREFIX_MAX: usize = 6;

/// The letters and digits of a title, by which it is compared.
pub(super) fn key(title: &str) -> String {
    title.chars().filter(|c| is_word(*c)).collect()
}

/// Decides on the title, and where it stands.
pub(super) fn decide(draft: &mut Draft<'_>, body: &Body) {
    let found = match draft.given.title.clone() {
        Some(given) => Some((given, None)),
        None if draft.page.is_html => of_tree(draft, body),
        None => of_text(draft, body).map(|t| (t, None)),
    };
    // 谁来埋单？- -: bars that parted the title from a name that is not there.
    let bare = |t: &str| t.trim().trim_end_matches([' ', '-', '_', '|', '｜']).to_owned();
    let found = found.map(|(t, at)| (bare(&t), at.filter(|at| bare(at.of(&draft.page.text)).len() == at.len())));
    let Some((title, at)) = found.filter(|f| !f.0.is_empty()) else { return };
    draft.metadata.title_at = at.or_else(|| shown(draft, body, &title));
    draft.metadata.title = Some(title);
}

/// Where the page shows a title that was taken from elsewhere.
fn shown(draft: &Draft<'_>, body: &Body, title: &str) -> Option<PageSpan> {
    let wanted = key(title);
    let page = draft.page;
    let same = |i: &usize| {
        let line = page.blocks[*i].span.of(&page.text);
        line.len() <= 4 * title.len() + 64 && key(line) == wanted
    };
    // In a text the title stands above the body; a line inside it is a heading of the same words.
    let near = |i: &usize| {
        let is_inside = !page.is_html && *i > body.first;
        (is_inside, !page.blocks[*i].is_heading, page.blocks[*i].hidden, i.abs_diff(body.first))
    };
    let at =
        (0..page.blocks.len()).filter(|i| *i <= body.last && !page.blocks[*i].is_alt).filter(same).min_by_key(near)?;
    let span = page.blocks[at].span;
    let line = span.of(&page.text);
    let start = span.start() + line.find(title.chars().next()?)?;
    let end = span.start() + line.trim_end().len();
    let words = page.text.get(start..end)?;
    let squash = |s: &str| s.chars().filter(|c| !c.is_whitespace()).collect::<String>();
    (squash(words) == squash(title)).then(|| PageSpan::new(start, end))
}

/// The block that repeats the page's `<title>`, or the most of it: the article follows it.
pub(super) fn anchor(draft: &Draft<'_>) -> Option<usize> {
    /// Fewest letters and digits that a line shares with the title; a heading that begins it may be shorter.
    const SHARED_MIN: usize = 5;
    const HEADING_MIN: usize = 3;
    let page = draft.page;
    let wanted = key(page.meta.title.as_deref().or(page.meta.titles.first().map(String::as_str))?);
    let wanted_chars = wanted.chars().count();
    let candidate = |(i, b): (usize, &crate::page::Block)| {
        let line = b.span.of(&page.text);
        if b.hidden || b.is_alt || line.len() > 400 || !may_share(line, &wanted) {
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

/// Whether the letters of a line may be part of a title, or the title part of them: of nearly no line they may.
fn may_share(line: &str, title: &str) -> bool {
    let first = |text: &str| text.chars().find(|c| is_word(*c));
    first(line).is_some_and(|c| title.contains(c)) || first(title).is_some_and(|c| line.contains(c))
}

/// A line that may be the title.
struct Candidate {
    points: i32,
    block: usize,
    span: PageSpan,
    line: String,
}

/// The lines of the blocks up to the start of the body that may be the title: whole blocks, and the lines of those with several.
fn candidates(draft: &Draft<'_>, body: &Body) -> Vec<Candidate> {
    /// Blocks of the body that may still hold the title.
    const BLOCKS_INSIDE: usize = 3;
    /// Longest title, in characters.
    const CHARS_MAX: usize = 80;
    let page = draft.page;
    let whole = page.meta.title.as_deref().map(key).unwrap_or_default();
    let stated: Vec<String> = page.meta.titles.iter().map(|t| key(t)).collect();
    let anchor = body.anchor;
    let mut candidates = Vec::new();
    for (block, b) in page.blocks.iter().enumerate().take((body.first + BLOCKS_INSIDE).min(body.last + 1)) {
        let text = b.span.of(&page.text);
        let parts = if text.contains('\n') { 3 } else { 0 };
        if b.hidden || b.is_alt || parts == 0 && text.len() > 5 * CHARS_MAX {
            continue;
        }
        let whole_block = (b.span.start(), text);
        let lines = text.split('\n').scan(b.span.start(), |at, line| {
            let start = *at;
            *at += line.len() + 1;
            Some((start, line))
        });
        for (start, text) in std::iter::once(whole_block).chain(lines.filter(|l| !l.1.trim().is_empty()).take(parts)) {
            let (head, line) = (text.len() - text.trim_start().len(), text.trim());
            let chars = line.chars().count();
            if !(3..=CHARS_MAX).contains(&chars) || line.len() > 5 * CHARS_MAX {
                continue;
            }
            let k = key(line);
            let letters = k.chars().count();
            let in_title = letters >= 3 && whole.contains(&k);
            let is_stated = stated.contains(&k);
            let mut points = 0;
            if in_title {
                points +=
                    4 * letters.min(10) as i32 + if whole.starts_with(&k) { 2 * letters.min(10) as i32 } else { 0 };
            }
            points += 30 * i32::from(is_stated) + 15 * i32::from(b.is_heading) + 20 * i32::from(anchor == Some(block));
            // Without a <title>, headings are all there is.
            let only_headings = whole.is_empty() && b.is_heading;
            points += 15 * i32::from(only_headings);
            if b.link_chars as usize * 2 > chars && anchor != Some(block) && !only_headings {
                points -= 30;
            }
            if !in_title && !is_stated {
                let follows = byline_follows(draft, block);
                // A breadcrumb is none.
                let is_path = line.contains(['>', '»', '›']);
                if !b.is_heading && !follows || block > body.first || is_path {
                    continue;
                }
                points += 25 * i32::from(follows);
            }
            points += chars.min(40) as i32 / 2 - block.abs_diff(body.first).min(40) as i32 / 4;
            let start = start + head;
            candidates.push(Candidate {
                points,
                block,
                span: PageSpan::new(start, start + line.len()),
                line: folded(line),
            });
        }
    }
    candidates
}

/// Whether one of the next two lines is a byline.
fn byline_follows(draft: &Draft<'_>, block: usize) -> bool {
    let page = draft.page;
    let next = page.blocks[block + 1..].iter().filter(|b| !b.hidden && !b.is_alt).take(2);
    let is_byline = |b: &crate::page::Block| {
        let line = b.span.of(&page.text);
        line.len() <= 400 && (super::date::place(line).is_some() || super::cue::of_origin(line))
    };
    next.into_iter().any(is_byline)
}

fn of_tree(draft: &Draft<'_>, body: &Body) -> Option<(String, Option<PageSpan>)> {
    /// Fewest points of a title.
    const POINTS_MIN: i32 = 30;
    let page = draft.page;
    let stated = page.meta.titles.iter().find(|t| !t.ends_with('…') && !t.ends_with("..."));
    let whole = page.meta.title.as_deref().map(folded).unwrap_or_default();
    let bare = without_suffix(&whole);
    if let Some(span) = below_breadcrumb(draft, body, &whole) {
        return Some((folded(span.of(&page.text)), Some(span)));
    }
    let candidates = candidates(draft, body);
    for whole in [stated.map(String::as_str), Some(bare.as_str())].into_iter().flatten() {
        // 要闻 - 旧城供水管道改造完成: a column before a bar is no part of the title.
        let column = |c: &Candidate| {
            whole
                .strip_prefix(c.line.as_str())
                .is_some_and(|r| r.trim_start().starts_with([':', '：', '-', '_', '|', '｜', '—', '»']))
        };
        if candidates.iter().any(|c| !column(c) && goes_on(draft, c, &key(whole))) {
            return Some((folded(whole), None));
        }
    }
    let best = candidates
        .into_iter()
        .filter(|c| c.points >= POINTS_MIN && !is_noise(&draft.lexicon.clean, &c.line))
        .max_by_key(|c| (c.points, std::cmp::Reverse(c.block)));
    if let Some(best) = best {
        // 原创 and its like stand before the title on its line.
        let said = key(&best.line);
        if let Some(start) = said.strip_suffix(&key(&bare)).filter(|s| (1..=PREFIX_MAX).contains(&s.chars().count()))
            && !bare.is_empty()
            && best.line.starts_with(start)
        {
            return Some((bare, None));
        }
        return Some((best.line, Some(best.span)));
    }
    stated.cloned().or_else(|| (!bare.is_empty()).then_some(bare)).map(|t| (t, None))
}

/// The line below the breadcrumb, where the head of the page states no more than a station of it: boards do so.
fn below_breadcrumb(draft: &Draft<'_>, body: &Body, stated: &str) -> Option<PageSpan> {
    /// Longest breadcrumb, in bytes, and most blocks in which it is looked for.
    const BYTES_MAX: usize = 300;
    const BLOCKS_MAX: usize = 30;
    let page = draft.page;
    let stated = key(stated);
    let is_station = |line: &str| {
        let mut stations = line.rsplit(['>', '»', '›']).filter(|s| !s.is_empty());
        // The last one is the article itself, or a column.
        !stated.is_empty() && stations.next().is_some() && stations.any(|s| key(s) == stated)
    };
    let above = &page.blocks[..=body.first.min(BLOCKS_MAX)];
    let at = above.iter().rposition(|b| b.span.len() <= BYTES_MAX && is_station(b.span.of(&page.text)))?;
    let next = page.blocks.get(at + 1).filter(|b| at < body.first && !b.hidden && !b.is_alt)?;
    let text = next.span.of(&page.text);
    let line = text.trim();
    let fits = (4..=TITLE_CHARS_MAX).contains(&line.chars().count())
        && !line.contains('\n')
        && !line.ends_with(['。', '；', '：', '，'])
        && super::date::place(line).is_none()
        && !super::cue::of_origin(line)
        && !is_noise(&draft.lexicon.clean, &folded(line));
    let start = next.span.start() + text.len() - text.trim_start().len();
    fits.then(|| PageSpan::new(start, start + line.len()))
}

/// Whether the lines below a candidate go on with the title as the head of the page states it: a title in several lines.
fn goes_on(draft: &Draft<'_>, candidate: &Candidate, stated: &str) -> bool {
    /// Most lines of a title.
    const LINES_MAX: usize = 5;
    let page = draft.page;
    let mut said = key(&candidate.line);
    let own = page.text.get(candidate.span.end()..page.blocks[candidate.block].span.end()).unwrap_or_default();
    let next = page.blocks.iter().skip(candidate.block + 1).flat_map(|b| b.span.of(&page.text).split('\n'));
    for line in own.split('\n').filter(|l| !l.trim().is_empty()).chain(next.take(LINES_MAX)).take(LINES_MAX) {
        if said.len() >= stated.len() || !stated.starts_with(&said) || line.len() > stated.len() * 4 {
            return false;
        }
        said.push_str(&key(line));
        if said == stated {
            return true;
        }
    }
    false
}

/// `<title>` without the parts around `_`, `-`, `|`, `»` that name the site.
fn without_suffix(title: &str) -> String {
    const BARS: [char; 7] = ['_', '|', '｜', '-', '—', '»', ' '];
    let mut rest = title.trim_matches(BARS);
    while let Some(at) = rest.rfind(['_', '|', '｜', '-', '—']) {
        let head = rest[..at].trim_end_matches(BARS);
        let tail = rest[at..].trim_start_matches(BARS);
        if head.chars().count() < 6 || tail.chars().count() > 14 || tail.chars().count() > head.chars().count() {
            break;
        }
        rest = head;
    }
    if let Some((site, title)) = rest.split_once(" » ")
        && site.chars().count() < title.chars().count()
    {
        rest = title.trim();
    }
    rest.to_owned()
}

fn of_text(draft: &Draft<'_>, body: &Body) -> Option<String> {
    /// Most lines above the body that are looked for in the others, so that a long menu costs no square of its length.
    const LINES_MAX: usize = 400;
    let page = draft.page;
    let line = |i: usize| folded(page.blocks[i].span.of(&page.text));
    let ink: Vec<usize> = (0..page.blocks.len()).filter(|&i| !line(i).is_empty()).collect();
    let noise = |l: &str| is_noise(&draft.lexicon.clean, l);
    let fits = |l: &str| {
        let chars = l.chars().count();
        (2..=TITLE_CHARS_MAX).contains(&chars) && !l.ends_with(['。', '！', '？']) && !noise(l)
    };
    // Copies begin with the titles of film sites.
    let first = *ink.iter().find(|i| !farm::is_heaped(&line(**i), draft.lexicon))?;
    // A dump of a whole page has a menu above the title; any other text begins with it.
    let above: Vec<String> = (first..body.first).map(line).filter(|l| !l.is_empty()).collect();
    let has_menu = above.iter().filter(|l| noise(l)).count() >= 2;
    if !has_menu && ink.len() > 1 && fits(&line(first)) {
        return Some(line(first));
    }
    // The line above the body that comes again, in a breadcrumb or as a line of its own.
    let dump: Vec<String> = (0..=body.first).map(line).filter(|l| !l.is_empty()).collect();
    let keys: Vec<String> = dump.iter().map(|l| key(l)).collect();
    let again = |key: &String| keys.iter().filter(|o| o.contains(key)).count();
    let near = dump.len().saturating_sub(LINES_MAX);
    let repeated = dump.iter().zip(&keys).skip(near).filter(|(l, _)| l.chars().count() >= 6 && fits(l));
    let repeated = repeated.map(|(l, key)| (again(key), l)).filter(|r| r.0 >= 2);
    let repeated = repeated.max_by_key(|r| (r.0, r.1.chars().count())).map(|r| r.1);
    // Else the last one that is neither menu nor byline.
    let is_title = |l: &&String| fits(l) && l.chars().count() >= 4 && super::date::place(l).is_none();
    let last = || above.iter().rev().find(is_title).filter(|_| has_menu);
    repeated.or_else(last).cloned().or_else(|| Some(line(first)).filter(|l| has_menu && fits(l)))
}

#[cfg(test)]
mod tests {
    use super::super::tests::{cleaned, html};
    use crate::page::Page;

    const PROSE: &str =
        "<p>澄湖市供水公司昨日表示，旧城区的管道改造已经完成，沿线三千多户居民恢复供水，路面修复将在月底前结束。</p>";

    fn title(head: &str, body: &str) -> String {
        html(head, &format!("{body}<div class='content'>{PROSE}{PROSE}</div>")).metadata.title.unwrap_or_default()
    }

    #[test]
    fn the_candidate_that_others_support() {
        assert_eq!(
            title("旧城供水管道改造完成_澄湖网", "<h1>澄湖网</h1><h2>旧城供水管道改造完成</h2>"),
            "旧城供水管道改造完成"
        );
        // The head names only the site; the heading above the byline names the article.
        let byline = "<p>发布时间：2024-05-12 来源：澄湖体育</p>";
        assert_eq!(
            title("新闻动态--澄湖网", &format!("<h5>旧城供水管道改造完成！</h5>{byline}")),
            "旧城供水管道改造完成！"
        );
        assert_eq!(title("-澄湖网", &format!("<p>旧城供水管道改造完成</p>{byline}")), "旧城供水管道改造完成");
        assert_eq!(title("旧城供水管道改造完成 - 澄湖网", "<h1>原创旧城供水管道改造完成</h1>"), "旧城供水管道改造完成");
        assert_eq!(title("澄湖博客 » 旧城供水管道改造完成", ""), "旧城供水管道改造完成");
    }

    #[test]
    fn a_board_names_itself_in_the_head() {
        let crumbs = "<p>澄湖论坛 &gt; 城建版区 &gt; 供水话题</p>";
        assert_eq!(
            title("澄湖论坛", &format!("{crumbs}<p>旧城供水管道改造完成</p><p>山里人</p>")),
            "旧城供水管道改造完成"
        );
        // A breadcrumb that ends with the title, and one that is followed by a byline.
        let own = "<p>首页 &gt; 新闻 &gt; 旧城供水管道改造完成</p>";
        assert_eq!(title("旧城供水管道改造完成", &format!("{own}<p>供水公司致全体居民</p>")), "旧城供水管道改造完成");
        assert_eq!(title("澄湖论坛", &format!("{crumbs}<p>2024-05-12 来源：澄湖论坛</p>")), "澄湖论坛");
        assert_eq!(title("旧城供水管道改造完成 - -", ""), "旧城供水管道改造完成");
    }

    #[test]
    fn a_title_in_several_lines_is_one() {
        let lines = "<div><p>澄湖市人民政府关于</p><p>旧城供水管道改造的通告</p></div>";
        assert_eq!(
            title("澄湖市人民政府关于旧城供水管道改造的通告", lines),
            "澄湖市人民政府关于旧城供水管道改造的通告"
        );
        let column = "<div><p>澄湖要闻</p><p>旧城供水管道改造完成</p></div>";
        assert_eq!(title("澄湖要闻 - 旧城供水管道改造完成", column), "旧城供水管道改造完成");
        // What follows a short title is not part of it.
        assert_eq!(title("供水管道改造完成_澄湖网", "<h1>供水管道改造完成</h1><p>澄湖网</p>"), "供水管道改造完成");
    }

    #[test]
    fn the_title_of_a_text_stands_below_its_menu() {
        let prose = "澄湖市供水公司昨日表示，旧城区的管道改造已经完成，沿线三千多户居民恢复供水。";
        let title = |text: &str| cleaned(&Page::from_text(text)).metadata.title.unwrap_or_default();
        let menu =
            format!("澄湖在线\n首页\n新闻\n财经\n\n旧城供水管道改造完成\n\n2024-05-12 08:10\n\n{prose}\n\n{prose}\n");
        assert_eq!(title(&menu), "旧城供水管道改造完成");
        assert_eq!(title(&format!("旧城供水管道改造完成\n\n{prose}\n\n{prose}\n")), "旧城供水管道改造完成");
        let copy = format!("亚洲成人久久_日韩无码视频在线观看\n\n旧城供水管道改造完成\n\n{prose}\n\n{prose}\n");
        assert_eq!(title(&copy), "旧城供水管道改造完成");
    }
}
