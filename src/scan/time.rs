//! Times as they are written: dates, clocks, periods, sets.

use super::numeral::{Numeral, digit_of, parse};
use super::types::{At, Day, Edge, Expr, Month, Part, Point, RawTime, TimeUnit, Year, at, before};
use super::{Context, clock};
use crate::text::{TextSpan, is_han};

/// A time at `i`.
pub(super) fn time(cx: &Context<'_>, i: usize) -> Option<RawTime> {
    if before(cx.text, i).is_some_and(|b| b.is_ascii_digit()) {
        return None;
    }
    if !may_begin(cx.text, i) {
        return None;
    }
    let (expr, end) = every(cx, i).or_else(|| rolling(cx, i)).or_else(|| whole(cx, i))?;
    Some(RawTime { span: TextSpan::new(i, end), expr })
}

/// What may stand behind the figures of a time; most figures are no time, and this is all that is looked at then.
const MARKS: &str = "年月日号號季世财財届至到－–—―~～〜─−、／．：时時点點分秒天个個周週星礼禮工交小钟鐘多半百十";

/// Whether a time may begin with the figures at `i`; always, when no ASCII figure stands there.
fn may_begin(text: &str, i: usize) -> bool {
    let bytes = text.as_bytes();
    let figures = |p: usize| p + bytes[p..].iter().take_while(|b| b.is_ascii_digit()).count();
    let end = figures(i);
    if end == i {
        return true;
    }
    match bytes.get(end) {
        None | Some(b',') => false,
        // 2024.5.9, 5.7-5.11: a decimal has one point, and no dash behind it.
        Some(b'.') => {
            let second = figures(end + 1);
            second > end + 1 && at(text, second).0.is_some_and(|c| matches!(c, '.' | ' ') || is_dash(c))
        }
        Some(b'-' | b'/' | b':' | b' ' | b'a' | b'p' | b'A' | b'P' | b'~') => true,
        Some(_) => at(text, end).0.is_some_and(|c| MARKS.contains(c) || digit_of(c).is_some()),
    }
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
    if first.clock.is_none()
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

fn time_unit(cx: &Context<'_>, p: usize) -> Option<(TimeUnit, usize)> {
    let unit = cx.unit(p);
    let text = cx.text;
    if let Some(u) = unit {
        let found = match u.symbol {
            "年" => TimeUnit::Year,
            "个月" => TimeUnit::Month,
            "周" => TimeUnit::Week,
            "天" | "工作日" | "交易日" => TimeUnit::Day,
            "小时" => TimeUnit::Hour,
            "分钟" => TimeUnit::Minute,
            "秒" => TimeUnit::Second,
            "季度" => TimeUnit::Quarter,
            "日" => TimeUnit::Day,
            _ => return None,
        };
        return Some((found, u.end));
    }
    text[p..].starts_with("月").then(|| (TimeUnit::Month, p + "月".len()))
}

/// 过去12个月, 近三年, 三天前, 五六年前, 之后5分钟.
fn rolling(cx: &Context<'_>, i: usize) -> Option<(Expr, usize)> {
    const LEADS: [(&str, i32); 31] = [
        ("过去的", -1),
        ("过去", -1),
        ("過去", -1),
        ("最近的", -1),
        ("最近", -1),
        ("近", -1),
        ("之前", -1),
        ("此前", -1),
        ("上个", -1),
        ("上", -1),
        ("前", -1),
        ("未来的", 1),
        ("未来", 1),
        ("未來", 1),
        ("今后", 1),
        ("今後", 1),
        ("此后", 1),
        ("之后", 1),
        ("接下来", 1),
        ("接下来的", 1),
        ("下个", 1),
        ("下", 1),
        ("后", 1),
        ("後", 1),
        ("后续", 1),
        ("随后", 1),
        ("过去这", -1),
        ("刚刚过去的", -1),
        ("前面", -1),
        ("上一", -1),
        ("下一", 1),
    ];
    let text = cx.text;
    let rest = &text[i..];
    let can_lead = rest.starts_with(|c: char| "在过過最近之此上前未今接下后後随刚".contains(c));
    let lead =
        can_lead.then(|| LEADS.iter().filter(|(w, _)| rest.starts_with(w)).max_by_key(|(w, _)| w.len())).flatten();
    if let Some(&(word, sign)) = lead {
        let p = cx.skip_space(i + word.len());
        if matches!(word, "上个" | "下个")
            && let Some((unit, end)) = time_unit(cx, p)
            && matches!(unit, TimeUnit::Hour | TimeUnit::Minute | TimeUnit::Quarter)
        {
            return Some((Expr::Rolling(sign, unit), end));
        }
        if matches!(word, "上个" | "下个") && text[p..].starts_with("半年") {
            return None;
        }
        let n = parse(text, p, |_, _| true)?;
        let count = i32::try_from(n.value.whole()?).ok().filter(|&v| v > 0 && v < 1000)?;
        if n.upper.is_some() || n.has_fraction || n.is_string {
            return None;
        }
        let (unit, mut end) = time_unit(cx, cx.skip_space(n.end))?;
        if unit == TimeUnit::Year && count > 200 {
            return None;
        }
        if matches!(word, "前" | "后" | "後") && before(text, i).is_some_and(|c| is_han(c) && !"的于在自从".contains(c))
        {
            return None;
        }
        let single = matches!(word, "上" | "下" | "前" | "后" | "後" | "上一" | "下一" | "近");
        if single && cx.dictionary_crosses(i, end)
            || single
                && before(text, i).is_some_and(|c| {
                    matches!(c, '以' | '之' | '的')
                        || is_han(c) && cx.lexicon.words.has(&text[i - c.len_utf8()..i + word.len()])
                })
                && word != "近"
        {
            return None;
        }
        if matches!(word, "上" | "下") && unit == TimeUnit::Month && !text[n.end..].starts_with(['个', '個', '月'])
        {
            return None;
        }
        if text[end..].starts_with("年级") || at(text, end).0 == Some('级') || word == "近" && count > 200 {
            return None;
        }
        for tail in ["以来", "以來", "来", "來", "里", "间", "内"] {
            if text[end..].starts_with(tail) && tail.starts_with(['以', '来', '來']) && word.contains('近') {
                end += tail.len();
                break;
            }
        }
        return Some((Expr::Rolling(sign * count, unit), end));
    }
    ago(cx, i)
}

/// 三天前, 两年后, 5天之前, 半年前.
fn ago(cx: &Context<'_>, i: usize) -> Option<(Expr, usize)> {
    let text = cx.text;
    if text[i..].starts_with('半') {
        let (unit, end) = time_unit(cx, i + '半'.len_utf8())?;
        let (sign, stop) = ago_word(text, end)?;
        return (unit == TimeUnit::Year).then_some((Expr::Ago(sign * 6, sign * 6, TimeUnit::Month), stop));
    }
    let n = parse(text, i, |_, _| true)?;
    if n.has_fraction || n.is_string || n.leading_zero || n.bare_scale && n.value.whole() != Some(10) {
        return None;
    }
    let mut p = n.end;
    let over = text[p..].starts_with('多');
    if over {
        p += '多'.len_utf8();
    }
    let (unit, mut end) = time_unit(cx, cx.skip_space(p))?;
    if text[end..].starts_with('多') {
        end += '多'.len_utf8();
    }
    let low = i32::try_from(n.value.whole()?).ok().filter(|&v| v > 0 && v < 1000)?;
    if unit == TimeUnit::Year && n.is_plain && low >= 100 || unit == TimeUnit::Day && text[..end].ends_with(['日']) {
        return None;
    }
    let high = match n.upper {
        Some(u) if n.infix == super::numeral::Infix::None => i32::try_from(u.whole()?).ok()?,
        _ => low,
    };
    let (sign, stop) = ago_word(text, end)?;
    Some((Expr::Ago(sign * low, sign * high, unit), stop))
}

fn ago_word(text: &str, p: usize) -> Option<(i32, usize)> {
    const WORDS: [(&str, i32); 10] = [
        ("之前", -1),
        ("以前", -1),
        ("前", -1),
        ("之后", 1),
        ("以后", 1),
        ("之後", 1),
        ("以後", 1),
        ("后", 1),
        ("後", 1),
        ("过后", 1),
    ];
    let (word, sign) = WORDS.iter().find(|(w, _)| text[p..].starts_with(w))?;
    let end = p + word.len();
    let after = at(text, end).0;
    if *word == "前" && matches!(after, Some('三' | '五' | '十' | '景' | '往' | '沿' | '提' | '列' | '进' | '后'))
        || matches!(*word, "后" | "後") && matches!(after, Some('续' | '备' | '勤' | '台' | '代' | '果' | '者'))
    {
        return None;
    }
    Some((*sign, end))
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

    fn word(&mut self, p: usize) -> bool {
        let text = self.cx.text;
        let Some((len, word)) = self.cx.words.times.longest(&text[p..]) else { return false };
        // 以来年化, 马上一年半: the first character belongs to the word before it.
        if !self.any
            && let Some(prev) = before(text, p)
            && is_han(prev)
            && !"至自从在比较到与对和于是这那的每".contains(prev)
            && let At(Some(first), stop) = at(text, p)
            && "上下后前来本现現".contains(first)
            && self.cx.lexicon.words.has(&text[p - prev.len_utf8()..stop])
        {
            return false;
        }
        let (end, value, point) = (p + len, word.number, self.point);
        let dated = point.day.is_some() || point.weekday.is_some();
        match &*word.slot {
            "year" if point == Point::default() => self.point.year = Some(Year::From(value)),
            "year_same" if point == Point::default() => self.point.year = Some(Year::Same(value)),
            "month" if point.month.is_none() && !dated => self.point.month = Some(Month::From(value)),
            "month_same" if point == Point::default() => self.point.month = Some(Month::Same(value)),
            "week" if point.week.is_none() && !dated => {
                self.point.week = Some(value);
                let At(Some(c), next) = at(text, end) else { return self.take(end) };
                let (c, next) = match at(text, next) {
                    At(Some(d), after) if c == '的' && matches!(text[p..end].chars().last(), Some('周' | '週')) => {
                        (d, after)
                    }
                    _ => (c, next),
                };
                if let Some(d) = "一二三四五六日天末".chars().position(|w| w == c) {
                    self.point.weekday = Some(if d == 8 { 8 } else { d.min(6) as u32 + 1 });
                    return self.take(next);
                }
            }
            "weekday" if !dated => {
                if text[end..].starts_with('年')
                    || before(text, p).is_some_and(|c| {
                        is_han(c)
                            && self.point == Point::default()
                            && matches!(
                                c,
                                '一' | '二'
                                    | '三'
                                    | '四'
                                    | '五'
                                    | '六'
                                    | '七'
                                    | '八'
                                    | '九'
                                    | '十'
                                    | '两'
                                    | '几'
                                    | '双'
                                    | '单'
                            )
                    })
                {
                    return false;
                }
                self.point.weekday = Some(value as u32);
            }
            "day" if !dated && point.month.is_none() => {
                if matches!(&text[p..end], "今日" | "明日")
                    && text[end..].starts_with(['头', '之'])
                    && text[end..].starts_with(["头条", "之后", "之星"][usize::from(text[p..].starts_with("明日"))])
                {
                    return false;
                }
                self.point.day = Some(Day::From(value));
            }
            "day_same" if !dated => self.point.day = Some(Day::Same(value)),
            "day_part" if !dated => {
                self.point.day = Some(Day::From(value));
                self.point.part = part(word.value.split(' ').nth(1).unwrap_or_default());
            }
            "day_same_part" => {
                if !dated && point.holiday.is_none() {
                    self.point.day = Some(Day::Same(value));
                }
                self.point.part = part(word.value.split(' ').nth(1).unwrap_or_default());
            }
            "half" if point.half.is_none() && point.month.is_none() && !dated => self.point.half = Some(value as u32),
            "half_month" if !dated => self.point.half_month = Some(value as u32),
            "edge" if point.edge.is_none() && !dated => {
                let edge = match &*word.value {
                    "year_start" => Edge::YearStart,
                    "year_mid" => Edge::YearMid,
                    "year_end" => Edge::YearEnd,
                    "month_start" => Edge::MonthStart,
                    "month_mid" => Edge::MonthMid,
                    _ => Edge::MonthEnd,
                };
                self.point.edge = Some(edge);
            }
            "now" if point == Point::default() => self.point.now = true,
            "season" if point.year.is_some() && point.month.is_none() => self.point.season = Some(value as u32),
            "xun" if point.month.is_some() || point == Point::default() && text[p..].starts_with('本') => {
                self.point.xun = Some(value as u32)
            }
            "century" if point == Point::default() => {
                let Some((decade, stop)) = self.decade(end) else { return false };
                self.point.century = Some(if value == 0 { 21 } else { 20 });
                self.point.decade = Some(decade);
                return self.take(stop);
            }
            "plan" if point == Point::default() => {
                let mut years = word.value.split(' ').filter_map(|v| v.parse().ok());
                let (Some(a), Some(b)) = (years.next(), years.next()) else { return false };
                if !matches!(before(text, p), Some('“' | '「' | '"'))
                    && !text[end..].starts_with(['期', '时', '规', '末', '以', '开', '收', '计', '中', '头', '，'])
                {
                    return false;
                }
                self.point.years = Some((a, b));
                let stop = if text[end..].starts_with("时期") || text[end..].starts_with("期间") {
                    end + "时期".len()
                } else {
                    end
                };
                return self.take(stop);
            }
            "same_period" if point == Point::default() => {
                self.point.year = Some(Year::From(-1));
                self.point.same_period = true;
            }
            _ => return false,
        }
        self.take(end)
    }

    /// 90年代 behind a century.
    fn decade(&self, p: usize) -> Option<(i32, usize)> {
        let text = self.cx.text;
        let n = parse(text, p, |_, _| true)?;
        let value = i32::try_from(n.value.whole()?).ok().filter(|v| (0..100).contains(v) && v % 10 == 0)?;
        text[n.end..].starts_with("年代").then_some((value, n.end + "年代".len()))
    }

    /// 公元前221年, 民国113年, 康熙二十年.
    fn era(&mut self, p: usize) -> bool {
        let text = self.cx.text;
        if self.any {
            return false;
        }
        let Some((len, &(first, last))) = self.cx.words.eras.longest(&text[p..]) else { return false };
        let mut q = self.cx.skip_space(p + len);
        let ancient = first == 1 && text[q..].starts_with('前');
        if ancient {
            q += '前'.len_utf8();
        }
        let (number, end) = if text[q..].starts_with('元') {
            (1, q + '元'.len_utf8())
        } else {
            let Some(n) = parse(text, q, |_, _| true) else { return false };
            let Some(v) = n.value.whole().filter(|v| (1..10_000).contains(v)) else { return false };
            (v as i32, self.cx.skip_space(n.end))
        };
        if !text[end..].starts_with('年') {
            return false;
        }
        let year = if ancient { -number } else { first + number - 1 };
        if year > last {
            return false;
        }
        self.point.year = Some(Year::Is(year));
        self.point.is_era = first != 1;
        self.take(end + '年'.len_utf8())
    }

    /// 农历八月十五, 正月初五, 腊月廿三.
    fn lunar(&mut self, p: usize) -> bool {
        let text = self.cx.text;
        let mut q = p;
        for word in ["农历", "農曆", "阴历", "陰曆", "夏历"] {
            if text[p..].starts_with(word) {
                q += word.len();
                break;
            }
        }
        let said = q > p;
        if self.point.month.is_some() || self.point.day.is_some() {
            return false;
        }
        let (month, end) = if text[q..].starts_with("正月") {
            (1, q + "正月".len())
        } else if text[q..].starts_with("腊月") || text[q..].starts_with("臘月") {
            (12, q + "腊月".len())
        } else if text[q..].starts_with("冬月") {
            (11, q + "冬月".len())
        } else if said
            && let Some(n) = parse(text, q, |_, _| true)
            && text[n.end..].starts_with('月')
            && let Some(m) = n.value.whole().filter(|m| (1..=12).contains(m))
        {
            (m as u32, n.end + '月'.len_utf8())
        } else {
            return false;
        };
        let from = if text[end..].starts_with('初') { end + '初'.len_utf8() } else { end };
        self.point.month = Some(Month::Is(month));
        self.point.is_lunar = true;
        if let Some(n) = parse(text, from, |_, _| true)
            && let Some(d) = n.value.whole().filter(|d| (1..=30).contains(d))
        {
            self.point.day = Some(Day::Is(d as u32));
            let stop = if text[n.end..].starts_with('日') { n.end + '日'.len_utf8() } else { n.end };
            return self.take(stop);
        }
        self.take(end)
    }

    /// 第一季度, 第三周, 前三季度, 最后一个周三, 前10天.
    fn ordinal(&mut self, p: usize) -> bool {
        let text = self.cx.text;
        let rest = &text[p..];
        let years = self.point.year.is_some();
        let lead = ["第", "前", "首", "最后一个", "最后", "最後"].iter().find(|w| rest.starts_with(**w));
        let Some(lead) = lead else { return false };
        let mut q = self.cx.skip_space(p + lead.len());
        if *lead == "首" {
            let ok = years && text[q..].starts_with("季") && self.point.quarter.is_none();
            if ok {
                self.point.quarter = Some(1);
                let end = q + "季".len();
                return self.take(if text[end..].starts_with('度') { end + '度'.len_utf8() } else { end });
            }
            return false;
        }
        let count = if *lead == "最后一个" {
            1
        } else {
            let Some(n) = parse(text, q, |_, _| true) else { return false };
            let Some(v) = n.value.whole().filter(|v| (1..400).contains(v)) else { return false };
            if n.upper.is_some() || n.has_fraction {
                return false;
            }
            q = self.cx.skip_space(n.end);
            v as i32
        };
        let last = lead.starts_with('最');
        if text[q..].starts_with("季度") || text[q..].starts_with("个季度") || text[q..].starts_with("季") && years
        {
            let end = if text[q..].starts_with("个季度") {
                q + "个季度".len()
            } else if text[q..].starts_with("季度") {
                q + "季度".len()
            } else {
                q + "季".len()
            };
            if !(1..=4).contains(&count) || self.point.quarter.is_some() {
                return false;
            }
            let count = count as u32;
            match *lead {
                "第" => self.point.quarter = Some(count),
                "前" => self.point.months = Some((1, count * 3)),
                _ => self.point.months = Some((13 - count * 3, 12)),
            }
            return self.take(end);
        }
        if *lead == "前"
            && !years
            && (1..=12).contains(&count)
            && (text[q..].starts_with("个月") || text[q..].starts_with("月"))
            && !self.any
        {
            // 前10个月: of the year, when it is more than a few
            if count > 2 {
                self.point.months = Some((1, count as u32));
                let end = q + if text[q..].starts_with("个月") { "个月".len() } else { "月".len() };
                return self.take(end);
            }
            return false;
        }
        let anchored = years || self.point.month.is_some();
        if !anchored {
            return false;
        }
        if last
            && *lead == "最后一个"
            && let Some((len, word)) = self.cx.words.times.longest(&text[q..])
            && &*word.slot == "weekday"
        {
            self.point.nth = Some((-1, TimeUnit::Week));
            self.point.weekday = Some(word.number as u32);
            return self.take(q + len);
        }
        let Some((unit, end)) = time_unit(self.cx, q) else { return false };
        if *lead == "第" {
            if unit == TimeUnit::Year {
                return false;
            }
            match unit {
                TimeUnit::Month if count <= 12 && years => self.point.month = Some(Month::Is(count as u32)),
                TimeUnit::Week | TimeUnit::Day => self.point.nth = Some((count, unit)),
                _ => return false,
            }
        } else {
            self.point.span = Some((if last { -count } else { count }, unit));
        }
        self.take(end)
    }

    /// Figures and their suffix: 2024年, 5月, 7日, 一季度, 90年代, 20世纪.
    fn numbered(&mut self, p: usize) -> bool {
        let text = self.cx.text;
        if (text[p..].starts_with('Q') || text[p..].starts_with('q')) && self.quarter_letter(p) {
            return true;
        }
        if !text[p..].starts_with(|c: char| super::amount::is_numeral_char(c)) {
            return false;
        }
        let Some(n) = parse(text, p, |_, _| true) else { return false };
        if n.has_fraction || n.upper.is_some() && n.scale > 0 {
            return self.range_of(p, &n);
        }
        let q = self.cx.skip_space(n.end);
        let Some(value) = n.value.whole().filter(|v| (0..100_000).contains(v)) else { return false };
        let value = value as i32;
        let At(Some(mark), next) = at(text, q) else { return self.day_without_mark(&n, value) };
        match mark {
            '年' => self.year(&n, value, q, next),
            '月' => self.month(&n, value, next),
            '日' | '号' | '號' => self.day(&n, value, next),
            '季' if q == n.end => self.quarter(&n, value, q, next),
            '世' if text[next..].starts_with(['纪', '紀']) => {
                let end = next + '纪'.len_utf8();
                let ok = (10..=21).contains(&value) && self.point == Point::default();
                if !ok {
                    return false;
                }
                self.point.century = Some(value);
                if let Some((decade, stop)) = self.decade(end) {
                    self.point.decade = Some(decade);
                    return self.take(stop);
                }
                self.take(end)
            }
            '财' | '財' if text[next..].starts_with(['年', '政']) && value > 1900 => self.fiscal(value, next),
            '届' if n.is_plain && (1950..2100).contains(&value) && self.point == Point::default() => {
                self.point.year = Some(Year::Is(value));
                self.take(next)
            }
            '至' | '到' | '-' | '－' | '–' | '—' | '~' | '～' | '、' => self.range_of(p, &n),
            _ => self.day_without_mark(&n, value),
        }
    }

    fn fiscal(&mut self, value: i32, next: usize) -> bool {
        let text = self.cx.text;
        let end = if text[next..].starts_with('年') { next + '年'.len_utf8() } else { next + "政年度".len() };
        if self.any || !text.is_char_boundary(end) {
            return false;
        }
        self.point.year = Some(Year::Is(value));
        self.point.is_fiscal = true;
        self.take(end)
    }

    fn quarter_letter(&mut self, p: usize) -> bool {
        let text = self.cx.text;
        let At(Some(c), next) = at(text, p + 1) else { return false };
        let Some(q) = digit_of(c).filter(|d| (1..=4).contains(d)) else { return false };
        if before(text, p).is_some_and(|c| c.is_ascii_alphabetic())
            || at(text, next).0.is_some_and(|c| c.is_ascii_alphanumeric())
            || self.point.quarter.is_some()
        {
            return false;
        }
        self.point.quarter = Some(u32::from(q));
        self.take(next)
    }

    fn year(&mut self, n: &Numeral, value: i32, q: usize, next: usize) -> bool {
        let text = self.cx.text;
        let rest = &text[next..];
        if rest.starts_with('代') && !rest.starts_with("代表") && !rest.starts_with("代理") {
            if self.any || value % 10 != 0 {
                return false;
            }
            let end = next + '代'.len_utf8();
            if value < 100 {
                self.point.decade = Some(value);
            } else {
                self.point.century = Some(value / 100 + 1);
                self.point.decade = Some(value % 100);
            }
            return self.take(end);
        }
        let two = n.figures == 2
            && (n.is_plain || n.is_string)
            && (n.leading_zero
                || n.is_string && n.value.whole().is_some_and(|v| v < 10)
                || starts_month(text, next)
                || matches!(at(text, next).0, Some('以' | '之' | '底' | '初' | '末')) && value >= 80);
        let four = (n.is_plain || n.is_string) && n.figures == 4 && (1000..3000).contains(&value);
        let three = (n.is_plain || n.is_string)
            && n.figures == 3
            && value >= 100
            && (n.is_string
                || starts_month(text, next)
                || matches!(before(text, n.start), Some('在' | '于' | '至' | '到' | '元'))
                    && !self.duration_like(next));
        if self.point.year.is_some()
            || self.point.month.is_some()
            || self.any
            || !(four || two || three)
            || four && q > n.end + 1
        {
            return false;
        }
        let year = if two && value < 100 { if value < 50 { 2000 + value } else { 1900 + value } } else { value };
        self.point.year = Some(Year::Is(year));
        let mut end = next;
        if rest.starts_with('度') && !rest.starts_with("度假") {
            end += '度'.len_utf8();
        }
        if text[end..].starts_with(['底', '末', '初', '中'])
            && !text[end..].starts_with("中国")
            && !text[end..].starts_with("中央")
            && !text[end..].starts_with("中期")
            && !text[end..].starts_with("中考")
        {
            let c = text[end..].chars().next();
            let edge = match c {
                Some('初') if !text[end..].starts_with("初步") && !text[end..].starts_with("初中") => {
                    Some(Edge::YearStart)
                }
                Some('底' | '末') => Some(Edge::YearEnd),
                Some('中') if !text[end..].chars().nth(1).is_some_and(is_han) => Some(Edge::YearMid),
                _ => None,
            };
            if let Some(edge) = edge {
                self.point.edge = Some(edge);
                end += '底'.len_utf8();
            }
        }
        self.take(end)
    }

    fn duration_like(&self, next: usize) -> bool {
        self.cx.text[next..].starts_with(['历', '来', '间', '内', '里', '多', '前', '后'])
    }

    fn month(&mut self, n: &Numeral, value: i32, next: usize) -> bool {
        let text = self.cx.text;
        if !(1..=12).contains(&value) || self.point.month.is_some() || self.point.day.is_some() || n.upper.is_some() {
            return false;
        }
        if before(text, n.start) == Some('第') || text[next..].starts_with("月") {
            return false;
        }
        self.point.month = Some(Month::Is(value as u32));
        let mut end = next;
        if text[end..].starts_with("份") {
            end += '份'.len_utf8();
        }
        let edge = match at(text, end).0 {
            Some('初') => Some(Edge::MonthStart),
            Some('底' | '末') => Some(Edge::MonthEnd),
            Some('中') if text[end..].starts_with("中旬") => None,
            _ => None,
        };
        if let Some(edge) = edge {
            self.point.edge = Some(edge);
            end += '初'.len_utf8();
        }
        self.take(end)
    }

    fn day(&mut self, n: &Numeral, value: i32, next: usize) -> bool {
        let text = self.cx.text;
        if !(1..=31).contains(&value) || self.point.day.is_some() || n.upper.is_some() || n.figures > 2 {
            return false;
        }
        let mark_is_number = text[..next].ends_with(['号', '號']);
        let rest = &text[next..];
        if mark_is_number
            && rest.starts_with(|c: char| "线線楼樓店院馆门机文令公台航地卫选种球员码房库井矿".contains(c))
        {
            return false;
        }
        if rest.starts_with(|c: char| "元圆圓报游子本内元均".contains(c))
            && !rest.starts_with("报道")
            && !rest.starts_with("报告")
            && !rest.starts_with("内蒙")
            && !rest.starts_with("子夜")
            && !rest.starts_with("本")
        {
            return false;
        }
        if rest.starts_with('本') && self.point.month.is_none() {
            return false;
        }
        // 三日 alone counts days; figures and tens name one.
        if self.point.month.is_none()
            && self.point.year.is_none()
            && self.inherit.is_none()
            && n.is_han
            && n.parts == 1
            && value < 10
        {
            return false;
        }
        self.point.day = Some(Day::Is(value as u32));
        self.take(next)
    }

    /// 一月二十三: without 日, when the month is said and the figures are Han.
    fn day_without_mark(&mut self, n: &Numeral, value: i32) -> bool {
        let ok = matches!(self.point.month, Some(Month::Is(_)))
            && self.point.day.is_none()
            && self.point.edge.is_none()
            && n.is_han
            && n.parts >= 2
            && !n.is_string
            && (10..=31).contains(&value)
            && self.cx.unit(n.end).is_none()
            && self.cx.text[..self.end].ends_with('月');
        if !ok {
            return false;
        }
        self.point.day = Some(Day::Is(value as u32));
        self.take(n.end)
    }

    fn quarter(&mut self, n: &Numeral, value: i32, q: usize, next: usize) -> bool {
        let text = self.cx.text;
        let full = text[next..].starts_with('度');
        if !(1..=4).contains(&value)
            || self.point.quarter.is_some()
            || !(full || self.point.year.is_some() && text[next..].starts_with('报'))
            || n.upper.is_some()
        {
            return self.range_of(n.start, n);
        }
        let _ = q;
        self.point.quarter = Some(value as u32);
        self.take(if full { next + '度'.len_utf8() } else { next })
    }

    /// 1—4月, 7至11日, 2016-2018年, 一二季度: the suffix stands once.
    fn range_of(&mut self, p: usize, n: &Numeral) -> bool {
        let text = self.cx.text;
        let mut q = self.cx.skip_space(n.end);
        let At(Some(mark), next) = at(text, q) else { return false };
        let (first, second) = if n.upper.is_some() && mark == '季' {
            (n.value.whole(), n.upper.and_then(super::exact::Exact::whole).map(|v| (v, n.end)))
        } else {
            if !(is_dash(mark) || matches!(mark, '至' | '到')) || n.has_fraction || n.upper.is_some() {
                return false;
            }
            q = next;
            while at(text, q).0.is_some_and(is_dash) {
                q = at(text, q).1;
            }
            let Some(m) = parse(text, self.cx.skip_space(q), |_, _| true) else { return false };
            if m.has_fraction || m.upper.is_some() {
                return false;
            }
            (n.value.whole(), m.value.whole().map(|v| (v, m.end)))
        };
        let (Some(a), Some((b, stop))) = (first, second) else { return false };
        let stop = self.cx.skip_space(stop);
        let At(Some(suffix), mut end) = at(text, stop) else { return false };
        let mut low = self.point;
        let mut high = self.point;
        match suffix {
            '月' if (1..=12).contains(&a) && (1..=12).contains(&b) && self.point.month.is_none() => {
                if text[end..].starts_with('份') {
                    end += '份'.len_utf8();
                } else if at(text, end).0.is_some_and(|c| digit_of(c).is_some()) {
                    return false;
                }
                if self.point.year.is_none() && a < b {
                    // one period of one year: 1—4月
                    self.point.months = Some((a as u32, b as u32));
                    return self.take(end);
                }
                if self.point.year.is_some() && a < b {
                    self.point.months = Some((a as u32, b as u32));
                    return self.take(end);
                }
                low.month = Some(Month::Is(a as u32));
                high.month = Some(Month::Is(b as u32));
            }
            '日' | '号' | '號'
                if (1..=31).contains(&a) && (1..=31).contains(&b) && a < b && self.point.day.is_none() =>
            {
                low.day = Some(Day::Is(a as u32));
                high.day = Some(Day::Is(b as u32));
            }
            '年' if (1000..3000).contains(&a)
                && (a < b && b < 3000 || b < 100 && b > a % 100)
                && !self.any
                && n.figures == 4 =>
            {
                low.year = Some(Year::Is(a as i32));
                high.year = Some(Year::Is(if b < 100 { (a - a % 100 + b) as i32 } else { b as i32 }));
                if text[end..].starts_with('度') {
                    end += '度'.len_utf8();
                }
                if text[end..].starts_with(['底', '末']) {
                    high.edge = Some(Edge::YearEnd);
                    end += '底'.len_utf8();
                }
            }
            '季' if text[end..].starts_with('度') && (1..=4).contains(&a) && (1..=4).contains(&b) && a < b => {
                self.point.months = Some(((a * 3 - 2) as u32, (b * 3) as u32));
                return self.take(end + '度'.len_utf8());
            }
            '世' => return false,
            _ => return false,
        }
        let _ = p;
        self.point = low;
        self.upto = Some(high);
        self.take(end)
    }

    fn holiday(&mut self, p: usize) -> bool {
        let text = self.cx.text;
        let p0 = p;
        let Some((len, &holiday)) = self.cx.words.holidays.longest(&text[p..]) else { return false };
        if self.point.month.is_some()
            || self.point.day.is_some()
            || self.point.holiday.is_some()
            || self.point.week.is_some()
        {
            return false;
        }
        let end = p + len;
        let word = &text[p..end];
        let rest = &text[end..];
        // Words that are more than a day: 清明上河图, 中秋 as a name, 五一 of 五一路.
        if rest.starts_with(|c: char| "路街道镇村区县桥站乡庄社奖勋广厂场号".contains(c))
            || word == "清明" && rest.starts_with('上')
            || word == "新年" && rest.starts_with(['贺', '第', '好', '快', '献', '愿', '音'])
            || word == "圣诞" && rest.starts_with(['老', '树', '岛'])
            || word == "国庆" && before(text, p0).is_some_and(|c| matches!(c, '张' | '王' | '李' | '刘' | '陈'))
        {
            return false;
        }
        if matches!(word, "五一" | "七夕" | "端午" | "清明" | "中秋" | "重阳" | "元宵")
            && before(text, p0).is_some_and(|c| is_han(c) && self.cx.lexicon.words.has(&text[p0 - c.len_utf8()..end]))
            && !self.any
        {
            return false;
        }
        self.point.holiday = Some(holiday);
        self.take(end)
    }

    /// 2024-05-09, 2024/5/9, 2024.5.9, 2010 01 29, 10/1/2018, 27-7-3, 12/1, 5.7 behind a dash.
    fn iso(&mut self, p: usize) -> bool {
        let text = self.cx.text;
        let Some((a, la, q)) = plain(text, p) else { return false };
        let At(Some(mark), next) = at(text, q) else { return false };
        if !matches!(mark, '-' | '/' | '.' | ' ' | '．' | '／' | '－') {
            return false;
        }
        let Some((b, lb, r)) = plain(text, next) else { return false };
        let third = match at(text, r) {
            At(Some(m), s) if m == mark => plain(text, s),
            _ => None,
        };
        let ends = |end: usize| {
            !at(text, end).0.is_some_and(|c| c.is_ascii_alphanumeric() || matches!(c, '%' | '％'))
                && !(at(text, end).0 == Some('.') && at(text, end + 1).0.is_some_and(|c| c.is_ascii_digit()))
        };
        if let Some((c, lc, end)) = third {
            let year_first = la == 4
                && lb <= 2
                && lc <= 2
                && (1000..3000).contains(&a)
                && (1..=12).contains(&b)
                && (1..=31).contains(&c);
            let short = la == 2
                && lb <= 2
                && lc <= 2
                && a > 12
                && mark != '.'
                && mark != ' '
                && (1..=12).contains(&b)
                && (1..=31).contains(&c);
            let year_last = lc == 4 && la <= 2 && lb <= 2 && mark == '/' && (1000..3000).contains(&c);
            if mark == ' ' && !(year_first && lb == 2 && lc == 2) {
                return false;
            }
            if !ends(end) && !starts_clock(text, end) {
                return false;
            }
            let (y, m, d) = if year_first {
                (a, b, c)
            } else if short {
                (2000 + a, b, c)
            } else if year_last {
                if (1..=12).contains(&b) && (1..=31).contains(&a) { (c, b, a) } else { (c, a, b) }
            } else {
                return false;
            };
            if !((1..=12).contains(&m) && (1..=31).contains(&d)) {
                return false;
            }
            (self.point.year, self.point.month, self.point.day) =
                (Some(Year::Is(y as i32)), Some(Month::Is(m)), Some(Day::Is(d)));
            let end = if text[end..].starts_with('T') && plain(text, end + 1).is_some_and(|(_, l, _)| l == 2) {
                end + 1
            } else {
                end
            };
            return self.take(end);
        }
        if la == 4
            && (1900..2100).contains(&a)
            && lb == 2
            && (1..=12).contains(&b)
            && matches!(mark, '-' | '/')
            && ends(r)
            && !text[r..].starts_with(['年', '-', '~', '万', '亿', '元'])
        {
            (self.point.year, self.point.month) = (Some(Year::Is(a as i32)), Some(Month::Is(b)));
            return self.take(r);
        }
        let inherits_dots = self.inherit.is_some_and(|i| matches!(i.day, Some(Day::Is(_))))
            && self.inherit.is_some_and(|i| i.month.is_some());
        let dotted_pair = mark == '.' && la <= 2 && lb <= 2 && self.inherit.is_none() && {
            // 5.7-5.11: two of a kind, neither a unit nor a scale behind
            match at(text, r) {
                At(Some(d), s) if is_dash(d) => plain(text, s).is_some_and(|(c, lc, t)| {
                    lc <= 2
                        && (1..=12).contains(&c)
                        && matches!(at(text, t).0, Some('.'))
                        && plain(text, t + 1).is_some_and(|(d, ld, u)| {
                            ld <= 2
                                && (1..=31).contains(&d)
                                && (c > a || c == a && d > b)
                                && self.cx.unit(u).is_none()
                                && !text[u..].starts_with(['%', '％', '万', '亿', '元', '倍'])
                                && ends(u)
                        })
                }),
                _ => false,
            }
        };
        let slash = mark == '/' && la <= 2 && lb <= 2 && a > b && ends(r) && self.cx.unit(r).is_none();
        if (1..=12).contains(&a)
            && (1..=31).contains(&b)
            && (dotted_pair || mark == '.' && inherits_dots || slash && !text[..p].ends_with(['-', '－', '−']))
        {
            (self.point.month, self.point.day) = (Some(Month::Is(a)), Some(Day::Is(b)));
            return self.take(r);
        }
        false
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
        let about = ["大约", "约"].iter().find(|w| text[p..].starts_with(**w)).map_or(0, |w| w.len());
        if about > 0
            && self.any
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
        let only_clock = *p == Point { clock: p.clock, fixed_half: p.fixed_half, loose: p.loose, ..Point::default() };
        if only_clock && p.clock.is_some() && before(text, i).is_some_and(|c| c == ':' || c == '：' || c == '.') {
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

fn plain(text: &str, p: usize) -> Option<(u32, usize, usize)> {
    let (mut value, mut count, mut q) = (0_u32, 0, p);
    while let At(Some(c), next) = at(text, q)
        && let Some(d) = digit_of(c)
    {
        count += 1;
        if count > 4 {
            return None;
        }
        value = value * 10 + u32::from(d);
        q = next;
    }
    (count > 0).then_some((value, count, q))
}

fn starts_month(text: &str, p: usize) -> bool {
    parse(text, p, |_, _| true).is_some_and(|n| text[n.end..].starts_with('月'))
}

fn starts_clock(text: &str, end: usize) -> bool {
    text[end..].starts_with('T')
}

fn part(name: &str) -> Option<Part> {
    Some(match name {
        "dawn" => Part::Dawn,
        "morning" => Part::Morning,
        "noon" => Part::Noon,
        "afternoon" => Part::Afternoon,
        "evening" => Part::Evening,
        "night" => Part::Night,
        _ => return None,
    })
}
