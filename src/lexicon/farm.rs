//! What farms do: readings of characters, twins, word classes of spam.

use super::builtin;
use super::finder::Finder;
use crate::Error;
use crate::text::CharSet;
use std::collections::{BTreeMap, HashMap};

/// Below this level (a binary logarithm) a pair inside words counts as unseen.
const PAIR_LEVEL_MIN: u8 = 8;

/// A word that stands for another one, on pages that a program rewrote.
#[derive(Debug)]
pub struct Swap {
    /// What stands there.
    pub stand_in: &'static str,
    /// What the author wrote.
    pub honest: &'static str,
    /// Whether the stand-in is no word at all.
    pub is_strong: bool,
    /// Whether it is a word, but seldom used.
    pub is_rare: bool,
    /// Whether the costs of word pairs judge it, and no list of neighbours.
    pub is_judged_by_fit: bool,
    /// Neighbours that only the honest word has.
    pub neighbours: Vec<&'static str>,
}

/// Words with classes, found in one pass.
#[derive(Debug)]
pub struct Classes {
    finder: Finder,
    words: Vec<(&'static str, &'static str)>,
}

impl Classes {
    pub(super) fn new(words: Vec<(&'static str, &'static str)>) -> Self {
        Self { finder: Finder::new(words.iter().map(|w| w.0)), words }
    }

    /// The words of `text` from left to right, the longest first, without overlaps: start, end, class.
    pub fn find<'s>(&'s self, text: &'s str) -> impl Iterator<Item = (usize, usize, &'static str)> + 's {
        self.finder.find(text).map(|f| (f.start, f.end, self.words[f.word].1))
    }
}

