//! One thing at two times: 同比增长8%, 由60万吨增至75万吨, 与去年持平.

use super::{Scene, basis, direction};
use crate::claim::ground::{Atom, What};
use crate::claim::phrase::View;
use crate::claim::{Claim, ClaimKind};
use crate::lexicon::class;
use crate::quantity::{Basis, ChangeMode, Direction, QuantityKind};
use crate::text::Tag;

/// Longest way from a verb to the number that it moves, in atoms.
const VERB_WAY: usize = 5;

/// `与去年的31.8%基本持平`: the number is the base.
pub(super) fn flat(s: &Scene<'_, '_>) -> Option<Claim> {
    let flat = (s.at + 1..s.at + 3).find(|&p| {
        s.view.is(p, class::CHANGE) && direction(s.view.at(p).and_then(|a| a.way)) == Some(Direction::Flat)
    })?;
    let with = (s.at.saturating_sub(6)..s.at).rev().find(|&p| s.view.is(p, class::THAN))?;
    let subject = if with == 0 { s.topic.map(|t| (t, 80))? } else { s.subject()? };
    let value = level_before(s);
    let basis = basis(&s.view, s.at).or_else(|| s.quantity.change.as_ref().and_then(|c| c.basis));
    Some(Claim {
        base: Some(s.index),
        value,
        direction: Some(Direction::Flat),
        basis,
        ..s.claim(ClaimKind::Change, subject, Some(flat))
    })
}

/// `从 A 升至 B`: the number is B.
pub(super) fn from_to(s: &Scene<'_, '_>) -> Option<Claim> {
    let change = s.quantity.change.as_ref()?;
    let base = change.pair.filter(|_| change.mode == Some(ChangeMode::To))?;
    let from = s.g.facts.quantities.get(base)?.change.as_ref()?;
    if from.mode != Some(ChangeMode::From) {
        return None;
    }
    let base_at = (0..s.at).rev().take(48).find(|&p| s.view.at(p).is_some_and(|a| a.number() == Some(base)));
    // The whole phrase is told by the verb behind; only when it runs past the base, the part before the base is.
    let whole = s.left.noun.filter(|n| base_at.is_some_and(|b| n.1 <= b) && !s.left.only_rate);
    let part = base_at.and_then(|b| s.view.left(b).noun);
    let own = s.own.or_else(|| whole.or(part).and_then(|n| s.named(n)));
    let subject = own.map(|n| (n, 90)).or_else(|| s.subject())?;
    let verb = verb_before(s);
    let way = verb.and_then(|v| s.view.at(v)).and_then(|a| direction(a.way)).or(change.direction);
    let basis = change.basis.or_else(|| basis(&s.view, s.at));
    Some(Claim {
        value: Some(s.index),
        base: Some(base),
        direction: way,
        basis,
        ..s.claim(ClaimKind::Change, subject, verb)
    })
}

