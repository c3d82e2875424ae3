//! Planted noun heaps that promise scandal and a download.
//!
//! A grammar over word classes, not a list of phrases: slots of at least three classes in a row, no function word between them, a
//! scandal (or gambling, or adult) word and a getting word among them, at the edge of a clause, about a place that the article does not know.

use super::super::draft::Verdict;
use super::super::{Draft, SuspicionKind, View};
use crate::lexicon::Lexicon;
use crate::text::{Certainty, EditKind, border_after, is_han, is_word};
use std::collections::BTreeSet;

/// Longest slot, in characters.
const SLOT_CHARS_MAX: usize = 6;
/// Longest phrase, in slots, and what of the line around it is looked at.
const SLOTS_MAX: usize = 8;
const SIDE_BYTES_MAX: usize = 90;
/// Fewest classes of a phrase.
const CLASSES_MIN: usize = 3;
/// From so many planted phrases on they support each other.
const HABIT_MIN: usize = 2;

#[derive(Debug, Clone)]
struct Phrase {
    start: usize,
    end: usize,
    classes: BTreeSet<&'static str>,
    /// Its place or institution.
    about: String,
    has_place: bool,
    left_edge: bool,
    right_edge: bool,
}

/// Takes out spam phrases at clause edges and reports those without an edge.
pub(super) fn run(draft: &mut Draft<'_>) {
    let view = draft.view();
    let text = view.text.as_str();
    let mut phrases: Vec<Phrase> = Vec::new();
    for (start, end, class) in draft.lexicon.farm.spam.find(text) {
        if matches!(class, "scandal" | "adult" | "gambling") && phrases.last().is_none_or(|p| p.end <= start) {
            phrases.extend(around(text, start, end, class, draft.lexicon));
        }
    }
    if phrases.is_empty() {
        return;
    }
    let title = draft.metadata.title.clone().unwrap_or_default();
    let places: Vec<(usize, usize)> = phrases.iter().map(|p| (p.start, p.end)).collect();
    phrases.retain(|p| is_foreign(text, &title, p, &places));
    let edged = phrases.iter().filter(|p| p.left_edge || p.right_edge).count();
    for p in &phrases {
        judge(draft, &view, p, edged >= HABIT_MIN);
    }
}

fn judge(draft: &mut Draft<'_>, view: &View, p: &Phrase, is_habit: bool) {
    let words = &view.text[p.start..p.end];
    let classes: Vec<&str> = p.classes.iter().copied().collect();
    let why = format!(
        "a heap of nouns without grammar ({}), about what the article does not know: {}",
        classes.join(" + "),
        p.about
    );
    let is_strong = p.has_place || p.classes.len() > CLASSES_MIN || p.left_edge && p.right_edge;
    let rule = match (p.left_edge, p.right_edge) {
        (true, true) => Some(("spam.slots-edge", Certainty::Exact)),
        (true, false) | (false, true) if is_strong || is_habit => Some(("spam.slots-glued", Certainty::Likely)),
        _ => None,
    };
    match rule {
        Some((rule, certainty)) => {
            let verdict = Verdict { kind: EditKind::SpamPhrase, rule, certainty };
            draft.edit(view, p.start, p.end, "", verdict, &why);
        }
        None if is_strong => {
            draft.suspect(
                view,
                (p.start, p.end),
                SuspicionKind::SpamPhrase,
                None,
                60,
                format!("{why}; in mid-clause: {words}"),
            );
        }
        None => {}
    }
}

/// The place or school of a phrase is named nowhere but in phrases.
fn is_foreign(text: &str, title: &str, p: &Phrase, places: &[(usize, usize)]) -> bool {
    !title.contains(&p.about)
        && text.match_indices(&p.about).all(|(at, _)| {
            let i = places.partition_point(|q| q.1 <= at);
            places.get(i).is_some_and(|q| q.0 <= at)
        })
}

