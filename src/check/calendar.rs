//! `weekday`, `page_date`, `range_vs_duration`: what the calendar says.
//!
//! Law: a conflict needs a full date in the text; an open year can only agree.
//!
//! 2024年3月3日（星期日） → it was one, consistent.

use super::exact::Exact;
use super::page::{Page, What};
use super::suspicion;
use super::{Check, CheckKind, CheckVerdict, Judged};
use crate::text::{TextSpan, border_after, border_before, places};
use jiff::civil::{Date, Weekday};

/// Most bytes of a date before a weekday.
const DATE_BYTES_MAX: usize = 40;

/// Most bytes behind a dateline in which the day of the news is looked for.
const BODY_BYTES_MAX: usize = 300;

/// Checks weekdays, datelines and stretches of days.
pub(super) fn run(page: &Page<'_>, out: &mut Judged) {
    let text = page.text();
    for name in ["星期", "周", "礼拜"] {
        for at in places(text, name) {
            weekday(page, at, name, out);
        }
    }
    dateline(page, out);
    for i in 0..page.amounts.len() {
        duration(page, i, out);
    }
}

fn weekday(page: &Page<'_>, at: usize, name: &str, out: &mut Judged) {
    let text = page.text();
    let Some(c) = text[at + name.len()..].chars().next() else { return };
    let Some(stated) = "一二三四五六日天".chars().position(|d| d == c).map(|p| p.min(6)) else { return };
    let before = &text[back(text, at)..at];
    let inner = before.trim_end_matches(['（', '(', '，', ',', ' ', '、', '　', '[']);
    if before.len() - inner.len() > 6 || !inner.ends_with(['日', '号']) {
        return;
    }
    let Some((date, year, len)) = day(inner, page) else { return };
    let computed = date.weekday();
    let end = at + name.len() + c.len_utf8();
    let span = TextSpan::new(at - before.len() + inner.len() - len, end);
    let is_right = computed.to_monday_zero_offset() as usize == stated;
    // 周 after 周: 5日、周六 of a list names another day.
    let verdict = if is_right {
        CheckVerdict::Consistent
    } else if year == Year::Explicit && !before.ends_with('、') && page.facts.words.sentence_at(at).is_some() {
        CheckVerdict::Conflict
    } else {
        return;
    };
    out.checks.push(Check {
        kind: CheckKind::Weekday,
        says: vec![span],
        claims: Vec::new(),
        quantities: Vec::new(),
        times: times(page, span),
        stated: format!("{name}{c}"),
        computed: weekday_name(computed).to_owned(),
        verdict,
        why: format!("{date} is a {}", weekday_name(computed)),
    });
}

#[derive(PartialEq, Eq, Clone, Copy)]
enum Year {
    Explicit,
    Published,
}

/// The date at the end of `words` (which end with 日 or 号), where its year comes from, and its length.
fn day(words: &str, page: &Page<'_>) -> Option<(Date, Year, usize)> {
    let rest = words.strip_suffix(['日', '号'])?;
    let (rest, d) = number(rest)?;
    let rest = rest.strip_suffix('月')?;
    let (rest, m) = number(rest)?;
    let (rest, year, from) = match rest.strip_suffix('年').and_then(|r| number(r)) {
        Some((r, y)) if y >= 1900 => (r, y as i16, Year::Explicit),
        _ => (rest, suspicion::date(page.facts.published?)?.year(), Year::Published),
    };
    let date = Date::new(year, i8::try_from(m).ok()?, i8::try_from(d).ok()?).ok()?;
    Some((date, from, words.len() - rest.len()))
}

/// The number at the end of `words`.
fn number(words: &str) -> Option<(&str, i32)> {
    let words = words.trim_end();
    let digits = words.len() - words.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    let (rest, n) = words.split_at(words.len() - digits);
    (1..=4).contains(&digits).then(|| n.parse().ok().map(|n| (rest, n)))?
}

fn back(text: &str, at: usize) -> usize {
    border_after(text, at.saturating_sub(DATE_BYTES_MAX))
}

fn forward(text: &str, from: usize, end: usize) -> usize {
    border_before(text, end.min(from + BODY_BYTES_MAX))
}

fn times(page: &Page<'_>, span: TextSpan) -> Vec<usize> {
    let times = page.facts.times;
    let from = times.partition_point(|t| t.span.end() <= span.start());
    (from..times.len()).take_while(|&t| times[t].span.start() < span.end()).collect()
}

fn weekday_name(day: Weekday) -> &'static str {
    ["星期一", "星期二", "星期三", "星期四", "星期五", "星期六", "星期日"]
        [(day.to_monday_zero_offset() as usize).min(6)]
}

