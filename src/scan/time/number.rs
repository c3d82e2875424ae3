//! Figures and their suffix: 2024年, 5月, 一季度, 1—4月.

use super::rolling::time_unit;
use super::{
    At, Day, Edge, Month, Numeral, Point, Reader, TimeUnit, Year, at, before, digit_of, is_dash, is_han, parse,
};

pub(super) fn starts_month(text: &str, p: usize) -> bool {
    parse(text, p, |_, _| true).is_some_and(|n| text[n.end..].starts_with('月'))
}

/// Whether figures that are no year or month stand before `p`: 5日 of 13月5日 is no day of this month.
fn follows_misread(text: &str, p: usize, mark: char) -> bool {
    before(text, p) == Some(mark) && before(text, p - mark.len_utf8()).is_some_and(|c| digit_of(c).is_some())
}

/// The edge of a year that stands behind it: 2023年底, 去年初, 今年中. 今年初中 and 去年中国 have none.
pub(super) fn year_edge(text: &str, p: usize) -> Option<Edge> {
    let At(Some(c), next) = at(text, p) else { return None };
    match c {
        '初' if !text[next..].starts_with([
            '步', '中', '级', '赛', '审', '始', '三', '二', '一', '春', '夏', '秋', '冬', '雪', '次', '创',
        ]) =>
        {
            Some(Edge::YearStart)
        }
        '底' if !text[next..].starts_with(['特', '层', '部', '盘', '线', '薪', '气', '蕴']) => {
            Some(Edge::YearEnd)
        }
        '末' if !text[next..].starts_with(['代', '日', '端', '班']) => Some(Edge::YearEnd),
        '中' if !at(text, next).0.is_some_and(is_han) => Some(Edge::YearMid),
        _ => None,
    }
}

impl Reader<'_, '_> {
    /// 第一季度, 第三周, 前三季度, 最后一个周三, 前10天.
    pub(super) fn ordinal(&mut self, p: usize) -> bool {
        let text = self.cx.text;
        if !matches!(at(text, p).0, Some('第' | '前' | '首' | '最')) {
            return false;
        }
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
    pub(super) fn numbered(&mut self, p: usize) -> bool {
        let text = self.cx.text;
        if (text[p..].starts_with('Q') || text[p..].starts_with('q')) && self.quarter_letter(p) {
            return true;
        }
        if !text[p..].starts_with(|c: char| super::super::amount::is_numeral_char(c)) {
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

    pub(super) fn fiscal(&mut self, value: i32, next: usize) -> bool {
        let text = self.cx.text;
        let end = if text[next..].starts_with('年') { next + '年'.len_utf8() } else { next + "政年度".len() };
        if self.any || !text.is_char_boundary(end) {
            return false;
        }
        self.point.year = Some(Year::Is(value));
        self.point.is_fiscal = true;
        self.take(end)
    }

    pub(super) fn quarter_letter(&mut self, p: usize) -> bool {
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

    pub(super) fn year(&mut self, n: &Numeral, value: i32, q: usize, next: usize) -> bool {
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
        if let Some(edge) = year_edge(text, end) {
            self.point.edge = Some(edge);
            end += '底'.len_utf8();
        }
        self.take(end)
    }

    pub(super) fn duration_like(&self, next: usize) -> bool {
        self.cx.text[next..].starts_with(['历', '来', '间', '内', '里', '多', '前', '后'])
    }

    pub(super) fn month(&mut self, n: &Numeral, value: i32, next: usize) -> bool {
        let text = self.cx.text;
        if !(1..=12).contains(&value) || self.point.month.is_some() || self.point.day.is_some() || n.upper.is_some() {
            return false;
        }
        if before(text, n.start) == Some('第')
            || text[next..].starts_with("月")
            || self.point.year.is_none() && follows_misread(text, n.start, '年')
        {
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

    pub(super) fn day(&mut self, n: &Numeral, value: i32, next: usize) -> bool {
        let text = self.cx.text;
        if !(1..=31).contains(&value)
            || self.point.day.is_some()
            || n.upper.is_some()
            || n.figures > 2
            || self.point.month.is_none() && follows_misread(text, n.start, '月')
        {
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
    pub(super) fn day_without_mark(&mut self, n: &Numeral, value: i32) -> bool {
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

    pub(super) fn quarter(&mut self, n: &Numeral, value: i32, q: usize, next: usize) -> bool {
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
    pub(super) fn range_of(&mut self, p: usize, n: &Numeral) -> bool {
        let text = self.cx.text;
        let mut q = self.cx.skip_space(n.end);
        let At(Some(mark), next) = at(text, q) else { return false };
        let (first, second) = if n.upper.is_some() && mark == '季' {
            (n.value.whole(), n.upper.and_then(super::super::exact::Exact::whole).map(|v| (v, n.end)))
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
}
