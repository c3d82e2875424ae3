//! One numeral: figures, Han numerals, financial ones, mixed forms, with their scale words.

mod digit;
mod value;

use super::exact::Exact;
use super::types::{At, at};
use digit::{big, exponent, is_few, is_formal, small};
pub(crate) use digit::{digit_of, figures, han_digit, is_over, is_part, is_scale};
use value::finish;
pub(crate) use value::parted;

/// Longest numeral in parts; a longer run of numerals is no number that anyone means.
const PARTS_MAX: usize = 40;
/// Most figures that are read one by one.
const FIGURES_MAX: usize = 60;

/// 多, 余, 几 inside or behind a numeral.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Infix {
    None,
    /// 1200余, 十几: more than it says.
    Over,
    /// 几十, 数百: nobody knows how many.
    Several,
}

/// A numeral, read.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Numeral {
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) value: Exact,
    /// The upper one of 三四十, or the open end of 1200余 and 几十.
    pub(crate) upper: Option<Exact>,
    pub(crate) infix: Infix,
    /// Power of ten of the big scale word at its end: 8 for 42亿.
    pub(crate) scale: i32,
    /// How many parts it has.
    pub(crate) parts: usize,
    pub(crate) is_han: bool,
    /// 二〇二四: Han figures without scale words.
    pub(crate) is_string: bool,
    /// Only ASCII or full-width figures.
    pub(crate) is_plain: bool,
    /// It has 点 or a point.
    pub(crate) has_fraction: bool,
    /// It begins with a scale word: 百万.
    pub(crate) bare_scale: bool,
    /// How many figures, when it is plain or a string.
    pub(crate) figures: usize,
    pub(crate) leading_zero: bool,
    /// 壹, 贰, 叁 stand in it.
    pub(crate) is_formal: bool,
}

