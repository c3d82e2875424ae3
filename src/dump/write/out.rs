//! Where records go: judged first, then opened, anew or at the last good checkpoint.

use super::PART_RECORDS;
use super::journal::{Header, InputMark, Journal, Point};
#[cfg(feature = "parquet")]
use super::parquet;
use super::stream::{self, Coding, Stream};
use super::writer::Writer;
use crate::Error;
use std::fs::{self, File, TryLockError};
use std::path::{Path, PathBuf};

/// What is done about what is already there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum OutMode {
    New,
    Overwrite,
    Resume,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    Stdout,
    File(Coding),
    /// A folder of parts.
    Parts,
    /// A folder of text files.
    Texts,
    /// One table of whole records, or of their texts.
    #[cfg(feature = "parquet")]
    Parquet(Rows),
}

/// What stands in the rows of a table.
#[cfg(feature = "parquet")]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Rows {
    Records,
    Texts,
}

#[cfg(feature = "parquet")]
impl Rows {
    /// Their JSON Schema.
    fn types(self) -> String {
        match self {
            Self::Records => crate::record::schema(),
            Self::Texts => serde_json::to_string(&schemars::schema_for!(super::TextRow<'_>)).unwrap_or_default(),
        }
    }
}

/// Where records go, judged but not yet touched.
#[derive(Debug, Clone)]
pub(crate) struct Out {
    pub(super) path: PathBuf,
    pub(super) form: Form,
    pub(super) mode: OutMode,
}

/// What the judgement of an output came to.
pub(crate) enum Judged {
    Go(Out),
    /// `--resume` with nothing left to do.
    Finished,
}

pub(super) fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    name.into()
}

/// Holds an output against other runs, until the file is closed and removed.
pub(super) fn locked(path: &Path) -> Result<File, Error> {
    let error = |e| Error::output(path, e);
    let lock = File::options().create(true).append(true).open(beside(path, ".lock")).map_err(error)?;
    match lock.try_lock() {
        Ok(()) => Ok(lock),
        Err(TryLockError::WouldBlock) => Err(Error::output(path, "another run is writing it")),
        Err(TryLockError::Error(e)) => Err(error(e)),
    }
}

/// Refuses a path whose folder is not there.
pub(super) fn has_parent(path: &Path) -> Result<(), Error> {
    let parent = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    if parent.is_dir() { Ok(()) } else { Err(Error::output(path, format!("there is no folder {}", parent.display()))) }
}

impl Out {
    /// Whether records can go there.
    ///
    /// # Errors
    /// When they cannot: the ending, a missing folder, something that is already there.
    pub(crate) fn judge(path: &Path, mode: OutMode, is_text: bool) -> Result<Judged, Error> {
        let trimmed: PathBuf = path.components().collect();
        let form = if path.as_os_str() == "-" { Form::Stdout } else { form(&trimmed, is_text)? };
        let out = Self { path: trimmed, form, mode };
        if form == Form::Stdout {
            if mode == OutMode::Resume {
                return Err(Error::output(path, "standard output cannot be resumed; write to a file"));
            }
            return Ok(Judged::Go(out));
        }
        #[cfg(feature = "parquet")]
        if matches!(form, Form::Parquet(_)) && mode == OutMode::Resume {
            let problem = "a single Parquet file cannot be resumed; write a folder of parts, or .jsonl.zst";
            return Err(Error::output(path, problem));
        }
        has_parent(&out.path)?;
        let (is_there, is_begun) = (out.is_there()?, out.part().exists());
        match mode {
            OutMode::New if is_there => {
                Err(Error::output(path, "is already there; --overwrite starts anew, --resume keeps it"))
            }
            OutMode::New if is_begun => Err(Error::output(
                out.part(),
                "an earlier run was interrupted; --resume goes on with it, --overwrite starts anew",
            )),
            OutMode::Resume if is_there && !is_begun => Ok(Judged::Finished),
            _ => Ok(Judged::Go(out)),
        }
    }

    /// Whether something of value stands at the output.
    fn is_there(&self) -> Result<bool, Error> {
        let Ok(meta) = fs::metadata(&self.path) else { return Ok(false) };
        if !matches!(self.form, Form::Parts | Form::Texts) {
            if meta.is_dir() {
                return Err(Error::output(&self.path, "is a folder"));
            }
            return Ok(true);
        }
        if !meta.is_dir() {
            return Err(Error::output(&self.path, "is a file without an ending; name it .jsonl, or name a folder"));
        }
        let entries = fs::read_dir(&self.path).map_err(|e| Error::output(&self.path, e))?;
        let mut is_there = false;
        for entry in entries {
            let entry = entry.map_err(|e| Error::output(&self.path, e))?;
            is_there = true;
            // Only what we wrote ourselves is ever thrown away.
            let name = entry.file_name();
            let name = name.to_string_lossy();
            let is_ours = match self.form {
                Form::Texts => name.ends_with(".txt"),
                _ => name.starts_with("part-") && name.ends_with(".jsonl"),
            };
            if self.mode == OutMode::Overwrite && !is_ours {
                let problem = format!("holds {name}, which is not of ours; name another folder");
                return Err(Error::output(&self.path, problem));
            }
        }
        Ok(is_there)
    }

    pub(super) fn part(&self) -> PathBuf {
        beside(&self.path, ".part")
    }

    pub(super) fn journal(&self) -> PathBuf {
        beside(&self.path, ".part.journal")
    }

