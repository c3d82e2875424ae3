//! Dates of figures and marks: 2024-05-09, 2024/5/9, 5.7-5.11.

use super::{At, Day, Month, Reader, Year, at, digit_of, is_dash};

pub(super) fn plain(text: &str, p: usize) -> Option<(u32, usize, usize)> {
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

pub(super) fn starts_clock(text: &str, end: usize) -> bool {
    text[end..].starts_with('T')
}

impl Reader<'_, '_> {
    /// 2024-05-09, 2024/5/9, 2024.5.9, 2010 01 29, 10/1/2018, 27-7-3, 12/1, 5.7 behind a dash.
    pub(super) fn iso(&mut self, p: usize) -> bool {
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
}
