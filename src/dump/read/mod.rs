//! Files become pages, one after another, never more than one page at a time.

mod archive;
mod lines;
#[cfg(feature = "parquet")]
mod parquet;
mod warc;

use super::plan::{Kind, Packing, Plan, Source, classify};
use super::row::Fields;
use crate::Format;
use crate::page::Stage;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::ops::ControlFlow;
use std::sync::atomic::{AtomicU64, Ordering};

/// What is done with a page's bytes.
#[derive(Debug)]
pub(crate) enum Load {
    /// They are a page.
    Page(Format),
    /// They are a page that is known to be UTF-8.
    Unicode(Format),
    /// They are a page of which more is known.
    #[cfg(feature = "parquet")]
    Known { format: Format, is_unicode: bool, given: crate::clean::Given },
    /// They are a row of JSON.
    Row,
    /// They could not be read.
    Failed(Stage, String),
}

/// One page, or why it could not be read.
#[derive(Debug)]
pub(crate) struct Item {
    pub(crate) source: String,
    /// Its own id, where its container tells one.
    pub(crate) id: Option<String>,
    pub(crate) url: Option<String>,
    pub(crate) bytes: Vec<u8>,
    pub(crate) load: Load,
}

impl Item {
    fn failed(source: String, stage: Stage, message: impl std::fmt::Display) -> Self {
        Self { source, id: None, url: None, bytes: Vec::new(), load: Load::Failed(stage, message.to_string()) }
    }
}

type Flow = ControlFlow<()>;

/// Reads all files of a plan and hands every page to `take`, in order, until it says to stop. Returns how many files of
/// other kinds were left out.
pub(crate) fn read(
    plan: &Plan,
    page_bytes_max: usize,
    takes_html: bool,
    fields: &Fields,
    bytes_read: &AtomicU64,
    take: &mut dyn FnMut(Item) -> Flow,
) -> u64 {
    let mut reader = Reader { page_bytes_max, takes_html, fields, bytes_read, skipped: plan.skipped, take };
    for source in &plan.sources {
        if reader.source(source).is_break() {
            break;
        }
    }
    reader.skipped
}

struct Reader<'a> {
    page_bytes_max: usize,
    takes_html: bool,
    #[cfg_attr(not(feature = "parquet"), expect(dead_code, reason = "rows of JSON are parsed by the workers"))]
    fields: &'a Fields,
    bytes_read: &'a AtomicU64,
    skipped: u64,
    take: &'a mut dyn FnMut(Item) -> Flow,
}

/// Counts what is read from a file.
struct Counted<'a, R> {
    inner: R,
    count: &'a AtomicU64,
}

impl<R: Read> Read for Counted<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n = self.inner.read(buffer)?;
        self.count.fetch_add(n as u64, Ordering::Relaxed);
        Ok(n)
    }
}

const BUFFER_BYTES: usize = 64 << 10;

fn unpacked<'r>(raw: impl Read + 'r, packing: Packing) -> io::Result<Box<dyn BufRead + 'r>> {
    let raw = BufReader::with_capacity(BUFFER_BYTES, raw);
    Ok(match packing {
        Packing::Plain => Box::new(raw),
        Packing::Gzip => Box::new(BufReader::with_capacity(BUFFER_BYTES, flate2::bufread::MultiGzDecoder::new(raw))),
        Packing::Zstd => Box::new(BufReader::with_capacity(BUFFER_BYTES, zstd::Decoder::with_buffer(raw)?)),
    })
}

/// At most a page's bytes.
fn page_bytes(reader: impl Read, bytes_max: usize) -> Result<Vec<u8>, (Stage, String)> {
    let mut bytes = Vec::new();
    reader.take(bytes_max as u64 + 1).read_to_end(&mut bytes).map_err(|e| (Stage::Read, e.to_string()))?;
    if bytes.len() > bytes_max {
        return Err((Stage::Limit, format!("more than {bytes_max} bytes, the limit of a page")));
    }
    Ok(bytes)
}

impl Reader<'_> {
    fn source(&mut self, source: &Source) -> Flow {
        let name = source.name();
        let count = self.bytes_read;
        let raw: Box<dyn Read> = if source.is_stdin() {
            Box::new(io::stdin())
        } else {
            match File::open(&source.path) {
                Ok(file) if source.kind == Kind::Zip => return self.zip(&name, file),
                Ok(file) => Box::new(file),
                Err(e) => return (self.take)(Item::failed(name, Stage::Read, e)),
            }
        };
        #[cfg(feature = "parquet")]
        if source.kind == Kind::Parquet && source.packing == Packing::Plain {
            return self.parquet(&name, &source.path);
        }
        match unpacked(Counted { inner: raw, count }, source.packing) {
            Ok(stream) => self.stream(name, source.kind, stream),
            Err(e) => (self.take)(Item::failed(name, Stage::Read, e)),
        }
    }

    /// What stands in a stream, by its kind.
    fn stream(&mut self, name: String, kind: Kind, mut stream: Box<dyn BufRead + '_>) -> Flow {
        match kind {
            Kind::Html => self.page(name, Format::Html, stream),
            Kind::Text => self.page(name, Format::Text, stream),
            Kind::Jsonl => self.rows(&name, &mut stream),
            Kind::Tar => self.tar(&name, stream),
            Kind::Warc => self.warc(&name, &mut stream),
            Kind::Parquet => (self.take)(Item::failed(name, Stage::Read, "no Parquet file, or a compressed one")),
            Kind::Zip => {
                self.skipped += 1;
                Flow::Continue(())
            }
        }
    }

    fn page(&mut self, source: String, format: Format, reader: impl Read) -> Flow {
        let item = match page_bytes(reader, self.page_bytes_max) {
            Ok(bytes) => Item { source, id: None, url: None, bytes, load: Load::Page(format) },
            Err((stage, message)) => Item::failed(source, stage, message),
        };
        (self.take)(item)
    }

    /// A member of an archive.
    fn member(&mut self, archive: &str, name: &[u8], reader: impl Read) -> Flow {
        let known = classify(name).filter(|(kind, _)| match kind {
            Kind::Html | Kind::Warc => self.takes_html,
            Kind::Text | Kind::Jsonl => true,
            Kind::Zip | Kind::Tar | Kind::Parquet => false,
        });
        let Some((kind, packing)) = known else {
            self.skipped += 1;
            return Flow::Continue(());
        };
        let source = format!("{archive}!{}", super::plan::shown(name));
        match unpacked(reader, packing) {
            Ok(stream) => self.stream(source, kind, stream),
            Err(e) => (self.take)(Item::failed(source, Stage::Read, e)),
        }
    }
}
