//! The weights of the names' linear chain: one flat table, read in place.

use crate::Error;
use std::borrow::Cow;

/// Labels of a character: outside, and the first and the following characters of a person, an organization, a place.
pub(crate) const LABELS: usize = 7;
/// One score a label, and one more so that they fill a register; it means nothing.
pub(crate) type Scores = [i16; LABELS + 1];

/// The first bytes of the file; the last one counts its versions.
const MAGIC: &[u8; 8] = b"tjnames\x02";
/// Magic, the logarithm of the number of buckets, transitions; filled up to whole lines of the processor's cache.
const HEADER: usize = 192;
/// Where the transitions end.
const TRANSITIONS_END: usize = 16 + (LABELS + 1) * (LABELS + 1) * 2;
/// A weight a label, and a byte that tells features of one bucket apart.
const ROW: usize = LABELS + 1;
/// Where that byte is in a row, read as one number.
const PRINT_SHIFT: u32 = 8 * LABELS as u32;
const BUCKET: usize = 2 * ROW;

/// The sum of some rows, label by label.
///
/// Weights are bytes around 128 here, and the byte of the print is a one, which counts the rows: eight sums run in two numbers.
/// Sixteen bits hold the sum of 257 rows.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Sum {
    even: u64,
    odd: u64,
}

impl Sum {
    #[inline]
    fn add(&mut self, row: u64) {
        const LANES: u64 = 0x00FF_00FF_00FF_00FF;
        let around = row & !(0xFF << PRINT_SHIFT) ^ (0x80_8080_8080_8080 | 1 << PRINT_SHIFT);
        self.even = self.even.wrapping_add(around & LANES);
        self.odd = self.odd.wrapping_add(around >> 8 & LANES);
    }

    /// The sums.
    pub(crate) fn scores(self) -> Scores {
        let around = 128 * (self.odd >> 48) as u16;
        std::array::from_fn(|label| {
            let lanes = if label % 2 == 0 { self.even } else { self.odd };
            ((lanes >> (16 * (label / 2))) as u16).wrapping_sub(around) as i16
        })
    }
}

/// Weights of features and of pairs of labels, whole numbers of one scale. Features are known by their hashes.
#[derive(Debug, Clone)]
pub struct NameModel {
    rows: Cow<'static, [u8]>,
    mask: usize,
    /// `transitions[before][label]`; the last row is that of a beginning.
    transitions: [[i16; LABELS]; LABELS + 1],
}

impl NameModel {
    pub(super) fn load() -> Result<Self, Error> {
        /// The features of one key share a line of the processor's cache.
        #[repr(align(64))]
        struct Aligned<T: ?Sized>(T);
        static FILE: &Aligned<[u8]> =
            &Aligned(*include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/dictionaries/model/names.bin")));
        Self::read(Cow::Borrowed(&FILE.0)).ok_or_else(|| {
            Error::dictionary("dictionaries/model/names.bin", 1, "not the weights of this version (train them again)")
        })
    }

    /// Weights in the layout of [`Self::write`].
    pub(crate) fn read(file: Cow<'static, [u8]>) -> Option<Self> {
        let bits = u32::from(*file.get(8)?);
        let rows = file.len().checked_sub(HEADER)?;
        if !file.starts_with(MAGIC) || bits > 24 || rows != BUCKET << bits {
            return None;
        }
        let mut transitions = [[0; LABELS]; LABELS + 1];
        for (pair, weight) in file[16..TRANSITIONS_END].chunks_exact(2).enumerate() {
            if pair % (LABELS + 1) < LABELS {
                transitions[pair / (LABELS + 1)][pair % (LABELS + 1)] = i16::from_le_bytes([weight[0], weight[1]]);
            }
        }
        Some(Self { rows: file, mask: (1 << bits) - 1, transitions })
    }

    /// Adds the weights of a feature.
    ///
    /// Whether a bucket holds the feature is a coin's toss, which no processor foretells: both rows are read, and masks choose. Only
    /// one can be the feature's.
    #[inline]
    pub(crate) fn add(&self, hash: u64, sum: &mut Sum) {
        let at = HEADER + (hash as usize & self.mask) * BUCKET;
        let Some(bucket) = self.rows.get(at..at + BUCKET).and_then(|b| b.as_chunks::<ROW>().0.first_chunk::<2>())
        else {
            return;
        };
        let row = |row: &[u8; ROW]| {
            let row = u64::from_le_bytes(*row);
            let difference = (row >> PRINT_SHIFT) ^ u64::from(print(hash));
            // All ones where there is none: below zero only zero less one is.
            row & (difference.wrapping_sub(1) >> 63).wrapping_neg()
        };
        sum.add(row(&bucket[0]) | row(&bucket[1]));
    }

    /// What a label costs or brings behind another; behind nothing, `before` is [`LABELS`].
    pub(crate) fn transition(&self, before: usize, label: usize) -> i16 {
        self.transitions[before][label]
    }
}

/// The byte that tells a feature from others of its bucket.
fn print(hash: u64) -> u8 {
    (hash >> 56) as u8
}

#[cfg(any(test, feature = "train"))]
impl NameModel {
    /// No weights: what the training starts from.
    pub(crate) fn none() -> Self {
        let file = Self::write(0, &[[0; LABELS]; LABELS + 1], &[]);
        Self { rows: Cow::Owned(file), mask: 0, transitions: [[0; LABELS]; LABELS + 1] }
    }

