//! `entity`: names, who and where and which, and which of them are the same.
//!
//! Law: mentions never overlap one another, and each stands in the text as it is printed.

mod article;
mod candidate;
mod dictionary;
mod group;
mod latin;
mod marks;
#[cfg(not(feature = "train"))]
mod model;
#[cfg(feature = "train")]
#[doc(hidden)]
pub mod model;
mod organization;
mod person;
mod place;
mod resolve;

use crate::lexicon::Lexicon;
use crate::scan::Scan;
use crate::segment::Segmented;
use crate::text::{Tag, TextSpan, keeps_clusters};

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
const RULES: [Rule; 12] = [
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
    organization::branches,
];

/// What the rules propose.
fn propose(view: &candidate::View<'_>) -> Vec<candidate::Candidate> {
    let mut candidates = Vec::with_capacity(view.tokens.len() / 4);
    for rule in RULES {
        rule(view, &mut candidates);
    }
    candidates
}

/// Finds the entities of a text, in the order of their first mentions.
#[must_use]
pub fn find(text: &str, _scan: &Scan, words: &Segmented, lexicon: &Lexicon) -> Vec<Entity> {
    let view = candidate::View::new(text, words, lexicon);
    let mut candidates = propose(&view);
    model::judge(&view, &lexicon.model, &mut candidates);
    let learned = article::pass(&view, &mut candidates);
    let chosen = resolve::resolve(&view, candidates);
    let mut entities = group::group(&view, &chosen, &learned);
    for entity in &mut entities {
        entity.mentions.retain(|m| keeps_clusters(text, *m));
    }
    entities.retain(|e| !e.mentions.is_empty());
    entities
}

/// The mentions in the order of the text, with the tags of words that are such names.
#[must_use]
pub fn tags(entities: &[Entity]) -> Vec<(TextSpan, Tag)> {
    let tag = |kind| match kind {
        EntityKind::Person => Tag::NR,
        EntityKind::Organization => Tag::NT,
        EntityKind::Place => Tag::NS,
        _ => Tag::NZ,
    };
    let mut out: Vec<_> = entities.iter().flat_map(|e| e.mentions.iter().map(move |m| (*m, tag(e.kind)))).collect();
    out.sort_unstable_by_key(|m| m.0.start());
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Closed;

    fn marked(marked: &str, lexicon: &Lexicon) -> String {
        let text = model::train::Example::marked(marked, 1.0).expect("whole marks").text;
        let words = crate::segment::segment(&text, &Scan::default(), lexicon);
        let found = find(&text, &Scan::default(), &words, lexicon);
        let mut spans: Vec<_> = found
            .iter()
            .flat_map(|e| e.mentions.iter().map(|m| (m.start(), m.end(), model::train::letter(e.kind))))
            .collect();
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
    fn labels_of_all_sentences_are_consistent() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/corpus/entities");
        let (mut sentences, mut seen) = (0, std::collections::BTreeSet::new());
        for entry in std::fs::read_dir(folder).expect("the corpus") {
            let path = entry.expect("a file").path();
            if path.extension().is_none_or(|x| x != "txt") {
                continue;
            }
            let content = std::fs::read_to_string(&path).expect("text");
            for line in content.lines().filter(|l| !l.is_empty() && !l.starts_with('#')) {
                let line = line.strip_prefix("FIXME ").unwrap_or(line);
                sentences += 1;
                assert!(seen.insert(line.to_owned()), "{}: twice: {line}", path.display());
                let mut rest = line;
                while let Some((before, after)) = rest.split_once('[') {
                    assert!(!before.contains(']'), "{}: {line}", path.display());
                    let (label, end) = after.split_once(']').expect("a closing mark");
                    let (letter, name) = label.split_once(':').expect("a letter and a name");
                    let known = EntityKind::ALL.iter().any(|&k| letter == model::train::letter(k).to_string());
                    assert!(known && !name.is_empty() && !name.contains('['), "{}: {line}", path.display());
                    assert_eq!(name.trim(), name, "{}: {line}", path.display());
                    rest = end;
                }
                assert!(!rest.contains(']'), "{}: {line}", path.display());
            }
        }
        assert!(sentences >= 1200, "{sentences} sentences");
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
            "ชื่อ Ελλάς 𠮷野家・".repeat(2000),
            // Half a name at the end of the text, and names that a line break cuts.
            "欧阳".to_owned(),
            "江州市中级\n人民法院的王\n小明说".to_owned(),
            "北京市海淀区".repeat(5000),
            (0..10_000_u32).map(|i| format!("星澜{i}公司（XL{i}）和")).collect::<Vec<_>>().concat(),
        ] {
            let words = crate::segment::segment(&text, &Scan::default(), &lexicon);
            let found = find(&text, &Scan::default(), &words, &lexicon);
            assert!(found.iter().all(|e| !e.mentions.is_empty()));
            let tags = tags(&found);
            assert!(tags.windows(2).all(|w| w[0].0.end() <= w[1].0.start()), "mentions never overlap one another");
            assert!(tags.iter().all(|t| !t.0.of(&text).contains('\n')), "no name goes over a line end");
        }
    }
}
