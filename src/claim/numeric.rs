//! Claims around a number: what it measures, how it changed, what share it is.

use super::attribution::entity_in;
use super::{Attribution, Claim, ClaimKind, Facts, Modality, Named};
use crate::quantity::{ChangeMode, Quantity, QuantityKind};
use crate::segment::Token;
use crate::text::TextSpan;

/// Marks that end a clause.
const CLAUSE_ENDS: [&str; 8] = ["，", "。", "；", "：", ",", ";", "！", "？"];
/// Verbs that tie a number to what stands before them.
const LINKS: [&str; 22] = [
    "为",
    "是",
    "达",
    "达到",
    "有",
    "共",
    "共有",
    "实现",
    "完成",
    "收到",
    "超过",
    "突破",
    "约",
    "合计",
    "累计",
    "总计",
    "拥有",
    "投入",
    "总投资",
    "接待",
    "收于",
    "达成",
];
/// Words at the left edge of a clause that are no part of a subject.
const OPENERS: [&str; 14] =
    ["其中", "目前", "全年", "当年", "此外", "同时", "另外", "并", "且", "而", "但", "截至", "据悉", "日前"];

/// One clause with its tokens.
struct Clause<'f> {
    span: TextSpan,
    tokens: &'f [Token],
}

/// All claims around numbers, in the order of their places.
pub(super) fn read(facts: &Facts<'_>, attributions: &[Attribution]) -> Vec<Claim> {
    let mut out = Vec::new();
    for (sentence, &span) in facts.words.sentences.iter().enumerate() {
        let first = facts.quantities.partition_point(|q| q.span.start() < span.start());
        let last = facts.quantities.partition_point(|q| q.span.start() < span.end());
        if first == last {
            continue;
        }
        let mut carried: Option<Named> = None;
        for clause in clauses(facts, span) {
            let from = facts.quantities.partition_point(|q| q.span.start() < clause.span.start());
            let to = facts.quantities.partition_point(|q| q.span.start() < clause.span.end());
            let own = subject(facts, &clause, facts.quantities.get(from).filter(|_| from < to));
            // Several numbers in one clause need a grammar that this room does not have yet: only a pair of one change is read.
            for i in main_quantities(facts, from..to) {
                out.extend(claim(facts, &clause, i, own.or(carried), own.is_some(), sentence, attributions));
            }
            carried = own.or(carried);
        }
    }
    out
}

/// The quantity that a clause is about: the only one, or the one that holds a pair of a change together.
fn main_quantities(facts: &Facts<'_>, range: std::ops::Range<usize>) -> Vec<usize> {
    let counts = |q: &Quantity| {
        !matches!(q.kind, QuantityKind::Ordinal | QuantityKind::Score | QuantityKind::Ratio | QuantityKind::Duration)
    };
    let all: Vec<usize> = range.filter(|&i| counts(&facts.quantities[i])).collect();
    match all.as_slice() {
        [one] => vec![*one],
        [a, b] => {
            let paired = |x: usize, y: usize| facts.quantities[x].change.as_ref().is_some_and(|c| c.pair == Some(y));
            if paired(*b, *a) || paired(*a, *b) { vec![*b] } else { Vec::new() }
        }
        _ => Vec::new(),
    }
}

fn clauses<'f>(facts: &Facts<'f>, sentence: TextSpan) -> Vec<Clause<'f>> {
    let tokens = facts.words.tokens_in(sentence);
    let mut out = Vec::new();
    let mut from = 0;
    for (i, t) in tokens.iter().enumerate() {
        if CLAUSE_ENDS.contains(&t.span.of(facts.text)) {
            push(&mut out, &tokens[from..i]);
            from = i + 1;
        }
    }
    push(&mut out, &tokens[from..]);
    out
}

fn push<'f>(out: &mut Vec<Clause<'f>>, tokens: &'f [Token]) {
    if let (Some(first), Some(last)) = (tokens.first(), tokens.last()) {
        out.push(Clause { span: TextSpan::new(first.span.start(), last.span.end()), tokens });
    }
}

