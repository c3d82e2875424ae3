//! Escapes and entities: characters that were written for a machine and never read back.

use crate::text::is_han;
use std::borrow::Cow;

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
/// Entities that browsers read, and pages show, without their semicolon; nobody writes them for what they spell.
const OPEN_ENDED: [&str; 14] = [
    "nbsp", "ensp", "emsp", "thinsp", "zwnj", "ldquo", "rdquo", "lsquo", "rsquo", "mdash", "ndash", "hellip", "middot",
    "quot",
];
/// Longest run of escapes that is read at once, in bytes.
const RUN_BYTES_MAX: usize = 1200;
/// Longest escaped tag, in bytes.
const TAG_BYTES_MAX: usize = 400;

type Hit = Option<(usize, Cow<'static, str>)>;

/// The length of the entity at `start` of `line`, and its character.
pub(super) fn entity(line: &str, start: usize) -> Hit {
    let (len, c) = reference(&line[start..])?;
    let with = match c {
        None => blank(line, start, len),
        Some(c) if is_blank(c) => blank(line, start, len),
        // A quotation mark without its partner in the line quotes nothing.
        Some('“') if !has_partner(line, start + len) => "".into(),
        Some('”') if !has_partner_before(line, start) => "".into(),
        Some(c) => c.to_string().into(),
    };
    Some((len, with))
}

/// A character reference at the head of `rest`: its length and its character; `None` for a blank.
fn reference(rest: &str) -> Option<(usize, Option<char>)> {
    let head: &str = &rest[..rest.bytes().take(32).take_while(u8::is_ascii).count()];
    let mut inner = head.strip_prefix('&')?;
    // An escaped ampersand may hide another entity.
    while let Some(deeper) = inner.strip_prefix("amp;") {
        if !deeper.starts_with(|c: char| c == '#' || c.is_ascii_lowercase()) || !deeper.contains(';') {
            break;
        }
        inner = deeper;
    }
    let skip = head.len() - inner.len();
    if let Some(number) = inner.strip_prefix('#') {
        let (radix, digits) = match number.strip_prefix(['x', 'X']) {
            Some(hex) => (16, hex),
            None => (10, number),
        };
        let n = digits.bytes().take(7).take_while(|b| char::from(*b).is_digit(radix)).count();
        let code = u32::from_str_radix(&digits[..n], radix).ok()?;
        let is_closed = digits[n..].starts_with(';');
        // Without its semicolon a number needs to be that of a character of Chinese text.
        if !is_closed && code < 160 {
            return None;
        }
        let len = skip + 1 + usize::from(radix == 16) + n + usize::from(is_closed);
        return Some((len, Some(char::from_u32(code)?)));
    }
    let n = inner.bytes().take(9).take_while(u8::is_ascii_alphanumeric).count();
    let (name, is_closed) = (&inner[..n], inner[n..].starts_with(';'));
    if !is_closed && !OPEN_ENDED.contains(&name) {
        return None;
    }
    let (_, with) = ENTITIES.iter().find(|e| e.0 == name)?;
    Some((skip + n + usize::from(is_closed), with.chars().next()))
}

fn is_blank(c: char) -> bool {
    c.is_whitespace() || c.is_control() || matches!(c, '\u{200B}'..='\u{200F}' | '\u{FEFF}')
}

fn has_partner(line: &str, from: usize) -> bool {
    let window = &line[from..];
    let near = window.char_indices().nth(400).map_or(window, |c| &window[..c.0]);
    let close = ["”", "rdquo", "&#8221"].iter().filter_map(|p| near.find(p)).min();
    let open = ["“", "ldquo", "&#8220"].iter().filter_map(|p| near.find(p)).min();
    close.is_some_and(|c| open.is_none_or(|o| c < o))
}

fn has_partner_before(line: &str, to: usize) -> bool {
    let window = &line[..to];
    let near = window.char_indices().rev().nth(400).map_or(window, |c| &window[c.0..]);
    let open = ["“", "ldquo", "&#8220"].iter().filter_map(|p| near.rfind(p)).max();
    let close = ["”", "rdquo", "&#8221"].iter().filter_map(|p| near.rfind(p)).max();
    open.is_some_and(|o| close.is_none_or(|c| c < o))
}

/// A blank between two Latin words is a space; anywhere else nothing.
fn blank(line: &str, start: usize, len: usize) -> Cow<'static, str> {
    let latin = |b: Option<&u8>| b.is_some_and(u8::is_ascii_alphanumeric);
    let bytes = line.as_bytes();
    if start > 0 && latin(bytes.get(start - 1)) && latin(bytes.get(start + len)) { " ".into() } else { "".into() }
}

