//! `quantity`: scanned numbers become quantities and times, with unit, range, change and anchor.
//!
//! Law: a value re-read from its own slice is the same value.

mod anchor;
mod calendar;
mod change;
mod context;
mod currency;
mod shared;

pub use crate::scan::types::{Approx, Limit, Per, QuantityKind, Value};

use crate::lexicon::Lexicon;
use crate::scan::Scan;
use crate::segment::Segmented;
use crate::text::{TextSpan, closed};
use rust_decimal::Decimal;

closed! {
    /// Which way something moved.
    pub enum Direction {
        Up = "up",
        Down = "down",
        Flat = "flat",
    }
}
closed! {
    /// What the number of a change is: its amount, its end, its start, a factor, or a part.
    pub enum ChangeMode {
        By = "by",
        To = "to",
        From = "from",
        ToFactor = "to_factor",
        Of = "of",
    }
}
closed! {
    /// What a change is measured against.
    pub enum Basis {
        /// The same period a year ago.
        YearOnYear = "yoy",
        QuarterOnQuarter = "qoq",
        MonthOnMonth = "mom",
        /// The start of the year.
        YearToDate = "ytd",
        Average = "avg",
        Other = "other",
    }
}
closed! {
    /// What kind of time an expression names.
    pub enum TimeKind {
        Date = "date",
        Time = "time",
        DateTime = "datetime",
        Period = "period",
        Set = "set",
    }
}
closed! {
    /// Which end a time bounds.
    pub enum Bound {
        Since = "since",
        Until = "until",
        Before = "before",
        After = "after",
    }
}
closed! {
    /// The finest unit that is named.
    pub enum Grain {
        Second = "second",
        Minute = "minute",
        Hour = "hour",
        Day = "day",
        Week = "week",
        Month = "month",
        Quarter = "quarter",
        Half = "half",
        Year = "year",
        Decade = "decade",
        Century = "century",
    }
}
closed! {
    /// Where the parts of a time that it leaves open come from.
    pub enum Anchor {
        Explicit = "explicit",
        Published = "published",
        Document = "document",
        None = "none",
    }
}
closed! {
    /// A time that no calendar fixes.
    pub enum Vague {
        RecentPast = "recent_past",
        RecentYears = "recent_years",
        StartOfYear = "start_of_year",
        EndOfYear = "end_of_year",
        NearFuture = "near_future",
        Past = "past",
        Future = "future",
    }
}
closed! {
    /// A part of the day.
    pub enum DayPart {
        Dawn = "dawn",
        Morning = "morning",
        Noon = "noon",
        Afternoon = "afternoon",
        Evening = "evening",
        Night = "night",
    }
}
closed! {
    /// A calendar other than the common one.
    pub enum Calendar {
        Fiscal = "fiscal",
        Lunar = "lunar",
        Era = "era",
    }
}

/// What a quantity says of a change.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Change {
    /// Which way.
    pub direction: Option<Direction>,
    /// What the number is.
    pub mode: Option<ChangeMode>,
    /// Against what.
    pub basis: Option<Basis>,
    /// The words that say so.
    pub basis_span: Option<TextSpan>,
    /// The other quantity of a pair (从…到…, a level and its growth): index into the quantities.
    pub pair: Option<usize>,
}

/// A number with its unit, in its words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quantity {
    /// Number, scale and unit, with infixes.
    pub span: TextSpan,
    /// Where the numeral alone stands, without unit: its precision is read from it.
    pub numeral: TextSpan,
    /// 约, 近, 以上 …, when they stand outside the span.
    pub modifiers: Vec<TextSpan>,
    /// What it is.
    pub kind: QuantityKind,
    /// Its value; none for an open range.
    pub value: Option<Value>,
    /// ISO 4217, SI and UCUM-like symbols, `%`, `pp`, `bp`, else the counter itself.
    pub unit: Option<Box<str>>,
    /// ISO 8601 duration.
    pub iso: Option<Box<str>>,
    /// Lower end of a range.
    pub lower: Option<Limit>,
    /// Upper end of a range.
    pub upper: Option<Limit>,
    /// How it stands to the true number.
    pub approx: Option<Approx>,
    /// What one unit is counted for.
    pub per: Option<Per>,
    /// What it says of a change.
    pub change: Option<Change>,
    /// The quantity that states the same in another unit (约合…美元): index into the quantities.
    pub equivalent_of: Option<usize>,
}

