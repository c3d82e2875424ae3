//! `entity`: names, who and where and which, and which of them are the same.
//!
//! Law: mentions never overlap one another, and each stands in the text as it is printed.

mod article;
mod candidate;
mod dictionary;
mod group;
mod latin;
mod marks;
mod organization;
mod person;
mod place;
mod resolve;

use crate::lexicon::Lexicon;
use crate::scan::Scan;
use crate::segment::Segmented;
use crate::text::{TextSpan, keeps_clusters};

pub use crate::lexicon::EntityKind;

/// One thing with a name, and all places where the text names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entity {
    /// What it is.
    pub kind: EntityKind,
    /// Its fullest name.
    pub name: String,
    /// Its other names in this text, sorted.
    pub aliases: Vec<String>,
    /// Sorted, never empty.
    pub mentions: Vec<TextSpan>,
    /// In hundredths.
    pub confidence: u8,
}

/// A rule looks at the text and proposes mentions.
type Rule = fn(&candidate::View<'_>, &mut Vec<candidate::Candidate>);

/// All rules; the order is that of ties.
const RULES: [Rule; 11] = [
    dictionary::known,
    dictionary::tagged,
    marks::titles,
    person::chinese,
    person::surname_title,
    person::foreign,
    organization::by_ending,
    organization::ordinal_events,
    place::by_ending,
    latin::latin,
    latin::stems,
];

/// Finds the entities of a text, in the order of their first mentions.
#[must_use]
pub fn find(text: &str, _scan: &Scan, words: &Segmented, lexicon: &Lexicon) -> Vec<Entity> {
    let view = candidate::View::new(text, words, lexicon);
    let mut candidates = Vec::with_capacity(words.tokens.len() / 4);
    for rule in RULES {
        rule(&view, &mut candidates);
    }
    let learned = article::pass(&view, &mut candidates);
    let chosen = resolve::resolve(&view, candidates);
    let mut entities = group::group(&view, &chosen, &learned);
    for entity in &mut entities {
        entity.mentions.retain(|m| keeps_clusters(text, *m));
    }
    entities.retain(|e| !e.mentions.is_empty());
    entities
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Closed;

    fn letter(kind: EntityKind) -> char {
        match kind {
            EntityKind::Place => 'l',
            EntityKind::Product => 'd',
            EntityKind::Law => 'r',
            other => other.as_str().chars().next().unwrap_or('?'),
        }
    }

    fn marked(marked: &str, lexicon: &Lexicon) -> String {
        let mut text = marked.to_owned();
        for letter in EntityKind::ALL.iter().map(|&k| letter(k)) {
            text = text.replace(&format!("[{letter}:"), "");
        }
        let text = text.replace(']', "");
        let words = crate::segment::segment(&text, &Scan::default(), lexicon);
        let found = find(&text, &Scan::default(), &words, lexicon);
        let mut spans: Vec<_> =
            found.iter().flat_map(|e| e.mentions.iter().map(|m| (m.start(), m.end(), letter(e.kind)))).collect();
        spans.sort_unstable();
        assert!(spans.windows(2).all(|w| w[0].1 <= w[1].0), "mentions never overlap: {text}");
        let (mut out, mut at) = (String::new(), 0);
        for (start, end, letter) in spans {
            out.push_str(&format!("{}[{letter}:{}]", &text[at..start], &text[start..end]));
            at = end;
        }
        out + &text[at..]
    }

    #[test]
    fn labelled_sentences_are_read_as_they_are_labelled() {
        let lexicon = Lexicon::load(None).expect("built-in dictionaries are sound");
        let lines = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/corpus/entities/sentences.txt")).lines();
        let mut wrong = Vec::new();
        for line in lines.filter(|l| !l.is_empty() && !l.starts_with('#')) {
            let (known_wrong, wanted) = match line.strip_prefix("FIXME ") {
                Some(rest) => (true, rest),
                None => (false, line),
            };
            let got = marked(wanted, &lexicon);
            if (got == wanted) == known_wrong {
                wrong.push(format!("wanted {wanted}\n   got {got}"));
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }

    #[test]
    fn bad_input_is_bounded() {
        let lexicon = Lexicon::load(None).expect("built-in dictionaries are sound");
        for text in [
            "王小明、".repeat(10_000),
            "《".repeat(20_000),
            "·".repeat(20_000),
            "第届".repeat(10_000),
            "ก๊ก 𠮷 A-".repeat(5000),
        ] {
            let words = crate::segment::segment(&text, &Scan::default(), &lexicon);
            let found = find(&text, &Scan::default(), &words, &lexicon);
            assert!(found.iter().all(|e| !e.mentions.is_empty()));
        }
    }
}