/// What one escape stands for.
enum Unit {
    Char(char),
    /// A byte of UTF-8, or below 0x80 a character.
    Byte(u8),
}

fn hex(text: Option<&str>) -> Option<u32> {
    let text = text.filter(|t| t.bytes().all(|b| b.is_ascii_hexdigit()))?;
    u32::from_str_radix(text, 16).ok()
}

/// One escape at the head of `rest`: its length and what it stands for.
fn unit(rest: &str) -> Option<(usize, Unit)> {
    let bytes = rest.as_bytes();
    let char_of = |len: usize, code: Option<u32>| Some((len, Unit::Char(char::from_u32(code?)?)));
    match bytes.first()? {
        b'\\' => match bytes.get(1)? {
            b'\\' if bytes.get(2) == Some(&b'u') => char_of(7, hex(rest.get(3..7))),
            b'u' if bytes.get(2) == Some(&b'{') => {
                let end = rest.bytes().take(10).position(|b| b == b'}')?;
                char_of(end + 1, hex(rest.get(3..end)))
            }
            b'u' => char_of(6, hex(rest.get(2..6))),
            b'x' => Some((4, Unit::Byte(hex(rest.get(2..4))? as u8))),
            _ => None,
        },
        b'%' if matches!(bytes.get(1), Some(b'u' | b'U')) => char_of(6, hex(rest.get(2..6))),
        b'%' | b'=' => Some((3, Unit::Byte(hex(rest.get(1..3))? as u8))),
        b'_' if bytes.get(1) == Some(&b'x') && bytes.get(6) == Some(&b'_') => char_of(7, hex(rest.get(2..6))),
        _ => None,
    }
}

/// The escapes of one sort at the head of `rest`, read back: their length, how many, and the text.
fn units(rest: &str) -> Option<(usize, usize, String)> {
    let sort = rest.as_bytes().first()?;
    let (mut at, mut count, mut text, mut pending) = (0, 0, String::new(), Vec::new());
    while at < RUN_BYTES_MAX && rest.as_bytes().get(at) == Some(sort) {
        let Some((len, unit)) = unit(&rest[at..]) else { break };
        match unit {
            Unit::Byte(b) => pending.push(b),
            Unit::Char(c) => {
                text.push_str(std::str::from_utf8(&pending).ok()?);
                pending.clear();
                text.push(c);
            }
        }
        at += len;
        count += 1;
    }
    // A program of long ago escaped bytes of Latin-1: a lone 0xA0 is a blank.
    match std::str::from_utf8(&pending) {
        Ok(rest) => text.push_str(rest),
        Err(_) if pending == [0xA0] => text.push('\u{A0}'),
        Err(_) => return None,
    }
    (count > 0).then_some((at, count, text))
}

