//! When the article was published: the times that the page shows and states, weighed by where they stand and what stands beside them.

use super::super::Draft;
use super::byline::{Lines, is_outlet};
use super::cue;
use super::stamp::{self, Stamp, read};
use crate::text::{days, first_place};

/// Most characters beside the date on a line that says little else.
const REST_CHARS_MAX: usize = 14;
/// Points of a time that the head of the page states.
const STATED_POINTS: i32 = 4;

/// Where the first date of a line stands.
pub(super) fn place(line: &str) -> Option<(usize, usize)> {
    read(line).filter(|_| !cue::of_other_time(line)).map(|t| (t.start, t.end))
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

/// The part of a line that states the time of publication: behind the word for it, when another time stands before.
fn publication(line: &str) -> &str {
    let at = ["发布时间", "发布日期", "发布于", "發布時間", "首发", "发表于"].iter().find_map(|w| first_place(line, w));
    match at {
        Some(at) if ["更新", "修改"].iter().any(|w| line[..at].contains(w)) => &line[at..],
        _ => line,
    }
}

/// How likely a time is that of publication; none when it is another. The name of a paper beside it is as good as a word.
fn points(line: &str, time: &Stamp, place: Place, is_paper: impl Fn(&str) -> bool) -> Option<i32> {
    if cue::of_other_time(line) {
        return None;
    }
    let (before, after) = (&line[..time.start], &line[time.end..]);
    let named = || matches!(place, Place::Head | Place::Opening) && (is_paper(before.trim()) || is_paper(after.trim()));
    let cue = cue::of_byline(line) || after.starts_with(" by ") || named();
    let rest = before.chars().count() + after.chars().count();
    let alone = rest <= REST_CHARS_MAX;
    let stands = match place {
        Place::Above => (cue || alone).then_some(1),
        Place::Head => Some(3),
        Place::Opening => ((cue || time.has_clock()) && rest <= 4 * REST_CHARS_MAX || alone).then_some(1),
        Place::Tail => (cue && rest <= 4 * REST_CHARS_MAX).then_some(0),
    };
    Some(stands? + 3 * i32::from(cue) + 2 * i32::from(time.has_clock()))
}

/// The time that the page shows where one of publication stands, with its points.
fn shown(draft: &Draft<'_>, lines: &Lines) -> Option<(i32, Stamp)> {
    let places = [
        (Place::Head, &lines.head),
        (Place::Opening, &lines.opening),
        (Place::Above, &lines.above),
        (Place::Tail, &lines.tail),
    ];
    let mut best: Option<(i32, Stamp)> = None;
    for (place, list) in places {
        for line in list {
            let line = publication(line);
            let Some(time) = read(line).and_then(|t| in_order(draft, lines, t)) else { continue };
            let Some(points) = points(line, &time, place, |name| is_outlet(draft.lexicon, name)) else { continue };
            if best.as_ref().is_none_or(|s| s.0 < points) {
                best = Some((points, time));
            }
        }
    }
    best
}

/// A time whose month may be its day, as the page reads it: with another time of that form, the day of its address, or a full date
/// that the text begins with. None without such evidence.
fn in_order(draft: &Draft<'_>, lines: &Lines, time: Stamp) -> Option<Stamp> {
    /// Most days between the date of a text and its publication.
    const DAYS_MAX: i64 = 7;
    let Some(swapped) = time.swapped.clone() else { return Some(time) };
    let days = |text: &str| {
        let mut parts = text.get(..10)?.split('-').map(|p| p.parse::<u32>().ok());
        Some(days(parts.next()?? as i32, parts.next()??, parts.next()??))
    };
    let dated: Vec<i64> = lines
        .first
        .iter()
        .filter_map(|l| read(l))
        .filter(|t| t.swapped.is_none())
        .filter_map(|t| days(&t.text))
        .collect();
    let addresses: Vec<String> = addresses(draft).filter_map(stamp::of_address).collect();
    let fits = |text: &str| {
        addresses.iter().any(|a| a == stamp::day(text))
            || days(text).is_some_and(|day| dated.iter().any(|d| (0..=DAYS_MAX).contains(&(day - d))))
    };
    match (fits(&time.text), fits(&swapped)) {
        (true, false) => Some(time),
        (false, true) => Some(Stamp { text: swapped, ..time }),
        _ => None,
    }
}

/// The addresses that are known of the page.
fn addresses<'d>(draft: &'d Draft<'_>) -> impl Iterator<Item = &'d str> {
    draft.given.url.as_deref().into_iter().chain(draft.page.meta.addresses.iter().map(String::as_str))
}

/// The one day that scripts beside the title state.
fn scripted(draft: &Draft<'_>) -> Option<Stamp> {
    let times = &draft.page.meta.scripted;
    let mut times = times.iter().filter_map(|t| stamp::epoch(t).or_else(|| read(t)));
    let first = times.next().filter(|t| t.swapped.is_none())?;
    times.all(|t| t.day() == first.day()).then_some(first)
}

/// Decides on the time of publication. Without a time that stands where one of publication does, there is none.
pub(super) fn decide(draft: &mut Draft<'_>, lines: &Lines) {
    if let Some(given) = draft.given.published.as_deref() {
        let time = read(given).filter(|t| t.swapped.is_none());
        draft.metadata.zone_assumed = time.as_ref().is_some_and(|t| t.zone_assumed);
        draft.metadata.published = Some(time.map_or_else(|| given.to_owned(), |t| t.text));
        return;
    }
    let stated = draft.page.meta.published.iter().filter_map(|t| read(t)).find(|t| t.swapped.is_none());
    let scripted = || scripted(draft);
    let time = match (shown(draft, lines), stated) {
        (Some((_, shown)), stated) if shown.has_clock() && stated.as_ref().is_none_or(|s| s.day() == shown.day()) => {
            Some(shown)
        }
        (Some((_, shown)), Some(stated)) if shown.day() == stated.day() => Some(stated),
        (Some((points, shown)), Some(stated)) => Some(if points > STATED_POINTS { shown } else { stated }),
        (Some((_, shown)), None) => Some(scripted().filter(|s| s.day() == shown.day()).unwrap_or(shown)),
        (None, Some(stated)) => Some(stated),
        (None, None) => scripted().or_else(|| yearless(draft, lines)),
    };
    if let Some(time) = time {
        draft.metadata.zone_assumed = time.zone_assumed;
        draft.metadata.published = Some(time.text);
    }
}

/// A day without its year beside the title, with the year of an address that states the same day.
fn yearless(draft: &Draft<'_>, lines: &Lines) -> Option<Stamp> {
    let day = addresses(draft).find_map(stamp::of_address)?;
    let near = lines.head.iter().chain(&lines.opening).chain(&lines.above);
    near.filter(|l| !cue::of_other_time(l)).find_map(|l| stamp::with_address(l, &day))
}

#[cfg(test)]
mod tests {
    use super::super::tests::cleaned;
    use super::*;
    use crate::page::Page;

    #[test]
    fn a_time_counts_by_its_place_and_its_neighbours() {
        let points = |line: &str, place| read(line).and_then(|t| points(line, &t, place, |name| name == "澄湖晚报"));
        assert_eq!(points("发布时间：2024-05-07 08:05", Place::Head), Some(8));
        assert_eq!(points("2024-05-07 澄湖晚报", Place::Head), Some(6));
        assert_eq!(points("2024年05月07日", Place::Above), Some(1));
        assert_eq!(points("建立于：2004年10月6日", Place::Head), None);
        assert_eq!(points("2018年3月20日，全国人大一次会议表决通过了新的法律", Place::Opening), None);
        assert_eq!(points("2018年3月20日", Place::Tail), None);
        assert_eq!(points("〓 云江论坛 发布时间 2005/03/15 22:36:13 by 山里人 〓", Place::Tail), Some(5));
    }

    const PROSE: &str =
        "澄湖市供水公司昨日表示，旧城区的管道改造已经完成，沿线三千多户居民恢复供水，后续的路面修复将在月底前结束。";

    fn published(head: &str, line: &str, lead: &str) -> Option<String> {
        let title = "旧城供水管道改造完成";
        let page = Page::from_html(&format!(
            "<html><head><title>{title}</title>{head}</head><body><h1>{title}</h1><p>{line}</p><div class='content'><p>{lead}{PROSE}</p><p>{PROSE}</p></div></body></html>"
        ));
        cleaned(&page).metadata.published
    }

    #[test]
    fn day_and_month_are_told_by_the_page() {
        let said = |line: &str, lead: &str| published("", line, lead);
        let dateline = "【澄湖网2005年07月03日报道】";
        assert_eq!(said("发布日期： 7/5/2005 9:23:57 PM", dateline).as_deref(), Some("2005-07-05T21:23:57+08:00"));
        assert_eq!(said("发布日期： 5/7/2005 21:23", dateline).as_deref(), Some("2005-07-05T21:23:00+08:00"));
        assert_eq!(said("发布日期： 7/5/2005 9:23:57 PM", ""), None);
        assert_eq!(said("发布日期： 7/15/2005", "").as_deref(), Some("2005-07-15"));
        let address = "<link rel='canonical' href='https://news.example.com/2005/0705/12.html'>";
        assert_eq!(published(address, "5/7/2005", "").as_deref(), Some("2005-07-05"));
    }

    #[test]
    fn an_address_only_confirms() {
        let address = "<link rel='canonical' href='https://news.example.com/2024/0507/12.html'>";
        assert_eq!(published(address, "05-07 08:05 来源：澄湖网", "").as_deref(), Some("2024-05-07T08:05:00+08:00"));
        assert_eq!(published(address, "05-09 08:05 来源：澄湖网", ""), None);
        assert_eq!(published(address, "来源：澄湖网", ""), None);
        assert_eq!(published("", "05-07 08:05 来源：澄湖网", ""), None);
    }

    #[test]
    fn a_script_beside_the_title_states_the_time() {
        let state = |script: &str| published(&format!("<script>{script}</script>"), "来源：澄湖网", "");
        let own = "var info = {title: '旧城供水管道改造完成', publish_time: '2024-05-07 08:05:00'}";
        assert_eq!(state(own).as_deref(), Some("2024-05-07T08:05:00+08:00"));
        assert_eq!(
            state("var msg_title = '旧城供水管道改造完成'; var ct = \"1715040000\";").as_deref(),
            Some("2024-05-07T08:00:00+08:00")
        );
        // The times of other articles, and a script that does not know the title.
        let others = "var list = [{title: '旧城供水管道改造完成', publishTime: '2024-05-07'}, {title: '云江读书节开幕', publishTime: '2024-05-01'}]";
        assert_eq!(state(others), None);
        assert_eq!(state("var ad = {publish_time: '2024-05-07 08:05:00'}"), None);
        assert_eq!(state("var info = {title: '旧城供水管道改造完成', publisher: '2024-05-07'}"), None);
    }

    #[test]
    fn the_time_of_publication_stands_behind_that_of_the_update() {
        let said = |line: &str| published("", line, "");
        assert_eq!(said("更新时间：2024-05-09 发布时间：2024-05-07").as_deref(), Some("2024-05-07"));
        assert_eq!(said("发布时间：2024-05-07 更新时间：2024-05-09").as_deref(), Some("2024-05-07"));
    }
}
