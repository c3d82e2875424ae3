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
use crate::text::{TextSpan, closed};

closed! {
    /// What an entity is.
    pub enum EntityKind {
        Person = "person",
        Organization = "organization",
        Place = "place",
        Product = "product",
        Event = "event",
        Work = "work",
        Law = "law",
    }
}

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
    group::group(&view, &chosen, &learned)
}
