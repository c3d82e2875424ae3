//! Runs whose bytes were read wrongly, and how to read them right.
//!
//! The test is not "rare" but "rare before, common and fluent after, and reversible".

use super::super::Draft;
use super::super::draft::Verdict;
use super::{aligned, latin};
use crate::lexicon::FarmWords;
use crate::text::{Certainty, EditKind, is_han};
use encoding_rs::GBK;
use std::sync::LazyLock;
use std::sync::atomic::{AtomicU16, Ordering};

/// Characters at or above this level are common (the first 3 600).
const COMMON_LEVEL: u8 = 10;
/// A stretch with so many rare characters among `WINDOW` is looked at.
pub(super) const RARE_MIN: usize = 2;
const WINDOW: usize = 9;
/// What a switch between reading as it stands and reading one byte later costs, in units of the binary logarithm.
pub(super) const SWITCH: i32 = 9;
/// Fewest characters of a repaired run, and the least gain over the run as it stands.
const RUN_CHARS_MIN: usize = 4;
const GAIN_MIN: i32 = 30;
/// Fewest characters of a run that was UTF-8, two of them Han: its bytes prove it.
const TABLE_CHARS_MIN: usize = 3;

type Cut = (usize, usize, String);

/// Repairs garbled runs, and flags a page whose bytes are lost.
pub(super) fn run(draft: &mut Draft<'_>) {
    let view = draft.view();
    let text = view.text.as_str();
    if text.matches('\u{FFFD}').count() >= 3 || text.contains("锟斤拷锟") {
        draft.flags.push("garbled");
    }
    let words = &draft.lexicon.farm;
    let (mut shifts, mut tables, mut latins, mut others) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        latin::runs(line, start, words, &mut latins);
        let is_suspect = is_suspect(line, words);
        if aligned::may_hold(line, is_suspect) {
            let runs = double_byte_runs(line);
            let known = tables.len() + shifts.len();
            for &(s, e) in &runs {
                let run = &line[s..e];
                let bytes: Vec<_> = run.chars().map(gbk).collect();
                if !as_utf8(run, &bytes, start + s, &mut tables) {
                    shifted(run, &bytes, start + s, words, &mut shifts);
                }
            }
            if tables.len() + shifts.len() == known {
                aligned::runs(line, &runs, start, words, &mut others);
            }
        }
        start += line.len();
    }
    let (utf8, gbk): (Vec<_>, Vec<_>) = latins.into_iter().partition(|l: &latin::Run| l.1);
    let (utf8, gbk) = (utf8.into_iter().map(|l| l.0).collect(), gbk.into_iter().map(|l| l.0).collect());
    let found: [(Vec<Cut>, &str, Certainty, &str); 5] = [
        (
            shifts,
            "garble.gbk-shift",
            Certainty::Likely,
            "the bytes of the run were read from the wrong half; one byte later every character is common",
        ),
        (
            others,
            "garble.gbk-as-other",
            Certainty::Likely,
            "the run's characters in Big5 or EUC-KR have the bytes of common characters in GBK",
        ),
        (tables, "garble.utf8-as-gbk", Certainty::Exact, "the run's GBK bytes are valid UTF-8"),
        (utf8, "garble.utf8-as-latin", Certainty::Exact, "the run's Latin bytes are valid UTF-8"),
        (gbk, "garble.gbk-as-latin", Certainty::Likely, "the run's Latin bytes are common characters in GBK"),
    ];
    for (cuts, rule, certainty, why) in found {
        let cuts: Vec<_> = cuts.iter().map(|c| (c.0, c.1, c.2.as_str())).collect();
        let verdict = Verdict { kind: EditKind::ByteGarble, rule, certainty };
        draft.edit_all(&view, &cuts, verdict, why);
    }
    // The title is the page's as well.
    if let Some(title) = &mut draft.metadata.title {
        let mut runs = Vec::new();
        latin::runs(title, 0, words, &mut runs);
        runs.iter().rev().for_each(|((start, end, was), _)| title.replace_range(*start..*end, was));
    }
}

