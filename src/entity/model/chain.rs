//! The best labels of a run, and how sure they are.

use super::super::EntityKind;
use super::super::candidate::{Candidate, View};
use super::feature;
use crate::lexicon::{LABELS, NameModel, Scores, Sum};

/// The kinds of names that the chain knows; kind `k` has the labels `2k + 1` for its first character and `2k + 2` for others.
pub(super) const KINDS: [EntityKind; 3] = [EntityKind::Person, EntityKind::Organization, EntityKind::Place];

/// No path leads there: lower than what any label costs, and far enough from the bounds of the type.
///
/// What a label costs beside the best one of its place is bounded, since the path may change a place earlier: a few hundred in
/// practice, four times 127 a feature at most. Sums that would pass the bounds stay at them.
const NEVER: i16 = -20_000;

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

/// A character of a run, with the best scores of both sides. They are counted from the best one of the place.
struct Step {
    own: Scores,
    /// Of the best path up to a label, with its own score, and of the best one from behind it.
    ahead: Scores,
    behind: Scores,
    /// Where it starts.
    place: usize,
    /// What `ahead` and `behind` are counted from.
    bases: [i32; 2],
}

/// One run of characters; the last step is its end, without scores.
struct Chain {
    steps: Vec<Step>,
    best: i32,
}

/// `pairs[before][label]`: what a label costs or brings behind another, [`NEVER`] where it may not follow.
type Pairs = [Scores; LABELS + 1];

/// All runs of a text.
pub(in super::super) struct Chains {
    pairs: Pairs,
    chains: Vec<Chain>,
}

