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

/// Words that ask. A title that only asks may stand again as the heading over each answer; so many repeats are no headings any more.
const QUESTIONS: [&str; 8] = ["?", "怎么", "如何", "什么", "吗", "为何", "哪", "多少"];
const QUESTION_REPEATS_MIN: usize = 8;
/// Beginnings of a paragraph that take up the sentence before: no heading stands between the two.
const TAKES_UP: [&str; 24] = [
    "对此",
    "此外",
    "另外",
    "不过",
    "但",
    "然而",
    "因此",
    "所以",
    "于是",
    "同时",
    "与此同时",
    "而且",
    "并且",
    "其中",
    "其后",
    "随后",
    "当时",
    "據此",
    "据此",
    "對此",
    "另一方面",
    "除此之外",
    "总之",
    "也就是说",
];
/// Fewest characters of a line without an end mark that a heading does not follow: the sentence goes on behind it.
const CUT_CHARS_MIN: usize = 20;

/// Takes out lines that say nothing but the title.
pub(super) fn run(draft: &mut Draft<'_>) {
    let view = draft.view();
    let Some(said) = title(draft, &view) else { return };
    let title = bare(&said);
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
    // A title that asks may be asked again over its answers, but not where the text goes on.
    if only_asks(&said) && found.len() < QUESTION_REPEATS_MIN {
        found.retain(|&(start, end)| goes_on(&view.text[..start], &view.text[end..], &title));
    }
    let verdict = Verdict { kind: EditKind::TitleRepeat, rule: "line.title", certainty: Certainty::Exact };
    let why = format!("the line is the title again, {} times in the body", found.len());
    for line in found.into_iter().rev() {
        drop_line(draft, &view, line, verdict, &why);
    }
}

/// Whether a title asks and says nothing else: 水库怎么修, and with a topic before a colon. A headline that also tells its news
/// (新坝三年未完工 钱去哪了) is no heading inside its own article.
fn only_asks(title: &str) -> bool {
    let title: String = title.chars().map(fold_width).collect();
    let parts = title.split_inclusive(|c: char| c.is_whitespace() || matches!(c, '?' | '!' | ',' | ':' | '。' | '—'));
    let mut asks = false;
    for part in parts.filter(|p| p.chars().any(is_word)) {
        let is_question = QUESTIONS.iter().any(|q| part.contains(q));
        if !is_question && !part.ends_with(':') {
            return false;
        }
        asks |= is_question;
    }
    asks
}

/// Whether the text goes on over a line between `before` and `after`, so that the line is no heading: it stands inside a sentence or
/// between two items of one list, what follows takes up what came before, nothing came before but the headline itself, or nothing
/// follows but the line again.
fn goes_on(before: &str, after: &str, title: &str) -> bool {
    let next = after.trim_start().lines().next().unwrap_or("").trim_end();
    let last = before.trim_end().lines().next_back().unwrap_or("").trim_start();
    let is_item = || item(last).zip(item(next)).is_some_and(|(a, b)| a + 1 == b);
    last.is_empty()
        || next.is_empty()
        || bare(next) == title
        || cuts(before)
        || TAKES_UP.iter().any(|w| next.starts_with(w))
        || is_item()
}

/// The number that a line of a list begins with: 5、, (5), 第五，, 五、.
fn item(line: &str) -> Option<usize> {
    const NUMERALS: &str = "一二三四五六七八九十";
    let line = line.trim_start_matches(['(', '（', '第', '【']);
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let (number, rest) = if digits > 0 {
        (line[..digits].parse().ok()?, &line[digits..])
    } else {
        let first = line.chars().next()?;
        (NUMERALS.chars().position(|c| c == first)? + 1, &line[first.len_utf8()..])
    };
    rest.starts_with(['、', '.', '．', '，', ',', ')', '）', '】', '：', ':']).then_some(number)
}

/// Whether a line behind `before` stands inside a sentence: the one before it is long and has no end mark. What a farm planted
/// behind an end mark is short.
fn cuts(before: &str) -> bool {
    let before = before.trim_end();
    let sentence = before.rsplit(['\n', '。', '！', '？', '!', '?']).next().unwrap_or(before);
    let is_open = !sentence.ends_with(|c: char| !is_word(c));
    is_open && sentence.chars().nth(CUT_CHARS_MIN).is_some()
}

/// Without white space, quotes and widths.
fn bare(line: &str) -> String {
    let is_quote = |c: char| {
        matches!(c, '"' | '\'' | '“' | '”' | '‘' | '’' | '「' | '」' | '『' | '』' | '《' | '》' | '\u{200b}')
    };
    let mut out = String::with_capacity(line.len());
    for c in line.chars() {
        if ('\u{4E00}'..='\u{9FFF}').contains(&c) {
            out.push(c);
        } else if !c.is_whitespace() && !is_quote(c) {
            out.extend(fold_width(c).to_lowercase());
        }
    }
    out
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
