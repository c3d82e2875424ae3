//! Builds the costs of words and pairs: `dictionaries/model/words.bin`.
//!
//! ```text
//! cargo run --locked --profile quick --features train --example build_words -- \
//!     --jieba dict.txt --core coredict.mem --pairs bigramdict.mem --out dictionaries/model/words.bin
//! ```
//!
//! `dict.txt` is the dictionary of jieba-rs; the `.mem` files lie in the package `lucene-analyzers-smartcn`, below
//! `org/apache/lucene/analysis/cn/smart/hhmm` (`dictionaries/model/NOTICE.md` says more). Lucene keeps of a pair only a hash of
//! `first@second` and how often it was seen; so all pairs of its words are hashed, and those that are found are the pairs. The same
//! input gives the same file.

#![expect(clippy::print_stdout, reason = "a program for the desk: its figures are its output")]

use std::collections::{BTreeMap, HashMap};
use std::error::Error;
use taojin::lexicon::{Fluency, Key, NAT, WORD_CHARS_MAX};

/// Rarest word of the list, in occurrences among those that jieba counted.
const COUNT_MIN: f64 = 5.0;
/// Share of a known pair, against that of its second word alone.
const PAIR_SHARE: f64 = 0.7;
/// How many occurrences of a first word are worth as much as none.
const PAIR_DOUBT: f64 = 20.0;
/// A pair says nothing when the second word is hardly more likely there.
const PAIR_GAIN_MIN: f64 = 2.0;
/// Words by frequency of which every one is tried behind and before every other; of rarer ones only those with one of these.
const PAIRED_WITH_ALL: usize = 8000;

/// What Java's serialization writes of arrays of numbers.
enum Array {
    Numbers(Vec<i64>),
    Arrays(Vec<Option<Array>>),
}

/// A reader of Java's serialization, for arrays alone.
struct Stream<'a> {
    bytes: &'a [u8],
    at: usize,
    /// Names of classes, and places kept for arrays, by handle.
    handles: Vec<String>,
}

impl<'a> Stream<'a> {
    fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, at: 4, handles: Vec::new() }
    }

    fn take(&mut self, n: usize) -> Result<&'a [u8], String> {
        let part = self.bytes.get(self.at..self.at + n).ok_or("the file ends too early")?;
        self.at += n;
        Ok(part)
    }

    fn number(&mut self, n: usize) -> Result<i64, String> {
        let part = self.take(n)?;
        let sign = if n == 8 { 0 } else { i64::from(part[0] >> 7) * -(1 << (8 * n)) };
        Ok(part.iter().fold(0_i64, |v, b| v << 8 | i64::from(*b)) + sign)
    }

    fn class(&mut self) -> Result<String, String> {
        match self.number(1)? {
            0x72 => {
                let length = self.number(2)? as usize;
                let name = String::from_utf8_lossy(self.take(length)?).into_owned();
                // Serial number, flags, fields; the end of annotations; no class above.
                self.take(8 + 1 + 2 + 1 + 1)?;
                self.handles.push(name.clone());
                Ok(name)
            }
            0x71 => {
                let handle = self.number(4)? as usize - 0x007E_0000;
                self.handles.get(handle).cloned().ok_or_else(|| format!("no class {handle}"))
            }
            other => Err(format!("a class begins with {other}")),
        }
    }

    fn array(&mut self) -> Result<Option<Array>, String> {
        match self.number(1)? {
            0x70 => return Ok(None),
            0x75 => {}
            other => return Err(format!("an array begins with {other}")),
        }
        let class = self.class()?;
        self.handles.push(String::new());
        let length = self.number(4)? as usize;
        let size = match class.as_bytes().get(1) {
            Some(b'J') => 8,
            Some(b'I') => 4,
            Some(b'S' | b'C') => 2,
            Some(b'[') => {
                return Ok(Some(Array::Arrays((0..length).map(|_| self.array()).collect::<Result<_, _>>()?)));
            }
            _ => return Err(format!("an array of {class}")),
        };
        Ok(Some(Array::Numbers((0..length).map(|_| self.number(size)).collect::<Result<_, _>>()?)))
    }

    fn numbers(&mut self) -> Result<Vec<i64>, String> {
        match self.array()? {
            Some(Array::Numbers(n)) => Ok(n),
            _ => Err("numbers were expected".to_owned()),
        }
    }

    fn arrays(&mut self) -> Result<Vec<Option<Array>>, String> {
        match self.array()? {
            Some(Array::Arrays(a)) => Ok(a),
            _ => Err("arrays were expected".to_owned()),
        }
    }
}

