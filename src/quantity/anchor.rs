//! Times get their place: from the reference time, and from the document's own chain of dates.

use super::calendar::{add_months, civil, days, lunar, lunar_new_year, month_days, qingming, shift_months, weekday};
use super::{Anchor, Approx, Bound, Calendar, DayPart, Grain, Time, TimeKind, Vague};
use crate::lexicon::number::Holiday;
use crate::scan::types::{Clock, Day, Edge, Expr, Month, Part, Point, RawTime, TimeUnit, Year};
use crate::scan::{Context, hour_in};
use crate::text::TextSpan;

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

fn stamp(at: i64) -> Option<String> {
    let (y, m, d) = civil(at.div_euclid(DAY));
    if !(1..=9999).contains(&y) {
        return None;
    }
    let s = at.rem_euclid(DAY);
    Some(format!("{y:04}-{m:02}-{d:02}T{:02}:{:02}:{:02}", s / 3600, s / 60 % 60, s % 60))
}

fn year_name(year: i32) -> String {
    if year <= 0 {
        // Astronomical years: 1 BC is 0.
        let y = if year < 0 { year + 1 } else { year };
        if y < 0 { format!("-{:04}", -y) } else { format!("{y:04}") }
    } else {
        format!("{year:04}")
    }
}

fn day_name(day: i64) -> String {
    let (y, m, d) = civil(day);
    format!("{}-{m:02}-{d:02}", year_name(y))
}

fn month_name(year: i32, month: u32) -> String {
    format!("{}-{month:02}", year_name(year))
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
        Expr::Rolling(n, unit) => rolling(&mut time, *n, *unit, reference),
        Expr::Ago(low, high, unit) => ago(&mut time, *low, *high, *unit, reference),
        Expr::ToNow(point) => {
            let reading = resolve(cx, point, raw.span.start(), reference, chain);
            if let (Reading::Fixed(s), Some(r)) = (&reading, reference) {
                note(chain, point, s, raw.span.start());
                time.begin = stamp(s.from);
                time.end = stamp((r.day + 1) * DAY);
                time.edtf = Some(format!("{}/{}", day_name(s.from.div_euclid(DAY)), day_name(r.day)));
                time.grain = Some(s.grain);
                time.anchor = Anchor::Published;
            }
            time.bound = Some(Bound::Since);
        }
        Expr::Range(a, b) => range(cx, &mut time, (a, b), raw.span.start(), reference, chain),
        Expr::Point(point) => {
            let reading = resolve(cx, point, raw.span.start(), reference, chain);
            fill(&mut time, point, &reading);
            if let Reading::Fixed(s) = &reading {
                note(chain, point, s, raw.span.start());
            }
            describe(&mut time, point);
        }
    }
    bounds(text, &mut time);
    time
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

fn clock_stamp(s: i64) -> String {
    let s = s.rem_euclid(DAY);
    format!("T{:02}:{:02}:{:02}", s / 3600, s / 60 % 60, s % 60)
}

