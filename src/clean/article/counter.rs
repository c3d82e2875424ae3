//! Counts of comments behind the paragraphs of a novel, each in an element of its own: as text they are numbers glued to sentences.

use super::super::Draft;
use super::super::draft::Verdict;
use crate::text::{Certainty, EditKind, PageSpan};

/// Fewest paragraphs with a number behind their last mark.
const COUNTERS_MIN: usize = 8;
/// Most digits of a count.
const DIGITS_MAX: usize = 5;

/// Takes the counts out when most paragraphs have one. Notes are numbered in order, and so stay.
pub(super) fn run(draft: &mut Draft<'_>) {
    let view = draft.view();
    let (mut counters, mut lines, mut end) = (Vec::new(), 0, 0);
    for line in view.text.split_inclusive('\n') {
        end += line.len();
        let text = line.trim_end();
        lines += usize::from(!text.is_empty());
        if let Some(digits) = count_behind(text, draft.metadata.title.as_deref()) {
            let to = end - (line.len() - text.len());
            counters.push((to - digits, to));
        }
    }
    let number = |at: &(usize, usize)| view.text[at.0..at.1].parse::<u32>().unwrap_or(0);
    let in_order = counters.windows(2).filter(|w| number(&w[0]) + 1 == number(&w[1])).count();
    if counters.len() < COUNTERS_MIN || 2 * counters.len() < lines || 3 * in_order > counters.len() {
        return;
    }
    let verdict = Verdict { kind: EditKind::Comment, rule: "comment.count", certainty: Certainty::Likely };
    let why = format!("{} of {lines} paragraphs have a number behind their last mark, in no order", counters.len());
    for (from, to) in counters {
        draft.edit(&view, from, to, "", verdict, &why);
    }
    mend_title(draft);
}

/// How many digits stand at the end of a line, directly behind the mark of its sentence, or behind the title.
fn count_behind(line: &str, title: Option<&str>) -> Option<usize> {
    let digits = line.bytes().rev().take_while(u8::is_ascii_digit).count();
    let sentence = &line[..line.len() - digits];
    let is_whole = sentence.ends_with(['。', '！', '？', '…', '”', '」', '』', '～']) || title == Some(sentence);
    ((1..=DIGITS_MAX).contains(&digits) && is_whole).then_some(digits)
}

/// The heading has its count, too, where the page's own title has none.
fn mend_title(draft: &mut Draft<'_>) {
    let Some(title) = &draft.metadata.title else { return };
    let bare = title.trim_end_matches(|c: char| c.is_ascii_digit());
    let is_said = |said: &str| said.contains(bare) && !said.contains(title.as_str());
    if bare.len() == title.len() || bare.is_empty() || !draft.page.meta.title.as_deref().is_some_and(is_said) {
        return;
    }
    let digits = title.len() - bare.len();
    draft.metadata.title = Some(bare.trim_end().to_owned());
    if let Some(at) =
        draft.metadata.title_at.filter(|at| at.of(&draft.page.text).ends_with(|c: char| c.is_ascii_digit()))
    {
        draft.metadata.title_at = Some(PageSpan::new(at.start(), at.end() - digits));
    }
}
