//! Line rules inside the body.

use super::super::draft::{Fate, Verdict};
use super::super::{Draft, View};
use super::{cue, date, title};
use crate::lexicon::{Anchor, CleanWords};
use crate::text::{Certainty, EditKind, PageSpan, is_han, marks};

/// Longest line, in characters, that line patterns look at.
const LINE_CHARS_MAX: usize = 160;
/// Fewest characters of a sentence that marks the line as prose.
const PROSE_CHARS_MIN: usize = 30;
/// Most characters at the end of a line that patterns of line ends look at.
const TAIL_CHARS_MAX: usize = 80;

/// A line with its white space folded.
pub(crate) fn folded(line: &str) -> String {
    if !marks(line).any(|c| c.1.is_whitespace()) {
        return line.to_owned();
    }
    let mut out = String::with_capacity(line.len());
    for word in line.split(char::is_whitespace).filter(|w| !w.is_empty()) {
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

/// Whether a pattern takes the line wherever it stands.
fn is_whole_line(words: &CleanWords, line: &str) -> bool {
    line.chars().nth(LINE_CHARS_MAX).is_none() && words.on_line(line).any(|r| r.anchor == Anchor::Line)
}

/// A line of the body; a block holds several where `<br>` parts them.
pub(in crate::clean) struct Line {
    block: usize,
    /// Where in the page text.
    span: PageSpan,
    pub(in crate::clean) folded: String,
    /// Whether it is all of its block.
    is_block: bool,
}

impl Line {
    /// Whether it is a sentence of a paragraph; a few Han characters behind its end mark may have been planted there.
    pub(in crate::clean) fn ends_like_prose(&self) -> bool {
        /// Most characters behind the last end mark.
        const BEHIND_MAX: usize = 12;
        let end = self.folded.trim_end_matches(['”', '」', '）', ')']);
        let Some(at) = end.rfind(['。', '！', '？', '…']) else { return false };
        let mut behind = end[at..].chars().skip(1);
        behind.clone().nth(BEHIND_MAX).is_none()
            && behind.all(is_han)
            && end[..at].chars().nth(PROSE_CHARS_MIN - 2).is_some()
    }

    /// Whether a label and its list stand on the line together, so that it opens no tail.
    fn is_whole_list(&self) -> bool {
        const SEPARATORS_MIN: usize = 3;
        let list = self.folded.split_once(['：', ':']).map_or("", |p| p.1);
        list.matches(['，', '、', ',', '|', '｜', ' ', '/']).count() >= SEPARATORS_MIN
    }
}

/// The lines of the body that hold anything.
pub(in crate::clean) fn lines(draft: &Draft<'_>) -> Vec<Line> {
    let page = draft.page;
    let mut lines = Vec::new();
    for (block, b) in page.blocks.iter().enumerate().filter(|b| matches!(draft.fates[b.0], Fate::Body(_))) {
        let text = b.span.of(&page.text);
        let is_block = !text.contains('\n');
        let mut start = b.span.start();
        for line in text.split('\n') {
            let span = PageSpan::new(start, start + line.len());
            start += line.len() + 1;
            let folded = folded(line);
            if !folded.is_empty() {
                lines.push(Line { block, span, folded, is_block });
            }
        }
    }
    lines
}

/// Judges the lines of the body: whole lines anywhere, ends of lines, tails, and the positional ones before and behind the prose.
pub(super) fn judge(draft: &mut Draft<'_>) {
    let lines = lines(draft);
    // A notice of rights is as long as prose, and ends like it.
    let is_prose = |l: &Line| l.ends_like_prose() && !is_whole_line(&draft.lexicon.clean, &l.folded);
    let first = lines.iter().position(is_prose).unwrap_or(usize::MAX);
    let last = lines.iter().rposition(is_prose).unwrap_or(0);
    // No two cuts below touch, so one view serves them all.
    let view = draft.view();
    let mut tail: Option<(EditKind, &'static str)> = None;
    for (i, line) in lines.iter().enumerate() {
        if let (Some((kind, rule)), true) = (tail, i > last) {
            let verdict = Verdict { kind, rule, certainty: Certainty::Likely };
            cut_line(draft, &view, line, verdict, "it follows a line that opens the tail of the page");
            continue;
        }
        let outside = i < first || i > last;
        let found = if line.folded.chars().nth(LINE_CHARS_MAX).is_some() {
            None
        } else {
            draft.lexicon.clean.on_line(&line.folded).find(|r| match r.anchor {
                Anchor::Line => true,
                Anchor::LineOutside | Anchor::Tail => outside,
                _ => false,
            })
        };
        let Some(rule) = found else {
            match outside.then(|| by_facts(draft, line, i < first)).flatten() {
                Some(verdict) => {
                    cut_line(draft, &view, line, verdict, "beside the body, it only says who wrote it, or when")
                }
                None => cut_end(draft, &view, line),
            }
            continue;
        };
        if rule.anchor == Anchor::Tail && !line.is_whole_list() {
            tail = Some((rule.kind, rule.id));
        }
        let verdict = Verdict { kind: rule.kind, rule: rule.id, certainty: Certainty::Exact };
        cut_line(draft, &view, line, verdict, "the whole line has a form that no paragraph of an article has");
    }
}

/// What a line beside the prose is, when it only repeats what is known of the article: its title, its authors, its time.
fn by_facts(draft: &Draft<'_>, line: &Line, is_before: bool) -> Option<Verdict> {
    /// Most characters beside the time on a line that is a byline.
    const BESIDE_TIME_MAX: usize = 60;
    let verdict = |kind, rule| Some(Verdict { kind, rule, certainty: Certainty::Likely });
    let text = line.folded.as_str();
    let meta = &draft.metadata;
    if text.contains(['。', '，', '；']) || text.chars().nth(LINE_CHARS_MAX).is_some() {
        return None;
    }
    if is_before && meta.title.as_deref().is_some_and(|t| title::key(t) == title::key(text)) {
        return verdict(EditKind::Title, "title.again");
    }
    // Papers put their keywords before the text; sites put theirs behind it.
    if !is_before
        && ["关键字", "关键词", "標籤", "标签"].iter().any(|w| text.starts_with(w))
        && text.contains([':', '：'])
    {
        return verdict(EditKind::Navigation, "nav.keywords");
    }
    if meta.authors.iter().any(|a| a == text) {
        return verdict(EditKind::Byline, "byline.name");
    }
    let (start, end) = date::place(text)?;
    let rest = text[..start].chars().count() + text[end..].chars().count();
    let clock = text[start..end].contains([':', '：']);
    let is_byline = rest <= BESIDE_TIME_MAX && clock && (is_before || cue::of_byline(text));
    is_byline.then(|| verdict(EditKind::Byline, "byline.time-line")).flatten()
}

/// Takes a line out.
pub(in crate::clean) fn cut_line(draft: &mut Draft<'_>, view: &View, line: &Line, verdict: Verdict, why: &str) {
    if line.is_block {
        draft.drop_block(line.block, verdict, why);
    } else {
        cut(draft, view, line, line.span, verdict, why);
    }
}

/// Cuts what is glued to the end of a paragraph.
fn cut_end(draft: &mut Draft<'_>, view: &View, line: &Line) {
    let text = line.span.of(&draft.page.text).trim_end();
    let tail_from = text.char_indices().rev().nth(TAIL_CHARS_MAX).map_or(0, |(i, _)| i);
    let Some((rule, at)) = draft.lexicon.clean.at_end(&text[tail_from..]) else { return };
    // The end mark before it is the sentence's.
    let mark = text[tail_from + at..].chars().next().filter(|c| "。！？”".contains(*c)).map_or(0, char::len_utf8);
    let start = line.span.start() + tail_from + at + mark;
    if start == line.span.start() {
        return;
    }
    let verdict = Verdict { kind: rule.kind, rule: rule.id, certainty: Certainty::Exact };
    let glued = PageSpan::new(start, line.span.start() + text.len());
    cut(draft, view, line, glued, verdict, "an editor's or source line is glued to the end of the paragraph");
}

/// Cuts a stretch of a line, where the view shows it as the page has it.
fn cut(draft: &mut Draft<'_>, view: &View, line: &Line, at: PageSpan, verdict: Verdict, why: &str) {
    let span = draft.page.blocks[line.block].span;
    let Ok(i) = view.blocks().binary_search_by_key(&line.block, |b| b.0) else { return };
    let (_, from, to) = view.blocks()[i];
    let (start, end) = (from + at.start() - span.start(), from + at.end() - span.start());
    if end <= to && view.text.get(start..end) == Some(at.of(&draft.page.text)) {
        draft.edit(view, start, end, "", verdict, why);
    }
}
