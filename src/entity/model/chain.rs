//! The best labels of a run, and how sure they are.

use super::super::EntityKind;
use super::super::candidate::{Candidate, View};
use super::feature;
use crate::lexicon::{LABELS, NameModel, Scores, Sum};

/// The kinds of names that the chain knows; kind `k` has the labels `2k + 1` for its first character and `2k + 2` for others.
pub(super) const KINDS: [EntityKind; 3] = [EntityKind::Person, EntityKind::Organization, EntityKind::Place];

/// No path leads there.
/// No sum of two of them and a text's scores passes the bounds of the type.
const NEVER: i32 = i32::MIN / 8;

/// Whether a label may follow another; `before` is [`LABELS`] at a beginning.
pub(super) fn may_follow(before: usize, label: usize) -> bool {
    label == 0 || label % 2 == 1 || before == label || before + 1 == label && before != 0 && before != LABELS
}

/// A name of the best path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in super::super) struct Tagged {
    pub(in super::super) start: usize,
    pub(in super::super) end: usize,
    pub(in super::super) kind: EntityKind,
    /// How much worse the best path is that does not have it, in units of the weights.
    pub(in super::super) margin: i32,
}

/// One run of characters with its best scores from both sides.
struct Chain {
    /// Where its characters start, and the end.
    places: Vec<usize>,
    own: Vec<Scores>,
    /// Of the best path up to a label, and of the best one from behind it.
    ahead: Vec<[i32; LABELS]>,
    behind: Vec<[i32; LABELS]>,
    best: i32,
}

/// `pairs[before][label]`: what a label costs or brings behind another, [`NEVER`] where it may not follow.
type Pairs = [[i32; LABELS]; LABELS + 1];

/// All runs of a text.
pub(in super::super) struct Chains {
    pairs: Pairs,
    chains: Vec<Chain>,
}

impl Chains {
    /// Reads a text, knowing what the rules found: sorted and disjoint.
    pub(in super::super) fn read(view: &View<'_>, model: &NameModel, rules: &[Candidate]) -> Self {
        let pairs = std::array::from_fn(|before| {
            std::array::from_fn(|label| if may_follow(before, label) { model.transition(before, label) } else { NEVER })
        });
        let chains = feature::runs(view, rules)
            .iter()
            .map(|run| {
                let mut sums = vec![Sum::default(); run.clone().map(|i| view.chars(i)).sum()];
                let places = feature::features(view, run, rules, |at, hash| {
                    if let Some(sum) = sums.get_mut(at) {
                        model.add(hash, sum);
                    }
                });
                Chain::new(&pairs, places, sums.into_iter().map(Sum::scores).collect())
            })
            .collect();
        Self { pairs, chains }
    }

    /// The names of the best paths.
    pub(in super::super) fn names(&self) -> Vec<Tagged> {
        let mut out = Vec::new();
        self.chains.iter().for_each(|c| c.names(&mut out));
        out
    }

    /// What the chain thinks of a span as a name of a kind, in units of the weights: above zero when the best path has it, else
    /// how much the best path with it is worse. Nothing where it did not look.
    pub(in super::super) fn opinion(&self, start: usize, end: usize, kind: EntityKind) -> Option<i32> {
        let first = 2 * KINDS.iter().position(|&k| k == kind)? + 1;
        let i = self.chains.partition_point(|c| c.end() <= start);
        let chain = self.chains.get(i)?;
        let (from, to) = (chain.places.binary_search(&start).ok()?, chain.places.binary_search(&end).ok()?);
        (from < to).then(|| chain.opinion(&self.pairs, from, to, first))
    }
}

impl Chain {
    fn new(pairs: &Pairs, places: Vec<usize>, own: Vec<Scores>) -> Self {
        let n = own.len();
        let mut ahead = vec![[NEVER; LABELS]; n];
        let mut behind = vec![[0; LABELS]; n];
        for at in 0..n {
            let mut best = if at == 0 { pairs[LABELS] } else { [NEVER; LABELS] };
            if at > 0 {
                for (before, row) in ahead[at - 1].iter().zip(pairs) {
                    best.iter_mut().zip(row).for_each(|(best, pair)| *best = (*best).max(before + pair));
                }
            }
            best.iter_mut().zip(&own[at]).for_each(|(best, &own)| *best += i32::from(own));
            ahead[at] = best;
        }
        for at in (1..n).rev() {
            let mut next = behind[at];
            next.iter_mut().zip(&own[at]).for_each(|(next, &own)| *next += i32::from(own));
            for (label, row) in pairs[..LABELS].iter().enumerate() {
                let best = row.iter().zip(&next).map(|(pair, next)| pair + next).max();
                behind[at - 1][label] = best.unwrap_or(NEVER);
            }
        }
        let best = ahead.last().map_or(0, |last| last.iter().copied().max().unwrap_or(0));
        Self { places, own, ahead, behind, best }
    }

    fn end(&self) -> usize {
        self.places.last().copied().unwrap_or(0)
    }

    /// How much worse the best path is that has another label here.
    fn margin(&self, at: usize, allowed: impl Fn(usize) -> bool) -> i32 {
        let other = (0..LABELS).filter(|&l| !allowed(l)).map(|l| self.ahead[at][l] + self.behind[at][l]).max();
        self.best - other.unwrap_or(NEVER)
    }

    fn label(&self, at: usize) -> usize {
        // Of equal labels the first.
        (0..LABELS).rev().max_by_key(|&l| self.ahead[at][l] + self.behind[at][l]).unwrap_or(0)
    }

    fn names(&self, out: &mut Vec<Tagged>) {
        let labels: Vec<usize> = (0..self.own.len()).map(|at| self.label(at)).collect();
        let mut at = 0;
        while at < labels.len() {
            let first = labels[at];
            if first.is_multiple_of(2) {
                at += 1;
                continue;
            }
            let mut end = at + 1;
            while labels.get(end) == Some(&(first + 1)) {
                end += 1;
            }
            let inner = (at..end).map(|i| self.margin(i, |l| l == if i == at { first } else { first + 1 })).min();
            let edge = if end < labels.len() { self.margin(end, |l| l != first + 1) } else { i32::MAX };
            let margin = inner.unwrap_or(0).min(edge);
            out.push(Tagged { start: self.places[at], end: self.places[end], kind: KINDS[first / 2], margin });
            at = end;
        }
    }

    fn opinion(&self, pairs: &Pairs, from: usize, to: usize, first: usize) -> i32 {
        let mut score = self.ahead[from][first];
        for at in from + 1..to {
            let before = if at == from + 1 { first } else { first + 1 };
            score += pairs[before][first + 1] + i32::from(self.own[at][first + 1]);
        }
        let last = if to == from + 1 { first } else { first + 1 };
        score += if to == self.own.len() {
            0
        } else {
            (0..LABELS)
                .filter(|&next| next != first + 1)
                .map(|next| pairs[last][next] + i32::from(self.own[to][next]) + self.behind[to][next])
                .max()
                .unwrap_or(NEVER)
        };
        if score < self.best {
            return score - self.best;
        }
        let inner = (from..to).map(|i| self.margin(i, |l| l == if i == from { first } else { first + 1 })).min();
        let edge = if to < self.own.len() { self.margin(to, |l| l != first + 1) } else { i32::MAX };
        inner.unwrap_or(0).min(edge)
    }
}
