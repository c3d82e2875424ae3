//! One resolver: of overlapping candidates, the set with the greatest weight; ties by the longer, the earlier, the earlier rule.

use super::EntityKind;
use super::candidate::{Candidate, SURE, View};

/// What each mention costs: one outer name wins over the two names that it is made of.
const MENTION_COST: i64 = 296;

/// The mentions that are printed, sorted and disjoint.
pub(super) fn resolve(view: &View<'_>, all: Vec<Candidate>) -> Vec<Candidate> {
    join_chains(view, heaviest(all, SURE))
}

/// From here on a candidate is evidence, if no mention.
const LIKELY: i32 = 34;

/// What the rules see by themselves, doubtful candidates included: sorted and disjoint.
pub(super) fn likely(all: &[Candidate]) -> Vec<Candidate> {
    heaviest(all.to_vec(), LIKELY)
}

/// The set of disjoint candidates with the greatest weight.
fn heaviest(mut all: Vec<Candidate>, score_min: i32) -> Vec<Candidate> {
    all.retain(|c| c.score >= score_min && c.start < c.end);
    all.sort_by(|a, b| (a.end, b.start, b.score, a.kind, a.rule).cmp(&(b.end, a.start, a.score, b.kind, b.rule)));
    all.dedup_by(|b, a| (a.start, a.end) == (b.start, b.end));
    let weight = |c: &Candidate| i64::from(c.score + 40) * (c.end - c.start) as i64 - MENTION_COST;
    // best[i]: the greatest weight of the first i candidates; took[i]: whether candidate i is in it.
    let mut best = vec![0_i64; all.len() + 1];
    let mut took = vec![false; all.len()];
    for (i, c) in all.iter().enumerate() {
        let free = all[..i].partition_point(|o| o.end <= c.start);
        let with = best[free] + weight(c);
        took[i] = with > best[i];
        best[i + 1] = best[i].max(with);
    }
    let mut chosen = Vec::new();
    let mut i = all.len();
    while i > 0 {
        if took[i - 1] {
            let c = all[i - 1];
            chosen.push(c);
            i = all[..i - 1].partition_point(|o| o.end <= c.start);
        } else {
            i -= 1;
        }
    }
    chosen.reverse();
    chosen
}

/// 吉林省长春市 is one place: adjacent places are one address.
fn join_chains(view: &View<'_>, chosen: Vec<Candidate>) -> Vec<Candidate> {
    let mut out: Vec<Candidate> = Vec::with_capacity(chosen.len());
    for c in chosen {
        if let Some(last) = out.last_mut()
            && last.end == c.start
            && last.kind == EntityKind::Place
            && c.kind == EntityKind::Place
            && last.rule != "place.pair"
            && c.end - c.start >= 6
            && last.end - last.start >= 6
            && !view.slice(c.start, c.end).starts_with("中国")
        {
            last.end = c.end;
            last.score = last.score.min(c.score);
            continue;
        }
        out.push(c);
    }
    out
}
