//! Archives: their members are pages; a name in an archive is only a name.

use super::{Flow, Item, Reader};
use crate::dump::plan::{classify, shown};
use crate::page::Stage;
use std::fs::File;
use std::io::{self, BufReader, Read};
use std::sync::atomic::Ordering;

/// A reader that must give as many bytes as its header says.
struct Exact<R> {
    inner: R,
    left: u64,
}

impl<R: Read> Read for Exact<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n = self.inner.read(buffer)?;
        self.left = self.left.saturating_sub(n as u64);
        if n == 0 && !buffer.is_empty() && self.left > 0 {
            let message = format!("cut short: {} bytes are missing", self.left);
            return Err(io::Error::new(io::ErrorKind::UnexpectedEof, message));
        }
        Ok(n)
    }
}

impl Reader<'_> {
    pub(super) fn tar(&mut self, name: &str, reader: impl Read) -> Flow {
        let mut archive = tar::Archive::new(reader);
        let entries = match archive.entries() {
            Ok(entries) => entries,
            Err(e) => return (self.take)(Item::failed(name.into(), Stage::Read, e)),
        };
        for entry in entries {
            let entry = match entry {
                Ok(entry) => entry,
                Err(e) => return (self.take)(Item::failed(name.into(), Stage::Read, e)),
            };
            if !entry.header().entry_type().is_file() {
                continue;
            }
            let path = entry.path_bytes().into_owned();
            let left = entry.size();
            self.member(name, &path, Exact { inner: entry, left })?;
        }
        Flow::Continue(())
    }

    pub(super) fn zip(&mut self, name: &str, file: File) -> Flow {
        let bytes = file.metadata().map_or(0, |m| m.len());
        let mut archive = match zip::ZipArchive::new(BufReader::new(file)) {
            Ok(archive) => archive,
            Err(e) => return (self.take)(Item::failed(name.into(), Stage::Read, e)),
        };
        for index in 0..archive.len() {
            let raw = archive.by_index_raw(index).map(|f| (f.name_raw().to_vec(), f.is_dir()));
            let path = match raw {
                Ok((_, true)) => continue,
                Ok((path, false)) => path,
                Err(e) => {
                    (self.take)(Item::failed(format!("{name}!{index}"), Stage::Read, e))?;
                    continue;
                }
            };
            match archive.by_index(index) {
                Ok(member) => self.member(name, &path, member)?,
                Err(_) if classify(&path).is_none() => self.skipped += 1,
                Err(e) => (self.take)(Item::failed(format!("{name}!{}", shown(&path)), Stage::Read, e))?,
            }
        }
        self.bytes_read.fetch_add(bytes, Ordering::Relaxed);
        Flow::Continue(())
    }
}
