//! Times of publication as pages write them.

use super::byline::pattern;
use crate::text::{civil, holds_any};
use regex::{Captures, Regex};
use std::sync::LazyLock;

/// `2024-05-07 08:05`, `2024年5月7日週二 下午2:05`, RFC 3339.
static YEAR_FIRST: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(20\d\d|19\d\d)(?: ?[-/.年] ?(1[0-2]|0?[1-9]) ?[-/.月] ?(3[01]|[12]\d|0?[1-9])(?: ?日)?)(?:[ (（]*(?:星期|週|周)[一二三四五六日天][)）]?)?(?:[T\s]*(凌晨|早上|上午|中午|下午|傍晚|晚上)?\s*(2[0-3]|[01]?\d)[:：时]([0-5]\d)(?:[:：分]([0-5]\d))?)?(?:\.\d+)?(Z|[+-]\d\d:?\d\d)?",
    )
});
/// `9/17/2004 5:54:13 AM`, `17/9/2004`: which of the two is the month, one above twelve tells, or the page.
static YEAR_LAST: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\b(3[01]|[12]\d|0?[1-9])/(3[01]|[12]\d|0?[1-9])/(20\d\d|19\d\d)(?: +(2[0-3]|[01]?\d):([0-5]\d)(?::([0-5]\d))?(?: ?([AaPp])[Mm]\b)?)?",
    )
});
/// `September 10th, 2005 10:56 am`, `10 Sep 2005`.
static ENGLISH: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\b(?:(3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)? )?(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?(?: (3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?)?,? (20\d\d|19\d\d)\b(?:,? (?:at )?(2[0-3]|[01]?\d):([0-5]\d)(?::([0-5]\d))?(?: ?([ap])\.?m\b)?)?",
    )
});
/// `民國113年5月7日`: the year 1 is 1912.
static REPUBLIC: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"民[國国] ?(\d{2,3}) ?年 ?(1[0-2]|0?[1-9]) ?月 ?(3[01]|[12]\d|0?[1-9]) ?日"));
/// `05-07 08:05`, `5月7日`.
static YEARLESS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?:^|[^\d./年-])(1[0-2]|0?[1-9])[-/月](3[01]|[12]\d|0?[1-9])(?:日| )\s*(?:(2[0-3]|[01]?\d)[:：]([0-5]\d)(?:[:：]([0-5]\d))?)?",
    )
});
/// The day in an address: `/2024/0507/`, `/2024-05/07/`, `/t20240507_12.html`.
static IN_ADDRESS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"[/_t](20\d\d)[-/_]?(1[0-2]|0[1-9]|[1-9](?:[-/_]))[-/_]?(3[01]|[12]\d|0?[1-9])(?:[/_.-]|$)")
});
const MONTHS: &[&str] = &["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// A time as it was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Stamp {
    /// RFC 3339, or a date alone.
    pub(super) text: String,
    /// The same, when what was taken for the month is the day.
    pub(super) swapped: Option<String>,
    /// Whether the zone was assumed.
    pub(super) zone_assumed: bool,
    /// Where it begins and ends on its line, in bytes.
    pub(super) start: usize,
    pub(super) end: usize,
}

impl Stamp {
    pub(super) fn day(&self) -> &str {
        day(&self.text)
    }

    pub(super) fn has_clock(&self) -> bool {
        self.text.len() > 10
    }
}

/// The day of a time, `YYYY-MM-DD`.
pub(super) fn day(text: &str) -> &str {
    text.get(..10).unwrap_or(text)
}

/// Reads the first time of a line.
pub(super) fn read(line: &str) -> Option<Stamp> {
    if holds_any(line, &["20", "19"]) {
        // Digits right before belong to a number, and so do those right behind a day.
        let digit = |at: usize| line.as_bytes().get(at).is_some_and(u8::is_ascii_digit);
        let whole = |c: &Captures<'_>| {
            let (start, end) = place(c);
            !(start > 0 && digit(start - 1)) && !(c.get(5).is_none() && digit(end))
        };
        if let Some(c) = YEAR_FIRST.captures_iter(line).find(whole) {
            return Some(year_first(&c));
        }
        if line.contains('/')
            && let Some(stamp) = YEAR_LAST.captures(line).and_then(|c| year_last(&c))
        {
            return Some(stamp);
        }
        if holds_any(line, MONTHS)
            && let Some(stamp) = ENGLISH.captures(line).and_then(|c| english(&c))
        {
            return Some(stamp);
        }
    }
    let republic = holds_any(line, &["民國", "民国"]);
    republic
        .then(|| REPUBLIC.captures(line))
        .flatten()
        .map(|c| stamp(&c, (1911 + part(&c, 1), part(&c, 2), part(&c, 3)), None))
}

