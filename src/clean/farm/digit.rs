//! Digits in another dress inside numbers: `2①24年`, `2O19年`.
//!
//! A ring or a raised digit behind a number is a note or a power; between two digits it is neither.

use super::super::Draft;
use super::super::draft::Verdict;
use crate::lexicon::FarmWords;
use crate::text::{Certainty, EditKind, before, is_han, marks};

/// Fewest twins between two digits before any of their family is folded; of letters, so many numbers.
const INNER_MIN: [usize; FAMILIES] = [3, 3, 3, 3, 2, 2, 2, 2];
/// Families of twins: in rings, in black rings, raised, lowered, Roman, the character 〇, Arabic letters, Latin letters.
const FAMILIES: usize = 8;
const RAISED: usize = 2;
const LOWERED: usize = 3;
const ZERO: usize = 5;
const LETTERS: usize = 7;
/// What stands behind numbers: a letter before it is a digit.
const UNITS: &str = "年月日号时分秒点万亿千百元个人名家户岁倍米公吨亩平次届场只件位度多余辆套层天周种项篇条%％";

fn family(c: char) -> Option<usize> {
    Some(match c {
        '①'..='⑨' | '⓪' => 0,
        '❶'..='❾' | '⓿' => 1,
        '⁰' | '¹' | '²' | '³' | '⁴'..='⁹' => RAISED,
        '₀'..='₉' => LOWERED,
        'Ⅰ'..='Ⅸ' => 4,
        '〇' => 5,
        '\u{660}'..='\u{669}' | '\u{6F0}'..='\u{6F9}' => 6,
        'O' | 'o' | 'l' | 'I' | 'Ｏ' | 'Ｉ' => LETTERS,
        _ => return None,
    })
}

fn digit(c: char, words: &FarmWords) -> Option<char> {
    match c {
        'O' | 'o' | 'Ｏ' => Some('0'),
        'l' | 'I' | 'Ｉ' => Some('1'),
        _ => words.twin(c).map(|t| t.0),
    }
}

/// One twin in a number.
struct Twin {
    at: usize,
    c: char,
    family: usize,
    /// Whether a digit follows in the same number, or what follows numbers.
    goes_on: bool,
}

/// Folds what stands for a digit inside numbers, where a page does so again and again.
pub(super) fn run(draft: &mut Draft<'_>) {
    let view = draft.view();
    let (text, words) = (view.text.as_str(), &draft.lexicon.farm);
    let mut inner = [0_usize; FAMILIES];
    let mut twins = Vec::new();
    for (start, end) in numbers(text) {
        read(text, (start, end), &mut inner, &mut twins);
    }
    let cuts: Vec<_> = twins
        .iter()
        .filter(|t| t.goes_on && inner[t.family] >= INNER_MIN[t.family])
        .filter_map(|t| Some((t.at, t.at + t.c.len_utf8(), digit(t.c, words)?.to_string())))
        .collect();
    let cuts: Vec<_> = cuts.iter().map(|c| (c.0, c.1, c.2.as_str())).collect();
    let verdict = Verdict { kind: EditKind::Lookalike, rule: "twin.digit", certainty: Certainty::Likely };
    let why = format!("signs that only look like a digit stand between digits, {} on the page", cuts.len());
    draft.edit_all(&view, &cuts, verdict, &why);
}

/// Runs of ASCII digits and twins, with one twin at least; a point or comma inside is theirs.
fn numbers(text: &str) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let (mut start, mut end, mut has_twin) = (0, 0, false);
    for (at, c) in marks(text).chain([(text.len(), '\n')]) {
        let is_twin = family(c).is_some();
        if is_twin || c.is_ascii_digit() || (c == '.' || c == ',') && at == end {
            if at != end {
                if has_twin {
                    found.push((start, end));
                }
                (start, has_twin) = (at, false);
            }
            (end, has_twin) = (at + c.len_utf8(), has_twin || is_twin);
        }
    }
    if has_twin {
        found.push((start, end));
    }
    for number in &mut found {
        number.1 = number.0 + text[number.0..number.1].trim_end_matches(['.', ',']).len();
    }
    found
}

/// Whether a number is written in twins alone, and in no row of rings: `①②③`.
fn is_all_twins(number: &str) -> bool {
    let chars: Vec<char> = number.chars().collect();
    let sorts: Vec<Option<usize>> = chars.iter().map(|c| family(*c).filter(|f| *f < ZERO)).collect();
    chars.len() >= 2
        && sorts.iter().flatten().next().is_some()
        && chars.iter().zip(&sorts).all(|(c, f)| *c == '〇' || f.is_some() && *f == sorts[0])
        && !(sorts[0] < Some(RAISED) && chars.windows(2).all(|w| w[1] as u32 == w[0] as u32 + 1))
}

/// The twins of one number.
fn read(text: &str, (start, end): (usize, usize), inner: &mut [usize; FAMILIES], twins: &mut Vec<Twin>) {
    let number = &text[start..end];
    let behind = text[end..].chars().next();
    let is_unit = behind.is_some_and(|c| UNITS.contains(c));
    let ascii = number.bytes().filter(u8::is_ascii_digit).count();
    let letters = number.chars().filter(|c| family(*c) == Some(LETTERS)).count();
    // `O2O`, `3D打印`, `l0x`: a code. A number has more digits than letters and no letter beside it.
    let is_alone = |c: Option<char>| c.is_none_or(|c| !c.is_ascii_alphanumeric() && c != '-' && c != '_');
    let is_year = number.chars().count() == 4 && number.starts_with(['1', '2']) && behind == Some('年');
    let is_number = (ascii > letters && is_unit || ascii >= letters && is_year) && is_alone(before(text, start));
    // Letters in a year prove themselves.
    let mut counts = [false; FAMILIES];
    if is_number && is_year && letters > 0 {
        inner[LETTERS] += INNER_MIN[LETTERS];
    }
    if ascii == 0 && is_unit && is_all_twins(number) {
        let own = number.chars().find_map(|c| family(c).filter(|f| *f != ZERO));
        twins.extend(number.char_indices().map(|(at, c)| Twin {
            at: start + at,
            c,
            family: own.unwrap_or(ZERO),
            goes_on: true,
        }));
        inner[own.unwrap_or(ZERO)] += 1;
        return;
    }
    // A ring before a number is an item's.
    let is_item = before(text, start).is_none_or(|c| !is_han(c));
    let mut chars = number.char_indices().peekable();
    let mut last = None;
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map(|n| n.1);
        if let Some(family) = family(c).filter(|f| *f != LETTERS || is_number) {
            let is_digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
            if is_digit(last) && is_digit(next) {
                // A letter proves itself once a number.
                inner[family] += usize::from(family != LETTERS || !counts[family]);
                counts[family] = true;
            }
            // At the end of a number rings are notes, and raised digits powers.
            let ends = next.is_none()
                && !matches!(family, RAISED | LOWERED)
                && behind.is_some_and(|c| is_han(c) || c == '%' || c == '％')
                && last.is_some();
            twins.push(Twin {
                at: start + at,
                c,
                family,
                goes_on: next.is_some() && (last.is_some() || family > 1 || !is_item) || ends,
            });
        }
        last = Some(c);
    }
}
