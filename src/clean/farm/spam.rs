//! Planted noun heaps that promise scandal and a download.
//!
//! A grammar over word classes, not a list of phrases: slots in a row without a function word between them, a scandal (or gambling,
//! or adult) word and a getting word among them, at the edge of a clause, about a place that the article does not know. What proves
//! less must stand freer: between two edges, with a second phrase on the page, in words that the article never uses.

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
/// Fewest classes of a phrase, and fewest slots of one that has fewer.
const CLASSES_MIN: usize = 3;
const SLOTS_MIN: usize = 3;
/// From so many planted phrases on they support each other.
const HABIT_MIN: usize = 2;
/// Longest name that no list knows, at the head of a phrase, in characters.
const HEAD_CHARS_MAX: usize = 4;
/// Characters of grammar: no heap of nouns has one.
const FUNCTION: &str = "的了在和被将是与及等把对从向为于以他她它我你这那有没不也都就说称让要会能可该其此并或着过给到";

/// One word of a phrase.
#[derive(Debug, Clone, Copy)]
struct Slot {
    start: usize,
    end: usize,
    class: &'static str,
}

impl Slot {
    fn is_trigger(self) -> bool {
        matches!(self.class, "scandal" | "adult" | "gambling")
    }

    /// What to get, as what, and how: words of downloads.
    fn is_getting(self) -> bool {
        matches!(self.class, "getting" | "edition" | "media")
    }

    /// Whether its word begins and ends honest clauses, too.
    fn is_ordinary(self) -> bool {
        matches!(self.class, "person" | "institution" | "place" | "media" | "name")
    }
}

/// What the words of a phrase prove.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Proof {
    /// Three classes, scandal and getting among them.
    Full,
    /// Scandal and getting, but fewer classes.
    Short,
    /// Words of downloads alone.
    Download,
}

#[derive(Debug, Clone)]
struct Phrase {
    start: usize,
    end: usize,
    slots: Vec<Slot>,
    classes: BTreeSet<&'static str>,
    proof: Proof,
    /// Its place or institution.
    about: String,
    left_edge: bool,
    right_edge: bool,
}

/// Takes out spam phrases at clause edges and reports those without an edge.
pub(super) fn run(draft: &mut Draft<'_>) {
    let view = draft.view();
    let text = view.text.as_str();
    let mut phrases: Vec<Phrase> = Vec::new();
    let mut last: Option<Slot> = None;
    for (start, end, class) in draft.lexicon.farm.spam.find(text) {
        let slot = Slot { start, end, class };
        // Words of downloads are everywhere; two of them in a row are not.
        let is_core =
            slot.is_trigger() || slot.is_getting() && last.is_some_and(|l| l.end == start && l.class != class);
        last = Some(slot);
        if is_core && phrases.last().is_none_or(|p| p.end <= start) {
            phrases.extend(around(text, slot, draft.lexicon));
        }
    }
    if phrases.is_empty() {
        return;
    }
    let title = draft.metadata.title.clone().unwrap_or_default();
    let places: Vec<(usize, usize)> = phrases.iter().map(|p| (p.start, p.end)).collect();
    let is_outside = |word: &str| title.contains(word) || occurs_outside(text, word, &places);
    phrases.retain(|p| !is_outside(&p.about) && (p.proof == Proof::Full || is_foreign(text, p, is_outside)));
    let edged = phrases.iter().filter(|p| p.left_edge || p.right_edge).count();
    for p in &phrases {
        judge(draft, &view, p, edged >= HABIT_MIN);
    }
}

fn judge(draft: &mut Draft<'_>, view: &View, p: &Phrase, is_habit: bool) {
    let text = view.text.as_str();
    let classes: Vec<&str> = p.classes.iter().copied().collect();
    let why = format!(
        "a heap of nouns without grammar ({}), about what the article does not know: {}",
        classes.join(" + "),
        p.about
    );
    let has_place = p.classes.contains("place");
    let both = p.left_edge && p.right_edge;
    let is_strong = match p.proof {
        Proof::Full => has_place || p.classes.len() > CLASSES_MIN || both || is_habit,
        Proof::Short => both || has_place || is_habit,
        Proof::Download => both || has_place && is_habit,
    };
    let rule = match (p.left_edge, p.right_edge) {
        (true, true) if p.proof == Proof::Full => Some(("spam.slots-edge", Certainty::Exact)),
        (true, true) => Some(("spam.slots-edge", Certainty::Likely)),
        (true, false) | (false, true) if is_strong => Some(("spam.slots-glued", Certainty::Likely)),
        _ => None,
    };
    match rule {
        Some((rule, certainty)) => {
            let verdict = Verdict { kind: EditKind::SpamPhrase, rule, certainty };
            let (start, end) = with_mark(text, p.start, p.end);
            draft.edit(view, start, end, "", verdict, &why);
        }
        None if is_strong && p.proof == Proof::Full => {
            let why = format!("{why}; in mid-clause: {}", &text[p.start..p.end]);
            draft.suspect(view, (p.start, p.end), SuspicionKind::SpamPhrase, None, 60, why);
        }
        None => {}
    }
}

