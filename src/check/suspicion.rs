//! What only arithmetic can suspect: a lost decimal point, a page whose date is not its article's.

use super::exact::{Exact, Range};
use super::page::{Page, What, weigh};
use super::{CheckVerdict, Judged};
use crate::clean::{Suspicion, SuspicionKind};
use crate::lexicon::CheckWord;
use jiff::civil::Date;

/// Days between the end of an article's own time and the page's date, below which nothing is suspected.
const STALE_DAYS_MIN: i32 = 60;
/// How often an article has to name its own year.
const YEAR_MENTIONS_MIN: usize = 3;

/// 35% where the article's own figures need 3.5%.
pub(super) fn lost_decimal(page: &Page<'_>, i: usize, computed: Range) -> Option<Suspicion> {
    let a = &page.amounts[i];
    let said = page.said(i);
    if a.is_vague || said.contains('.') || !said.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let digits = said.bytes().take_while(u8::is_ascii_digit).count();
    (digits >= 2).then_some(())?;
    for places in 1..digits.min(3) {
        let shift = Exact::new(1, 10_i128.pow(places as u32))?;
        let shifted = a.range.map(|x| x.mul(shift))?;
        let shifted = Range { step: a.range.step.mul(shift)?, ..shifted };
        if weigh(shifted, computed) == Some(CheckVerdict::Consistent) {
            let likely = format!("{}.{}", &said[..digits - places], &said[digits - places..]);
            return Some(Suspicion {
                span: Some(a.span),
                kind: SuspicionKind::LostDecimal,
                found: Some(said.to_owned()),
                why: format!("the article's own figures give {}", computed.point.print(2)),
                likely: Some(likely),
                confidence: 85,
            });
        }
    }
    None
}

/// 089%, 有645%的患者: percents that cannot be written or counted like this. Leaves 增长645%, 以120%的热情 and 占GDP的260%.
pub(super) fn impossible(page: &Page<'_>, out: &mut Judged) {
    let taken = |span| out.suspicions.iter().any(|s| s.span == Some(span));
    let mut found = Vec::new();
    for (i, a) in page.amounts.iter().enumerate().filter(|(_, a)| a.what == What::Percent && !a.is_vague) {
        let said = page.said(i);
        let digits = said.bytes().take_while(u8::is_ascii_digit).count();
        if said.contains(['.', '．']) || !(2..=4).contains(&digits) || taken(a.span) {
            continue;
        }
        let (whole, why) = if said.starts_with('0') {
            (1, "no whole number begins with a nought")
        } else if digits > 2 && said[..digits].parse().is_ok_and(|n: u32| n > 100) && is_part(page, i) {
            (2, "a part of a group is not more than the group")
        } else {
            continue;
        };
        found.push(Suspicion {
            span: Some(a.span),
            kind: SuspicionKind::LostDecimal,
            found: Some(said.to_owned()),
            likely: Some(format!("{}.{}", &said[..whole], &said[whole..digits])),
            confidence: 80,
            why: why.to_owned(),
        });
    }
    out.suspicions.extend(found);
}

/// Whether a percentage counts members of a group: 645%的人, 患者中的875%.
fn is_part(page: &Page<'_>, i: usize) -> bool {
    const MEMBERS: [&str; 16] = [
        "人",
        "受访者",
        "患者",
        "病例",
        "居民",
        "家庭",
        "企业",
        "网民",
        "用户",
        "学生",
        "消费者",
        "员工",
        "女性",
        "男性",
        "民众",
        "受訪者",
    ];
    let behind = &page.text()[page.amounts[i].span.end()..];
    let counted = behind.strip_prefix('的').is_some_and(|b| MEMBERS.iter().any(|m| b.starts_with(m)));
    let among = page.left(i).ends_with("中的") && !behind.starts_with('的');
    counted || among && behind.starts_with(['，', '。', '；', '、'])
}

/// The page says a date long after the year of which its article speaks as its own.
pub(super) fn stale_date(page: &Page<'_>, out: &mut Judged) {
    let Some(published) = page.facts.published.and_then(date) else { return };
    let text = page.text();
    let mut years: Vec<(i16, usize)> = Vec::new();
    for year in figures(text).filter(|y| (1990..=published.year()).contains(y)) {
        match years.iter_mut().find(|y| y.0 == year) {
            Some(y) => y.1 += 1,
            None => years.push((year, 1)),
        }
    }
    years.sort_unstable();
    let Some(&(newest, count)) = years.last() else { return };
    // A story that looks back names many years; its own is most of them, or is named again and again.
    let (all, others) = (years.iter().map(|y| y.1).sum::<usize>(), &years[..years.len() - 1]);
    let is_most = 2 * count > all || count >= 2 * YEAR_MENTIONS_MIN && others.iter().all(|y| 2 * y.1 <= count);
    let Ok(end) = Date::new(newest, 12, 31) else { return };
    let late = published.since(end).map_or(0, |s| s.get_days());
    let is_stale = count >= YEAR_MENTIONS_MIN && is_most && late > STALE_DAYS_MIN;
    if is_stale && page.words.within(CheckWord::Deictic, text) {
        out.suspicions.push(Suspicion {
            span: None,
            kind: SuspicionKind::StaleDate,
            found: page.facts.published.map(str::to_owned),
            likely: Some(newest.to_string()),
            confidence: 75,
            why: format!("the page is dated {published}, the article speaks of {newest} as its own year {count} times"),
        });
    }
}

/// The numbers of four figures from 1000 to 2999, in figures, that are no part of a longer number.
fn figures(text: &str) -> impl Iterator<Item = i16> {
    let bytes = text.as_bytes();
    let is_digit = |b: Option<&u8>| b.is_some_and(u8::is_ascii_digit);
    memchr::memchr2_iter(b'1', b'2', bytes).filter_map(move |at| {
        let before = at.checked_sub(1).map(|b| &bytes[b]);
        if is_digit(before) || matches!(before, Some(b'.' | b'-' | b'/')) || is_digit(bytes.get(at + 4)) {
            return None;
        }
        let year = bytes.get(at..at + 4)?;
        year.iter().all(u8::is_ascii_digit).then(|| year.iter().fold(0, |n, d| n * 10 + i16::from(d - b'0')))
    })
}

/// The day of a publication time, when it is complete.
pub(super) fn date(published: &str) -> Option<Date> {
    published.get(..10)?.parse().ok()
}
