//! `check`: recomputes what the article says of itself, and stays silent unless it is sure.
//!
//! Law: judges, never repairs.

use crate::claim::{Claims, Facts};
use crate::clean::Suspicion;
use crate::text::{TextSpan, closed};

closed! {
    /// What is checked.
    pub enum CheckKind {
        Change = "change",
        Share = "share",
        Sum = "sum",
        Difference = "difference",
        Multiple = "multiple",
        CountOfList = "count_of_list",
        RangeVsDuration = "range_vs_duration",
        Weekday = "weekday",
        SameQuantityTwice = "same_quantity_twice",
        Order = "order",
        PageDate = "page_date",
        UnitSanity = "unit_sanity",
    }
}
closed! {
    /// What came out.
    pub enum CheckVerdict {
        /// Equal at the precision that is stated.
        Consistent = "consistent",
        /// Near.
        Rounding = "rounding",
        /// Neither, on every fair reading.
        Conflict = "conflict",
    }
}

/// One relation of the article, recomputed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Check {
    /// What is checked.
    pub kind: CheckKind,
    /// The words that take part.
    pub says: Vec<TextSpan>,
    /// Indices of claims.
    pub claims: Vec<usize>,
    /// Indices of quantities.
    pub quantities: Vec<usize>,
    /// Indices of times.
    pub times: Vec<usize>,
    /// What the text states.
    pub stated: String,
    /// What the numbers give.
    pub computed: String,
    /// How the two compare.
    pub verdict: CheckVerdict,
    /// The arithmetic.
    pub why: String,
}

/// All checks of a text, and the suspicions that only arithmetic can raise.
#[derive(Debug, Clone, Default)]
pub struct Judged {
    /// In the order of their places.
    pub checks: Vec<Check>,
    /// `lost_decimal`, `stale_date`.
    pub suspicions: Vec<Suspicion>,
}

/// Checks a text.
#[must_use]
pub fn judge(_facts: &Facts<'_>, _claims: &Claims) -> Judged {
    Judged::default()
}
