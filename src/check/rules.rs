//! The list of checks.

use super::page::Page;
use super::{CheckKind, Judged, calendar, change, list, multiple, share, structure, sum, suspicion, twice};

/// One family of checks.
pub(super) struct Rule {
    /// What it is called in `explain`.
    pub(super) id: &'static str,
    /// The kinds of checks that it makes.
    pub(super) kinds: &'static [CheckKind],
    /// Finds its relations in a page.
    pub(super) run: fn(&Page<'_>, &mut Judged),
}

/// All checks, in the order in which they run.
pub(super) const RULES: &[Rule] = &[
    Rule { id: "change", kinds: &[CheckKind::Change, CheckKind::Difference, CheckKind::Multiple], run: change::run },
    Rule { id: "share", kinds: &[CheckKind::Share], run: share::run },
    Rule { id: "sum", kinds: &[CheckKind::Sum, CheckKind::Difference], run: sum::run },
    Rule { id: "structure", kinds: &[CheckKind::Sum, CheckKind::Share], run: structure::run },
    Rule { id: "multiple", kinds: &[CheckKind::Multiple, CheckKind::Difference], run: multiple::run },
    Rule { id: "list", kinds: &[CheckKind::CountOfList], run: list::run },
    Rule {
        id: "calendar",
        kinds: &[CheckKind::Weekday, CheckKind::PageDate, CheckKind::RangeVsDuration],
        run: calendar::run,
    },
    Rule {
        id: "twice",
        kinds: &[CheckKind::SameQuantityTwice, CheckKind::Order, CheckKind::UnitSanity],
        run: twice::run,
    },
    Rule { id: "stale", kinds: &[], run: suspicion::stale_date },
    Rule { id: "impossible", kinds: &[], run: suspicion::impossible },
];
