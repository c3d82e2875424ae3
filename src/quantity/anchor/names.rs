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
    let mut out = String::with_capacity("2024-01-31T00:00:00".len());
    figures(&mut out, i64::from(y), 4);
    date_behind_year(&mut out, m, d);
    clock(&mut out, s);
    Some(out)
}

/// The last `count` figures of a number that is not negative: what `{:0count}` prints of a short one, for a tenth of the cost.
fn figures(out: &mut String, n: i64, count: u32) {
    for place in (0..count).rev() {
        out.push(char::from(b'0' + (n / 10_i64.pow(place) % 10) as u8));
    }
}

fn date_behind_year(out: &mut String, month: u32, day: u32) {
    out.push('-');
    figures(out, i64::from(month), 2);
    out.push('-');
    figures(out, i64::from(day), 2);
}

/// The time of day, after so many seconds.
fn clock(out: &mut String, s: i64) {
    for (mark, n) in [('T', s / 3600), (':', s / 60 % 60), (':', s % 60)] {
        out.push(mark);
        figures(out, n, 2);
    }
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
    let mut out = year_name(y);
    date_behind_year(&mut out, m, d);
    out
}

pub(super) fn month_name(year: i32, month: u32) -> String {
    format!("{}-{month:02}", year_name(year))
}

pub(super) fn clock_stamp(s: i64) -> String {
    let mut out = String::new();
    clock(&mut out, s.rem_euclid(DAY));
    out
}

pub(super) fn stretch(from: i64, to: i64, grain: Grain, edtf: String, anchor: Anchor) -> Stretch {
    Stretch { from: from * DAY, to: to * DAY, grain, edtf, anchor, filled: false }
}

pub(super) fn fixed(s: Stretch, filled: bool) -> Reading {
    Reading::Fixed(Stretch { filled, ..s })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_in_time_are_printed_with_all_their_figures() {
        assert_eq!(stamp(0).as_deref(), Some("1970-01-01T00:00:00"));
        assert_eq!(stamp(20_147 * DAY + 86_399).as_deref(), Some("2025-02-28T23:59:59"));
        assert_eq!(stamp(i64::from(i32::MAX) * DAY), None);
        assert_eq!(day_name(20_147), "2025-02-28");
        assert_eq!(day_name(-719_528), "0000-01-01");
        assert_eq!(clock_stamp(3_661), "T01:01:01");
    }
}