pub(super) fn is_rare(c: char, words: &FarmWords) -> bool {
    if ('\u{4E00}'..='\u{9FFF}').contains(&c) {
        return words.level(c) < COMMON_LEVEL;
    }
    // Han characters beyond have no level.
    is_odd_letter(c) || is_han(c)
}

/// Letters that a shift makes and that no Chinese sentence has: kana are left out, they have honest neighbours.
fn is_odd_letter(c: char) -> bool {
    matches!(c, '\u{E000}'..='\u{F8FF}' | '\u{2488}'..='\u{25FF}' | '\u{3105}'..='\u{3129}' | '\u{410}'..='\u{451}' | '\u{FF41}'..='\u{FF5A}')
}

/// Whether a line has enough rare characters close together.
fn is_suspect(line: &str, words: &FarmWords) -> bool {
    let mut seen = [usize::MAX; RARE_MIN];
    let mut rares = 0;
    for (n, c) in line.chars().enumerate() {
        if c >= '\u{410}' && is_rare(c, words) {
            let slot = rares % RARE_MIN;
            let (oldest, is_full) = (seen[(slot + 1) % RARE_MIN], rares + 1 >= RARE_MIN);
            seen[slot] = n;
            rares += 1;
            if is_full && n - oldest < WINDOW {
                return true;
            }
        }
    }
    false
}

/// Stretches of characters that GBK writes with two bytes.
fn double_byte_runs(line: &str) -> Vec<(usize, usize)> {
    let mut runs = Vec::new();
    let mut start = None;
    for (at, c) in line.char_indices().chain([(line.len(), '\n')]) {
        match start {
            None if !c.is_ascii() => start = Some(at),
            Some(s) if c.is_ascii() => {
                runs.push((s, at));
                start = None;
            }
            _ => {}
        }
    }
    runs
}

/// The GBK bytes of a character; `None` when it has not exactly two.
fn gbk(c: char) -> Option<[u8; 2]> {
    /// A character that was not asked for yet, and one without.
    const UNKNOWN: u16 = 0;
    const NONE: u16 = 1;
    /// What the encoder said: it searches its tables for each character.
    static SAID: LazyLock<Vec<AtomicU16>> =
        LazyLock::new(|| std::iter::repeat_with(|| AtomicU16::new(UNKNOWN)).take(0x1_0000).collect());
    let slot = SAID.get(c as usize)?;
    match slot.load(Ordering::Relaxed) {
        UNKNOWN => {
            let mut buffer = [0; 4];
            let (bytes, _, failed) = GBK.encode(c.encode_utf8(&mut buffer));
            let said = if failed { None } else { (*bytes).try_into().ok() };
            slot.store(said.map_or(NONE, u16::from_be_bytes), Ordering::Relaxed);
            said
        }
        NONE => None,
        bytes => Some(bytes.to_be_bytes()),
    }
}

/// Stretches of a run that are UTF-8 when written in GBK.
fn as_utf8(run: &str, bytes: &[Option<[u8; 2]>], offset: usize, cuts: &mut Vec<Cut>) -> bool {
    /// Stands for a character that GBK does not write with two bytes; no UTF-8 holds it.
    const NONE: [u8; 2] = [0xFF; 2];
    let places: Vec<usize> = run.char_indices().map(|c| c.0).collect();
    let bytes: Vec<u8> = bytes.iter().flat_map(|b| b.unwrap_or(NONE)).collect();
    let from = cuts.len();
    let mut i = 0;
    while i < places.len() {
        let rest = &bytes[2 * i..];
        let mut valid = std::str::from_utf8(rest).map_or_else(|e| e.valid_up_to(), str::len);
        // Only whole characters of the run.
        while valid > 0 && (!valid.is_multiple_of(2) || std::str::from_utf8(&rest[..valid]).is_err()) {
            valid -= 1;
        }
        let decoded = own_characters(std::str::from_utf8(&rest[..valid]).unwrap_or(""));
        let n = decoded.len() / 2;
        let han = decoded.chars().filter(|c| is_han(*c)).count();
        if han >= 2 && decoded.chars().filter(|c| !c.is_ascii()).count() >= TABLE_CHARS_MIN {
            let end = places.get(i + n).copied().unwrap_or(run.len());
            cuts.push((offset + places[i], offset + end, deeper(decoded)));
        }
        i += n.max(1);
    }
    cuts.len() > from
}

