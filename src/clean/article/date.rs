//! When the article was published: the times that the page shows and states, weighed by where they stand and what stands beside them.

use super::super::Draft;
use super::byline::Lines;
use regex::{Captures, Regex};
use std::sync::LazyLock;

static TIME: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(20\d\d|19\d\d)(?:[-/.年](1[0-2]|0?[1-9])[-/.月](3[01]|[12]\d|0?[1-9])日?)(?:[ (（]*(?:星期|週|周)[一二三四五六日天][)）]?)?(?:[T\s]*(上午|下午|晚上)?\s*(2[0-3]|[01]?\d)[:：时]([0-5]\d)(?:[:：分]([0-5]\d))?)?(?:\.\d+)?(Z|[+-]\d\d:?\d\d)?",
    )
    .expect("a pattern of this file")
});
/// `9/17/2004 5:54:13 AM`: month first, as the half of the day tells.
static AMERICAN: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"\b(1[0-2]|0?[1-9])/(3[01]|[12]\d|0?[1-9])/(20\d\d|19\d\d) (1[0-2]|0?[1-9]):([0-5]\d)(?::([0-5]\d))? ([AP])M",
    )
    .expect("a pattern of this file")
});
/// Words beside the time of publication.
const CUES: &[&str] =
    &["发布", "发表", "时间", "日期", "来源", "發", "時間", "來源", "出版", "稿源", "刊", "作者", "阅读", "浏览"];
/// Words beside other times.
const OTHER: &[&str] = &[
    "建立",
    "创建",
    "注册",
    "今天",
    "现在",
    "截止",
    "截至",
    "结束",
    "开始",
    "出生",
    "有效期",
    "成立",
    "生效",
    "施行",
    "活动",
];
/// Most characters beside the date on a line that says little else.
const REST_CHARS_MAX: usize = 14;
/// Points of a time that the head of the page states.
const STATED_POINTS: i32 = 4;

/// A time as it was read.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Time {
    /// RFC 3339, or a date alone.
    text: String,
    /// Whether the zone was assumed.
    zone_assumed: bool,
    /// Where it ends on its line.
    end: usize,
    start: usize,
}

impl Time {
    fn day(&self) -> &str {
        &self.text[..10]
    }

    fn has_clock(&self) -> bool {
        self.text.len() > 10
    }
}

/// Where the first date of a line stands.
pub(super) fn place(line: &str) -> Option<(usize, usize)> {
    read(line).filter(|_| !OTHER.iter().any(|w| line.contains(w))).map(|t| (t.start, t.end))
}

fn read(line: &str) -> Option<Time> {
    if !line.contains("20") && !line.contains("19") {
        return None;
    }
    if let Some(c) = TIME.captures(line) {
        return Some(chinese(&c));
    }
    if line.contains("AM") || line.contains("PM") {
        return AMERICAN.captures(line).map(|c| american(&c));
    }
    None
}

fn part(c: &Captures<'_>, i: usize) -> u32 {
    c.get(i).map_or(0, |m| m.as_str().parse::<u32>().unwrap_or(0))
}

fn chinese(c: &Captures<'_>) -> Time {
    let (start, end) = c.get(0).map_or((0, 0), |m| (m.start(), m.end()));
    let date = format!("{}-{:02}-{:02}", &c[1], part(c, 2), part(c, 3));
    if c.get(5).is_none() {
        return Time { text: date, zone_assumed: false, start, end };
    }
    let late = c.get(4).is_some_and(|h| h.as_str() != "上午");
    let hour = part(c, 5);
    let hour = if late && hour < 12 { hour + 12 } else { hour };
    let zone = c.get(8).map(|z| z.as_str());
    let said = zone.map(|z| match z.split_at_checked(3) {
        Some((hours, minutes)) if !minutes.is_empty() && !z.contains(':') => format!("{hours}:{minutes}"),
        _ => z.to_owned(),
    });
    let clock = format!("{date}T{hour:02}:{:02}:{:02}", part(c, 6), part(c, 7));
    Time { text: format!("{clock}{}", said.as_deref().unwrap_or("+08:00")), zone_assumed: zone.is_none(), start, end }
}

