//! What markup, scripts and escapes leave in the text.

use super::super::Draft;
use super::super::draft::Verdict;
use super::lines::{drop_line, lines};
use crate::text::{Certainty, EditKind, is_han};

/// Lines with these words speak about markup, and keep theirs.
const ABOUT_MARKUP: [&str; 9] = ["HTML", "html5", "实体", "转义", "标签", "代码", "标记", "语法", "源码"];
/// Elements that leave tags behind.
const TAGS: [&str; 45] = [
    "a",
    "abbr",
    "b",
    "blockquote",
    "body",
    "br",
    "button",
    "center",
    "cite",
    "code",
    "dd",
    "div",
    "dl",
    "dt",
    "em",
    "embed",
    "font",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "html",
    "i",
    "iframe",
    "img",
    "input",
    "li",
    "o:p",
    "ol",
    "p",
    "pre",
    "script",
    "section",
    "span",
    "strong",
    "style",
    "sup",
    "table",
    "tbody",
];
const MORE_TAGS: [&str; 10] = ["td", "th", "tr", "u", "ul", "video", "article", "figure", "figcaption", "wbr"];
/// Named entities and what they stand for; blanks go.
const ENTITIES: [(&str, &str); 28] = [
    ("amp", "&"),
    ("apos", "'"),
    ("bull", "•"),
    ("copy", "©"),
    ("deg", "°"),
    ("divide", "÷"),
    ("emsp", ""),
    ("ensp", ""),
    ("gt", ">"),
    ("hellip", "…"),
    ("laquo", "«"),
    ("ldquo", "“"),
    ("lsquo", "‘"),
    ("lt", "<"),
    ("mdash", "—"),
    ("middot", "·"),
    ("nbsp", ""),
    ("ndash", "–"),
    ("quot", "\""),
    ("raquo", "»"),
    ("rdquo", "”"),
    ("reg", "®"),
    ("rsquo", "’"),
    ("shy", ""),
    ("thinsp", ""),
    ("times", "×"),
    ("trade", "™"),
    ("zwnj", ""),
];
/// Longest tag or shortcode, in bytes.
const TAG_BYTES_MAX: usize = 2000;
/// So many lines of code in a row are a listing.
const LISTING_MIN: usize = 3;
/// What only the plumbing of a web page says.
const PLUMBING: [&str; 14] = [
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
    "<!--",
];

type Cut<'a> = (usize, usize, std::borrow::Cow<'a, str>, &'static str);

/// Takes out tags, entities, escapes, shortcodes and lines of code.
pub(super) fn run(draft: &mut Draft<'_>) {
    let view = draft.view();
    let text = view.text.as_str();
    if memchr::memchr3(b'<', b'&', b'\\', text.as_bytes()).is_none()
        && memchr::memchr3(b'[', b'{', b'(', text.as_bytes()).is_none()
    {
        return;
    }
    let mut cuts: Vec<Cut<'_>> = Vec::new();
    let mut code: Vec<(usize, usize, bool)> = Vec::new();
    let mut run: Vec<(usize, usize, bool)> = Vec::new();
    for (start, end) in lines(text) {
        let line = &text[start..end];
        let bytes = line.as_bytes();
        if line.trim().is_empty() {
            continue;
        }
        if is_code(line) {
            run.push((start, end, PLUMBING.iter().any(|p| line.contains(p))));
            continue;
        }
        flush(&mut run, &mut code);
        let may = memchr::memchr3(b'<', b'&', b'\\', bytes).is_some() || memchr::memchr2(b'[', b'{', bytes).is_some();
        if may && !ABOUT_MARKUP.iter().any(|w| line.contains(w)) {
            inline(line, start, &mut cuts);
        }
    }
    flush(&mut run, &mut code);
    for rule in ["residue.entity", "residue.escape", "residue.tag", "residue.shortcode"] {
        let own: Vec<_> = cuts.iter().filter(|c| c.3 == rule).map(|c| (c.0, c.1, &*c.2)).collect();
        let what = match rule {
            "residue.entity" => "an entity of HTML stands undecoded in the text",
            "residue.escape" => "an escape of a script stands undecoded in the text",
            "residue.tag" => "a tag of HTML stands in the text",
            _ => "a shortcode of a content system stands in the text",
        };
        let verdict = Verdict { kind: EditKind::Residue, rule, certainty: Certainty::Exact };
        // Cuts of different rules never touch the same bytes, and a view differs only by edits made since.
        draft.edit_all(&view, &own, verdict, what);
    }
    for &(start, end, _) in code.iter().rev() {
        let verdict = Verdict { kind: EditKind::Residue, rule: "residue.line", certainty: Certainty::Exact };
        drop_line(draft, &view, (start, end), verdict, "the line is code of the page, no text");
    }
}

