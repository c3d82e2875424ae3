//! `check`: recomputes what the article says of itself, and stays silent unless it is sure.
//!
//! Law: judges, never repairs.

mod calendar;
mod change;
mod dropped;
mod exact;
mod list;
mod multiple;
mod page;
mod rules;
mod share;
mod structure;
mod sum;
mod suspicion;
#[cfg(test)]
mod tests;
mod translated;
mod twice;

use crate::claim::{Claims, Facts};
use crate::clean::Suspicion;
use crate::text::{TextSpan, closed};

pub use dropped::dropped;
pub use translated::machine_translated;

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

/// All checks of a text, and the suspicions that the whole article raises.
#[derive(Debug, Clone, Default)]
pub struct Judged {
    /// In the order of their places.
    pub checks: Vec<Check>,
    /// `lost_decimal`, `stale_date`.
    pub suspicions: Vec<Suspicion>,
}

/// Checks a text.
#[must_use]
pub fn judge(facts: &Facts<'_>, claims: &Claims) -> Judged {
    let page = page::Page::new(facts, claims);
    let mut out = Judged::default();
    for rule in rules::RULES {
        let from = out.checks.len();
        (rule.run)(&page, &mut out);
        debug_assert!(out.checks[from..].iter().all(|k| rule.kinds.contains(&k.kind)), "{} made another kind", rule.id);
    }
    out.checks.retain(|k| !k.says.is_empty());
    out.checks.sort_by(|a, b| (&a.says, a.kind as usize).cmp(&(&b.says, b.kind as usize)));
    out.checks.dedup_by(|a, b| a.kind == b.kind && a.says == b.says);
    tie(claims, &mut out.checks);
    out
}

/// Names the claims whose numbers take part.
fn tie(claims: &Claims, checks: &mut [Check]) {
    let mut claims_of = std::collections::BTreeMap::<usize, Vec<usize>>::new();
    for (i, c) in claims.claims.iter().enumerate() {
        for q in [c.value, c.base, c.delta].into_iter().flatten() {
            claims_of.entry(q).or_default().push(i);
        }
    }
    for check in checks {
        check.claims = check.quantities.iter().filter_map(|q| claims_of.get(q)).flatten().copied().collect();
        check.claims.sort_unstable();
        check.claims.dedup();
    }
}