/// What farms do: readings of characters, twins, word classes of spam.
#[derive(Debug)]
pub struct FarmWords {
    syllables: Vec<&'static str>,
    /// Character and index of a syllable, sorted.
    readings: Vec<(char, u16)>,
    /// Binary logarithm of a character's count, by its code less U+4E00.
    levels: Vec<u8>,
    /// Two characters in one number, and the binary logarithm of their count; sorted.
    pairs: Vec<(u32, u8)>,
    twins: HashMap<char, (char, &'static str)>,
    /// The twins that stand among Han characters: of the classes `variant` and `kana`.
    pub variants: CharSet,
    /// Word classes of planted phrases.
    pub spam: Classes,
    /// The slots that can be looked up alone: word to class.
    slots: HashMap<&'static str, &'static str>,
    /// Words of spliced advertisements.
    pub promo: Classes,
    /// The words of which film sites heap up their titles.
    pub heap: Classes,
    /// How people end a search phrase.
    pub search_ends: Vec<&'static str>,
    /// Words of rewriting programs.
    pub swaps: Vec<Swap>,
    /// Finds the stand-ins and the honest words; word `i` is `swap_words[i]`.
    pub swap_finder: Finder,
    /// Every stand-in and every honest word once, and the rows of `swaps` of which it is the stand-in.
    pub swap_words: Vec<(&'static str, Vec<usize>)>,
    /// Words that no script has, and what they should be.
    pub scripts: Vec<(&'static str, &'static str)>,
    /// Finds them.
    pub script_finder: Finder,
}

impl FarmWords {
    pub(super) fn load() -> Result<Self, Error> {
        let (syllables, readings) = readings()?;
        let classes = classed(&builtin!("farm/spam.tsv"))?;
        let slots = classes.iter().copied().collect();
        let (search, promo): (Vec<_>, Vec<_>) =
            classed(&builtin!("farm/promo.tsv"))?.into_iter().partition(|w| w.1 == "search");
        let swaps = swaps()?;
        let swap_words = swap_words(&swaps);
        let twins = twins()?;
        let scripts = classed(&builtin!("farm/script.tsv"))?;
        Ok(Self {
            syllables,
            readings,
            levels: levels()?,
            pairs: pairs()?,
            variants: CharSet::new(twins.iter().filter(|t| matches!(t.1.1, "variant" | "kana")).map(|t| *t.0)),
            twins,
            spam: Classes::new(classes),
            slots,
            promo: Classes::new(promo),
            heap: Classes::new(classed(&builtin!("farm/heap.tsv"))?),
            search_ends: search.into_iter().map(|w| w.0).collect(),
            swap_finder: Finder::new(swap_words.iter().map(|w| w.0)),
            swap_words,
            swaps,
            script_finder: Finder::new(scripts.iter().map(|s| s.0)),
            scripts,
        })
    }

    /// The readings of `c`: ASCII letters, no tone, `v` for ü.
    pub fn readings(&self, c: char) -> impl Iterator<Item = &'static str> + '_ {
        let from = self.readings.partition_point(|r| r.0 < c);
        self.readings[from..].iter().take_while(move |r| r.0 == c).map(|r| self.syllables[r.1 as usize])
    }

    /// Whether two characters share a reading, tones aside.
    #[must_use]
    pub fn sound_alike(&self, a: char, b: char) -> bool {
        let of = |c: char| {
            let from = self.readings.partition_point(|r| r.0 < c);
            self.readings[from..].iter().take_while(move |r| r.0 == c).map(|r| r.1)
        };
        of(a).any(|syllable| of(b).any(|s| s == syllable))
    }

    /// How common a character is: the binary logarithm of its count among a hundred million; 0 when it is hardly ever seen.
    #[must_use]
    pub fn level(&self, c: char) -> u8 {
        (c as usize).checked_sub(0x4E00).and_then(|i| self.levels.get(i)).copied().unwrap_or(0)
    }

    /// How common two characters are next to each other inside a word; 0 when they are not.
    #[must_use]
    pub fn pair(&self, a: char, b: char) -> u8 {
        let Some(key) = key(a, b) else { return 0 };
        self.pairs.binary_search_by_key(&key, |p| p.0).map_or(0, |i| self.pairs[i].1)
    }

    /// What `c` looks like, and the class of the likeness: `radical`, `compat`, `math`, `letter`, `form`, `digit`, `variant`,
    /// `kana`.
    #[must_use]
    pub fn twin(&self, c: char) -> Option<(char, &'static str)> {
        self.twins.get(&c).copied()
    }

    /// The class of a slot of spam phrases.
    #[must_use]
    pub fn slot(&self, word: &str) -> Option<&'static str> {
        self.slots.get(word).copied()
    }
}

/// Two characters of the first plane as one number.
fn key(a: char, b: char) -> Option<u32> {
    let (a, b) = (a as u32, b as u32);
    (a <= 0xFFFF && b <= 0xFFFF).then_some(a << 16 | b)
}

pub(super) fn classed(table: &super::Table<'static>) -> Result<Vec<(&'static str, &'static str)>, Error> {
    table.rows().map(|row| row.and_then(|r| Ok((r.get(0)?, r.get(1)?)))).collect()
}

type Readings = (Vec<&'static str>, Vec<(char, u16)>);

fn readings() -> Result<Readings, Error> {
    let (mut syllables, mut readings) = (Vec::new(), Vec::with_capacity(32_000));
    for row in builtin!("farm/pinyin.tsv").rows() {
        let row = row?;
        let index = syllables.len() as u16;
        syllables.push(row.get(0)?);
        readings.extend(row.get(1)?.chars().map(|c| (c, index)));
    }
    readings.sort_unstable();
    Ok((syllables, readings))
}

fn levels() -> Result<Vec<u8>, Error> {
    let mut levels = vec![0; 0xA000 - 0x4E00];
    for row in builtin!("farm/character.tsv").rows() {
        let row = row?;
        let level = row.get(0)?.parse().map_err(|_| row.error("the level is no number"))?;
        for c in row.get(1)?.chars() {
            if let Some(l) = (c as usize).checked_sub(0x4E00).and_then(|i| levels.get_mut(i)) {
                *l = level;
            }
        }
    }
    Ok(levels)
}

fn pairs() -> Result<Vec<(u32, u8)>, Error> {
    let mut pairs = Vec::with_capacity(24_000);
    for row in builtin!("farm/pair.tsv").rows() {
        let row = row?;
        let mut first = row.get(0)?.chars();
        let a = first.next().ok_or_else(|| row.error("the first column is empty"))?;
        for cell in row.columns().skip(1) {
            let (level, followers) = cell.split_once(' ').ok_or_else(|| row.error("a cell has no level"))?;
            let level = level.parse().map_err(|_| row.error("the level is no number"))?;
            if level >= PAIR_LEVEL_MIN {
                pairs.extend(followers.chars().filter_map(|b| key(a, b)).map(|k| (k, level)));
            }
        }
    }
    pairs.sort_unstable();
    Ok(pairs)
}

fn twins() -> Result<HashMap<char, (char, &'static str)>, Error> {
    let mut twins = HashMap::with_capacity(3000);
    for row in builtin!("farm/twin.tsv").rows() {
        let row = row?;
        let one = |i| row.get(i)?.chars().next().ok_or_else(|| row.error("a character is missing"));
        twins.insert(one(0)?, (one(1)?, row.get(2)?));
    }
    Ok(twins)
}

fn swap_words(swaps: &[Swap]) -> Vec<(&'static str, Vec<usize>)> {
    let mut words: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (row, swap) in swaps.iter().enumerate() {
        words.entry(swap.stand_in).or_default().push(row);
        words.entry(swap.honest).or_default();
    }
    words.into_iter().collect()
}

fn swaps() -> Result<Vec<Swap>, Error> {
    let rows = builtin!("farm/swap.tsv");
    let swap = |row: super::Row<'static>| {
        Ok(Swap {
            stand_in: row.get(0)?,
            honest: row.get(1)?,
            is_strong: row.get(2)? == "strong",
            is_rare: row.get(2)? == "rare",
            is_judged_by_fit: row.get(2)? == "fit",
            neighbours: row.optional(3).unwrap_or("").split(' ').filter(|n| !n.is_empty()).collect(),
        })
    };
    rows.rows().map(|row| row.and_then(swap)).collect()
}
