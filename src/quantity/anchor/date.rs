//! Days: of a date, of a week, of a holiday.

use super::names::{day_name, fixed, month_name, stretch, year_name};
use super::period::{counted, months};
use super::{Chain, DAY, Reading, Reference, Stretch};
use crate::lexicon::number::Holiday;
use crate::quantity::calendar::{
    add_months, civil, days, lunar, lunar_new_year, month_days, qingming, shift_months, weekday,
};
use crate::quantity::{Anchor, Grain};
use crate::scan::Context;
use crate::scan::types::{Day, Month, Point, Year};

/// The year of a point: as said, from the reference, from the chain, or filled.
pub(super) fn year_of(
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
pub(super) fn is_future(cx: &Context<'_>, at: usize) -> bool {
    let (head, tail) = (cx.head(at, 10), cx.tail(at, 16));
    ["将", "拟", "定于", "计划", "预计", "即将", "截止", "最迟"].iter().any(|w| head.contains(w) || tail.contains(w))
}

pub(super) fn date(cx: &Context<'_>, p: &Point, at: usize, reference: Option<Reference>, chain: &Chain) -> Reading {
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
pub(super) fn age(p: &Point) -> Reading {
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

pub(super) fn holiday_date(
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
pub(super) fn same_period(reference: Option<Reference>, chain: &Chain) -> Reading {
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

pub(super) fn week(cx: &Context<'_>, p: &Point, at: usize, reference: Option<Reference>, chain: &Chain) -> Reading {
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

pub(super) fn weekday_in(monday: i64, day: Option<u32>) -> Stretch {
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

pub(super) fn day(cx: &Context<'_>, p: &Point, at: usize, reference: Option<Reference>, chain: &Chain) -> Reading {
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
pub(super) fn lone_day(cx: &Context<'_>, d: u32, at: usize, reference: Option<Reference>, chain: &Chain) -> Reading {
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
