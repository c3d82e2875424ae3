//! Which files a command works on, in which order, and what they are; all decided before any work begins.

use crate::Error;
use percent_encoding::percent_encode_byte;
use std::fs::{File, Metadata};
use std::io::Read;
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

/// What an input without a telling name is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum From {
    Html,
    Text,
    Jsonl,
}

/// What a file holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Html,
    Text,
    Jsonl,
    Parquet,
    Warc,
    Zip,
    Tar,
}

impl From {
    pub(crate) fn kind(self) -> Kind {
        match self {
            Self::Html => Kind::Html,
            Self::Text => Kind::Text,
            Self::Jsonl => Kind::Jsonl,
        }
    }
}

/// How a file is compressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Packing {
    Plain,
    Gzip,
    Zstd,
}

/// What a file's name says of it; none for files of other kinds.
pub(crate) fn classify(name: &[u8]) -> Option<(Kind, Packing)> {
    let name = name.to_ascii_lowercase();
    let (stem, packing) = if let Some(stem) = name.strip_suffix(b".gz") {
        (stem, Packing::Gzip)
    } else if let Some(stem) = name.strip_suffix(b".zst") {
        (stem, Packing::Zstd)
    } else {
        (name.as_slice(), Packing::Plain)
    };
    let dot = stem.iter().rposition(|&b| b == b'.')?;
    let kind = match &stem[dot + 1..] {
        b"html" | b"htm" | b"xhtml" | b"shtml" => Kind::Html,
        b"txt" | b"text" => Kind::Text,
        b"jsonl" | b"ndjson" => Kind::Jsonl,
        b"parquet" => Kind::Parquet,
        b"warc" | b"wet" => Kind::Warc,
        b"zip" if packing == Packing::Plain => Kind::Zip,
        b"tar" => Kind::Tar,
        b"tgz" if packing == Packing::Plain => return Some((Kind::Tar, Packing::Gzip)),
        _ => return None,
    };
    Some((kind, packing))
}

/// One file to read.
#[derive(Debug, Clone)]
pub(crate) struct Source {
    /// Where it is; `-` is standard input.
    pub(crate) path: Box<Path>,
    pub(crate) kind: Kind,
    pub(crate) packing: Packing,
    /// Its length, when it is a file.
    pub(crate) bytes: u64,
    /// When it was last changed, in nanoseconds since 1970; 0 when that is not known.
    pub(crate) modified: u64,
    /// Whether the user named it, rather than a folder that it lies in.
    pub(crate) is_named: bool,
}

impl Source {
    /// How records name it.
    pub(crate) fn name(&self) -> String {
        shown(self.path.as_os_str().as_encoded_bytes())
    }

    pub(crate) fn is_stdin(&self) -> bool {
        self.path.as_os_str() == "-"
    }
}

/// All files of a command.
#[derive(Debug, Default)]
pub(crate) struct Plan {
    pub(crate) sources: Vec<Source>,
    /// Files of other kinds, in folders.
    pub(crate) skipped: u64,
}

/// Bytes of a name as text; what is no UTF-8 is percent-encoded.
pub(crate) fn shown(name: &[u8]) -> String {
    let mut text = String::with_capacity(name.len());
    for chunk in name.utf8_chunks() {
        text.push_str(chunk.valid());
        text.extend(chunk.invalid().iter().map(|&b| percent_encode_byte(b)));
    }
    text
}

/// Finds all files of a command.
///
/// # Errors
/// When an input does not exist, cannot be opened, or is of a kind that cannot be read.
pub(crate) fn plan(inputs: &[PathBuf], from: Option<From>, takes_html: bool) -> Result<Plan, Error> {
    let mut planner = Planner { plan: Plan::default(), from, takes_html };
    for input in inputs {
        planner.add(input)?;
    }
    Ok(planner.plan)
}

fn has_magic(file: File, magic: &[u8]) -> bool {
    let mut start = Vec::new();
    file.take(magic.len() as u64).read_to_end(&mut start).is_ok() && start == magic
}

struct Planner {
    plan: Plan,
    from: Option<From>,
    takes_html: bool,
}

impl Planner {
    fn add(&mut self, input: &Path) -> Result<(), Error> {
        if input.as_os_str() == "-" {
            let Some(from) = self.from else {
                return Err(Error::input(input, "say what comes on standard input: --from html, text or jsonl"));
            };
            if self.plan.sources.iter().any(Source::is_stdin) {
                return Err(Error::input(input, "standard input can be read only once"));
            }
            self.push(input, (from.kind(), Packing::Plain), None, true);
            return Ok(());
        }
        match std::fs::metadata(input) {
            Ok(meta) if meta.is_dir() => self.folder(input),
            Ok(meta) => self.file(input, &meta),
            Err(e) => {
                let pattern = input.to_str().filter(|p| p.contains(['*', '?', '[']));
                pattern.map_or_else(|| Err(Error::input(input, e)), |pattern| self.glob(input, pattern))
            }
        }
    }

