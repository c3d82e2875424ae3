//! The record, `taojin/1`. Offsets are `[start, end)` in Unicode code points, into `article.text` unless said otherwise.

use super::{Id, Name};
use crate::check::{CheckKind, CheckVerdict};
use crate::claim::{ClaimKind, Modality, Strength};
use crate::clean::{PageKind, ParagraphRole, Script, SuspicionKind};
use crate::entity::EntityKind;
use crate::page::Stage;
use crate::quantity::{
    Anchor, Approx, Basis, Bound, Calendar, ChangeMode, DayPart, Direction, Grain, QuantityKind, TimeKind, Vague,
};
use crate::scan::CodeKind;
use crate::text::{Certainty, EditKind};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// `[start, end)` in code points.
pub type Place = [u32; 2];

/// The version of the record that this program writes.
pub const SCHEMA: &str = "taojin/1";

/// A word: start, end, tag.
pub type Token = (u32, u32, String);

/// What became of one page.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Record {
    /// Always `taojin/1`.
    pub schema: String,
    /// Given by the input, else the first 16 hex digits of blake3 of the page's bytes; need not be unique.
    pub id: String,
    /// Where the page came from.
    pub input: Source,
    /// What the page is; only articles and forums have a body.
    pub kind: Name<PageKind>,
    /// Only when `kind` is `error`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub error: Option<Failure>,
    /// The article.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub article: Option<Article>,
    /// Everything that was taken away.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ledger: Option<LedgerRecord>,
    /// What is probable but not proved.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub suspicions: Vec<Suspicion>,
    /// Sentences.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sentences: Vec<Place>,
    /// Words; only when asked for.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tokens: Vec<Token>,
    /// Names.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub entities: Vec<Entity>,
    /// Numbers with their units.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub quantities: Vec<Quantity>,
    /// Times.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub times: Vec<Time>,
    /// Signs that name something and measure nothing.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub codes: Vec<Code>,
    /// What the text claims.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub claims: Vec<Claim>,
    /// Who says what.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub attributions: Vec<Attribution>,
    /// The article's own arithmetic, recomputed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub checks: Vec<Check>,
    /// Figures to filter a corpus by.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quality: Option<Quality>,
}

/// Where a page came from.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Source {
    /// The path as given, `FILE:LINE`, `ARCHIVE!MEMBER`, `FILE@OFFSET`.
    pub source: String,
    /// Its address, when the input says it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// `html` or `text`.
    pub format: String,
    /// The encoding that was read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub encoding: Option<String>,
    /// `blake3:` and the digest of the page's bytes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub digest: Option<String>,
}

/// What went wrong with a page.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Failure {
    /// Where.
    pub stage: Name<Stage>,
    /// Why.
    pub message: String,
}

/// The article.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Article {
    /// The title, without the site's suffix; no part of `text`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Where the title stands, into `page_text`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title_at: Option<Place>,
    /// The second line of the title.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subtitle: Option<String>,
    /// Who wrote it; an account where no person is named.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub authors: Vec<String>,
    /// Who edited it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub editors: Vec<String>,
    /// Who published it first, as the text says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// Who published this page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub site: Option<String>,
    /// `YYYY`, `YYYY-MM`, `YYYY-MM-DD` or RFC 3339; missing rather than guessed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub published: Option<String>,
    /// Simplified or traditional.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub script: Option<Name<Script>>,
    /// Which page of how many.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pages: Option<Pages>,
    /// The cleaned text; paragraphs are joined by line feeds.
    pub text: String,
    /// Its paragraphs.
    pub paragraphs: Vec<Paragraph>,
}

/// A paged article.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Pages {
    /// This page's number, from 1.
    pub this: u32,
    /// How many there are.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub of: Option<u32>,
    /// Address of the next page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
}

/// A paragraph.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Paragraph {
    /// Where.
    pub span: Place,
    /// What it is.
    pub role: Name<ParagraphRole>,
}

