//! `dictionary.known` and `dictionary.tagged`: names that are known as they stand.

use super::EntityKind;
use super::candidate::{Candidate, View};
use crate::lexicon::name_class as class;
use crate::text::Tag;

/// Looks up every stretch that may be a known name. Two characters must be words of their own: 海南 is no place in 上海南部.
pub(super) fn known(view: &View<'_>, out: &mut Vec<Candidate>) {
    view.names.each_start(view.text, |at, first, lengths| {
        if !first.is_ascii_alphanumeric() || !view.before(at).is_some_and(|c| c.is_ascii_alphanumeric()) {
            known_at(view, at, lengths, out);
        }
    });
}

/// The known names that start at byte `at`, of the lengths that are told by the bits of `lengths`.
fn known_at(view: &View<'_>, at: usize, mut lengths: u32, out: &mut Vec<Candidate>) {
    let mut end = at;
    for (count, c) in (1..).zip(view.text[at..].chars()) {
        if c == '\n' || lengths == 0 {
            break;
        }
        end += c.len_utf8();
        let bit = 1_u32 << count.min(31);
        if lengths & bit == 0 {
            continue;
        }
        lengths &= !bit;
        if let Some(known) = view.names.known(&view.text[at..end]) {
            let ascii = c.is_ascii_alphanumeric();
            let rest = view.text.as_bytes().get(end..end + 2).unwrap_or_default();
            let goes_on = matches!(rest, [b'-' | b'.', b] if b.is_ascii_alphanumeric());
            if ascii && (goes_on || view.after(end).is_some_and(|c| c.is_ascii_alphanumeric())) {
                continue;
            }
            // 北京时间 is no place.
            if known.kind == EntityKind::Place && ["时间", "语", "话"].iter().any(|w| view.text[end..].starts_with(w))
            {
                continue;
            }
            let year = view.text[..at].bytes().rev().take_while(u8::is_ascii_digit).count();
            if known.kind == EntityKind::Event && year == 4 {
                out.push(Candidate { start: at - 4, end, kind: known.kind, score: 76, rule: "event.year" });
            }
            if !known.own && !fits(view, at, end, count) {
                continue;
            }
            let score = if known.own { 1000 } else { score(known.kind, count) };
            out.push(Candidate { start: at, end, kind: known.kind, score, rule: "dictionary.known" });
        }
    }
}

fn fits(view: &View<'_>, start: usize, end: usize, chars: usize) -> bool {
    if view.text.as_bytes()[start].is_ascii() && view.text.as_bytes()[end - 1].is_ascii() {
        return true;
    }
    let (left, right) = (view.is_edge(start), view.is_edge(end));
    if chars <= 2 { left && right } else { left || right }
}

fn score(kind: EntityKind, chars: usize) -> i32 {
    match kind {
        EntityKind::Person | EntityKind::Organization if chars >= 3 => 85,
        EntityKind::Place if chars >= 3 => 82,
        EntityKind::Place => 74,
        _ => 72,
    }
}

/// jieba's own names, where they are no common words; and single characters that stand for places.
pub(super) fn tagged(view: &View<'_>, out: &mut Vec<Candidate>) {
    for i in 0..view.tokens.len() {
        let (span, cls) = (view.tokens[i].span, view.class(i));
        let mut push = |start, end, kind, score, rule| out.push(Candidate { start, end, kind, score, rule });
        if cls & class::PAIR != 0 && span.len() == 6 && !view.word(i + 1).starts_with(['方', '式', '药', '医', '餐'])
        {
            let middle = span.start() + 3;
            push(span.start(), middle, EntityKind::Place, 70, "place.pair");
            push(middle, span.end(), EntityKind::Place, 70, "place.pair");
            continue;
        }
        if cls & class::VERB_PLACE != 0 && span.len() == 6 {
            push(span.start() + 3, span.end(), EntityKind::Place, 72, "place.verb");
        } else if cls & class::PLACE_FIRST != 0 && span.len() == 6 {
            push(span.start(), span.start() + 3, EntityKind::Place, 70, "place.media");
        } else if span.len() == 3 && view.touches(i) && view.tokens[i + 1].span.len() == 3 {
            let end = view.tokens[i + 1].span.end();
            if view.names.class(view.slice(span.start(), end)) & class::VERB_PLACE != 0 {
                push(span.start() + 3, end, EntityKind::Place, 66, "place.verb");
            }
        }
        if cls & (class::STOP | class::EDGE | class::TITLE) != 0 || view.chars(i) < 2 {
            continue;
        }
        let known_word = || view.is_known(i);
        match view.tag(i) {
            // Of jieba's places, those of two characters are mostly common words.
            Tag::NS if view.chars(i) >= 3 && known_word() && names_one(view, view.word(i), class::PLACE) => {
                push(span.start(), span.end(), EntityKind::Place, 62, "dictionary.tagged");
            }
            Tag::NT
                if view.chars(i) > 2
                    && cls & class::ORG == 0
                    && known_word()
                    && names_one(view, view.word(i), class::ORG | class::PLACE) =>
            {
                let kind = if view.word(i).ends_with('站') { EntityKind::Place } else { EntityKind::Organization };
                push(span.start(), span.end(), kind, 66, "dictionary.tagged");
            }
            _ => {}
        }
    }
}

/// Whether a word that jieba takes for a name ends as names of its kind do, and what stands before the ending is no plain word:
/// 高架桥, 中心区 and 商务大厦 are none, nor is 国库券. A place that ends otherwise is one as it stands.
pub(super) fn names_one(view: &View<'_>, word: &str, endings: u32) -> bool {
    let ending = word.char_indices().skip(1).find(|&(at, _)| view.names.class(&word[at..]) & endings != 0);
    match ending {
        Some((at, _)) => {
            let stem = &word[..at];
            stem.chars().count() >= 2 && (view.names.known(stem).is_some() || !view.lexicon.words.is_plain(stem))
        }
        None => endings & class::ORG == 0,
    }
}