    /// Weights that were just learned.
    ///
    /// # Errors
    /// When they are in another layout.
    pub fn from_bytes(file: Vec<u8>) -> Result<Self, Error> {
        Self::read(Cow::Owned(file))
            .ok_or_else(|| Error::dictionary("the weights", 1, "not the layout of this version"))
    }

    /// The file of some weights. Of more than two features of one bucket the two with the greatest weights stay.
    pub(crate) fn write(bits: u8, transitions: &[[i16; LABELS]; LABELS + 1], rows: &[(u64, [i8; LABELS])]) -> Vec<u8> {
        let mut out = MAGIC.to_vec();
        out.extend([bits, 0, 0, 0, 0, 0, 0, 0]);
        for row in transitions {
            row.iter().chain([&0]).for_each(|w| out.extend(w.to_le_bytes()));
        }
        out.resize(HEADER + (BUCKET << bits), 0);
        let weight = |w: &[i8; LABELS]| w.iter().map(|&w| i32::from(w).abs()).max().unwrap_or(0);
        let mut sorted: Vec<_> = rows.iter().filter(|r| weight(&r.1) > 0).collect();
        sorted.sort_by_key(|r| (std::cmp::Reverse(weight(&r.1)), r.0));
        for (hash, weights) in sorted {
            let at = HEADER + (*hash as usize & ((1 << bits) - 1)) * BUCKET;
            let free = |row: &[u8]| row[..LABELS].iter().all(|&w| w == 0);
            let (first, second) = out[at..at + BUCKET].split_at_mut(ROW);
            let row = if free(first) {
                first
            } else if free(second) && first[LABELS] != print(*hash) {
                second
            } else {
                continue;
            };
            row.iter_mut().zip(weights).for_each(|(byte, &w)| *byte = w as u8);
            row[LABELS] = print(*hash);
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_and_strange_features_weigh_nothing() {
        let mut transitions = [[0; LABELS]; LABELS + 1];
        transitions[LABELS][2] = -7;
        let rows = [(0x0100_0000_0000_0001, [1, -2, 3, 0, 0, 0, 127]), (0x0200_0000_0000_0001, [5; LABELS])];
        let model = NameModel::read(Cow::Owned(NameModel::write(2, &transitions, &rows))).expect("sound");
        assert_eq!(model.transition(LABELS, 2), -7);
        let mut sum = Sum::default();
        model.add(rows[0].0, &mut sum);
        assert_eq!(sum.scores()[..LABELS], [1, -2, 3, 0, 0, 0, 127]);
        model.add(rows[1].0, &mut sum);
        assert_eq!(sum.scores()[..LABELS], [6, 3, 8, 5, 5, 5, 132]);
        model.add(0x0300_0000_0000_0001, &mut sum);
        assert_eq!(sum.scores()[..LABELS], [6, 3, 8, 5, 5, 5, 132]);
    }

    #[test]
    fn a_file_of_another_kind_is_refused() {
        assert!(NameModel::read(Cow::Borrowed(b"")).is_none());
        assert!(NameModel::read(Cow::Borrowed(b"tjnames\x02\x02 and then too short")).is_none());
        let mut file = NameModel::write(1, &[[0; LABELS]; LABELS + 1], &[]);
        file.pop();
        assert!(NameModel::read(Cow::Owned(file)).is_none());
        assert!(NameModel::load().is_ok(), "the shipped weights are of this version");
    }
}
