//! Times as they are written: dates, clocks, periods, sets.

mod begin;
mod iso;
mod number;
mod rolling;
mod word;

use super::numeral::{Numeral, digit_of, parse};
use super::types::{At, Day, Edge, Expr, Month, Part, Point, RawTime, TimeUnit, Year, at, before};
use super::{Context, clock};
use crate::text::{TextSpan, is_han};
use begin::may_begin;
use rolling::rolling;
use word::part;

/// A time at `i`.
pub(super) fn time(cx: &Context<'_>, i: usize) -> Option<RawTime> {
    if before(cx.text, i).is_some_and(|b| b.is_ascii_digit()) {
        return None;
    }
    if !may_begin(cx, i) {
        return None;
    }
    let (expr, end) = read(cx, i)?;
    Some(RawTime { span: TextSpan::new(i, end), expr })
}

/// The time at `i` and its end, whatever stands there.
fn read(cx: &Context<'_>, i: usize) -> Option<(Expr, usize)> {
    every(cx, i).or_else(|| rolling(cx, i)).or_else(|| whole(cx, i))
}

fn whole(cx: &Context<'_>, i: usize) -> Option<(Expr, usize)> {
    let text = cx.text;
    if let Some((len, word)) = cx.words.times.longest(&text[i..])
        && &*word.slot == "vague"
    {
        return Some((Expr::Vague(word.value.clone()), i + len));
    }
    let mut reader = Reader { cx, point: Point::default(), upto: None, end: i, any: false, inherit: None };
    reader.read(i);
    if !reader.any || !reader.stands(i) {
        return None;
    }
    let first = reader.point;
    let mut end = reader.end;
    if let Some(last) = reader.upto {
        return Some((Expr::Range(first, last), end));
    }
    // 今年以来
    if text[end..].starts_with('以')
        && first.clock.is_none()
        && let Some(len) = ["以来", "以來"].iter().find(|w| text[end..].starts_with(**w)).map(|w| w.len())
    {
        end += len;
        return Some((Expr::ToNow(first), end));
    }
    if let Some((last, stop)) = second(cx, &first, end) {
        return Some((Expr::Range(first, last), stop));
    }
    Some((Expr::Point(first), end))
}

/// The end of a range behind its beginning.
fn second(cx: &Context<'_>, first: &Point, end: usize) -> Option<(Point, usize)> {
    let text = cx.text;
    let p = cx.skip_space(end);
    let At(Some(mark), mut next) = at(text, p) else { return None };
    let dash = is_dash(mark);
    let and = matches!(mark, '与' | '和' | '與');
    if !(dash || and || matches!(mark, '至' | '到')) {
        return None;
    }
    while dash && at(text, next).0.is_some_and(is_dash) {
        next = at(text, next).1;
    }
    let next = cx.skip_space(next);
    let mut reader = Reader { cx, point: Point::default(), upto: None, end: next, any: false, inherit: Some(*first) };
    reader.read(next);
    if !reader.any || reader.upto.is_some() || reader.end <= next {
        return None;
    }
    let mut stop = reader.end;
    if and {
        let len = ["之间", "间", "之間", "間"].iter().find(|w| text[stop..].starts_with(**w)).map(|w| w.len())?;
        stop += len;
    }
    let mut last = reader.point;
    carry(first, &mut last);
    Some((last, stop))
}

/// What the end of a range leaves open it has from the beginning.
fn carry(first: &Point, last: &mut Point) {
    let dated = last.day.is_some() || last.weekday.is_some() || last.holiday.is_some();
    let smaller = last.clock.is_some() && !dated && last.month.is_none() && last.year.is_none();
    if smaller {
        let clock = (last.clock, last.part.or(first.part), last.fixed_half, last.loose);
        *last = *first;
        (last.clock, last.part, last.fixed_half, last.loose) = clock;
        return;
    }
    if matches!(last.day, Some(Day::Is(_))) && last.month.is_none() {
        last.month = first.month;
        last.is_lunar |= first.is_lunar;
    }
    if last.year.is_none()
        && (last.month.is_some() || last.quarter.is_some())
        && last.day.is_none_or(|d| matches!(d, Day::Is(_)))
    {
        last.year = first.year;
    }
    if last.weekday.is_some() && last.week.is_none() {
        last.week = first.week;
    }
}

fn is_dash(c: char) -> bool {
    matches!(c, '-' | '－' | '–' | '—' | '~' | '～' | '〜' | '―' | '─' | '−')
}

