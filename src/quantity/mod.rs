//! `quantity`: scanned numbers become quantities and times, with unit, range, change and anchor.
//!
//! Law: a value re-read from its own slice is the same value.

use crate::lexicon::Lexicon;
use crate::scan::Scan;
use crate::segment::Segmented;
use crate::text::{TextSpan, closed};
use rust_decimal::Decimal;

closed! {
    /// What a quantity is.
    pub enum QuantityKind {
        Number = "number",
        Quantity = "quantity",
        Money = "money",
        Percent = "percent",
        PercentagePoint = "percentage_point",
        BasisPoint = "basis_point",
        Fraction = "fraction",
        Multiple = "multiple",
        Ratio = "ratio",
        Score = "score",
        Ordinal = "ordinal",
        Duration = "duration",
    }
}
closed! {
    /// How a stated number stands to the true one.
    pub enum Approx {
        About = "about",
        Near = "near",
        Over = "over",
        Under = "under",
        AtLeast = "at_least",
        AtMost = "at_most",
        Several = "several",
    }
}
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

/// An exact value as it is stated, after scale words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Value {
    /// A decimal, normalised.
    Decimal(Decimal),
    /// `numerator/denominator`, not reduced.
    Fraction(i64, i64),
    /// `left:right`: ratios and scores.
    Pair(Decimal, Decimal),
}

impl std::fmt::Display for Value {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Decimal(d) => write!(f, "{}", d.normalize()),
            Self::Fraction(a, b) => write!(f, "{a}/{b}"),
            Self::Pair(a, b) => write!(f, "{}:{}", a.normalize(), b.normalize()),
        }
    }
}

/// One end of a range.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limit {
    /// The end itself.
    pub value: Decimal,
    /// Whether it belongs to the range.
    pub inclusive: bool,
}

/// What one unit of the quantity is counted for: 每千克, 人均.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Per {
    /// How many.
    pub value: Decimal,
    /// Of what; time units are `year`, `month`, `week`, `day`, `hour`, ….
    pub unit: Box<str>,
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
pub fn read(_text: &str, _scan: &Scan, _words: &Segmented, _lexicon: &Lexicon, _reference: Option<&str>) -> Measured {
    Measured::default()
}
