//! What is noted of one page.

use crate::clean::{Cleaned, Place, about_page, clusters, element, folded};
use crate::lexicon::Lexicon;
use crate::page::{Block, Page};
use crate::text::{PageSpan, is_han};
use std::collections::HashSet;

/// Longest line that is counted, in characters: a long disclaimer.
const LINE_CHARS_MAX: usize = 300;
/// Fewest characters of a sentence that is prose.
const PROSE_CHARS_MIN: usize = 20;
/// Characters around the words of a phrase that are compared.
const CONTEXT_CHARS: usize = 24;
/// Fewest paragraphs that tell where the body lies.
const PARAGRAPHS_MIN: usize = 3;

/// A line of a page.
#[derive(Debug)]
pub(super) struct Line {
    pub(super) text: String,
    pub(super) place: Place,
    /// Whether cleaning left it in the article.
    pub(super) is_kept: bool,
    /// Whether most of it is a link.
    pub(super) is_link: bool,
    pub(super) is_prose: bool,
    /// Whether it stands behind the article and behind a line that speaks of the page beyond doubt.
    pub(super) is_behind: bool,
}

/// Words of a page about itself inside a line, with what stands around them.
#[derive(Debug)]
pub(super) struct Anchor {
    pub(super) words: String,
    /// What stands before and behind them on the line, up to some characters.
    pub(super) around: (String, String),
}

/// What is noted of one page.
#[derive(Debug)]
pub(super) struct Look {
    pub(super) site: String,
    /// Tells copies of an article apart from pages of their own.
    pub(super) digest: u64,
    pub(super) title: Option<String>,
    /// What the site may be called: as cleaning found it, and behind the title in the head.
    pub(super) names: Vec<String>,
    pub(super) wrapper: Option<String>,
    pub(super) lines: Vec<Line>,
    pub(super) anchors: Vec<Anchor>,
}

/// Whether a line is a sentence of a paragraph.
pub(super) fn is_prose(line: &str) -> bool {
    let end = line.trim_end_matches(['”', '」', '）', ')']);
    end.ends_with(['。', '！', '？', '…']) || line.contains('，') && line.chars().nth(PROSE_CHARS_MIN).is_some()
}

/// Looks at a page of a site.
pub(super) fn look(page: &Page, cleaned: &Cleaned, lexicon: &Lexicon, site: String) -> Look {
    let is_kept = |span: PageSpan| !cleaned.text.is_empty() && cleaned.ledger.to_text(span).is_some();
    let all: Vec<(PageSpan, &Block, String)> =
        page.blocks.iter().flat_map(|b| lines_of(page, b).map(move |(span, text)| (span, b, text))).collect();
    // What speaks of the page is none of the prose that it stands beside.
    let own = &lexicon.clean.own;
    let kept_prose = |l: &&(PageSpan, &Block, String)| is_prose(&l.2) && !about_page(&l.2, own, &[]) && is_kept(l.0);
    let first = all.iter().find(kept_prose).map(|l| l.0.start());
    let last = all.iter().rev().find(kept_prose).map(|l| l.0.end());
    let title = cleaned.metadata.title.as_deref().map(folded);
    let mut seen = HashSet::new();
    let (mut lines, mut anchors) = (Vec::new(), Vec::new());
    let mut is_behind = false;
    for (span, block, text) in all {
        let kept = is_kept(span);
        if kept {
            anchors.extend(anchors_of(&text, lexicon));
        }
        if !is_countable(&text) || title.as_ref() == Some(&text) || !seen.insert(text.clone()) {
            continue;
        }
        let place = match (first, last) {
            (Some(first), _) if span.end() <= first => Place::Before,
            (_, Some(last)) if span.start() >= last => Place::After,
            _ => Place::Inside,
        };
        let is_behind_one = is_behind;
        is_behind |= place == Place::After && !clusters(&text, own).is_empty();
        let chars = block.span.of(&page.text).chars().filter(|c| !c.is_whitespace()).count();
        let is_link = block.link_chars as usize * 10 >= chars * 8;
        let is_prose = is_prose(&text);
        lines.push(Line { text, place, is_kept: kept, is_link, is_prose, is_behind: is_behind_one });
    }
    let digest = blake3::hash(if cleaned.text.is_empty() { &page.text } else { &cleaned.text }.as_bytes());
    let digest = digest.as_bytes().first_chunk().map_or(0, |b| u64::from_le_bytes(*b));
    let wrapper = wrapper(page, cleaned);
    let mut names: Vec<String> = cleaned.metadata.site.clone().into_iter().chain(behind_title(page)).collect();
    names.dedup();
    Look { site, digest, title, names, wrapper, lines, anchors }
}

/// What stands behind the last bar of the title in the head: `title_site`.
fn behind_title(page: &Page) -> Option<String> {
    /// Most characters of the name of a site.
    const NAME_CHARS_MAX: usize = 12;
    let (_, name) = page.meta.title.as_deref()?.rsplit_once(['_', '-', '|', '–', '—', '｜'])?;
    let name = name.trim();
    (name.chars().nth(NAME_CHARS_MAX).is_none() && name.chars().any(is_han)).then(|| name.to_owned())
}

/// The lines of a block: where, and folded.
fn lines_of<'p>(page: &'p Page, block: &'p Block) -> impl Iterator<Item = (PageSpan, String)> + 'p {
    let mut start = block.span.start();
    block.span.of(&page.text).split('\n').filter_map(move |line| {
        let span = PageSpan::new(start, start + line.len());
        start += line.len() + 1;
        let text = folded(line);
        (!text.is_empty()).then_some((span, text))
    })
}

/// Whether a line has words, and not too many.
fn is_countable(line: &str) -> bool {
    line.chars().nth(LINE_CHARS_MAX).is_none() && line.chars().filter(|c| is_han(*c) || c.is_alphabetic()).count() >= 2
}

fn anchors_of(line: &str, lexicon: &Lexicon) -> Vec<Anchor> {
    let around = |start: usize, end: usize| {
        let from = line[..start].char_indices().rev().nth(CONTEXT_CHARS - 1).map_or(0, |(i, _)| i);
        let to = line[end..].char_indices().nth(CONTEXT_CHARS).map_or(line.len(), |(i, _)| end + i);
        (line[from..start].to_owned(), line[end..to].to_owned())
    };
    let anchor =
        |(start, end): (usize, usize)| Anchor { words: line[start..end].to_owned(), around: around(start, end) };
    clusters(line, &lexicon.clean.own).into_iter().map(anchor).collect()
}

/// The deepest element that holds nine tenths of the article's prose.
fn wrapper(page: &Page, cleaned: &Cleaned) -> Option<String> {
    if !page.is_html || cleaned.text.is_empty() {
        return None;
    }
    let mut chars = vec![0; page.containers.len()];
    let (mut all, mut paragraphs) = (0, 0);
    for block in &page.blocks {
        let text = block.span.of(&page.text);
        if !is_prose(text) || cleaned.ledger.to_text(block.span).is_none() {
            continue;
        }
        all += text.len();
        paragraphs += 1;
        let mut at = block.container;
        while let Some(sum) = chars.get_mut(at as usize) {
            *sum += text.len();
            at = page.containers[at as usize].parent;
        }
    }
    // Elements come in document order, parents first: the last one is the deepest.
    let deepest = chars.iter().rposition(|sum| all > 0 && sum * 10 >= all * 9)?;
    (paragraphs >= PARAGRAPHS_MIN).then(|| element(page, deepest)).flatten()
}
