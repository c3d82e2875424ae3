//! Events and plans: who did something, who will.

use super::clause::Clause;
use super::frames::blank;
use super::ground::{Atom, What};
use super::phrase::View;
use super::{Claim, ClaimKind, Named};
use crate::lexicon::class;

/// Longest way from a plan word to its verb, in atoms.
const PLAN_WAY: usize = 12;

/// The event or plan of a clause: at most one.
pub(super) fn read(view: &View<'_, '_>, clause: &Clause, topic: Option<Named>, has_time: bool) -> Option<Claim> {
    plan(view, clause, topic).or_else(|| event(view, clause, topic, has_time))
}

/// `S 将 V`. Leaves 将军, 将3人送医 (no verb of its own behind 将 but one that takes a frame).
fn plan(view: &View<'_, '_>, clause: &Clause, topic: Option<Named>) -> Option<Claim> {
    if clause.bits & class::PLAN == 0 {
        return None;
    }
    let word = (0..view.len()).take(48).find(|&p| view.is(p, class::PLAN) && !view.at(p).is_some_and(Atom::is_noun))?;
    let verb = (word + 1..view.len().min(word + PLAN_WAY)).find(|&p| {
        let Some(a) = view.at(p) else { return false };
        (a.is(class::EVENT | class::ACT | class::CHANGE) || a.is_verb())
            && !a.is(class::PLAN | class::HEDGE)
            && !a.is(class::LINK)
            && !matches!(view.word(p), "会" | "要" | "能" | "可" | "可以" | "继续" | "进一步" | "持续")
    })?;
    let subject = subject(view, word, topic)?;
    Some(Claim {
        predicate: Some(view.at(verb)?.span),
        modality: super::Modality::Planned,
        confidence: subject.1,
        frame: "plan.word",
        ..blank(clause, ClaimKind::Plan, subject.0)
    })
}

/// `S V 了`, a date with `S V`. Leaves verbs that stand before 的, and nouns.
fn event(view: &View<'_, '_>, clause: &Clause, topic: Option<Named>, has_time: bool) -> Option<Claim> {
    if clause.bits & class::EVENT == 0 {
        return None;
    }
    let verb = (0..view.len()).take(48).find(|&p| {
        if !view.is(p, class::EVENT) {
            return false;
        }
        let done = matches!(view.word(p + 1), "了")
            || p > 0 && matches!(view.word(p - 1), "已" | "已经" | "再次" | "正式" | "成功" | "先后");
        let relative = view.word(p + 1) == "的"
            || (p + 1..view.len().min(p + 6)).any(|i| view.word(i) == "的") && !done && !has_time;
        p > 0
            && !relative
            && (done || has_time)
            && !(p + 1 < view.len() && view.is(p + 1, class::LINK | class::CHANGE | class::EVENT) && !done)
    })?;
    let subject = subject(view, verb, topic)?;
    let entity = subject.0.entity.is_some() || view.left(verb).noun.is_some();
    entity.then(|| view.at(verb)).flatten().map(|a| Claim {
        predicate: Some(a.span),
        confidence: subject.1.min(80),
        frame: "event.verb",
        ..blank(clause, ClaimKind::Event, subject.0)
    })
}

fn subject(view: &View<'_, '_>, at: usize, topic: Option<Named>) -> Option<(Named, u8)> {
    // With the verb itself in view, nouns that look like verbs before it are told from it.
    let left = view.left(at + 1);
    let own = left.noun.filter(|_| !left.only_rate).and_then(|n| view.span(n.0, n.1)).map(|s| (view.g.named(s), 85));
    own.or(topic.map(|t| (t, 70)))
}

/// Whether a clause holds a time.
pub(super) fn has_time(view: &View<'_, '_>) -> bool {
    (0..view.len()).take(48).any(|p| view.at(p).is_some_and(|a| matches!(a.what, What::Time(_))))
}
