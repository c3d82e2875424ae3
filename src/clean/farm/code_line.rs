//! Whole lines of script, style and data.

use super::markup::shortcode;
use crate::text::is_han;

/// So many lines of code in a row are a listing.
const LISTING_MIN: usize = 3;
/// Longest line of nothing but brackets.
const BRACKETS_BYTES_MAX: usize = 2;
/// What only the plumbing of a web page says.
const PLUMBING: [&str; 17] = [
    "document.write",
    "_hmt",
    "window.",
    "googletag",
    "adsbygoogle",
    "hm.src",
    "$(",
    "jQuery",
    ".createElement(",
    "getElementById",
    "BAIDU_CLB",
    "cnzz",
    "_czc",
    "schema.org",
    "datePublished",
    "广告位",
    "<!--",
];
/// Properties of a style sheet that leave lines behind.
const PROPERTIES: [&str; 14] = [
    "background",
    "border",
    "color",
    "display",
    "float",
    "font",
    "height",
    "line-height",
    "margin",
    "overflow",
    "padding",
    "position",
    "text-",
    "width",
];

/// Lines of code on their way through a text.
#[derive(Default)]
pub(super) struct Lines {
    /// Start, end, and whether it is a web page's plumbing.
    run: Vec<(usize, usize, bool)>,
    /// Whether a line of the row is more than brackets.
    says: bool,
    /// Rows of nothing but brackets.
    brackets: Vec<(usize, usize)>,
    found: Vec<(usize, usize)>,
}

impl Lines {
    /// Takes the next line of code of a row.
    pub(super) fn push(&mut self, (start, end): (usize, usize), line: &str) {
        self.run.push((start, end, PLUMBING.iter().any(|p| line.contains(p))));
        self.says |= line.trim().len() > BRACKETS_BYTES_MAX;
    }

    /// Ends a row. A listing of three lines and more stays, unless it is a page's own plumbing.
    pub(super) fn flush(&mut self) {
        let plumbing = self.run.iter().filter(|r| r.2).count();
        if self.run.len() < LISTING_MIN || 3 * plumbing >= self.run.len() {
            let found = if self.says { &mut self.found } else { &mut self.brackets };
            found.extend(self.run.iter().map(|r| (r.0, r.1)));
        }
        self.run.clear();
        self.says = false;
    }

    /// The lines that are no listing; brackets alone only on a page with other code.
    pub(super) fn finish(mut self) -> Vec<(usize, usize)> {
        self.flush();
        if !self.found.is_empty() {
            self.found.append(&mut self.brackets);
            self.found.sort_unstable();
        }
        self.found
    }
}

/// Whether a whole line is script, style, JSON, a comment or a shortcode.
pub(super) fn is_code(line: &str) -> bool {
    let t = line.trim();
    let Some(first) = t.bytes().next() else { return false };
    if !first.is_ascii() || first.is_ascii_digit() {
        return false;
    }
    if t.len() <= BRACKETS_BYTES_MAX {
        return matches!(t, "{" | "}" | "}," | "};" | "}]" | "})" | "{{" | "}}" | "[" | "]" | "],");
    }
    let starts = |heads: &[&str]| heads.iter().any(|h| t.starts_with(h));
    if t.starts_with("<!--") && t.ends_with("-->") {
        return t.matches("<!--").count() == 1;
    }
    if first == b'[' && t.ends_with(']') && shortcode(t, false).is_some_and(|n| n == t.len()) {
        return true;
    }
    if starts(&["//", "/*"]) {
        return is_remark(t);
    }
    // Prose between the braces of a line is text after all.
    let han = t.chars().filter(|c| is_han(*c)).count();
    if 3 * han > t.len() / 3 {
        return false;
    }
    if starts(&["document.", "window.", "jQuery", "$(", "$.", "(function", "!function"]) {
        return t.ends_with([';', '}', ')', '{', ',']);
    }
    if starts(&[
        "var ",
        "let ",
        "const ",
        "function ",
        "if(",
        "if (",
        "try{",
        "try {",
        "for(",
        "return ",
        "else{",
        "}else",
        "})",
        "};",
    ]) {
        return t.ends_with([';', '}', '{', ')'])
            && (t.contains('=') || t.contains('(') || t.contains('{') || t.starts_with('}'));
    }
    if starts(&["(window.", "(document."]) || is_call(t) || is_declaration(t) {
        return true;
    }
    if first == b'"' && t.is_ascii() {
        // One pair of a record: `"key": "value",`.
        let key = t[1..].split('"').next().unwrap_or("");
        let is_key = !key.is_empty() && key.bytes().all(|b| b.is_ascii_alphanumeric() || b"@_-".contains(&b));
        return is_key
            && t[key.len() + 2..].trim_start().starts_with(':')
            && t.ends_with(['"', ',', '{', '[', '}', ']']);
    }
    if starts(&["{\"", "[{\"", "{ \""]) {
        return t.ends_with(['}', ']', ',', ';']) && t.contains("\":");
    }
    is_style(t)
}

/// `selector{property:value;…}`.
fn is_style(t: &str) -> bool {
    let (Some(open), true) = (t.find('{'), t.ends_with('}')) else { return false };
    let selector = &t[..open];
    let inside = &t[open + 1..t.len() - 1];
    let is_selector = !selector.is_empty()
        && selector.len() < 200
        && selector.bytes().all(|b| b.is_ascii() && b != b';' && b != b'(' || b == b'@');
    let is_declared = inside.split([';', '}']).filter(|d| !d.trim().is_empty()).all(|d| {
        d.split_once(':')
            .is_some_and(|(p, _)| p.trim_start().bytes().all(|b| b.is_ascii_alphanumeric() || b"-{.# ".contains(&b)))
    });
    is_selector && is_declared && inside.contains(':')
}

/// A programmer's remark: one word behind `//`, or all between `/*` and `*/`.
fn is_remark(t: &str) -> bool {
    let word = t.trim_start_matches('/').trim();
    let is_short = !word.contains([' ', '，', '。', '.', '/', ':']) && word.chars().count() <= 12;
    t.starts_with("/*") && t.ends_with("*/") && !t.contains('。') || t.starts_with("//") && is_short
}

/// `name(…);` or `name.name(…)`.
fn is_call(t: &str) -> bool {
    let name = t.bytes().take_while(|b| b.is_ascii_alphanumeric() || b"_$.".contains(b)).count();
    let call = t.trim_end_matches(';');
    name > 0
        && t.is_ascii()
        && t[name..].starts_with('(')
        && call.ends_with(')')
        && (t.ends_with(';') || t[..name].contains('.') || t[..name].contains('_'))
}

/// `property: value;`.
fn is_declaration(t: &str) -> bool {
    t.ends_with(';')
        && t.is_ascii()
        && t.split_once(':').is_some_and(|(p, _)| {
            PROPERTIES.iter().any(|known| p.starts_with(known))
                && p.bytes().all(|b| b.is_ascii_lowercase() || b == b'-')
        })
}