/// Seconds or milliseconds since 1970 as a time of Beijing; none for what is no time since 1990.
pub(super) fn epoch(digits: &str) -> Option<Stamp> {
    const SINCE: i64 = 631_152_000;
    let number: i64 = digits.parse().ok()?;
    let seconds = if digits.len() == 13 { number / 1000 } else { number } + 8 * 3600;
    if !matches!(digits.len(), 9 | 10 | 13) || seconds < SINCE {
        return None;
    }
    let (y, m, d) = civil(seconds.div_euclid(86_400));
    let clock = seconds.rem_euclid(86_400);
    let text = format!("{y:04}-{m:02}-{d:02}T{:02}:{:02}:{:02}+08:00", clock / 3600, clock / 60 % 60, clock % 60);
    Some(Stamp { text, swapped: None, zone_assumed: false, start: 0, end: digits.len() })
}

/// A time without a year, when the page's address states the same day with one.
pub(super) fn with_address(line: &str, day: &str) -> Option<Stamp> {
    let c = YEARLESS.captures(line)?;
    let same = day.get(5..) == Some(&*format!("{:02}-{:02}", part(&c, 1), part(&c, 2)));
    let clock = c.get(3).map(|_| (part(&c, 3), part(&c, 4), part(&c, 5)));
    let year = day.get(..4)?.parse().ok()?;
    same.then(|| stamp(&c, (year, part(&c, 1), part(&c, 2)), clock))
}

/// The day that an address states, `YYYY-MM-DD`.
pub(super) fn of_address(address: &str) -> Option<String> {
    let c = IN_ADDRESS.captures(address)?;
    let month: u32 = c[2].trim_matches(['-', '/', '_']).parse().ok()?;
    Some(format!("{}-{month:02}-{:02}", &c[1], part(&c, 3)))
}

fn place(c: &Captures<'_>) -> (usize, usize) {
    c.get(0).map_or((0, 0), |m| (m.start(), m.end()))
}

fn part(c: &Captures<'_>, i: usize) -> u32 {
    c.get(i).map_or(0, |m| m.as_str().parse::<u32>().unwrap_or(0))
}

/// A time of the zone that is assumed.
fn stamp(c: &Captures<'_>, date: (u32, u32, u32), clock: Option<(u32, u32, u32)>) -> Stamp {
    let (start, end) = place(c);
    Stamp { text: written(date, clock), swapped: None, zone_assumed: clock.is_some(), start, end }
}

fn written((y, m, d): (u32, u32, u32), clock: Option<(u32, u32, u32)>) -> String {
    let clock = clock.map(|(h, m, s)| format!("T{h:02}:{m:02}:{s:02}+08:00"));
    format!("{y:04}-{m:02}-{d:02}{}", clock.unwrap_or_default())
}

fn year_first(c: &Captures<'_>) -> Stamp {
    let date = (part(c, 1), part(c, 2), part(c, 3));
    if c.get(5).is_none() {
        return stamp(c, date, None);
    }
    let late = c.get(4).is_some_and(|h| match h.as_str() {
        "下午" | "傍晚" | "晚上" => true,
        "中午" => part(c, 5) < 10,
        _ => false,
    });
    let hour = if late && part(c, 5) < 12 { part(c, 5) + 12 } else { part(c, 5) };
    let mut stamp = stamp(c, date, Some((hour, part(c, 6), part(c, 7))));
    if let Some(zone) = c.get(8).map(|z| z.as_str()) {
        stamp.zone_assumed = false;
        stamp.text.truncate("2024-05-07T08:05:00".len());
        match zone.split_at_checked(3) {
            Some((hours, minutes)) if !minutes.is_empty() && !zone.contains(':') => {
                stamp.text.push_str(&format!("{hours}:{minutes}"));
            }
            _ => stamp.text.push_str(zone),
        }
    }
    stamp
}

/// The clock in the groups from `at`: hour, minute, second, and the half of the day.
fn clock(c: &Captures<'_>, at: usize) -> Option<(u32, u32, u32)> {
    c.get(at)?;
    let hour = match c.get(at + 3).map(|h| h.as_str().eq_ignore_ascii_case("p")) {
        Some(late) => part(c, at) % 12 + if late { 12 } else { 0 },
        None => part(c, at),
    };
    Some((hour, part(c, at + 1), part(c, at + 2)))
}