/// The length of the escapes at `start` (`\u4e2d`, `%E4%B8%AD`, `=E3=80=80`, `_x000D_`, `\n`), and what they stand for.
pub(super) fn escape(line: &str, start: usize) -> Hit {
    let rest = &line[start..];
    let before = line[..start].chars().next_back();
    // Percent signs belong to figures and addresses, equals signs to sums: there only what cannot be one is an escape.
    let is_free = before.is_none_or(|c| !c.is_ascii() || c == ' ' || c.is_ascii_digit() && rest.starts_with("%u"));
    if !is_free && (matches!(rest.as_bytes()[0], b'%' | b'=') || rest.starts_with("\\x")) {
        return None;
    }
    if let Some((len, count, text)) = units(rest) {
        // `\u0026nbsp;`: an escaped ampersand begins an entity.
        if text == "&"
            && let Some((n, c)) = reference(&format!("&{}", rest[len..].split_inclusive(';').next().unwrap_or("")))
        {
            let with = c.filter(|c| !is_blank(*c)).map_or("".into(), |c| c.to_string().into());
            return Some((len + n - 1, with));
        }
        let is_ours = |c: char| {
            is_han(c)
                || is_blank(c)
                || matches!(c, '\u{2010}'..='\u{203F}' | '\u{3000}'..='\u{303F}' | '\u{FF00}'..='\u{FFEF}')
        };
        let is_sure = match rest.as_bytes()[0] {
            // `%20` alone may be twenty per cent.
            b'%' => text.chars().all(is_ours) && (count > 1 || text != " " || before.is_none() || rest.len() == len),
            b'=' => count >= 2 && text.chars().all(|c| is_ours(c) && !c.is_ascii()),
            _ => true,
        };
        let with = if text.chars().all(is_blank) { blank(line, start, len) } else { text.into() };
        return is_sure.then_some((len, with));
    }
    let bytes = rest.as_bytes();
    match (bytes[0], bytes.get(1)?) {
        // `\n` and its like, where neither side could be a path or a word.
        (b'\\', b'n' | b'r' | b't') => {
            let run = rest.as_bytes().chunks(2).take_while(|c| matches!(c, [b'\\', b'n' | b'r' | b't'])).count();
            let after = line[start + 2 * run..].chars().next();
            let is_free = before.is_none_or(|c| !c.is_ascii_alphanumeric() && c != '\\' && c != ':')
                && after.is_none_or(|c| !c.is_ascii_alphanumeric());
            is_free.then(|| (2 * run, "".into()))
        }
        (b'\\', b'"') if before != Some('\\') => Some((2, "\"".into())),
        // `\/p>` is a tag's end: `markup` knows it.
        (b'\\', b'/') if before != Some('\\') && !rest[2..].starts_with(|c: char| c.is_ascii_alphabetic()) => {
            Some((2, "/".into()))
        }
        _ => None,
    }
}

/// The length, escaped, of a tag or comment that is written in escapes at the head of `rest`: `&lt;br&gt;`, `\u003cbr\u003e`.
pub(super) fn escaped_tag(rest: &str, tag: fn(&str) -> Option<usize>) -> Option<usize> {
    let read = |rest: &str| match rest.as_bytes().first()? {
        b'&' => reference(rest),
        b'\\' | b'%' => unit(rest).map(|(len, unit)| match unit {
            Unit::Char(c) => (len, Some(c)),
            Unit::Byte(b) => (len, Some(char::from(b))),
        }),
        _ => None,
    };
    read(rest).filter(|r| r.1 == Some('<'))?;
    let mut plain = String::new();
    let (mut at, mut ends) = (0, Vec::new());
    while at < rest.len().min(TAG_BYTES_MAX) {
        let (len, c) = match read(&rest[at..]) {
            Some((len, c)) => (len, c.unwrap_or(' ')),
            None => rest[at..].chars().next().map(|c| (c.len_utf8(), c))?,
        };
        at += len;
        plain.push(c);
        ends.push((plain.len(), at));
        if c == '>' {
            let end = tag(&plain).filter(|n| *n == plain.len());
            if end.is_some() || !plain.starts_with("<!--") {
                return end.map(|_| at);
            }
        }
    }
    None
}
