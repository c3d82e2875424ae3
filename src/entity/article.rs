//! `article.*`: what is sure in one place counts in all places; short forms that the text introduces.

use super::EntityKind;
use super::candidate::{Candidate, SURE, View};
use crate::lexicon::{CHARS_MAX, ShortMap, Starts, name_class as class};

/// What the text says of the names in it.
#[derive(Default)]
pub(super) struct Learned<'a> {
    /// Short form and what it stands for.
    pub(super) aliases: Vec<(&'a str, &'a str)>,
}

/// Most different names that one article teaches.
const NAMES_MAX: usize = 4000;

/// Carries sure names to all their occurrences, learns short forms, and settles surnames before titles.
pub(super) fn pass<'a>(view: &View<'a>, out: &mut Vec<Candidate>) -> Learned<'a> {
    let mut learned = Learned::default();
    let mut best: ShortMap<&str, (EntityKind, i32)> = ShortMap::default();
    let mut order: Vec<&str> = Vec::new();
    let mut put = |surface: &'a str, kind, score: i32, order: &mut Vec<&'a str>| {
        if order.len() < NAMES_MAX || best.contains_key(surface) {
            let entry = best.entry(surface).or_insert_with(|| {
                order.push(surface);
                (kind, score)
            });
            if score > entry.1 {
                *entry = (kind, score);
            }
        }
    };
    for c in out.iter() {
        let surface = view.slice(c.start, c.end);
        let carried = !matches!(
            c.rule,
            "place.pair"
                | "place.verb"
                | "place.media"
                | "person.surname-title"
                | "marks.work"
                | "marks.law"
                | "event.latin-year"
        );
        if c.score < SURE
            || !carried
            || c.end - c.start < 6
            || c.rule == "dictionary.known" && c.kind == EntityKind::Place
        {
            continue;
        }
        put(surface, c.kind, c.score, &mut order);
        if let Some((start, end)) =
            introduced(view, c.end).filter(|&(s, e)| view.names.class(view.slice(s, e)) & class::LATIN_STOP == 0)
        {
            let short = view.slice(start, end);
            learned.aliases.push((short, surface));
            put(short, c.kind, 80, &mut order);
        }
        if c.kind == EntityKind::Person && c.rule == "person.dotted" {
            // 德约科维奇 of 诺瓦克·德约科维奇
            if let Some(last) = surface.rsplit(['·', '•', '・', '‧']).next().filter(|l| l.len() >= 6) {
                learned.aliases.push((last, surface));
                put(last, EntityKind::Person, 66, &mut order);
            }
        }
        if c.kind == EntityKind::Organization
            && let Some(short) = short_form(view, surface)
        {
            learned.aliases.push((short, surface));
            put(short, EntityKind::Organization, 64, &mut order);
        }
    }
    // A gloss in Latin letters is the same person as the name before it.
    for c in out.iter_mut().filter(|c| c.rule == "latin.gloss") {
        let open = c.start.saturating_sub(3);
        c.score = if view.before(open).is_some_and(crate::text::is_han) { 64 } else { 40 };
    }
    carry(view, &best, &order, out);
    surnames(view, &best, &order, out);
    learned
}

/// （以下简称“X”）, （简称X）, （X） in Latin capitals, directly behind a name.
fn introduced(view: &View<'_>, end: usize) -> Option<(usize, usize)> {
    let rest = &view.text[end..];
    let open = rest.chars().next().filter(|&c| matches!(c, '（' | '('))?.len_utf8();
    let inner = &rest[open..];
    let close = inner.char_indices().take(30).find(|&(_, c)| matches!(c, '）' | ')' | '\n'))?.0;
    let inner = &inner[..close];
    let from = end + open;
    for lead in ["以下简称", "下称", "简称", "英文简称", "又称"] {
        if let Some(rest) = inner.strip_prefix(lead) {
            let rest = rest.trim_start_matches(['“', '"', '：', '‘', '《', '为']);
            let start = from + inner.len() - rest.len();
            let short = rest.trim_end_matches(['”', '"', '’', '》']);
            let short = short.split(['”', '，', '、', '"']).next().unwrap_or(short);
            return (short.len() >= 2).then_some((start, start + short.len()));
        }
    }
    let latin = inner.len() >= 2
        && inner.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
        && inner.bytes().all(|b| !b.is_ascii_lowercase());
    (latin && inner.bytes().any(|b| b.is_ascii_uppercase())).then_some((from, from + inner.len()))
}

/// The stem of a company's full name: without place and legal form.
fn short_form<'a>(view: &View<'_>, full: &'a str) -> Option<&'a str> {
    let mut stem = full;
    for ending in ["股份有限公司", "有限责任公司", "有限公司", "集团公司", "公司", "集团"] {
        if let Some(s) = stem.strip_suffix(ending) {
            stem = s;
            break;
        }
    }
    let legal = full.ends_with("有限公司") || full.ends_with("有限责任公司");
    if stem.len() == full.len() || !legal && view.lexicon.words.has(stem) || full.chars().count() < 6 {
        return None;
    }
    for ending in ["集团", "控股", "科技", "投资", "（集团）", "（中国）"] {
        stem = stem.strip_suffix(ending).filter(|s| s.len() >= 6).unwrap_or(stem);
    }
    if let Some((at, _)) = stem
        .char_indices()
        .skip(2)
        .take(5)
        .filter(|&(at, _)| view.names.known(&stem[..at]).is_some_and(|k| k.kind == EntityKind::Place))
        .last()
    {
        stem = &stem[at..];
    }
    let fine = stem.len() >= 6 && stem.len() <= 18 && view.names.class(stem) & class::STOP == 0;
    let plain = view.lexicon.words.has(stem) && stem.chars().count() <= 2;
    (fine && !plain && view.names.known(stem).is_none_or(|k| k.kind == EntityKind::Organization)).then_some(stem)
}

