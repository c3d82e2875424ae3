//! Characters without width: an honest text has them only where a script, an emoji or a reading direction asks for them.

use super::super::Draft;
use super::super::draft::Verdict;
use super::mark::certainty;
use crate::text::{EditKind, is_han, marks};
use std::collections::BTreeSet;

/// So many different characters with a selector behind them: no text has names in so many variant forms.
const VARIANTS_MIN: usize = 5;

/// What the whole page says of the invisible characters in it.
struct Company {
    /// Letters that are written from the right.
    has_rtl: bool,
    /// Selectors stand behind so many Han characters that they choose no form of a name.
    has_sown_selectors: bool,
}

/// Characters without width, control characters, and selectors after characters that take none.
pub(super) fn zero_width(draft: &mut Draft<'_>) {
    let view = draft.view();
    if !marks(&view.text).any(|c| is_invisible(c.1)) {
        return;
    }
    let company = Company {
        has_rtl: view.text.chars().any(is_right_to_left),
        has_sown_selectors: varied(&view.text) >= VARIANTS_MIN,
    };
    let mut cuts = Vec::new();
    let mut before = '\n';
    let mut chars = view.text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let after = chars.peek().map_or('\n', |n| n.1);
        if is_invisible(c) && !is_at_home(before, c, after, &company) {
            cuts.push((at, at + c.len_utf8(), ""));
        } else {
            before = c;
        }
    }
    let verdict = Verdict { kind: EditKind::StrayMark, rule: "mark.zero-width", certainty: certainty(cuts.len()) };
    let why = format!("{} characters without width inside the text", cuts.len());
    draft.edit_all(&view, &cuts, verdict, &why);
}

/// How many different Han characters have a selector of a variant behind them.
fn varied(text: &str) -> usize {
    let mut bases = BTreeSet::new();
    let mut last = '\n';
    for c in text.chars() {
        if is_selector(c) && is_han(last) {
            bases.insert(last);
        }
        last = c;
    }
    bases.len()
}

fn is_selector(c: char) -> bool {
    matches!(c, '\u{FE00}'..='\u{FE0F}' | '\u{E0100}'..='\u{E01EF}')
}

fn is_invisible(c: char) -> bool {
    // Nearly all characters of a page leave here.
    if c < '\u{AD}' {
        return c < ' ' && !matches!(c, '\t'..='\r') || c == '\u{7F}';
    }
    if ('\u{3165}'..'\u{FE00}').contains(&c) {
        return false;
    }
    matches!(c, '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}' | '\u{180B}'..='\u{180E}'
        | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{206F}' | '\u{2800}'
        | '\u{3164}' | '\u{FEFF}' | '\u{FFA0}' | '\u{FFF9}'..='\u{FFFB}' | '\u{1BCA0}'..='\u{1BCA3}' | '\u{1D173}'..='\u{1D17A}'
        | '\u{E0001}' | '\u{E0020}'..='\u{E007F}')
        || is_selector(c)
}

fn is_right_to_left(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{8FF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFE}') && !is_invisible(c)
}

/// Arabic and the scripts of India and its neighbours, which join letters with these characters.
fn is_joining(c: char) -> bool {
    matches!(c, '\u{600}'..='\u{109F}' | '\u{1780}'..='\u{18AF}' | '\u{FB50}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFE}')
        && !is_invisible(c)
}

fn is_emoji(c: char) -> bool {
    matches!(c, '#' | '*' | '0'..='9' | '©' | '®' | '\u{203C}'..='\u{27FF}' | '\u{2900}'..='\u{2BFF}' | '\u{3030}' | '\u{303D}' | '\u{3297}'
        | '\u{3299}' | '\u{1F000}'..='\u{1FAFF}')
        && !is_invisible(c)
}

/// Whether an invisible character does honest work between its neighbours.
fn is_at_home(before: char, c: char, after: char, company: &Company) -> bool {
    let is_hangul = |c: char| {
        matches!(c, '\u{1100}'..='\u{11FF}' | '\u{3130}'..='\u{318F}' | '\u{AC00}'..='\u{D7A3}' | '\u{FFA1}'..='\u{FFDC}')
            && !is_invisible(c)
    };
    let is_braille = |c: char| matches!(c, '\u{2801}'..='\u{28FF}');
    match c {
        '\u{200D}' => {
            is_joining(before) || is_joining(after) || (is_emoji(before) || before == '\u{FE0F}') && is_emoji(after)
        }
        '\u{200C}' => is_joining(before) || is_joining(after),
        '\u{61C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => company.has_rtl,
        '\u{115F}' | '\u{1160}' | '\u{3164}' | '\u{FFA0}' => is_hangul(before) || is_hangul(after),
        '\u{17B4}' | '\u{17B5}' => matches!(before, '\u{1780}'..='\u{17FF}'),
        '\u{180B}'..='\u{180E}' => matches!(before, '\u{1820}'..='\u{18AA}'),
        '\u{2800}' => is_braille(before) || is_braille(after),
        '\u{FE0E}' | '\u{FE0F}' if matches!(before, '#' | '*' | '0'..='9') => after == '\u{20E3}',
        '\u{FE0E}' | '\u{FE0F}' => is_emoji(before),
        '\u{FE00}'..='\u{FE0D}' => {
            // Of compatibility forms there are three.
            c <= '\u{FE02}' && is_han(before) && !company.has_sown_selectors
                || matches!(before, '\u{2190}'..='\u{27FF}' | '\u{2900}'..='\u{2BFF}')
        }
        '\u{E0100}'..='\u{E011F}' => is_han(before) && !company.has_sown_selectors,
        '\u{E0020}'..='\u{E007F}' => before == '\u{1F3F4}' || ('\u{E0020}'..='\u{E007E}').contains(&before),
        _ => false,
    }
}
