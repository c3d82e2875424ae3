//! Times get their place: from the reference time, and from the document's own chain of dates.

mod bounds;
mod date;
mod names;
mod period;

use super::calendar::{civil, days, month_days, shift_months};
use super::{Anchor, Approx, Bound, Calendar, DayPart, Grain, Time, TimeKind, Vague};
use crate::lexicon::number::Holiday;
use crate::scan::types::{Clock, Edge, Expr, Part, Point, RawTime, TimeUnit, Year};
use crate::scan::{Context, hour_in};
use bounds::bounds;
use date::date;
use names::{clock_stamp, day_name, stamp};
use period::{ago, rolling};

const DAY: i64 = 86_400;

/// When the page was published.
#[derive(Debug, Clone, Copy)]
struct Reference {
    /// Local seconds.
    at: i64,
    day: i64,
    year: i32,
    month: u32,
    day_of_month: u32,
}

/// The date last named, from which 同日 and the like count.
#[derive(Debug, Clone, Copy, Default)]
struct Chain {
    year: Option<i32>,
    month: Option<u32>,
    day: Option<i64>,
    /// Where the year was named in so many words, with a month: it fills the open ones of its paragraph.
    stated: Option<(usize, i32, u32)>,
    period: Option<(i64, i64, Grain)>,
}

/// A stretch of time.
#[derive(Debug, Clone)]
struct Stretch {
    from: i64,
    to: i64,
    grain: Grain,
    edtf: String,
    anchor: Anchor,
    /// The year was filled, not said.
    filled: bool,
}

/// What could be read of a point.
enum Reading {
    Fixed(Stretch),
    /// Only an expanded form with open parts: XXXX-05-07.
    Open(String, Grain),
    /// A clock alone: seconds of the day, and its form.
    Clock(i64, i64, String, Grain),
    Nothing,
}

pub(super) fn read(cx: &Context<'_>, raw: &[RawTime], reference: Option<&str>) -> Vec<Time> {
    let reference = reference.and_then(parse_reference);
    let mut chain = Chain::default();
    let mut out = Vec::with_capacity(raw.len());
    for r in raw {
        out.push(one(cx, r, reference, &mut chain));
    }
    out
}

/// `YYYY-MM-DD`, with or without a clock; a year or a month alone places nothing.
fn parse_reference(s: &str) -> Option<Reference> {
    let b = s.as_bytes();
    let n = |a: usize, z: usize| -> Option<u32> { s.get(a..z)?.parse().ok() };
    if b.len() < 10 || b[4] != b'-' || b[7] != b'-' {
        return None;
    }
    let (y, m, d) = (n(0, 4)?, n(5, 7)?, n(8, 10)?);
    if !(1..=12).contains(&m) || d == 0 || d > month_days(y as i32, m) {
        return None;
    }
    let day = days(y as i32, m, d);
    let clock =
        n(11, 13).zip(n(14, 16)).map_or(0, |(h, mi)| i64::from(h * 3600 + mi * 60) + i64::from(n(17, 19).unwrap_or(0)));
    Some(Reference { at: day * DAY + clock, day, year: y as i32, month: m, day_of_month: d })
}

