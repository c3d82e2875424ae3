//! Records become a file, a folder of parts, or standard output; an interrupted run can go on where it was.

mod journal;
#[cfg(feature = "parquet")]
mod parquet;
mod stream;

use super::summary::Counts;
use crate::Error;
use journal::{Header, Journal, Point};
use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use stream::{Coding, Stream};

pub(crate) use journal::InputMark;

/// Records between two checkpoints.
pub(crate) const CHECKPOINT_RECORDS: u64 = 1000;
/// Records in a part of a folder; a multiple of the above.
const PART_RECORDS: u64 = 10_000;

/// What is done about what is already there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum OutMode {
    New,
    Overwrite,
    Resume,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    Stdout,
    File(Coding),
    /// A folder of parts.
    Parts,
    /// A folder of text files.
    Texts,
    #[cfg(feature = "parquet")]
    Parquet,
}

/// Where records go, judged but not yet touched.
#[derive(Debug, Clone)]
pub(crate) struct Out {
    path: PathBuf,
    form: Form,
    mode: OutMode,
}

/// What the judgement of an output came to.
pub(crate) enum Judged {
    Go(Out),
    /// `--resume` with nothing left to do.
    Finished,
}

fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    name.into()
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
        if form == Form::Parquet && mode == OutMode::Resume {
            let problem = "a single Parquet file cannot be resumed; write a folder of parts, or .jsonl.zst";
            return Err(Error::output(path, problem));
        }
        let parent = out.path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
        if !parent.is_dir() {
            return Err(Error::output(path, format!("there is no folder {}", parent.display())));
        }
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

    fn part(&self) -> PathBuf {
        beside(&self.path, ".part")
    }

    fn journal(&self) -> PathBuf {
        beside(&self.path, ".part.journal")
    }

    fn lock(&self) -> PathBuf {
        beside(&self.path, ".lock")
    }

    pub(crate) fn is_stdout(&self) -> bool {
        self.form == Form::Stdout
    }

    /// Opens the output; an interrupted one is cut back to its last good checkpoint.
    pub(crate) fn open(self, options: serde_json::Value, inputs: Vec<InputMark>) -> Result<Writer, Error> {
        let error = |e| Error::output(&self.path, e);
        if self.form == Form::Stdout {
            let stream = Stream::stdout();
            return Ok(Writer { stream: Some(stream), journal: None, lock: None, out: self, ..Writer::empty() });
        }
        let lock = File::options().create(true).append(true).open(self.lock()).map_err(error)?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                return Err(Error::output(&self.path, "another run is writing it"));
            }
            Err(TryLockError::Error(e)) => return Err(error(e)),
        }
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
    fn file(&self, part: u64) -> PathBuf {
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
            Form::Parquet => {
                let table = parquet::Table::create(&part).map_err(error)?;
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
            Form::Parquet => None,
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
        return Ok(Form::Parquet);
        #[cfg(not(feature = "parquet"))]
        return Err(Error::output(path, "this program was built without the feature parquet; write .jsonl.zst"));
    }
    Err(Error::output(
        path,
        "its ending is none of .jsonl, .jsonl.gz, .jsonl.zst, .parquet (or no ending, for a folder)",
    ))
}

/// An output at work.
pub(crate) struct Writer {
    out: Out,
    stream: Option<Stream>,
    journal: Option<Journal>,
    lock: Option<File>,
    #[cfg(feature = "parquet")]
    table: Option<parquet::Table>,
    part: u64,
    bytes_before: u64,
    /// What an earlier run had done.
    pub(crate) resumed: Option<Counts>,
}

impl Writer {
    fn empty() -> Self {
        Self {
            out: Out { path: PathBuf::new(), form: Form::Stdout, mode: OutMode::New },
            stream: None,
            journal: None,
            lock: None,
            #[cfg(feature = "parquet")]
            table: None,
            part: 0,
            bytes_before: 0,
            resumed: None,
        }
    }

    /// Bytes written so far, those of an earlier run included.
    pub(crate) fn bytes(&self) -> u64 {
        self.bytes_before + self.stream.as_ref().map_or(0, Stream::written)
    }

    /// Whether records are written as files of text.
    pub(crate) fn is_texts(&self) -> bool {
        self.out.form == Form::Texts
    }

    fn error(&self, e: &io::Error) -> Error {
        let hint = if self.journal.is_some() { "; what is done is kept, --resume goes on" } else { "" };
        Error::output(&self.out.path, format!("{e}{hint}"))
    }

