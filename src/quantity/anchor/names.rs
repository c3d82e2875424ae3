//! How places in time are printed, and the stretches between them.

use super::{DAY, Reading, Stretch};
use crate::quantity::calendar::civil;
use crate::quantity::{Anchor, Grain};

pub(super) fn stamp(at: i64) -> Option<String> {
    let (y, m, d) = civil(at.div_euclid(DAY));
    if !(1..=9999).contains(&y) {
        return None;
    }
    let s = at.rem_euclid(DAY);
    Some(format!("{y:04}-{m:02}-{d:02}T{:02}:{:02}:{:02}", s / 3600, s / 60 % 60, s % 60))
}

pub(super) fn year_name(year: i32) -> String {
    if year <= 0 {
        // Astronomical years: 1 BC is 0.
        let y = if year < 0 { year + 1 } else { year };
        if y < 0 { format!("-{:04}", -y) } else { format!("{y:04}") }
    } else {
        format!("{year:04}")
    }
}

pub(super) fn day_name(day: i64) -> String {
    let (y, m, d) = civil(day);
    format!("{}-{m:02}-{d:02}", year_name(y))
}

pub(super) fn month_name(year: i32, month: u32) -> String {
    format!("{}-{month:02}", year_name(year))
}

pub(super) fn clock_stamp(s: i64) -> String {
    let s = s.rem_euclid(DAY);
    format!("T{:02}:{:02}:{:02}", s / 3600, s / 60 % 60, s % 60)
}

pub(super) fn stretch(from: i64, to: i64, grain: Grain, edtf: String, anchor: Anchor) -> Stretch {
    Stretch { from: from * DAY, to: to * DAY, grain, edtf, anchor, filled: false }
}

pub(super) fn fixed(s: Stretch, filled: bool) -> Reading {
    Reading::Fixed(Stretch { filled, ..s })
}
