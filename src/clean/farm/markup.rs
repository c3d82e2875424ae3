//! Markup that nobody rendered: tags, cut tags, comments, holes of templates, codes of forums, remains of JSON.

use crate::text::is_han;

/// Elements that leave tags behind.
const TAGS: [&str; 55] = [
    "a",
    "abbr",
    "article",
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
    "figcaption",
    "figure",
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
    "td",
    "th",
    "tr",
    "u",
    "ul",
    "video",
    "wbr",
];
/// Codes of forums, which write them in square brackets.
const FORUM_CODES: [&str; 22] = [
    "align",
    "attach",
    "attachimg",
    "b",
    "backcolor",
    "code",
    "color",
    "em",
    "flash",
    "font",
    "free",
    "hide",
    "i",
    "img",
    "media",
    "p",
    "postbg",
    "quote",
    "s",
    "size",
    "u",
    "url",
];
/// Shortcodes of content systems that stand without attributes.
const SHORTCODES: [&str; 8] = ["toc", "TOC", "embed", "gallery", "caption", "dropcap", "audio", "playlist"];
/// Longest tag or shortcode, in bytes.
const TAG_BYTES_MAX: usize = 2000;
/// Longest label of a link, in bytes.
const LABEL_BYTES_MAX: usize = 200;
/// Longest hole of a template, in bytes.
const HOLE_BYTES_MAX: usize = 200;
/// A comment with more Han characters than this may have swallowed a sentence.
const COMMENT_HAN_MAX: usize = 10;

fn is_element(name: &str) -> bool {
    TAGS.binary_search(&name).is_ok()
}

fn name_len(bytes: &[u8]) -> usize {
    bytes.iter().take(12).take_while(|b| b.is_ascii_alphanumeric() || **b == b':').count()
}

