//! Days of the common calendar, and of the lunar one from a table of its years.

pub(super) use crate::text::{civil, days};

/// 1 for Monday to 7.
pub(super) fn weekday(days: i64) -> u32 {
    ((days + 3).rem_euclid(7) + 1) as u32
}

/// How many days a month has.
pub(super) fn month_days(year: i32, month: u32) -> u32 {
    let (y, m) = next_month(year, month);
    (days(y, m, 1) - days(year, month, 1)) as u32
}

pub(super) fn next_month(year: i32, month: u32) -> (i32, u32) {
    if month >= 12 { (year + 1, 1) } else { (year, month + 1) }
}

/// The month `offset` months away.
pub(super) fn add_months(year: i32, month: u32, offset: i32) -> (i32, u32) {
    let all = year.saturating_mul(12).saturating_add(month as i32 - 1).saturating_add(offset);
    (all.div_euclid(12), all.rem_euclid(12) as u32 + 1)
}

/// The same day `offset` months away, or the last of a shorter month.
pub(super) fn shift_months(day: i64, offset: i32) -> i64 {
    let (y, m, d) = civil(day);
    let (y, m) = add_months(y, m, offset);
    days(y, m, d.min(month_days(y, m)))
}

/// Lunar years from 1900 to 2100: bits 15–4 which months have 30 days, 3–0 the leap month, 16 whether that has 30 days.
/// Source: computed with the library lunar (6tail, MIT), and again from the new moons and solar terms of another ephemeris (PyEphem), for
/// Beijing time from 1929 on and the Sun of Beijing before. Of the 201 years three differ, where a new moon (1906, 2057) or a solar
/// term (1922) falls within ten minutes of midnight: there the library's, which are those of printed almanacs, stand. The table that is
/// common to programs differs in 1996, whose sixth month began at 00:15 on 16 July.
const LUNAR: [u32; 201] = [
    0x04bd8, 0x04ae0, 0x0a570, 0x054d5, 0x0d260, 0x0d950, 0x16554, 0x056a0, 0x09ad0, 0x055d2, 0x04ae0, 0x0a5b6,
    0x0a4d0, 0x0d250, 0x1d255, 0x0b540, 0x0d6a0, 0x0ada2, 0x095b0, 0x14977, 0x04970, 0x0a4b0, 0x0b4b5, 0x06a50,
    0x06d40, 0x1ab54, 0x02b60, 0x09570, 0x052f2, 0x04970, 0x06566, 0x0d4a0, 0x0ea50, 0x16a95, 0x05ad0, 0x02b60,
    0x186e3, 0x092e0, 0x1c8d7, 0x0c950, 0x0d4a0, 0x1d8a6, 0x0b550, 0x056a0, 0x1a5b4, 0x025d0, 0x092d0, 0x0d2b2,
    0x0a950, 0x0b557, 0x06ca0, 0x0b550, 0x15355, 0x04da0, 0x0a5b0, 0x14573, 0x052b0, 0x0a9a8, 0x0e950, 0x06aa0,
    0x0aea6, 0x0ab50, 0x04b60, 0x0aae4, 0x0a570, 0x05260, 0x0f263, 0x0d950, 0x05b57, 0x056a0, 0x096d0, 0x04dd5,
    0x04ad0, 0x0a4d0, 0x0d4d4, 0x0d250, 0x0d558, 0x0b540, 0x0b6a0, 0x195a6, 0x095b0, 0x049b0, 0x0a974, 0x0a4b0,
    0x0b27a, 0x06a50, 0x06d40, 0x0af46, 0x0ab60, 0x09570, 0x04af5, 0x04970, 0x064b0, 0x074a3, 0x0ea50, 0x06b58,
    0x05ac0, 0x0ab60, 0x096d5, 0x092e0, 0x0c960, 0x0d954, 0x0d4a0, 0x0da50, 0x07552, 0x056a0, 0x0abb7, 0x025d0,
    0x092d0, 0x0cab5, 0x0a950, 0x0b4a0, 0x0baa4, 0x0ad50, 0x055d9, 0x04ba0, 0x0a5b0, 0x15176, 0x052b0, 0x0a930,
    0x07954, 0x06aa0, 0x0ad50, 0x05b52, 0x04b60, 0x0a6e6, 0x0a4e0, 0x0d260, 0x0ea65, 0x0d530, 0x05aa0, 0x076a3,
    0x096d0, 0x04afb, 0x04ad0, 0x0a4d0, 0x1d0b6, 0x0d250, 0x0d520, 0x0dd45, 0x0b5a0, 0x056d0, 0x055b2, 0x049b0,
    0x0a577, 0x0a4b0, 0x0aa50, 0x1b255, 0x06d20, 0x0ada0, 0x14b63, 0x09370, 0x049f8, 0x04970, 0x064b0, 0x168a6,
    0x0ea50, 0x06b20, 0x1a6c4, 0x0aae0, 0x092e0, 0x0d2e3, 0x0c960, 0x0d557, 0x0d4a0, 0x0da50, 0x05d55, 0x056a0,
    0x0a6d0, 0x055d4, 0x052d0, 0x0a9b8, 0x0a950, 0x0b4a0, 0x0b6a6, 0x0ad50, 0x055a0, 0x0aba4, 0x0a5b0, 0x052b0,
    0x0b273, 0x06930, 0x07337, 0x06aa0, 0x0ad50, 0x14b55, 0x04b60, 0x0a570, 0x054e4, 0x0d160, 0x0e968, 0x0d520,
    0x0daa0, 0x16aa6, 0x056d0, 0x04ae0, 0x0a9d4, 0x0a2d0, 0x0d150, 0x0f252, 0x0d520,
];
/// First lunar year of the table.
const LUNAR_FIRST: i32 = 1900;

