//! `latin.*` and `product.*`: names in Latin letters, and stems with numbers.

use super::EntityKind;
use super::candidate::{Candidate, View};
use crate::lexicon::name_class as class;
use crate::text::HAN_LEADS;

/// One Latin word: letters, digits, and `-` or `.` between them.
fn word_end(text: &str, start: usize) -> usize {
    let bytes = text.as_bytes();
    let mut end = start;
    while end < bytes.len() {
        let inside = bytes[end].is_ascii_alphanumeric()
            || matches!(bytes[end], b'-' | b'.' | b'\'')
                && bytes.get(end + 1).is_some_and(u8::is_ascii_alphanumeric)
                && end > start;
        if !inside {
            break;
        }
        end += 1;
    }
    end
}

/// The first ASCII letter from `at`, where a character starts.
fn next_letter(text: &[u8], mut at: usize) -> Option<usize> {
    loop {
        match text.get(at)? {
            b if HAN_LEADS.contains(b) => at += 3,
            b if b.is_ascii_alphabetic() => return Some(at),
            _ => at += 1,
        }
    }
}

/// Latin words: a model by its digits, a company or product by the word beside it, a person in brackets.
pub(super) fn latin(view: &View<'_>, out: &mut Vec<Candidate>) {
    let bytes = view.text.as_bytes();
    let mut at = 0;
    while let Some(start) = next_letter(bytes, at) {
        let mut end = word_end(view.text, start);
        at = end;
        let word = &view.text[start..end];
        let linked = matches!(bytes.get(end), Some(b'/' | b'@' | b':' | b'_'))
            || start > 0 && matches!(bytes[start - 1], b'/' | b'@' | b'_' | b'.' | b'%' | b'0'..=b'9');
        if linked || word.len() < 2 || view.names.class(word) & class::LATIN_STOP != 0 {
            continue;
        }
        let (upper, digits) = (word.as_bytes()[0].is_ascii_uppercase(), word.bytes().any(|b| b.is_ascii_digit()));
        let camel =
            word.bytes().skip(1).any(|b| b.is_ascii_uppercase()) && word.bytes().any(|b| b.is_ascii_lowercase());
        // Titles of several words: Novak Djokovic.
        let mut words = 1;
        while upper
            && !digits
            && words < 4
            && bytes.get(end) == Some(&b' ')
            && bytes.get(end + 1).is_some_and(u8::is_ascii_uppercase)
        {
            let next = word_end(view.text, end + 1);
            if view.text[end + 1..next].bytes().any(|b| b.is_ascii_digit()) {
                break;
            }
            end = next;
            words += 1;
        }
        let mut push = |end, kind, score, rule| out.push(Candidate { start, end, kind, score, rule });
        if words >= 2 {
            at = end;
            let bracket =
                matches!(view.before(start), Some('（' | '(')) && matches!(view.after(end), Some('）' | ')' | '，'));
            let all_title = view.text[start..end]
                .split(' ')
                .all(|w| w.bytes().skip(1).any(|b| b.is_ascii_lowercase()) || w.ends_with('.'));
            if bracket && all_title && words <= 3 {
                push(end, EntityKind::Person, 50, "latin.gloss");
            } else if cue(view, end, class::SAY | class::RIGHT, class::SAY) && all_title && words <= 3 {
                push(end, EntityKind::Person, 64, "latin.person");
            } else if cue(view, end, class::ORG_CUE, class::ORG_CUE) {
                push(end, EntityKind::Organization, 62, "latin.organization");
            }
        } else if digits && (upper || camel) && word.len() >= 3 {
            let mut tail = end;
            for suffix in [" Pro", " Max", " Ultra", " Plus", " mini", " Turbo", "系列"] {
                if view.text[tail..].starts_with(suffix) && suffix != "系列" {
                    tail += suffix.len();
                }
            }
            push(tail, EntityKind::Product, if word.contains('-') { 62 } else { 60 }, "product.model");
        } else if upper && cue(view, end, class::ORG_CUE, class::ORG_CUE) {
            push(end, EntityKind::Organization, 62, "latin.organization");
        } else if (upper || camel)
            && (cue(view, end, class::PRODUCT_CUE, class::PRODUCT_CUE)
                || camel && word.len() >= 4
                || before_cue(view, start) && word.len() >= 4)
        {
            push(end, EntityKind::Product, 60, "latin.product");
        }
        // A stem and a version behind one space: Mate 60 Pro.
        if words == 1 && upper && bytes.get(end) == Some(&b' ') && bytes.get(end + 1).is_some_and(u8::is_ascii_digit) {
            let mut tail = word_end(view.text, end + 1);
            let unit = view.after(tail).is_some_and(|c| {
                matches!(
                    c,
                    '年' | '月'
                        | '日'
                        | '%'
                        | '亿'
                        | '万'
                        | '个'
                        | '倍'
                        | '人'
                        | '家'
                        | '美'
                        | '元'
                        | '篇'
                        | '项'
                        | '次'
                        | '款'
                )
            });
            let year = tail - end == 5;
            for suffix in [" Pro", " Max", " Ultra", " Plus", " mini", " Turbo"] {
                if view.text[tail..].starts_with(suffix) {
                    tail += suffix.len();
                }
            }
            if year
                && matches!(&view.text[end + 1..end + 3], "19" | "20")
                && word.bytes().filter(u8::is_ascii_uppercase).count() >= 3
            {
                push(tail, EntityKind::Event, 72, "event.latin-year");
            } else if !unit && !year && tail - end <= 10 {
                push(tail, EntityKind::Product, 60, "product.version");
            }
        }
    }
}

fn cue(view: &View<'_>, end: usize, wanted: u32, after_space: u32) -> bool {
    let i = view.token_at(end);
    let gap = view.tokens.get(i).map_or(9, |t| t.span.start() - end);
    let want = if gap == 0 { wanted } else { after_space };
    gap <= 1 && view.class(i) & want != 0
}

fn before_cue(view: &View<'_>, start: usize) -> bool {
    view.token_at(start)
        .checked_sub(1)
        .is_some_and(|i| view.class(i) & class::PRODUCT_CUE != 0 && start - view.tokens[i].span.end() <= 1)
}

/// 长征十一号, 歼-20: a stem from a closed list and a number.
pub(super) fn stems(view: &View<'_>, out: &mut Vec<Candidate>) {
    for i in 0..view.tokens.len() {
        if view.class(i) & class::STEM == 0 {
            continue;
        }
        let (start, stem) = (view.tokens[i].span.start(), view.tokens[i].span.end());
        let rest = &view.text[stem..];
        let dash = usize::from(rest.starts_with('-'));
        let number: usize = rest[dash..]
            .chars()
            .take(6)
            .take_while(|&c| c.is_ascii_digit() || "一二三四五六七八九十".contains(c))
            .map(char::len_utf8)
            .sum();
        let mut end = stem + dash + number;
        let named = rest[dash + number..].starts_with('号');
        if number == 0
            || !named
                && !(rest[dash..].starts_with(|c: char| c.is_ascii_digit())
                    && (dash == 1 || matches!(view.word(i), "玄铁" | "含光" | "麒麟" | "骁龙" | "天玑" | "昇腾")))
        {
            continue;
        }
        if named {
            end += '号'.len_utf8();
        }
        for suffix in ["甲", "乙", "丙", "A", "B", "F"] {
            if view.text[end..].starts_with(suffix) {
                end += suffix.len();
                break;
            }
        }
        out.push(Candidate { start, end, kind: EntityKind::Product, score: 76, rule: "product.stem" });
    }
}
