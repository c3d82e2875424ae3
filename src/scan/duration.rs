//! Sums of parts: 3元5角, 2小时28分15秒; and the ISO form of a span of time.

use super::Context;
use super::exact::Exact;
use super::term::{Term, term};
use super::types::{At, at};
use crate::lexicon::number::UnitKind;
use std::fmt::Write as _;

/// Most parts of a sum.
const PARTS_MAX: usize = 8;

/// The sum that begins with `first`, when more than one part follows.
pub(super) fn sum<'c>(cx: &Context<'c>, first: &Term) -> Option<Term> {
    let kind = first.unit.as_ref()?.kind;
    if first.numeral.upper.is_some() || first.over_after || first.over_before_unit {
        return None;
    }
    match kind {
        UnitKind::Money | UnitKind::MoneyPiece | UnitKind::MoneyTenth => money(cx, first),
        UnitKind::Duration => time(cx, first),
        UnitKind::Count
            if first.unit.as_ref().is_some_and(|u| u.symbol == "分") && first.numeral.value.whole().is_some() =>
        {
            minutes(cx, first)
        }
        _ => None,
    }
}

fn skip_and(cx: &Context<'_>, p: usize) -> usize {
    match at(cx.text, p) {
        At(Some('又' | '零' | '〇'), next) => next,
        _ => p,
    }
}

fn money<'c>(cx: &Context<'c>, first: &Term) -> Option<Term> {
    let unit = first.unit.clone()?;
    let mut total = first.value;
    if unit.kind == UnitKind::MoneyTenth {
        total = total.shift(-1)?;
    }
    let (mut end, mut count, mut place) = (first.end, 0, if unit.kind == UnitKind::MoneyTenth { 1 } else { 0 });
    while count < 2 {
        let start = skip_and(cx, end);
        let numeral = super::numeral::parse(cx.text, start, |_, _| false);
        let Some(n) = numeral.filter(|n| n.value.whole().is_some_and(|v| (1..100).contains(&v)) && n.upper.is_none())
        else {
            break;
        };
        let rest = &cx.text[n.end..];
        let (step, len) = if unit.symbol == "CNY" && rest.starts_with(['角', '毛']) && place < 1 {
            (1, '角'.len_utf8())
        } else if unit.symbol == "CNY"
            && rest.starts_with('分')
            && !rest.starts_with("分钟")
            && !rest.starts_with("分之")
        {
            (2, '分'.len_utf8())
        } else if let Some(sub) =
            cx.unit(n.end).filter(|u| u.kind == UnitKind::MoneyHundredth && u.symbol == unit.symbol)
        {
            (2, sub.end - n.end)
        } else {
            break;
        };
        total = total.add(n.value.shift(-step)?)?;
        (end, place, count) = (n.end + len, step, count + 1);
    }
    (count > 0).then(|| {
        let mut t = first.clone();
        (t.value, t.end, t.num_end) = (total, end, end);
        // 八块六毛钱
        if let At(Some('钱' | '錢'), next) = at(cx.text, end) {
            t.end = next;
        }
        t.unit = t.unit.map(|u| super::Found { kind: UnitKind::Money, ..u });
        t
    })
}

fn rank(symbol: &str) -> Option<u32> {
    Some(match symbol {
        "年" => 0,
        "个月" => 1,
        "周" => 2,
        "天" | "日" => 3,
        "小时" => 4,
        "分钟" => 5,
        "秒" => 6,
        _ => return None,
    })
}

fn time<'c>(cx: &Context<'c>, first: &Term) -> Option<Term> {
    let symbol = first.unit.as_ref()?.symbol;
    rank(symbol)?;
    let mut parts = vec![(first.value, symbol)];
    let mut end = first.end;
    while parts.len() < PARTS_MAX {
        let and = matches!(at(cx.text, end).0, Some('又'));
        let Some((value, symbol, stop)) = part(cx, skip_and(cx, end), parts.last().map(|p| p.1)) else { break };
        let (Some(a), Some(b)) = (parts.last().and_then(|p| rank(p.1)), rank(symbol)) else { break };
        if !(b > a || and && !parts.iter().any(|p| p.1 == symbol)) {
            break;
        }
        parts.push((value, symbol));
        end = stop;
    }
    (parts.len() > 1).then(|| {
        let mut t = first.clone();
        (t.end, t.num_end, t.parts) = (end, end, Some(parts));
        t
    })
}