/// `增长 C`, `增至 B`, `增速为 C`. Leaves 增加3人员额 … and every number that no verb of change is tied to.
pub(super) fn verb(s: &Scene<'_, '_>) -> Option<Claim> {
    if matches!(s.quantity.kind, QuantityKind::Ordinal | QuantityKind::Score) {
        return None;
    }
    let change = s.quantity.change.as_ref();
    let own = is_own_change(s);
    let verb = verb_before(s);
    if verb.is_none() && !own {
        return None;
    }
    // 提升五年行动: a length of time that names something.
    let lasts = s.quantity.kind == QuantityKind::Duration;
    if lasts && s.view.behind(s.at).is_some() {
        return None;
    }
    // 连续上涨5天: how long it went on, not how far.
    let stretches = |v: usize| {
        s.view.is(v, class::DURATION | class::RATE)
            || matches!(s.view.word(v), "增加" | "减少" | "增至" | "减至" | "减")
    };
    if lasts && !verb.is_some_and(stretches) {
        return None;
    }
    let atom = verb.and_then(|v| s.view.at(v));
    let way = atom.and_then(|a| direction(a.way)).or(change.and_then(|c| c.direction));
    let to = verb.is_some_and(|v| {
        s.view.word(v).ends_with(['至', '到', '为', '成']) || matches!(s.view.word(v + 1), "至" | "到" | "为" | "成")
    });
    let rate = atom.is_some_and(|a| a.is(class::RATE));
    let to = to && !rate && !matches!(s.quantity.kind, QuantityKind::PercentagePoint | QuantityKind::Multiple);
    let average = basis(&s.view, s.at).filter(|b| *b == Basis::Average);
    let basis = average.or(change.and_then(|c| c.basis)).or_else(|| basis(&s.view, s.at));
    let subject = subject(s, verb)?;
    let claim = s.claim(ClaimKind::Change, subject, verb);
    if to {
        let base = base_before(s)
            .or_else(|| origin_before(s))
            .or_else(|| change.and_then(|c| c.pair).filter(|&p| s.g.facts.quantities[p].unit == s.quantity.unit));
        return Some(Claim { value: Some(s.index), base, direction: way, basis, ..claim });
    }
    let base = base_before(s);
    let value = base.and_then(|_| level_before(s));
    Some(Claim { delta: Some(s.index), base, value, direction: way, basis, ..claim })
}

/// `15%的同比增幅`.
pub(super) fn noun(s: &Scene<'_, '_>) -> Option<Claim> {
    if !s.is_portion() {
        return None;
    }
    let noun = s.view.behind(s.at)?;
    let rate = (noun.0..noun.1).find(|&p| {
        s.view.is(p, class::RATE | class::CHANGE) && !matches!(s.view.word(p), "同比" | "环比" | "占比" | "比重")
    })?;
    if rate + 1 != noun.1 {
        return None;
    }
    let way = s.view.at(rate).and_then(|a| direction(a.way));
    let basis = basis(&s.view, rate);
    Some(Claim { delta: Some(s.index), direction: way, basis, ..s.claim(ClaimKind::Change, s.subject()?, Some(rate)) })
}

/// Whether the number itself is a change: 翻了一番.
fn is_own_change(s: &Scene<'_, '_>) -> bool {
    s.words().starts_with('翻') || s.words().starts_with("减半")
}

/// The nearest verb or noun of change that the number is tied to.
fn verb_before(s: &Scene<'_, '_>) -> Option<usize> {
    let tied = s.view.tied(s.at, class::CHANGE | class::RATE);
    let tied = tied.filter(|&p| !matches!(s.view.word(p), "占比" | "比重" | "份额" | "比例" | "同比" | "环比"));
    let stated = s.quantity.change.as_ref().is_some_and(|c| c.mode.is_some());
    tied.or_else(|| {
        let low = s.at.saturating_sub(VERB_WAY);
        (low..s.at)
            .rev()
            .filter(|_| stated)
            .take_while(|&p| s.view.at(p).is_some_and(|a| a.number().is_none()))
            .find(|&p| s.view.is(p, class::CHANGE | class::RATE))
    })
}

fn subject(s: &Scene<'_, '_>, verb: Option<usize>) -> Option<super::Subject> {
    // 列车将两地的距离缩短了: what is moved stands behind 将.
    let given = verb.and_then(|v| {
        let takes = (v.saturating_sub(16)..v).rev().find(|&p| super::is_disposal(&s.view, p))?;
        s.view.object_before(takes + 1, v).and_then(|n| s.named(n))
    });
    if let Some(given) = given {
        return Some((given, 85));
    }
    // 公司实现营收增长3%: what grows stands between the first verb and the verb of change.
    let moved = s.left.verb.zip(verb).filter(|(first, verb)| first < verb && s.own.is_none());
    if let Some(moved) = moved.and_then(|(first, verb)| s.view.object_before(first + 1, verb)).and_then(|m| s.named(m))
    {
        return Some((moved, 85));
    }
    if s.own.is_some() || s.left.noun.is_some() && !s.left.only_rate && !s.left.pronoun {
        return s.own_subject();
    }
    // 新增就业10万人 has its noun between; 增速 alone has it in the clause before.
    let between = verb.and_then(|v| s.view.object_before(v + 1, s.at)).and_then(|o| s.named(o)).map(|n| (n, 80));
    if let Some(between) = between.filter(|_| s.left.noun.is_none()) {
        return Some(between);
    }
    s.subject()
}

