//! What markup, scripts and escapes leave in the text.

use super::super::Draft;
use super::super::draft::Verdict;
use super::lines::{drop_line, lines};
use super::{code_line, escape, markup};
use crate::text::{Certainty, EditKind, border_before};
use std::borrow::Cow;

/// Lines with these words speak about markup, and keep theirs.
const ABOUT_MARKUP: [&str; 6] = ["HTML", "html5", "XML", "JSON", "转义", "源码"];
/// Words that do so close to it; elsewhere they are words of trade and law.
const NEAR_MARKUP: [&str; 7] = ["实体", "标签", "代码", "标记", "字段", "语法", "编程"];
/// How close, in bytes.
const NEAR_BYTES: usize = 60;
/// Pages with these words may speak about values of programs.
const ABOUT_VALUES: [&str; 8] = ["代码", "函数", "变量", "编程", "JavaScript", "JSON", "字段", "数据库"];
/// What programs print for want of a value, and signs of Markdown that nobody else writes.
const VALUES: [&str; 6] = ["undefined", "NaN", "null", "```", "###", "* * *"];
/// So many of them are no slip and no name.
const VALUES_MIN: usize = 3;

type Cut<'a> = (usize, usize, Cow<'a, str>, &'static str);

/// Each rule and what it says.
const RULES: [(&str, &str); 7] = [
    ("residue.entity", "an entity of HTML stands undecoded in the text"),
    ("residue.escape", "an escape of a script stands undecoded in the text"),
    ("residue.tag", "a tag of HTML stands in the text"),
    ("residue.shortcode", "a shortcode of a content system stands in the text"),
    ("residue.template", "the hole of a template stands in the text"),
    ("residue.json", "the frame of a record of JSON stands in the text"),
    ("residue.null", "a program printed that it had no value, again and again"),
];

/// Takes out tags, entities, escapes, shortcodes and lines of code.
pub(super) fn run(draft: &mut Draft<'_>) {
    let view = draft.view();
    let text = view.text.as_str();
    let has_codes = markup::has_forum_codes(text);
    let mut cuts: Vec<Cut<'_>> = Vec::new();
    let mut code = code_line::Lines::default();
    for (start, end) in lines(text) {
        let line = &text[start..end];
        if code_line::is_code(line) {
            code.push((start, end), line);
            continue;
        }
        if !line.trim().is_empty() {
            code.flush();
            inline(line, start, has_codes, &mut cuts);
        }
    }
    cut_entities(text, &mut cuts);
    null_values(text, &mut cuts);
    cuts.sort_by_key(|c| c.0);
    for (rule, what) in RULES {
        let own: Vec<_> = cuts.iter().filter(|c| c.3 == rule).map(|c| (c.0, c.1, &*c.2)).collect();
        let verdict = Verdict { kind: EditKind::Residue, rule, certainty: Certainty::Exact };
        // Cuts of different rules never touch the same bytes, and a view differs only by edits made since.
        draft.edit_all(&view, &own, verdict, what);
    }
    for &at in code.finish().iter().rev() {
        let verdict = Verdict { kind: EditKind::Residue, rule: "residue.line", certainty: Certainty::Exact };
        drop_line(draft, &view, at, verdict, "the line is code of the page, no text");
    }
}

