//! `entity`: names, who and where and which, and which of them are the same.
//!
//! Law: mentions never overlap one another, and each stands in the text as it is printed.

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

/// Finds the entities of a text, in the order of their first mentions.
#[must_use]
pub fn find(_text: &str, _scan: &Scan, _words: &Segmented, _lexicon: &Lexicon) -> Vec<Entity> {
    Vec::new()
}
