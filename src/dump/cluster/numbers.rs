//! The numbers of an article: reports of one form (weather, markets) share their words and differ in these.

use super::sketch::mix;

/// Most numbers that are kept; of more, those with the smallest hashes stand for all.
const KEPT_MAX: usize = 256;

/// Hashes of the numbers of a text, sorted.
#[derive(Debug, Clone)]
pub(super) struct Numbers(Box<[u32]>);

impl Numbers {
    pub(super) fn new(text: &str) -> Self {
        let hash = |n: &str| n.bytes().fold(0, |h, b| mix(h ^ u64::from(b))) as u32;
        let pieces = text.split(|c: char| !(c.is_ascii_digit() || c == '.'));
        let mut all: Vec<u32> = pieces.filter(|n| n.starts_with(|c: char| c.is_ascii_digit())).map(hash).collect();
        all.sort_unstable();
        all.truncate(KEPT_MAX);
        Self(all.into())
    }

    /// Share of the shorter text's numbers that both have, in ten-thousandths; all when it has none.
    pub(super) fn common(&self, other: &Self) -> u32 {
        let (a, b) = (&self.0, &other.0);
        let (mut i, mut j, mut same) = (0, 0, 0_usize);
        while i < a.len() && j < b.len() {
            match a[i].cmp(&b[j]) {
                std::cmp::Ordering::Less => i += 1,
                std::cmp::Ordering::Greater => j += 1,
                std::cmp::Ordering::Equal => (same, i, j) = (same + 1, i + 1, j + 1),
            }
        }
        let shorter = a.len().min(b.len());
        (same * 10_000).checked_div(shorter).map_or(10_000, |share| share as u32)
    }

    /// The number that stands for the text in one band: texts of the same numbers have the same one.
    pub(super) fn least(&self, band: usize) -> u64 {
        self.0.iter().map(|&n| mix(u64::from(n) << 8 ^ band as u64)).min().unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reports_of_one_form_differ_in_their_numbers() {
        let common = |a: &str, b: &str| Numbers::new(a).common(&Numbers::new(b));
        assert!(common("最高气温31度，最低22度，风力3级", "最高气温28度，最低19度，风力3级") < 5_000);
        assert_eq!(common("共收到1560份", "共有1560份"), 10_000);
        assert_eq!(common("没有数字", "共有1560份"), 10_000);
    }
}
