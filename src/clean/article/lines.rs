//! Line rules inside the body.

use super::super::draft::{Fate, Verdict};
use super::super::{Draft, View};
use crate::lexicon::{Anchor, CleanWords};
use crate::text::{Certainty, EditKind};

/// Longest line, in characters, that line patterns look at.
const LINE_CHARS_MAX: usize = 160;

/// A line with its white space folded.
pub(super) fn folded(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    for word in line.split(|c: char| c.is_whitespace() || c == '\u{a0}' || c == '\u{3000}').filter(|w| !w.is_empty()) {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

/// Whether a pattern says that the line is no part of an article.
pub(super) fn is_noise(words: &CleanWords, line: &str) -> bool {
    let line = line.trim_start_matches(['•', '·', '-', ' ']);
    line.chars().count() <= LINE_CHARS_MAX
        && words.on_line(line).any(|r| matches!(r.anchor, Anchor::Line | Anchor::LineOutside))
}

/// Judges the lines of the body: whole lines anywhere, ends of lines, tails, and the positional ones before and behind the prose.
pub(super) fn judge(draft: &mut Draft<'_>) {
    let fold = |i: usize| folded(draft.page.blocks[i].span.of(&draft.page.text));
    let body = (0..draft.fates.len()).filter(|&i| matches!(draft.fates[i], Fate::Body(_)));
    let body: Vec<(usize, String)> = body.map(|i| (i, fold(i))).collect();
    let ends_like_prose = |l: &str| {
        l.chars().count() >= 30 && l.trim_end_matches(['”', '」', '）', ')']).ends_with(['。', '！', '？', '…'])
    };
    let prose: Vec<usize> = body.iter().filter(|(_, line)| ends_like_prose(line)).map(|b| b.0).collect();
    // Every cut below lies in a block of its own, so one view serves them all.
    let view = draft.view();
    let (first, last) = (prose.first().copied().unwrap_or(usize::MAX), prose.last().copied().unwrap_or(0));
    let mut tail: Option<(EditKind, &'static str)> = None;
    for (i, line) in body {
        if line.is_empty() {
            continue;
        }
        if let (Some((kind, rule)), true) = (tail, i > last) {
            draft.drop_block(
                i,
                Verdict { kind, rule, certainty: Certainty::Likely },
                "it follows a line that opens the tail of the page",
            );
            continue;
        }
        if line.chars().count() <= LINE_CHARS_MAX {
            let outside = i < first || i > last;
            let found = draft.lexicon.clean.on_line(&line).find(|r| match r.anchor {
                Anchor::Line => true,
                Anchor::LineOutside | Anchor::Tail => outside,
                _ => false,
            });
            if let Some(rule) = found {
                let (kind, id, anchor) = (rule.kind, rule.id, rule.anchor);
                if anchor == Anchor::Tail {
                    tail = Some((kind, id));
                }
                draft.drop_block(
                    i,
                    Verdict { kind, rule: id, certainty: Certainty::Exact },
                    "the whole line has a form that no paragraph of an article has",
                );
                continue;
            }
        }
        cut_end(draft, &view, i);
    }
}

/// Cuts what is glued to the end of a paragraph.
fn cut_end(draft: &mut Draft<'_>, view: &View, block: usize) {
    let span = draft.page.blocks[block].span;
    let line = span.of(&draft.page.text).trim_end();
    let tail_from = line.char_indices().rev().nth(80).map_or(0, |(i, _)| i);
    let Some((rule, at)) = draft.lexicon.clean.at_end(&line[tail_from..]) else { return };
    let (start, end, kind, id) = (span.start() + tail_from + at, span.start() + line.len(), rule.kind, rule.id);
    if start == span.start() {
        return;
    }
    let verdict = Verdict { kind, rule: id, certainty: Certainty::Exact };
    let shown = view.blocks().binary_search_by_key(&block, |b| b.0).ok().map(|i| view.blocks()[i]);
    if let Some((_, from, to)) = shown {
        let (a, b) = (from + start - span.start(), from + end - span.start());
        if b <= to && view.text.get(a..b) == draft.page.text.get(start..end) {
            draft.edit(view, a, b, "", verdict, "an editor's or source line is glued to the end of the paragraph");
        }
    }
}
