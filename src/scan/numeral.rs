//! One numeral: figures, Han numerals, financial ones, mixed forms, with their scale words.

use super::exact::Exact;
use super::types::{At, at};

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

pub(crate) fn digit_of(c: char) -> Option<u8> {
    match c {
        '0'..='9' => Some(c as u8 - b'0'),
        '０'..='９' => Some((c as u32 - '０' as u32) as u8),
        _ => None,
    }
}

pub(crate) fn han_digit(c: char) -> Option<i64> {
    Some(match c {
        '零' | '〇' | '○' => 0,
        '一' | '壹' => 1,
        '二' | '两' | '兩' | '贰' | '貳' | '俩' | '倆' => 2,
        '三' | '叁' | '參' | '参' | '仨' => 3,
        '四' | '肆' => 4,
        '五' | '伍' => 5,
        '六' | '陆' | '陸' => 6,
        '七' | '柒' => 7,
        '八' | '捌' => 8,
        '九' | '玖' => 9,
        _ => return None,
    })
}

fn small(c: char) -> Option<i32> {
    Some(match c {
        '十' | '拾' => 1,
        '百' | '佰' => 2,
        '千' | '仟' => 3,
        _ => return None,
    })
}

fn big(c: char) -> Option<i32> {
    Some(match c {
        '万' | '萬' => 4,
        '亿' | '億' => 8,
        '兆' => 12,
        _ => return None,
    })
}

fn is_few(c: char) -> bool {
    matches!(c, '几' | '幾' | '数' | '數')
}

fn is_over(c: char) -> bool {
    matches!(c, '多' | '余' | '餘' | '来' | '來')
}

/// Figures at `i`: value, end, how many, whether with a fraction, whether grouped. Thousands in groups of three only.
pub(crate) fn figures(text: &str, i: usize) -> Option<(Option<Exact>, usize, usize, bool, bool)> {
    let mut value = Some(Exact::ZERO);
    let (mut p, mut count, mut grouped) = (i, 0, false);
    while let At(Some(c), next) = at(text, p) {
        if let Some(d) = digit_of(c) {
            value = if count < FIGURES_MAX { value.and_then(|v| v.push(d, false)) } else { None };
            count += 1;
            p = next;
        } else if matches!(c, ',' | '，')
            && (grouped || (1..=3).contains(&count))
            && group(text, next)
            && (c == ',' || grouped || wide_group(text, p, next, count))
        {
            grouped = true;
            p = next;
        } else {
            break;
        }
    }
    let mut fraction = false;
    if let At(Some(dot @ ('.' | '．' | '·')), next) = at(text, p)
        && at(text, next).0.is_some_and(|c| digit_of(c).is_some())
        && (dot != '·' || measured(text, next))
    {
        fraction = true;
        p = next;
        let mut places = 0;
        while let At(Some(c), next) = at(text, p)
            && let Some(d) = digit_of(c)
        {
            value = if places < FIGURES_MAX { value.and_then(|v| v.push(d, true)) } else { None };
            places += 1;
            p = next;
        }
    }
    (count > 0 || fraction).then_some((value, p, count, fraction, grouped))
}

/// Whether a scale word or a percent sign stands behind the figures at `p`: 3·5亿 is a decimal, 9·11 a day.
fn measured(text: &str, mut p: usize) -> bool {
    let mut count = 0;
    while let At(Some(c), next) = at(text, p)
        && digit_of(c).is_some()
        && count < 8
    {
        p = next;
        count += 1;
    }
    at(text, p).0.is_some_and(|c| matches!(c, '万' | '亿' | '萬' | '億' | '%' | '％' | '倍' | '元'))
}