fn year_last(c: &Captures<'_>) -> Option<Stamp> {
    let (a, b, year, clock) = (part(c, 1), part(c, 2), part(c, 3), clock(c, 4));
    let (month, day) = if a > 12 { (b, a) } else { (a, b) };
    let swapped = (day <= 12 && day != month).then(|| written((year, day, month), clock));
    (month <= 12).then(|| Stamp { swapped, ..stamp(c, (year, month, day), clock) })
}

fn english(c: &Captures<'_>) -> Option<Stamp> {
    let name = c[2].to_ascii_lowercase();
    let month = MONTHS.iter().position(|m| m.eq_ignore_ascii_case(&name))? as u32 + 1;
    let day = c.get(3).or(c.get(1))?.as_str().parse().ok()?;
    Some(stamp(c, (part(c, 4), month, day), clock(c, 5)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_with_and_without_a_zone() {
        let read = |t: &str| read(t).map(|t| (t.text, t.zone_assumed));
        assert_eq!(read("2024年5月7日 08:05"), Some(("2024-05-07T08:05:00+08:00".into(), true)));
        assert_eq!(read("2024-05-07T08:05:00.000Z"), Some(("2024-05-07T08:05:00Z".into(), false)));
        assert_eq!(read("2024-05-07T08:05:00+0900"), Some(("2024-05-07T08:05:00+09:00".into(), false)));
        assert_eq!(read("2024年5月7日週二 下午2:05"), Some(("2024-05-07T14:05:00+08:00".into(), true)));
        assert_eq!(read("2024 年 5 月 7 日 中午12:05"), Some(("2024-05-07T12:05:00+08:00".into(), true)));
        assert_eq!(read("9/17/2004 5:54:13 PM"), Some(("2004-09-17T17:54:13+08:00".into(), true)));
        assert_eq!(read("17/9/2004 05:54"), Some(("2004-09-17T05:54:00+08:00".into(), true)));
        assert_eq!(read("2004-7-16"), Some(("2004-07-16".into(), false)));
        assert_eq!(read("Tuesday, May 7th, 2024 10:56 pm"), Some(("2024-05-07T22:56:00+08:00".into(), true)));
        assert_eq!(read("Posted on 7 May 2024"), Some(("2024-05-07".into(), false)));
        assert_eq!(read("中華民國113年5月7日"), Some(("2024-05-07".into(), false)));
    }

    #[test]
    fn what_is_no_time() {
        for line in [
            "电话0999-1234567",
            "比分9/17/2004",
            "编号32024-05-07",
            "型号2024-05-071",
            "Vol. 8 No. 2 (May 2018)",
            "17/31/2004",
            "民国二十三年",
        ] {
            assert_eq!(read(line), None, "{line}");
        }
    }

    #[test]
    fn day_and_month_may_be_swapped() {
        let swapped = |t: &str| read(t).and_then(|t| t.swapped);
        assert_eq!(swapped("7/5/2005 9:23:57 PM").as_deref(), Some("2005-05-07T21:23:57+08:00"));
        assert_eq!(swapped("7/15/2005"), None);
        assert_eq!(swapped("7/7/2005"), None);
    }

    #[test]
    fn what_scripts_and_addresses_state() {
        assert_eq!(epoch("1715040000").map(|t| t.text).as_deref(), Some("2024-05-07T08:00:00+08:00"));
        assert_eq!(epoch("1715040000000").map(|t| t.text).as_deref(), Some("2024-05-07T08:00:00+08:00"));
        assert_eq!(epoch("12345678"), None);
        for address in ["/2024/0507/a.html", "/n1/2024-05/07/c_1.htm", "/202405/t20240507_12.html", "/2024/5/7/x"] {
            assert_eq!(of_address(address).as_deref(), Some("2024-05-07"), "{address}");
        }
        assert_eq!(of_address("/a/20240517123.html"), None);
        let with = |line: &str| with_address(line, "2024-05-07").map(|t| t.text);
        assert_eq!(with("05-07 08:05 来源：澄湖网").as_deref(), Some("2024-05-07T08:05:00+08:00"));
        assert_eq!(with("5月7日 澄湖网").as_deref(), Some("2024-05-07"));
        assert_eq!(with("05-08 08:05 来源：澄湖网"), None);
        assert_eq!(with("2023-05-07 08:05"), None);
    }
}
