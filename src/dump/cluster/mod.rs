//! Copies, near copies and rewrites of one story, each aligned with the best copy: what only one copy has is evidence of an
//! injection or of a loss, without any rule.
//!
//! Two passes over the records. The first keeps of every article a digest and a sketch ([`sketch`]); the second reads again only
//! the articles that fell together, and aligns them. Candidates come from locality-sensitive hashing, so the cost grows as
//! n log n: sorting, never comparing all with all.

mod align;
mod confirm;
mod numbers;
mod sketch;

use super::write::WholeFile;
use crate::record::Record;
use crate::{Error, record::Place};
use confirm::confirm;
use numbers::Numbers;
use rayon::prelude::*;
use serde::Serialize;
use sketch::{ALIKE_MIN, BANDS, Sketch};
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};

/// Least share of characters that two aligned texts have in common to be near copies: less than a twentieth differs.
const NEAR_MIN: u32 = 9_500;
/// Least share for rewrites. Unrelated articles of one beat share below 3 in 10; spinning leaves names, numbers and most words.
const REWRITE_MIN: u32 = 5_500;
/// Least share of numbers that a rewrite keeps. Reports of one form (weather, markets) share their words and differ in their numbers.
const NUMBERS_MIN: u32 = 7_000;

/// One cluster, as it is written.
#[derive(Debug, Serialize)]
struct Cluster {
    kind: &'static str,
    best: String,
    members: Vec<Member>,
}

#[derive(Debug, Serialize)]
struct Member {
    source: String,
    id: String,
    similarity: f64,
    differences: Vec<Difference>,
}

/// A stretch that only one copy has, in code points of both `article.text`s.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
struct Difference {
    kind: &'static str,
    here: Place,
    best: Place,
}

/// What the first pass keeps of an article.
#[derive(Debug)]
struct Kept {
    file: usize,
    offset: u64,
    length: usize,
    digest: [u8; 16],
    sketch: Sketch,
    numbers: Numbers,
    /// Lower is better: farm score, suspicions, less text.
    rank: (u32, u32, u32),
}

/// Share of bins, in hundredths, from which the numbers are no matter: a copy of few numbers may have lost one of them.
const COPY_MIN: usize = 60;

impl Kept {
    /// Whether two articles may tell one story, by what was kept of them.
    fn may_retell(&self, other: &Self) -> bool {
        let common = self.sketch.common(&other.sketch);
        common >= COPY_MIN || common >= ALIKE_MIN && self.numbers.common(&other.numbers) >= NUMBERS_MIN
    }
}

/// Finds the clusters among the records of `inputs` and writes them to `out` as JSONL. Returns how many records had an article,
/// and how many clusters there are.
///
/// # Errors
/// When an input cannot be read, the output is there already and is not to be written over, or it cannot be written.
pub fn cluster(inputs: &[PathBuf], out: &Path, overwrites: bool) -> Result<(usize, usize), Error> {
    for input in inputs {
        File::open(input).map_err(|e| Error::input(input, e))?;
    }
    let mut to = WholeFile::create(out, overwrites)?;
    let kept = first_pass(inputs)?;
    let groups = candidates(&kept);
    let mut count = 0;
    for chunk in groups.chunks(64) {
        let rows: Vec<Vec<Cluster>> =
            chunk.par_iter().map(|g| confirm(g, &kept, inputs)).collect::<Result<_, Error>>()?;
        for row in rows.into_iter().flatten() {
            serde_json::to_writer(&mut to, &row).map_err(|e| Error::output(out, e))?;
            to.write_all(b"\n").map_err(|e| Error::output(out, e))?;
            count += 1;
        }
    }
    to.finish()?;
    Ok((kept.len(), count))
}

fn first_pass(inputs: &[PathBuf]) -> Result<Vec<Kept>, Error> {
    const BATCH: usize = 512;
    let mut kept = Vec::new();
    for (file, path) in inputs.iter().enumerate() {
        let mut lines = BufReader::new(File::open(path).map_err(|e| Error::input(path, e))?);
        let mut offset = 0;
        loop {
            let mut batch = Vec::with_capacity(BATCH);
            while batch.len() < BATCH {
                let mut line = Vec::new();
                let length = lines.read_until(b'\n', &mut line).map_err(|e| Error::input(path, e))?;
                if length == 0 {
                    break;
                }
                batch.push((offset, line));
                offset += length as u64;
            }
            if batch.is_empty() {
                break;
            }
            let articles: Vec<Option<Kept>> =
                batch.par_iter().map(|(offset, line)| keep(file, *offset, line)).collect();
            kept.extend(articles.into_iter().flatten());
        }
    }
    Ok(kept)
}

fn keep(file: usize, offset: u64, line: &[u8]) -> Option<Kept> {
    let record: Record = serde_json::from_slice(line).ok()?;
    let text = &record.article.as_ref()?.text;
    let ink = sketch::ink(text);
    if ink.is_empty() {
        return None;
    }
    let mut digest = [0; 16];
    let plain: String = ink.iter().collect();
    digest.copy_from_slice(&blake3::hash(plain.as_bytes()).as_bytes()[..16]);
    let farm = record.quality.as_ref().map_or(0, |q| (q.farm_score * 100.0).round() as u32);
    let rank = (farm, record.suspicions.len() as u32, u32::MAX - ink.len() as u32);
    Some(Kept {
        file,
        offset,
        length: line.len(),
        digest,
        sketch: Sketch::new(&ink),
        numbers: Numbers::new(text),
        rank,
    })
}

/// Groups of articles that share a band of their sketches or their digest, by the smallest index in each; sorted.
fn candidates(kept: &[Kept]) -> Vec<Vec<usize>> {
    let mut sets = Sets::new(kept.len());
    let mut by_digest: Vec<usize> = (0..kept.len()).collect();
    by_digest.sort_by_key(|&i| (kept[i].digest, i));
    by_digest.windows(2).filter(|w| kept[w[0]].digest == kept[w[1]].digest).for_each(|w| sets.join(w[0], w[1]));
    for band in 0..BANDS {
        let key = |(i, k): (usize, &Kept)| (k.sketch.band(band), k.numbers.least(band), i);
        let mut keys: Vec<(u64, u64, usize)> = kept.iter().enumerate().map(key).collect();
        keys.par_sort_unstable();
        // Within one band every article meets the next only, those of the same numbers first: chains stay linear.
        for w in keys.windows(2).filter(|w| w[0].0 == w[1].0) {
            if kept[w[0].2].may_retell(&kept[w[1].2]) {
                sets.join(w[0].2, w[1].2);
            }
        }
    }
    sets.groups()
}

/// Disjoint sets with path halving; the smallest index stands for its set.
struct Sets(Vec<usize>);

impl Sets {
    fn new(len: usize) -> Self {
        Self((0..len).collect())
    }

    fn find(&mut self, mut i: usize) -> usize {
        while self.0[i] != i {
            self.0[i] = self.0[self.0[i]];
            i = self.0[i];
        }
        i
    }

    fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.find(a), self.find(b));
        self.0[a.max(b)] = a.min(b);
    }

    fn groups(mut self) -> Vec<Vec<usize>> {
        let mut groups: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for i in 0..self.0.len() {
            groups.entry(self.find(i)).or_default().push(i);
        }
        groups.into_values().filter(|g| g.len() > 1).collect()
    }
}