    fn glob(&mut self, input: &Path, pattern: &str) -> Result<(), Error> {
        let paths = glob::glob(pattern).map_err(|e| Error::input(input, e))?;
        let mut found: Vec<PathBuf> = paths.collect::<Result<_, _>>().map_err(|e| Error::input(input, e))?;
        if found.is_empty() {
            return Err(Error::input(input, "no file has such a name"));
        }
        let key = |p: &PathBuf| -> Vec<Vec<u8>> {
            p.components().map(|c| c.as_os_str().as_encoded_bytes().to_vec()).collect()
        };
        found.sort_by_cached_key(key);
        for path in found {
            let meta = std::fs::metadata(&path).map_err(|e| Error::input(&path, e))?;
            if meta.is_dir() { self.folder(&path)? } else { self.file(&path, &meta)? }
        }
        Ok(())
    }

    fn file(&mut self, path: &Path, meta: &Metadata) -> Result<(), Error> {
        let known = classify(path.as_os_str().as_encoded_bytes());
        let Some((kind, packing)) = known.or(self.from.map(|f| (f.kind(), Packing::Plain))) else {
            let problem = "its ending says nothing of what it is; say --from html, text or jsonl";
            return Err(Error::input(path, problem));
        };
        if !self.takes(kind) {
            return Err(Error::input(path, "annotate takes clean text (.txt, .jsonl); extract takes pages"));
        }
        let file = File::open(path).map_err(|e| Error::input(path, e))?;
        // What is no Parquet file whatever its name is an error of its own, later.
        if kind == Kind::Parquet && !cfg!(feature = "parquet") && has_magic(file, b"PAR1") {
            return Err(Error::input(path, "this program was built without the feature parquet"));
        }
        self.push(path, (kind, packing), Some(meta), true);
        Ok(())
    }

    fn takes(&self, kind: Kind) -> bool {
        self.takes_html || !matches!(kind, Kind::Html | Kind::Warc)
    }

    fn push(&mut self, path: &Path, (kind, packing): (Kind, Packing), meta: Option<&Metadata>, is_named: bool) {
        let modified = meta.and_then(|m| m.modified().ok()?.duration_since(UNIX_EPOCH).ok());
        self.plan.sources.push(Source {
            path: path.into(),
            kind,
            packing,
            bytes: meta.map_or(0, Metadata::len),
            modified: modified.map_or(0, |d| d.as_nanos() as u64),
            is_named,
        });
    }

    /// A folder's files, in byte order of their path parts. A folder inside itself (a link) is entered once.
    fn folder(&mut self, top: &Path) -> Result<(), Error> {
        let list = |folder: &Path| -> std::io::Result<Vec<PathBuf>> {
            let mut entries: Vec<PathBuf> =
                std::fs::read_dir(folder)?.map(|e| Ok(e?.path())).collect::<std::io::Result<_>>()?;
            entries.sort_by(|a, b| b.file_name().cmp(&a.file_name()));
            Ok(entries)
        };
        let first = list(top).map_err(|e| Error::input(top, e))?;
        let mut inside = vec![(std::fs::canonicalize(top).map_err(|e| Error::input(top, e))?, first)];
        while let Some((_, entries)) = inside.last_mut() {
            let Some(path) = entries.pop() else {
                inside.pop();
                continue;
            };
            let Ok(meta) = std::fs::metadata(&path) else {
                self.plan.skipped += 1;
                continue;
            };
            if meta.is_dir() {
                let real = std::fs::canonicalize(&path).map_err(|e| Error::input(&path, e))?;
                if inside.iter().all(|(above, _)| *above != real) {
                    let entries = list(&path).map_err(|e| Error::input(&path, e))?;
                    inside.push((real, entries));
                }
            } else {
                self.found(&path, &meta);
            }
        }
        Ok(())
    }

    /// A file in a folder.
    fn found(&mut self, path: &Path, meta: &Metadata) {
        let name = path.file_name().map_or(&b""[..], |n| n.as_encoded_bytes());
        let is_plain_name = !name.contains(&b'.');
        let known = classify(name).or(self.from.filter(|_| is_plain_name).map(|f| (f.kind(), Packing::Plain)));
        match known {
            Some((kind, packing))
                if meta.is_file()
                    && !name.starts_with(b".")
                    && self.takes(kind)
                    && (kind != Kind::Parquet || cfg!(feature = "parquet")) =>
            {
                self.push(path, (kind, packing), Some(meta), false);
            }
            _ => self.plan.skipped += 1,
        }
    }
}
