//! Claims without a number: 与去年持平, 跃居榜首, 仅为平日的一半.

use super::{basis, blank, direction};
use crate::claim::clause::Clause;
use crate::claim::phrase::View;
use crate::claim::{Claim, ClaimKind, Named};
use crate::lexicon::class;
use crate::quantity::Direction;

/// Longest scope or other side, in atoms.
const WAY_MAX: usize = 16;
/// Most claims of words in one clause.
const CLAIMS_MAX: usize = 2;

/// Reads the claims of a clause that no number carries.
pub(in crate::claim) fn read(view: &View<'_, '_>, clause: &Clause, topic: Option<Named>, out: &mut Vec<Claim>) {
    let mut found = 0;
    for at in 0..view.len() {
        let Some(atom) = view.at(at) else { break };
        if !atom.is(class::CHANGE | class::TOP | class::HALF) {
            continue;
        }
        let claim = flat(view, clause, at, topic)
            .or_else(|| top(view, clause, at, topic))
            .or_else(|| half(view, clause, at, topic));
        if let Some(claim) = claim {
            out.push(claim);
            found += 1;
            if found == CLAIMS_MAX {
                break;
            }
        }
    }
}

fn subject(view: &View<'_, '_>, at: usize, topic: Option<Named>) -> Option<(Named, u8)> {
    // With the verb itself in view, nouns that look like verbs before it are told from it.
    let left = view.left(at + 1);
    let own = left.noun.filter(|_| !left.only_rate).and_then(|n| view.span(n.0, n.1)).map(|s| (view.g.named(s), 85));
    own.or(topic.filter(|_| !left.broken).map(|t| (t, 75)))
}

/// `与 Y 持平`, 翻番, 腰斩, at the end of a clause. Leaves 持平的; a number in the clause has its own frame.
fn flat(view: &View<'_, '_>, clause: &Clause, at: usize, topic: Option<Named>) -> Option<Claim> {
    let word = view.word(at);
    let flat = view.at(at).and_then(|a| direction(a.way)) == Some(Direction::Flat) && word.ends_with('平');
    let factor = word.contains("一番") || word.contains("两番") || matches!(word, "翻番" | "翻倍" | "腰斩" | "减半");
    let numbers = (at.saturating_sub(WAY_MAX)..(at + 3).min(view.len()))
        .any(|p| view.at(p).is_some_and(|a| a.number().is_some()));
    if !(flat || factor) || numbers || view.word(at + 1) == "的" {
        return None;
    }
    let with = (at.saturating_sub(WAY_MAX)..at).find(|&p| view.is(p, class::THAN)).unwrap_or(at);
    let subject = if with == 0 { (topic?, 75) } else { subject(view, with, topic)? };
    let way = direction(view.at(at)?.way);
    let basis = basis(view, at);
    Some(Claim {
        predicate: Some(view.at(at)?.span),
        direction: way,
        basis,
        confidence: subject.1,
        frame: "change.word",
        ..blank(clause, ClaimKind::Change, subject.0)
    })
}

/// `跃居榜首`, `获得冠军`. Leaves 首席执行官.
fn top(view: &View<'_, '_>, clause: &Clause, at: usize, topic: Option<Named>) -> Option<Claim> {
    if !view.is(at, class::TOP) || view.at(at + 1).is_some_and(crate::claim::ground::Atom::is_noun) {
        return None;
    }
    let low = at.saturating_sub(WAY_MAX / 2);
    let verb = (low..at).rev().find(|&p| view.is(p, class::RANK))?;
    let subject = subject(view, verb, topic)?;
    let scope = view.object_before(verb + 1, at).and_then(|s| view.span(s.0, s.1)).map(|s| view.g.named(s));
    Some(Claim {
        predicate: Some(view.at(at)?.span),
        scope,
        confidence: subject.1,
        frame: "rank.word",
        ..blank(clause, ClaimKind::Rank, subject.0)
    })
}

/// `仅为 Y 的一半`. Leaves 一半时间, 一半是.
fn half(view: &View<'_, '_>, clause: &Clause, at: usize, topic: Option<Named>) -> Option<Claim> {
    if !view.is(at, class::HALF) {
        return None;
    }
    let low = at.saturating_sub(WAY_MAX);
    let link = (low..at).rev().find(|&p| view.is(p, class::LINK | class::EQUAL))?;
    let end = at - usize::from(at > link + 1 && view.word(at - 1) == "的");
    let than = view.span(link + 1, end).map(|s| view.g.named(s));
    let subject = subject(view, link, topic)?;
    than?;
    Some(Claim {
        predicate: Some(view.at(at)?.span),
        than,
        direction: Some(Direction::Down),
        confidence: subject.1,
        frame: "comparison.half",
        ..blank(clause, ClaimKind::Comparison, subject.0)
    })
}