fn american(c: &Captures<'_>) -> Time {
    let (start, end) = c.get(0).map_or((0, 0), |m| (m.start(), m.end()));
    let hour = part(c, 4) % 12 + if &c[7] == "P" { 12 } else { 0 };
    let text =
        format!("{}-{:02}-{:02}T{hour:02}:{:02}:{:02}+08:00", &c[3], part(c, 1), part(c, 2), part(c, 5), part(c, 6));
    Time { text, zone_assumed: true, start, end }
}

/// Where a line stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    /// Above the title.
    Above,
    /// Between the title and the body.
    Head,
    /// The first lines of the body.
    Opening,
    /// The last lines of the body, and what follows.
    Tail,
}

/// How likely a time is that of publication; none when it is another.
fn points(line: &str, time: &Time, place: Place) -> Option<i32> {
    let around = |words: &[&str]| words.iter().any(|w| line.contains(w));
    if around(OTHER) {
        return None;
    }
    let cue = around(CUES) || line[time.end..].starts_with(" by ");
    let rest = line[..time.start].chars().count() + line[time.end..].chars().count();
    let alone = rest <= REST_CHARS_MAX;
    let stands = match place {
        Place::Above => (cue || alone).then_some(1),
        Place::Head => Some(3),
        Place::Opening => ((cue || time.has_clock()) && rest <= 4 * REST_CHARS_MAX || alone).then_some(1),
        Place::Tail => (cue && rest <= 4 * REST_CHARS_MAX).then_some(0),
    };
    Some(stands? + 3 * i32::from(cue) + 2 * i32::from(time.has_clock()))
}

/// Decides on the time of publication. Without a time that stands where one of publication does, there is none.
pub(super) fn decide(draft: &mut Draft<'_>, lines: &Lines) {
    if let Some(given) = draft.given.published.as_deref() {
        let time = read(given);
        draft.metadata.zone_assumed = time.as_ref().is_some_and(|t| t.zone_assumed);
        draft.metadata.published = Some(time.map_or_else(|| given.to_owned(), |t| t.text));
        return;
    }
    let places = [
        (Place::Head, &lines.head),
        (Place::Opening, &lines.opening),
        (Place::Above, &lines.above),
        (Place::Tail, &lines.tail),
    ];
    let mut shown: Option<(i32, Time)> = None;
    for (place, list) in places {
        for line in list {
            let Some(time) = read(line) else { continue };
            let Some(points) = points(line, &time, place) else { continue };
            if shown.as_ref().is_none_or(|s| s.0 < points) {
                shown = Some((points, time));
            }
        }
    }
    let stated = draft.page.meta.published.iter().find_map(|t| read(t));
    let time = match (shown, stated) {
        (Some((_, shown)), Some(stated)) if shown.day() == stated.day() => {
            Some(if shown.has_clock() { shown } else { stated })
        }
        (Some((points, shown)), Some(stated)) => Some(if points > STATED_POINTS { shown } else { stated }),
        (shown, stated) => shown.map(|s| s.1).or(stated),
    };
    if let Some(time) = time {
        draft.metadata.zone_assumed = time.zone_assumed;
        draft.metadata.published = Some(time.text);
    }
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
        assert_eq!(read("9/17/2004 5:54:13 PM"), Some(("2004-09-17T17:54:13+08:00".into(), true)));
        assert_eq!(read("2004-7-16"), Some(("2004-07-16".into(), false)));
        assert_eq!(read("电话0999-1234567"), None);
        assert_eq!(read("比分9/17/2004"), None);
    }

    #[test]
    fn a_time_counts_by_its_place_and_its_neighbours() {
        let points = |line: &str, place| read(line).and_then(|t| points(line, &t, place));
        assert_eq!(points("发布时间：2024-05-07 08:05", Place::Head), Some(8));
        assert_eq!(points("2024年05月07日", Place::Above), Some(1));
        assert_eq!(points("建立于：2004年10月6日", Place::Head), None);
        assert_eq!(points("2018年3月20日，全国人大一次会议表决通过了新的法律", Place::Opening), None);
        assert_eq!(points("2018年3月20日", Place::Tail), None);
        assert_eq!(points("〓 云江论坛 发布时间 2005/03/15 22:36:13 by 山里人 〓", Place::Tail), Some(5));
    }
}