/// Whether the wide comma at `p` parts thousands. Behind ASCII figures it mostly ends a clause, so a second group must follow
/// (93，708，580), and three figures in front, which could be a list, need a unit at the end.
fn wide_group(text: &str, p: usize, next: usize, count: usize) -> bool {
    if !text.as_bytes()[p - 1].is_ascii_digit() {
        return true;
    }
    let mut end = next + 3;
    let mut groups = 1;
    while let At(Some('，'), behind) = at(text, end)
        && group(text, behind)
        && text.as_bytes()[behind].is_ascii_digit()
    {
        end = behind + 3;
        groups += 1;
    }
    let zero = text[..p].ends_with('0') && count == 1;
    let counted = at(text, end)
        .0
        .is_some_and(|c| matches!(c, '元' | '.' | '股' | '吨' | '人' | '户' | '美' | '港' | '欧' | '英'));
    text.as_bytes()[next].is_ascii_digit() && groups > 1 && !zero && (count < 3 || counted)
}

/// Whether exactly three figures stand here.
fn group(text: &str, mut p: usize) -> bool {
    for _ in 0..3 {
        match at(text, p) {
            At(Some(c), next) if digit_of(c).is_some() => p = next,
            _ => return false,
        }
    }
    at(text, p).0.is_none_or(|c| digit_of(c).is_none())
}

