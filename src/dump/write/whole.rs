//! A file that is written at once, such as templates and clusters: it gets its name when it is whole, and cannot be resumed.

use super::out::{beside, has_parent, locked};
use crate::Error;
use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

/// A file at work. Dropped before its end, it leaves nothing behind.
pub(crate) struct WholeFile {
    path: PathBuf,
    to: Option<BufWriter<File>>,
    lock: Option<File>,
}

impl WholeFile {
    /// Opens `OUT.part`.
    ///
    /// # Errors
    /// When the output is there already and is not to be written over, another run writes it, or it cannot be written.
    pub(crate) fn create(path: &Path, overwrites: bool) -> Result<Self, Error> {
        has_parent(path)?;
        if path.is_dir() {
            return Err(Error::output(path, "is a folder"));
        }
        let part = beside(path, ".part");
        if path.exists() && !overwrites {
            return Err(Error::output(path, "is already there; --overwrite starts anew"));
        }
        let lock = Some(locked(path)?);
        let mut file = Self { path: path.to_owned(), to: None, lock };
        // Whoever left a part behind is gone, since the lock is ours; what is in it cannot be used.
        if part.exists() && !overwrites {
            let problem = "an earlier run was interrupted, and cannot be resumed; --overwrite starts anew";
            file.unlock();
            return Err(Error::output(part, problem));
        }
        match File::create(&part) {
            Ok(to) => file.to = Some(BufWriter::new(to)),
            Err(e) => return Err(Error::output(part, e)),
        }
        Ok(file)
    }

    /// Brings it to the disk and gives it its name.
    ///
    /// # Errors
    /// When that fails; then nothing is left.
    pub(crate) fn finish(mut self) -> Result<(), Error> {
        let part = beside(&self.path, ".part");
        let mut end = || -> io::Result<()> {
            let Some(to) = self.to.as_mut() else { return Ok(()) };
            to.flush()?;
            to.get_ref().sync_data()?;
            fs::rename(&part, &self.path)
        };
        end().map_err(|e| Error::output(&self.path, e))?;
        self.to = None;
        self.unlock();
        Ok(())
    }

    fn unlock(&mut self) {
        if self.lock.take().is_some() {
            let _ = fs::remove_file(beside(&self.path, ".lock"));
        }
    }
}

impl Write for WholeFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.to.as_mut().map_or(Ok(0), |to| to.write(bytes))
    }

    fn flush(&mut self) -> io::Result<()> {
        self.to.as_mut().map_or(Ok(()), Write::flush)
    }
}

impl Drop for WholeFile {
    fn drop(&mut self) {
        if self.to.take().is_some() {
            let _ = fs::remove_file(beside(&self.path, ".part"));
        }
        self.unlock();
    }
}
