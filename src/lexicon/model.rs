//! The weights of the names' linear chain: one flat table, read in place.

use crate::Error;
use std::borrow::Cow;
#[cfg(any(test, feature = "train"))]
use std::collections::BTreeMap;

/// Labels of a character: outside, and the first and the following characters of a person, an organization, a place.
pub(crate) const LABELS: usize = 7;
/// One score a label, and one more so that they fill a register; it means nothing.
pub(crate) type Scores = [i16; LABELS + 1];

/// Features that one key has: they differ by the place of what was seen.
pub(crate) const PLACES: usize = 4;
/// A weight a label, and one byte more. They are [`ZERO`] more than what they weigh.
pub(crate) type Row = [u8; LABELS + 1];
/// The weights of the features of a key: a row a place.
pub(crate) type Rows = [Row; PLACES];

/// The first bytes of the file; the last one counts its versions.
const MAGIC: &[u8; 8] = b"tjnames\x03";
/// Magic, the logarithm of the number of lines, transitions; filled up to whole lines of the processor's cache.
const HEADER: usize = 192;
/// Where the transitions end.
const TRANSITIONS_END: usize = 16 + (LABELS + 1) * (LABELS + 1) * 2;
/// A line of the processor's cache: it has the rows of two keys. The last bytes of the first two rows are a print, which tells the
/// keys of one line apart.
type Line = [Rows; 2];

/// The byte of a weight that weighs nothing.
const ZERO: u8 = 128;

/// The sum of some rows, label by label.
///
/// Two numbers hold eight sums of sixteen bits: those of the labels, and how many rows there are, so that what each weight is too
/// high can be taken off. They hold 257 rows.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Sum {
    even: u64,
    odd: u64,
}

impl Sum {
    #[inline]
    pub(crate) fn add(&mut self, row: Row) {
        const LANES: u64 = 0x00FF_00FF_00FF_00FF;
        const WEIGHTS: u64 = LANES >> 16;
        let row = u64::from_le_bytes(row);
        self.even = self.even.wrapping_add(row & LANES);
        self.odd = self.odd.wrapping_add((row >> 8 & WEIGHTS) | 1 << 48);
    }

    /// The sums.
    pub(crate) fn scores(self) -> Scores {
        let too_high = u16::from(ZERO) * (self.odd >> 48) as u16;
        std::array::from_fn(|label| {
            let lanes = if label % 2 == 0 { self.even } else { self.odd };
            ((lanes >> (16 * (label / 2))) as u16).wrapping_sub(too_high).cast_signed()
        })
    }
}

/// Weights of features and of pairs of labels, whole numbers of one scale. Features are known by their hashes.
#[derive(Debug, Clone)]
pub struct NameModel {
    lines: Cow<'static, [Line]>,
    mask: usize,
    /// `transitions[before][label]`; the last row is that of a beginning.
    transitions: [[i16; LABELS]; LABELS + 1],
}

/// What a file holds, in the layout of [`NameModel::write`].
struct Contents<'a> {
    transitions: [[i16; LABELS]; LABELS + 1],
    /// A power of two of them.
    lines: &'a [Line],
}

impl<'a> Contents<'a> {
    fn read(file: &'a [u8]) -> Option<Self> {
        let bits = u32::from(*file.get(8)?);
        let lines = file.get(HEADER..)?.as_chunks().0.as_chunks().0.as_chunks().0;
        let whole = file.len() - HEADER == size_of_val(lines);
        if !file.starts_with(MAGIC) || bits > LINE_BITS_MAX || lines.len() != 1 << bits || !whole {
            return None;
        }
        let mut transitions = [[0; LABELS]; LABELS + 1];
        for (pair, weight) in file[16..TRANSITIONS_END].chunks_exact(2).enumerate() {
            if pair % (LABELS + 1) < LABELS {
                transitions[pair / (LABELS + 1)][pair % (LABELS + 1)] = i16::from_le_bytes([weight[0], weight[1]]);
            }
        }
        Some(Self { transitions, lines })
    }
}

impl NameModel {
    pub(super) fn load() -> Result<Self, Error> {
        /// So that each key lies in one line of the processor's cache.
        #[repr(align(64))]
        struct Aligned<T: ?Sized>(T);
        static FILE: &Aligned<[u8]> =
            &Aligned(*include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/dictionaries/model/names.bin")));
        let file = Contents::read(&FILE.0).ok_or_else(|| {
            Error::dictionary("dictionaries/model/names.bin", 1, "not the weights of this version (train them again)")
        })?;
        Ok(Self { lines: Cow::Borrowed(file.lines), mask: file.lines.len() - 1, transitions: file.transitions })
    }

    /// The weights of the features of a key; zeros when it has none.
    ///
    /// Whether a line has the key is a coin's toss, which no processor foretells: its place is chosen without a branch.
    #[inline]
    pub(crate) fn rows(&self, key: u64) -> &Rows {
        let Some([first, second]) = self.lines.get((key >> LINE_SHIFT) as usize & self.mask) else { return &NONE };
        let print = print_of(key);
        let rows = if print == printed(first) { first } else { &NONE };
        if print == printed(second) { second } else { rows }
    }

    /// What a label costs or brings behind another; behind nothing, `before` is [`LABELS`].
    pub(crate) fn transition(&self, before: usize, label: usize) -> i16 {
        self.transitions[before][label]
    }
}

/// The weights of a key that has none.
const NONE: Rows = [[ZERO; LABELS + 1]; PLACES];

/// Most bits of a key that choose its line: its upper ones. Those of its print are the sixteen before.
const LINE_BITS_MAX: u32 = 16;
const LINE_SHIFT: u32 = u64::BITS - LINE_BITS_MAX;

/// What tells a key from others of its line.
fn print_of(key: u64) -> u16 {
    (key >> (LINE_SHIFT - 16)) as u16
}

/// The print of a key, as it stands in its rows.
fn printed(rows: &Rows) -> u16 {
    u16::from_le_bytes([rows[0][LABELS], rows[1][LABELS]])
}

#[cfg(any(test, feature = "train"))]
impl NameModel {
    /// No weights: what the training starts from.
    pub(crate) fn none() -> Self {
        Self { lines: Cow::Borrowed(&[[NONE; 2]]), mask: 0, transitions: [[0; LABELS]; LABELS + 1] }
    }

