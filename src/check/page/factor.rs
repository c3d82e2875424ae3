//! Factors in words: 翻番, 减半.

use super::{Amount, Exact, Facts, Range, TextSpan, What};
use crate::text::{border_after, places};

/// 翻番 and 减半, whether they were read as quantities or not.
pub(super) fn add_factors<'a>(facts: &Facts<'a>, amounts: &mut Vec<Amount<'a>>) {
    let text = facts.text;
    let mut found = Vec::new();
    for at in places(text, "番") {
        let from = border_after(text, at.saturating_sub(18));
        let Some(verb) = text[from..at].rfind('翻').map(|v| from + v) else { continue };
        let inner = &text[verb + '翻'.len_utf8()..at];
        let counted = inner.trim_start_matches('了').trim_start_matches("近").trim_start_matches("约");
        let counted = counted.trim_start_matches("超过").trim_start_matches('超').trim();
        let n = match counted {
            "" | "一" | "1" => 2,
            "两" | "二" | "2" => 4,
            "三" | "3" => 8,
            "四" | "4" => 16,
            _ => continue,
        };
        let is_near =
            inner.contains('近') || ["近", "接近", "几乎", "将近"].iter().any(|w| text[..verb].trim_end().ends_with(w));
        let is_over = inner.contains('超') || text[..verb].trim_end().ends_with('超');
        found.push((TextSpan::new(verb, at + '番'.len_utf8()), n, 1, is_near, is_over));
    }
    for word in ["减半", "腰斩"] {
        for at in places(text, word) {
            found.push((TextSpan::new(at, at + word.len()), 1, 2, text[..at].ends_with('近'), false));
        }
    }
    if found.is_empty() {
        return;
    }
    found.sort_unstable_by_key(|f| f.0);
    let mut taken = Vec::with_capacity(found.len());
    amounts.retain(|a| {
        let i = found.partition_point(|f| f.0.end() <= a.span.start());
        let inside = found.get(i).is_some_and(|f| f.0.overlaps(a.span));
        if inside {
            taken.push((i, a.index));
        }
        !inside
    });
    for (i, (span, n, d, is_near, is_over)) in found.into_iter().enumerate() {
        let first = taken.partition_point(|t: &(usize, Option<usize>)| t.0 < i);
        let index = taken.get(first).filter(|t| t.0 == i).and_then(|t| t.1);
        amounts.extend(factor(facts, span, index, (n, d), is_near, is_over));
    }
    amounts.sort_by_key(|a| a.span);
}

pub(super) fn factor<'a>(
    facts: &Facts<'a>,
    span: TextSpan,
    index: Option<usize>,
    (n, d): (i128, i128),
    is_near: bool,
    is_over: bool,
) -> Option<Amount<'a>> {
    let point = Exact::new(n, d)?;
    let part = |p: i128| point.mul(Exact::new(p, 100)?);
    // A near doubling has to be near: its growth is read, not its factor.
    let near = if n > d { 92 } else { 90 };
    let range = match (is_near, is_over) {
        (true, _) => Range { lo: part(near)?, hi: point, point, step: part(3)? },
        (_, true) => Range { lo: point, hi: part(120)?, point, step: part(5)? },
        _ => Range { lo: part(97)?, hi: part(103)?, point, step: part(3)? },
    };
    Some(Amount {
        index,
        span,
        what: What::Factor,
        range,
        unit: "",
        factor: Exact::int(1),
        suffix: "倍",
        scale: Exact::int(1),
        sentence: facts.words.sentence_at(span.start())?,
        per: None,
        is_vague: is_near || is_over,
    })
}
