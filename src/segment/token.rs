//! Tokens: jieba between the scanned stretches, the stretches themselves as they were scanned.

use super::Token;
use crate::lexicon::{EntityKind, Lexicon, name_class};
use crate::scan::Guard;
use crate::text::{Tag, TextSpan, begins_with_han, border_before};

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
            out.push(token(text, guard.span, guard.tag, lexicon));
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
            let is_han = begins_with_han(tag.word);
            if is_han || !tag.word.chars().all(char::is_whitespace) {
                let (s, e) = (at + tag.byte_start, at + tag.byte_end);
                match seam(tag.word, tag.tag, lexicon) {
                    Some(at) => {
                        for (from, to) in [(s, s + at), (s + at, e)] {
                            for part in lexicon.words.jieba().tag(&text[from..to], true) {
                                let span = (from + part.byte_start, from + part.byte_end);
                                extend(text, span.0, span.1, Tag::new(part.tag), lexicon, out);
                            }
                        }
                    }
                    // No Han character joins what stands before it.
                    None if is_han => out.push(token(text, TextSpan::new(s, e), Tag::new(tag.tag), lexicon)),
                    None => extend(text, s, e, Tag::new(tag.tag), lexicon, out),
                }
            }
        }
        at = stop;
    }
}

/// Where one of jieba's words is two: a dictionary's compound of a place and a word (法国总理, 对华关系), or a guess that took a
/// preposition or a verb of saying into a name (如智谱, 王高鸿说).
fn seam(word: &str, tag: &str, lexicon: &Lexicon) -> Option<usize> {
    const HAN: usize = 3;
    if word.len() == 2 * HAN {
        // 由县|教育局: no word of its own, unless a place is called so (和县).
        let level = matches!(word.get(HAN..), Some("省" | "市" | "县" | "区")) && word.starts_with(is_joint);
        // 云江|队|以|9枚金牌: a preposition at the end of a guess.
        let frame =
            matches!(word.get(HAN..), Some("以" | "在" | "把" | "被" | "从" | "是")) && !lexicon.words.has(word);
        return ((level || frame) && lexicon.name.known(word).is_none()).then_some(HAN);
    }
    if word.len() < 2 * HAN || word.is_ascii() || word.len() > 8 * HAN {
        return None;
    }
    let mut chars = word.chars();
    let (first, second) = (chars.next()?, chars.next()?);
    let last = chars.next_back()?;
    let known = |part: &str| lexicon.name.known(part).is_some();
    let rest = &word[first.len_utf8()..];
    if is_joint(first) && known(rest) && !known(word) {
        return Some(first.len_utf8());
    }
    if is_joint(first) && word.len() <= 5 * HAN && !lexicon.words.has(word) {
        let free = lexicon.name.char_class(first) & name_class::SURNAME == 0 && rest.chars().all(crate::text::is_han);
        if free || lexicon.words.has(rest) {
            return Some(first.len_utf8());
        }
    }
    if matches!(last, '说' | '称') && word.len() >= 3 * HAN && !lexicon.words.has(word) {
        return Some(word.len() - last.len_utf8());
    }
    if word.len() < 4 * HAN || tag == "nt" || known(word) {
        return None;
    }
    let plain = |part: &str| lexicon.words.is_plain(part) && lexicon.name.class(part) & name_class::PLACE == 0;
    let is_place = |part: &str| lexicon.name.known(part).is_some_and(|k| k.kind == EntityKind::Place);
    let mut lengths = lexicon.name.lengths(first, Some(second)) & 0b1_1100;
    let head = first.len_utf8() + second.len_utf8();
    let closed = name_class::PAIR | name_class::VERB_PLACE | name_class::PLACE_FIRST;
    if lexicon.name.class(&word[..head]) & closed != 0 && plain(&word[head..]) {
        return Some(head);
    }
    for (at, _) in word.char_indices().skip(2) {
        lengths >>= 1;
        if lengths & 0b10 != 0 && word.len() - at >= 2 * HAN && is_place(&word[..at]) && lexicon.words.has(&word[at..])
        {
            return Some(at);
        }
    }
    let (at, _) = word.char_indices().rev().nth(1)?;
    let verb =
        || matches!(lexicon.words.jieba().tag(&word[..at], false).as_slice(), [only] if only.tag.starts_with('v'));
    (is_place(&word[at..]) && verb()).then_some(at)
}

/// Words of one character that guesses take into the name behind them.
fn is_joint(c: char) -> bool {
    matches!(
        c,
        '但' | '而'
            | '如'
            | '及'
            | '为'
            | '和'
            | '与'
            | '对'
            | '被'
            | '由'
            | '向'
            | '从'
            | '在'
            | '把'
            | '将'
            | '是'
            | '让'
            | '据'
            | '使'
    )
}

/// Adds a token; one that would cut a grapheme cluster (a combining mark, an emoji sequence) is joined to the one before it.
fn extend(text: &str, start: usize, end: usize, tag: Tag, lexicon: &Lexicon, out: &mut Vec<Token>) {
    let word = &text[start..end];
    let rare = !begins_with_han(word)
        && word.chars().next().is_some_and(|c| c as u32 >= 0x300 && !(0x3000..0xFE00).contains(&(c as u32)));
    if rare
        && let Some(last) = out.last_mut()
        && last.span.end() == start
        && cuts_cluster(text, last.span.start(), start)
    {
        last.span = TextSpan::new(last.span.start(), end);
        last.is_known = false;
        return;
    }
    out.push(token(text, TextSpan::new(start, end), tag, lexicon));
}

fn token(text: &str, span: TextSpan, tag: Tag, lexicon: &Lexicon) -> Token {
    Token { span, tag, is_known: lexicon.words.has(span.of(text)) }
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
    let stop = border_before(text, at + PIECE_BYTES_MAX);
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
    fn words_that_are_two_are_cut_and_others_stay() {
        let lexicon = Lexicon::load(None).expect("built-in dictionaries are sound");
        for marked in [
            "法国|总理|说",
            "他|和|德国|总理|通话",
            "研究员|林高鸿|说|。",
            "由|县|教育局|主办",
            "云江|队|以|大比分|取胜",
            "他|现在|所在|的|小区",
            "安徽|和县|的|小说",
            "上海|南部",
            "中国科学院|的|民主德国",
        ] {
            let wanted: Vec<&str> = marked.split('|').collect();
            let text = wanted.concat();
            let got: Vec<&str> = cut(&text, &[], &lexicon).iter().map(|t| t.span.of(&text)).collect();
            assert_eq!(got, wanted);
        }
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
