//! From counts to templates: which repeated lines are none of the articles'.

use super::table::{Entry, SiteLog, Spliced};
use crate::clean::{Place, SiteTemplate, TemplateLine, TemplatePhrase, Wrapper, about_page};
use crate::lexicon::Lexicon;
use std::collections::{BTreeSet, HashMap};

/// Fewest pages that a line stands on: more than a story and its reprints that differ a little.
const PAGES_MIN: u32 = 4;
/// Fewest pages of a line that is the title of another page, which is evidence enough with its place.
const HEAD_PAGES_MIN: u32 = 2;
/// Least share of the site's pages, in hundredths, so that chance repeats of large sites do not count.
const PAGES_PERCENT_MIN: u32 = 3;
/// Share of a line's pages, in hundredths, on which it has one place, or lies outside the article.
const ONE_PLACE_PERCENT: u32 = 80;
const OUTSIDE_PERCENT: u32 = 95;
/// Share of pages with one wrapper, in hundredths, from which it is the site's.
const WRAPPER_PERCENT_MIN: u32 = 20;
/// Share of contexts, in hundredths, that must agree on the next character of a phrase.
const AGREE_PERCENT: usize = 80;
/// Fewest characters of a phrase, and fewest different neighbours of one that is spliced in many places.
const PHRASE_CHARS_MIN: usize = 6;
const NEIGHBOURS_MIN: usize = 3;
/// Marks that may stand before a phrase and are not of it.
const MARKS: [char; 9] = ['，', '、', '：', '。', '！', '？', '；', ' ', '”'];

/// What a site repeats.
pub(super) fn judge(log: SiteLog, lexicon: &Lexicon) -> SiteTemplate {
    let least = PAGES_MIN.max((log.pages * PAGES_PERCENT_MIN).div_ceil(100));
    let names: Vec<&str> = log
        .names
        .iter()
        .filter(|(n, c)| **c * 2 > log.pages && n.chars().count() > 1)
        .map(|(n, _)| n.as_str())
        .collect();
    let (mut blocks, mut kept) = (Vec::new(), Vec::new());
    for (text, entry) in sorted(log.lines) {
        let place = place(&entry);
        let is_head = entry.titles > 0 && place == Place::After && entry.pages >= HEAD_PAGES_MIN;
        if entry.pages < least && !is_head {
            continue;
        }
        let line = |why: &str| TemplateLine { text: text.clone(), pages: entry.pages, place, why: why.to_owned() };
        match evidence(&text, &entry, place, lexicon, &names, log.pages.div_ceil(2)) {
            Ok(why) => blocks.push(line(why)),
            Err(why) => kept.push(line(why)),
        }
    }
    let known: BTreeSet<String> = blocks.iter().chain(&kept).map(|l| l.text.clone()).collect();
    let mut phrases: Vec<TemplatePhrase> = sorted(log.phrases)
        .into_iter()
        .filter(|(_, p)| p.pages >= least)
        .filter_map(|(words, p)| Some(TemplatePhrase { text: phrase(&words, &p, lexicon)?, pages: p.pages }))
        .filter(|p| !known.contains(&p.text))
        .collect();
    phrases.dedup_by(|a, b| a.text == b.text);
    let mut wrappers: Vec<Wrapper> = log
        .wrappers
        .into_iter()
        .filter(|(_, n)| *n >= least && n * 100 >= log.pages * WRAPPER_PERCENT_MIN)
        .map(|(element, pages)| Wrapper { element, pages })
        .collect();
    for lines in [&mut blocks, &mut kept] {
        lines.sort_by(|a, b| (b.pages, &a.text).cmp(&(a.pages, &b.text)));
    }
    phrases.sort_by(|a, b| (b.pages, &a.text).cmp(&(a.pages, &b.text)));
    wrappers.sort_by(|a, b| (b.pages, &a.element).cmp(&(a.pages, &b.element)));
    SiteTemplate { pages: log.pages, wrappers, blocks, phrases, kept }
}

fn sorted<V>(map: HashMap<String, V>) -> Vec<(String, V)> {
    let mut all: Vec<(String, V)> = map.into_iter().collect();
    all.sort_by(|a, b| a.0.cmp(&b.0));
    all
}