    /// Writes one record's line, or one page's text. `counts` hold the record already.
    pub(crate) fn put(&mut self, id: &str, line: Option<&[u8]>, counts: &Counts) -> Result<(), Error> {
        self.put_line(id, line, counts).map_err(|e| self.error(&e))?;
        if counts.pages.is_multiple_of(CHECKPOINT_RECORDS) {
            self.checkpoint(counts)?;
            if self.out.form == Form::Parts && counts.pages.is_multiple_of(PART_RECORDS) {
                self.bytes_before = self.bytes();
                self.stream = None;
                self.part += 1;
            }
        }
        Ok(())
    }

    fn put_line(&mut self, id: &str, line: Option<&[u8]>, counts: &Counts) -> io::Result<()> {
        let Some(line) = line else { return Ok(()) };
        #[cfg(feature = "parquet")]
        if let Some(table) = &mut self.table {
            return table.put(line);
        }
        if self.out.form == Form::Texts {
            self.bytes_before += line.len() as u64;
            let name: String =
                id.chars().map(|c| if c.is_alphanumeric() || "-_.".contains(c) { c } else { '_' }).take(60).collect();
            return fs::write(self.out.part().join(format!("{:07}-{name}.txt", counts.pages)), line);
        }
        if self.stream.is_none() {
            self.stream = Some(Stream::create(&self.out.file(self.part), Coding::Plain)?);
        }
        match &mut self.stream {
            Some(stream) => stream.put(line),
            None => Ok(()),
        }
    }

    fn checkpoint(&mut self, counts: &Counts) -> Result<(), Error> {
        let (length, sum) = match &mut self.stream {
            Some(stream) => stream.close_frame().map_err(|e| self.error(&e))?,
            None => (0, String::new()),
        };
        let point = Point { part: self.part, length, sum, bytes: self.bytes_before, counts: counts.clone() };
        let line = self.journal.as_mut().map_or(Ok(()), |journal| journal.add(&point));
        line.map_err(|e| self.error(&e))
    }

    /// Ends a run that was interrupted: what is done is kept.
    pub(crate) fn pause(mut self, counts: &Counts) -> Result<(), Error> {
        #[cfg(feature = "parquet")]
        if self.table.is_some() {
            self.unlock();
            return Ok(());
        }
        let is_cuttable = !matches!(self.out.form, Form::File(Coding::Gzip | Coding::Zstd));
        if is_cuttable && self.stream.is_some() {
            self.checkpoint(counts)?;
        }
        self.unlock();
        Ok(())
    }

    /// Ends a run that could not be finished, and keeps what is done.
    pub(crate) fn abandon(mut self) {
        self.unlock();
    }

    fn unlock(&mut self) {
        if self.lock.take().is_some() {
            let _ = fs::remove_file(self.out.lock());
        }
    }

    /// Ends a whole run: the output gets its name.
    pub(crate) fn finish(mut self) -> Result<u64, Error> {
        let result = self.finish_files().map_err(|e| self.error(&e));
        let bytes = self.bytes();
        self.unlock();
        result.map(|()| bytes)
    }

