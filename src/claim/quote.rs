//! Quotations: the outermost pairs of marks, also over several paragraphs that each open anew.

use crate::text::TextSpan;

/// Longest quotation, in bytes; what is longer lost its closing mark long before.
const QUOTE_BYTES_MAX: usize = 12 * 1024;
/// Fewest characters of a quotation that speaks without an inner mark.
const SPEECH_CHARS_MIN: usize = 20;
/// Fewest characters of a quotation that speaks with one.
const SPEECH_WITH_MARK_CHARS_MIN: usize = 8;

/// Fewest characters of a quotation that ends with one.
const SPEECH_ENDED_CHARS_MIN: usize = 3;

/// One quotation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Quote {
    /// With its marks.
    pub(super) outer: TextSpan,
    /// Without.
    pub(super) inner: TextSpan,
    /// Whether it is long enough to be speech and no name or scare quote.
    pub(super) speaks: bool,
}

/// All outermost quotations, in the order of their places.
pub(super) fn find(text: &str) -> Vec<Quote> {
    let mut out = Vec::new();
    let mut open: Option<(usize, char)> = None;
    let mut depth = 0usize;
    let mut line_start = 0;
    while line_start < text.len() {
        let rest = &text[line_start..];
        let line = &rest[..memchr::memchr(b'\n', rest.as_bytes()).map_or(rest.len(), |end| end + 1)];
        if let Some((_, close)) = open {
            let head = line.trim_start().chars().next();
            if head.is_none() || head != opener_of(close) {
                (open, depth) = (None, 0);
            }
        }
        // A line that opens anew goes on with the running quotation.
        let mut goes_on = open.is_some();
        for (i, c) in marks(line) {
            let at = line_start + i;
            match open {
                None => {
                    if let Some(close) = closer(c, line) {
                        (open, depth) = (Some((at, close)), 1);
                    }
                }
                Some((start, close)) => {
                    if c == close {
                        depth -= 1;
                        if depth == 0 {
                            push(text, start, at + c.len_utf8(), &mut out);
                            open = None;
                        }
                    } else if opener_of(close) == Some(c) {
                        depth += usize::from(!std::mem::take(&mut goes_on));
                    }
                }
            }
        }
        line_start += line.len();
        // One more inner mark than there are closing ones: the next line decides.
        depth = depth.min(1);
    }
    out
}

fn push(text: &str, start: usize, end: usize, out: &mut Vec<Quote>) {
    if end - start > QUOTE_BYTES_MAX {
        return;
    }
    let open = text[start..].chars().next().map_or(1, char::len_utf8);
    let close = text[..end].chars().next_back().map_or(1, char::len_utf8);
    let inner = TextSpan::new(start + open, end - close);
    let words = inner.of(text);
    let chars = words.chars().count();
    let marks = words.contains(['，', '。', '！', '？', '；', '…', ',', '!', '?']);
    // A mark right before the closing one is speech at any length: names and scare quotes have none.
    let ends = words.ends_with(['，', '。', '！', '？', '…']) && chars >= SPEECH_ENDED_CHARS_MIN;
    let speaks = chars >= SPEECH_CHARS_MIN || ends || marks && chars >= SPEECH_WITH_MARK_CHARS_MIN;
    out.push(Quote { outer: TextSpan::new(start, end), inner, speaks });
}

/// The characters of a line that may be marks of a quotation: those with the first byte of one.
fn marks(line: &str) -> impl Iterator<Item = (usize, char)> {
    memchr::memchr3_iter(b'"', 0xE2, 0xE3, line.as_bytes()).filter_map(|i| Some((i, line[i..].chars().next()?)))
}

/// The mark that closes what `c` opens; straight ones come in pairs, or open nothing.
fn closer(c: char, line: &str) -> Option<char> {
    match c {
        '“' => Some('”'),
        '「' => Some('」'),
        '"' if memchr::memchr_iter(b'"', line.as_bytes()).count().is_multiple_of(2) => Some('"'),
        _ => None,
    }
}

fn opener_of(close: char) -> Option<char> {
    match close {
        '”' => Some('“'),
        '」' => Some('「'),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expect: &[&str]) {
        let found: Vec<&str> = find(text).iter().map(|q| q.inner.of(text)).collect();
        assert_eq!(found, expect, "{text}");
    }

    #[test]
    fn pairs() {
        check("他说：“先修路。”再修桥。", &["先修路。"]);
        check("“一”和「二」", &["一", "二"]);
        check("\"先修路\"和\"再修桥\"", &["先修路", "再修桥"]);
        check("“他喊‘停’就停”", &["他喊‘停’就停"]);
    }

    #[test]
    fn paragraphs_that_open_anew_are_one() {
        check("“先修路。\n“再修桥。”\n完", &["先修路。\n“再修桥。"]);
    }

    #[test]
    fn leaves_marks_without_a_partner() {
        check("“先修路。\n再修桥。", &[]);
        check("5\"的屏幕", &[]);
        check("先修路。”再修桥。", &[]);
    }
}
