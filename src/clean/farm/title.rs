//! The title again, as a line of the body.

use super::super::Draft;
use super::super::draft::Verdict;
use super::lines::{drop_line, lines, title};
use crate::text::{Certainty, EditKind, fold_width, is_han, is_word};

/// A shorter title may be the heading of a section.
const TITLE_CHARS_MIN: usize = 5;
/// From so many characters on, a line that is cut with an ellipsis may be compared by its head.
const HEAD_CHARS_MIN: usize = 8;
/// Longest tail behind a repeated title: a site's name.
const TAIL_CHARS_MAX: usize = 24;
/// Longest label before it, and longest number of a picture behind it.
const LABEL_CHARS_MAX: usize = 8;
const PICTURE_CHARS_MAX: usize = 7;
/// From so many characters on, no author repeats a title as a sentence of his own.
const LONG_CHARS_MIN: usize = 12;
/// What labels of a title say.
const LABELS: [&str; 12] = ["题", "文章", "图", "网", "报", "新闻", "资讯", "原文", "正文", "在线", "热线", "alt"];
/// How the names of sites end.
const SITE_ENDS: [&str; 12] =
    ["网", "网站", "在线", "热线", "日报", "晚报", "快报", "资讯", "新闻", "频道", "头条", "之窗"];

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
                && repeats(line, &said, &title)
        })
        .collect();
    // An author may end or begin with his title as a sentence, once.
    let is_sentence = |l: &(usize, usize)| view.text[l.0..l.1].trim_end().ends_with(['。', '！', '!', '；']);
    let is_one_part = is_one_part(&said);
    let repeated = found.len() > 1;
    found.retain(|l| {
        let is_first = view.text[..l.0].trim().is_empty();
        !is_sentence(l) || said.ends_with(['！', '!']) || !is_first && (repeated || !is_one_part)
    });
    // The headline itself, when it stands nowhere else.
    if draft.metadata.title_at.is_none() && found.first().is_some_and(|f| view.text[..f.0].trim().is_empty()) {
        found.remove(0);
    }
    // A title that asks may be asked again over its answers, but not where the text goes on.
    if only_asks(&said) && found.len() < QUESTION_REPEATS_MIN {
        found.retain(|&(start, end)| {
            bare(&view.text[start..end]) != title || goes_on(&view.text[..start], &view.text[end..], &title)
        });
    }
    let verdict = Verdict { kind: EditKind::TitleRepeat, rule: "line.title", certainty: Certainty::Exact };
    let why = format!("the line is the title again, {} times in the body", found.len());
    for line in found.into_iter().rev() {
        drop_line(draft, &view, line, verdict, &why);
    }
}

/// Whether a title is one stretch of words, as a sentence may be: most headlines have two parts.
fn is_one_part(title: &str) -> bool {
    !title.trim().contains(|c: char| c.is_whitespace() || "，,：:！!？?；;。".contains(c))
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

/// Whether a line says the title and nothing else but what frames a title: marks, a label, a site's name, the number of a picture.
fn repeats(line: &str, said: &str, title: &str) -> bool {
    let own = bare(line);
    if own == title {
        return true;
    }
    if let Some(at) = own.find(title) {
        let (before, after) = (&own[..at], &own[at + title.len()..]);
        let is_long = title.chars().nth(LONG_CHARS_MIN - 1).is_some();
        let stands_apart = || line.trim_end().strip_suffix(after).is_some_and(|l| l.ends_with(char::is_whitespace));
        return is_head_frame(before, is_long && !is_one_part(said))
            && (is_tail_frame(after, is_long) || is_long && is_name(after) && stands_apart());
    }
    let own = own.trim_start_matches(|c: char| !is_word(c));
    let head = own.trim_end_matches(['.', '…']);
    head.len() < own.len() && head.chars().count() >= HEAD_CHARS_MIN && title.starts_with(head)
}

/// What may stand before a title that is said again: marks, the number of an item, a label, a site's name in brackets.
fn is_head_frame(before: &str, is_headline: bool) -> bool {
    let before = before.trim_start_matches(|c: char| !is_word(c));
    let Some(last) = before.chars().next_back() else { return true };
    let words = before.trim_end_matches(|c: char| !is_word(c));
    if words.chars().any(|c| !is_word(c)) || words.chars().nth(LABEL_CHARS_MAX).is_some() {
        return false;
    }
    match last {
        ':' | '=' => !words.contains("主题") && (is_headline || LABELS.iter().any(|l| words.contains(l))),
        '】' | ']' | '_' | '|' | '-' => true,
        '、' | '.' | ')' => words.chars().all(|c| c.is_ascii_digit()),
        _ => false,
    }
}

/// Whether it may be the name of a site.
fn is_name(text: &str) -> bool {
    text.chars().all(is_han) && text.chars().nth(LABEL_CHARS_MAX).is_none()
}

/// What may stand behind it: closing marks, a site's name, the number of a picture; a sentence's end only behind a long title, since a
/// column may end with the short sentence that it is named after.
fn is_tail_frame(after: &str, is_long: bool) -> bool {
    let rest = after.trim_start_matches(|c: char| !is_word(c) && !"([【（".contains(c));
    if rest.is_empty() {
        return is_long || !after.contains(['。', '!', '?', '；', ';', ',']);
    }
    if after.contains(['。', '!', '?', '；', ';', ',']) || rest.chars().nth(TAIL_CHARS_MAX).is_some() {
        return false;
    }
    let is_picture = |c: char| c.is_ascii_digit() || !is_word(c) || "组图片第张页资料配".contains(c);
    let is_site = |name: &str| SITE_ENDS.iter().any(|e| name.ends_with(e));
    after.starts_with(['_', '-', '|', '–', '—', '－'])
        || rest.chars().all(is_picture) && rest.chars().nth(PICTURE_CHARS_MAX).is_none()
        || is_long && is_site(rest) && rest.chars().nth(LABEL_CHARS_MAX).is_none()
}
