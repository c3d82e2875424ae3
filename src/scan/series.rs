//! Numbers that tell the things of one series apart: ships, planes, probes.

use super::types::before;
use super::{Context, amount};
use crate::lexicon::{EntityKind, name_class};
use crate::text::is_han;

/// 神舟|十八号, 歼|-20: which one of its series a ship or a plane is, and where that ends. Leaves 辽宁18号 (a day in a place).
pub(super) fn in_series(cx: &Context<'_>, i: usize, c: char) -> Option<usize> {
    const STEM_CHARS_MAX: usize = 5;
    let dash = matches!(c, '-' | '－');
    if !(dash || c.is_ascii_digit() || amount::is_numeral_char(c)) {
        return None;
    }
    let names = &cx.lexicon.name;
    let last = before(cx.text, i).filter(|&c| is_han(c))?;
    if (names.last_class(last) | names.char_class(last)) & name_class::STEM == 0 {
        return None;
    }
    let mut starts = cx.text[..i].char_indices().rev().take(STEM_CHARS_MAX).map(|(at, _)| at);
    let stem = starts.find(|&at| names.class(&cx.text[at..i]) & name_class::STEM != 0)?;
    let from = if dash { i + c.len_utf8() } else { i };
    let figures = |c: char| c.is_ascii_digit() || !dash && amount::is_numeral_char(c);
    let end = from + cx.text[from..].chars().take(6).take_while(|&c| figures(c)).map(char::len_utf8).sum::<usize>();
    let rest = &cx.text[end..];
    if end == from {
        None
    } else if dash {
        let measures = cx.unit(end).is_some() || rest.starts_with(['%', '％', '.', '℃']);
        (!measures).then_some(end)
    } else {
        let is_place = names.known(&cx.text[stem..i]).is_some_and(|k| k.kind == EntityKind::Place);
        rest.chars().next().filter(|&c| matches!(c, '号' | '號') && !is_place).map(|c| end + c.len_utf8())
    }
}
