//! `person.*`: surname and given name with their cues, and names spelled after their sound.

use super::EntityKind;
use super::candidate::{Candidate, View};
use crate::lexicon::name_class as class;
use crate::text::Tag;

/// Chinese names: a surname and one or two given characters, as the words allow.
pub(super) fn chinese(view: &View<'_>, out: &mut Vec<Candidate>) {
    for i in 0..view.tokens.len() {
        let mut cls = view.first_class(i);
        if cls & (class::SURNAME | class::DOUBLE) == 0 {
            continue;
        }
        let word = view.word(i);
        let Some(first) = word.chars().next().filter(|c| !c.is_ascii()) else { continue };
        let mut surname = first.len_utf8();
        if word.len() >= 6 && view.names.has_double_surname(word) {
            (surname, cls) = (6, class::SURNAME);
        }
        if cls & class::SURNAME == 0 || view.class(i) & (class::STOP | class::TITLE) != 0 && word.len() > surname {
            continue;
        }
        let start = view.tokens[i].span.start();
        let mut end = start + surname;
        let byline = in_byline(view, start);
        // One given character, then two: each end must be the end of a word.
        for given in 1..=2 {
            let Some(c) = view.after(end) else { break };
            // What jieba takes for one name as a whole, or stands where bylines have names, needs no likely characters.
            let whole = view.tag(i) == Tag::NR && view.chars(i) == 3 && !view.is_known(i) || byline;
            if view.names.char_class(c) & class::GIVEN == 0 && !(whole && view.names.char_class(c) & class::EDGE == 0) {
                break;
            }
            end += c.len_utf8();
            let last = view.token_at(end);
            let Some(inside) = last.checked_sub(1) else { break };
            if view.tokens[inside].span.end() != end {
                continue;
            }
            // 和美国: what behind the surname is a name, or the whole is one of another kind.
            let other = |text: &str| view.names.known(text).is_some_and(|k| k.kind != EntityKind::Person);
            let inner = view.tokens.get(i + 1).is_some_and(|t| t.span.start() == start + surname);
            if other(view.slice(start, end)) || inner && given == 2 && other(view.slice(start + surname, end)) {
                continue;
            }
            // 费劲儿 is the plain word 费劲.
            if given == 2 && c == '儿' && view.lexicon.words.is_plain(view.slice(start, end - c.len_utf8())) {
                continue;
            }
            if let Some(score) = chinese_score(view, i, inside, given, cls, byline) {
                out.push(Candidate { start, end, kind: EntityKind::Person, score, rule: "person.chinese" });
            }
        }
    }
}

fn chinese_score(view: &View<'_>, first: usize, last: usize, given: usize, surname: u32, byline: bool) -> Option<i32> {
    let whole = first == last;
    let tag = view.tag(first);
    let mut score = match (whole, tag) {
        (true, Tag::NR | Tag::NRFG) if view.chars(first) >= 3 => 62,
        (true, Tag::NR | Tag::NRFG) => 50,
        (true, Tag::X | Tag::NZ | Tag::NRT) => 44,
        (true, _) if view.chars(first) >= 3 => return None,
        (true, _) => 22,
        (false, _) => {
            // A known word of two characters inside (王/建国) is a given name; others are words of the sentence.
            let inner = first + 1..=last;
            let words = inner
                .clone()
                .any(|k| view.chars(k) >= 2 && !matches!(view.tag(k), Tag::NR | Tag::NZ | Tag::X | Tag::NS | Tag::NRT));
            let verbs = inner.clone().any(|k| matches!(view.class(k) & (class::EDGE | class::SAY), x if x != 0));
            if verbs {
                return None;
            }
            if words {
                28
            } else if given == 2 {
                46
            } else {
                34
            }
        }
    };
    if surname & class::WORDLIKE != 0 {
        score -= 8;
    }
    if first > 0 && view.touches(first - 1) {
        let before = first - 1;
        if view.class(before) & class::TITLE != 0 || ends_with_title(view.word(before)) {
            score += 28;
        } else if matches!(view.word(before), "、" | "（" | "：" | "和" | "与") {
            score += 4;
        }
    } else if byline && !view.after(view.tokens[last].span.end()).is_some_and(crate::text::is_han) {
        // What fills a place of a byline is a name.
        return Some(84);
    }
    if view.touches(last) {
        let next = view.class(last + 1);
        if next & class::RIGHT != 0 {
            score += 26;
        } else if next & class::SAY != 0 {
            score += 22;
        } else if matches!(view.word(last + 1), "（" | "：" | "、") {
            score += 5;
        } else if view.word(last + 1).starts_with(['镇', '村', '县', '路', '省', '市', '乡', '山', '河', '江', '湖'])
        {
            score -= 25;
        }
    }
    Some(score)
}