fn place(entry: &Entry) -> Place {
    let [before, _, after] = entry.places;
    let is_most = |n: u32| n * 100 >= entry.pages * ONE_PLACE_PERCENT;
    match (is_most(before), is_most(after)) {
        (true, _) => Place::Before,
        (_, true) => Place::After,
        _ => Place::Inside,
    }
}

/// Why a repeated line is none of the articles'; else why it stays.
///
/// Repetition alone is no evidence: mottos, standing formulas and the name under a notice are repeated, too. `half` is half of the
/// site's pages.
fn evidence(
    text: &str,
    entry: &Entry,
    place: Place,
    lexicon: &Lexicon,
    names: &[&str],
    half: u32,
) -> Result<&'static str, &'static str> {
    if about_page(text, &lexicon.clean.own, names) {
        return Ok("speaks of its page");
    }
    if entry.pages >= half && names_its_medium(text, lexicon, names) {
        return Ok("names its site and medium");
    }
    if entry.is_prose {
        return Err("a sentence about the world");
    }
    if place == Place::Inside {
        return Err("stands among the paragraphs");
    }
    if entry.linked * 100 >= entry.pages * ONE_PLACE_PERCENT {
        return Ok("a link");
    }
    if entry.titles > 0 && place == Place::After {
        return Ok("the title of another page");
    }
    // A writer's last words (the name under a notice) stand before what the site adds.
    if entry.behind * 100 >= entry.pages * OUTSIDE_PERCENT && entry.pages >= half {
        return Ok("behind what the site adds");
    }
    if (entry.pages - entry.kept) * 100 >= entry.pages * OUTSIDE_PERCENT {
        return Ok("outside the article");
    }
    Err("nothing tells what it is")
}

/// Whether a line has the site's own name beside a medium, and nobody who does or says something: 关注“云江晚报”公众号，每天七点为你读报。 Of one
/// article that may be news; on most pages of the site it is none.
fn names_its_medium(text: &str, lexicon: &Lexicon, names: &[&str]) -> bool {
    let own = &lexicon.clean.own;
    names.iter().any(|n| text.contains(n))
        && own.find(text).any(|w| w.2 == "medium")
        && own.find(text).all(|w| w.2 != "world")
}

/// The whole of a phrase of which `words` are a part: what most contexts agree on. None when it is no splice: too short, a line
/// of its own, or always between the same neighbours.
fn phrase(words: &str, spliced: &Spliced, lexicon: &Lexicon) -> Option<String> {
    let before: Vec<Vec<char>> = spliced.contexts.iter().map(|c| c.0.chars().rev().collect()).collect();
    let behind: Vec<Vec<char>> = spliced.contexts.iter().map(|c| c.1.chars().collect()).collect();
    let (left, left_ends) = agreed(&before);
    let (right, right_ends) = agreed(&behind);
    if left_ends.max(right_ends) < NEIGHBOURS_MIN {
        return None;
    }
    let whole: String = left.iter().rev().copied().chain(words.chars()).chain(right).collect();
    let begun = whole.trim_start_matches(MARKS);
    let is_sentence = whole[..whole.len() - begun.len()].contains(['。', '！', '？']);
    let text = if is_sentence { begun } else { begun.trim_end_matches(['。', '！', '？', '；']) };
    // A mark behind a phrase may be the sentence's own.
    let text = text.trim_end_matches(['，', '、', '：', ' ']);
    let is_of_world = lexicon.clean.own.find(text).any(|w| w.2 == "world");
    (text.chars().count() >= PHRASE_CHARS_MIN && !is_of_world).then(|| text.to_owned())
}

/// The characters that most contexts have in common, from the phrase outwards, and how many different ones come next.
fn agreed(contexts: &[Vec<char>]) -> (Vec<char>, usize) {
    let mut common: Vec<char> = Vec::new();
    let mut alive: Vec<&Vec<char>> = contexts.iter().collect();
    loop {
        let mut next: HashMap<Option<char>, usize> = HashMap::new();
        alive.iter().for_each(|c| *next.entry(c.get(common.len()).copied()).or_default() += 1);
        let best = next.iter().filter_map(|(c, n)| c.map(|c| (*n, std::cmp::Reverse(c)))).max();
        match best {
            Some((count, std::cmp::Reverse(c))) if count * 100 >= contexts.len() * AGREE_PERCENT => {
                let at = common.len();
                alive.retain(|context| context.get(at) == Some(&c));
                common.push(c);
            }
            _ => return (common, next.len()),
        }
    }
}
