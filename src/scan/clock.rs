//! Clock times: 15:30, 下午3点半, 8时20分.

use super::Context;
use super::numeral::{digit_of, parse};
use super::types::{At, Clock, Part, at};

/// A clock time at `p`, its end, whether am or pm fixes its half, and whether it is loose (两点多). `sure` says that a date or a
/// part of the day stands before it.
pub(super) fn clock(cx: &Context<'_>, p: usize, sure: bool) -> Option<(Clock, usize, bool, bool)> {
    colon(cx, p).map(|(c, e, f)| (c, e, f, false)).or_else(|| word(cx, p, sure).map(|(c, e, l)| (c, e, false, l)))
}

fn digit(text: &str, p: usize) -> bool {
    at(text, p).0.is_some_and(|c| digit_of(c).is_some())
}

fn two(text: &str, p: usize) -> Option<(u32, usize, usize)> {
    let (mut value, mut count, mut q) = (0, 0, p);
    while let At(Some(c), next) = at(text, q)
        && let Some(d) = digit_of(c)
    {
        count += 1;
        if count > 2 {
            return None;
        }
        value = value * 10 + u32::from(d);
        q = next;
    }
    (count > 0).then_some((value, count, q))
}

/// 15:30, 8:00 a.m., 11:30:10 p.m., 12：00.
fn colon(cx: &Context<'_>, p: usize) -> Option<(Clock, usize, bool)> {
    let text = cx.text;
    let (mut hour, _, q) = two(text, p)?;
    let colon = |q: usize| match at(text, q) {
        At(Some(':' | '：'), next) => Some(next),
        _ => None,
    };
    let mut minute = None;
    let mut second = None;
    let mut end = q;
    if let Some(next) = colon(q) {
        let (m, count, e) = two(text, next)?;
        if count != 2 || m > 59 {
            return None;
        }
        (minute, end) = (Some(m), e);
        if let Some(next) = colon(e) {
            let (s, count, e) = two(text, next)?;
            if count != 2 || s > 59 {
                return None;
            }
            (second, end) = (Some(s), e);
        }
    }
    // 1:15.4, 师生比为1:15: parts of a ratio.
    let head = cx.head(p, 4).trim_end_matches(['约', '約', '为', '為', '是', '达', '至', '到', '例', '的']);
    if matches!(at(text, end), At(Some('.'), next) if digit(text, next)) || head.ends_with('比') {
        return None;
    }
    let tail = cx.tail(cx.skip_space(end), 5).to_ascii_lowercase();
    let half = [("p.m.", true), ("a.m.", false), ("p.m", true), ("a.m", false), ("pm", true), ("am", false)]
        .into_iter()
        .find(|(w, _)| tail.starts_with(w) && !tail[w.len()..].starts_with(|c: char| c.is_ascii_alphanumeric()));
    if minute.is_none() && half.is_none() || hour > 24 || second.is_some() && half.is_none() && cx.is_timed(p) {
        return None;
    }
    let mut fixed = false;
    if let Some((word, afternoon)) = half {
        if hour == 0 || hour > 12 {
            return None;
        }
        hour = hour % 12 + if afternoon { 12 } else { 0 };
        end = cx.skip_space(end) + word.len();
        fixed = true;
    }
    if half.is_none() && cx.is_sport(p, end) && !tail.starts_with(['开', '的', '进', '结']) {
        return None;
    }
    Some((Clock { hour, minute, second }, end, fixed))
}