/// A phrase that is a clause of its own goes with one of the two marks around it: the weaker one.
fn with_mark(text: &str, start: usize, end: usize) -> (usize, usize) {
    let is_mark = |c: &char| "，。！？；,!?;".contains(*c);
    let before = text[..start].chars().next_back();
    let after = text[end..].chars().next().filter(is_mark);
    match (before, after) {
        (Some(b), Some(a)) if "，；,;".contains(b) && "。！？!?".contains(a) => (start - b.len_utf8(), end),
        (Some(b), Some(a)) if is_mark(&b) || b == '\n' => (start, end + a.len_utf8()),
        (None, Some(a)) => (start, end + a.len_utf8()),
        _ => (start, end),
    }
}

/// Whether `word` stands anywhere but in phrases.
fn occurs_outside(text: &str, word: &str, places: &[(usize, usize)]) -> bool {
    text.match_indices(word).any(|(at, _)| {
        let i = places.partition_point(|q| q.1 <= at);
        places.get(i).is_none_or(|q| q.0 > at)
    })
}

/// Whether an article does not know the words of a phrase: none that speaks of scandal, and at most half of the others.
fn is_foreign(text: &str, p: &Phrase, is_outside: impl Fn(&str) -> bool) -> bool {
    let own = |s: &&Slot| s.is_trigger() || s.is_getting() || s.class == "name";
    let (mut count, mut foreign) = (0, 0);
    for slot in p.slots.iter().filter(own) {
        let is_known = is_outside(&text[slot.start..slot.end]);
        if is_known && slot.is_trigger() {
            return false;
        }
        count += 1;
        foreign += usize::from(!is_known);
    }
    foreign >= 2 && 2 * foreign >= count
}

/// The longest chain of slots around a word, when it is a phrase.
fn around(text: &str, core: Slot, lexicon: &Lexicon) -> Option<Phrase> {
    let slots = chain(text, core, lexicon);
    let before = |at: usize| text[..at].chars().next_back();
    let after = |at: usize| text[at..].chars().next();
    let (first, last) = (slots.first()?.start, slots.last()?.end);
    let (left_edge, right_edge) = (before(first).is_none_or(is_edge), after(last).is_none_or(is_edge));
    let slots = match (left_edge, right_edge) {
        (true, false) => without_tail(slots),
        (false, true) => without_head(slots, before(first) == Some('的')),
        _ => slots,
    };
    let (mut start, end) = (slots.first()?.start, slots.last()?.end);
    let classes: BTreeSet<&'static str> = slots.iter().map(|s| s.class).collect();
    let proof = prove(&slots)?;
    let mut left_edge = left_edge && start == first;
    let right_edge = right_edge && end == last;
    if !left_edge && !right_edge {
        if let Some(head) = unknown_head(text, start, lexicon) {
            (start, left_edge) = (head, true);
        }
    }
    // Held by quotation or book title marks, or the head of a longer noun: somebody speaks about it. Behind a sentence that ends inside
    // the quotation nobody does.
    let (before, after) = (before(start), after(end));
    let is_held = before.is_some_and(|c| "“‘「『《〈\"'【（(".contains(c))
        || after.is_some_and(|c| "”’」』》〉\"'】）)".contains(c)) && !before.is_some_and(|c| "。！？".contains(c));
    let goes_on = after.is_some_and(|c| {
        "量次的了后者们率数费被是在和与及或、，中".contains(c) && (is_han(c) || !left_edge) && !is_edge(c)
    });
    // One of several things that a sentence lists.
    let is_item = before == Some('、') || after == Some('、');
    if is_held || goes_on && !right_edge && !classes.contains("place") || is_item && proof != Proof::Full {
        return None;
    }
    let last_of = |class: &[&str]| slots.iter().rfind(|s| class.contains(&s.class)).map(|s| &text[s.start..s.end]);
    let about = last_of(&["place"]).or_else(|| {
        // A bare 大学 says nothing: the heap itself must be the only one.
        last_of(&["institution", "person"]).filter(|w| w.chars().nth(3).is_some())
    });
    let about = about.unwrap_or(&text[start..end]).to_owned();
    Some(Phrase { start, end, slots, classes, proof, about, left_edge, right_edge })
}