    pub(super) fn lock(&self) -> PathBuf {
        beside(&self.path, ".lock")
    }

    pub(crate) fn is_stdout(&self) -> bool {
        self.form == Form::Stdout
    }

    /// Opens the output; an interrupted one is cut back to its last good checkpoint.
    pub(crate) fn open(self, options: serde_json::Value, inputs: Vec<InputMark>) -> Result<Writer, Error> {
        if self.form == Form::Stdout {
            let stream = Stream::stdout();
            return Ok(Writer { stream: Some(stream), journal: None, lock: None, out: self, ..Writer::empty() });
        }
        let lock = locked(&self.path)?;
        let header = Header::new(options, inputs);
        let resumed = if self.mode == OutMode::Resume { self.resume(&header) } else { Ok(None) };
        let opened = resumed.and_then(|point| match point {
            Some((journal, point)) => self.reopen(journal, point),
            None => self.begin(&header),
        });
        match opened {
            Ok(writer) => Ok(Writer { lock: Some(lock), out: self, ..writer }),
            Err(e) => {
                let _ = fs::remove_file(self.lock());
                Err(e)
            }
        }
    }

    fn resume(&self, header: &Header) -> Result<Option<(Journal, Point)>, Error> {
        let path = self.journal();
        if !path.exists() || !self.part().exists() {
            return Ok(None);
        }
        let is_good = |before: Option<&Point>, point: &Point| match self.form {
            Form::Texts => true,
            _ if point.sum.is_empty() => point.length == 0,
            _ => {
                let start = before.filter(|b| b.part == point.part).map_or(0, |b| b.length);
                stream::has_sum(&self.file(point.part), start, point.length, &point.sum)
            }
        };
        Journal::resume(&path, header, is_good)
    }

    /// The file that holds a part.
    pub(super) fn file(&self, part: u64) -> PathBuf {
        if self.form == Form::Parts { self.part().join(format!("part-{part:05}.jsonl")) } else { self.part() }
    }

    fn begin(&self, header: &Header) -> Result<Writer, Error> {
        let part = self.part();
        let error = |e| Error::output(&part, e);
        if part.is_dir() {
            fs::remove_dir_all(&part).map_err(error)?;
        }
        let journal = Journal::create(&self.journal(), header)?;
        let stream = match self.form {
            Form::Parts => {
                fs::create_dir(&part).map_err(error)?;
                None
            }
            Form::Texts => {
                fs::create_dir(&part).map_err(error)?;
                None
            }
            Form::File(coding) => Some(Stream::create(&part, coding).map_err(error)?),
            Form::Stdout => None,
            #[cfg(feature = "parquet")]
            Form::Parquet(rows) => {
                let table = parquet::Table::create(&part, &rows.types()).map_err(error)?;
                return Ok(Writer { table: Some(table), journal: Some(journal), ..Writer::empty() });
            }
        };
        Ok(Writer { stream, journal: Some(journal), ..Writer::empty() })
    }

    fn reopen(&self, journal: Journal, point: Point) -> Result<Writer, Error> {
        let path = self.file(point.part);
        let error = |e| Error::output(&path, e);
        let stream = match self.form {
            Form::Parts => {
                // What was written behind the checkpoint goes; so does a part that holds nothing yet.
                let mut later = point.part + u64::from(point.length > 0);
                while self.file(later).exists() {
                    fs::remove_file(self.file(later)).map_err(error)?;
                    later += 1;
                }
                let stream = if point.length == 0 {
                    None
                } else {
                    Some(Stream::reopen(&path, Coding::Plain, point.length).map_err(error)?)
                };
                if point.counts.pages.is_multiple_of(PART_RECORDS) {
                    let bytes_before = point.bytes + point.length;
                    let (journal, resumed) = (Some(journal), Some(point.counts));
                    return Ok(Writer { journal, part: point.part + 1, bytes_before, resumed, ..Writer::empty() });
                }
                stream
            }
            Form::File(coding) => Some(Stream::reopen(&path, coding, point.length).map_err(error)?),
            Form::Texts | Form::Stdout => None,
            #[cfg(feature = "parquet")]
            Form::Parquet(_) => None,
        };
        Ok(Writer {
            stream,
            journal: Some(journal),
            part: point.part,
            bytes_before: point.bytes,
            resumed: Some(point.counts),
            ..Writer::empty()
        })
    }
}

fn form(path: &Path, is_text: bool) -> Result<Form, Error> {
    let name = path.file_name().map(|n| n.to_string_lossy().to_ascii_lowercase()).unwrap_or_default();
    if path.is_dir() || !name.contains('.') {
        return Ok(if is_text { Form::Texts } else { Form::Parts });
    }
    for (ending, coding) in [(".jsonl", Coding::Plain), (".jsonl.gz", Coding::Gzip), (".jsonl.zst", Coding::Zstd)] {
        if name.ends_with(ending) {
            return Ok(Form::File(coding));
        }
    }
    if name.ends_with(".parquet") {
        #[cfg(feature = "parquet")]
        return Ok(Form::Parquet(if is_text { Rows::Texts } else { Rows::Records }));
        #[cfg(not(feature = "parquet"))]
        return Err(Error::output(path, "this program was built without the feature parquet; write .jsonl.zst"));
    }
    Err(Error::output(
        path,
        "its ending is none of .jsonl, .jsonl.gz, .jsonl.zst, .parquet (or no ending, for a folder)",
    ))
}
