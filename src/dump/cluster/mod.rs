//! Copies, near copies and rewrites of one story, each aligned with the best copy: what only one copy has is evidence of an
//! injection or of a loss, without any rule.
//!
//! Two passes over the records. The first keeps of every article a digest and a sketch ([`sketch`]); the second reads again only
//! the articles that fell together, and aligns them. Candidates come from locality-sensitive hashing, so the cost grows as
//! n log n: sorting, never comparing all with all.

mod align;
mod sketch;

use super::write::WholeFile;
use crate::record::Record;
use crate::{Error, record::Place};
use rayon::prelude::*;
use serde::Serialize;
use sketch::{BANDS, Sketch};
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufRead, BufReader, Read, Seek, SeekFrom, Write};
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
    /// Lower is better: farm score, suspicions, less text.
    rank: (u32, u32, u32),
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
    Some(Kept { file, offset, length: line.len(), digest, sketch: Sketch::new(&ink), rank })
}

/// Groups of articles that share a band of their sketches or their digest, by the smallest index in each; sorted.
fn candidates(kept: &[Kept]) -> Vec<Vec<usize>> {
    let mut sets = Sets::new(kept.len());
    let mut by_digest: Vec<usize> = (0..kept.len()).collect();
    by_digest.sort_by_key(|&i| (kept[i].digest, i));
    by_digest.windows(2).filter(|w| kept[w[0]].digest == kept[w[1]].digest).for_each(|w| sets.join(w[0], w[1]));
    for band in 0..BANDS {
        let mut keys: Vec<(u64, usize)> = kept.iter().enumerate().map(|(i, k)| (k.sketch.band(band), i)).collect();
        keys.par_sort_unstable();
        for same in keys.chunk_by(|a, b| a.0 == b.0) {
            // Within one band every article meets the next only: the sketches decide, and chains stay linear.
            for w in same.windows(2) {
                if kept[w[0].1].sketch.alike(&kept[w[1].1].sketch) {
                    sets.join(w[0].1, w[1].1);
                }
            }
        }
    }
    sets.groups()
}

/// Reads the articles of a group again, aligns each with the best and keeps what holds.
fn confirm(group: &[usize], kept: &[Kept], inputs: &[PathBuf]) -> Result<Vec<Cluster>, Error> {
    let mut rest: Vec<usize> = group.to_vec();
    rest.sort_by_key(|&i| (kept[i].rank, i));
    let mut out = Vec::new();
    // The best copy takes what aligns with it; what does not may be a story of its own.
    while rest.len() > 1 {
        let best = rest.remove(0);
        let (best_source, best_text, _) = article(&kept[best], inputs)?;
        let (mut members, mut left, mut least) = (Vec::new(), Vec::new(), 10_000);
        for i in rest {
            let (source, text, id) = article(&kept[i], inputs)?;
            let same = kept[i].digest == kept[best].digest;
            let aligned = align::align(&text, &best_text);
            let numbers = align::common_numbers(&text, &best_text);
            if same || aligned.similarity >= NEAR_MIN || aligned.similarity >= REWRITE_MIN && numbers >= NUMBERS_MIN {
                least = least.min(if same { 10_000 } else { aligned.similarity.min(9_999) });
                let similarity = f64::from(aligned.similarity) / 10_000.0;
                members.push((i, Member { source, id, similarity, differences: aligned.differences }));
            } else {
                left.push(i);
            }
        }
        if !members.is_empty() {
            members.sort_by_key(|m| m.0);
            let kind = if least == 10_000 {
                "exact"
            } else if least >= NEAR_MIN {
                "near"
            } else {
                "rewrite"
            };
            out.push(Cluster { kind, best: best_source, members: members.into_iter().map(|m| m.1).collect() });
        }
        rest = left;
    }
    Ok(out)
}

/// Source, text and id of an article, read again.
fn article(kept: &Kept, inputs: &[PathBuf]) -> Result<(String, String, String), Error> {
    let path = &inputs[kept.file];
    let read = || {
        let mut file = File::open(path)?;
        file.seek(SeekFrom::Start(kept.offset))?;
        let mut line = vec![0; kept.length];
        file.read_exact(&mut line)?;
        Ok::<_, std::io::Error>(line)
    };
    let line = read().map_err(|e| Error::input(path, e))?;
    let record: Record =
        serde_json::from_slice(&line).map_err(|e| Error::input(path, format!("changed while it was read: {e}")))?;
    let text = record.article.map_or_else(String::new, |a| a.text);
    Ok((record.input.source, text, record.id))
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