/// Most names of one byline.
const BYLINE_NAMES_MAX: usize = 4;

/// 记者 顾明远 周炜: behind a title of the press and spaces, with nothing but other names between.
fn in_byline(view: &View<'_>, start: usize) -> bool {
    const TITLES: [&str; 5] = ["记者", "通讯员", "实习生", "特约撰稿", "摄影"];
    let mut rest = &view.text[..start];
    for _ in 0..BYLINE_NAMES_MAX {
        let words = rest.trim_end_matches([' ', '\u{3000}', '\u{a0}']);
        if words.len() == rest.len() {
            return false;
        }
        if TITLES.iter().any(|t| words.ends_with(t)) {
            return true;
        }
        let run = words.char_indices().rev().take(5).take_while(|&(_, c)| crate::text::is_han(c));
        let (count, Some((from, first))) = (run.clone().count(), run.last()) else { return false };
        if !(2..=4).contains(&count) || view.names.char_class(first) & class::SURNAME == 0 {
            return false;
        }
        rest = &words[..from];
    }
    false
}

fn ends_with_title(word: &str) -> bool {
    word.len() > 6
        && (word.ends_with('长')
            || word.ends_with("家")
            || word.ends_with("主任")
            || word.ends_with("记者")
            || word.ends_with("书记"))
}

/// 曲局长: a surname before a title. Only counts where one person of that surname is known in the article.
pub(super) fn surname_title(view: &View<'_>, out: &mut Vec<Candidate>) {
    for i in 0..view.tokens.len() {
        let span = view.tokens[i].span;
        if view.class(i) & class::SURNAME != 0
            && span.len() == 3
            && view.touches(i)
            && view.class(i + 1) & class::RIGHT != 0
            && view.chars(i + 1) >= 2
        {
            out.push(Candidate {
                start: span.start(),
                end: span.end(),
                kind: EntityKind::Person,
                score: 40,
                rule: "person.surname-title",
            });
        } else if view.class(i) & class::SURNAME != 0 && span.len() == 3 && view.after(span.end()) == Some('某') {
            let rest = &view.text[span.end()..];
            let run = rest.chars().take_while(|&c| c == '某').count().min(2);
            let named = run == 1
                && rest
                    .chars()
                    .nth(1)
                    .is_some_and(|c| view.names.char_class(c) & (class::GIVEN | class::EDGE) == class::GIVEN)
                && view.is_edge(span.end() + 6)
                && view.class(view.token_at(span.end() + 3)) & class::SAY == 0;
            let end = span.end() + 3 * run + if named { 3 } else { 0 };
            out.push(Candidate { start: span.start(), end, kind: EntityKind::Person, score: 80, rule: "person.mou" });
        }
    }
}

/// Names spelled after their sound: parts joined by a dot, and runs of the characters used for it.
pub(super) fn foreign(view: &View<'_>, out: &mut Vec<Candidate>) {
    dotted(view, out);
    let mut done = 0;
    for (i, token) in view.tokens.iter().enumerate() {
        let at = token.span.start();
        if at < done || view.first_class(i) & class::TRANSLIT == 0 {
            continue;
        }
        let (end, chars) = run(view, at);
        if (3..=8).contains(&chars) && spelled(view, at, end) && view.names.known(view.slice(at, end)).is_none() {
            let (kind, score) = spelled_kind(view, at, end, chars);
            out.push(Candidate { start: at, end, kind, score, rule: "person.spelled" });
        }
        done = end;
    }
}

/// Most characters of one part of a dotted name.
const PART_CHARS_MAX: usize = 8;