fn one(cx: &Context<'_>, raw: &RawTime, reference: Option<Reference>, chain: &mut Chain) -> Time {
    let text = cx.text;
    let mut time = Time::new(raw.span, TimeKind::Date);
    match &raw.expr {
        Expr::Vague(word) => {
            time.vague = match &**word {
                "recent_past" => Some(Vague::RecentPast),
                "recent_years" => Some(Vague::RecentYears),
                _ => Some(Vague::NearFuture),
            };
        }
        Expr::Every(every, point) => {
            time.kind = TimeKind::Set;
            time.every = Some(every.to_string());
            time.part = point.part.map(day_part);
        }
        Expr::Rolling(n, unit) => match first_months(raw.span.of(text), *n, *unit, reference) {
            Some(point) => of_point(cx, &mut time, &point, raw.span.start(), reference, chain),
            None => rolling(&mut time, *n, *unit, reference),
        },
        Expr::Ago(low, high, unit) => ago(&mut time, *low, *high, *unit, reference),
        Expr::ToNow(point) => {
            let reading = resolve(cx, point, raw.span.start(), reference, chain);
            if let (Reading::Fixed(s), Some(r)) = (&reading, reference) {
                // 为1986年以来首次: what goes on until now says nothing of the year of what follows.
                if !matches!(point.year, Some(Year::Is(_))) {
                    note(chain, point, s, raw.span.start());
                }
                time.begin = stamp(s.from);
                time.end = stamp((r.day + 1) * DAY);
                time.edtf = Some(format!("{}/{}", day_name(s.from.div_euclid(DAY)), day_name(r.day)));
                time.grain = Some(s.grain);
                time.anchor = Anchor::Published;
            }
            time.bound = Some(Bound::Since);
        }
        Expr::Range(a, b) => range(cx, &mut time, (a, b), raw.span.start(), reference, chain),
        Expr::Point(point) => of_point(cx, &mut time, point, raw.span.start(), reference, chain),
    }
    bounds(text, &mut time);
    time
}

fn of_point(
    cx: &Context<'_>,
    time: &mut Time,
    point: &Point,
    at: usize,
    reference: Option<Reference>,
    chain: &mut Chain,
) {
    let reading = resolve(cx, point, at, reference, chain);
    fill(time, point, &reading);
    if let Reading::Fixed(s) = &reading {
        note(chain, point, s, at);
    }
    describe(time, point);
}

/// 前4个月 in May or June: the first four months of the year, of which statistics are published then; otherwise the last four.
fn first_months(words: &str, n: i32, unit: TimeUnit, reference: Option<Reference>) -> Option<Point> {
    let count = u32::try_from(-n).ok().filter(|&c| c > 1)?;
    let just_over = |month: u32| month == count + 1 || month == count + 2;
    let is_first = unit == TimeUnit::Month && words.starts_with('前') && just_over(reference?.month);
    is_first.then(|| Point { months: Some((1, count)), ..Point::default() })
}

fn describe(time: &mut Time, point: &Point) {
    time.part = point.part.map(day_part);
    if point.loose {
        time.approx = Some(Approx::About);
    }
    time.calendar = if point.is_lunar || matches!(point.holiday, Some(Holiday::Lunar(..) | Holiday::Eve)) {
        Some(Calendar::Lunar)
    } else if point.is_era {
        Some(Calendar::Era)
    } else if point.is_fiscal {
        Some(Calendar::Fiscal)
    } else {
        None
    };
    time.vague = match point.edge {
        Some(Edge::YearStart) => Some(Vague::StartOfYear),
        Some(Edge::YearEnd) => Some(Vague::EndOfYear),
        _ => None,
    };
}

fn day_part(part: Part) -> DayPart {
    match part {
        Part::Dawn => DayPart::Dawn,
        Part::Morning => DayPart::Morning,
        Part::Noon => DayPart::Noon,
        Part::Afternoon => DayPart::Afternoon,
        Part::Evening => DayPart::Evening,
        Part::Night => DayPart::Night,
    }
}

fn fill(time: &mut Time, point: &Point, reading: &Reading) {
    match reading {
        Reading::Fixed(s) => {
            time.kind = if point.clock.is_some() { TimeKind::DateTime } else { TimeKind::Date };
            time.begin = stamp(s.from);
            time.end = stamp(s.to);
            time.edtf = Some(s.edtf.clone());
            time.grain = Some(s.grain);
            time.anchor = s.anchor;
        }
        Reading::Open(edtf, grain) => {
            time.kind = if point.clock.is_some() { TimeKind::DateTime } else { TimeKind::Date };
            time.edtf = Some(edtf.clone());
            time.grain = Some(*grain);
        }
        Reading::Clock(from, to, edtf, grain) => {
            time.kind = TimeKind::Time;
            time.begin = Some(clock_stamp(*from));
            time.end = Some(clock_stamp(*to));
            time.edtf = (!edtf.is_empty()).then(|| edtf.clone());
            time.grain = Some(*grain);
            time.anchor = Anchor::Explicit;
        }
        Reading::Nothing => {
            time.kind = if point.clock.is_some() { TimeKind::DateTime } else { TimeKind::Date };
        }
    }
}

