//! Character references: `&amp;`, `&#8220;`, as the HTML standard reads them.

use html5ever::data::{C1_REPLACEMENTS, NAMED_ENTITIES};
use memchr::memchr;
use std::borrow::Cow;

/// A text with its references read; in the value of an attribute some count as they stand.
pub(super) fn decoded(text: &str, in_attribute: bool) -> Cow<'_, str> {
    let Some(first) = memchr(b'&', text.as_bytes()) else { return Cow::Borrowed(text) };
    let mut out = String::with_capacity(text.len());
    out.push_str(&text[..first]);
    let mut rest = &text[first..];
    while !rest.is_empty() {
        match if rest.as_bytes().get(1) == Some(&b'#') { numeric(rest) } else { named(rest, in_attribute) } {
            Some((chars, length)) => {
                out.extend(chars.into_iter().flatten());
                rest = &rest[length..];
            }
            None => {
                out.push('&');
                rest = &rest[1..];
            }
        }
        let next = memchr(b'&', rest.as_bytes()).unwrap_or(rest.len());
        out.push_str(&rest[..next]);
        rest = &rest[next..];
    }
    Cow::Owned(out)
}

/// What a reference stands for, and its length.
type Read = Option<([Option<char>; 2], usize)>;

/// The longest name at the head of `text`, behind the `&`.
fn named(text: &str, in_attribute: bool) -> Read {
    // Most of them by far.
    if text.starts_with("&nbsp;") {
        return Some(([Some('\u{a0}'), None], "&nbsp;".len()));
    }
    let name = &text[1..];
    let mut found = None;
    for end in 1..=name.len() {
        // The table has the names, and with zeros what they begin with.
        let Some(chars) = name.get(..end).and_then(|name| NAMED_ENTITIES.get(name)) else { break };
        if chars.0 != 0 {
            found = Some((*chars, end));
        }
    }
    let ((first, second), end) = found?;
    let next = name.as_bytes().get(end);
    // In an address, &copy=2 is a parameter.
    if in_attribute && !name[..end].ends_with(';') && next.is_some_and(|b| *b == b'=' || b.is_ascii_alphanumeric()) {
        return None;
    }
    Some(([char::from_u32(first), char::from_u32(second).filter(|c| *c != '\0')], end + 1))
}

/// The number at the head of `text`, behind the `&#`.
fn numeric(text: &str) -> Read {
    let is_hexadecimal = matches!(text.as_bytes().get(2), Some(b'x' | b'X'));
    let (from, base) = if is_hexadecimal { (3, 16) } else { (2, 10) };
    let digits = text.as_bytes()[from..].iter().map_while(|b| char::from(*b).to_digit(base));
    let (count, number) =
        digits.fold((0, 0_u32), |(count, n), digit| (count + 1, n.saturating_mul(base).saturating_add(digit)));
    let end = from + count;
    let length = end + usize::from(text.as_bytes().get(end) == Some(&b';'));
    // What Windows has in the place of some control characters.
    let windows = number.checked_sub(0x80).and_then(|i| *C1_REPLACEMENTS.get(i as usize)?);
    let c = windows.or(char::from_u32(number)).filter(|c| *c != '\0').unwrap_or('\u{fffd}');
    (count > 0).then_some(([Some(c), None], length))
}