/// 叶甫根尼·普鲁申科: from each dot to both sides, on characters, since words are cut badly inside such names.
fn dotted(view: &View<'_>, out: &mut Vec<Candidate>) {
    let mut done = 0;
    for (at, dot) in crate::text::marks(view.text).filter(|&(_, c)| is_dot(c)) {
        if at < done {
            continue;
        }
        let goes = |c: char| is_part(view, c) && view.names.char_class(c) & class::EDGE == 0;
        let left: usize =
            view.text[..at].chars().rev().take(PART_CHARS_MAX).take_while(|&c| goes(c)).map(char::len_utf8).sum();
        let mut start = at - left;
        let word = view.token_at(at).checked_sub(1).map(|i| view.tokens[i].span);
        if left == 0 {
            match word
                .filter(|w| w.end() == at && w.len() <= 12 && view.after(w.start()).is_some_and(crate::text::is_han))
            {
                Some(w) => start = w.start(),
                None => continue,
            }
        }
        let mut end = at;
        let mut next = Some(dot);
        while let Some(d) = next.filter(|&d| is_dot(d)) {
            let from = end + d.len_utf8();
            let len: usize =
                view.text[from..].chars().take(PART_CHARS_MAX).take_while(|&c| goes(c)).map(char::len_utf8).sum();
            let token = view
                .tokens
                .get(view.token_at(from))
                .map_or(0, |t| if t.span.start() == from { t.span.len() } else { 0 });
            let len =
                if len == 0 && token <= 12 && view.after(from).is_some_and(crate::text::is_han) { token } else { len };
            if len == 0 {
                break;
            }
            end = from + len;
            next = view.after(end);
        }
        done = end;
        if end > at && end - start >= 12 {
            let kind = if view.names.class(view.word(view.token_at(end))) & class::PLACE != 0 {
                EntityKind::Place
            } else {
                EntityKind::Person
            };
            out.push(Candidate { start, end, kind, score: 84, rule: "person.dotted" });
        }
    }
}

fn is_part(view: &View<'_>, c: char) -> bool {
    view.names.char_class(c) & class::TRANSLIT != 0
}

fn is_dot(c: char) -> bool {
    matches!(c, '·' | '•' | '・' | '‧')
}

/// End of the run at `at`, and its characters. Words of ordinary Chinese end it.
fn run(view: &View<'_>, at: usize) -> (usize, usize) {
    let (mut end, mut chars) = (at, 0);
    let mut i = view.token_at(at);
    while let Some(token) = view.tokens.get(i).filter(|t| t.span.start() == end && chars < 24) {
        let word = token.span.of(view.text);
        let ordinary = view.chars(i) >= 2
            && !matches!(view.tag(i), Tag::NR | Tag::NRT | Tag::NRFG | Tag::NS | Tag::NZ | Tag::X | Tag::NT)
            && view.is_known(i);
        let stops = view.class(i) & (class::EDGE | class::SAY | class::STOP | class::TITLE) != 0;
        if stops || ordinary || !word.chars().all(|c| is_part(view, c)) {
            break;
        }
        end = token.span.end();
        chars += view.chars(i);
        i += 1;
    }
    (end, chars)
}

/// Whether the run is one that no dictionary of ordinary words explains.
fn spelled(view: &View<'_>, start: usize, end: usize) -> bool {
    let range = view.token_at(start)..view.token_at(end);
    let singles = range.clone().filter(|&i| view.chars(i) == 1).count();
    let known = range.clone().all(|i| view.is_known(i) && !matches!(view.tag(i), Tag::NRT | Tag::NR));
    !known || singles >= 2 && range.len() == singles
}

fn spelled_kind(view: &View<'_>, start: usize, end: usize, chars: usize) -> (EntityKind, i32) {
    let (next, before) = (view.token_at(end), view.token_at(start).checked_sub(1));
    let left = before.map_or(0, |i| view.class(i));
    let mut score = 46 + 4 * (chars.min(5) as i32);
    if left & class::TITLE != 0 || view.class(next) & (class::SAY | class::RIGHT) != 0 {
        return (EntityKind::Person, score + 20);
    }
    let place = before.is_some_and(|i| matches!(view.word(i), "在" | "位于" | "抵达" | "前往" | "于" | "到" | "至"))
        || view.class(next) & class::PLACE != 0;
    if place {
        return (EntityKind::Place, score + 2);
    }
    if view.tag(view.token_at(start)) == Tag::NRT {
        score += 3;
    }
    (EntityKind::Person, score)
}