/// Remembers what was named.
fn note(chain: &mut Chain, point: &Point, s: &Stretch, at: usize) {
    let (y, m, _) = civil(s.from.div_euclid(DAY));
    chain.year = Some(y);
    if matches!(s.grain, Grain::Day | Grain::Hour | Grain::Minute | Grain::Second) {
        chain.day = Some(s.from.div_euclid(DAY));
        chain.month = Some(m);
    } else if s.grain == Grain::Month {
        chain.month = Some(m);
    }
    if matches!(point.year, Some(Year::Is(_))) && point.month.is_some() && !point.is_lunar {
        chain.stated = Some((at, y, m));
    }
    if !point.same_period && !matches!(s.grain, Grain::Day | Grain::Hour | Grain::Minute | Grain::Second | Grain::Year)
    {
        chain.period = Some((s.from, s.to, s.grain));
    }
}

/// Where a point lies, before its clock.
fn resolve(cx: &Context<'_>, point: &Point, at: usize, reference: Option<Reference>, chain: &Chain) -> Reading {
    let dated = Point { clock: None, part: None, fixed_half: false, loose: false, ..*point } != Point::default();
    if !dated {
        return clock_alone(point);
    }
    let reading = date(cx, point, at, reference, chain);
    match (reading, point.clock) {
        (Reading::Fixed(s), Some(clock)) if s.grain == Grain::Day => with_clock(point, clock, &s),
        (Reading::Open(edtf, _), Some(clock)) => {
            let (_, _, name, grain) = clock_of(point, clock);
            Reading::Open(format!("{edtf}{name}"), grain)
        }
        (reading, _) => reading,
    }
}

fn clock_of(point: &Point, clock: Clock) -> (i64, i64, String, Grain) {
    let hour = if point.fixed_half { clock.hour } else { hour_in(point.part, clock.hour) };
    let at = i64::from(hour) * 3600 + i64::from(clock.minute.unwrap_or(0)) * 60 + i64::from(clock.second.unwrap_or(0));
    let shown = hour % 24;
    match (clock.minute, clock.second) {
        (Some(m), Some(s)) => (at, at + 1, format!("T{shown:02}:{m:02}:{s:02}"), Grain::Second),
        (Some(m), None) => (at, at + 60, format!("T{shown:02}:{m:02}"), Grain::Minute),
        _ => (at, at + 3600, format!("T{shown:02}"), Grain::Hour),
    }
}

fn with_clock(point: &Point, clock: Clock, s: &Stretch) -> Reading {
    let (from, to, name, grain) = clock_of(point, clock);
    let day = s.from.div_euclid(DAY) + from.div_euclid(DAY);
    Reading::Fixed(Stretch {
        from: s.from + from,
        to: s.from + to,
        grain,
        edtf: format!("{}{name}", day_name(day)),
        anchor: s.anchor,
        filled: s.filled,
    })
}

fn clock_alone(point: &Point) -> Reading {
    if let Some(clock) = point.clock {
        let (from, to, name, grain) = clock_of(point, clock);
        return Reading::Clock(from, to, name, grain);
    }
    let (from, to) = match point.part {
        Some(Part::Dawn) => (0, 6),
        Some(Part::Morning) => (6, 12),
        Some(Part::Noon) => (11, 13),
        Some(Part::Afternoon) => (12, 18),
        Some(Part::Evening) => (18, 22),
        Some(Part::Night) => (22, 24),
        None => return Reading::Nothing,
    };
    Reading::Clock(from * 3600, to * 3600, String::new(), Grain::Hour)
}