/// The longest chain of slots around the scandal word at `[start, end)`.
fn around(text: &str, start: usize, end: usize, class: &'static str, lexicon: &Lexicon) -> Option<Phrase> {
    let mut p = Phrase {
        start,
        end,
        classes: BTreeSet::from([class]),
        about: String::new(),
        has_place: false,
        left_edge: false,
        right_edge: false,
    };
    let mut institution = None;
    let mut slots = 1;
    // To the left, the longest slot that ends here.
    while slots < SLOTS_MAX {
        let Some((s, class)) = slot_before(text, p.start, lexicon) else { break };
        if class == "place" && p.has_place {
            break;
        }
        let word = &text[s..p.start];
        note(&mut p, &mut institution, class, word);
        p.start = s;
        slots += 1;
    }
    while slots < SLOTS_MAX {
        let Some((e, class)) = slot_after(text, p.end, lexicon) else { break };
        // A second place is the next clause's.
        if class == "place" && p.has_place {
            break;
        }
        let word = &text[p.end..e];
        note(&mut p, &mut institution, class, word);
        p.end = e;
        slots += 1;
    }
    let has_getting = p.classes.contains("getting");
    if p.classes.len() < CLASSES_MIN || !has_getting {
        return None;
    }
    let (before, after) = (text[..p.start].chars().next_back(), text[p.end..].chars().next());
    p.left_edge = before.is_none_or(is_edge);
    p.right_edge = after.is_none_or(is_edge);
    // Held by quotation or book title marks, or the head of a longer noun: somebody speaks about it. Behind a sentence that ends inside
    // the quotation nobody does.
    let is_held = before.is_some_and(|c| "“‘「『《〈\"'【（(".contains(c))
        || after.is_some_and(|c| "”’」』》〉\"'】）)".contains(c)) && !before.is_some_and(|c| "。！？".contains(c));
    let goes_on = after.is_some_and(|c| {
        "量次的了后者们率数费被是在和与及或、，中".contains(c) && (is_han(c) || !p.left_edge) && !is_edge(c)
    });
    if is_held || goes_on && !p.right_edge && !p.has_place {
        return None;
    }
    if p.about.is_empty() {
        p.about = institution.unwrap_or_else(|| text[p.start..p.end].to_owned());
        if p.about.chars().count() < 4 {
            // A bare 大学 says nothing: the heap itself must be the only one.
            p.about = text[p.start..p.end].to_owned();
        }
    }
    Some(p)
}

fn note(p: &mut Phrase, institution: &mut Option<String>, class: &'static str, word: &str) {
    if class == "place" {
        p.has_place = true;
        word.clone_into(&mut p.about);
    } else if matches!(class, "institution" | "person") {
        *institution = Some(word.to_owned());
    }
    p.classes.insert(class);
}

fn is_edge(c: char) -> bool {
    !(is_word(c) || c.is_whitespace() && c != '\n' || "“‘《（(”’》）)".contains(c))
}

fn slot_before(text: &str, end: usize, lexicon: &Lexicon) -> Option<(usize, &'static str)> {
    let from = end.saturating_sub(SIDE_BYTES_MAX);
    let starts: Vec<usize> = text[border_after(text, from)..end]
        .char_indices()
        .map(|c| c.0 + border_after(text, from))
        .rev()
        .take(SLOT_CHARS_MAX)
        .collect();
    starts.iter().rev().find_map(|&s| class_of(&text[s..end], lexicon).map(|c| (s, c)))
}

fn slot_after(text: &str, start: usize, lexicon: &Lexicon) -> Option<(usize, &'static str)> {
    let ends: Vec<usize> =
        text[start..].char_indices().skip(1).map(|c| start + c.0).chain([text.len()]).take(SLOT_CHARS_MAX).collect();
    ends.iter().rev().find_map(|&e| class_of(&text[start..e.max(start)], lexicon).map(|c| (e, c)))
}

/// The class of a word: a slot of the table, or the name of a place.
fn class_of(word: &str, lexicon: &Lexicon) -> Option<&'static str> {
    if word.is_empty() {
        return None;
    }
    if let Some(class) = lexicon.farm.slot(word) {
        return Some(class);
    }
    let chars = word.chars().count();
    if chars < 2 || !word.chars().all(is_han) || !lexicon.words.has(word) {
        return None;
    }
    let tags = lexicon.words.jieba().tag(word, false);
    let is_place = tags.len() == 1 && tags[0].tag == "ns";
    is_place.then_some("place")
}
