//! `claim`: what the text claims, and who says so.
//!
//! Law: names mentions, never copies them: values are indices of quantities, speakers and subjects are spans.

mod attribution;
mod clause;
mod context;
mod cue;
mod event;
mod frames;
mod ground;
mod numeric;
mod phrase;
mod quote;
mod sound;
mod speaker;

use crate::clean::Paragraph;
use crate::entity::Entity;
use crate::lexicon::Lexicon;
use crate::quantity::{Basis, Direction, Quantity, Time};
use crate::scan::Code;
use crate::segment::Segmented;
use crate::text::{TextSpan, closed, keeps_clusters};

closed! {
    /// What a claim says.
    pub enum ClaimKind {
        Measure = "measure",
        Change = "change",
        Comparison = "comparison",
        Share = "share",
        Rank = "rank",
        Event = "event",
        Plan = "plan",
    }
}
closed! {
    /// How a claim is meant.
    pub enum Modality {
        Asserted = "asserted",
        Hedged = "hedged",
        Planned = "planned",
        Conditional = "conditional",
        Denied = "denied",
        Question = "question",
    }
}
closed! {
    /// How strongly a speaker stands behind the words.
    pub enum Strength {
        Neutral = "neutral",
        Assertive = "assertive",
        Hedged = "hedged",
        Denial = "denial",
    }
}

/// Everything that is known of a text before claims are read.
#[derive(Debug, Clone, Copy)]
pub struct Facts<'a> {
    /// The text.
    pub text: &'a str,
    /// Its paragraphs.
    pub paragraphs: &'a [Paragraph],
    /// When it was published, if known: `YYYY…`, or RFC 3339.
    pub published: Option<&'a str>,
    /// Sentences and tokens.
    pub words: &'a Segmented,
    /// Codes.
    pub codes: &'a [Code],
    /// Entities.
    pub entities: &'a [Entity],
    /// Quantities.
    pub quantities: &'a [Quantity],
    /// Times.
    pub times: &'a [Time],
    /// Word lists.
    pub lexicon: &'a Lexicon,
}

/// Words of the text that name something, with the entity when they name one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Named {
    /// Where.
    pub span: TextSpan,
    /// Index into the entities.
    pub entity: Option<usize>,
}

/// One thing that the text claims.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claim {
    /// The clause.
    pub span: TextSpan,
    /// Index into the sentences.
    pub sentence: usize,
    /// What it says.
    pub kind: ClaimKind,
    /// What it is about.
    pub subject: Option<Named>,
    /// The verb, or the word that makes it a claim.
    pub predicate: Option<TextSpan>,
    /// What the verb acts on.
    pub object: Option<Named>,
    /// The other side of a comparison.
    pub than: Option<Named>,
    /// What a share is a share of.
    pub whole: Option<Named>,
    /// Among what a rank is.
    pub scope: Option<Named>,
    /// Index into the quantities: the level.
    pub value: Option<usize>,
    /// The level compared with.
    pub base: Option<usize>,
    /// The difference or the factor.
    pub delta: Option<usize>,
    /// Which way.
    pub direction: Option<Direction>,
    /// Against what.
    pub basis: Option<Basis>,
    /// Index into the times.
    pub time: Option<usize>,
    /// Index into the entities.
    pub place: Option<usize>,
    /// Index into the attributions.
    pub attribution: Option<usize>,
    /// How it is meant.
    pub modality: Modality,
    /// Whether the number itself is denied.
    pub negated: bool,
    /// In hundredths.
    pub confidence: u8,
    /// The frame that made it, `family.thing`; shown by `explain`.
    pub frame: &'static str,
}

/// A stretch of reported speech or thought.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attribution {
    /// Who speaks, as it stands; none for 据了解.
    pub speaker: Option<Named>,
    /// The word that reports it.
    pub cue: Option<TextSpan>,
    /// What is said, without outer quotation marks.
    pub content: TextSpan,
    /// Whether it stands in quotation marks.
    pub direct: bool,
    /// How strongly it is said.
    pub strength: Strength,
}

/// All claims and attributions of a text, in the order of their places.
#[derive(Debug, Clone, Default)]
pub struct Claims {
    /// Claims.
    pub claims: Vec<Claim>,
    /// Attributions.
    pub attributions: Vec<Attribution>,
}

/// Reads the claims of a text: attributions first, then clause after clause.
#[must_use]
pub fn read(facts: &Facts<'_>) -> Claims {
    let ground = ground::Ground::new(facts);
    let mut attributions = attribution::read(&ground);
    attributions.retain(|a| keeps_clusters(facts.text, a.content));
    let claims = numeric::read(&ground, &attributions);
    Claims { claims, attributions }
}

#[cfg(test)]
mod spec;
#[cfg(test)]
mod tests;