/// A place where the text has a surface.
struct Occurrence {
    start: usize,
    end: usize,
    surface: usize,
}

/// Longest surface that is looked for, in characters.
const SURFACE_CHARS_MAX: usize = 62;

/// All occurrences of the surfaces, found by their first characters and length.
fn occurrences(view: &View<'_>, numbers: &ShortMap<&str, usize>, order: &[&str]) -> Vec<Occurrence> {
    let mut out = Vec::new();
    if order.is_empty() {
        return out;
    }
    let mut starts = Starts::new((order.len() * 4).next_power_of_two());
    order.iter().for_each(|surface| starts.add(surface));
    starts.each(view.text, |at, _, mut left| {
        let mut end = at;
        for (count, c) in (1..).zip(view.text[at..].chars().take(SURFACE_CHARS_MAX)) {
            end += c.len_utf8();
            // The last bit stands for all that are longer.
            let bit = 1_u32 << count.min(CHARS_MAX);
            if left & bit != 0
                && let Some(&surface) = numbers.get(&view.text[at..end])
                && edges(view, at, end, count)
            {
                out.push(Occurrence { start: at, end, surface });
            }
            if count < CHARS_MAX {
                left &= !bit;
            }
            if left == 0 || c == '\n' {
                break;
            }
        }
    });
    out
}

/// From here on a name needs no second occurrence to be carried to all.
const CERTAIN: i32 = 78;
/// What a name loses that the article mostly does not use as one.
const DOUBT: i32 = 30;

/// Evidence over the whole article: a surface that is a name in at least half of its occurrences is one in all of them; one that
/// is a name in less than a third of three or more is none. Occurrences inside longer names do not count.
fn carry(view: &View<'_>, best: &ShortMap<&str, (EntityKind, i32)>, order: &[&str], out: &mut Vec<Candidate>) {
    let numbers: ShortMap<&str, usize> = order.iter().enumerate().map(|(i, &s)| (s, i)).collect();
    let places = occurrences(view, &numbers, order);
    let mut sure: Vec<(usize, usize)> = out.iter().filter(|c| c.score >= SURE).map(|c| (c.start, c.end)).collect();
    sure.sort_unstable_by_key(|&(start, end)| (start, std::cmp::Reverse(end)));
    // The end that reaches farthest of all that start no later.
    let mut far = 0;
    let reach: Vec<usize> = sure
        .iter()
        .map(|s| {
            far = far.max(s.1);
            far
        })
        .collect();
    let inside = |o: &Occurrence| {
        let i = sure.partition_point(|s| s.0 < o.start);
        i > 0 && reach[i - 1] >= o.end || sure.get(i).is_some_and(|s| s.0 == o.start && s.1 > o.end)
    };
    let direct = |o: &Occurrence| {
        let i = sure.partition_point(|s| s.0 < o.start);
        sure[i..].iter().take_while(|s| s.0 == o.start).any(|s| s.1 == o.end)
    };
    let mut counts = vec![(0_u32, 0_u32); order.len()];
    for o in places.iter().filter(|o| !inside(o)) {
        counts[o.surface].0 += 1;
        counts[o.surface].1 += u32::from(direct(o));
    }
    for c in out.iter_mut().filter(|c| c.score < CERTAIN) {
        if let Some(&i) = numbers.get(view.slice(c.start, c.end))
            && best.get(order[i]).is_some_and(|b| b.1 < CERTAIN)
            && matches!(counts[i], (all, named) if all >= 3 && named * 3 < all)
        {
            c.score -= DOUBT;
        }
    }
    for o in places {
        let (kind, score) = best[order[o.surface]];
        let (all, named) = counts[o.surface];
        if score >= CERTAIN || named * 2 >= all {
            out.push(Candidate { start: o.start, end: o.end, kind, score: score.min(90) - 2, rule: "article.again" });
        }
    }
}

fn edges(view: &View<'_>, start: usize, end: usize, chars: usize) -> bool {
    let alnum = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
    if alnum(view.after(start)) && alnum(view.before(start)) || alnum(view.before(end)) && alnum(view.after(end)) {
        return false;
    }
    let (left, right) = (view.is_edge(start), view.is_edge(end));
    if chars <= 2 { left && right } else { left || right }
}

/// 曲局长 is the one person of that surname.
fn surnames(view: &View<'_>, best: &ShortMap<&str, (EntityKind, i32)>, order: &[&str], out: &mut [Candidate]) {
    let mut persons: ShortMap<char, u32> = ShortMap::default();
    for surface in order {
        if best.get(surface).is_some_and(|b| b.0 == EntityKind::Person)
            && let Some(first) = surface.chars().next()
        {
            *persons.entry(first).or_default() += 1;
        }
    }
    for c in out.iter_mut().filter(|c| c.rule == "person.surname-title") {
        if view.after(c.start).is_some_and(|f| persons.get(&f) == Some(&1)) {
            c.score = 76;
        }
    }
}
