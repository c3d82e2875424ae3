//! The journal beside an unfinished output: what the run is, and a line a checkpoint.

use crate::Error;
use crate::dump::plan::{Plan, Source};
use crate::dump::summary::Counts;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::fs::File;
use std::io::{self, BufWriter, Read, Seek, SeekFrom, Write};
use std::path::Path;

/// How an input looked when the run began.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct InputMark {
    path: String,
    size: u64,
    mtime: u64,
    /// Of its first and last bytes; only of files that were named.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    digest: Option<String>,
}

/// Bytes at each end of a file that are compared.
const ENDS_BYTES: u64 = 64 << 10;

impl InputMark {
    pub(crate) fn all(plan: &Plan) -> Vec<Self> {
        plan.sources.iter().map(Self::new).collect()
    }

    fn new(source: &Source) -> Self {
        let digest = if source.is_named { ends_digest(&source.path).ok() } else { None };
        Self { path: source.name(), size: source.bytes, mtime: source.modified, digest }
    }
}

fn ends_digest(path: &Path) -> io::Result<String> {
    let mut file = File::open(path)?;
    let length = file.metadata()?.len();
    let mut hasher = blake3::Hasher::new();
    io::copy(&mut (&mut file).take(ENDS_BYTES), &mut hasher)?;
    file.seek(SeekFrom::Start(length.saturating_sub(ENDS_BYTES)))?;
    io::copy(&mut file.take(ENDS_BYTES), &mut hasher)?;
    Ok(hasher.finalize().to_hex()[..32].to_owned())
}

/// What a run is: two runs with the same header write the same bytes.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Header {
    taojin: String,
    options: Value,
    inputs: Vec<InputMark>,
}

impl Header {
    pub(super) fn new(options: Value, inputs: Vec<InputMark>) -> Self {
        Self { taojin: env!("CARGO_PKG_VERSION").to_owned(), options, inputs }
    }

    /// What differs from an earlier run, if anything.
    fn difference(&self, before: &Self) -> Option<String> {
        if self.taojin != before.taojin {
            return Some(format!("it was begun by version {}", before.taojin));
        }
        if let (Value::Object(now), Value::Object(then)) = (&self.options, &before.options) {
            if let Some((name, _)) = now.iter().find(|(k, v)| then.get(*k) != Some(v)) {
                return Some(format!("it was begun with another {name}"));
            }
        }
        let same = self.inputs.iter().zip(&before.inputs).take_while(|(a, b)| a == b).count();
        let has = |all: &[InputMark], mark: &InputMark| all.iter().any(|m| m.path == mark.path);
        match (self.inputs.get(same), before.inputs.get(same)) {
            (None, None) => None,
            (_, Some(then)) if !has(&self.inputs, then) => {
                Some(format!("the input {} is not there any more", then.path))
            }
            (Some(now), _) if !has(&before.inputs, now) => Some(format!("the input {} was not there then", now.path)),
            (Some(now), Some(then)) if now.path != then.path => {
                Some("it was begun with its inputs in another order".into())
            }
            (Some(now), _) | (None, Some(now)) => Some(format!("the input {} has changed since", now.path)),
        }
    }
}

/// A checkpoint.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Point {
    pub(super) part: u64,
    /// Length of the part's file.
    pub(super) length: u64,
    /// Of what was written since the checkpoint before.
    pub(super) sum: String,
    /// Bytes of the parts before.
    pub(super) bytes: u64,
    pub(super) counts: Counts,
}

pub(super) struct Journal {
    file: File,
}

fn line(value: &impl Serialize) -> io::Result<Vec<u8>> {
    let mut line = serde_json::to_vec(value)?;
    line.push(b'\n');
    Ok(line)
}

impl Journal {
    pub(super) fn create(path: &Path, header: &Header) -> Result<Self, Error> {
        let create = || -> io::Result<Self> {
            // Of a folder with many files the header is long.
            let mut file = BufWriter::new(File::create(path)?);
            serde_json::to_writer(&mut file, header)?;
            file.write_all(b"\n")?;
            let file = file.into_inner()?;
            file.sync_data()?;
            Ok(Self { file })
        };
        create().map_err(|e| Error::output(path, e))
    }

    pub(super) fn add(&mut self, point: &Point) -> io::Result<()> {
        self.file.write_all(&line(point)?)?;
        self.file.sync_data()
    }

    /// Opens a journal again at its last good checkpoint. None when there is none.
    pub(super) fn resume(
        path: &Path,
        header: &Header,
        is_good: impl Fn(Option<&Point>, &Point) -> bool,
    ) -> Result<Option<(Self, Point)>, Error> {
        let bytes = std::fs::read(path).map_err(|e| Error::output(path, e))?;
        let mut lines = bytes.split_inclusive(|&b| b == b'\n');
        let first = lines.next().unwrap_or_default();
        let Ok(before) = serde_json::from_slice::<Header>(first) else { return Ok(None) };
        if let Some(difference) = header.difference(&before) {
            let problem = format!("cannot go on with it: {difference}; --overwrite starts anew");
            return Err(Error::output(path, problem));
        }
        let (mut points, mut end) = (Vec::new(), first.len());
        for bytes in lines.take_while(|l| l.ends_with(b"\n")) {
            let Ok(point) = serde_json::from_slice::<Point>(bytes) else { break };
            end += bytes.len();
            points.push((end, point));
        }
        while let Some((end, point)) = points.pop() {
            if is_good(points.last().map(|(_, p)| p), &point) {
                let open = || -> io::Result<File> {
                    let mut file = File::options().write(true).open(path)?;
                    file.set_len(end as u64)?;
                    file.seek(SeekFrom::End(0))?;
                    Ok(file)
                };
                let file = open().map_err(|e| Error::output(path, e))?;
                return Ok(Some((Self { file }, point)));
            }
        }
        Ok(None)
    }
}