/// The head of what was decoded that Chinese text may have: an honest character behind the run is letters of two bytes.
fn own_characters(decoded: &str) -> &str {
    let is_foreign = |c: char| ('\u{80}'..'\u{800}').contains(&c) && !"·×°±§÷".contains(c);
    let mut end = decoded.find(is_foreign).unwrap_or(decoded.len());
    // Only whole characters of the run.
    while !end.is_multiple_of(2) || !decoded.is_char_boundary(end) {
        end -= 1;
    }
    &decoded[..end]
}

/// UTF-8 that was read as GBK twice is UTF-8 read as GBK after one repair.
fn deeper(decoded: &str) -> String {
    let bytes: Option<Vec<u8>> = decoded.chars().map(gbk).collect::<Option<Vec<_>>>().map(|b| b.concat());
    let again = bytes.and_then(|b| String::from_utf8(b).ok());
    again.filter(|t| t.chars().all(|c| is_han(c) || is_mark(c))).unwrap_or_else(|| decoded.to_owned())
}

/// One position of the search: the best way to read up to here in each of the two states.
#[derive(Clone, Copy)]
struct Cell {
    score: i32,
    /// Whether the state before was the shifted one.
    from_shifted: bool,
}

/// Finds, in one run, the stretches that read better from the second byte on.
///
/// Two states walk over the characters: as they stand, or shifted, where what stands between two characters (the second byte of
/// the one, the first of the other) is read. The best path through both, by the commonness of characters and pairs, has the borders.
fn shifted(run: &str, bytes: &[Option<[u8; 2]>], offset: usize, words: &FarmWords, cuts: &mut Vec<Cut>) {
    let chars: Vec<(usize, char)> = run.char_indices().collect();
    let between: Vec<Option<char>> = bytes
        .windows(2)
        .map(|w| match (w[0], w[1]) {
            (Some(a), Some(b)) => one_char(&[a[1], b[0]]),
            _ => None,
        })
        .collect();
    // cells[i]: having read character i as it stands, or what is between i - 1 and i.
    let mut cells: Vec<[Cell; 2]> = Vec::with_capacity(chars.len());
    let impossible = Cell { score: i32::MIN / 2, from_shifted: false };
    for i in 0..chars.len() {
        let c = chars[i].1;
        let last = i.checked_sub(1);
        let plain = {
            let own = worth(c, words);
            let stay = last.map_or(0, |l| cells[l][0].score + joint(chars[l].1, c, words));
            let back = last.map_or(i32::MIN / 2, |l| cells[l][1].score - SWITCH);
            // The last garbled character holds the end of the run and one lost byte: the shifted state ends on it.
            Cell { score: own + stay.max(back), from_shifted: back > stay }
        };
        let shift = match last.and_then(|l| between[l]) {
            None => impossible,
            Some(s) => {
                let l = i - 1;
                let own = worth(s, words);
                let stay = match l.checked_sub(1).and_then(|p| between[p]) {
                    Some(p) => cells[l][1].score + joint(p, s, words),
                    None => i32::MIN / 2,
                };
                // Entering: character l is garbled and not read; the path before it ended at l - 1.
                let enter = match l.checked_sub(1) {
                    Some(p) => cells[p][0].score - SWITCH + joint(chars[p].1, s, words),
                    None => -SWITCH,
                };
                Cell { score: own + stay.max(enter), from_shifted: stay >= enter }
            }
        };
        cells.push([plain, shift]);
    }
    trace(&chars, &between, &cells, run.len(), |s, e, with: String| {
        let garbled = &run[s..e];
        let plain: i32 = path(garbled.chars(), words);
        let read: i32 = path(with.chars(), words);
        let han = with.chars().filter(|c| is_han(*c)).count();
        let is_common = with.chars().all(|c| !is_rare(c, words) && (is_han(c) || is_mark(c)));
        let rares = garbled.chars().filter(|c| is_rare(*c, words)).count();
        if han >= RUN_CHARS_MIN && is_common && rares >= RARE_MIN && read - plain >= GAIN_MIN {
            cuts.push((offset + s, offset + e, with));
        }
    });
}