/// Tags, entities, escapes and shortcodes inside a line of text.
fn inline<'a>(line: &'a str, offset: usize, has_codes: bool, cuts: &mut Vec<Cut<'a>>) {
    let bytes = line.as_bytes();
    let first = cuts.len();
    let (mut at, mut last) = (0, 0);
    // The rests are read once: what a `<` without `>` costs is paid once a line.
    let mut no_comment_end = false;
    while let Some(hop) = bytes[at..].iter().position(|b| is_sign(*b)) {
        let start = at + hop;
        let rest = &line[start..];
        let mut from = start;
        let hit = match bytes[start] {
            b'<' if rest.starts_with("<!--") && !no_comment_end => {
                let end = markup::comment(rest);
                no_comment_end = end.is_none();
                end.or_else(|| markup::cut_head(line, start)).map(|e| (e, "".into(), "residue.tag"))
            }
            b'<' => {
                let tag = markup::tag(rest).or_else(|| markup::cut_head(line, start));
                let hole = || markup::hole(rest).map(|e| (e, "".into(), "residue.template"));
                tag.map(|e| (e, "".into(), "residue.tag")).or_else(hole)
            }
            b'>' => markup::cut_tail(line, last, start).map(|tail| {
                from = tail;
                (start + 1 - tail, "".into(), "residue.tag")
            }),
            b'&' | b'\\' | b'%' | b'=' | b'_' => {
                let tag = || escape::escaped_tag(rest, markup::tag).map(|e| (e, "".into(), "residue.tag"));
                let own = if bytes[start] == b'&' {
                    escape::entity(line, start).map(|(e, with)| (e, with, "residue.entity"))
                } else {
                    escape::escape(line, start).map(|(e, with)| (e, with, "residue.escape"))
                };
                if bytes[start] == b'=' || bytes[start] == b'_' { own } else { tag().or(own) }
            }
            b'[' => {
                let code = markup::shortcode(rest, has_codes).map(|e| (e, "".into(), "residue.shortcode"));
                let hole = || markup::hole(rest).map(|e| (e, "".into(), "residue.template"));
                let link = || markup::markdown(rest).map(|(e, label)| (e, label.into(), "residue.shortcode"));
                code.or_else(hole).or_else(link)
            }
            b'!' if rest.starts_with("![") => {
                markup::markdown(rest).map(|(e, label)| (e, label.into(), "residue.shortcode"))
            }
            b'{' | b'$' | b'#' => {
                let hole = markup::hole(rest).or_else(|| markup::system_tag(rest));
                let json = || markup::json(rest).map(|e| (e, "".into(), "residue.json"));
                hole.map(|e| (e, "".into(), "residue.template")).or_else(json)
            }
            b'"' => markup::json(rest).map(|e| (e, "".into(), "residue.json")),
            _ => None,
        };
        at = match hit {
            Some((len, with, rule)) => {
                cuts.push((offset + from, offset + from + len, with, rule));
                last = from + len;
                last
            }
            None => start + 1,
        };
    }
    if cuts.len() > first {
        if ABOUT_MARKUP.iter().any(|w| line.contains(w)) {
            cuts.truncate(first);
        } else if NEAR_MARKUP.iter().any(|w| line.contains(w)) {
            let own: Vec<_> = cuts.drain(first..).collect();
            cuts.extend(own.into_iter().filter(|c| !is_spoken_of(line, c.0 - offset, c.1 - offset)));
        }
    }
}

/// The first bytes of residue.
fn is_sign(b: u8) -> bool {
    matches!(b, b'<' | b'>' | b'&' | b'\\' | b'[' | b'{' | b'%' | b'=' | b'_' | b'$' | b'#' | b'!' | b'"')
}

/// Whether the words around `[start, end)` say that it is markup.
fn is_spoken_of(line: &str, start: usize, end: usize) -> bool {
    let from = border_before(line, start.saturating_sub(NEAR_BYTES));
    let to = border_before(line, (end + NEAR_BYTES).min(line.len()));
    NEAR_MARKUP.iter().any(|w| line[from..to.max(end)].contains(w))
}

/// `undefined` and its like between Han characters and marks, where a page has them again and again.
fn null_values<'a>(text: &'a str, cuts: &mut Vec<Cut<'a>>) {
    let mut found = Vec::new();
    for value in VALUES {
        let is_free = |s: &str, at_end: bool| {
            let c = if at_end { s.chars().next_back() } else { s.chars().next() };
            c.is_none_or(|c| !c.is_ascii() || c == '\n')
        };
        let places = text.match_indices(value).map(|(at, v)| (at, at + v.len()));
        found.extend(places.filter(|p| is_free(&text[..p.0], true) && is_free(&text[p.1..], false)));
    }
    if found.len() < VALUES_MIN || ABOUT_VALUES.iter().any(|w| text.contains(w)) {
        return;
    }
    cuts.extend(found.into_iter().map(|(s, e)| (s, e, "".into(), "residue.null")));
}

/// `nbsp;` that lost its ampersand.
fn cut_entities<'a>(text: &'a str, cuts: &mut Vec<Cut<'a>>) {
    let is_free = |at: usize| !text[..at].ends_with(|c: char| c.is_ascii_alphanumeric() || c == '&' || c == ';');
    let found = memchr::memmem::find_iter(text.as_bytes(), b"nbsp;").filter(|at| is_free(*at));
    cuts.extend(found.map(|at| (at, at + "nbsp;".len(), "".into(), "residue.entity")));
}
