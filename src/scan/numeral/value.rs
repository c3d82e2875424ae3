//! What the parts of a numeral come to.

use super::digit::{big, digit_of, han_digit, small};
use super::{At, Exact, Infix, Numeral, Part, at, skip_space};

pub(super) fn finish(text: &str, parts: &[Part], mut numeral: Numeral, arabic: usize) -> Option<Numeral> {
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
pub(super) fn raised(parts: &[Part], few: usize) -> Option<Option<Exact>> {
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
pub(super) fn pair(parts: &[Part]) -> Option<usize> {
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
pub(super) fn eval(parts: &[Part], choice: Option<(usize, bool)>) -> Option<Exact> {
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
        // 四百五, 一万二, 三万二三: the last figure counts the next smaller place, unless a zero stands before it.
        let last_pair = choice.is_none_or(|(at, _)| at + 2 == parts.len());
        let tail = last_pair && last_scale > 0 && !zero && rest.whole().is_some_and(|r| (1..10).contains(&r));
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
pub(super) fn point(text: &str, mut numeral: Numeral) -> Option<Numeral> {
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
