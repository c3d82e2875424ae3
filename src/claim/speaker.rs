//! Who speaks: the noun phrase before a cue, without what only says when, where and to whom.

use super::Named;
use super::ground::{Ground, Stop, What};
use crate::lexicon::class;
use crate::text::{Tag, TextSpan};
use std::ops::Range;

/// Longest way from a cue back to the start of its clause, in atoms.
const REGION_ATOMS_MAX: usize = 40;
/// Longest speaker, in bytes.
const SPEAKER_BYTES_MAX: usize = 240;
/// Longest frame with a preposition, in atoms.
const FRAME_ATOMS_MAX: usize = 24;
/// Words that look like a speaker and are none.
const NOBODY: [&str; 20] = [
    "记者",
    "笔者",
    "这",
    "此",
    "那",
    "这些",
    "那些",
    "图",
    "图片",
    "屏幕",
    "时间",
    "时",
    "其中",
    "本报讯",
    "以上",
    "下图",
    "上图",
    "图表",
    "画面",
    "问题",
];

/// The atoms between the last mark before `cue` and the cue; brackets and short quotations are stepped over.
pub(super) fn region(g: &Ground<'_>, cue: usize) -> Range<usize> {
    let mut start = cue;
    let mut depth = 0usize;
    while start > 0 && cue - start < REGION_ATOMS_MAX {
        let (atom, next) = (&g.atoms[start - 1], g.atoms.get(start));
        if next.is_some_and(|n| g.text()[atom.span.end()..n.span.start()].contains('\n')) {
            break;
        }
        match atom.stop {
            Stop::Close => depth += 1,
            Stop::Open if depth > 0 => depth -= 1,
            Stop::Open => break,
            Stop::Comma | Stop::Colon | Stop::Semicolon | Stop::End if depth == 0 => break,
            Stop::QuoteOpen | Stop::QuoteClose => {
                let quote = g.quote_at(atom.span.start());
                if let Some(title) = quote.filter(|&q| is_foreign_title(g, q)) {
                    start = g.range(g.quotes[title].outer).start;
                    continue;
                }
                if quote.is_none_or(|q| g.quotes[q].speaks) {
                    break;
                }
            }
            _ => {}
        }
        start -= 1;
    }
    start..cue
}

/// `论文“Are Models Honest?”指出`: a title in another script, right behind a word and without a mark at its edge that ends speech.
fn is_foreign_title(g: &Ground<'_>, quote: usize) -> bool {
    let q = g.quotes[quote];
    let words = q.inner.of(g.text());
    let before = g.text()[..q.outer.start()].chars().next_back();
    before.is_some_and(char::is_alphanumeric) && words.chars().all(|c| c.is_ascii() || !c.is_alphanumeric())
}

/// `信中说`: a piece of writing speaks; jieba takes it with its 中 for one word.
pub(super) fn writing(g: &Ground<'_>, region: Range<usize>) -> Option<Named> {
    let last = region.clone().rev().find(|&i| !g.atoms[i].is_tagged(b"dc") && !g.atoms[i].is(class::OPEN))?;
    let span = g.atoms[last].span;
    let alone = last == region.start || !g.atoms[last - 1].is_noun();
    let writing = matches!(g.word(last), "信中" | "文中" | "函中" | "书中" | "信里" | "文章中" | "声明中" | "公告中");
    (alone && writing).then(|| g.named(TextSpan::new(span.start(), span.end() - '中'.len_utf8())))
}

/// The speaker in a stretch of atoms. A document may speak with a relative clause before it.
pub(super) fn find(g: &Ground<'_>, region: Range<usize>, documents: bool) -> Option<Named> {
    let start = skip_frames(g, region.clone());
    let stop = phrase_end(g, start..region.end);
    let tail = tail_noun(g, stop..region.end);
    let whole = tail.is_some_and(|t| stop == start || documents && g.atoms[t].is(class::REPORT))
        || is_dated_document(g, stop..region.end);
    let broken = |a: &super::ground::Atom| a.is(class::LINK | class::EQUAL) || matches!(g.word(stop + 1), "了" | "过");
    if !whole && stop < region.end && broken(&g.atoms[stop]) {
        return None;
    }
    let end = if whole { region.end } else { stop };
    let end = trim_end(g, start..end);
    if end <= start {
        return None;
    }
    let span = TextSpan::new(g.atoms[start].span.start(), g.atoms[end - 1].span.end());
    let words = span.of(g.text());
    if words.len() > SPEAKER_BYTES_MAX || NOBODY.contains(&words) || words.contains('\n') {
        return None;
    }
    let can_speak = g.atoms[start..end].iter().any(|a| a.is_noun() || a.is_tagged(b"r"));
    can_speak.then(|| g.named(span))
}