/// A listing of three lines and more stays, unless it is a page's own plumbing.
fn flush(run: &mut Vec<(usize, usize, bool)>, code: &mut Vec<(usize, usize, bool)>) {
    let plumbing = run.iter().filter(|r| r.2).count();
    if run.len() < LISTING_MIN || 3 * plumbing >= run.len() {
        code.append(run);
    }
    run.clear();
}

/// Whether a whole line is script, style, JSON, a comment or a shortcode.
fn is_code(line: &str) -> bool {
    let t = line.trim();
    let Some(first) = t.bytes().next() else { return false };
    if !first.is_ascii() || first.is_ascii_digit() || t.len() < 3 {
        return false;
    }
    let starts = |heads: &[&str]| heads.iter().any(|h| t.starts_with(h));
    if t.starts_with("<!--") && t.ends_with("-->") {
        return t.matches("<!--").count() == 1;
    }
    if first == b'[' && t.ends_with(']') {
        return shortcode(t).is_some_and(|n| n == t.len());
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

/// Tags, entities, escapes and shortcodes inside a line of text.
fn inline<'a>(line: &'a str, offset: usize, cuts: &mut Vec<Cut<'a>>) {
    let bytes = line.as_bytes();
    let mut at = 0;
    // The rests are read once: what a `<` without `>` costs is paid once a line.
    let mut no_comment_end = false;
    while let Some(hop) = bytes[at..].iter().position(|b| matches!(b, b'<' | b'&' | b'\\' | b'[' | b'{')) {
        let start = at + hop;
        let rest = &line[start..];
        let hit = match bytes[start] {
            b'<' if rest.starts_with("<!--") && !no_comment_end => {
                let end = rest.find("-->").map(|e| e + 3);
                no_comment_end = end.is_none();
                end.map(|e| (e, "".into(), "residue.tag"))
            }
            b'<' => tag(rest).map(|e| (e, "".into(), "residue.tag")),
            b'&' => entity(line, start).map(|(e, with)| (e, with, "residue.entity")),
            b'\\' => escape(line, start).map(|(e, with)| (e, with, "residue.escape")),
            b'[' => shortcode(rest).map(|e| (e, "".into(), "residue.shortcode")),
            _ => template(rest).map(|e| (e, "".into(), "residue.shortcode")),
        };
        at = match hit {
            Some((len, with, rule)) => {
                cuts.push((offset + start, offset + start + len, with, rule));
                start + len
            }
            None => start + 1,
        };
    }
}

/// The length of the tag at the head of `rest`; of a script or style, with what is inside.
fn tag(rest: &str) -> Option<usize> {
    let bytes = rest.as_bytes();
    let is_close = bytes.get(1) == Some(&b'/');
    let from = if is_close { 2 } else { 1 };
    let name_len = bytes[from..].iter().take(12).take_while(|b| b.is_ascii_alphanumeric() || **b == b':').count();
    let name = rest[from..from + name_len].to_ascii_lowercase();
    if !TAGS.contains(&name.as_str()) && !MORE_TAGS.contains(&name.as_str()) {
        return None;
    }
    let mut end = from + name_len;
    match bytes.get(end)? {
        b'>' | b'/' => {}
        b if b.is_ascii_whitespace() => {}
        _ => return None,
    }
    let mut quote = None;
    loop {
        let b = *bytes.get(end)?;
        if end > TAG_BYTES_MAX || b == b'<' && quote.is_none() {
            return None;
        }
        match quote {
            Some(q) if b == q => quote = None,
            Some(_) => {}
            None if matches!(b, b'"' | b'\'') => quote = Some(b),
            None if b == b'>' => break,
            None => {}
        }
        end += 1;
    }
    end += 1;
    if !is_close && (name == "script" || name == "style") {
        let close = format!("</{name}>");
        let window = rest.as_bytes()[end..].iter().take(4 * TAG_BYTES_MAX).copied().collect::<Vec<u8>>();
        if let Some(c) = memchr::memmem::find(&window.to_ascii_lowercase(), close.as_bytes()) {
            end += c + close.len();
        }
    }
    Some(end)
}

/// The length of the entity at `start` of `line`, and its character.
fn entity(line: &str, start: usize) -> Option<(usize, std::borrow::Cow<'static, str>)> {
    let rest = &line[start + 1..];
    let head: &str = &rest[..rest.bytes().take(24).take_while(u8::is_ascii).count()];
    // An escaped ampersand may hide another entity.
    let (skip, inner) = match head.strip_prefix("amp;") {
        Some(inner) if inner.starts_with(|c: char| c == '#' || c.is_ascii_lowercase()) && inner.contains(';') => {
            (4, inner)
        }
        _ => (0, head),
    };
    let end = inner.find(';').filter(|e| *e > 0 && *e <= 9)?;
    let name = &inner[..end];
    let len = 1 + skip + end + 1;
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok()?,
            None => number.parse().ok()?,
        };
        let c = char::from_u32(code)?;
        let is_blank = c.is_whitespace() || c.is_control() || matches!(c, '\u{200B}'..='\u{200F}' | '\u{FEFF}');
        return Some((len, if is_blank { blank(line, start, len) } else { c.to_string().into() }));
    }
    let (_, with) = ENTITIES.iter().find(|e| e.0 == name)?;
    let with = match *with {
        "" => blank(line, start, len),
        // A quotation mark without its partner in the line quotes nothing.
        "“" if !has_partner(line, start + len, &["”", "&rdquo;"]) => "".into(),
        "”" if !has_partner_before(line, start, &["“", "&ldquo;"]) => "".into(),
        with => with.into(),
    };
    Some((len, with))
}

