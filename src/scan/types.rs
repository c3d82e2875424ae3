//! What the scanner finds: amounts and times in their words, before any context is read.

pub(crate) use crate::text::{At, at, before};
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

/// An exact value as it is stated, after scale words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Value {
    /// A decimal, normalised.
    Decimal(Decimal),
    /// `numerator/denominator`, not reduced.
    Fraction(i64, i64),
    /// `left:right`: ratios and scores.
    Pair(Decimal, Decimal),
    /// `a:b:c`: the parts of a whole.
    Triple([Decimal; 3]),
}

impl std::fmt::Display for Value {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Decimal(d) => write!(f, "{}", d.normalize()),
            Self::Fraction(a, b) => write!(f, "{a}/{b}"),
            Self::Pair(a, b) => write!(f, "{}:{}", a.normalize(), b.normalize()),
            Self::Triple([a, b, c]) => write!(f, "{}:{}:{}", a.normalize(), b.normalize(), c.normalize()),
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

/// A number with its unit, as it stands.
#[derive(Debug, Clone)]
pub(crate) struct Amount {
    pub(crate) span: TextSpan,
    pub(crate) numeral: TextSpan,
    pub(crate) kind: QuantityKind,
    pub(crate) value: Option<Value>,
    pub(crate) unit: Option<&'static str>,
    pub(crate) iso: Option<Box<str>>,
    pub(crate) lower: Option<Limit>,
    pub(crate) upper: Option<Limit>,
    pub(crate) approx: Option<Approx>,
    pub(crate) per: Option<Per>,
}

/// A year as it is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Year {
    Is(i32),
    /// Counted from the reference time.
    From(i32),
    /// 同年, 次年: counted from the year last named.
    Same(i32),
}

/// A month as it is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Month {
    Is(u32),
    From(i32),
    Same(i32),
}

/// A day as it is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Day {
    Is(u32),
    From(i32),
    Same(i32),
}

/// Beginning, middle and end of a year or a month.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Edge {
    YearStart,
    YearMid,
    YearEnd,
    MonthStart,
    MonthMid,
    MonthEnd,
}

/// A unit of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TimeUnit {
    Second,
    Minute,
    Hour,
    Day,
    Week,
    Month,
    Quarter,
    Year,
}

/// Part of a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    Dawn,
    Morning,
    Noon,
    Afternoon,
    Evening,
    Night,
}

/// A clock time as it is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Clock {
    pub(crate) hour: u32,
    pub(crate) minute: Option<u32>,
    pub(crate) second: Option<u32>,
}

/// Fields of a time, as far as they are named.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Point {
    pub(crate) year: Option<Year>,
    pub(crate) month: Option<Month>,
    pub(crate) day: Option<Day>,
    pub(crate) week: Option<i32>,
    /// 1 to 7; 8 is the weekend.
    pub(crate) weekday: Option<u32>,
    pub(crate) quarter: Option<u32>,
    pub(crate) half: Option<u32>,
    /// First and last month, of 前三季度 and 1—4月.
    pub(crate) months: Option<(u32, u32)>,
    pub(crate) season: Option<u32>,
    pub(crate) xun: Option<u32>,
    pub(crate) half_month: Option<u32>,
    pub(crate) edge: Option<Edge>,
    pub(crate) part: Option<Part>,
    pub(crate) clock: Option<Clock>,
    pub(crate) holiday: Option<crate::lexicon::number::Holiday>,
    /// Which week of the year or month; negative from the end.
    pub(crate) nth: Option<(i32, TimeUnit)>,
    /// The first or last n units of the year.
    pub(crate) span: Option<(i32, TimeUnit)>,
    pub(crate) decade: Option<i32>,
    pub(crate) century: Option<i32>,
    pub(crate) is_lunar: bool,
    pub(crate) is_era: bool,
    pub(crate) is_fiscal: bool,
    pub(crate) same_period: bool,
    pub(crate) now: bool,
    /// First and last year, of 十四五.
    pub(crate) years: Option<(i32, i32)>,
    /// Whether the clock has am or pm already.
    pub(crate) fixed_half: bool,
    /// 两点多, 8点许.
    pub(crate) loose: bool,
}

/// What a time is.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Expr {
    Point(Point),
    Range(Point, Point),
    /// A set: its interval, and the point in it.
    Every(Box<str>, Point),
    /// The last (negative) or next n units: 过去12个月, 未来三年. The second is the lower end of 五六年.
    Rolling(i32, TimeUnit),
    /// n units before (negative) or after the reference: 三天前.
    Ago(i32, i32, TimeUnit),
    /// A word that no calendar fixes.
    Vague(Box<str>),
    /// 今年以来.
    ToNow(Point),
}

/// A time, as it stands.
#[derive(Debug, Clone)]
pub(crate) struct RawTime {
    pub(crate) span: TextSpan,
    pub(crate) expr: Expr,
}
