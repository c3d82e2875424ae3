//! Sentences: they end at 。！？…； or a line end, outside brackets, and take closing marks along.

use crate::scan::Guard;
use crate::text::{TextSpan, marks};

/// Longest quotation, in bytes, that holds a sentence together over the end marks inside it. A quotation of several
/// sentences that goes on for longer, or whose closing mark is missing, is cut at its end marks.
const QUOTE_BYTES_MAX: usize = 1200;

/// The sentences of a text, without white space at their edges. Never empty, never over a line end.
pub(super) fn split(text: &str, guards: &[Guard]) -> Vec<TextSpan> {
    let mut out = Vec::with_capacity(text.len() / 100 + 1);
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        split_line(text, start, start + line.trim_end_matches('\n').len(), guards, &mut out);
        start += line.len();
    }
    out
}

fn split_line(text: &str, start: usize, end: usize, guards: &[Guard], out: &mut Vec<TextSpan>) {
    let line = &text[start..end];
    let mut from = start;
    let mut held = 0; // no cut before this byte: the closing mark of the open quotation or bracket
    let mut closes = false; // whether a sentence may end with that closing mark
    let mut chars = marks(line).peekable();
    while let Some((i, c)) = chars.next() {
        let at = start + i;
        if at >= held
            && let Some(close) = closing(c)
            && let Some(len) = closed_at(&line[i..], c, close)
        {
            held = at + len;
            // “…。”某某说: a quotation that opens a sentence goes on with its speaker; brackets never end one.
            let opens = text[from..at].trim().is_empty() && held < end;
            closes = matches!(close, '”' | '」' | '』') && !opens;
            continue;
        }
        if !ends(c, text, at, guards) {
            continue;
        }
        let mut stop = at + c.len_utf8();
        while let Some(&(j, d)) = chars.peek() {
            if start + j != stop || !(is_end(d) || is_close(d)) {
                break;
            }
            stop = start + j + d.len_utf8();
            chars.next();
        }
        if stop > held || stop == held && closes {
            push(text, from, stop, out);
            from = stop;
        }
    }
    push(text, from, end, out);
}

fn push(text: &str, from: usize, to: usize, out: &mut Vec<TextSpan>) {
    let piece = &text[from..to];
    let start = from + piece.len() - piece.trim_start().len();
    let end = start + piece.trim().len();
    if start < end {
        out.push(TextSpan::new(start, end));
    }
}

fn closing(open: char) -> Option<char> {
    Some(match open {
        '“' => '”',
        '「' => '」',
        '『' => '』',
        '（' => '）',
        '(' => ')',
        '【' => '】',
        '《' => '》',
        _ => return None,
    })
}

/// Length from the opening mark to behind its partner, when it has one near by.
fn closed_at(rest: &str, open: char, close: char) -> Option<usize> {
    let mut depth = 0_usize;
    for (i, c) in rest.char_indices() {
        if i > QUOTE_BYTES_MAX {
            return None;
        }
        if c == open {
            depth += 1;
        } else if c == close {
            depth -= 1;
            if depth == 0 {
                return Some(i + c.len_utf8());
            }
        }
    }
    None
}

fn is_end(c: char) -> bool {
    matches!(c, '。' | '！' | '？' | '!' | '?' | '…' | '；' | ';' | '｡')
}

fn is_close(c: char) -> bool {
    matches!(c, '”' | '’' | '」' | '』' | '）' | ')' | '】' | '》' | '"')
}

/// Whether a sentence ends at this mark.
fn ends(c: char, text: &str, at: usize, guards: &[Guard]) -> bool {
    if !is_end(c) {
        return false;
    }
    // An ASCII mark between letters or digits belongs to a code or an address.
    if c.is_ascii() && text[at + 1..].starts_with(|d: char| d.is_ascii_alphanumeric() || d == '=' || d == '/') {
        return false;
    }
    let i = guards.partition_point(|g| g.span.end() <= at);
    guards.get(i).is_none_or(|g| g.span.start() >= at)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(marked: &str) {
        let text = marked.replace('|', "");
        let wanted: Vec<&str> = marked.split(['|', '\n']).map(str::trim).filter(|s| !s.is_empty()).collect();
        let got: Vec<&str> = split(&text, &[]).iter().map(|s| s.of(&text)).collect();
        assert_eq!(got, wanted, "in {text}");
    }

    #[test]
    fn end_marks_cut() {
        check("央行今日开展操作。|利率不变！|为什么？|没有说明……|会议结束");
        check("第一行\n第二行。|又一句。");
        check("产量增长；|价格回落；|需求平稳。");
    }

    #[test]
    fn closing_marks_go_along() {
        check("他说：“明天开工。”|记者赶到现场。");
        check("（完）|又一段。".replace('|', "").as_str());
        check("他问：“真的吗？”|没有人回答。");
    }

    #[test]
    fn quotes_and_brackets_hold_together() {
        check("“我们很高兴。希望再来。”领队说。|活动结束。");
        check("这项研究（样本少！）尚未发表。|专家谨慎。");
    }

    #[test]
    fn an_open_quote_without_partner_holds_nothing() {
        check("他说：“明天开工。|记者赶到现场。");
    }

    #[test]
    fn marks_inside_addresses_do_not_cut() {
        check("网址为http://a.cn/x?id=5&y=1，请查看。|谢谢。");
    }
}