fn range(
    cx: &Context<'_>,
    time: &mut Time,
    (a, b): (&Point, &Point),
    at: usize,
    reference: Option<Reference>,
    chain: &mut Chain,
) {
    let first = resolve(cx, a, at, reference, chain);
    let mut inner = *chain;
    if let Reading::Fixed(s) = &first {
        note(&mut inner, a, s, at);
    }
    let second = resolve(cx, b, at, reference, &inner);
    describe(time, a);
    // 2点-明天4点: the beginning is today.
    let first = match (first, &second, reference) {
        (Reading::Clock(from, to, name, grain), Reading::Fixed(_), Some(r)) if a.clock.is_some() => {
            Reading::Fixed(Stretch {
                from: r.day * DAY + from,
                to: r.day * DAY + to,
                grain,
                edtf: format!("{}{name}", day_name(r.day)),
                anchor: Anchor::Published,
                filled: true,
            })
        }
        (first, ..) => first,
    };
    match (first, second) {
        (Reading::Fixed(mut x), Reading::Fixed(mut y)) => {
            if y.from < x.from && (y.filled || x.filled) {
                let later = shift_months(y.from.div_euclid(DAY), 12);
                if y.filled && later * DAY > x.from && b.month.is_some() {
                    let ended = shift_months(y.to.div_euclid(DAY), 12);
                    let clock = y.from.rem_euclid(DAY);
                    (y.from, y.to) = (later * DAY + clock, ended * DAY);
                    y.edtf = civil(later).0.to_string() + y.edtf.get(4..).unwrap_or_default();
                } else if x.filled && a.month.is_none() && a.weekday.is_some() {
                    x.from -= 7 * DAY;
                    x.edtf = day_name(x.from.div_euclid(DAY));
                }
                if b.weekday.is_some() && y.from < x.from {
                    y.from += 7 * DAY;
                    y.to += 7 * DAY;
                    y.edtf = day_name(y.from.div_euclid(DAY));
                }
            }
            if y.to <= x.from {
                return;
            }
            let clocked = b.clock.is_some();
            time.kind = if clocked || a.clock.is_some() { TimeKind::DateTime } else { TimeKind::Date };
            time.begin = stamp(x.from);
            time.end = stamp(if clocked { y.from } else { y.to });
            time.grain = Some(y.grain);
            time.anchor = if x.anchor == Anchor::Explicit { y.anchor } else { x.anchor };
            if x.anchor == Anchor::Explicit && y.anchor == Anchor::Document {
                time.anchor = Anchor::Explicit;
            }
            let head = x.edtf.split('/').next().unwrap_or_default();
            let tail = y.edtf.rsplit('/').next().unwrap_or_default();
            time.edtf = Some(format!("{head}/{tail}"));
            note(chain, a, &x, at);
            if y.grain == Grain::Day {
                chain.day = Some(y.from.div_euclid(DAY));
            } else if matches!(y.grain, Grain::Month) {
                chain.period = Some((x.from, y.to, Grain::Month));
            }
        }
        (Reading::Open(x, g), Reading::Open(y, _)) => {
            time.edtf = Some(format!("{x}/{y}"));
            time.grain = Some(g);
        }
        (Reading::Clock(from, _, x, g), Reading::Clock(to, end, y, _)) => {
            time.kind = TimeKind::Time;
            time.begin = Some(clock_stamp(from));
            time.end = Some(clock_stamp(if b.clock.is_some() { to } else { end }));
            time.edtf = (!x.is_empty() && !y.is_empty()).then(|| format!("{x}/{y}"));
            time.grain = Some(g);
            time.anchor = Anchor::Explicit;
        }
        _ => {}
    }
}