/// 每周二、四、六; 每年.
fn every(cx: &Context<'_>, i: usize) -> Option<(Expr, usize)> {
    let text = cx.text;
    let (len, word) = cx.words.times.longest(&text[i..])?;
    if &*word.slot != "every" {
        return None;
    }
    let mut end = i + len;
    let mut point = Point::default();
    if &*word.value == "P1W" {
        if let At(Some(c), next) = at(text, end)
            && let Some(d) = "一二三四五六日天".chars().position(|w| w == c)
        {
            point.weekday = point.weekday.or(Some(d.min(6) as u32 + 1));
            end = next;
            // 、 and the next day of the week
            while let At(Some('、' | '和' | '至' | '到'), after) = at(text, end)
                && let At(Some(c), next) = at(text, skip_week(text, after))
                && "一二三四五六日天".contains(c)
            {
                end = next;
            }
        }
    }
    if &*word.value == "P1M"
        && let Some(n) = parse(text, end, |_, _| true)
        && let At(Some('日' | '号'), next) = at(text, n.end)
        && n.value.whole().is_some_and(|v| (1..=31).contains(&v))
    {
        end = next;
    }
    if matches!(&*word.value, "P1W" | "P1D") && (point.weekday.is_some() || &*word.value == "P1D") {
        let mut reader = Reader { cx, point, upto: None, end, any: true, inherit: None };
        reader.part_and_clock();
        (point, end) = (reader.point, reader.end);
    }
    Some((Expr::Every(word.value.clone(), point), end))
}

fn skip_week(text: &str, p: usize) -> usize {
    if text[p..].starts_with(['周', '週']) { p + '周'.len_utf8() } else { p }
}

/// Reads the fields of one point.
struct Reader<'r, 'c> {
    cx: &'r Context<'c>,
    point: Point,
    upto: Option<Point>,
    end: usize,
    any: bool,
    inherit: Option<Point>,
}

impl Reader<'_, '_> {
    fn read(&mut self, i: usize) {
        if self.iso(i) {
            self.weekday_behind();
            self.part_and_clock();
            return;
        }
        self.end = i;
        while self.field() {
            if self.upto.is_some() {
                return;
            }
            self.of();
        }
        if self.any {
            self.weekday_behind();
            self.part_and_clock();
        } else {
            self.part_and_clock();
        }
    }

    /// Steps over 的 between fields when another field follows.
    fn of(&mut self) {
        let text = self.cx.text;
        let mut p = self.end;
        if text[p..].starts_with(' ') && !text[p..].starts_with("  ") {
            p += 1;
        }
        if text[p..].starts_with('的') {
            p += '的'.len_utf8();
        }
        if p == self.end {
            return;
        }
        let mut probe =
            Reader { cx: self.cx, point: self.point, upto: None, end: p, any: self.any, inherit: self.inherit };
        if probe.field() {
            self.end = p;
        }
    }

    fn take(&mut self, end: usize) -> bool {
        self.end = end;
        self.any = true;
        true
    }

    /// One more field at the end of what was read.
    fn field(&mut self) -> bool {
        let p = self.end;
        let text = self.cx.text;
        if self.point.clock.is_some() || p >= text.len() {
            return false;
        }
        if text.as_bytes()[p].is_ascii_digit() {
            return self.numbered(p);
        }
        self.word(p) || self.era(p) || self.lunar(p) || self.ordinal(p) || self.numbered(p) || self.holiday(p)
    }

    /// 10月12号，星期一; 5月9日（周四）.
    fn weekday_behind(&mut self) {
        let text = self.cx.text;
        if self.point.day.is_none() || self.point.weekday.is_some() {
            return;
        }
        let At(Some(c), next) = at(text, self.end) else { return };
        let p = match c {
            '，' | ',' | '（' | '(' | ' ' => next,
            '周' | '星' | '礼' | '週' | '禮' => self.end,
            _ => return,
        };
        let Some((len, word)) = self.cx.words.times.longest(&text[p..]) else { return };
        if &*word.slot != "weekday" {
            return;
        }
        let end = p + len;
        let end = match c {
            '（' | '(' => match at(text, end) {
                At(Some('）' | ')'), stop) => stop,
                _ => return,
            },
            _ => end,
        };
        self.end = end;
    }

