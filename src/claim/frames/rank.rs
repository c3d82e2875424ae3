//! Places in a row: 位居全省第三, 第一大出口国.

use super::Scene;
use crate::claim::{Claim, ClaimKind};
use crate::lexicon::class;
use crate::quantity::QuantityKind;

/// Longest scope between the verb and the ordinal, in atoms.
const SCOPE_MAX: usize = 8;
/// Counters of ordinals that count no places: 第十二届, 第三季度.
const NO_PLACES: [&str; 16] =
    ["届", "季度", "条", "轮", "次", "步", "章", "节", "期", "批", "号", "天", "年", "周", "集", "代"];

/// `位居 (W) 第N`. Leaves 第三季度出口, 第十二届.
pub(super) fn verb(s: &Scene<'_, '_>) -> Option<Claim> {
    if s.quantity.kind != QuantityKind::Ordinal || s.quantity.unit.as_deref().is_some_and(|u| NO_PLACES.contains(&u)) {
        return None;
    }
    let low = s.at.saturating_sub(SCOPE_MAX + 1);
    let verb = (low..s.at).rev().find(|&p| s.view.is(p, class::RANK))?;
    let clear = (verb + 1..s.at)
        .all(|p| s.view.at(p).is_some_and(|a| a.is_part() || matches!(s.view.word(p), "在" | "了" | "的" | "中")));
    if !clear {
        return None;
    }
    let mut subject = s.subject()?;
    // 排在第二位的青禾队: the one in the row stands behind.
    if s.view.word(s.at + 1) == "的"
        && s.left.noun.is_none()
        && let Some(behind) = s.view.behind(s.at)
    {
        subject = (s.named(behind)?, 85);
    }
    let scope = s.view.object_before(verb + 1, s.at).and_then(|o| s.named(o));
    Some(Claim { value: Some(s.index), scope, ..s.claim(ClaimKind::Rank, subject, Some(verb)) })
}

/// `是 W 第N大 X`. Leaves 第一次, 第二个.
pub(super) fn great(s: &Scene<'_, '_>) -> Option<Claim> {
    if s.quantity.kind != QuantityKind::Ordinal {
        return None;
    }
    let great = s.words().ends_with(['大', '高', '长']) || matches!(s.view.word(s.at + 1), "大" | "高" | "长");
    let low = s.at.saturating_sub(SCOPE_MAX + 1);
    let verb = (low..s.at).rev().find(|&p| s.view.is(p, class::LINK))?;
    let subject = s.subject().filter(|_| great)?;
    let scope = s.view.object_before(verb + 1, s.at).and_then(|o| s.named(o));
    let object = s.view.behind(s.at).and_then(|o| s.named(o));
    Some(Claim { value: Some(s.index), scope, object, ..s.claim(ClaimKind::Rank, subject, Some(verb)) })
}
