//! Periods: months, quarters, years; so many units before, behind and up to a day.

use super::date::{is_future, year_of};
use super::names::{day_name, fixed, month_name, stamp, stretch, year_name};
use super::{Chain, DAY, Reading, Reference};
use crate::quantity::calendar::{add_months, civil, days, month_days, shift_months, weekday};
use crate::quantity::{Anchor, Grain, Time, TimeKind};
use crate::scan::Context;
use crate::scan::types::{Edge, Month, Point, TimeUnit};

/// 十月的第一周, 2021年的第三周, 今年前10天, 四月的最后一个星期一.
pub(super) fn counted(cx: &Context<'_>, p: &Point, at: usize, reference: Option<Reference>, chain: &Chain) -> Reading {
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

pub(super) fn months_between(y: i32, a: u32, b: u32, grain: Grain, anchor: Anchor, filled: bool) -> Reading {
    let (ey, em) = add_months(y, b, 1);
    let edtf = if a == b { month_name(y, a) } else { format!("{}/{}", month_name(y, a), month_name(y, b)) };
    fixed(stretch(days(y, a, 1), days(ey, em, 1), grain, edtf, anchor), filled)
}

/// Years, quarters, months and their parts.
pub(super) fn months(cx: &Context<'_>, p: &Point, at: usize, reference: Option<Reference>, chain: &Chain) -> Reading {
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
        // 1—11月 in June: the months of a year that are counted up to are over.
        let counted = p.months.is_some_and(|(from, to)| from == 1 && reference.is_some_and(|r| to > r.month + 1));
        let past = past || counted && filled && anchor == Anchor::Published && !is_future(cx, at);
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

pub(super) fn part_of_month(p: &Point, y: i32, m: u32, anchor: Anchor, filled: bool) -> Reading {
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

pub(super) fn grain_of(unit: TimeUnit) -> Grain {
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

pub(super) fn seconds(unit: TimeUnit) -> Option<i64> {
    Some(match unit {
        TimeUnit::Second => 1,
        TimeUnit::Minute => 60,
        TimeUnit::Hour => 3600,
        _ => return None,
    })
}

pub(super) fn moved(day: i64, n: i32, unit: TimeUnit) -> i64 {
    match unit {
        TimeUnit::Year => shift_months(day, n.saturating_mul(12)),
        TimeUnit::Quarter => shift_months(day, n.saturating_mul(3)),
        TimeUnit::Month => shift_months(day, n),
        TimeUnit::Week => day + i64::from(n) * 7,
        _ => day + i64::from(n),
    }
}

/// 过去12个月: from the reference time back, or ahead.
pub(super) fn rolling(time: &mut Time, n: i32, unit: TimeUnit, reference: Option<Reference>) {
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
pub(super) fn ago(time: &mut Time, low: i32, high: i32, unit: TimeUnit, reference: Option<Reference>) {
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