impl Quantity {
    /// A quantity that says nothing but its place and kind.
    #[must_use]
    pub fn new(span: TextSpan, kind: QuantityKind) -> Self {
        Self {
            span,
            numeral: span,
            modifiers: Vec::new(),
            kind,
            value: None,
            unit: None,
            iso: None,
            lower: None,
            upper: None,
            approx: None,
            per: None,
            change: None,
            equivalent_of: None,
        }
    }

    fn from_amount(a: &crate::scan::types::Amount) -> Self {
        Self {
            numeral: a.numeral,
            value: a.value,
            unit: a.unit.map(Into::into),
            iso: a.iso.clone(),
            lower: a.lower,
            upper: a.upper,
            approx: a.approx,
            per: a.per.clone(),
            ..Self::new(a.span, a.kind)
        }
    }

    /// The value, when it is one decimal.
    #[must_use]
    pub fn decimal(&self) -> Option<Decimal> {
        match self.value {
            Some(Value::Decimal(d)) => Some(d),
            _ => None,
        }
    }
}

/// A time in its words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Time {
    /// Where.
    pub span: TextSpan,
    /// Words that bound or blur it, when they stand outside the span.
    pub modifiers: Vec<TextSpan>,
    /// What kind of time it is.
    pub kind: TimeKind,
    /// Extended Date/Time Format, level 2; clock and hour precision in ISO 8601-1 forms.
    pub edtf: Option<String>,
    /// Its first moment: `2024-05-07T00:00:00`, or `T15:30:00` for a clock time alone.
    pub begin: Option<String>,
    /// The moment behind its last.
    pub end: Option<String>,
    /// ISO 8601 duration between the members of a set.
    pub every: Option<String>,
    /// Which end it bounds.
    pub bound: Option<Bound>,
    /// `about` and the like.
    pub approx: Option<Approx>,
    /// The finest unit that is named.
    pub grain: Option<Grain>,
    /// Where open parts come from.
    pub anchor: Anchor,
    /// A time that no calendar fixes.
    pub vague: Option<Vague>,
    /// A part of the day.
    pub part: Option<DayPart>,
    /// Another calendar.
    pub calendar: Option<Calendar>,
}

impl Time {
    /// A time that says nothing but its place and kind.
    #[must_use]
    pub fn new(span: TextSpan, kind: TimeKind) -> Self {
        Self {
            span,
            modifiers: Vec::new(),
            kind,
            edtf: None,
            begin: None,
            end: None,
            every: None,
            bound: None,
            approx: None,
            grain: None,
            anchor: Anchor::None,
            vague: None,
            part: None,
            calendar: None,
        }
    }
}

/// All quantities and times of a text, in the order of their places; none overlaps another.
#[derive(Debug, Clone, Default)]
pub struct Measured {
    /// Quantities.
    pub quantities: Vec<Quantity>,
    /// Times.
    pub times: Vec<Time>,
}

/// Reads what was scanned. `reference` is the time of publication (`YYYY…`, RFC 3339 or a local date and time), when known.
#[must_use]
pub fn read(text: &str, scan: &Scan, words: &Segmented, lexicon: &Lexicon, reference: Option<&str>) -> Measured {
    let cx = crate::scan::Context::new(text, lexicon);
    let mut quantities: Vec<Quantity> = scan.amounts.iter().map(Quantity::from_amount).collect();
    context::read(&cx, &mut quantities);
    currency::read(text, &mut quantities);
    change::read(&cx, words, &mut quantities);
    let times = anchor::read(&cx, &scan.times, reference);
    Measured { quantities, times }
}

#[cfg(test)]
mod tests;