/// Walks the best path back and gives the shifted stretches, first to last.
fn trace(
    chars: &[(usize, char)],
    between: &[Option<char>],
    cells: &[[Cell; 2]],
    end: usize,
    mut found: impl FnMut(usize, usize, String),
) {
    let Some(last) = cells.last() else { return };
    let mut stretches = Vec::new();
    let mut is_shifted = last[1].score > last[0].score;
    let mut i = cells.len();
    let mut stop = is_shifted.then_some(i);
    while i > 0 {
        i -= 1;
        let from_shifted = cells[i][usize::from(is_shifted)].from_shifted;
        if is_shifted && !from_shifted {
            // Entered here: characters i - 1 up to `stop` are garbled.
            if let Some(e) = stop.take() {
                stretches.push((i - 1, e));
            }
            i -= 1;
            is_shifted = false;
            continue;
        }
        if !is_shifted && from_shifted {
            stop = Some(i);
        }
        is_shifted = from_shifted;
    }
    for &(s, e) in stretches.iter().rev() {
        let with: String = between[s..e - 1].iter().flatten().collect();
        found(chars[s].0, chars.get(e).map_or(end, |c| c.0), with);
    }
}

pub(super) fn one_char(bytes: &[u8; 2]) -> Option<char> {
    let text = GBK.decode_without_bom_handling_and_without_replacement(bytes)?;
    let mut chars = text.chars();
    chars.next().filter(|_| chars.next().is_none())
}

pub(super) fn is_mark(c: char) -> bool {
    matches!(
        c,
        '，' | '。'
            | '、'
            | '；'
            | '：'
            | '！'
            | '？'
            | '“'
            | '”'
            | '‘'
            | '’'
            | '（'
            | '）'
            | '《'
            | '》'
            | '—'
            | '…'
            | '·'
            | '【'
            | '】'
            | '％'
    )
}

/// How much one character speaks for a reading.
pub(super) fn worth(c: char, words: &FarmWords) -> i32 {
    if is_mark(c) {
        return 7;
    }
    if !is_han(c) {
        return if is_odd_letter(c) { -12 } else { -6 };
    }
    // Levels run from 0 to 20; a character of middling use is worth nothing.
    let level = i32::from(words.level(c));
    if level == 0 { -12 } else { level - 12 }
}

/// How much two neighbours speak for a reading.
pub(super) fn joint(a: char, b: char, words: &FarmWords) -> i32 {
    match words.pair(a, b) {
        0 => 0,
        // A pair is worth what it says beyond its characters.
        level => (i32::from(level) * 2 - i32::from(words.level(a)).min(i32::from(words.level(b))) - 4).clamp(1, 8),
    }
}

fn path(chars: impl Iterator<Item = char>, words: &FarmWords) -> i32 {
    let mut last = None;
    let mut score = 0;
    for c in chars {
        score += worth(c, words) + last.map_or(0, |l| joint(l, c, words));
        last = Some(c);
    }
    score
}