/// `较去年的 A`: the quantity that the change starts from, in the same clause or as a base of the clause before.
fn base_before(s: &Scene<'_, '_>) -> Option<usize> {
    let own = (s.at.saturating_sub(24)..s.at).rev().find_map(|p| {
        let number = s.view.at(p)?.number()?;
        is_base(s, p).then_some(number)
    });
    own.or_else(|| {
        let previous = s.index.checked_sub(1)?;
        let q = s.g.facts.quantities.get(previous)?;
        let near = s.clause.span.start() >= q.span.end() && s.clause.span.start() - q.span.end() <= 6;
        let before = s.g.range(crate::text::TextSpan::new(q.span.start(), q.span.end())).start;
        (near && is_base_atom(s, before)).then_some(previous)
    })
}

fn is_base(s: &Scene<'_, '_>, position: usize) -> bool {
    s.view.list.get(position).is_some_and(|&a| is_base_atom(s, a as usize))
}

/// `较/比 + time + 的` before an atom.
fn is_base_atom(s: &Scene<'_, '_>, atom: usize) -> bool {
    is_compared(s.g, atom)
}

/// Whether the number at an atom is what something is compared with: 较去年的4966篇.
pub(in crate::claim) fn is_compared(g: &crate::claim::ground::Ground<'_>, atom: usize) -> bool {
    let low = atom.saturating_sub(5);
    let mut time = false;
    for i in (low..atom).rev() {
        let a = &g.atoms[i];
        if a.is(class::THAN) {
            return time;
        }
        match g.word(i) {
            "的" => {}
            _ if matches!(a.what, What::Time(_)) || a.tag.class() == b't' => time = true,
            _ if (a.is_noun() || a.tag == Tag::ZG) && a.stop == crate::claim::ground::Stop::No => {}
            _ => return false,
        }
    }
    false
}

/// `由去年的A调整为B`: whether the number at a position is where a change to a later number of its kind starts. Leaves 由3人组成.
pub(in crate::claim) fn is_origin(view: &View<'_, '_>, at: usize) -> bool {
    let before = (at.saturating_sub(4)..at).rev().find(|&p| !view.has(p..p + 1, Atom::is_time) && view.word(p) != "的");
    let opens = before.is_some_and(|p| matches!(view.word(p), "由" | "从"));
    let verb = (at + 1..view.len().min(at + 6)).find(|&p| view.is(p, class::CHANGE));
    let to = verb.and_then(|v| (v + 1..view.len().min(v + 4)).find_map(|p| view.at(p)?.number()));
    let all = &view.g.facts.quantities;
    let from = view.at(at).and_then(Atom::number).and_then(|n| all.get(n));
    let alike = from.zip(to.and_then(|n| all.get(n))).is_some_and(|(a, b)| a.kind == b.kind && a.unit == b.unit);
    opens && alike
}

/// The number of the clause that the change to this one starts from.
fn origin_before(s: &Scene<'_, '_>) -> Option<usize> {
    let from = (s.at.saturating_sub(9)..s.at).rev().find(|&p| s.view.has(p..p + 1, |a| a.number().is_some()))?;
    is_origin(&s.view, from).then(|| s.view.at(from)?.number()).flatten()
}

/// The level that was stated right before, in the same unit.
fn level_before(s: &Scene<'_, '_>) -> Option<usize> {
    let level = s.previous?.value?;
    let base = s.quantity;
    let other = s.g.facts.quantities.get(level)?;
    let of = s.g.facts.quantities.get(base_before(s).unwrap_or(s.index)).map_or(&base.unit, |q| &q.unit);
    (other.unit == *of).then_some(level)
}
