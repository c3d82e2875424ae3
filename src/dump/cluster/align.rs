//! Two copies side by side: what both have, what only one has.

use super::Difference;
use similar::{Algorithm, DiffOp, capture_diff_slices};

/// Two texts aligned.
#[derive(Debug)]
pub(super) struct Aligned {
    /// Twice the common characters among the characters of both, in ten-thousandths.
    pub(super) similarity: u32,
    /// What only one has, in the order of `here`.
    pub(super) differences: Vec<Difference>,
}

/// Most characters that are aligned as they are; longer texts are aligned line by line first.
const CHARS_MAX: usize = 20_000;

/// Aligns `here` with `best`.
pub(super) fn align(here: &str, best: &str) -> Aligned {
    let (a, b): (Vec<char>, Vec<char>) = (here.chars().collect(), best.chars().collect());
    let mut ops = Vec::new();
    if a.len().max(b.len()) <= CHARS_MAX {
        ops = capture_diff_slices(Algorithm::Patience, &a, &b);
    } else {
        by_lines(&a, &b, &mut ops);
    }
    let mut same = 0;
    let mut differences: Vec<Difference> = Vec::new();
    for op in ops {
        let (here, best) = (op.old_range(), op.new_range());
        if let DiffOp::Equal { len, .. } = op {
            same += len;
            continue;
        }
        let place = |r: &std::ops::Range<usize>| [r.start as u32, r.end as u32];
        let kind = match (here.is_empty(), best.is_empty()) {
            (false, true) => "injected",
            (true, false) => "lost",
            _ => "swapped",
        };
        differences.push(Difference { kind, here: place(&here), best: place(&best) });
    }
    let both = (a.len() + b.len()).max(1);
    Aligned { similarity: (same * 2 * 10_000 / both) as u32, differences }
}

/// Long texts: lines first, then characters inside the lines that differ, as long as those are short.
fn by_lines(a: &[char], b: &[char], out: &mut Vec<DiffOp>) {
    let lines = |t: &[char]| t.split_inclusive(|c| *c == '\n').map(<[char]>::to_vec).collect::<Vec<_>>();
    let (x, y) = (lines(a), lines(b));
    let starts = |l: &[Vec<char>]| {
        let mut at = vec![0];
        l.iter().for_each(|p| at.push(at[at.len() - 1] + p.len()));
        at
    };
    let (at_x, at_y) = (starts(&x), starts(&y));
    for op in capture_diff_slices(Algorithm::Patience, &x, &y) {
        let (old, new) = (op.old_range(), op.new_range());
        let (old, new) = (at_x[old.start]..at_x[old.end], at_y[new.start]..at_y[new.end]);
        if matches!(op, DiffOp::Equal { .. }) {
            out.push(DiffOp::Equal { old_index: old.start, new_index: new.start, len: old.len() });
        } else if old.len().max(new.len()) <= CHARS_MAX {
            let inner = capture_diff_slices(Algorithm::Patience, &a[old.clone()], &b[new.clone()]);
            out.extend(inner.into_iter().map(|op| shifted(op, old.start, new.start)));
        } else {
            out.push(DiffOp::Replace {
                old_index: old.start,
                old_len: old.len(),
                new_index: new.start,
                new_len: new.len(),
            });
        }
    }
}

fn shifted(op: DiffOp, old: usize, new: usize) -> DiffOp {
    match op {
        DiffOp::Equal { old_index, new_index, len } => {
            DiffOp::Equal { old_index: old_index + old, new_index: new_index + new, len }
        }
        DiffOp::Delete { old_index, old_len, new_index } => {
            DiffOp::Delete { old_index: old_index + old, old_len, new_index: new_index + new }
        }
        DiffOp::Insert { old_index, new_index, new_len } => {
            DiffOp::Insert { old_index: old_index + old, new_index: new_index + new, new_len }
        }
        DiffOp::Replace { old_index, old_len, new_index, new_len } => {
            DiffOp::Replace { old_index: old_index + old, old_len, new_index: new_index + new, new_len }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_planted_phrase_is_injected_and_a_lost_word_is_lost() {
        let best = "澄湖湿地的修复工程日前通过验收，共投入资金3.2亿元。";
        let here = "澄湖湿地的力量修复工程通过验收，共投入资金3.2亿元。";
        let found = align(here, best).differences;
        let words: Vec<(&str, String, String)> = found
            .iter()
            .map(|d| {
                let cut = |t: &str, p: [u32; 2]| {
                    t.chars().skip(p[0] as usize).take((p[1] - p[0]) as usize).collect::<String>()
                };
                (d.kind, cut(here, d.here), cut(best, d.best))
            })
            .collect();
        assert_eq!(words, [("injected", "力量".into(), String::new()), ("lost", String::new(), "日前".into())]);
        assert_eq!(align(best, best).similarity, 10_000);
    }
}