fn has_partner(line: &str, from: usize, partners: &[&str]) -> bool {
    let window = &line[from..];
    let near = window.char_indices().nth(400).map_or(window, |c| &window[..c.0]);
    let close = partners.iter().filter_map(|p| near.find(p)).min();
    let open = ["“", "&ldquo;"].iter().filter_map(|p| near.find(p)).min();
    close.is_some_and(|c| open.is_none_or(|o| c < o))
}

fn has_partner_before(line: &str, to: usize, partners: &[&str]) -> bool {
    let window = &line[..to];
    let near = window.char_indices().rev().nth(400).map_or(window, |c| &window[c.0..]);
    let open = partners.iter().filter_map(|p| near.rfind(p)).max();
    let close = ["”", "&rdquo;"].iter().filter_map(|p| near.rfind(p)).max();
    open.is_some_and(|o| close.is_none_or(|c| c < o))
}

/// A blank between two Latin words is a space; anywhere else nothing.
fn blank(line: &str, start: usize, len: usize) -> std::borrow::Cow<'static, str> {
    let latin = |b: Option<&u8>| b.is_some_and(u8::is_ascii_alphanumeric);
    let bytes = line.as_bytes();
    if start > 0 && latin(bytes.get(start - 1)) && latin(bytes.get(start + len)) { " ".into() } else { "".into() }
}

/// The length of the escape at `start`, and its character.
fn escape(line: &str, start: usize) -> Option<(usize, std::borrow::Cow<'static, str>)> {
    let rest = &line.as_bytes()[start + 1..];
    let before = line[..start].chars().next_back();
    match rest.first()? {
        b'u' => {
            let hex = line.get(start + 2..start + 6).filter(|h| h.bytes().all(|b| b.is_ascii_hexdigit()))?;
            let c = char::from_u32(u32::from_str_radix(hex, 16).ok()?)?;
            let is_blank = c.is_whitespace() || c.is_control() || matches!(c, '\u{200B}'..='\u{200F}' | '\u{FEFF}');
            Some((6, if is_blank { blank(line, start, 6) } else { c.to_string().into() }))
        }
        // `\n` and its like, where neither side could be a path or a word.
        b'n' | b'r' | b't' => {
            let after = line[start + 2..].chars().next();
            let is_free = before.is_none_or(|c| !c.is_ascii_alphanumeric() && c != '\\' && c != ':')
                && after.is_none_or(|c| !c.is_ascii_alphanumeric());
            is_free.then(|| (2, "".into()))
        }
        b'"' | b'/' if before != Some('\\') => Some((2, if rest[0] == b'"' { "\"".into() } else { "/".into() })),
        _ => None,
    }
}

/// The length of a shortcode: `[/name]`, or `[name attribute="…"]`, `[name=…]`.
fn shortcode(rest: &str) -> Option<usize> {
    let bytes = rest.as_bytes();
    let window = &bytes[..bytes.len().min(400)];
    let end = memchr::memchr(b']', window)?;
    let inner = rest.get(1..end)?;
    let name = inner.strip_prefix('/').unwrap_or(inner);
    let name_len = name.bytes().take_while(|b| b.is_ascii_alphabetic() || *b == b'_').count();
    let is_name = name_len > 0 && name_len <= 20;
    let after = &name[name_len..];
    let is_close = inner.starts_with('/') && after.trim().is_empty();
    let has_attribute = after.starts_with('=')
        || after.starts_with(' ')
            && after.contains('=')
            && (after.contains('"') || after.contains('\'') || after.is_ascii());
    (is_name && (is_close || has_attribute)).then_some(end + 1)
}

/// The length of a template's hole: `{{name}}`.
fn template(rest: &str) -> Option<usize> {
    let inner = rest.strip_prefix("{{")?;
    let window = &inner.as_bytes()[..inner.len().min(120)];
    let end = memchr::memmem::find(window, b"}}")?;
    window[..end].iter().all(u8::is_ascii).then_some(end + 4)
}