/// The slots in a row around a word. A second place is the next clause's.
fn chain(text: &str, core: Slot, lexicon: &Lexicon) -> Vec<Slot> {
    let mut slots = vec![core];
    while slots.len() < SLOTS_MAX {
        let end = slots[0].start;
        let Some((start, class)) = slot_before(text, end, lexicon) else { break };
        if class == "place" && slots.iter().any(|s| s.class == "place") {
            break;
        }
        slots.insert(0, Slot { start, end, class });
    }
    while slots.len() < SLOTS_MAX {
        let start = slots[slots.len() - 1].end;
        let Some((end, class)) = slot_after(text, start, lexicon) else { break };
        if class == "place" && slots.iter().any(|s| s.class == "place") {
            break;
        }
        slots.push(Slot { start, end, class });
    }
    slots
}

/// Where a phrase is glued to the sentence behind it, ordinary words at its end may be the sentence's, and so may what follows a getting
/// word.
fn without_tail(mut slots: Vec<Slot>) -> Vec<Slot> {
    while let [.., before, last] = slots[..]
        && (last.is_ordinary() || last.class == "edition" && before.class == "getting")
    {
        slots.pop();
    }
    slots
}

/// Where it is glued to the sentence before it, so may ordinary words at its head whose class comes again, or that stand before its
/// place; and the word that a 的 governs.
fn without_head(mut slots: Vec<Slot>, is_governed: bool) -> Vec<Slot> {
    if is_governed {
        slots.remove(0);
    }
    while let [first, rest @ ..] = &slots[..]
        && first.is_ordinary()
        && rest.iter().any(|s| s.class == first.class || s.class == "place")
    {
        slots.remove(0);
    }
    slots
}

fn prove(slots: &[Slot]) -> Option<Proof> {
    let raw: BTreeSet<&str> = slots.iter().map(|s| s.class).collect();
    let getting = ["getting", "edition", "media"].iter().filter(|c| raw.contains(*c)).count();
    if getting == 0 {
        return None;
    }
    // The words of downloads are one class beside the others.
    let classes = raw.len() + 1 - getting;
    if slots.iter().any(|s| s.is_trigger()) {
        return match classes {
            CLASSES_MIN.. => Some(Proof::Full),
            _ => (slots.len() >= SLOTS_MIN).then_some(Proof::Short),
        };
    }
    let can_get = raw.contains("getting") || raw.contains("edition");
    (slots.len() >= SLOTS_MIN && raw.len() >= CLASSES_MIN && getting >= 2 && can_get).then_some(Proof::Download)
}

/// Where a phrase begins whose first word no list knows: a name that fills the clause before the slots, without grammar.
fn unknown_head(text: &str, start: usize, lexicon: &Lexicon) -> Option<usize> {
    let from = start.saturating_sub(SIDE_BYTES_MAX);
    let before = &text[border_after(text, from)..start];
    let is_mark = |c: char| "，。！？；,!?;\n".contains(c);
    let head = before.rsplit(is_mark).next().filter(|h| h.len() < before.len() || h.len() == start)?;
    let is_name = !head.is_empty()
        && head.chars().nth(HEAD_CHARS_MAX).is_none()
        && head.chars().all(|c| (is_han(c) || c.is_ascii_alphanumeric()) && !FUNCTION.contains(c));
    let nouns = |t: &jieba_rs::Tag<'_>| t.tag.starts_with(['n', 'x', 'e', 'z']);
    (is_name && lexicon.words.jieba().tag(head, true).iter().all(nouns)).then(|| start - head.len())
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
    if let Some(rest) = word.strip_prefix(['女', '男', '某', '美']) {
        if lexicon.farm.slot(rest) == Some("person") {
            return Some("person");
        }
    }
    let chars = word.chars().count();
    if chars < 2 || !word.chars().all(is_han) || !lexicon.words.has(word) {
        return None;
    }
    let tags = lexicon.words.jieba().tag(word, false);
    let is_place = tags.len() == 1 && tags[0].tag == "ns";
    is_place.then_some("place")
}
