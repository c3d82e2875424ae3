//! MinHash sketches of articles.
//!
//! Broder 1997 (resemblance by min-wise hashing), in one permutation with optimal densification (Li, Owen, Zhang 2012; Shrivastava 2017),
//! so that a sketch costs one hash a shingle.

use std::hash::Hasher;

/// Characters a shingle. Three: a rewrite that swaps one character in ten keeps .73 of its shingles, a resemblance of .57.
const SHINGLE: usize = 3;
/// Bands of the sketch; articles that agree in all rows of one band become candidates.
pub(super) const BANDS: usize = 40;
/// Rows a band. With 40 bands of 3 rows a resemblance of .4 becomes a candidate with probability .93, one of .1 with .04.
const ROWS: usize = 3;
const BINS: usize = BANDS * ROWS;
/// Least share of equal bins, in hundredths, for two candidates to be read again: a resemblance of about a quarter.
pub(super) const ALIKE_MIN: usize = 25;

/// The smallest hash of each bin.
#[derive(Debug, Clone)]
pub(super) struct Sketch(Box<[u32]>);

/// The characters that count: no white space, no marks; widths folded.
pub(super) fn ink(text: &str) -> Vec<char> {
    text.chars().map(crate::text::fold_width).filter(|c| c.is_alphanumeric()).collect()
}

impl Sketch {
    pub(super) fn new(ink: &[char]) -> Self {
        let mut bins = vec![u32::MAX; BINS];
        for shingle in ink.windows(SHINGLE.min(ink.len().max(1))) {
            let hash = shingle.iter().fold(0xCBF2_9CE4_8422_2325, |h, &c| mix(h ^ u64::from(c as u32)));
            let bin = (hash >> 32) as usize % BINS;
            bins[bin] = bins[bin].min(hash as u32 & 0x7FFF_FFFF);
        }
        Self(densify(bins).into())
    }

    /// The key of one band.
    pub(super) fn band(&self, band: usize) -> u64 {
        let mut hash = std::collections::hash_map::DefaultHasher::new();
        self.0[band * ROWS..(band + 1) * ROWS].iter().for_each(|&b| hash.write_u32(b));
        hash.finish()
    }

    /// Share of bins that two articles have in common, in hundredths: an estimate of their resemblance.
    pub(super) fn common(&self, other: &Self) -> usize {
        self.0.iter().zip(&other.0).filter(|(a, b)| a == b).count() * 100 / BINS
    }
}

/// Empty bins borrow from a bin that a fixed walk picks, the same for every article.
fn densify(bins: Vec<u32>) -> Vec<u32> {
    if bins.iter().all(|&b| b == u32::MAX) {
        return bins;
    }
    let mut out = bins.clone();
    for (i, slot) in out.iter_mut().enumerate().filter(|(_, b)| **b == u32::MAX) {
        let mut step = 0;
        loop {
            let pick = mix(((i as u64) << 32) | step) as usize % BINS;
            if bins[pick] != u32::MAX {
                *slot = bins[pick];
                break;
            }
            step += 1;
        }
    }
    out
}

/// The finaliser of SplitMix64 (Steele, Lea, Flood 2014).
pub(super) fn mix(x: u64) -> u64 {
    let x = x.wrapping_add(0x9E37_79B9_7F4A_7C15);
    let x = (x ^ (x >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let x = (x ^ (x >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    x ^ (x >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn copies_are_alike_and_others_are_not() {
        let a = Sketch::new(&ink("澄湖湿地的修复工程日前通过验收，历时五年的治理共投入资金3.2亿元，恢复水面1.6万亩。"));
        let b =
            Sketch::new(&ink("澄湖湿地的修复工程日前通过验收，历时五年的治理总共投入资金3.2亿元，恢复水面1.6万亩！"));
        let c =
            Sketch::new(&ink("云江市图书馆延长夜间开放时间，读者可以在每周五和周六晚上借阅到十点，自习室同时开放。"));
        assert!(a.common(&b) >= ALIKE_MIN && a.common(&c) < ALIKE_MIN);
        assert_eq!(Sketch::new(&ink("短")).common(&Sketch::new(&ink("短"))), 100);
    }
}