/// One more part: 20分 behind 小时, 15秒.
fn part<'c>(cx: &Context<'c>, p: usize, last: Option<&str>) -> Option<(Exact, &'static str, usize)> {
    let n = super::numeral::parse(cx.text, p, |_, _| false)?;
    if n.upper.is_some() || n.bare_scale && n.value.whole() != Some(10) && n.parts == 1 {
        return None;
    }
    let rest = &cx.text[n.end..];
    if last == Some("小时") && rest.starts_with('分') && !rest.starts_with("分钟") && !rest.starts_with("分之") {
        return Some((n.value, "分钟", n.end + '分'.len_utf8()));
    }
    if rest.starts_with(['时', '時']) && last == Some("天") {
        return Some((n.value, "小时", n.end + '时'.len_utf8()));
    }
    let t = term(cx, p)?;
    let unit = t.unit.as_ref().filter(|u| u.kind == UnitKind::Duration)?;
    (!t.over_after && !t.over_before_unit).then_some((t.value, unit.symbol, t.end))
}

/// 2分30秒.
fn minutes<'c>(cx: &Context<'c>, first: &Term) -> Option<Term> {
    let (value, symbol, end) = part(cx, skip_and(cx, first.end), Some("分钟"))?;
    (symbol == "秒").then(|| {
        let mut t = first.clone();
        (t.end, t.num_end) = (end, end);
        t.parts = Some(vec![(first.value, "分钟"), (value, "秒")]);
        t.unit = t.unit.map(|u| super::Found { kind: UnitKind::Duration, symbol: "分钟", ..u });
        t
    })
}

/// The ISO 8601 form of the parts; halves become the next smaller unit.
pub(super) fn iso(parts: &[(Exact, &str)]) -> Option<String> {
    let mut slots: [Option<Exact>; 7] = [None; 7];
    let mut add = |slot: usize, value: Exact| -> Option<()> {
        slots[slot] = Some(slots[slot].unwrap_or(Exact::ZERO).add(value)?);
        Some(())
    };
    for &(value, symbol) in parts {
        let (slot, factor) = match symbol {
            "年" => (0, 1),
            "世纪" => (0, 100),
            "个月" => (1, 1),
            "季度" => (1, 3),
            "周" => (2, 1),
            "天" | "日" | "工作日" | "交易日" | "昼夜" | "晚" => (3, 1),
            "小时" => (4, 1),
            "分钟" => (5, 1),
            "刻钟" => (5, 15),
            "秒" => (6, 1),
            _ => return None,
        };
        let value = value.times(factor)?;
        let doubled = value.times(2)?.whole();
        let half = match (slot, doubled) {
            (_, Some(d)) if d % 2 == 0 => None,
            (0, Some(_)) => Some((1, 6)),
            (1, Some(_)) => Some((3, 15)),
            (3, Some(_)) => Some((4, 12)),
            (4 | 5, Some(_)) => Some((slot + 1, 30)),
            _ => None,
        };
        if let (Some((next, amount)), Some(d)) = (half, doubled) {
            if d != 1 {
                add(slot, Exact::int(d.div_euclid(2)))?;
            }
            add(next, Exact::int(amount))?;
        } else {
            add(slot, value)?;
        }
    }
    let mut out = String::from("P");
    for (slot, letter) in ['Y', 'M', 'W', 'D', 'H', 'M', 'S'].into_iter().enumerate() {
        if slot == 4 && slots[4..].iter().any(Option::is_some) {
            out.push('T');
        }
        if let Some(value) = slots[slot] {
            let _ = write!(out, "{}{letter}", value.decimal()?);
        }
    }
    Some(out)
}
