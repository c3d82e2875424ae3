//! How likely words and pairs of words are: what tells a sentence that reads well from one that lost a character.

use crate::Error;

/// The first bytes of the file; the last one counts its versions.
const MAGIC: &[u8; 8] = b"tjwords\x01";
/// Magic, the binary logarithms of the places of both tables, six bytes of nothing.
const HEADER: usize = 16;
/// Bytes of a place.
const ROW: usize = 4;

/// Steps of a cost: so many are a factor of e.
pub const NAT: i32 = 12;
/// What a character costs that is no word of the list: five among a milliard.
pub const UNKNOWN: i32 = 230;
/// What a word costs more behind a word that it never follows in the corpus: three tenths of its share are kept for those.
pub const UNSEEN: i32 = 14;
/// Longest word of the list, in characters.
pub const WORD_CHARS_MAX: usize = 6;

/// A word while it is read character by character: its key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Key(u64);

const PRIME: u64 = 0x0000_0100_0000_01B3;

impl Key {
    /// Of no character yet.
    pub const EMPTY: Self = Self(0xCBF2_9CE4_8422_2325);

    /// With one character more.
    #[inline]
    #[must_use]
    pub fn with(self, c: char) -> Self {
        Self((self.0 ^ u64::from(c)).wrapping_mul(PRIME))
    }

    /// Of a whole word.
    #[must_use]
    pub fn of(word: &str) -> Self {
        word.chars().fold(Self::EMPTY, Self::with)
    }

    /// Of this word with `next` behind it.
    #[inline]
    #[must_use]
    pub fn then(self, next: Self) -> Self {
        Self((self.0.rotate_left(29) ^ next.0).wrapping_mul(PRIME))
    }

    /// The start of a word that lacks a character here.
    #[inline]
    #[must_use]
    pub fn gap(self) -> Self {
        self.with('\0')
    }

    /// Spread over all bits.
    fn spread(self) -> u64 {
        let x = (self.0 ^ self.0 >> 29).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        x ^ x >> 32
    }
}

/// A table of keys, read in place: a print of the key and a value a place, the next free place where one is taken.
#[derive(Debug, Clone, Copy)]
struct Places {
    rows: &'static [u8],
    bits: u32,
    /// Bits of a row that hold the value; those above hold the print.
    value_bits: u32,
}

impl Places {
    #[inline]
    fn get(self, key: Key) -> Option<u32> {
        let hash = key.spread();
        let mask = (1_usize << self.bits) - 1;
        let print = (hash >> 32) as u32 >> self.value_bits;
        let mut at = hash as usize & mask;
        // The writer leaves places free, so this ends.
        for _ in 0..=mask {
            let row = self.rows.get(at * ROW..at * ROW + ROW)?;
            let row = u32::from_le_bytes([row[0], row[1], row[2], row[3]]);
            if row == 0 {
                return None;
            }
            if row >> self.value_bits == print {
                return Some(row & ((1 << self.value_bits) - 1));
            }
            at = (at + 1) & mask;
        }
        None
    }
}

/// Costs of words and of pairs of words, and which character a word lost.
#[derive(Debug, Clone, Copy)]
pub struct Fluency {
    costs: Places,
    lost: Places,
}

impl Fluency {
    pub(super) fn load() -> Result<Self, Error> {
        static FILE: &[u8] = include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/dictionaries/model/words.bin"));
        Self::read(FILE).ok_or_else(|| {
            Error::dictionary("dictionaries/model/words.bin", 1, "not the costs of this version (build them again)")
        })
    }

    fn read(file: &'static [u8]) -> Option<Self> {
        let bits = |at: usize| file.get(at).map(|&b| u32::from(b)).filter(|&b| b <= 24);
        let (costs, lost) = (bits(8)?, bits(9)?);
        let middle = HEADER + (ROW << costs);
        if !file.starts_with(MAGIC) || file.len() != middle + (ROW << lost) {
            return None;
        }
        Some(Self {
            costs: Places { rows: &file[HEADER..middle], bits: costs, value_bits: 8 },
            lost: Places { rows: &file[middle..], bits: lost, value_bits: 16 },
        })
    }

