//! Tokens: jieba between the scanned stretches, the stretches themselves as they were scanned.

use super::Token;
use crate::lexicon::Lexicon;
use crate::scan::Guard;
use crate::text::{Tag, TextSpan};

/// Most bytes that are given to jieba at once: it cuts at marks itself, this only bounds texts without any.
const PIECE_BYTES_MAX: usize = 16 * 1024;

/// All tokens of a text; white space is in none.
pub(super) fn cut(text: &str, guards: &[Guard], lexicon: &Lexicon) -> Vec<Token> {
    let mut out = Vec::with_capacity(text.len() / 5);
    let mut at = 0;
    for guard in guards {
        if guard.span.start() < at {
            continue;
        }
        words(text, at, guard.span.start(), lexicon, &mut out);
        if guard.tag == Tag::MQ {
            words(text, guard.span.start(), guard.span.end(), lexicon, &mut out);
        } else {
            out.push(Token { span: guard.span, tag: guard.tag });
        }
        at = guard.span.end();
    }
    words(text, at, text.len(), lexicon, &mut out);
    out
}

fn words(text: &str, start: usize, end: usize, lexicon: &Lexicon, out: &mut Vec<Token>) {
    let mut at = start;
    while at < end {
        let stop = piece_end(text, at, end);
        for tag in lexicon.words.jieba().tag(&text[at..stop], true) {
            if !tag.word.chars().all(char::is_whitespace) {
                let (s, e) = (at + tag.byte_start, at + tag.byte_end);
                extend(text, s, e, Tag::new(tag.tag), out);
            }
        }
        at = stop;
    }
}

/// Adds a token; one that would cut a grapheme cluster (a combining mark, an emoji sequence) is joined to the one before it.
fn extend(text: &str, start: usize, end: usize, tag: Tag, out: &mut Vec<Token>) {
    let word = &text[start..end];
    let rare = word.chars().next().is_some_and(|c| c as u32 >= 0x300 && !(0x3000..0xFE00).contains(&(c as u32)));
    if rare
        && let Some(last) = out.last_mut()
        && last.span.end() == start
        && cuts_cluster(text, last.span.start(), start)
    {
        last.span = TextSpan::new(last.span.start(), end);
        return;
    }
    out.push(Token { span: TextSpan::new(start, end), tag });
}

fn cuts_cluster(text: &str, from: usize, at: usize) -> bool {
    let mut cursor = unicode_segmentation::GraphemeCursor::new(at, text.len(), true);
    // The chunk from the last token on is enough but for long runs of joined signs, where the whole text decides.
    match cursor.is_boundary(&text[from..], from) {
        Ok(boundary) => !boundary,
        Err(_) => !unicode_segmentation::GraphemeCursor::new(at, text.len(), true).is_boundary(text, 0).unwrap_or(true),
    }
}

fn piece_end(text: &str, at: usize, end: usize) -> usize {
    if end - at <= PIECE_BYTES_MAX {
        return end;
    }
    let mut stop = at + PIECE_BYTES_MAX;
    while !text.is_char_boundary(stop) {
        stop -= 1;
    }
    let piece = &text[at..stop];
    piece
        .rfind(['\n', '。', '，', '！', '？'])
        .map_or(stop, |i| at + i + piece[i..].chars().next().map_or(1, char::len_utf8))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_joined_are_the_text() {
        let lexicon = Lexicon::load(None).expect("built-in dictionaries are sound");
        let text = "e\u{301}的新闻👨\u{200d}👩\u{200d}👧🇨🇳。 增长３.５%，\u{302}\u{302}说";
        let tokens = cut(text, &[], &lexicon);
        let joined: String = tokens.iter().map(|t| t.span.of(text)).collect();
        assert_eq!(joined, text.replace(' ', ""));
    }

    #[test]
    fn guards_are_edges() {
        let lexicon = Lexicon::load(None).expect("built-in dictionaries are sound");
        let text = "共收到7262篇论文";
        let guard = Guard { span: TextSpan::new(9, 16), tag: Tag::MQ };
        let tokens = cut(text, &[guard], &lexicon);
        assert!(tokens.iter().any(|t| t.span.start() == 9) && tokens.iter().any(|t| t.span.end() == 16));
    }
}
