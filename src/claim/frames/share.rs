//! Parts of a whole: 占全部投资的六成, 完成年度计划的八成, 四分之一的航班.

use super::Scene;
use crate::claim::{Claim, ClaimKind};
use crate::lexicon::class;
use crate::quantity::QuantityKind;

/// Longest whole between 占 and its number, in atoms.
const WHOLE_MAX: usize = 16;

/// `占 W (的) P`, `占比 P`. Leaves 占地三亩.
pub(super) fn of(s: &Scene<'_, '_>) -> Option<Claim> {
    if matches!(s.quantity.kind, QuantityKind::Ordinal | QuantityKind::PercentagePoint | QuantityKind::Duration) {
        return None;
    }
    let low = s.at.saturating_sub(WHOLE_MAX);
    let verb = (low..s.at)
        .rev()
        .take_while(|&p| s.view.at(p).is_some_and(|a| a.number().is_none()))
        .find(|&p| s.view.is(p, class::SHARE))?;
    let noun = matches!(
        s.view.word(verb),
        "比重" | "份额" | "占比" | "占比为" | "占比达" | "比重为" | "所占比例" | "所占比重"
    );
    let whole = s.view.object_before(verb + 1, s.at).filter(|_| !noun);
    if !noun && whole.is_none() && !s.is_portion() {
        return None;
    }
    // 占比较上年提高2个百分点 is a change of the share.
    if (verb + 1..s.at).any(|p| s.view.is(p, class::CHANGE)) {
        return None;
    }
    let subject = s.subject()?;
    let whole = whole.and_then(|w| s.named(w));
    Some(Claim { value: Some(s.index), whole, ..s.claim(ClaimKind::Share, subject, Some(verb)) })
}

/// `完成年度计划的82%`.
pub(super) fn goal(s: &Scene<'_, '_>) -> Option<Claim> {
    let low = s.at.saturating_sub(WHOLE_MAX);
    let goal = (low..s.at)
        .rev()
        .take_while(|&p| s.view.at(p).is_some_and(|a| a.number().is_none()))
        .find(|&p| s.view.is(p, class::GOAL))?;
    let verb = (low..goal).rev().find(|&p| matches!(s.view.word(p), "完成" | "占" | "实现" | "达到" | "为"))?;
    if !s.is_portion() {
        return None;
    }
    let whole = s.named((verb + 1, goal + 1));
    Some(Claim { value: Some(s.index), whole, ..s.claim(ClaimKind::Share, s.subject()?, Some(verb)) })
}

/// `取消四分之一的航班`, `保证五分之一运力`: a part of the noun behind. Leaves 15%的增长, 5%的利率.
pub(super) fn part(s: &Scene<'_, '_>) -> Option<Claim> {
    if !s.is_portion() || s.view.tied(s.at, class::CHANGE | class::RATE).is_some() {
        return None;
    }
    let noun = s.view.behind(s.at)?;
    let rate =
        (noun.0..noun.1).any(|p| s.view.is(p, class::RATE | class::CHANGE) || s.view.word(p).ends_with(['率', '幅']));
    if rate || s.view.word(s.at + 1) != "的" && s.quantity.kind != QuantityKind::Fraction {
        return None;
    }
    let whole = s.named(noun)?;
    let subject = s.own_subject().unwrap_or((whole, 80));
    Some(Claim { value: Some(s.index), whole: Some(whole), ..s.claim(ClaimKind::Share, subject, s.left.verb) })
}