/// The length of the tag at the head of `rest`; of a script or style, with what is inside.
pub(super) fn tag(rest: &str) -> Option<usize> {
    let bytes = rest.as_bytes();
    if rest.starts_with("<!--") {
        return comment(rest);
    }
    let is_close = bytes.get(1) == Some(&b'/');
    let from = if is_close { 2 } else { 1 };
    let name_len = name_len(&bytes[from.min(bytes.len())..]);
    let name = rest[from..from + name_len].to_ascii_lowercase();
    if !is_element(&name) {
        return None;
    }
    let mut end = from + name_len;
    match bytes.get(end)? {
        b'>' | b'/' => {}
        b if b.is_ascii_whitespace() => {}
        _ => return None,
    }
    let mut quote = None;
    let mut opened = end;
    loop {
        let b = *bytes.get(end)?;
        if end > TAG_BYTES_MAX || b == b'<' && quote.is_none() {
            return None;
        }
        match quote {
            Some(q) if b == q => {
                quote = None;
                if is_prose(&rest[..opened], &rest[opened + 1..end]) {
                    return None;
                }
            }
            Some(_) => {}
            None if matches!(b, b'"' | b'\'') => (quote, opened) = (Some(b), end),
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

/// Whether the value of an attribute is a sentence that the quotation mark of a cut tag swallowed.
fn is_prose(head: &str, value: &str) -> bool {
    let is_text = ["alt=", "title=", "content=", "value=", "summary="].iter().any(|a| head.ends_with(a));
    !is_text && !value.is_ascii() && value.contains(['，', '。'])
}

/// The length of a comment; of one that would take a sentence with it, of its opening sign.
pub(super) fn comment(rest: &str) -> Option<usize> {
    let end = rest.find("-->")?;
    let inner = &rest[4..end.max(4)];
    let is_prose = inner.contains(['，', '。']) || inner.chars().filter(|c| is_han(*c)).count() > COMMENT_HAN_MAX;
    Some(if is_prose { 4 } else { end + 3 })
}

fn is_ascii_end(rest: &str) -> bool {
    rest.is_empty() || !rest.as_bytes()[0].is_ascii()
}

/// The length of the head of a tag whose end is lost: `<br /`, `<span style="font-size:`, `</di`, `<![CDATA[`, `<!--`.
pub(super) fn cut_head(line: &str, start: usize) -> Option<usize> {
    let rest = &line[start..];
    if rest.starts_with("<![CDATA[") {
        return Some(9);
    }
    // Nearly all other signs leave here.
    let begins = rest.as_bytes().get(1).is_some_and(|b| b.is_ascii_alphabetic() || matches!(b, b'/' | b'!'));
    if !begins || line[..start].ends_with(|c: char| c.is_ascii_alphanumeric()) {
        return None;
    }
    let run = rest.bytes().take(TAG_BYTES_MAX).position(|b| !b.is_ascii()).unwrap_or(rest.len().min(TAG_BYTES_MAX));
    if !is_ascii_end(&rest[run..]) {
        return None;
    }
    let run = &rest[..run];
    if run == "<!--" {
        return Some(4);
    }
    if let Some(name) = run.strip_prefix("</") {
        let is_begun = name.bytes().all(|b| b.is_ascii_lowercase()) && TAGS.iter().any(|t| t.starts_with(name));
        return is_begun.then_some(run.len());
    }
    let n = name_len(&run.as_bytes()[1..]);
    let (name, attributes) = (&run[1..=n], run[n + 1..].trim());
    let is_cut = is_element(&name.to_ascii_lowercase())
        && match attributes {
            "" => name.len() > 1 || name == "p",
            "/" => true,
            // What is not the value of an attribute is prose.
            own => {
                own.contains('=') && run.as_bytes()[n + 1] == b' ' && own.starts_with(|c: char| c.is_ascii_alphabetic())
            }
        };
    is_cut.then_some(run.trim_end().len())
}

/// Where the tail of a tag whose head is lost begins, of which the `>` at `end` is the last: `br />`, `font-size:14px;">`, `-->`, `]]>`.
pub(super) fn cut_tail(line: &str, from: usize, end: usize) -> Option<usize> {
    let head = &line[from..end];
    let run = head.bytes().rev().take(HOLE_BYTES_MAX).take_while(|b| b.is_ascii() && *b != b'<').count();
    let run = head[head.len() - run..].trim_start();
    let start = end - run.len();
    if run.ends_with("--") {
        return Some(end - 2);
    }
    if run.ends_with("]]") {
        return Some(end - 2);
    }
    let name = run.strip_prefix('\\').unwrap_or(run);
    let is_name = match (name.strip_prefix('/'), name.strip_suffix('/')) {
        (Some(name), _) | (None, Some(name)) => is_element(&name.trim().to_ascii_lowercase()),
        _ => false,
    };
    if is_name {
        return Some(start);
    }
    let value = run.trim_end_matches(['/', ' ']);
    let is_value = value.ends_with(['"', '\'']) && value.len() > 1 && run.contains(['=', ':']) && !run.contains("://");
    is_value.then(|| end - attributes(run).len())
}

/// The attributes at the end of `run`, which may begin inside the value or the name of one.
fn attributes(run: &str) -> &str {
    let is_quote = |c: char| c == '"' || c == '\'';
    let (mut start, mut end) = (run.len(), run.len());
    loop {
        let at = run[..end].rfind(' ').map_or(0, |blank| blank + 1);
        let token = &run[at..end];
        let is_part = token.is_empty()
            || token == "/"
            || token.contains('=')
            || token.ends_with(is_quote)
            || token.ends_with(';');
        if !is_part {
            break;
        }
        // What stands before the name of the first one is prose.
        let head = token.split(['=', ':']).next().filter(|h| h.len() < token.len()).unwrap_or("");
        let name = head.bytes().rev().take_while(|b| b.is_ascii_alphabetic() || *b == b'-').count();
        let prose = match token.chars().next_back() {
            _ if token.starts_with(is_quote) => 0,
            // The value's last quotation mark stands behind prose.
            Some(last) if is_quote(last) && head.is_empty() => token.len() - last.len_utf8(),
            _ => head.len() - name,
        };
        start = at + prose;
        if prose > 0 || at == 0 {
            break;
        }
        end = at - 1;
    }
    &run[start..]
}

/// The length of a template's hole: `{{name}}`, `{% endif %}`, `${name}`, `<%= x %>`, `[!--page--]`.
pub(super) fn hole(rest: &str) -> Option<usize> {
    const HOLES: [(&str, &str); 12] = [
        ("{{{", "}}}"),
        ("{{", "}}"),
        ("{%", "%}"),
        ("${", "}"),
        ("#{", "}"),
        ("{$", "}"),
        ("{@", "}"),
        ("<%", "%>"),
        ("<?", "?>"),
        ("<#", ">"),
        ("[!--", "--]"),
        ("[object ", "]"),
    ];
    let (open, close) = HOLES.iter().find(|h| rest.starts_with(h.0))?;
    let inner = &rest.as_bytes()[open.len()..rest.len().min(HOLE_BYTES_MAX)];
    let end = memchr::memmem::find(inner, close.as_bytes())?;
    let is_name = end > 0 && inner[..end].is_ascii() && inner[..end].iter().any(u8::is_ascii_alphabetic);
    is_name.then_some(open.len() + end + close.len())
}

/// The length of a tag of a content system: `{dede:field.body/}`, `{/dede:list}`.
pub(super) fn system_tag(rest: &str) -> Option<usize> {
    let end = memchr::memchr(b'}', &rest.as_bytes()[..rest.len().min(HOLE_BYTES_MAX)])?;
    let inner = rest.get(1..end)?;
    let (space, name) = inner.strip_prefix('/').unwrap_or(inner).split_once(':')?;
    let is_word = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_lowercase());
    let head = name.split([' ', '.', '/']).next().unwrap_or(name);
    (is_word(space) && is_word(head) && name.is_ascii()).then_some(end + 1)
}

/// The length of a shortcode: `[/name]`, or `[name attribute="…"]`, `[name=…]`, `[name_part]`; `has_codes` when the page closes codes
/// of a forum: then it opens them too.
pub(super) fn shortcode(rest: &str, has_codes: bool) -> Option<usize> {
    let bytes = rest.as_bytes();
    let window = &bytes[..bytes.len().min(400)];
    let end = memchr::memchr(b']', window)?;
    let inner = rest.get(1..end)?;
    let name = inner.strip_prefix('/').unwrap_or(inner);
    let name_len = name.bytes().take_while(|b| b.is_ascii_alphabetic() || *b == b'_').count();
    let is_name = name_len > 0 && name_len <= 20;
    let (name, after) = name.split_at(name_len);
    let is_close = inner.starts_with('/') && after.trim().is_empty();
    let has_attribute = after.starts_with('=')
        || after.starts_with(' ')
            && after.contains('=')
            && (after.contains('"') || after.contains('\'') || after.is_ascii());
    // What stands between `[img]` and `[/img]` is no text.
    if after.is_empty() && matches!(name, "img" | "attach" | "attachimg" | "flash" | "media") {
        let close = format!("[/{name}]");
        let inside = &bytes[end + 1..bytes.len().min(end + HOLE_BYTES_MAX)];
        if let Some(n) = memchr::memmem::find(inside, close.as_bytes()).filter(|n| inside[..*n].is_ascii()) {
            return Some(end + 1 + n + close.len());
        }
    }
    let is_open =
        after.is_empty() && (SHORTCODES.contains(&name) || is_system_name(inner) || has_codes && is_forum_code(name));
    (is_name && (is_close || has_attribute) || is_open).then_some(end + 1)
}

/// `vc_row`, `wp_ad_camp_1`: names that only programs give.
fn is_system_name(name: &str) -> bool {
    name.contains('_')
        && name.starts_with(|c: char| c.is_ascii_lowercase())
        && name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
}

fn is_forum_code(name: &str) -> bool {
    FORUM_CODES.contains(&name)
}

/// Whether the page closes a code of a forum somewhere.
pub(super) fn has_forum_codes(text: &str) -> bool {
    text.match_indices("[/").any(|(at, _)| {
        let name = &text.as_bytes()[at + 2..text.len().min(at + 14)];
        let end = memchr::memchr(b']', name);
        end.is_some_and(|end| FORUM_CODES.iter().any(|code| code.as_bytes() == &name[..end]))
    })
}

/// The length of an image or link of Markdown, and what of it is text.
pub(super) fn markdown(rest: &str) -> Option<(usize, &str)> {
    let is_image = rest.starts_with('!');
    let label_at = if is_image { 2 } else { 1 };
    let window = &rest.as_bytes()[..rest.len().min(LABEL_BYTES_MAX)];
    let label_end = memchr::memmem::find(window, b"](").filter(|e| *e >= label_at)?;
    let target = &rest[label_end + 2..];
    let len = memchr::memchr(b')', &target.as_bytes()[..target.len().min(TAG_BYTES_MAX)])?;
    // A link that only asks for a click says nothing.
    let label = Some(&rest[label_at..label_end]).filter(|l| !l.starts_with("点击")).unwrap_or("");
    let is_address = target[..len].starts_with(['/', '.']) || target[..len].starts_with("http");
    (is_address && target[..len].is_ascii() && !label.contains(['[', ']', '\n']))
        .then_some((label_end + 2 + len + 1, if is_image { "" } else { label }))
}

/// The length of remains of JSON: `","content":"`, `"},{"type":"text","value":"`, `"}]}`.
pub(super) fn json(rest: &str) -> Option<usize> {
    let is_part = |b: u8| b.is_ascii_alphanumeric() || b"_@\"{}[]:,.- ".contains(&b);
    let run = rest.bytes().take(HOLE_BYTES_MAX).take_while(|b| is_part(*b)).count();
    let run = rest[..run].trim_end_matches(' ');
    // A key with its colon, and the comma or brace before it.
    let has_key = run.match_indices("\":").any(|(end, _)| {
        let key_at = run[..end].rfind('"');
        key_at.is_some_and(|at| {
            let is_name =
                at + 1 < end && run[at + 1..end].bytes().all(|b| b.is_ascii_alphabetic() || b == b'_' || b == b'@');
            is_name && run[..at].trim_end().ends_with([',', '{'])
        })
    });
    let structure = run.bytes().take_while(|b| b"\"{}[],:".contains(b)).count();
    let is_structure =
        structure >= 3 && run[..structure].contains('"') && run[..structure].contains(['{', '}', '[', ']']);
    if has_key {
        // Up to the quotation mark or brace that opens what is text again.
        return run.rfind(['"', '{', '}', '[', ']']).map(|e| e + 1);
    }
    is_structure.then_some(structure)
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_elements_are_sorted() {
        assert!(super::TAGS.is_sorted());
    }
}
