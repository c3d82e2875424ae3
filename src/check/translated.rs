//! Articles that went into another language and back: reported for the whole page.
//!
//! A translation machine writes well, so that neither usual words nor costs of words tell its work from an author's. What it cannot
//! keep is a name: Latin letters hold its sound alone, and each sentence spells it anew (陈立峰, 陈丽锋). An author who mistypes does
//! it once: of 105 honest articles two have one such pair, none has two.

use crate::claim::Facts;
use crate::clean::{Suspicion, SuspicionKind};
use crate::entity::EntityKind;
use crate::lexicon::FarmWords;
use crate::text::is_han;

/// Fewest persons of a page whose names are spelt in several ways.
const PERSONS_MIN: usize = 2;
/// From so many on it is nearly certain.
const PERSONS_SURE: usize = 3;

/// The suspicion that a machine translated the article, when the names of several persons change their characters and keep their sound.
#[must_use]
pub fn machine_translated(facts: &Facts<'_>) -> Option<Suspicion> {
    let persons = facts.entities.iter().filter(|e| e.kind == EntityKind::Person);
    let mut groups: Vec<Vec<&str>> = Vec::new();
    for name in persons.map(|p| p.name.as_str()).filter(|n| n.chars().nth(1).is_some() && n.chars().all(is_han)) {
        match groups.iter_mut().find(|g| sounds_like(g[0], name, &facts.lexicon.farm)) {
            Some(group) => group.push(name),
            None => groups.push(vec![name]),
        }
    }
    groups.retain(|g| g.len() > 1);
    if groups.len() < PERSONS_MIN {
        return None;
    }
    let names: Vec<String> = groups.iter().map(|g| g.join("/")).collect();
    let why = format!("{} persons are spelt in several ways that sound alike: {}", groups.len(), names.join(", "));
    Some(Suspicion {
        span: None,
        kind: SuspicionKind::MachineTranslated,
        found: None,
        likely: None,
        confidence: if groups.len() >= PERSONS_SURE { 85 } else { 65 },
        why,
    })
}

/// Whether two names have other characters of the same sounds, tones aside.
fn sounds_like(a: &str, b: &str, words: &FarmWords) -> bool {
    a != b
        && a.chars().count() == b.chars().count()
        && a.chars().zip(b.chars()).all(|(a, b)| a == b || words.sound_alike(a, b))
}