/// Over openers, times, and frames with 在…, 对…，.
fn skip_frames(g: &Ground<'_>, region: Range<usize>) -> usize {
    let mut at = after_time_frame(g, region.clone());
    while at < region.end {
        let atom = &g.atoms[at];
        if atom.is(class::PREP) && !atom.is_noun() {
            let close = (at + 1..region.end).take(FRAME_ATOMS_MAX).find(|&i| g.atoms[i].is(class::CLOSE));
            match close {
                Some(close) => at = close + 1,
                None => break,
            }
        } else if atom.is(class::OPEN | class::AMONG)
            || atom.is_time()
            || atom.is_tagged(b"dctuy")
            || !matches!(atom.stop, Stop::No | Stop::Open | Stop::QuoteOpen)
        {
            at += 1;
        } else {
            break;
        }
    }
    at
}

/// Behind 就诊时, 会后: a frame at the left edge that a verb and 时 or 后 close, when a noun follows.
fn after_time_frame(g: &Ground<'_>, region: Range<usize>) -> usize {
    let close = region.clone().rev().find(|&i| matches!(g.word(i), "时" | "后" | "之后" | "期间"));
    let Some(close) = close else { return region.start };
    let verb = (region.start..close).any(|i| g.atoms[i].is_verb());
    let of = g.word(close + 1) == "的";
    let noun = (close + 1..region.end).any(|i| g.atoms[i].is_noun() || g.atoms[i].is_tagged(b"r"));
    if verb && noun && !of { close + 1 } else { region.start }
}

/// Up to where a noun phrase goes on: names, nouns, 的, 、, brackets, a verb before a noun.
fn phrase_end(g: &Ground<'_>, range: Range<usize>) -> usize {
    let mut depth = 0usize;
    let mut title_end = 0;
    for i in range.clone() {
        let atom = &g.atoms[i];
        match atom.stop {
            _ if atom.span.start() < title_end => {}
            Stop::QuoteOpen if g.quote_at(atom.span.start()).is_some_and(|q| is_foreign_title(g, q)) => {
                title_end = g.quote_at(atom.span.start()).map_or(0, |q| g.quotes[q].outer.end());
            }
            Stop::Open => depth += 1,
            Stop::Close => depth = depth.saturating_sub(1),
            _ if depth > 0 => {}
            Stop::Pause | Stop::QuoteOpen | Stop::QuoteClose => {}
            _ if i > range.start && is_adverbial(g, i) => return i,
            Stop::No if goes_on(g, i, range.end) => {}
            _ => return i,
        }
    }
    range.end
}

fn is_adverbial(g: &Ground<'_>, i: usize) -> bool {
    let atom = &g.atoms[i];
    atom.is(class::PREP) && !atom.is_noun() && !matches!(g.word(i), "和" | "与") || atom.is_time()
}

fn goes_on(g: &Ground<'_>, i: usize, end: usize) -> bool {
    let atom = &g.atoms[i];
    let joins = matches!(g.word(i), "的" | "和" | "与" | "及" | "以及" | "兼" | "等" | "·" | "们");
    if atom.is_part() || atom.number().is_some() || joins {
        return true;
    }
    let next_is_noun = i + 1 < end && g.atoms[i + 1].is_noun();
    atom.is_verb() && next_is_noun && !atom.is(class::ACT | class::LINK | class::CHANGE | class::OPEN)
}

/// 公司 | 2025年第一季度财务报告: times and nouns that end in the name of a document.
fn is_dated_document(g: &Ground<'_>, range: Range<usize>) -> bool {
    let last = trim_end(g, range.clone()).checked_sub(1).filter(|&l| l > range.start);
    last.is_some_and(|l| {
        let noun = |a: &super::ground::Atom| a.is_time() || a.is_part() || a.number().is_some();
        // 财务报告 is one word.
        let names = g.atoms[l].is(class::REPORT)
            || g.word(l).ends_with("报告")
            || g.word(l).ends_with("公告")
            || g.word(l).ends_with("公报");
        names && g.atoms[l].is_noun() && g.atoms[range.start..l].iter().all(noun)
    })
}

/// The noun behind the last 的 of a stretch, when it ends the stretch.
fn tail_noun(g: &Ground<'_>, range: Range<usize>) -> Option<usize> {
    let end = trim_end(g, range.clone());
    let last = end.checked_sub(1).filter(|&l| l >= range.start && g.atoms[l].is_noun())?;
    let of = (range.start..last).rev().find(|&i| g.word(i) == "的")?;
    (of + 1..last).all(|i| g.atoms[i].is_part()).then_some(last)
}

/// Back over adverbs, times and particles.
fn trim_end(g: &Ground<'_>, range: Range<usize>) -> usize {
    let mut end = range.end;
    while end > range.start {
        let atom = &g.atoms[end - 1];
        let trailing = atom.is_time()
            || (atom.is_tagged(b"ductf") || matches!(atom.tag, Tag::AD | Tag::A) && atom.what == What::Word)
                && !atom.is_noun()
            || atom.is(class::OPEN)
            || matches!(atom.stop, Stop::Pause | Stop::Comma);
        if !trailing {
            break;
        }
        end -= 1;
    }
    end
}
