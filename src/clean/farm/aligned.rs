//! GBK that another table of two bytes a character read: Big5 (`笢弊`), EUC-KR (`櫓벌`).
//!
//! Character stands for character, so that the way back is a map of single characters. Where a run begins and ends, the same
//! two states tell as in `garble`: as it stands, or read by the map.

use super::garble::{RARE_MIN, SWITCH, is_mark, is_rare, joint, one_char, worth};
use crate::lexicon::FarmWords;
use crate::text::is_han;
use encoding_rs::{BIG5, EUC_KR, Encoding};
use std::sync::LazyLock;
use std::sync::atomic::{AtomicU32, Ordering};

/// Fewest Han characters of a repaired run, and the least gain over the run as it stands.
const RUN_HAN_MIN: usize = 4;
const GAIN_MIN: i32 = 30;
/// How far, in bytes, a proved stretch speaks for the next one.
const BESIDE_BYTES_MAX: usize = 12;

type Cut = (usize, usize, String);

/// One table that read the bytes.
pub(super) struct Table {
    encoding: &'static Encoding,
    /// What was asked before: the encoder searches its tables for each character.
    known: Vec<AtomicU32>,
}

/// A character that was not asked for yet, and one that no GBK gives.
const UNKNOWN: u32 = 0;
const NONE: u32 = 1;

static TABLES: LazyLock<[Table; 2]> = LazyLock::new(|| {
    [BIG5, EUC_KR].map(|encoding| Table {
        encoding,
        known: std::iter::repeat_with(|| AtomicU32::new(UNKNOWN)).take(0x1_0000).collect(),
    })
});

impl Table {
    /// What GBK has where this table has `c`.
    fn back(&self, c: char) -> Option<char> {
        let slot = self.known.get(c as usize).filter(|_| !c.is_ascii())?;
        match slot.load(Ordering::Relaxed) {
            UNKNOWN => {
                let mut buffer = [0; 4];
                let (bytes, _, failed) = self.encoding.encode(c.encode_utf8(&mut buffer));
                let bytes: Option<[u8; 2]> = if failed { None } else { (*bytes).try_into().ok() };
                let back = bytes.and_then(|b| one_char(&b)).filter(|c| is_han(*c) || is_mark(*c));
                slot.store(back.map_or(NONE, u32::from), Ordering::Relaxed);
                back
            }
            NONE => None,
            code => char::from_u32(code),
        }
    }
}

fn is_hangul(c: char) -> bool {
    matches!(c, '\u{AC00}'..='\u{D7A3}')
}

/// Whether a line may hold such runs: Korean syllables among Han characters, or what `is_suspect` says of rare ones.
pub(super) fn may_hold(line: &str, is_suspect: bool) -> bool {
    // First bytes of U+A000–U+DFFF.
    is_suspect
        || line.bytes().any(|b| (0xEA..=0xED).contains(&b)) && line.chars().filter(|c| is_hangul(*c)).nth(1).is_some()
}

/// Finds, in the runs of `line`, the stretches that read better by a table.
pub(super) fn runs(line: &str, runs: &[(usize, usize)], offset: usize, words: &FarmWords, cuts: &mut Vec<Cut>) {
    for table in TABLES.iter() {
        let from = cuts.len();
        for &(s, e) in runs {
            stretches(&line[s..e], offset + s, table, words, cuts);
        }
        if cuts.len() == from {
            continue;
        }
        // Figures cut a sentence into pieces; what one of them proves, the others need not.
        let proved: Vec<(usize, usize)> = cuts[from..].iter().map(|c| (c.0, c.1)).collect();
        for &(s, e) in runs {
            let is_free = !proved.iter().any(|p| p.0 < offset + e && offset + s < p.1);
            if is_free && (is_beside(line, s, offset, &proved) || is_beside(line, e, offset, &proved)) {
                cuts.extend(read(&line[s..e], offset + s, table, words, Proof::Neighbour));
            }
        }
        cuts[from..].sort_unstable();
        return;
    }
}

