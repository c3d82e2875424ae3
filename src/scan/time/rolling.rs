//! Times that count from now: 近三年, 三天前.

use super::{Context, Expr, TimeUnit, at, before, is_han, parse};

pub(super) fn time_unit(cx: &Context<'_>, p: usize) -> Option<(TimeUnit, usize)> {
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
pub(super) fn rolling(cx: &Context<'_>, i: usize) -> Option<(Expr, usize)> {
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
    let can_lead = matches!(
        at(text, i).0,
        Some(
            '过' | '過'
                | '最'
                | '近'
                | '之'
                | '此'
                | '上'
                | '前'
                | '未'
                | '今'
                | '接'
                | '下'
                | '后'
                | '後'
                | '随'
                | '刚'
        )
    );
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
pub(super) fn ago(cx: &Context<'_>, i: usize) -> Option<(Expr, usize)> {
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
        Some(u) if n.infix == super::super::numeral::Infix::None => i32::try_from(u.whole()?).ok()?,
        _ => low,
    };
    let (sign, stop) = ago_word(text, end)?;
    Some((Expr::Ago(sign * low, sign * high, unit), stop))
}

pub(super) fn ago_word(text: &str, p: usize) -> Option<(i32, usize)> {
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
    if !matches!(at(text, p).0, Some('之' | '以' | '前' | '后' | '後' | '过')) {
        return None;
    }
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
