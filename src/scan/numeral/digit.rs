//! Figures: ASCII, full-width and Han ones, with thousands, points and exponents.

use super::{At, Exact, FIGURES_MAX, at};

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

pub(super) fn small(c: char) -> Option<i32> {
    Some(match c {
        '十' | '拾' => 1,
        '百' | '佰' => 2,
        '千' | '仟' => 3,
        _ => return None,
    })
}

pub(super) fn big(c: char) -> Option<i32> {
    Some(match c {
        '万' | '萬' => 4,
        '亿' | '億' => 8,
        '兆' => 12,
        _ => return None,
    })
}

/// 十, 百, 千, 万, 亿, 兆.
pub(crate) fn is_scale(c: char) -> bool {
    small(c).is_some() || big(c).is_some()
}

/// Whether a character other than a figure of [`digit_of`] can be a part of a numeral, or begin one.
pub(crate) fn is_part(c: char) -> bool {
    !c.is_ascii()
        && (han_digit(c).is_some() || small(c).is_some() || big(c).is_some() || is_few(c) || matches!(c, '廿' | '卅'))
}

pub(super) fn is_few(c: char) -> bool {
    matches!(c, '几' | '幾' | '数' | '數')
}

pub(crate) fn is_over(c: char) -> bool {
    matches!(c, '多' | '余' | '餘' | '来' | '來')
}

/// Figures at `i`: value, end, how many, whether with a fraction, whether grouped. Thousands in groups of three only.
pub(crate) fn figures(text: &str, i: usize) -> Option<(Option<Exact>, usize, usize, bool, bool)> {
    let (start, count) = ascii(text, i);
    let mut value = Some(Exact::int(start));
    let (mut p, mut count, mut grouped) = (i + count, count, false);
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

/// ASCII figures at `i` with at most a decimal point, before what neither parts thousands nor makes them more: value, end, figures
/// before the point, whether there is one. Nearly all numerals are of this kind.
pub(super) fn simple(text: &str, i: usize) -> Option<(Exact, usize, usize, bool)> {
    let bytes = text.as_bytes();
    let (mut mantissa, count) = ascii(text, i);
    let (mut end, mut places) = (i + count, 0);
    if bytes.get(end) == Some(&b'.') {
        let (fraction, figures) = ascii(text, end + 1);
        if figures == 0 || count + figures >= 16 {
            return None;
        }
        mantissa = mantissa * 10_i64.pow(figures as u32) + fraction;
        (end, places) = (end + 1 + figures, figures as u32);
    }
    // Han characters, and their comma and stop; none of the full-width signs.
    let ends = match bytes.get(end) {
        None => true,
        Some(&b) if b < 0x80 => !matches!(b, b'.' | b',' | b' ' | b'e' | b'E' | b'k' | b'K') && !b.is_ascii_digit(),
        Some(&b) => (0xE3..=0xE9).contains(&b),
    };
    (ends && (1..16).contains(&count)).then(|| (Exact::of_small(mantissa, places), end, count, places > 0))
}

/// The ASCII figures at `i` that no machine word is too short for: their value and how many they are.
fn ascii(text: &str, i: usize) -> (i64, usize) {
    let mut value = 0;
    let mut count = 0;
    for b in text.as_bytes()[i..].iter().take(16).take_while(|b| b.is_ascii_digit()) {
        value = value * 10 + i64::from(b - b'0');
        count += 1;
    }
    (value, count)
}

/// Whether a scale word or a percent sign stands behind the figures at `p`: 3·5亿 is a decimal, 9·11 a day.
pub(super) fn measured(text: &str, mut p: usize) -> bool {
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

/// What sums of money are called, or what is done with them; no other number stands right behind.
const SUMS: [&str; 28] = [
    "金额",
    "总额",
    "款项",
    "货款",
    "罚款",
    "罚金",
    "赔款",
    "补偿金",
    "赔偿金",
    "奖金",
    "押金",
    "定金",
    "租金",
    "工资",
    "月薪",
    "年薪",
    "收入",
    "售价",
    "单价",
    "总价",
    "费用",
    "医疗费",
    "学费",
    "利润",
    "成本",
    "赔偿",
    "人民币",
    "損失",
];

/// Whether a sum of money is announced before the figures at `start`: 工资3，200元.
fn is_sum(text: &str, start: usize) -> bool {
    let head = text[..start].trim_end_matches(['为', '達', '达', '约', '約', '共', '计', '計', '了', '：', ':', ' ']);
    SUMS.iter().any(|w| head.ends_with(w))
}

/// Whether the wide comma at `p` parts thousands. Behind ASCII figures it mostly ends a clause, so a second group must follow
/// (93，708，580), or a sum of money must be announced and its unit follow (工资3，200元); three figures in front, which could be a list,
/// need a unit at the end.
pub(super) fn wide_group(text: &str, p: usize, next: usize, count: usize) -> bool {
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
    let sum = groups == 1 && at(text, end).0 == Some('元') && is_sum(text, p - count);
    text.as_bytes()[next].is_ascii_digit() && (groups > 1 || sum) && !zero && (count < 3 || counted)
}

/// Whether exactly three figures stand here.
pub(super) fn group(text: &str, mut p: usize) -> bool {
    for _ in 0..3 {
        match at(text, p) {
            At(Some(c), next) if digit_of(c).is_some() => p = next,
            _ => return false,
        }
    }
    at(text, p).0.is_none_or(|c| digit_of(c).is_none())
}

/// `e5`, `E-1`, `k`: in figures only.
pub(super) fn exponent(text: &str, end: usize, value: Option<Exact>) -> (Option<Exact>, usize) {
    // ｅ and ｋ begin with 0xEF.
    if !matches!(text.as_bytes().get(end), Some(b'e' | b'E' | b'k' | b'K' | 0xEF)) {
        return (value, end);
    }
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

/// Figures of cheques and contracts. Two of them are also words: 参 (参展) and 陆 (陆军).
pub(super) fn is_formal(c: char) -> bool {
    matches!(c, '壹' | '贰' | '貳' | '叁' | '參' | '参' | '肆' | '伍' | '陆' | '陸' | '柒' | '捌' | '玖')
}
