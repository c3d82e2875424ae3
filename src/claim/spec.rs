//! Runs `corpus/specs/claim.tsv`.

use super::tests::print;
use super::{ClaimKind, Modality};
use crate::lexicon::Table;
use crate::text::Closed;

const SPEC: &str = include_str!("../../corpus/specs/claim.tsv");

/// The numeric claims of a text, as the table writes them.
fn answer(text: &str) -> String {
    let (lines, _, all) = print(text);
    let numeric = lines.iter().zip(&all.claims).filter(|(_, c)| !matches!(c.kind, ClaimKind::Event | ClaimKind::Plan));
    let shown: Vec<String> = numeric
        .map(|(line, claim)| match claim.modality {
            Modality::Asserted => line.clone(),
            mood => format!("{line} ~{}", mood.as_str()),
        })
        .collect();
    if shown.is_empty() { "-".to_owned() } else { shown.join(" ;; ") }
}

#[test]
fn spec() {
    let (mut wrong, mut closed, mut gaps, mut all) = (Vec::new(), Vec::new(), 0, 0);
    for row in Table::new("corpus/specs/claim.tsv", SPEC).rows() {
        let row = row.expect("a sound row");
        let (id, text, expect) = (row.get(0).expect("an id"), row.get(1).expect("a text"), row.get(2).expect("claims"));
        let got = answer(text);
        all += 1;
        match (row.optional(3), got == expect) {
            (None, false) => wrong.push(format!("{id}: {text}\n  want {expect}\n  got  {got}")),
            (Some(_), true) => closed.push(id),
            (Some(_), false) => gaps += 1,
            (None, true) => {}
        }
    }
    assert!(wrong.is_empty(), "{} of {all}:\n{}", wrong.len(), wrong.join("\n"));
    assert!(closed.is_empty(), "no gaps any more: {closed:?}");
    assert!(gaps * 10 <= all, "{gaps} gaps of {all}");
}