    fn finish_files(&mut self) -> io::Result<()> {
        if let Some(stream) = &mut self.stream {
            stream.close_frame()?;
        }
        #[cfg(feature = "parquet")]
        if let Some(table) = self.table.take() {
            self.bytes_before = table.finish()?;
        }
        if self.journal.take().is_none() {
            return Ok(());
        }
        if matches!(self.out.form, Form::Parts | Form::Texts) && self.out.path.is_dir() {
            fs::remove_dir_all(&self.out.path)?;
        }
        fs::rename(self.out.part(), &self.out.path)?;
        fs::remove_file(self.out.journal())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clean::PageKind;

    /// A small generator of numbers, so that a failure can be replayed from its seed.
    struct Seeded(u64);

    impl Seeded {
        fn below(&mut self, n: u64) -> u64 {
            self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (self.0 >> 33) % n
        }
    }

    fn open(path: &Path, mode: OutMode) -> Writer {
        match Out::judge(path, mode, false).unwrap() {
            Judged::Go(out) => out.open(serde_json::json!({"tokens": false}), Vec::new()).unwrap(),
            Judged::Finished => panic!("not finished yet"),
        }
    }

    /// Writes rows from where the writer is up to `end`.
    fn write(writer: &mut Writer, end: u64) -> Counts {
        let mut counts = writer.resumed.take().unwrap_or_default();
        while counts.pages < end {
            let line = format!("{{\"row\": {}}}\n", counts.pages);
            counts.add(PageKind::Article, None, false);
            writer.put("id", Some(line.as_bytes()), &counts).unwrap();
        }
        counts
    }

    fn content(path: &Path) -> Vec<(PathBuf, Vec<u8>)> {
        if path.is_file() {
            return vec![(PathBuf::new(), fs::read(path).unwrap())];
        }
        let mut files: Vec<PathBuf> = fs::read_dir(path).unwrap().map(|e| e.unwrap().path()).collect();
        files.sort();
        files.iter().map(|f| (f.strip_prefix(path).unwrap().to_owned(), fs::read(f).unwrap())).collect()
    }

    /// Takes bytes off the end of everything that an interrupted run left, as a power loss does.
    fn tear(path: &Path, seeded: &mut Seeded) {
        let mut files = vec![beside(path, ".part.journal")];
        let part = beside(path, ".part");
        // A finished part was brought to the disk before the next was begun: only the last one can be torn.
        let last =
            if part.is_dir() { fs::read_dir(&part).unwrap().map(|e| e.unwrap().path()).max() } else { Some(part) };
        files.extend(last);
        for path in files {
            let file = File::options().write(true).open(path).unwrap();
            let length = file.metadata().unwrap().len();
            file.set_len(length.saturating_sub(seeded.below(400))).unwrap();
        }
    }

    #[test]
    fn a_torn_run_ends_with_the_same_bytes() {
        const ROWS: u64 = 21_500;
        let temp = tempfile::tempdir().unwrap();
        for (seed, name) in [(1, "a.jsonl"), (2, "a.jsonl.gz"), (3, "a.jsonl.zst"), (4, "parts")] {
            let (whole, torn) = (temp.path().join(format!("whole-{name}")), temp.path().join(name));
            let mut writer = open(&whole, OutMode::New);
            write(&mut writer, ROWS);
            writer.finish().unwrap();
            let mut seeded = Seeded(seed);
            for end in [300, 4_321, 10_000, 10_001, 15_000, 20_000] {
                let mut writer = open(&torn, OutMode::Resume);
                write(&mut writer, end);
                drop(writer);
                tear(&torn, &mut seeded);
            }
            let mut writer = open(&torn, OutMode::Resume);
            assert!(writer.resumed.as_ref().unwrap().pages >= 15_000, "{name}: work was kept");
            write(&mut writer, ROWS);
            writer.finish().unwrap();
            assert!(content(&whole) == content(&torn), "{name}");
        }
        let left: Vec<_> = fs::read_dir(temp.path()).unwrap().map(|e| e.unwrap().file_name()).collect();
        assert_eq!(left.len(), 8, "only the outputs are left: {left:?}");
    }

    #[test]
    fn going_on_at_the_border_of_a_part_begins_the_next() {
        let temp = tempfile::tempdir().unwrap();
        let path = temp.path().join("parts");
        let mut writer = open(&path, OutMode::New);
        write(&mut writer, PART_RECORDS);
        drop(writer);
        let mut writer = open(&path, OutMode::Resume);
        write(&mut writer, PART_RECORDS + 5);
        writer.finish().unwrap();
        let lines: Vec<usize> = content(&path).iter().map(|(_, b)| memchr::memchr_iter(b'\n', b).count()).collect();
        assert_eq!(lines, [10_000, 5]);
    }

    #[test]
    fn two_runs_never_share_an_output() {
        let temp = tempfile::tempdir().unwrap();
        let path = temp.path().join("a.jsonl");
        let first = open(&path, OutMode::New);
        let Judged::Go(second) = Out::judge(&path, OutMode::Overwrite, false).unwrap() else { panic!() };
        assert!(second.open(serde_json::Value::Null, Vec::new()).is_err_and(|e| e.is_output()));
        first.finish().unwrap();
        assert!(Out::judge(&path, OutMode::New, false).is_err());
        assert!(matches!(Out::judge(&path, OutMode::Resume, false), Ok(Judged::Finished)));
    }

    #[test]
    fn other_options_are_refused_by_name() {
        let temp = tempfile::tempdir().unwrap();
        let path = temp.path().join("a.jsonl");
        drop(open(&path, OutMode::New));
        let Judged::Go(out) = Out::judge(&path, OutMode::Resume, false).unwrap() else { panic!() };
        let error = out.open(serde_json::json!({"tokens": true}), Vec::new()).err().unwrap();
        assert!(error.to_string().contains("tokens"), "{error}");
    }
}
