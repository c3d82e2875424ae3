//! Two things at one time: 比旧桥长120米, 高于全国2个百分点, 是乙地的2.4倍, 相当于10块.

use super::{Scene, direction};
use crate::claim::ground::{Atom, What};
use crate::claim::{Claim, ClaimKind};
use crate::lexicon::class;
use crate::quantity::{Direction, QuantityKind};

/// Longest other side, in atoms.
const THAN_MAX: usize = 24;
/// Other sides that are the same thing at another time.
const PAST: [&str; 16] = [
    "原来", "此前", "以前", "平时", "往年", "上年", "去年", "同期", "上月", "年初", "过去", "之前", "以往", "前年",
    "原先", "从前",
];

/// `比 Y 高 C`. 比去年高2度 is a change.
pub(super) fn than(s: &Scene<'_, '_>) -> Option<Claim> {
    let degree = s.view.tied(s.at, class::DEGREE | class::CHANGE | class::OVER)?;
    let low = degree.saturating_sub(THAN_MAX);
    let compares = |p: &usize| s.view.is(*p, class::THAN) && !matches!(s.view.word(*p), "与" | "同");
    let Some(than) = (low..degree).rev().find(compares) else { return than_before(s, degree) };
    let other = s.view.object_before(than + 1, degree).or_else(|| (degree > than + 1).then_some((than + 1, degree)))?;
    let past = is_past(s, than + 1, degree);
    if past && !s.view.is(degree, class::DEGREE) {
        return None;
    }
    let subject = subject_before(s, than)?;
    let way = s.view.at(degree)?.way;
    if past {
        // 比去年高2度: one thing at two times.
        let basis = super::basis(&s.view, degree);
        return Some(Claim {
            delta: Some(s.index),
            direction: direction(way),
            basis,
            ..s.claim(ClaimKind::Change, subject, Some(degree))
        });
    }
    let base = number_between(s, s.view.at(than)?.span.start());
    Some(Claim {
        delta: Some(s.index),
        base,
        than: s.named(other),
        direction: direction(way),
        ..s.claim(ClaimKind::Comparison, subject, Some(degree))
    })
}

/// The only number between the other side and the difference: 比第二名（15012）高5倍.
fn number_between(s: &Scene<'_, '_>, from: usize) -> Option<usize> {
    let all = &s.g.facts.quantities;
    let first = all.partition_point(|q| q.span.start() < from);
    let mut levels = (first..s.index).take(8).filter(|&i| all[i].kind != QuantityKind::Ordinal);
    levels.next().filter(|_| levels.next().is_none())
}

/// `与 Y 相比，多 C`: the other side stands in the clause before.
fn than_before(s: &Scene<'_, '_>, degree: usize) -> Option<Claim> {
    let before = s.before.filter(|_| s.view.is(degree, class::DEGREE))?;
    let than = (0..before.len().min(THAN_MAX)).find(|&p| before.is(p, class::THAN))?;
    let ends = before.word(before.len() - 1);
    if than > 2 || !(ends.ends_with("相比") || matches!(before.word(than), "相比" | "相较于" | "相比于" | "较"))
    {
        return None;
    }
    let end = before.len() - usize::from(ends.ends_with("相比"));
    let other = before.span(than + 1, end)?;
    if before.has(than + 1..end, |a| a.is_time()) {
        return None;
    }
    let subject = s.own_subject().or_else(|| s.topic.map(|t| (t, 75)))?;
    let way = s.view.at(degree)?.way;
    let base = number_between(s, other.start());
    Some(Claim {
        delta: Some(s.index),
        base,
        than: Some(s.g.named(other)),
        direction: direction(way),
        ..s.claim(ClaimKind::Comparison, subject, Some(degree))
    })
}

/// `高于 Y C`. Leaves 超过5000人 (a level).
pub(super) fn over(s: &Scene<'_, '_>) -> Option<Claim> {
    let low = s.at.saturating_sub(THAN_MAX);
    let over = (low..s.at)
        .rev()
        .take_while(|&p| s.view.at(p).is_some_and(|a| a.number().is_none()))
        .find(|&p| s.view.is(p, class::OVER))?;
    let other = s.view.object_before(over + 1, s.at)?;
    let way = s.view.at(over)?.way;
    if is_past(s, over + 1, s.at) {
        return Some(Claim {
            delta: Some(s.index),
            direction: direction(way),
            ..s.claim(ClaimKind::Change, s.subject()?, Some(over))
        });
    }
    Some(Claim {
        delta: Some(s.index),
        than: s.named(other),
        direction: direction(way),
        ..s.claim(ClaimKind::Comparison, s.subject()?, Some(over))
    })
}

/// `是 Y 的 N 倍`, `仅为 Y 的一半`. Leaves 翻了3倍.
pub(super) fn times(s: &Scene<'_, '_>) -> Option<Claim> {
    if !matches!(s.quantity.kind, QuantityKind::Multiple | QuantityKind::Fraction) {
        return None;
    }
    let of = (s.at.saturating_sub(3)..s.at)
        .rev()
        .find(|&p| s.view.word(p) == "的" || s.view.is(p, class::CHANGE))
        .filter(|&p| s.view.word(p) == "的")?;
    let low = of.saturating_sub(THAN_MAX);
    let link = (low..of).rev().find(|&p| s.view.is(p, class::LINK | class::EQUAL))?;
    let subject = s.subject()?;
    if is_past(s, link + 1, of) {
        let way = Some(if s.quantity.kind == QuantityKind::Fraction { Direction::Down } else { Direction::Up });
        return Some(Claim { delta: Some(s.index), direction: way, ..s.claim(ClaimKind::Change, subject, Some(link)) });
    }
    let below = s.quantity.kind == QuantityKind::Fraction;
    Some(Claim {
        delta: Some(s.index),
        than: s.named((link + 1, of)),
        direction: below.then_some(Direction::Down),
        ..s.claim(ClaimKind::Comparison, subject, Some(link))
    })
}

/// `相当于 N 个 Y`.
pub(super) fn equal(s: &Scene<'_, '_>) -> Option<Claim> {
    let equal = s.view.tied(s.at, class::EQUAL)?;
    let than = s.view.behind(s.at).and_then(|b| s.named(b));
    Some(Claim { delta: Some(s.index), than, ..s.claim(ClaimKind::Comparison, s.subject()?, Some(equal)) })
}

/// The subject before 比, which [`crate::claim::phrase`] has cut there.
fn subject_before(s: &Scene<'_, '_>, than: usize) -> Option<super::Subject> {
    if than == 0 {
        return s.own.map(|o| (o, 90)).or_else(|| s.topic.map(|t| (t, 80)));
    }
    let left = s.view.left(than);
    left.noun.filter(|_| !left.only_rate).and_then(|n| s.named(n)).map(|n| (n, 85)).or_else(|| s.subject())
}

fn is_past(s: &Scene<'_, '_>, from: usize, to: usize) -> bool {
    let time = s.view.has(from..from + 1, |a| matches!(a.what, What::Time(_)) || a.is_tagged(b"t"));
    // 比上年同期的40.5亿元: a time with its level, and no other thing.
    let alone = time && !s.view.has(from + 1..to, Atom::is_noun);
    // 比建交之初, 比战前.
    let moment = to.checked_sub(1).filter(|&p| p >= from).is_some_and(|p| {
        s.view.word(p).ends_with("之初")
            || matches!(s.view.word(p), "初" | "末" | "时" | "前" | "当时" | "当年" | "期间")
    });
    alone || moment || (from..to).any(|p| PAST.contains(&s.view.word(p)))
}