    /// Weights that were just learned.
    ///
    /// # Errors
    /// When they are in another layout.
    pub fn from_bytes(file: &[u8]) -> Result<Self, Error> {
        let file = Contents::read(file)
            .ok_or_else(|| Error::dictionary("the weights", 1, "not the layout of this version"))?;
        let mask = file.lines.len() - 1;
        Ok(Self { lines: Cow::Owned(file.lines.to_vec()), mask, transitions: file.transitions })
    }

    /// The file of some weights, and how many keys found no room: of more than two of one line those with the greatest weights
    /// stay.
    pub(crate) fn write(
        bits: u8,
        transitions: &[[i16; LABELS]; LABELS + 1],
        keys: &BTreeMap<u64, [[i8; LABELS]; PLACES]>,
    ) -> (Vec<u8>, usize) {
        let mut out = MAGIC.to_vec();
        out.extend([bits, 0, 0, 0, 0, 0, 0, 0]);
        for row in transitions {
            row.iter().chain([&0]).for_each(|w| out.extend(w.to_le_bytes()));
        }
        out.resize(HEADER, 0);
        out.resize(HEADER + (size_of::<Line>() << bits), ZERO);
        let weight = |rows: &[[i8; LABELS]; PLACES]| rows.as_flattened().iter().map(|w| w.unsigned_abs()).max();
        let mut sorted: Vec<_> = keys.iter().collect();
        sorted.sort_by_key(|k| std::cmp::Reverse(weight(k.1)));
        let mut left_out = 0;
        for (&key, weights) in sorted {
            let at = HEADER + ((key >> LINE_SHIFT) as usize & ((1 << bits) - 1)) * size_of::<Line>();
            let lines: &mut [Rows] = out[at..at + size_of::<Line>()].as_chunks_mut().0.as_chunks_mut().0;
            let taken = |rows: &Rows| *rows != NONE;
            let room = lines.iter_mut().find(|rows| !taken(rows) || printed(rows) == print_of(key));
            let Some(rows) = room.filter(|rows| !taken(rows)) else {
                left_out += 1;
                continue;
            };
            for (row, weights) in rows.iter_mut().zip(weights) {
                row.iter_mut().zip(weights).for_each(|(byte, w)| *byte = ZERO.wrapping_add_signed(*w));
            }
            [rows[0][LABELS], rows[1][LABELS]] = print_of(key).to_le_bytes();
        }
        (out, left_out)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_and_strange_features_weigh_nothing() {
        let mut transitions = [[0; LABELS]; LABELS + 1];
        transitions[LABELS][2] = -7;
        let weights =
            |from: i8| std::array::from_fn(|place| std::array::from_fn(|label| from - (10 * place + label) as i8));
        let [first, second, third] = [0x0001_0001_0000_0000, 0x0001_0002_0000_0000, 0x0001_0003_0000_0000];
        let keys = [(first, weights(40)), (second, weights(100)), (third, weights(7))].into();
        let (file, left_out) = NameModel::write(2, &transitions, &keys);
        let model = NameModel::from_bytes(&file).expect("sound");
        assert_eq!(model.transition(LABELS, 2), -7);
        for (key, weights) in keys {
            for (place, row) in model.rows(key).iter().enumerate() {
                let mut sum = Sum::default();
                (0..2).for_each(|_| sum.add(*row));
                let wanted = if key == third { [0; LABELS] } else { weights[place] };
                assert_eq!(sum.scores()[..LABELS], wanted.map(|w| 2 * i16::from(w)));
            }
        }
        assert_eq!(left_out, 1, "a line has room for two: those of the greatest weights");
        assert_eq!(model.rows(0x0002_0001_0000_0000), &NONE);
    }

    #[test]
    fn a_file_of_another_kind_is_refused() {
        assert!(NameModel::from_bytes(b"").is_err());
        assert!(NameModel::from_bytes(b"tjnames\x03\x02 and then too short").is_err());
        let (mut file, _) = NameModel::write(1, &[[0; LABELS]; LABELS + 1], &BTreeMap::new());
        file.pop();
        assert!(NameModel::from_bytes(&file).is_err());
        assert!(NameModel::load().is_ok(), "the shipped weights are of this version");
    }
}
