//! What scripts hold: values written as JSON, and the time of publication beside the title.

use crate::text::is_han;
use memchr::memmem;
use serde_json::Value;

/// Most places of one script at which a value is looked for.
const PLACES_MAX: usize = 64;
/// Names of a time of publication, without `_` and in lower case.
const TIMES: &[&str] = &[
    "ct",
    "datepublished",
    "firstpublishtime",
    "ptime",
    "pubdate",
    "publishat",
    "publishdate",
    "publishedat",
    "publishedtime",
    "publishtime",
    "pubtime",
];
/// Fewest characters of a title by which a script is told to hold it, and most of them that are looked for.
const TITLE_CHARS: (usize, usize) = (5, 8);

/// The values that a script assigns or parses: its first object, `x = {"…`, `JSON.parse("…")`.
pub(super) fn values(script: &str) -> Vec<Value> {
    let read = |json: &str| serde_json::Deserializer::from_str(json).into_iter::<Value>().next()?.ok();
    let first = script.find('{');
    let mut values: Vec<Value> = first.and_then(|at| read(&script[at..])).into_iter().collect();
    let assigned = script.match_indices('=').filter_map(|(at, _)| {
        let rest = script[at + 1..].trim_start();
        let is_object = rest.strip_prefix('{').is_some_and(|r| r.trim_start().starts_with('"'));
        is_object.then_some(rest).filter(|r| first != Some(script.len() - r.len()))
    });
    values.extend(assigned.take(PLACES_MAX).filter_map(read));
    let parsed = memmem::find_iter(script.as_bytes(), "JSON.parse(").take(PLACES_MAX);
    values.extend(parsed.filter_map(|at| read(&literal(&script[at + "JSON.parse(".len()..])?)));
    values
}

/// The string literal that a script goes on with.
fn literal(script: &str) -> Option<String> {
    let script = script.trim_start();
    let quote = script.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let mut out = String::new();
    let mut chars = script[1..].chars();
    loop {
        match chars.next()? {
            c if c == quote => return Some(out),
            '\\' => match chars.next()? {
                'n' => out.push('\n'),
                't' => out.push('\t'),
                'r' => out.push('\r'),
                // JSON knows surrogates itself.
                'u' => {
                    let digits: String = chars.by_ref().take(4).collect();
                    match u32::from_str_radix(&digits, 16).ok().and_then(char::from_u32) {
                        Some(c) => out.push(c),
                        None => out.extend(["\\u", &digits]),
                    }
                }
                'x' => {
                    let digits: String = chars.by_ref().take(2).collect();
                    out.push(char::from_u32(u32::from_str_radix(&digits, 16).ok()?)?);
                }
                c => out.push(c),
            },
            c => out.push(c),
        }
    }
}

/// The times of publication that a script names, when it holds the page's title as well: as a date, or in seconds since 1970.
pub(super) fn times(script: &str, title: &str) -> Vec<String> {
    let bytes = script.as_bytes();
    let mut times = Vec::new();
    for needle in ["pub", "Pub", "ptime", "var ct"] {
        for at in memmem::find_iter(bytes, needle).take(PLACES_MAX) {
            times.extend(named(script, at + needle.len() - 1));
        }
    }
    if times.is_empty() || !holds(script, title) { Vec::new() } else { times }
}

/// The time behind the name that byte `at` lies in: `publish_time: '2024-05-07 08:05'`, `"pubDate":1715040000`.
fn named(script: &str, at: usize) -> Option<String> {
    /// Longest value.
    const CHARS_MAX: usize = 32;
    let is_name = |b: &u8| b.is_ascii_alphanumeric() || *b == b'_';
    let bytes = script.as_bytes();
    let start = at - bytes[..at].iter().rev().take_while(|b| is_name(b)).count();
    let end = at + bytes[at..].iter().take_while(|b| is_name(b)).count();
    let name: String = script[start..end].chars().filter(|c| *c != '_').map(|c| c.to_ascii_lowercase()).collect();
    if TIMES.binary_search(&name.as_str()).is_err() {
        return None;
    }
    let rest = script[end..].trim_start_matches(['"', '\'']).trim_start();
    let rest = rest.strip_prefix([':', '='])?.trim_start().trim_start_matches(['"', '\'']);
    let value: String =
        rest.chars().take(CHARS_MAX).take_while(|c| !matches!(c, '"' | '\'' | ',' | ';' | '}')).collect();
    value.starts_with(|c: char| c.is_ascii_digit()).then_some(value)
}

/// Whether a script holds the start of a title, as it stands or with its characters escaped.
fn holds(script: &str, title: &str) -> bool {
    let (least, most) = TITLE_CHARS;
    let start: String = title.trim().chars().take(most).collect();
    if start.chars().filter(|c| is_han(*c)).count() < least {
        return false;
    }
    let escaped = || start.chars().fold(String::new(), |out, c| out + &format!("\\u{:04x}", c as u32));
    let has = |needle: &str| memmem::find(script.as_bytes(), needle.as_bytes()).is_some();
    has(&start) || has("\\u") && has(&escaped())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_of_scripts() {
        let text = |script: &str| values(script).iter().map(Value::to_string).collect::<Vec<_>>();
        assert_eq!(text(r#"window.__STATE__ = {"a": 1};"#), [r#"{"a":1}"#]);
        assert_eq!(text(r#"function f() { return 1 } window.a = 2; window.__STATE__={ "a": 1}"#), [r#"{"a":1}"#]);
        assert_eq!(text(r#"x = {gallery: JSON.parse("{\"a\":\"\\\u002Fb\"}")}"#), [r#"{"a":"/b"}"#]);
        assert_eq!(text(r"x = JSON.parse('[\x22湖\u6c34\x22]')"), [r#"["湖水"]"#]);
        assert!(text(r#"JSON.parse(text); JSON.parse("{\"a\":"#).is_empty());
    }

    #[test]
    fn times_beside_the_title() {
        let title = "旧城供水管道改造完成";
        assert_eq!(times(r#"{"title":"旧城供水管道改造完成","publish_time":1715040000}"#, title), ["1715040000"]);
        assert_eq!(
            times(r#"{"title":"\u65e7\u57ce\u4f9b\u6c34\u7ba1\u9053\u6539\u9020","pubDate":"2024-05-07"}"#, title),
            ["2024-05-07"]
        );
        assert!(times(r#"{"title":"云江读书节","publish_time":1715040000}"#, title).is_empty());
        assert!(times(r#"{"title":"旧城供水管道改造完成","publisher":"2024"}"#, title).is_empty());
    }

    #[test]
    fn the_names_of_times_are_sorted() {
        assert!(TIMES.is_sorted());
    }
}