/// 3点半, 十五时二十分, 零点.
fn word(cx: &Context<'_>, p: usize, sure: bool) -> Option<(Clock, usize, bool)> {
    let text = cx.text;
    let n = parse(text, p, |_, _| true)?;
    if n.upper.is_some() || n.bare_scale && n.value.whole().is_none_or(|v| !(10..20).contains(&v)) {
        return None;
    }
    // The numeral may have read 三点五 as a decimal: its whole part is the hour.
    let dotted = n.has_fraction && n.is_han;
    if dotted && super::numeral::parted(text, n.end) {
        return None;
    }
    let (value, stop) = if dotted {
        let stop = p + text[p..n.end].find(['点', '點'])?;
        (parse(&text[..stop], p, |_, _| true)?.value, stop)
    } else {
        (n.value, n.end)
    };
    let hour = u32::try_from(value.whole()?).ok().filter(|&h| h <= 24)?;
    let stop = cx.skip_space(stop);
    let At(Some(mark), mut end) = at(text, stop) else { return None };
    let is_point = matches!(mark, '点' | '點');
    if !is_point && !(matches!(mark, '时' | '時') && (sure || !n.is_han || n.parts > 1)) {
        return None;
    }
    if is_point && text[end..].starts_with(['钟', '鐘']) {
        return Some((Clock { hour, minute: None, second: None }, end + '钟'.len_utf8(), false));
    }
    let mut clock = Clock { hour, minute: None, second: None };
    let mut told = sure;
    let rest = &text[end..];
    let mut loose = false;
    if let Some((len, minute)) = [("半", 30), ("一刻", 15), ("三刻", 45), ("整", 0)]
        .into_iter()
        .find(|(w, _)| rest.starts_with(w))
        .map(|(w, m)| (w.len(), m))
    {
        clock.minute = (minute > 0).then_some(minute);
        end += len;
        told = true;
    } else if let Some((minute, stop)) = minutes(cx, end) {
        let marked = text[stop..].starts_with('分') && !text[stop..].starts_with("分钟");
        if marked || sure && stop > end {
            clock.minute = Some(minute);
            end = if marked { stop + '分'.len_utf8() } else { stop };
            told = true;
            if let Some((second, stop)) = minutes(cx, end)
                && text[stop..].starts_with('秒')
            {
                clock.second = Some(second);
                end = stop + '秒'.len_utf8();
            }
        }
    } else if rest.starts_with(['多', '许', '許']) {
        end += '多'.len_utf8();
        loose = true;
        told = true;
    }
    if !told {
        let after = at(text, end).0;
        let free = after.is_none_or(|c| {
            !c.is_alphanumeric()
                || matches!(
                    c,
                    '到' | '至'
                        | '开'
                        | '開'
                        | '左'
                        | '前'
                        | '后'
                        | '後'
                        | '之'
                        | '以'
                        | '的'
                        | '起'
                        | '在'
                        | '就'
                        | '出'
                        | '和'
                        | '与'
                        | '我'
                        | '有'
                )
        });
        let head = cx.head(p, 2);
        let moved = head.ends_with([
            '涨', '跌', '升', '降', '报', '收', '于', '为', '第', '分', '至', '到', '这', '几', '有', '得',
        ]) && is_point
            && !head.ends_with("于是");
        let until = ["截至", "截止", "直到"].contains(&head);
        if !free && !until || moved && !until && !matches!(mark, '时' | '時') || cx.is_index(p) {
            return None;
        }
    }
    Some((clock, end, loose))
}

fn minutes(cx: &Context<'_>, p: usize) -> Option<(u32, usize)> {
    let p = if cx.text[p..].starts_with('零') { p + '零'.len_utf8() } else { p };
    let n = parse(cx.text, p, |_, _| true)?;
    let value = u32::try_from(n.value.whole()?).ok().filter(|&v| v < 60)?;
    (!n.has_fraction && n.upper.is_none()).then_some((value, n.end))
}

/// The hour of a clock, in the part of the day that is named.
pub(crate) fn hour_in(part: Option<Part>, hour: u32) -> u32 {
    match part {
        Some(Part::Afternoon | Part::Evening) if (1..12).contains(&hour) => hour + 12,
        Some(Part::Evening) if hour == 12 => 24,
        Some(Part::Noon) if (1..4).contains(&hour) => hour + 12,
        Some(Part::Night) if (6..12).contains(&hour) => hour + 12,
        Some(Part::Night | Part::Dawn) if hour == 12 => 0,
        _ => hour,
    }
}