impl Numeral {
    /// Nothing read yet.
    fn at(i: usize) -> Self {
        Self {
            start: i,
            end: i,
            value: Exact::ZERO,
            upper: None,
            infix: Infix::None,
            scale: 0,
            parts: 0,
            is_han: false,
            is_string: false,
            is_plain: false,
            has_fraction: false,
            bare_scale: false,
            figures: 0,
            leading_zero: false,
            is_formal: false,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Figures(Exact),
    Digit(i64),
    Small(i32),
    Big(i32),
    Few,
    Over,
}

/// A numeral at `i`. `is_unit` says whether a unit that begins with a scale word (千克, 兆瓦) stands at a place.
pub(crate) fn parse(text: &str, i: usize, is_unit: impl Fn(usize, bool) -> bool) -> Option<Numeral> {
    if let Some(numeral) = short(text, i, &is_unit) {
        return Some(numeral);
    }
    let At(Some(first), _) = at(text, i) else { return None };
    if !(digit_of(first).is_some() || matches!(first, '.' | '．') || is_part(first)) {
        return None;
    }
    let mut parts: [Part; PARTS_MAX] = [Part::Few; PARTS_MAX];
    let (mut n, mut p) = (0, i);
    let mut numeral = Numeral::at(i);
    let mut arabic = 0;
    loop {
        let (q, spaced) = skip_space(text, p, n > 0);
        let At(Some(c), next) = at(text, q) else { break };
        let last = if n > 0 { Some(parts[n - 1]) } else { None };
        let (part, end) = if digit_of(c).is_some() || (n == 0 && matches!(c, '.' | '．')) {
            let zero = last == Some(Part::Digit(0)) && n > 1;
            if matches!(last, Some(Part::Figures(_) | Part::Over | Part::Few))
                || matches!(last, Some(Part::Digit(_))) && !zero
                || (spaced && !smaller_follows(text, q))
            {
                break;
            }
            let Some((value, end, count, fraction, _)) = figures(text, q) else { break };
            let (value, end) = exponent(text, end, value);
            numeral.leading_zero |= n == 0 && count > 1 && digit_of(c) == Some(0) && !fraction;
            numeral.has_fraction |= fraction;
            numeral.figures += count;
            arabic += 1;
            (Part::Figures(value?), end)
        } else if let Some(d) = han_digit(c) {
            let two = matches!(c, '两' | '兩' | '俩' | '倆');
            let formal = is_formal(c);
            if matches!(last, Some(Part::Figures(_) | Part::Over))
                || rounds(&parts[..n], d)
                || formal && !formal_fits(text, next, n == 0, numeral.is_formal)
                || (spaced && !smaller_follows(text, q) && !ends_spaced(text, next, last))
                || (two
                    && n > 0
                    && !at(text, next).0.is_some_and(|d| small(d).is_some_and(|s| s > 1) || big(d).is_some())
                    && !(n == 1 && last == Some(Part::Digit(1)) && one_or_two(text, next)))
            {
                break;
            }
            numeral.is_han = true;
            numeral.is_formal |= formal;
            (Part::Digit(d), next)
        } else if matches!(c, '廿' | '卅') {
            if n + 2 > PARTS_MAX || n > 0 {
                break;
            }
            numeral.is_han = true;
            parts[n] = Part::Digit(if c == '廿' { 2 } else { 3 });
            n += 1;
            (Part::Small(1), next)
        } else if let Some(power) = small(c) {
            // 三千克 is 3 kg, as 3千克 is; 三千米 are 3000 m.
            let prefix = n == 1 && power == 3 && matches!(last, Some(Part::Digit(_))) && !text[q..].starts_with("千米");
            let unit = is_unit(q, spaced) && (arabic > 0 || spaced || prefix);
            if unit
                || !fits_small(&parts[..n], power)
                || spaced && !matches!(last, Some(Part::Digit(_) | Part::Figures(_)))
            {
                break;
            }
            numeral.bare_scale |= n == 0;
            numeral.is_han |= n == 0;
            numeral.is_formal |= matches!(c, '拾' | '佰' | '仟');
            (Part::Small(power), next)
        } else if let Some(power) = big(c) {
            if is_unit(q, spaced) || n == 0 && power > 8 || bigs(&parts[..n]) >= 3 {
                break;
            }
            numeral.bare_scale |= n == 0;
            (Part::Big(power), next)
        } else if is_few(c) && (!spaced || n > 0 && at(text, next).0.is_some_and(|c| big(c).is_some())) {
            // 几十, 十几, 一百零几: few stands first, or behind a scale word or a zero.
            let ok = n == 0 || matches!(last, Some(Part::Small(_) | Part::Big(_) | Part::Digit(0)));
            if !ok || parts[..n].contains(&Part::Few) {
                break;
            }
            (Part::Few, next)
        } else if is_over(c) && n > 0 && !parts[..n].contains(&Part::Over) && last != Some(Part::Few) {
            // 多 belongs to the numeral when a scale word follows; behind the last figure it is looked at by the caller.
            if over_follows(text, next) {
                (Part::Over, next)
            } else {
                break;
            }
        } else {
            break;
        };
        if n == PARTS_MAX {
            return None;
        }
        parts[n] = part;
        n += 1;
        p = end;
        numeral.end = p;
    }
    if n == 0 {
        return None;
    }
    finish(text, &parts[..n], numeral, arabic)
}

/// Whether a formal figure that ends at `next` is one: behind figures of another style no noun may follow (3万陆军, 2万参展商), and
/// 参, which is mostly a verb, stands only before a scale word or an end.
fn formal_fits(text: &str, next: usize, first: bool, formal: bool) -> bool {
    let after = at(text, next).0;
    let c = text[..next].chars().next_back();
    let scaled = after.is_some_and(|a| {
        small(a).is_some()
            || big(a).is_some()
            || matches!(a, '元' | '圆' | '圓' | '角' | '分' | '点' | '點' | '成' | '折')
    });
    match c {
        Some('参' | '參') => scaled || formal && after.is_none_or(|a| !a.is_alphanumeric()),
        _ => first || formal || scaled || after.is_none_or(|a| !crate::text::is_han(a) || a == '又'),
    }
}

/// Whether a figure behind these parts is no part of them: the 一 of 六万二一平, where 六万二 is 62,000. 六万二三 is a guess.
fn rounds(parts: &[Part], d: i64) -> bool {
    match *parts {
        [.., Part::Small(_) | Part::Big(_), Part::Digit(a)] => a > 0 && d != a + 1 && (a, d) != (3, 5),
        _ => false,
    }
}

/// Whether a unit stands behind 一两 that is counted in ones and twos: 一两年, 一两个. 一两银子 is a weight.
fn one_or_two(text: &str, p: usize) -> bool {
    at(text, p).0.is_some_and(|c| "年天个個周週次人名家种種款件场場间間位日句倍成".contains(c))
        || ["小时", "小時", "分钟", "分鐘", "星期", "礼拜"].iter().any(|w| text[p..].starts_with(w))
}

/// Nearly all numerals: ASCII figures with at most one scale word, and nothing behind that could be a part.
fn short(text: &str, i: usize, is_unit: &impl Fn(usize, bool) -> bool) -> Option<Numeral> {
    let first = text.as_bytes().get(i).filter(|b| b.is_ascii_digit())?;
    let (value, end, count, fraction) = if let Some(found) = digit::simple(text, i) {
        found
    } else {
        let (value, end, count, fraction, _) = figures(text, i)?;
        let (value, end) = exponent(text, end, value);
        (value?, end, count, fraction)
    };
    let mut numeral = Numeral {
        value,
        end,
        parts: 1,
        is_plain: true,
        has_fraction: fraction,
        figures: count,
        leading_zero: count > 1 && *first == b'0' && !fraction,
        ..Numeral::at(i)
    };
    if goes_on(text, end) {
        let At(Some(c), next) = at(text, end) else { return None };
        let power = big(c).filter(|_| !is_unit(end, false) && !goes_on(text, next))?;
        numeral.value = numeral.value.shift(power)?;
        (numeral.end, numeral.scale, numeral.parts, numeral.is_plain) = (next, power, 2, false);
    }
    Some(numeral)
}

/// Whether what stands at `p` could be a part of a numeral before it.
fn goes_on(text: &str, p: usize) -> bool {
    let (q, _) = skip_space(text, p, true);
    at(text, q).0.is_some_and(|c| digit_of(c).is_some() || is_part(c) || is_over(c))
}

fn skip_space(text: &str, p: usize, inside: bool) -> (usize, bool) {
    if !inside || text.as_bytes().get(p) != Some(&b' ') {
        return (p, false);
    }
    let q = if text.as_bytes().get(p + 1) == Some(&b' ') { p + 2 } else { p + 1 };
    (q, true)
}

/// Whether figures and then a scale word stand here: the 5千 of 7万 5千.
fn smaller_follows(text: &str, i: usize) -> bool {
    let (mut p, mut seen) = (i, 0);
    while let At(Some(c), next) = at(text, p)
        && (digit_of(c).is_some() || han_digit(c).is_some())
        && seen < 4
    {
        p = next;
        seen += 1;
    }
    if text[p..].starts_with(' ') && seen == 1 {
        p += 1;
    }
    seen > 0 && at(text, p).0.is_some_and(|c| small(c).is_some() || big(c).is_some())
}

/// Whether a last Han figure stands alone behind a space: the 二 of 五 十 二, the second 九 of 九 九 折 (but not of 第九 九折).
fn ends_spaced(text: &str, next: usize, last: Option<Part>) -> bool {
    match last {
        Some(Part::Small(_)) => at(text, next).0.is_none_or(|c| !c.is_alphanumeric()),
        Some(Part::Digit(_)) => text[next..].starts_with(" 折"),
        _ => false,
    }
}

fn over_follows(text: &str, p: usize) -> bool {
    let (q, _) = skip_space(text, p, true);
    at(text, q).0.is_some_and(|c| big(c).is_some() || matches!(c, '百' | '千'))
}

/// Whether a small scale word may stand behind these parts: 一百千 is none.
fn fits_small(parts: &[Part], power: i32) -> bool {
    match parts.last() {
        None | Some(Part::Few | Part::Over) => true,
        Some(Part::Small(_)) => false,
        Some(Part::Big(_)) => power == 1,
        Some(Part::Digit(0)) => power == 1,
        Some(Part::Digit(_) | Part::Figures(_)) => {
            let before = parts.iter().rev().skip(1).find_map(|p| match p {
                Part::Small(b) => Some(*b),
                Part::Big(_) => Some(9),
                _ => None,
            });
            before.is_none_or(|b| b > power)
        }
    }
}

fn bigs(parts: &[Part]) -> usize {
    parts.iter().rev().take_while(|p| matches!(p, Part::Big(_))).count()
}