/// The noun phrase at the left edge of a clause, before the first verb or number.
fn subject(facts: &Facts<'_>, clause: &Clause<'_>, first: Option<&Quantity>) -> Option<Named> {
    let text = facts.text;
    let limit = first
        .map_or(clause.span.end(), |q| q.modifiers.first().map_or(q.span.start(), |m| m.start().min(q.span.start())));
    let is_time = |t: &Token| {
        let at = facts.times.partition_point(|x| x.span.end() <= t.span.start());
        facts.times.get(at).is_some_and(|x| x.span.overlaps(t.span))
    };
    let skip = |t: &&Token| {
        is_time(t) || OPENERS.contains(&t.span.of(text)) || matches!(t.tag.class(), b't' | b'd' | b'c' | b'x')
    };
    let rest = clause.tokens.iter().skip_while(skip);
    let is_part = |t: &&Token| {
        let word = t.span.of(text);
        t.span.end() <= limit
            && !LINKS.contains(&word)
            && (matches!(t.tag.class(), b'n' | b'j' | b'b' | b'e' | b'a')
                || matches!(t.tag.as_str(), "vn" | "l" | "s" | "f" | "i")
                || matches!(word, "的" | "和" | "与" | "及"))
            && !is_time(t)
    };
    let phrase: Vec<&Token> = rest.take_while(is_part).collect();
    let names = phrase
        .iter()
        .rposition(|t| matches!(t.tag.class(), b'n' | b'j' | b'e') || matches!(t.tag.as_str(), "vn" | "l"))?;
    let start = phrase.iter().position(|t| !matches!(t.span.of(text), "的" | "和" | "与" | "及"))?;
    if start > names {
        return None;
    }
    let span = TextSpan::new(phrase[start].span.start(), phrase[names].span.end());
    let bare = matches!(span.of(text), "同比" | "环比" | "增速" | "增幅" | "降幅" | "涨幅" | "占比" | "比重");
    (!bare).then(|| Named { span, entity: entity_in(facts, span) })
}

fn claim(
    facts: &Facts<'_>,
    clause: &Clause<'_>,
    quantity: usize,
    subject: Option<Named>,
    is_own: bool,
    sentence: usize,
    attributions: &[Attribution],
) -> Option<Claim> {
    let q = &facts.quantities[quantity];
    let subject = subject?;
    let before = facts.text.get(clause.span.start()..q.span.start())?;
    let change = q.change.as_ref();
    let share_at = before.rfind('占').filter(|_| q.kind == QuantityKind::Percent);
    let (kind, frame) = match (share_at, change) {
        (Some(_), _) => (ClaimKind::Share, "share.of-whole"),
        (None, Some(c)) if c.mode == Some(ChangeMode::By) || c.pair.is_some() && c.mode == Some(ChangeMode::To) => {
            (ClaimKind::Change, "change.stated")
        }
        (None, Some(_)) => return None,
        (None, None) => (ClaimKind::Measure, "measure.link"),
    };
    let link =
        clause.tokens.iter().rev().find(|t| {
            t.span.end() <= q.span.start() && (t.tag.class() == b'v' || LINKS.contains(&t.span.of(facts.text)))
        });
    if kind == ClaimKind::Measure && (!is_own || !link.is_some_and(|t| LINKS.contains(&t.span.of(facts.text)))) {
        return None;
    }
    let (mut value, mut base, mut delta) = (None, None, None);
    if kind == ClaimKind::Change {
        let pair = change.and_then(|c| c.pair);
        if change.and_then(|c| c.mode) == Some(ChangeMode::By) {
            delta = Some(quantity);
        } else {
            (value, base) = (Some(quantity), pair);
        }
    } else {
        value = Some(quantity);
    }
    let time_at = facts.times.partition_point(|t| t.span.start() < clause.span.start());
    let time = facts.times.get(time_at).filter(|t| t.span.end() <= q.span.start()).map(|_| time_at);
    let attribution = attributions
        .iter()
        .enumerate()
        .filter(|(_, a)| a.content.contains(q.span))
        .min_by_key(|(_, a)| a.content.len())
        .map(|a| a.0);
    let planned = ["将", "力争", "计划", "预计", "目标", "拟", "有望"].iter().any(|w| before.contains(w));
    let conditional = ["如果", "若", "一旦", "假如"].iter().any(|w| before.contains(w));
    let modality = match (conditional, planned) {
        (true, _) => Modality::Conditional,
        (false, true) => Modality::Planned,
        _ => Modality::Asserted,
    };
    Some(Claim {
        span: clause.span,
        sentence,
        kind,
        subject: Some(subject),
        predicate: link.map(|t| t.span),
        object: None,
        than: None,
        whole: None,
        scope: None,
        value,
        base,
        delta,
        direction: change.and_then(|c| c.direction).filter(|_| kind == ClaimKind::Change),
        basis: change.and_then(|c| c.basis).filter(|_| kind == ClaimKind::Change),
        time,
        place: None,
        attribution,
        modality,
        negated: false,
        confidence: if is_own { 85 } else { 75 },
        frame,
    })
}