/// 新华社巴黎12月9日电（…）9日…: the day of the dateline and the day of the news.
fn dateline(page: &Page<'_>, out: &mut Judged) {
    let text = page.text();
    for at in places(text, "日电").chain(places(text, "日讯")) {
        let words = &text[back(text, at)..at + '日'.len_utf8()];
        let Some((rest, d)) = words.strip_suffix('日').and_then(number) else { continue };
        let Some((rest, m)) = rest.strip_suffix('月').and_then(number) else { continue };
        let len = words.len() - rest.len();
        let dateline = TextSpan::new(at + '日'.len_utf8() - len, at + '日'.len_utf8());
        let Some(sentence) = page.facts.words.sentence_at(at).map(|s| page.facts.words.sentences[s]) else { continue };
        let behind = at + "日电".len();
        let body = &text[behind..forward(text, behind, sentence.end().max(behind))];
        let Some(hit) = body.match_indices('日').find_map(|(j, _)| {
            let (rest, n) = number(&body[..j])?;
            (!rest.ends_with(['月', '月', '-', '—', '至']))
                .then(|| (TextSpan::new(behind + rest.len(), behind + j + '日'.len_utf8()), n))
        }) else {
            continue;
        };
        if hit.1 == d {
            let mut named = times(page, dateline);
            named.extend(times(page, hit.0));
            named.dedup();
            out.checks.push(Check {
                kind: CheckKind::PageDate,
                says: vec![dateline, hit.0],
                claims: Vec::new(),
                quantities: Vec::new(),
                times: named,
                stated: hit.0.of(text).to_owned(),
                computed: format!("{m}月{d}日"),
                verdict: CheckVerdict::Consistent,
                why: format!("the dateline says {m}月{d}日"),
            });
        }
    }
}

/// 3月5日开幕，3月14日闭幕，为期10天.
fn duration(page: &Page<'_>, i: usize, out: &mut Judged) {
    let a = &page.amounts[i];
    let suffix = a.suffix.trim().trim_start_matches('个');
    if a.what != What::Level || a.is_vague || !(suffix.starts_with('天') || suffix == "日") {
        return;
    }
    let clause = page.left(i).trim_end();
    let cue = ["为期", "历时", "共", "持续", "长达", "共计", "一共", "时长"].iter().any(|w| clause.ends_with(w));
    if !cue {
        return;
    }
    let text = page.text();
    let end = a.span.start();
    let from = page.sentence(i).start().max(end.saturating_sub(300));
    let from = border_after(text, from).min(end);
    let head = &text[from..end];
    let mut dates: Vec<(Date, usize)> = Vec::new();
    let mut month = None;
    for (at, c) in head.match_indices(['日', '号']) {
        let Some((rest, d)) = number(&head[..at]) else { continue };
        let stated = rest.strip_suffix('月').and_then(number);
        let year = stated.and_then(|(r, _)| r.strip_suffix('年')).and_then(number).map(|y| y.1 as i16);
        let Some(m) = stated.map(|s| s.1).or(month) else { continue };
        month = Some(m);
        let published = page.facts.published.and_then(suspicion::date).map(Date::year);
        let year = year.or_else(|| dates.last().map(|d| d.0.year())).or(published).unwrap_or(2025);
        let Ok(date) = Date::new(year, m.clamp(0, 99) as i8, d.clamp(0, 99) as i8) else { return };
        let start = from + stated.map_or(rest, |s| s.0).len();
        dates.push((date, start));
        let _ = c;
    }
    let [(first, at), (last, _)] = dates[..] else { return };
    let Some(days) = last.since(first).ok().map(|s| s.get_days()).filter(|d| *d > 0) else { return };
    let n = a.range.point;
    let fits = n == Exact::int(days) || n == Exact::int(days + 1);
    let bounded = head.contains("闭幕") || head.contains(['至', '到', '—', '-', '～']) || head.contains("结束");
    let far = (n < Exact::int(days - 1) || n > Exact::int(days + 2)) && bounded && first.month() != 2;
    let broken = ["工作日", "课时", "分", "轮", "期间", "先后", "其中"].iter().any(|w| head.contains(w));
    let verdict = match (fits, far && !broken && page.firm(&[i])) {
        (true, _) => CheckVerdict::Consistent,
        (false, true) => CheckVerdict::Conflict,
        _ => return,
    };
    let mut check = page.check(CheckKind::RangeVsDuration, &[i], verdict);
    let span = TextSpan::new(at, end);
    check.times = times(page, span);
    check.says.push(span);
    check.says.sort_unstable();
    page.said(i).clone_into(&mut check.stated);
    check.computed = format!("{}天", days + 1);
    check.why =
        format!("{}月{}日 to {}月{}日 are {} days", first.month(), first.day(), last.month(), last.day(), days + 1);
    out.checks.push(check);
}