    /// 下午3点, 早间, 晚.
    fn part_and_clock(&mut self) {
        let text = self.cx.text;
        let mut p = self.end;
        if self.any {
            let spaced = self.cx.skip_space(p);
            let spaced = if text[spaced..].starts_with('的') { spaced + '的'.len_utf8() } else { spaced };
            if spaced > p && (clock::clock(self.cx, spaced, true).is_some() || self.part_at(spaced, true).is_some()) {
                p = spaced;
            }
        }
        let about = if self.any { ["大约", "约"].iter().find(|w| text[p..].starts_with(**w)) } else { None };
        let about = about.map_or(0, |w| w.len());
        if about > 0
            && (clock::clock(self.cx, p + about, true).is_some()
                || self.part_at(p + about, true).is_some_and(|(_, e)| clock::clock(self.cx, e, true).is_some()))
        {
            p += about;
        }
        let dated = self.any && self.point.edge.is_none();
        if self.any
            && self.point.day.is_none()
            && self.point.weekday.is_none()
            && self.point.holiday.is_none()
            && self.point.nth.is_none()
            && !self.point.now
        {
            return;
        }
        if let Some((part, end)) = self.part_at(p, dated) {
            self.point.part = Some(part);
            self.take(end);
            p = end;
        }
        let sure = self.point.part.is_some()
            || dated
            || self.inherit.is_some_and(|i| i.clock.is_some() || i.now || i.day.is_some());
        if let Some((clock, end, fixed, loose)) = clock::clock(self.cx, p, sure) {
            self.point.clock = Some(clock);
            self.point.fixed_half = fixed;
            self.point.loose = loose;
            self.take(end);
        } else if self.point.part.is_some() && self.clock_range(p) {
        }
    }

    /// 早上五到六点: the suffix stands once.
    fn clock_range(&mut self, p: usize) -> bool {
        let text = self.cx.text;
        let Some(a) = parse(text, p, |_, _| true) else { return false };
        let At(Some(mark), q) = at(text, a.end) else { return false };
        if !(is_dash(mark) || matches!(mark, '至' | '到')) {
            return false;
        }
        let Some((last, end, fixed, _)) = clock::clock(self.cx, q, true) else { return false };
        let Some(hour) = a.value.whole().and_then(|h| u32::try_from(h).ok()).filter(|&h| h <= 24) else { return false };
        let mut low = self.point;
        low.clock = Some(super::types::Clock { hour, minute: None, second: None });
        let mut high = self.point;
        high.clock = Some(last);
        high.fixed_half = fixed;
        self.point = low;
        self.upto = Some(high);
        self.take(end)
    }

    fn part_at(&self, p: usize, dated: bool) -> Option<(Part, usize)> {
        let text = self.cx.text;
        if text.as_bytes().get(p).is_some_and(u8::is_ascii_digit) {
            return None;
        }
        if let Some((len, word)) = self.cx.words.times.longest(&text[p..])
            && &*word.slot == "part"
        {
            let found = part(&word.value)?;
            return Some((found, p + len));
        }
        let At(Some(c), next) = at(text, p) else { return None };
        let found = match c {
            '早' => Part::Morning,
            '晚' => Part::Evening,
            '晨' => Part::Dawn,
            _ => return None,
        };
        // A single character is a part of the day only behind a date or before a clock.
        let clocked = clock::clock(self.cx, next, true).is_some();
        let after = at(text, next).0;
        (clocked
            || dated
                && !after.is_some_and(|c| {
                    matches!(c, '于' | '期' | '就' | '报' | '会' | '宴' | '餐' | '了' | '些' | '点' | '已' | '上')
                }))
        .then_some((found, next))
    }

    /// Whether what was read stands as a time of its own.
    fn stands(&self, i: usize) -> bool {
        let text = self.cx.text;
        let p = &self.point;
        if self.end <= i {
            return false;
        }
        // 半, 夜, 早 and edges alone
        let only_clock =
            || *p == Point { clock: p.clock, fixed_half: p.fixed_half, loose: p.loose, ..Point::default() };
        if p.clock.is_some() && before(text, i).is_some_and(|c| c == ':' || c == '：' || c == '.') && only_clock() {
            return false;
        }
        if p.month.is_some()
            && p.year.is_none()
            && p.day.is_none()
            && before(text, i).is_some_and(|c| digit_of(c).is_some())
        {
            return false;
        }
        if let Some(Day::Same(_)) = p.day
            && before(text, i).is_some_and(|c| matches!(c, '应' | '正' | '担'))
        {
            return false;
        }
        true
    }
}