/// Words and their counts: of every first character the rest of its words.
fn read_core(bytes: &[u8]) -> Result<Vec<(String, f64)>, String> {
    let mut stream = Stream::new(bytes);
    let (starts, firsts) = (stream.numbers()?, stream.numbers()?);
    let (rests, counts) = (stream.arrays()?, stream.arrays()?);
    let unit = |n: &i64| char::from_u32(*n as u32 & 0xFFFF);
    let mut out = Vec::new();
    for (start, first) in starts.iter().zip(&firsts).filter(|s| *s.0 >= 0) {
        let start = *start as usize;
        let (Some(Some(Array::Arrays(rests))), Some(Some(Array::Numbers(counts)))) =
            (rests.get(start), counts.get(start))
        else {
            continue;
        };
        for (rest, count) in rests.iter().zip(counts).filter(|r| *r.1 > 0) {
            let rest: &[i64] = if let Some(Array::Numbers(r)) = rest { r } else { &[] };
            let word: Option<String> = [*first].iter().chain(rest).map(unit).collect();
            out.extend(word.filter(|w| is_han(w)).map(|w| (w, *count as f64)));
        }
    }
    out.sort_by(|a, b| b.1.total_cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    out.dedup_by(|a, b| a.0 == b.0);
    Ok(out)
}

fn is_han(word: &str) -> bool {
    word.chars().all(|c| ('\u{4E00}'..='\u{9FFF}').contains(&c))
}

/// Lucene's hash (FNV-1a over 64 bits, low byte first), gone on with.
fn hash(from: u64, word: &str) -> u64 {
    let bytes = word.encode_utf16().flat_map(u16::to_le_bytes);
    bytes.fold(from, |h, b| (h ^ u64::from(b)).wrapping_mul(0x0000_0100_0000_01B3))
}

/// Pairs of `words` (the most usual first) by their places, and how often they were seen.
fn read_pairs(bytes: &[u8], words: &[(String, f64)]) -> Result<Vec<(usize, usize, f64)>, String> {
    let mut stream = Stream::new(bytes);
    let (keys, counts) = (stream.numbers()?, stream.numbers()?);
    let seen: HashMap<u64, i64> = keys.iter().zip(counts).filter(|k| k.1 > 0).map(|(k, c)| (*k as u64, c)).collect();
    let mut sieve = vec![false; 1 << 24];
    seen.keys().for_each(|k| sieve[(k >> 40) as usize] = true);
    let mut out = Vec::new();
    for (a, (first, _)) in words.iter().enumerate() {
        let head = hash(0xCBF2_9CE4_8422_2325, &format!("{first}@"));
        let among = if a < PAIRED_WITH_ALL { words } else { &words[..PAIRED_WITH_ALL.min(words.len())] };
        for (b, (second, _)) in among.iter().enumerate() {
            let key = hash(head, second);
            if sieve[(key >> 40) as usize]
                && let Some(count) = seen.get(&key)
            {
                out.push((a, b, *count as f64));
            }
        }
    }
    println!("{} of {} pairs are pairs of words", out.len(), seen.len());
    Ok(out)
}

/// Words of jieba's dictionary, their counts, and whether they are names of persons.
fn read_jieba(content: &str) -> BTreeMap<&str, (f64, bool)> {
    let row = |line: &'_ str| -> Option<(usize, f64, bool)> {
        let mut columns = line.split(' ');
        let word = columns.next()?;
        let count = columns.next()?.parse().ok()?;
        Some((word.len(), count, columns.next().is_some_and(|t| t.starts_with("nr"))))
    };
    content.lines().filter_map(|l| row(l).map(|(end, count, name)| (&l[..end], (count, name)))).collect()
}

fn cost(share: f64) -> u8 {
    (-share.ln() * f64::from(NAT)).round().clamp(1.0, 255.0) as u8
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut given = std::env::args().skip(1);
    let mut paths = HashMap::new();
    while let (Some(name), Some(path)) = (given.next(), given.next()) {
        paths.insert(name, path);
    }
    let path = |name: &str| paths.get(name).ok_or_else(|| format!("{name} wants a path"));
    let dictionary = std::fs::read_to_string(path("--jieba")?)?;
    let jieba = read_jieba(&dictionary);
    let core = read_core(&std::fs::read(path("--core")?)?)?;
    let pairs = read_pairs(&std::fs::read(path("--pairs")?)?, &core)?;
    let jieba_total: f64 = jieba.values().map(|w| w.0).sum();
    let core_total: f64 = core.iter().map(|w| w.1).sum();
    // Half of a word's share comes from either source.
    let mut shares: BTreeMap<&str, f64> = BTreeMap::new();
    for (word, (count, _)) in jieba.iter().filter(|w| is_han(w.0)) {
        shares.insert(*word, 0.5 * count / jieba_total);
    }
    for (word, count) in &core {
        *shares.entry(word).or_default() += 0.5 * count / core_total;
    }
    let least = 0.5 * COUNT_MIN / jieba_total;
    let is_word = |w: &str| shares.contains_key(w);
    let listed = shares.iter().filter(|w| w.0.chars().count() <= WORD_CHARS_MAX);
    let mut costs: Vec<(Key, u8)> = Vec::new();
    let mut lost: BTreeMap<String, (f64, Key, char)> = BTreeMap::new();
    for (word, share) in listed {
        if *share >= least {
            costs.push((Key::of(word), cost(*share)));
        }
        if jieba.get(word).is_none_or(|w| w.1) {
            continue;
        }
        let chars: Vec<char> = word.chars().collect();
        for at in 1..chars.len().saturating_sub(1) {
            let (before, after): (String, String) = (chars[..at].iter().collect(), chars[at + 1..].iter().collect());
            if is_word(&format!("{before}{after}")) {
                continue;
            }
            let key = after.chars().fold(Key::of(&before).gap(), Key::with);
            let entry = lost.entry(format!("{before}\0{after}")).or_insert((0.0, key, chars[at]));
            if *share > entry.0 {
                *entry = (*share, key, chars[at]);
            }
        }
    }
    let words = costs.len();
    for (a, b, count) in pairs {
        let ((first, all), (second, _)) = (&core[a], &core[b]);
        let Some(alone) = shares.get(second.as_str()).map(|s| (1.0 - PAIR_SHARE) * s) else { continue };
        let share = PAIR_SHARE * count / (all + PAIR_DOUBT) + alone;
        if share > PAIR_GAIN_MIN * alone {
            costs.push((Key::of(first).then(Key::of(second)), cost(share)));
        }
    }
    println!("{words} words, {} pairs, {} words that lack a character", costs.len() - words, lost.len());
    let lost: Vec<(Key, char)> = lost.into_values().map(|(_, key, c)| (key, c)).collect();
    std::fs::write(path("--out")?, Fluency::write(&costs, &lost))?;
    Ok(())
}