    /// What a word costs by itself; none when it is not in the list.
    #[inline]
    #[must_use]
    pub fn word(&self, word: Key) -> Option<i32> {
        self.costs.get(word).map(|c| c as i32)
    }

    /// What the second word of a pair costs behind the first; none when the pair is not in the list.
    #[inline]
    #[must_use]
    pub fn pair(&self, first: Key, second: Key) -> Option<i32> {
        self.costs.get(first.then(second)).map(|c| c as i32)
    }

    /// The character that the most usual word with a [`Key::gap`] has there. It may be wrong where prints of keys are equal, so the
    /// whole word must be looked up.
    #[inline]
    #[must_use]
    pub fn lost(&self, gapped: Key) -> Option<char> {
        self.lost.get(gapped).and_then(char::from_u32)
    }

    /// The file of costs (1 to 255) and lost characters (of the first plane). Of equal keys the first stays.
    #[cfg(any(test, feature = "train"))]
    #[must_use]
    pub fn write(costs: &[(Key, u8)], lost: &[(Key, char)]) -> Vec<u8> {
        let bits = |n: usize| (n + n / 4 + 1).next_power_of_two().trailing_zeros();
        let (a, b) = (bits(costs.len()), bits(lost.len()));
        let mut out = MAGIC.to_vec();
        out.extend([a as u8, b as u8, 0, 0, 0, 0, 0, 0]);
        let costs = costs.iter().map(|&(k, v)| (k, u32::from(v)));
        fill(&mut out, a, 8, costs);
        let lost = lost.iter().map(|&(k, c)| (k, c as u32)).filter(|l| l.1 < 1 << 16);
        fill(&mut out, b, 16, lost);
        out
    }
}

#[cfg(any(test, feature = "train"))]
fn fill(out: &mut Vec<u8>, bits: u32, value_bits: u32, entries: impl Iterator<Item = (Key, u32)>) {
    let mask = (1_usize << bits) - 1;
    let mut rows = vec![0_u32; mask + 1];
    for (key, value) in entries {
        let hash = key.spread();
        let print = (hash >> 32) as u32 >> value_bits;
        let mut at = hash as usize & mask;
        while rows[at] != 0 && rows[at] >> value_bits != print {
            at = (at + 1) & mask;
        }
        if rows[at] == 0 {
            rows[at] = print << value_bits | value;
        }
    }
    rows.iter().for_each(|r| out.extend(r.to_le_bytes()));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read() {
        let words = ["水库", "修", "修好", "水"].map(Key::of);
        let costs: Vec<(Key, u8)> = words.iter().zip(1..).map(|(k, c)| (*k, c)).collect();
        let mut all = costs.clone();
        all.push((words[0].then(words[1]), 9));
        let gapped = Key::of("水").gap().with('坝');
        let file: &'static [u8] = Fluency::write(&all, &[(gapped, '库')]).leak();
        let read = Fluency::read(file).expect("sound");
        for (key, cost) in costs {
            assert_eq!(read.word(key), Some(i32::from(cost)));
        }
        assert_eq!(read.pair(words[0], words[1]), Some(9));
        assert_eq!(read.pair(words[1], words[0]), None);
        assert_eq!((read.lost(gapped), read.lost(Key::of("水坝"))), (Some('库'), None));
        assert!(Fluency::read(&file[..file.len() - 1]).is_none() && Fluency::read(b"").is_none());
    }

    #[test]
    fn usual_words_cost_less_than_rare_ones() {
        let costs = Fluency::load().expect("the shipped costs are of this version");
        let cost = |w: &str| costs.word(Key::of(w)).expect("a word");
        assert!(cost("的") < cost("人民") && cost("人民") < cost("乌鲁木齐"));
        assert!(costs.word(Key::of("乌鲁齐")).is_none());
        let people = (Key::of("人民"), Key::of("法院"));
        assert!(costs.pair(people.0, people.1).expect("a pair") < cost("法院"));
        assert_eq!(costs.lost(Key::of("乌鲁").gap().with('齐')), Some('木'));
    }
}
