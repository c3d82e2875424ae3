//! Random signs before and behind lines, against copying.
//!
//! Forums of one make (Discuz) print them in the colour of the page: five to fifteen times a sign of U+0020–U+003B, a space, and a sign of
//! U+003F–U+007E. Copies show them. Nothing else is made like this, so that a run that keeps the rule from its first sign to its
//! last proves itself; a second one on the page tells that it is no accident.

use super::super::Draft;
use super::super::draft::Verdict;
use crate::text::{Certainty, EditKind};

/// The fewest and the most pairs of signs in a run.
const PAIRS: std::ops::RangeInclusive<usize> = 5..=15;
/// Fewest different signs on the left of the pairs: `A) B) C) D) E) F)` has one.
const KINDS_MIN: usize = 3;
/// Longest run in bytes, with spaces joined or not.
const RUN_BYTES_MAX: usize = 3 * 15 + 3;
/// Fewest runs of a page.
const COUNT_MIN: usize = 2;

/// Takes out the runs at either end of lines.
pub(super) fn run(draft: &mut Draft<'_>) {
    let view = draft.view();
    let mut cuts = Vec::new();
    let mut from = 0;
    for line in view.text.split('\n') {
        let head = line.len() - line.trim_start().len();
        let body = line.trim_end();
        let start = body.get(head..).and_then(at_start).map_or(head, |n| head + n);
        if start > head {
            cuts.push((from + head, from + start, ""));
        }
        if let Some(n) = body.get(start..).and_then(at_end) {
            cuts.push((from + body.len() - n, from + body.len(), ""));
        }
        from += line.len() + 1;
    }
    if cuts.len() < COUNT_MIN {
        return;
    }
    let verdict = Verdict { kind: EditKind::StrayMark, rule: "mark.jammer", certainty: Certainty::Exact };
    let why = format!("{} runs of random signs at the ends of lines, as forums print them against copying", cuts.len());
    draft.edit_all(&view, &cuts, verdict, &why);
}

/// Length of the run that a line starts with, in bytes.
fn at_start(line: &str) -> Option<usize> {
    let ascii = &line.as_bytes()[..line.bytes().take(RUN_BYTES_MAX).take_while(u8::is_ascii).count()];
    pairs(ascii)
}

/// Length of the run that a line ends with, in bytes.
fn at_end(line: &str) -> Option<usize> {
    let ascii = line.bytes().rev().take(RUN_BYTES_MAX).take_while(u8::is_ascii).count();
    let tail = &line.as_bytes()[line.len() - ascii..];
    (0..tail.len()).find(|&at| pairs(&tail[at..]) == Some(tail.len() - at)).map(|at| tail.len() - at)
}

/// Length of the pairs of signs at the head of `bytes`, where they are a run.
fn pairs(bytes: &[u8]) -> Option<usize> {
    let (mut at, mut count) = (0, 0);
    let mut kinds: u32 = 0;
    while count < *PAIRS.end() {
        let left = bytes.get(at).filter(|b| (b' '..=b';').contains(b));
        let Some(&left) = left else { break };
        // A space on the left is joined with the one that follows it.
        let has_space = bytes.get(at + 1) == Some(&b' ');
        let right = at + 1 + usize::from(has_space);
        if !has_space && left != b' ' || !bytes.get(right).is_some_and(|b| (b'?'..=b'~').contains(b)) {
            break;
        }
        kinds |= 1 << (left - b' ');
        (at, count) = (right + 1, count + 1);
    }
    let is_run = PAIRS.contains(&count) && (kinds & !1).count_ones() as usize >= KINDS_MIN;
    is_run.then_some(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_run_keeps_the_rule_to_its_end() {
        for (line, wanted) in [
            ("6 s1 t) S) \\0 `/ ^2 U", Some(21)),
            ("4 [  ~! h. z/ L6 x他说", Some(18)),
            ("4 [ ~! h. z/ L6 x", Some(17)),
            ("A) B) C) D) E) F) G)", None),
            (") B) C) D) E) F) G) H", None),
            ("6 s1 t) S) \\", None),
            ("a * b + c / d - e", None),
            ("1. a, b; c: d! e", None),
            ("I C S 0 7. 0 6 0 C C S A 4 7", None),
        ] {
            assert_eq!(at_start(line), wanted, "{line}");
        }
        assert_eq!(at_end("他说不深。7 o# M& M\" Z6 I. K1 @"), Some(21));
        assert_eq!(at_end("he said so7 o# M& M\" Z6 I. K1 @"), Some(21));
        assert_eq!(at_end("a, b, c, d, e, f"), None);
    }
}
