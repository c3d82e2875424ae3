//! An output at work: records in, checkpoints, the end.

use super::journal::{Journal, Point};
use super::out::{Form, Out, OutMode};
#[cfg(feature = "parquet")]
use super::parquet;
use super::stream::{Coding, Stream};
use super::{CHECKPOINT_RECORDS, Counts, PART_RECORDS};
use crate::Error;
use std::fs::{self, File};
use std::io;
use std::path::PathBuf;

/// An output at work.
pub(crate) struct Writer {
    pub(super) out: Out,
    pub(super) stream: Option<Stream>,
    pub(super) journal: Option<Journal>,
    pub(super) lock: Option<File>,
    #[cfg(feature = "parquet")]
    pub(super) table: Option<parquet::Table>,
    pub(super) part: u64,
    pub(super) bytes_before: u64,
    /// What an earlier run had done.
    pub(crate) resumed: Option<Counts>,
}

impl Writer {
    pub(super) fn empty() -> Self {
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