/// Every difference between the page text and the cleaned text.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct LedgerRecord {
    /// The page text. Left out on demand; then every edit has `was`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub page_text: Option<String>,
    /// Its length in code points, when it is left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub page_length: Option<u32>,
    /// `blake3:` and its digest, when it is left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub page_digest: Option<String>,
    /// The evidence that edits point to.
    pub reasons: Vec<String>,
    /// Sorted and disjoint.
    pub edits: Vec<Edit>,
}

/// One difference: what stands at `page` in the page text is `with` in the cleaned text.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Edit {
    /// Into `page_text`.
    pub page: Place,
    /// What kind of thing it is.
    pub kind: Name<EditKind>,
    /// The rule's id.
    pub rule: String,
    /// What stands there instead; left out when nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub with: Option<String>,
    /// What stood there, when `page_text` is left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub was: Option<String>,
    /// How sure the rule is.
    pub certainty: Name<Certainty>,
    /// Index into `reasons`.
    pub reason: u32,
}

/// What is probable but not proved.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Suspicion {
    /// Where; left out when it is about the whole page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub span: Option<Place>,
    /// What kind of thing it is.
    pub kind: Name<SuspicionKind>,
    /// The words as they stand.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub found: Option<String>,
    /// What probably stood there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub likely: Option<String>,
    /// From 0 to 1, two decimals.
    pub confidence: f64,
    /// The evidence.
    pub why: String,
}

/// One thing with a name.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Entity {
    /// `e1`, `e2`, … in the order of first mentions.
    pub id: Id<'e'>,
    /// What it is.
    #[serde(rename = "type")]
    pub kind: Name<EntityKind>,
    /// Its fullest name.
    pub name: String,
    /// Its other names in this text.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<String>,
    /// Where it is named.
    pub mentions: Vec<Place>,
    /// From 0 to 1, two decimals.
    pub confidence: f64,
}

/// One end of a range.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Limit {
    /// Exact decimal.
    pub value: String,
    /// Whether it belongs to the range.
    pub inclusive: bool,
}

/// What one unit is counted for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Per {
    /// Exact decimal.
    pub value: String,
    /// Of what.
    pub unit: String,
}

/// What a quantity says of a change.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Change {
    /// Which way.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub direction: Option<Name<Direction>>,
    /// What the number is: the amount, the end, the start, a factor, a part.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mode: Option<Name<ChangeMode>>,
    /// Against what.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub basis: Option<Name<Basis>>,
    /// The words that say so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub basis_span: Option<Place>,
    /// The other quantity of the pair.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pair: Option<Id<'q'>>,
}

/// A number with its unit.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Quantity {
    /// `q1`, `q2`, … in the order of places.
    pub id: Id<'q'>,
    /// Number, scale and unit.
    pub span: Place,
    /// The words.
    pub text: String,
    /// 约, 近, 以上 …, when they stand outside the span.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub modifiers: Vec<Place>,
    /// What it is.
    pub kind: Name<QuantityKind>,
    /// Exact: a decimal, a fraction `2/3`, parts `3:2` and `5:3:2`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    /// ISO 4217, SI and UCUM-like symbols, `%`, `pp`, `bp`, else the counter itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// ISO 8601 duration.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub iso: Option<String>,
    /// Lower end of a range.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lower: Option<Limit>,
    /// Upper end of a range.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub upper: Option<Limit>,
    /// How it stands to the true number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub approx: Option<Name<Approx>>,
    /// What one unit is counted for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub per: Option<Per>,
    /// What it says of a change.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub change: Option<Change>,
    /// The quantity that states the same in another unit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub equivalent_of: Option<Id<'q'>>,
}

/// A time.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Time {
    /// `t1`, `t2`, … in the order of places.
    pub id: Id<'t'>,
    /// Where.
    pub span: Place,
    /// The words.
    pub text: String,
    /// Words that bound or blur it, when they stand outside the span.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub modifiers: Vec<Place>,
    /// What kind of time it is.
    pub kind: Name<TimeKind>,
    /// EDTF level 2; both ends of an interval are included.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub edtf: Option<String>,
    /// Its first moment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub begin: Option<String>,
    /// The moment behind its last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub end: Option<String>,
    /// ISO 8601 duration between the members of a set.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub every: Option<String>,
    /// Which end it bounds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bound: Option<Name<Bound>>,
    /// How it stands to the true time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub approx: Option<Name<Approx>>,
    /// The finest unit that is named.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub grain: Option<Name<Grain>>,
    /// Where open parts come from.
    pub anchor: Name<Anchor>,
    /// A time that no calendar fixes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub vague: Option<Name<Vague>>,
    /// A part of the day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub part: Option<Name<DayPart>>,
    /// Another calendar.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub calendar: Option<Name<Calendar>>,
}

