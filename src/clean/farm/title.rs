//! The title again, as a line of the body.

use super::super::Draft;
use super::super::draft::Verdict;
use super::lines::{drop_line, lines, title};
use crate::text::{Certainty, EditKind, fold_width, is_word};

/// A shorter title may be the heading of a section.
const TITLE_CHARS_MIN: usize = 5;
/// From so many characters on, a line that is cut with an ellipsis may be compared by its head.
const HEAD_CHARS_MIN: usize = 8;
/// Longest tail behind a repeated title: a site's name.
const TAIL_CHARS_MAX: usize = 24;

/// Questions: such a title may stand again as the heading over each answer; so many repeats are no headings any more.
const QUESTIONS: [&str; 8] = ["?", "怎么", "如何", "什么", "吗", "为何", "哪", "多少"];
const QUESTION_REPEATS_MIN: usize = 8;
/// Fewest characters of a line without an end mark that a heading does not follow: the sentence goes on behind it.
const CUT_CHARS_MIN: usize = 20;

/// Takes out lines that say nothing but the title.
pub(super) fn run(draft: &mut Draft<'_>) {
    let view = draft.view();
    let Some(title) = title(draft, &view).as_deref().map(bare) else { return };
    let Some(initial) = title.chars().next() else { return };
    if title.chars().count() < TITLE_CHARS_MIN {
        return;
    }
    let mut found: Vec<_> = lines(&view.text)
        .filter(|l| {
            let line = &view.text[l.0..l.1];
            line.len() <= 4 * (title.len() + 4 * TAIL_CHARS_MAX)
                && (line.chars().map(fold_width).any(|c| c.to_ascii_lowercase() == initial))
                && repeats(line, &title)
        })
        .collect();
    // The headline itself, when it stands nowhere else.
    if draft.metadata.title_at.is_none() && found.first().is_some_and(|f| view.text[..f.0].trim().is_empty()) {
        found.remove(0);
    }
    // A title that asks may be asked again over its answers, but not in the middle of a sentence.
    let asks = QUESTIONS.iter().any(|q| title.contains(q));
    if asks && found.len() < QUESTION_REPEATS_MIN && !found.iter().any(|l| cuts(&view.text, l.0)) {
        return;
    }
    let verdict = Verdict { kind: EditKind::TitleRepeat, rule: "line.title", certainty: Certainty::Exact };
    let why = format!("the line is the title again, {} times in the body", found.len());
    for line in found.into_iter().rev() {
        drop_line(draft, &view, line, verdict, &why);
    }
}

/// Whether a line that starts at `at` stands inside a sentence: the one before it is long and has no end mark. What a farm planted
/// behind an end mark is short.
fn cuts(text: &str, at: usize) -> bool {
    let before = text[..at].trim_end();
    let sentence = before.rsplit(['\n', '。', '！', '？', '!', '?']).next().unwrap_or(before);
    let is_open = !sentence.ends_with(|c: char| !is_word(c));
    is_open && sentence.chars().nth(CUT_CHARS_MIN).is_some()
}

/// Without white space, quotes and widths.
fn bare(line: &str) -> String {
    let kept = line.chars().filter(|c| !c.is_whitespace() && !"\"'“”‘’「」『』《》\u{200b}".contains(*c));
    kept.map(fold_width).flat_map(char::to_lowercase).collect()
}

fn repeats(line: &str, title: &str) -> bool {
    let is_ended = line.trim_end().ends_with(['。', '！', '？', '；', '，']);
    let own = bare(line);
    if own == title {
        return true;
    }
    let own = own.trim_start_matches(['▲', '△', '●', '■', '◆', '•', '>']);
    if let Some(tail) = own.strip_prefix(title) {
        let is_site = tail.starts_with(['_', '-', '|', '–', '—', '－']) && tail.chars().count() <= TAIL_CHARS_MAX;
        let is_number = tail.starts_with(['(', '[', '图', '第'])
            && tail.chars().count() <= 5
            && tail.chars().all(|c| c.is_ascii_digit() || "()[]图第张页/".contains(c));
        return !is_ended && (tail.is_empty() || is_site || is_number);
    }
    let head = own.trim_end_matches(['.', '…']);
    head.len() < own.len() && head.chars().count() >= HEAD_CHARS_MIN && title.starts_with(head)
}
