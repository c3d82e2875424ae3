//! What surrounds a claim: when, where, how it is meant, and who says it.

use super::clause::Clause;
use super::frames;
use super::ground::{Stop, What};
use super::phrase::View;
use super::{Attribution, Modality};
use crate::entity::EntityKind;
use crate::lexicon::class;
use crate::text::TextSpan;

/// Longest way that is looked back for words that bend a claim, in atoms.
const WAY_MAX: usize = 32;
/// Most attributions around one place.
const DEPTH_MAX: usize = 16;

/// The times that are in force.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct When {
    sentence: Option<(usize, Option<usize>)>,
    paragraph: Option<usize>,
}

impl When {
    /// A new paragraph forgets everything, a new sentence its own time.
    pub(super) fn begin(&mut self, paragraph: bool) {
        self.sentence = None;
        if paragraph {
            self.paragraph = None;
        }
    }

    /// The time of what stands at position `at`: the nearest to the left in the clause, else in the sentence, else the one
    /// that opened the paragraph.
    pub(super) fn at(&self, view: &View<'_, '_>, clause: &Clause, at: usize) -> Option<usize> {
        let own = || (at.saturating_sub(WAY_MAX)..at).rev().find_map(|p| time(view, p));
        let own = if clause.holds.time { own() } else { None };
        let sentence = self.sentence.filter(|s| s.1 == clause.quote).map(|s| s.0);
        own.or(sentence).or(self.paragraph.filter(|_| clause.quote.is_none()))
    }

    /// Whether a clause before named a time, in the same sentence.
    pub(super) fn in_sentence(&self, clause: &Clause) -> bool {
        self.sentence.is_some_and(|s| s.1 == clause.quote)
    }

    /// Remembers the times of a clause that is done.
    pub(super) fn after(&mut self, view: &View<'_, '_>, clause: &Clause) {
        if !clause.holds.time {
            return;
        }
        let found = (0..view.len()).rev().take(WAY_MAX).find_map(|p| time(view, p));
        if let Some(found) = found {
            self.sentence = Some((found, clause.quote));
        }
        let opens = clause.lead == Stop::End && clause.host.is_none() && clause.quote.is_none();
        if let Some(first) = time(view, 0).filter(|_| opens) {
            self.paragraph = Some(first);
        }
    }
}

/// The time at a position, unless something is compared with it.
fn time(view: &View<'_, '_>, position: usize) -> Option<usize> {
    let What::Time(index) = view.at(position)?.what else { return None };
    let before = position.checked_sub(1);
    let compared = before.is_some_and(|p| view.is(p, class::THAN) || matches!(view.word(p), "由" | "从"));
    (!compared).then_some(index)
}

/// Where: the place behind 在, before position `at`.
pub(super) fn place(view: &View<'_, '_>, at: usize) -> Option<usize> {
    (at.saturating_sub(WAY_MAX)..at).rev().find_map(|p| {
        let What::Name(entity) = view.at(p)?.what else { return None };
        let is_place = view.g.facts.entities.get(entity).is_some_and(|e| e.kind == EntityKind::Place);
        (is_place && p > 0 && matches!(view.word(p - 1), "在" | "于")).then_some(entity)
    })
}

/// How what stands at position `at` is meant, and whether it is denied.
pub(super) fn modality(view: &View<'_, '_>, at: usize, conditional: bool, asks: bool) -> (Modality, bool) {
    let low = at.saturating_sub(WAY_MAX);
    let has = |bits: u32| (low..at).any(|p| view.is(p, bits) && !view.is(p, class::TRAP));
    let denied = (low..at).rev().take(4).any(|p| view.is(p, class::DENY));
    let modality = if denied {
        Modality::Denied
    } else if asks || has(class::ASK) {
        Modality::Question
    } else if conditional || has(class::IF) {
        Modality::Conditional
    } else if (low..at).any(|p| view.is(p, class::PLAN) && !frames::is_disposal(view, p)) {
        Modality::Planned
    } else if has(class::HEDGE) {
        Modality::Hedged
    } else {
        Modality::Asserted
    };
    (modality, denied)
}

/// The innermost attribution around a place; attributions are sorted by the start of their contents, outer ones first.
pub(super) fn attribution(all: &[Attribution], span: TextSpan) -> Option<usize> {
    let end = all.partition_point(|a| a.content.start() <= span.start());
    all[..end]
        .iter()
        .enumerate()
        .rev()
        .take(DEPTH_MAX)
        .filter(|(_, a)| a.content.contains(span))
        .min_by_key(|(_, a)| a.content.len())
        .map(|a| a.0)
}