/// A sign that names something and measures nothing.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Code {
    /// Where.
    pub span: Place,
    /// What it is.
    pub kind: Name<CodeKind>,
    /// The sign.
    pub text: String,
}

/// Words of the text that name something.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Named {
    /// The words.
    pub text: String,
    /// Where.
    pub span: Place,
    /// The entity that they name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entity: Option<Id<'e'>>,
}

/// Words of the text.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Words {
    /// The words.
    pub text: String,
    /// Where.
    pub span: Place,
}

/// One thing that the text claims.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Claim {
    /// `c1`, `c2`, … in the order of places.
    pub id: Id<'c'>,
    /// The clause.
    pub span: Place,
    /// Index into `sentences`.
    pub sentence: u32,
    /// What it says.
    pub kind: Name<ClaimKind>,
    /// What it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subject: Option<Named>,
    /// The verb, or the word that makes it a claim.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub predicate: Option<Words>,
    /// What the verb acts on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub object: Option<Named>,
    /// The other side of a comparison.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub than: Option<Named>,
    /// What a share is a share of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub whole: Option<Named>,
    /// Among what a rank is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scope: Option<Named>,
    /// The level.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<Id<'q'>>,
    /// The level compared with.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub base: Option<Id<'q'>>,
    /// The difference or the factor.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub delta: Option<Id<'q'>>,
    /// Which way.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub direction: Option<Name<Direction>>,
    /// Against what.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub basis: Option<Name<Basis>>,
    /// When.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub time: Option<Id<'t'>>,
    /// Where.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<Id<'e'>>,
    /// Who says so, if not the article itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub attribution: Option<Id<'a'>>,
    /// How it is meant.
    pub modality: Name<Modality>,
    /// Whether the number itself is denied.
    pub negated: bool,
    /// From 0 to 1, two decimals.
    pub confidence: f64,
    /// The frame of the grammar that made it: for `explain`, not published.
    #[serde(skip)]
    pub frame: &'static str,
}

/// A stretch of reported speech or thought.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Attribution {
    /// `a1`, `a2`, … in the order of places.
    pub id: Id<'a'>,
    /// Who speaks.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub speaker: Option<Named>,
    /// The word that reports it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cue: Option<Words>,
    /// What is said.
    pub content: Place,
    /// Whether it stands in quotation marks.
    pub direct: bool,
    /// How strongly it is said.
    pub strength: Name<Strength>,
}

/// The place of words that take part in a check.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Says {
    /// Where.
    pub span: Place,
}

/// One relation of the article, recomputed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Check {
    /// `k1`, `k2`, … in the order of places.
    pub id: Id<'k'>,
    /// What is checked.
    pub kind: Name<CheckKind>,
    /// The words that take part.
    pub says: Vec<Says>,
    /// Claims that take part.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub claims: Vec<Id<'c'>>,
    /// Quantities that take part.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub quantities: Vec<Id<'q'>>,
    /// Times that take part.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub times: Vec<Id<'t'>>,
    /// What the text states.
    pub stated: String,
    /// What the numbers give.
    pub computed: String,
    /// How the two compare.
    pub verdict: Name<CheckVerdict>,
    /// The arithmetic.
    pub why: String,
}

/// Figures to filter a corpus by.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Quality {
    /// Code points of the cleaned text.
    pub chars: u32,
    /// Han characters among its letters; four decimals.
    pub han_share: f64,
    /// Code points of the page text that were removed; four decimals.
    pub removed_share: f64,
    /// How likely the page is a farm's; two decimals.
    pub farm_score: f64,
    /// Kinds of edits and suspicions, plus `zone_assumed`, `garbled`, `encoding_guessed`.
    pub flags: Vec<String>,
}