/// A numeral at `i`. `is_unit` says whether a unit that begins with a scale word (千克, 兆瓦) stands at a place.
pub(crate) fn parse(text: &str, i: usize, is_unit: impl Fn(usize, bool) -> bool) -> Option<Numeral> {
    if let Some(numeral) = short(text, i, &is_unit) {
        return Some(numeral);
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

/// Figures of cheques and contracts. Two of them are also words: 参 (参展) and 陆 (陆军).
fn is_formal(c: char) -> bool {
    matches!(c, '壹' | '贰' | '貳' | '叁' | '參' | '参' | '肆' | '伍' | '陆' | '陸' | '柒' | '捌' | '玖')
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

/// Whether a unit stands behind 一两 that is counted in ones and twos: 一两年, 一两个. 一两银子 is a weight.
fn one_or_two(text: &str, p: usize) -> bool {
    at(text, p).0.is_some_and(|c| "年天个個周週次人名家种種款件场場间間位日句倍成".contains(c))
        || ["小时", "小時", "分钟", "分鐘", "星期", "礼拜"].iter().any(|w| text[p..].starts_with(w))
}

/// Nearly all numerals: ASCII figures with at most one scale word, and nothing behind that could be a part.
fn short(text: &str, i: usize, is_unit: &impl Fn(usize, bool) -> bool) -> Option<Numeral> {
    let first = text.as_bytes().get(i).filter(|b| b.is_ascii_digit())?;
    let (value, end, count, fraction, _) = figures(text, i)?;
    let (value, end) = exponent(text, end, value);
    let mut numeral = Numeral {
        value: value?,
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
    at(text, q).0.is_some_and(|c| {
        digit_of(c).is_some()
            || !c.is_ascii()
                && (han_digit(c).is_some()
                    || small(c).is_some()
                    || big(c).is_some()
                    || is_few(c)
                    || is_over(c)
                    || matches!(c, '廿' | '卅'))
    })
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

/// Whether a last Han figure stands alone behind a space: the 二 of 五 十 二.
fn ends_spaced(text: &str, next: usize, last: Option<Part>) -> bool {
    matches!(last, Some(Part::Small(_))) && at(text, next).0.is_none_or(|c| !c.is_alphanumeric())
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

/// `e5`, `E-1`, `k`: in figures only.
fn exponent(text: &str, end: usize, value: Option<Exact>) -> (Option<Exact>, usize) {
    let rest = &text[end..];
    let mut chars = rest.char_indices();
    match chars.next() {
        Some((_, 'e' | 'E' | 'ｅ' | 'Ｅ')) => {
            let (mut power, mut minus, mut stop, mut count) = (0_i32, false, 0, 0);
            for (i, c) in chars {
                if count == 0 && stop == 0 && matches!(c, '-' | '－' | '+' | '＋') {
                    minus = matches!(c, '-' | '－');
                    stop = i;
                } else if let Some(d) = digit_of(c)
                    && count < 4
                {
                    power = power * 10 + i32::from(d);
                    count += 1;
                    stop = i + c.len_utf8();
                } else {
                    if c.is_ascii_alphanumeric() {
                        count = 0;
                    }
                    break;
                }
            }
            if count == 0 {
                return (value, end);
            }
            (value.and_then(|v| v.shift(if minus { -power } else { power })), end + stop)
        }
        Some((i, c @ ('k' | 'K' | 'Ｋ' | 'ｋ')))
            if !rest[i + c.len_utf8()..].starts_with(|d: char| d.is_ascii_alphanumeric()) =>
        {
            (value.and_then(|v| v.shift(3)), end + c.len_utf8())
        }
        _ => (value, end),
    }
}

fn finish(text: &str, parts: &[Part], mut numeral: Numeral, arabic: usize) -> Option<Numeral> {
    let digits = parts.iter().filter(|p| matches!(p, Part::Digit(_))).count();
    let has_scale = parts.iter().any(|p| matches!(p, Part::Small(_) | Part::Big(_)));
    numeral.parts = parts.len();
    numeral.is_plain = arabic == 1 && parts.len() == 1;
    numeral.scale = parts
        .iter()
        .rev()
        .take_while(|p| matches!(p, Part::Big(_)))
        .map(|p| if let Part::Big(b) = p { *b } else { 0 })
        .sum();
    if parts == [Part::Few] {
        numeral.infix = Infix::Several;
        (numeral.value, numeral.upper) = (Exact::ZERO, None);
        return Some(numeral);
    }
    if !has_scale && digits == parts.len() && digits > 1 && pair(parts).is_none() {
        numeral.is_string = true;
        numeral.figures = digits;
        let mut value = Exact::ZERO;
        for part in parts {
            if let Part::Digit(d) = part {
                value = value.push(*d as u8, false)?;
            }
        }
        numeral.value = value;
        return point(text, numeral);
    }
    let few = parts.iter().position(|p| *p == Part::Few);
    let over = parts.contains(&Part::Over);
    if let Some(at) = pair(parts) {
        numeral.value = eval(parts, Some((at, false)))?;
        numeral.upper = Some(eval(parts, Some((at, true)))?);
        return Some(numeral);
    }
    numeral.value = eval(parts, None)?;
    match few {
        Some(0) => {
            numeral.infix = Infix::Several;
            numeral.upper = numeral.value.times(10);
        }
        Some(i) => {
            numeral.infix = Infix::Over;
            numeral.upper = raised(parts, i)?;
        }
        None if over => {
            numeral.infix = Infix::Over;
            numeral.upper = numeral.value.step().and_then(|s| s.add(numeral.value));
        }
        None => return point(text, numeral),
    }
    Some(numeral)
}

/// The open end of 十几, 二十几万: one more of the scale word before 几.
fn raised(parts: &[Part], few: usize) -> Option<Option<Exact>> {
    let Some(power) = parts[..few].iter().rev().find_map(|p| match p {
        Part::Small(b) => Some(*b),
        _ => None,
    }) else {
        return Some(None);
    };
    let scale: i32 = parts[few..].iter().map(|p| if let Part::Big(b) = p { *b } else { 0 }).sum();
    let zero = parts[..few].last() == Some(&Part::Digit(0));
    let power = if zero { 1 } else { power };
    let value = eval(parts, None)?;
    Some(Exact::int(1).shift(power + scale).and_then(|s| s.add(value)))
}

/// Where two neighbouring figures stand side by side: 三四十, 五六, 三五.
fn pair(parts: &[Part]) -> Option<usize> {
    let mut found = None;
    for (i, two) in parts.windows(2).enumerate() {
        if let [Part::Digit(a), Part::Digit(b)] = *two
            && a > 0
        {
            if found.is_some() || !(b == a + 1 || (a, b) == (3, 5)) {
                return None;
            }
            found = Some(i);
        }
    }
    found
}

/// The value of the parts; at a pair, of its first or second figure.
fn eval(parts: &[Part], choice: Option<(usize, bool)>) -> Option<Exact> {
    let (mut total, mut section, mut current) = (Exact::ZERO, Exact::ZERO, None::<Exact>);
    let (mut last_scale, mut last_big, mut last_group) = (0_i32, 99_i32, Exact::ZERO);
    let mut zero = false;
    for (i, part) in parts.iter().enumerate() {
        if let Some((at, second)) = choice
            && (second && i == at || !second && i == at + 1)
        {
            continue;
        }
        match *part {
            Part::Figures(v) => current = Some(v),
            Part::Digit(0) => zero = true,
            Part::Digit(d) => current = Some(Exact::int(d)),
            Part::Few if i == 0 => current = Some(Exact::int(1)),
            Part::Few | Part::Over => {}
            Part::Small(power) => {
                section = section.add(current.take().unwrap_or(Exact::int(1)).shift(power)?)?;
                (last_scale, zero) = (power, false);
            }
            Part::Big(power) => {
                let before = parts.get(i.wrapping_sub(1));
                if section.is_zero() && current.is_none() && matches!(before, Some(Part::Big(_))) {
                    // 万亿, 万万: the group grows.
                    total = total.add(last_group.negated())?;
                    last_group = last_group.shift(power)?;
                } else {
                    let group =
                        section.add(current.take().unwrap_or(if i == 0 { Exact::int(1) } else { Exact::ZERO }))?;
                    if power > last_big {
                        last_group = total.add(group)?.shift(power)?;
                        total = Exact::ZERO;
                    } else {
                        last_group = group.shift(power)?;
                    }
                }
                total = total.add(last_group)?;
                (section, last_scale, last_big, zero) = (Exact::ZERO, power, power, false);
            }
        }
    }
    if let Some(rest) = current {
        // 四百五, 一万二: the last figure counts the next smaller place, unless a zero stands before it.
        let tail = choice.is_none() && last_scale > 0 && !zero && rest.whole().is_some_and(|r| (1..10).contains(&r));
        section = section.add(if tail { rest.shift(last_scale - 1)? } else { rest })?;
    }
    total.add(section)
}

/// Whether what stands at `p` counts parts: 折, 成, 百分点, %.
pub(crate) fn parted(text: &str, p: usize) -> bool {
    let rest = text[p..].trim_start_matches(' ');
    let rest = rest.strip_prefix(['个', '個']).unwrap_or(rest);
    rest.starts_with("百分") || rest.starts_with(['折', '成', '%', '％', '倍'])
}

/// 点 and the figures behind it, and a scale word behind those.
fn point(text: &str, mut numeral: Numeral) -> Option<Numeral> {
    let (dot, spaced) = skip_space(text, numeral.end, true);
    let At(Some('点' | '點'), p) = at(text, dot) else { return Some(numeral) };
    let (behind, gap) = skip_space(text, p, true);
    let mut p = if spaced || gap { behind } else { p };
    if !numeral.is_han || numeral.has_fraction {
        return Some(numeral);
    }
    let (mut value, mut places, from) = (numeral.value, 0, p);
    while let At(Some(c), next) = at(text, p)
        && let Some(d) = han_digit(c).map(|d| d as u8).or_else(|| digit_of(c))
        && c != '两'
        && c != '兩'
    {
        value = value.shift(0)?;
        places += 1;
        if places > 20 {
            return None;
        }
        value = value.add(Exact::int(i64::from(d)).shift(-places)?)?;
        p = next;
    }
    if p == from {
        return Some(numeral);
    }
    // A space beside the point is a decimal's only where its unit says so: 四点 五个百分点.
    if gap && !spaced && !parted(text, p) {
        return Some(numeral);
    }
    // 三点一十: a clock, not a decimal.
    if at(text, p).0.is_some_and(|c| small(c).is_some_and(|s| s == 1)) {
        return Some(numeral);
    }
    (numeral.value, numeral.has_fraction, numeral.end) = (value, true, p);
    while let At(Some(c), next) = at(text, numeral.end)
        && let Some(power) = big(c).or_else(|| small(c).filter(|&s| s > 1))
        && numeral.scale < 16
    {
        numeral.value = numeral.value.shift(power)?;
        numeral.scale += power;
        numeral.end = next;
    }
    Some(numeral)
}
