//! Words that bound or blur a time: 以来, 之前, 左右.

use crate::quantity::{Approx, Bound, Time, TimeKind};
use crate::text::TextSpan;

/// Words around a time that make it a beginning or an end.
pub(super) fn bounds(text: &str, time: &mut Time) {
    const LEADS: [(&str, Bound); 12] = [
        ("截至到", Bound::Until),
        ("截止到", Bound::Until),
        ("截至", Bound::Until),
        ("截止", Bound::Until),
        ("截止至", Bound::Until),
        ("自从", Bound::Since),
        ("自", Bound::Since),
        ("从", Bound::Since),
        ("從", Bound::Since),
        ("期至", Bound::Until),
        ("直到", Bound::Until),
        ("早在", Bound::Before),
    ];
    const TAILS: [(&str, Bound); 28] = [
        ("或之前", Bound::Before),
        ("或之后", Bound::After),
        ("及之前", Bound::Before),
        ("及之后", Bound::After),
        ("及以前", Bound::Before),
        ("及以后", Bound::After),
        ("之前", Bound::Before),
        ("以前", Bound::Before),
        ("之后", Bound::After),
        ("以后", Bound::After),
        ("之後", Bound::After),
        ("以後", Bound::After),
        ("以来", Bound::Since),
        ("以來", Bound::Since),
        ("起至", Bound::Since),
        ("开始", Bound::Since),
        ("至今", Bound::Since),
        ("起", Bound::Since),
        ("前", Bound::Before),
        ("后", Bound::After),
        ("後", Bound::After),
        ("为止", Bound::Until),
        ("為止", Bound::Until),
        ("左右", Bound::Since),
        ("前后", Bound::Since),
        ("止", Bound::Until),
        ("前夕", Bound::Before),
        ("过后", Bound::After),
    ];
    let (start, end) = (time.span.start(), time.span.end());
    let mut head = text[..start].trim_end_matches(' ');
    for zone in ["北京时间", "当地时间", "美东时间", "当地時間"] {
        if let Some(h) = head.strip_suffix(zone) {
            head = h;
        }
    }
    if let Some((word, bound)) = LEADS.iter().filter(|(w, _)| head.ends_with(w)).max_by_key(|(w, _)| w.len()) {
        let at = head.len() - if *word == "期至" { "至".len() } else { word.len() };
        let other =
            matches!(*word, "自" | "从") && head[..at].ends_with(['来', '各', '独', '亲', '服', '听', '遵', '出']);
        let ranged = time.edtf.as_ref().is_some_and(|e| e.contains('/')) && matches!(*word, "从" | "自");
        if !other {
            time.modifiers.push(TextSpan::new(at, head.len()));
            if !ranged {
                time.bound = Some(*bound);
            }
        }
    } else if let Some(word) = ["大约", "约", "将近"].iter().find(|w| head.ends_with(**w)) {
        time.modifiers.push(TextSpan::new(head.len() - word.len(), head.len()));
        time.approx = Some(Approx::About);
    }
    let rest = &text[end..];
    let spaced = usize::from(rest.starts_with(' ') && time.kind != TimeKind::Set);
    if let Some((word, bound)) =
        TAILS.iter().filter(|(w, _)| rest[spaced..].starts_with(w)).max_by_key(|(w, _)| w.len())
    {
        let next = rest[spaced + word.len()..].chars().next();
        let other = *word == "起" && next.is_some_and(|c| matches!(c, '来' | '步' | '草' | '源' | '诉' | '飞' | '火'))
            || matches!(*word, "前" | "后" | "後")
                && next.is_some_and(|c| {
                    matches!(c, '三' | '五' | '十' | '往' | '来' | '续' | '台' | '期' | '者' | '沿' | '景')
                });
        if !other {
            let at = end + spaced;
            time.modifiers.push(TextSpan::new(at, at + word.len()));
            if matches!(*word, "左右" | "前后") {
                time.approx = Some(Approx::About);
            } else {
                time.bound = time.bound.or(Some(*bound));
            }
        }
    }
}