/// Whether a proved stretch ends or begins near byte `at` of `line`, with ASCII between them.
fn is_beside(line: &str, at: usize, offset: usize, proved: &[(usize, usize)]) -> bool {
    proved.iter().any(|&(start, end)| {
        let (a, b) = if end <= offset + at { (end - offset, at) } else { (at, start.max(offset + at) - offset) };
        b - a <= BESIDE_BYTES_MAX && line[a..b].is_ascii()
    })
}

/// What speaks for a stretch.
#[derive(Clone, Copy, PartialEq)]
enum Proof {
    /// Itself alone.
    Own,
    /// A proved stretch beside it.
    Neighbour,
}

fn stretches(run: &str, offset: usize, table: &Table, words: &FarmWords, cuts: &mut Vec<Cut>) {
    const IMPOSSIBLE: i32 = i32::MIN / 2;
    let chars: Vec<(usize, char, Option<char>)> = run.char_indices().map(|(at, c)| (at, c, table.back(c))).collect();
    // Per character and state: the best score, and whether the state before was the mapped one.
    let mut cells: Vec<[(i32, bool); 2]> = Vec::with_capacity(chars.len());
    for (i, &(_, c, back)) in chars.iter().enumerate() {
        let last = i.checked_sub(1).map(|l| (chars[l], cells[l]));
        let (stay, leave) =
            last.map_or((0, IMPOSSIBLE), |((_, l, _), cell)| (cell[0].0 + joint(l, c, words), cell[1].0 - SWITCH));
        let plain = (worth(c, words) + stay.max(leave), leave > stay);
        let mapped = back.map_or((IMPOSSIBLE, false), |m| {
            let enter = last.map_or(-SWITCH, |(_, cell)| cell[0].0 - SWITCH);
            let go_on =
                last.and_then(|((_, _, lm), cell)| Some(cell[1].0 + joint(lm?, m, words))).unwrap_or(IMPOSSIBLE);
            (worth(m, words) + enter.max(go_on), go_on >= enter)
        });
        cells.push([plain, mapped]);
    }
    let Some(last) = cells.last() else { return };
    let mut is_mapped = last[1].0 > last[0].0;
    let mut end = run.len();
    for i in (0..cells.len()).rev() {
        let before = cells[i][usize::from(is_mapped)].1 && i > 0;
        if is_mapped && !before {
            cuts.extend(read(&run[chars[i].0..end], offset + chars[i].0, table, words, Proof::Own));
        } else if !is_mapped && before {
            end = chars[i].0;
        }
        is_mapped = before;
    }
}

/// The stretch read by the table, when that proves it.
fn read(run: &str, start: usize, table: &Table, words: &FarmWords, proof: Proof) -> Option<Cut> {
    let text: String = run.chars().map(|c| table.back(c)).collect::<Option<_>>()?;
    let own: Vec<char> = text.chars().collect();
    let han = own.iter().filter(|c| is_han(**c)).count();
    let rare = own.iter().filter(|c| is_rare(**c, words)).count();
    let pairs = own.windows(2).filter(|w| words.pair(w[0], w[1]) > 0).count();
    let odd = run.chars().filter(|c| is_rare(*c, words) || is_hangul(*c)).count();
    let score = |chars: &[char]| -> i32 {
        let joints: i32 = chars.windows(2).map(|w| joint(w[0], w[1], words)).sum();
        joints + chars.iter().map(|c| worth(*c, words)).sum::<i32>()
    };
    let plain: Vec<char> = run.chars().collect();
    // Korean stands in its own letters alone; GBK read as Korean mostly has Han characters among them.
    let hangul = plain.iter().filter(|c| is_hangul(**c)).count();
    let pairs_min = match () {
        () if hangul == plain.len() => 50,
        () if 5 * hangul > 4 * plain.len() => 30,
        () => 20,
    };
    let gain = score(&own) - score(&plain);
    if proof == Proof::Neighbour {
        return (rare == 0 && odd > 0 && gain > 0).then(|| (start, start + run.len(), text));
    }
    let is_proof = han >= RUN_HAN_MIN
        && 10 * rare <= han
        && odd >= RARE_MIN
        && 100 * pairs >= pairs_min * (han - 1)
        && gain >= GAIN_MIN;
    is_proof.then(|| (start, start + run.len(), text))
}