fn lunar_month(info: u32, month: u32) -> i64 {
    if info & (0x10000 >> month) == 0 { 29 } else { 30 }
}

fn leap(info: u32) -> i64 {
    match info & 15 {
        0 => 0,
        _ if info & 0x10000 == 0 => 29,
        _ => 30,
    }
}

/// The day of a lunar date, when its year is in the table and has that day.
pub(super) fn lunar(year: i32, month: u32, day: u32) -> Option<i64> {
    let index = usize::try_from(year - LUNAR_FIRST).ok().filter(|&i| i < LUNAR.len())?;
    let mut at = days(LUNAR_FIRST, 1, 31);
    for &info in &LUNAR[..index] {
        at += (1..=12).map(|m| lunar_month(info, m)).sum::<i64>() + leap(info);
    }
    let info = LUNAR[index];
    for m in 1..month {
        at += lunar_month(info, m);
        if info & 15 == m {
            at += leap(info);
        }
    }
    (i64::from(day) <= lunar_month(info, month)).then_some(at + i64::from(day) - 1)
}

/// The first day of a lunar year.
pub(super) fn lunar_new_year(year: i32) -> Option<i64> {
    lunar(year, 1, 1)
}

/// 清明: the common approximation, exact from 1950 to 2099.
pub(super) fn qingming(year: i32) -> Option<i64> {
    if !(1950..2100).contains(&year) {
        return None;
    }
    let y = year % 100;
    let (constant, leaps) = if year < 2000 { (559, y / 4) } else { (481, y / 4) };
    Some(days(year, 4, ((y * 2422 / 100 + constant) / 100 - leaps) as u32))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_there_and_back() {
        for d in (-800_000..800_000).step_by(97) {
            let (y, m, day) = civil(d);
            assert_eq!(days(y, m, day), d);
        }
        assert_eq!(days(1970, 1, 1), 0);
        assert_eq!(weekday(days(2024, 4, 24)), 3);
    }

    #[test]
    fn lunar_new_years_are_right() {
        for (y, m, d) in [
            (1900, 1, 31),
            (1912, 2, 18),
            (1936, 1, 24),
            (1949, 1, 29),
            (1950, 2, 17),
            (1976, 1, 31),
            (1985, 2, 20),
            (2000, 2, 5),
            (2017, 1, 28),
            (2020, 1, 25),
            (2023, 1, 22),
            (2024, 2, 10),
            (2025, 1, 29),
            (2033, 1, 31),
            (2049, 2, 2),
            (2050, 1, 23),
            (2100, 2, 9),
        ] {
            assert_eq!(lunar_new_year(y), Some(days(y, m, d)), "{y}");
        }
        assert_eq!(lunar(1911, 8, 19), Some(days(1911, 10, 10)));
        assert_eq!((lunar(1899, 1, 1), lunar(2101, 1, 1)), (None, None));
        assert_eq!(lunar(2024, 8, 15), Some(days(2024, 9, 17)));
        // The common table has these a day early.
        assert_eq!(lunar(1996, 6, 1), Some(days(1996, 7, 16)));
        assert_eq!(lunar(1996, 8, 15), Some(days(1996, 9, 27)));
        assert_eq!(lunar(2025, 8, 15), Some(days(2025, 10, 6)));
        assert_eq!(lunar(2023, 5, 5), Some(days(2023, 6, 22)));
    }

    #[test]
    fn qingming_is_right() {
        for (y, d) in [(2017, 4), (2019, 5), (2023, 5), (2024, 4), (2025, 4), (1990, 5)] {
            assert_eq!(qingming(y), Some(days(y, 4, d)), "{y}");
        }
    }
}