impl Chains {
    /// Reads a text, knowing what the rules found: sorted and disjoint.
    pub(in super::super) fn read(view: &View<'_>, model: &NameModel, rules: &[Candidate]) -> Self {
        let cost = |before: usize, label: usize| {
            if label < LABELS && may_follow(before, label) { model.transition(before, label) } else { NEVER }
        };
        let pairs: Pairs = std::array::from_fn(|before| std::array::from_fn(|label| cost(before, label)));
        // The same from behind: a row a label that follows.
        let back = std::array::from_fn(|label| {
            std::array::from_fn(|before| if before < LABELS { pairs[before][label] } else { NEVER })
        });
        let mut reader = feature::Reader::new(view, rules, |key| model.rows(key));
        let mut sums: Vec<Sum> = Vec::new();
        let chains = feature::runs(view, rules, false)
            .iter()
            .map(|run| {
                reader.read(run);
                sums.clear();
                sums.extend(reader.features().map(|features| {
                    let mut sum = Sum::default();
                    features.each(|rows, place| sum.add(rows[place]));
                    sum
                }));
                reader.of_rules.iter().for_each(|(at, rows)| sums[*at].add(rows[0]));
                Chain::new(&pairs, &back, &reader.places, &sums)
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
        let at = |place: usize| chain.steps.binary_search_by_key(&place, |s| s.place).ok();
        let (from, to) = (at(start)?, at(end)?);
        (from < to).then(|| chain.opinion(&self.pairs, from, to, first))
    }
}

/// The best of what leads to each label: through `from`, along the rows of `pairs`.
#[inline]
fn best_of(from: &Scores, pairs: &[Scores]) -> Scores {
    let mut best = [i16::MIN; LABELS + 1];
    for (&from, row) in from.iter().zip(pairs) {
        for (best, pair) in best.iter_mut().zip(row) {
            *best = (*best).max(pair.saturating_add(from));
        }
    }
    best
}

#[inline]
fn add(scores: &mut Scores, own: &Scores) {
    scores.iter_mut().zip(own).for_each(|(score, own)| *score = score.saturating_add(*own));
}

/// Counts scores from the best of them; returns that.
#[inline]
fn rebase(scores: &mut Scores) -> i32 {
    let best = scores[..LABELS].iter().copied().max().unwrap_or(0);
    scores.iter_mut().for_each(|score| *score = score.saturating_sub(best));
    i32::from(best)
}

impl Chain {
    fn new(pairs: &Pairs, back: &Pairs, places: &[usize], sums: &[Sum]) -> Self {
        let mut steps: Vec<Step> = Vec::with_capacity(places.len());
        let mut best = 0;
        for (&place, sum) in places.iter().zip(sums) {
            let own = sum.scores();
            let mut ahead = steps.last().map_or(pairs[LABELS], |s| best_of(&s.ahead, &pairs[..LABELS]));
            add(&mut ahead, &own);
            best += rebase(&mut ahead);
            steps.push(Step { own, ahead, behind: [0; LABELS + 1], place, bases: [best, 0] });
        }
        let mut base = 0;
        for at in (1..steps.len()).rev() {
            let mut next = steps[at].behind;
            add(&mut next, &steps[at].own);
            let mut behind = best_of(&next, &back[..LABELS]);
            base += rebase(&mut behind);
            (steps[at - 1].behind, steps[at - 1].bases[1]) = (behind, base);
        }
        let [own, ahead, behind] = [[0; LABELS + 1]; 3];
        steps.extend(places.last().map(|&place| Step { own, ahead, behind, place, bases: [0; 2] }));
        Self { steps, best }
    }

    fn end(&self) -> usize {
        self.steps.last().map_or(0, |s| s.place)
    }

    /// The number of characters.
    fn len(&self) -> usize {
        self.steps.len() - 1
    }

    /// The best path with a label here.
    fn through(&self, at: usize, label: usize) -> i32 {
        let step = &self.steps[at];
        step.bases[0] + step.bases[1] + i32::from(step.ahead[label]) + i32::from(step.behind[label])
    }

    /// How much worse the best path is that has another label here.
    fn margin(&self, at: usize, allowed: impl Fn(usize) -> bool) -> i32 {
        let other = (0..LABELS).filter(|&l| !allowed(l)).map(|l| self.through(at, l)).max();
        self.best - other.unwrap_or(i32::from(NEVER))
    }

    fn label(&self, at: usize) -> usize {
        let step = &self.steps[at];
        // Of equal labels the first.
        (0..LABELS).rev().max_by_key(|&l| i32::from(step.ahead[l]) + i32::from(step.behind[l])).unwrap_or(0)
    }

    fn names(&self, out: &mut Vec<Tagged>) {
        let len = self.len();
        let mut at = 0;
        while at < len {
            let first = self.label(at);
            if first.is_multiple_of(2) {
                at += 1;
                continue;
            }
            let mut end = at + 1;
            while end < len && self.label(end) == first + 1 {
                end += 1;
            }
            let margin = self.least_margin(at, end, first);
            let (start, stop) = (self.steps[at].place, self.steps[end].place);
            out.push(Tagged { start, end: stop, kind: KINDS[first / 2], margin });
            at = end;
        }
    }

    /// How much worse the best path is that does not have the name `from..to`, which the best path has.
    fn least_margin(&self, from: usize, to: usize, first: usize) -> i32 {
        let inner = (from..to).map(|i| self.margin(i, |l| l == if i == from { first } else { first + 1 })).min();
        let edge = if to < self.len() { self.margin(to, |l| l != first + 1) } else { i32::MAX };
        inner.unwrap_or(0).min(edge)
    }

    fn opinion(&self, pairs: &Pairs, from: usize, to: usize, first: usize) -> i32 {
        let mut score = self.steps[from].bases[0] + i32::from(self.steps[from].ahead[first]);
        for at in from + 1..to {
            let before = if at == from + 1 { first } else { first + 1 };
            score += i32::from(pairs[before][first + 1]) + i32::from(self.steps[at].own[first + 1]);
        }
        let last = if to == from + 1 { first } else { first + 1 };
        if to < self.len() {
            let next = &self.steps[to];
            score += (0..LABELS)
                .filter(|&l| l != first + 1)
                .map(|l| i32::from(pairs[last][l]) + i32::from(next.own[l]) + i32::from(next.behind[l]))
                .max()
                .map_or(0, |best| best + next.bases[1]);
        }
        if score < self.best { score - self.best } else { self.least_margin(from, to, first) }
    }
}