/// Words around a time that make it a beginning or an end.
fn bounds(text: &str, time: &mut Time) {
    const LEADS: [(&str, Bound); 12] = [
        ("截至到", Bound::Until),
        ("截止到", Bound::Until),
        ("截至", Bound::Until),
        ("截止", Bound::Until),
        ("截止至", Bound::Until),
        ("自从", Bound::Since),
        ("自", Bound::Since),
        ("从", Bound::Since),
        ("從", Bound::Since),
        ("期至", Bound::Until),
        ("直到", Bound::Until),
        ("早在", Bound::Before),
    ];
    const TAILS: [(&str, Bound); 28] = [
        ("或之前", Bound::Before),
        ("或之后", Bound::After),
        ("及之前", Bound::Before),
        ("及之后", Bound::After),
        ("及以前", Bound::Before),
        ("及以后", Bound::After),
        ("之前", Bound::Before),
        ("以前", Bound::Before),
        ("之后", Bound::After),
        ("以后", Bound::After),
        ("之後", Bound::After),
        ("以後", Bound::After),
        ("以来", Bound::Since),
        ("以來", Bound::Since),
        ("起至", Bound::Since),
        ("开始", Bound::Since),
        ("至今", Bound::Since),
        ("起", Bound::Since),
        ("前", Bound::Before),
        ("后", Bound::After),
        ("後", Bound::After),
        ("为止", Bound::Until),
        ("為止", Bound::Until),
        ("左右", Bound::Since),
        ("前后", Bound::Since),
        ("止", Bound::Until),
        ("前夕", Bound::Before),
        ("过后", Bound::After),
    ];
    let (start, end) = (time.span.start(), time.span.end());
    let mut head = text[..start].trim_end_matches(' ');
    for zone in ["北京时间", "当地时间", "美东时间", "当地時間"] {
        if let Some(h) = head.strip_suffix(zone) {
            head = h;
        }
    }
    if let Some((word, bound)) = LEADS.iter().filter(|(w, _)| head.ends_with(w)).max_by_key(|(w, _)| w.len()) {
        let at = head.len() - if *word == "期至" { "至".len() } else { word.len() };
        let other =
            matches!(*word, "自" | "从") && head[..at].ends_with(['来', '各', '独', '亲', '服', '听', '遵', '出']);
        let ranged = time.edtf.as_ref().is_some_and(|e| e.contains('/')) && matches!(*word, "从" | "自");
        if !other {
            time.modifiers.push(TextSpan::new(at, head.len()));
            if !ranged {
                time.bound = Some(*bound);
            }
        }
    } else if let Some(word) = ["大约", "约", "将近"].iter().find(|w| head.ends_with(**w)) {
        time.modifiers.push(TextSpan::new(head.len() - word.len(), head.len()));
        time.approx = Some(Approx::About);
    }
    let rest = &text[end..];
    let spaced = usize::from(rest.starts_with(' ') && time.kind != TimeKind::Set);
    if let Some((word, bound)) = TAILS.iter().find(|(w, _)| rest[spaced..].starts_with(w)) {
        let next = rest[spaced + word.len()..].chars().next();
        let other = *word == "起" && next.is_some_and(|c| matches!(c, '来' | '步' | '草' | '源' | '诉' | '飞' | '火'))
            || matches!(*word, "前" | "后" | "後")
                && next.is_some_and(|c| {
                    matches!(c, '三' | '五' | '十' | '往' | '来' | '续' | '台' | '期' | '者' | '沿' | '景')
                });
        if !other {
            let at = end + spaced;
            time.modifiers.push(TextSpan::new(at, at + word.len()));
            if matches!(*word, "左右" | "前后") {
                time.approx = Some(Approx::About);
            } else {
                time.bound = time.bound.or(Some(*bound));
            }
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

fn stretch(from: i64, to: i64, grain: Grain, edtf: String, anchor: Anchor) -> Stretch {
    Stretch { from: from * DAY, to: to * DAY, grain, edtf, anchor, filled: false }
}

/// The year of a point: as said, from the reference, from the chain, or filled.
fn year_of(
    cx: &Context<'_>,
    point: &Point,
    at: usize,
    reference: Option<Reference>,
    chain: &Chain,
    month: Option<u32>,
) -> Option<(i32, Anchor, bool)> {
    match point.year {
        Some(Year::Is(y)) => return Some((y, Anchor::Explicit, false)),
        Some(Year::From(d)) => return reference.map(|r| (r.year + d, Anchor::Published, false)),
        Some(Year::Same(d)) => return chain.year.map(|y| (y + d, Anchor::Document, false)),
        None => {}
    }
    if let Some((place, year, stated_month)) = chain.stated
        && month.is_some()
        && cx.text.get(place..at).is_some_and(|gap| !gap.contains('\n'))
    {
        let year = if month.is_some_and(|m| m + 6 < stated_month) { year + 1 } else { year };
        return Some((year, Anchor::Document, true));
    }
    let r = reference?;
    let year = match month {
        Some(m) if m > r.month + 6 => r.year - 1,
        Some(m) if m + 6 < r.month && is_future(cx, at) => r.year + 1,
        _ => r.year,
    };
    Some((year, Anchor::Published, true))
}

/// Whether the words around say that the time is still to come.
fn is_future(cx: &Context<'_>, at: usize) -> bool {
    let (head, tail) = (cx.head(at, 10), cx.tail(at, 16));
    ["将", "拟", "定于", "计划", "预计", "即将", "截止", "最迟"].iter().any(|w| head.contains(w) || tail.contains(w))
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

fn fixed(s: Stretch, filled: bool) -> Reading {
    Reading::Fixed(Stretch { filled, ..s })
}

fn date(cx: &Context<'_>, p: &Point, at: usize, reference: Option<Reference>, chain: &Chain) -> Reading {
    if let Some((a, b)) = p.years {
        return fixed(
            stretch(days(a, 1, 1), days(b + 1, 1, 1), Grain::Year, format!("{a}/{b}"), Anchor::Explicit),
            false,
        );
    }
    if p.decade.is_some() || p.century.is_some() {
        return age(p);
    }
    if p.now {
        return reference.map_or(Reading::Nothing, |r| {
            fixed(stretch(r.day, r.day + 1, Grain::Day, day_name(r.day), Anchor::Published), false)
        });
    }
    if let Some(holiday) = p.holiday {
        return holiday_date(cx, p, holiday, at, reference, chain);
    }
    if p.same_period {
        return same_period(reference, chain);
    }
    if p.week.is_some() || p.weekday.is_some() && p.day.is_none() && p.nth.is_none() {
        return week(cx, p, at, reference, chain);
    }
    if p.day.is_some() {
        return day(cx, p, at, reference, chain);
    }
    if p.nth.is_some() || p.span.is_some() {
        return counted(cx, p, at, reference, chain);
    }
    months(cx, p, at, reference, chain)
}

/// 90年代, 20世纪.
fn age(p: &Point) -> Reading {
    let Some(decade) = p.decade else {
        let Some(c) = p.century else { return Reading::Nothing };
        let (a, b) = ((c - 1) * 100 + 1, c * 100);
        return fixed(
            stretch(
                days(a, 1, 1),
                days(b + 1, 1, 1),
                Grain::Century,
                format!("{}/{}", year_name(a), year_name(b)),
                Anchor::Explicit,
            ),
            false,
        );
    };
    let base = match p.century {
        Some(c) => (c - 1) * 100 + decade,
        None if decade >= 30 => 1900 + decade,
        None => return Reading::Nothing,
    };
    fixed(
        stretch(
            days(base, 1, 1),
            days(base + 10, 1, 1),
            Grain::Decade,
            format!("{}/{}", year_name(base), year_name(base + 9)),
            Anchor::Explicit,
        ),
        false,
    )
}

fn holiday_date(
    cx: &Context<'_>,
    p: &Point,
    holiday: Holiday,
    at: usize,
    reference: Option<Reference>,
    chain: &Chain,
) -> Reading {
    let rough = match holiday {
        Holiday::Solar(m, _) | Holiday::Nth(m, _, _) => m,
        Holiday::Lunar(m, _) => (m % 12) + 1,
        Holiday::Eve => 2,
        Holiday::Qingming => 4,
    };
    let Some((year, anchor, filled)) = year_of(cx, p, at, reference, chain, Some(rough)) else {
        return match holiday {
            Holiday::Solar(m, d) => Reading::Open(format!("XXXX-{m:02}-{d:02}"), Grain::Day),
            _ => Reading::Nothing,
        };
    };
    let found = match holiday {
        Holiday::Solar(m, d) => Some(days(year, m, d)),
        Holiday::Lunar(m, d) => lunar(year, m, d),
        Holiday::Eve => lunar_new_year(year).map(|d| d - 1),
        Holiday::Qingming => qingming(year),
        Holiday::Nth(m, w, n) => {
            let first = days(year, m, 1);
            Some(first + i64::from((w + 7 - weekday(first)) % 7) + i64::from(n - 1) * 7)
        }
    };
    found.map_or(Reading::Nothing, |d| fixed(stretch(d, d + 1, Grain::Day, day_name(d), anchor), filled))
}

/// 去年同期: the period last named, a year earlier.
fn same_period(reference: Option<Reference>, chain: &Chain) -> Reading {
    if let Some((from, to, grain)) = chain.period {
        let (a, b) = (shift_months(from.div_euclid(DAY), -12), shift_months(to.div_euclid(DAY), -12));
        let ((y, m, _), (ly, lm, _)) = (civil(a), civil(b - 1));
        let edtf =
            if (y, m) == (ly, lm) { month_name(y, m) } else { format!("{}/{}", month_name(y, m), month_name(ly, lm)) };
        return fixed(stretch(a, b, grain, edtf, Anchor::Document), false);
    }
    let _ = reference;
    Reading::Nothing
}

fn week(cx: &Context<'_>, p: &Point, at: usize, reference: Option<Reference>, chain: &Chain) -> Reading {
    let _ = chain;
    let Some(r) = reference else { return Reading::Nothing };
    let monday = r.day - i64::from(weekday(r.day)) + 1;
    if let Some(offset) = p.week {
        let monday = monday + i64::from(offset) * 7;
        return fixed(weekday_in(monday, p.weekday), false);
    }
    let Some(w) = p.weekday else { return Reading::Nothing };
    let mut found = monday + i64::from(w.min(6)) - 1;
    if w == 7 {
        found += 1;
    }
    // A bare weekday is the last one, unless the words look ahead.
    if found > r.day && !is_future(cx, at) {
        found -= 7;
    } else if found < r.day && is_future(cx, at) && w < 8 {
        found += 7;
    }
    let length = if w == 8 { 2 } else { 1 };
    let edtf = if w == 8 { format!("{}/{}", day_name(found), day_name(found + 1)) } else { day_name(found) };
    fixed(stretch(found, found + length, Grain::Day, edtf, Anchor::Published), true)
}

fn weekday_in(monday: i64, day: Option<u32>) -> Stretch {
    match day {
        None => stretch(
            monday,
            monday + 7,
            Grain::Week,
            format!("{}/{}", day_name(monday), day_name(monday + 6)),
            Anchor::Published,
        ),
        Some(8) => stretch(
            monday + 5,
            monday + 7,
            Grain::Day,
            format!("{}/{}", day_name(monday + 5), day_name(monday + 6)),
            Anchor::Published,
        ),
        Some(d) => {
            let day = monday + i64::from(d) - 1;
            stretch(day, day + 1, Grain::Day, day_name(day), Anchor::Published)
        }
    }
}

fn day(cx: &Context<'_>, p: &Point, at: usize, reference: Option<Reference>, chain: &Chain) -> Reading {
    let one_day = |d: i64, anchor, filled| fixed(stretch(d, d + 1, Grain::Day, day_name(d), anchor), filled);
    let d = match p.day {
        Some(Day::From(offset)) => {
            let Some(r) = reference else { return Reading::Nothing };
            let day = r.day + i64::from(offset);
            return one_day(
                if let Some(Year::From(y)) = p.year { shift_months(day, y * 12) } else { day },
                Anchor::Published,
                false,
            );
        }
        Some(Day::Same(offset)) => {
            return chain.day.map_or(Reading::Nothing, |d| one_day(d + i64::from(offset), Anchor::Document, false));
        }
        Some(Day::Is(d)) => d,
        None => return Reading::Nothing,
    };
    if p.is_lunar {
        let Some(Month::Is(m)) = p.month else { return Reading::Nothing };
        let Some((y, anchor, filled)) = year_of(cx, p, at, reference, chain, Some((m % 12) + 1)) else {
            return Reading::Nothing;
        };
        return lunar(y, m, d).map_or(Reading::Nothing, |day| one_day(day, anchor, filled));
    }
    match p.month {
        Some(Month::Is(m)) => {
            let Some((mut y, anchor, filled)) = year_of(cx, p, at, reference, chain, Some(m)) else {
                return if d <= if m == 2 { 29 } else { month_days(2024, m) } {
                    Reading::Open(format!("XXXX-{m:02}-{d:02}"), Grain::Day)
                } else {
                    Reading::Nothing
                };
            };
            if filled && m == 2 && d == 29 {
                let start = y;
                while month_days(y, 2) < 29 && start - y < 8 {
                    y -= 1;
                }
            }
            if d > month_days(y, m) {
                return Reading::Nothing;
            }
            one_day(days(y, m, d), anchor, filled)
        }
        Some(Month::From(offset)) => {
            let Some(r) = reference else { return Reading::Nothing };
            let base = if let Some(Year::From(y)) = p.year { y * 12 } else { 0 };
            let (y, m) = add_months(r.year, r.month, offset + base);
            if d > month_days(y, m) { Reading::Nothing } else { one_day(days(y, m, d), Anchor::Published, false) }
        }
        Some(Month::Same(offset)) => {
            let (Some(y), Some(m)) = (chain.year, chain.month) else { return Reading::Nothing };
            let (y, m) = add_months(y, m, offset);
            if d > month_days(y, m) { Reading::Nothing } else { one_day(days(y, m, d), Anchor::Document, false) }
        }
        None => lone_day(cx, d, at, reference, chain),
    }
}

/// 8日 alone: the month of the chain in the same paragraph, else of the reference time.
fn lone_day(cx: &Context<'_>, d: u32, at: usize, reference: Option<Reference>, chain: &Chain) -> Reading {
    let one_day = |day: i64, anchor| fixed(stretch(day, day + 1, Grain::Day, day_name(day), anchor), true);
    if let Some((place, y, m)) = chain.stated
        && cx.text.get(place..at).is_some_and(|gap| !gap.contains('\n'))
        && d <= month_days(y, m)
    {
        return one_day(days(y, m, d), Anchor::Document);
    }
    let Some(r) = reference else { return Reading::Open(format!("XXXX-XX-{d:02}"), Grain::Day) };
    let (mut y, mut m) = (r.year, r.month);
    let ahead = is_future(cx, at);
    if ahead && d + 15 < r.day_of_month {
        (y, m) = add_months(y, m, 1);
    } else if d > r.day_of_month + 15 && !ahead {
        (y, m) = add_months(y, m, -1);
    }
    for _ in 0..2 {
        if d <= month_days(y, m) {
            return one_day(days(y, m, d), Anchor::Published);
        }
        (y, m) = add_months(y, m, -1);
    }
    Reading::Nothing
}

/// 十月的第一周, 2021年的第三周, 今年前10天, 四月的最后一个星期一.
fn counted(cx: &Context<'_>, p: &Point, at: usize, reference: Option<Reference>, chain: &Chain) -> Reading {
    let month = match p.month {
        Some(Month::Is(m)) => Some(m),
        _ => None,
    };
    let Some((y, anchor, filled)) = year_of(cx, p, at, reference, chain, month) else { return Reading::Nothing };
    let (from, to) = match month {
        Some(m) => (days(y, m, 1), days(y, m, 1) + i64::from(month_days(y, m))),
        None => (days(y, 1, 1), days(y + 1, 1, 1)),
    };
    // The first week is the one with the first Thursday, as in ISO 8601; of a month, the first full one.
    let first_monday = from + (8 - i64::from(weekday(from))) % 7;
    let week_one =
        if month.is_some() || weekday(from) > 4 { first_monday } else { from - i64::from(weekday(from)) + 1 };
    let name = |a: i64, b: i64, grain| {
        fixed(
            stretch(
                a,
                b,
                grain,
                if b - a == 1 { day_name(a) } else { format!("{}/{}", day_name(a), day_name(b - 1)) },
                anchor,
            ),
            filled,
        )
    };
    match (p.nth, p.span, p.weekday) {
        (Some((-1, TimeUnit::Week)), _, Some(w)) => {
            let last = to - 1;
            let day = last - i64::from((weekday(last) + 7 - w.min(7)) % 7);
            name(day, day + 1, Grain::Day)
        }
        (Some((n, TimeUnit::Week)), _, None) if n > 0 && n < 54 => {
            let monday = week_one + i64::from(n - 1) * 7;
            name(monday, monday + 7, Grain::Week)
        }
        (Some((n, TimeUnit::Day)), _, _) if n > 0 => {
            let day = from + i64::from(n) - 1;
            if day < to { name(day, day + 1, Grain::Day) } else { Reading::Nothing }
        }
        (_, Some((n, TimeUnit::Day)), _) if i64::from(n.abs()) <= to - from => {
            if n > 0 {
                name(from, from + i64::from(n), Grain::Day)
            } else {
                name(to + i64::from(n), to, Grain::Day)
            }
        }
        (_, Some((n, TimeUnit::Week)), _) if n.abs() < 54 => {
            if n > 0 {
                name(week_one, week_one + i64::from(n) * 7, Grain::Week)
            } else {
                let next_week_one = to - i64::from(weekday(to)) + 1 + if weekday(to) > 4 { 7 } else { 0 };
                name(next_week_one + i64::from(n) * 7, next_week_one, Grain::Week)
            }
        }
        (_, Some((n, TimeUnit::Month)), _) if month.is_none() && n.abs() <= 12 => {
            let (a, b) = if n > 0 { (1, n as u32) } else { (13 - n.unsigned_abs(), 12) };
            months_between(y, a, b, Grain::Month, anchor, filled)
        }
        _ => Reading::Nothing,
    }
}

fn months_between(y: i32, a: u32, b: u32, grain: Grain, anchor: Anchor, filled: bool) -> Reading {
    let (ey, em) = add_months(y, b, 1);
    let edtf = if a == b { month_name(y, a) } else { format!("{}/{}", month_name(y, a), month_name(y, b)) };
    fixed(stretch(days(y, a, 1), days(ey, em, 1), grain, edtf, anchor), filled)
}

/// Years, quarters, months and their parts.
fn months(cx: &Context<'_>, p: &Point, at: usize, reference: Option<Reference>, chain: &Chain) -> Reading {
    let span = if let Some((a, b)) = p.months {
        Some((a, b, Grain::Month))
    } else if let Some(q) = p.quarter {
        Some((q * 3 - 2, q * 3, Grain::Quarter))
    } else if let Some(h) = p.half {
        Some(if h == 1 { (1, 6, Grain::Half) } else { (7, 12, Grain::Half) })
    } else if let Some(s) = p.season {
        (s < 4).then_some((s * 3, s * 3 + 2, Grain::Quarter))
    } else {
        match p.edge {
            Some(Edge::YearStart) => Some((1, 1, Grain::Month)),
            Some(Edge::YearMid) => Some((6, 7, Grain::Month)),
            Some(Edge::YearEnd) => Some((12, 12, Grain::Month)),
            _ => None,
        }
    };
    if let Some((a, b, grain)) = span {
        let Some((y, anchor, filled)) = year_of(cx, p, at, reference, chain, None) else {
            return if p.year.is_none() && p.months.is_some() && a < b {
                Reading::Open(format!("XXXX-{a:02}/XXXX-{b:02}"), grain)
            } else {
                Reading::Nothing
            };
        };
        // A period of months that has not begun is last year's, unless the words look ahead.
        let ahead = filled
            && reference.is_some_and(|r| a > r.month)
            && !is_future(cx, at)
            && p.edge != Some(Edge::YearEnd)
            && anchor == Anchor::Published;
        let past = ahead && reference.is_some_and(|r| a > r.month + 3);
        return months_between(if past { y - 1 } else { y }, a, b, grain, anchor, filled);
    }
    if p.season == Some(4) {
        let Some((y, anchor, filled)) = year_of(cx, p, at, reference, chain, None) else { return Reading::Nothing };
        return fixed(
            stretch(
                days(y, 12, 1),
                days(y + 1, 3, 1),
                Grain::Quarter,
                format!("{}/{}", month_name(y, 12), month_name(y + 1, 2)),
                anchor,
            ),
            filled,
        );
    }
    let month = match p.month {
        Some(Month::Is(m)) if !p.is_lunar => {
            year_of(cx, p, at, reference, chain, Some(m)).map(|(y, a, f)| (y, m, a, f))
        }
        Some(Month::Is(_)) => return Reading::Nothing,
        Some(Month::From(offset)) => reference.map(|r| {
            let (y, m) = add_months(r.year, r.month, offset);
            (y, m, Anchor::Published, false)
        }),
        Some(Month::Same(offset)) => chain.year.zip(chain.month).map(|(y, m)| {
            let (y, m) = add_months(y, m, offset);
            (y, m, Anchor::Document, false)
        }),
        None if matches!(p.edge, Some(Edge::MonthStart | Edge::MonthMid | Edge::MonthEnd))
            || p.half_month.is_some() =>
        {
            reference.map(|r| (r.year, r.month, Anchor::Published, true))
        }
        None => {
            let Some((y, anchor, _)) = year_of(cx, p, at, reference, chain, None).filter(|_| p.year.is_some()) else {
                return Reading::Nothing;
            };
            return fixed(
                stretch(days(y.max(-9999), 1, 1), days(y.max(-9999) + 1, 1, 1), Grain::Year, year_name(y), anchor),
                false,
            );
        }
    };
    let Some((y, m, anchor, filled)) = month else {
        return match p.month {
            Some(Month::Is(m)) if p.year.is_none() && p.xun.is_none() && p.edge.is_none() => {
                Reading::Open(format!("XXXX-{m:02}"), Grain::Month)
            }
            _ => Reading::Nothing,
        };
    };
    part_of_month(p, y, m, anchor, filled)
}

fn part_of_month(p: &Point, y: i32, m: u32, anchor: Anchor, filled: bool) -> Reading {
    let last = month_days(y, m);
    let part = match (p.xun, p.edge, p.half_month) {
        (Some(1), _, _) | (_, Some(Edge::MonthStart), _) => Some((1, 10)),
        (Some(2), _, _) | (_, Some(Edge::MonthMid), _) => Some((11, 20)),
        (Some(3), _, _) => Some((21, last)),
        (_, Some(Edge::MonthEnd), _) => Some((last, last)),
        (_, _, Some(1)) => Some((1, 15)),
        (_, _, Some(2)) => Some((16, last)),
        _ => None,
    };
    let first = days(y, m, 1);
    match part {
        Some((a, b)) => {
            let (from, to) = (first + i64::from(a) - 1, first + i64::from(b));
            let edtf = if a == b { day_name(from) } else { format!("{}/{}", day_name(from), day_name(to - 1)) };
            fixed(stretch(from, to, Grain::Day, edtf, anchor), filled)
        }
        None => months_between(y, m, m, Grain::Month, anchor, filled),
    }
}

fn grain_of(unit: TimeUnit) -> Grain {
    match unit {
        TimeUnit::Second => Grain::Second,
        TimeUnit::Minute => Grain::Minute,
        TimeUnit::Hour => Grain::Hour,
        TimeUnit::Day => Grain::Day,
        TimeUnit::Week => Grain::Week,
        TimeUnit::Month => Grain::Month,
        TimeUnit::Quarter => Grain::Quarter,
        TimeUnit::Year => Grain::Year,
    }
}

fn seconds(unit: TimeUnit) -> Option<i64> {
    Some(match unit {
        TimeUnit::Second => 1,
        TimeUnit::Minute => 60,
        TimeUnit::Hour => 3600,
        _ => return None,
    })
}

fn moved(day: i64, n: i32, unit: TimeUnit) -> i64 {
    match unit {
        TimeUnit::Year => shift_months(day, n.saturating_mul(12)),
        TimeUnit::Quarter => shift_months(day, n.saturating_mul(3)),
        TimeUnit::Month => shift_months(day, n),
        TimeUnit::Week => day + i64::from(n) * 7,
        _ => day + i64::from(n),
    }
}

/// 过去12个月: from the reference time back, or ahead.
fn rolling(time: &mut Time, n: i32, unit: TimeUnit, reference: Option<Reference>) {
    time.kind = TimeKind::Period;
    time.grain = Some(grain_of(unit));
    let Some(r) = reference else { return };
    time.anchor = Anchor::Published;
    if let Some(step) = seconds(unit) {
        let other = r.at + i64::from(n) * step;
        (time.begin, time.end) = (stamp(other.min(r.at)), stamp(other.max(r.at)));
        if let (Some(a), Some(b)) = (&time.begin, &time.end) {
            time.edtf = Some(format!("{a}/{b}"));
        }
        return;
    }
    let other = moved(r.day, n, unit);
    let (a, b) = (other.min(r.day), other.max(r.day));
    (time.begin, time.end) = (stamp(a * DAY), stamp((b + 1) * DAY));
    time.edtf = Some(format!("{}/{}", day_name(a), day_name(b)));
}

/// 三天前, 五六年前.
fn ago(time: &mut Time, low: i32, high: i32, unit: TimeUnit, reference: Option<Reference>) {
    time.grain = Some(grain_of(unit));
    let Some(r) = reference else { return };
    time.anchor = Anchor::Published;
    if let Some(step) = seconds(unit) {
        let at = r.at + i64::from(low) * step;
        time.kind = TimeKind::DateTime;
        (time.begin, time.end) = (stamp(at), stamp(at + step.min(60)));
        time.edtf = stamp(at);
        return;
    }
    let (a, b) = (moved(r.day, low, unit), moved(r.day, high, unit));
    let (a, b) = (a.min(b), a.max(b));
    let ((ya, ma, _), (yb, mb, _)) = (civil(a), civil(b));
    let (from, to, one, two) = match unit {
        TimeUnit::Year => (days(ya, 1, 1), days(yb + 1, 1, 1), year_name(ya), year_name(yb)),
        TimeUnit::Month | TimeUnit::Quarter => {
            let (y, m) = add_months(yb, mb, 1);
            (days(ya, ma, 1), days(y, m, 1), month_name(ya, ma), month_name(yb, mb))
        }
        _ => (a, b + 1, day_name(a), day_name(b)),
    };
    (time.begin, time.end) = (stamp(from * DAY), stamp(to * DAY));
    time.edtf = Some(if one == two { one } else { format!("{one}/{two}") });
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
