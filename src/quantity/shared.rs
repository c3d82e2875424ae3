//! What several numbers share: the unit behind the last of them, or the things that all are counted for.

use super::{Per, Quantity, QuantityKind};
use crate::scan::Context;
use crate::text::TextSpan;
use rust_decimal::Decimal;

pub(super) fn read(cx: &Context<'_>, quantities: &mut Vec<Quantity>) {
    portions(cx, quantities);
    points(cx, quantities);
    dividends(cx, quantities);
    short_plans(cx, quantities);
}

/// What stands between the two counts of 每10人中有3人.
const AMONG: [&str; 12] =
    ["中有", "里有", "中就有", "里就有", "就有", "中约有", "中至少有", "中超过", "有", "中會有", "就會有", "中会有"];

/// 每5人就有1人: one of five, not five and one: the first count is what the second one is counted for.
fn portions(cx: &Context<'_>, quantities: &mut Vec<Quantity>) {
    let mut wholes = vec![false; quantities.len()];
    for i in 1..quantities.len() {
        let (left, right) = quantities.split_at_mut(i);
        let (whole, part) = (&left[i - 1], &mut right[0]);
        let (Some(value), Some(unit)) = (whole.decimal(), &whole.unit) else { continue };
        let Some(gap) = cx.text.get(whole.span.end()..part.span.start()) else { continue };
        let Some(head) = cx.text[..whole.span.start()].strip_suffix('每') else { continue };
        let things = gap.find(['中', '里', '就', '有']).map_or("", |at| &gap[at..]);
        if whole.kind != QuantityKind::Quantity
            || part.kind != QuantityKind::Quantity
            || part.per.is_some()
            || gap.len() - things.len() > 18
            || gap[..gap.len() - things.len()].contains(|c: char| !c.is_alphanumeric())
            || !AMONG.contains(&things)
            || things == "有" && gap != things
            || !part.decimal().is_some_and(|p| p < value)
        {
            continue;
        }
        part.per = Some(Per { value, unit: unit.clone() });
        part.modifiers.push(TextSpan::new(head.len(), whole.span.end()));
        wholes[i - 1] = true;
    }
    drop_where(quantities, &wholes);
}

/// 1.1个和5.2个百分点, 5.2、3.1和2.2个百分点: numbers that share the unit behind the last of them.
fn points(cx: &Context<'_>, quantities: &mut [Quantity]) {
    for i in (1..quantities.len()).rev() {
        let (left, right) = quantities.split_at_mut(i);
        let (q, last) = (&mut left[i - 1], &right[0]);
        let half = match (q.kind, q.unit.as_deref()) {
            (QuantityKind::Quantity, Some("个")) => true,
            (QuantityKind::Number, None) => {
                last.decimal().zip(q.decimal()).is_some_and(|(a, b)| a.scale() > 0 && a.scale() == b.scale())
            }
            _ => false,
        };
        let shared = matches!(last.kind, QuantityKind::PercentagePoint | QuantityKind::BasisPoint);
        let gap = cx.text.get(q.span.end()..last.span.start());
        if half && shared && q.per.is_none() && matches!(gap, Some("和" | "、" | "与" | "及" | "與")) {
            (q.kind, q.unit) = (last.kind, last.unit.clone());
        }
    }
}

/// 10转4派3元: short for 每10股转增4股派3元.
fn short_plans(cx: &Context<'_>, quantities: &mut Vec<Quantity>) {
    let mut wholes = vec![false; quantities.len()];
    for i in 1..quantities.len() {
        let (left, right) = quantities.split_at_mut(i);
        let (whole, given) = (&left[i - 1], &mut right[0]);
        let gap = cx.text.get(whole.span.end()..given.span.start());
        let bare = whole.kind == QuantityKind::Number && whole.unit.is_none();
        let is_share = given.unit.is_none() && given.kind == QuantityKind::Number;
        if !bare || !matches!(gap, Some("转" | "派" | "送" | "转增" | "轉" | "派发")) {
            continue;
        }
        let Some(value) = whole.decimal() else { continue };
        // The ten, or what was read as given for the ten just before.
        let (value, first) = match &whole.per {
            Some(per) => (per.value, false),
            None => (value, true),
        };
        if first && value != Decimal::TEN || !is_share && given.kind != QuantityKind::Money {
            continue;
        }
        given.per = Some(Per { value, unit: "股".into() });
        wholes[i - 1] = first;
    }
    for q in quantities.iter_mut().filter(|q| q.unit.is_none() && q.per.as_ref().is_some_and(|p| &*p.unit == "股")) {
        (q.kind, q.unit) = (QuantityKind::Quantity, Some("股".into()));
    }
    drop_where(quantities, &wholes);
}

/// What is given for shares that are held.
const GIVEN: [&str; 10] = ["派", "送", "转增", "转", "配", "分红", "红利", "派息", "股息", "股利"];

/// 每10股派3.5元，送2股: the ten shares are what the others are counted for.
fn dividends(cx: &Context<'_>, quantities: &mut Vec<Quantity>) {
    let mut wholes = vec![false; quantities.len()];
    let mut i = 0;
    while i + 1 < quantities.len() {
        let head = &quantities[i];
        let each = cx.text[..head.span.start()].strip_suffix('每').filter(|_| head.unit.as_deref() == Some("股"));
        let (whole, at) = (head.span, i);
        i += 1;
        let (Some(each), Some(value)) = (each, head.decimal()) else { continue };
        let mut from = whole.end();
        for q in &mut quantities[i..] {
            let gap = cx.text.get(from..q.span.start()).unwrap_or("。");
            let fits = matches!(q.unit.as_deref(), Some("股" | "CNY" | "HKD" | "USD"));
            if !fits || q.per.is_some() || gap.contains(['。', '；', '每']) || !GIVEN.iter().any(|w| gap.contains(w))
            {
                break;
            }
            q.per = Some(Per { value, unit: "股".into() });
            if !wholes[at] {
                q.modifiers.push(TextSpan::new(each.len(), whole.end()));
            }
            wholes[at] = true;
            (from, i) = (q.span.end(), i + 1);
        }
    }
    drop_where(quantities, &wholes);
}

/// Takes out the quantities that are what others are counted for.
fn drop_where(quantities: &mut Vec<Quantity>, wholes: &[bool]) {
    let mut flags = wholes.iter();
    quantities.retain(|_| flags.next() != Some(&true));
}
