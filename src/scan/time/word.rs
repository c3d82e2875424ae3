//! Words of time: 去年, 上周五, 民国, 农历, 春节.

use super::number::year_edge;
use super::{At, Day, Edge, Month, Part, Point, Reader, Year, at, before, is_han, parse};

pub(super) fn part(name: &str) -> Option<Part> {
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

impl Reader<'_, '_> {
    pub(super) fn word(&mut self, p: usize) -> bool {
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
        let (mut end, value, point) = (p + len, word.number, self.point);
        let dated = point.day.is_some() || point.weekday.is_some();
        match &*word.slot {
            "year" if point == Point::default() => {
                self.point.year = Some(Year::From(value));
                end = self.year_word_edge(p, end);
            }
            "year_same" if point == Point::default() => {
                self.point.year = Some(Year::Same(value));
                end = self.year_word_edge(p, end);
            }
            "month" if point.month.is_none() && !dated => {
                self.point.month = Some(Month::From(value));
                end = self.month_word_edge(p, end);
            }
            "month_same" if point == Point::default() => self.point.month = Some(Month::Same(value)),
            "week" if point.week.is_none() && !dated => return self.week(p, end, value),
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

    /// Reads the edge behind 去年, 上年, 当年; and where to go on.
    fn year_word_edge(&mut self, p: usize, end: usize) -> usize {
        let text = self.cx.text;
        match year_edge(text, end).filter(|_| text[p..end].ends_with('年')) {
            Some(edge) => {
                self.point.edge = Some(edge);
                end + '底'.len_utf8()
            }
            None => end,
        }
    }

    /// Reads the edge behind 上月, 本月; and where to go on. 本月初八 is a day of the moon.
    fn month_word_edge(&mut self, p: usize, end: usize) -> usize {
        let text = self.cx.text;
        let At(mark, behind) = at(text, end);
        let edge = match mark {
            Some('初') if !at(text, behind).0.is_some_and(|c| "一二三四五六七八九十".contains(c)) => {
                Edge::MonthStart
            }
            Some('底' | '末') => Edge::MonthEnd,
            _ => return end,
        };
        if !text[p..end].ends_with('月') {
            return end;
        }
        self.point.edge = Some(edge);
        behind
    }

    /// 上周, 上周五, 本周的周三: a week and what day of it is named.
    fn week(&mut self, p: usize, end: usize, week: i32) -> bool {
        let text = self.cx.text;
        self.point.week = Some(week);
        let At(Some(c), next) = at(text, end) else { return self.take(end) };
        let (c, next) = match at(text, next) {
            At(Some(d), after) if c == '的' && matches!(text[p..end].chars().last(), Some('周' | '週')) => {
                (d, after)
            }
            _ => (c, next),
        };
        match "一二三四五六日天末".chars().position(|w| w == c) {
            Some(d) => {
                self.point.weekday = Some(if d == 8 { 8 } else { d.min(6) as u32 + 1 });
                self.take(next)
            }
            None => self.take(end),
        }
    }

    /// 90年代 behind a century.
    pub(super) fn decade(&self, p: usize) -> Option<(i32, usize)> {
        let text = self.cx.text;
        let n = parse(text, p, |_, _| true)?;
        let value = i32::try_from(n.value.whole()?).ok().filter(|v| (0..100).contains(v) && v % 10 == 0)?;
        text[n.end..].starts_with("年代").then_some((value, n.end + "年代".len()))
    }

    /// 公元前221年, 民国113年, 康熙二十年.
    pub(super) fn era(&mut self, p: usize) -> bool {
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
    pub(super) fn lunar(&mut self, p: usize) -> bool {
        let text = self.cx.text;
        if !matches!(at(text, p).0, Some('农' | '農' | '阴' | '陰' | '夏' | '正' | '腊' | '臘' | '冬')) {
            return false;
        }
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

    pub(super) fn holiday(&mut self, p: usize) -> bool {
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
}
