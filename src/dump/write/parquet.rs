//! Records as one Parquet table: what is filtered by stands in columns of its own, the whole record as JSON in the last.

use arrow::array::{ArrayRef, RecordBatch, StringArray};
use arrow::datatypes::{DataType, Field, Schema};
use parquet::arrow::ArrowWriter;
use parquet::basic::{Compression, ZstdLevel};
use parquet::file::properties::WriterProperties;
use serde_json::Value;
use std::fs::File;
use std::io;
use std::path::Path;
use std::sync::Arc;

const COLUMNS: [&str; 9] = ["id", "kind", "source", "url", "title", "published", "site", "text", "record"];
/// Rows that are held before they are written.
const BATCH_ROWS: usize = 256;
/// Bytes that are held before they are written.
const BATCH_BYTES: usize = 8 << 20;

pub(super) struct Table {
    writer: ArrowWriter<File>,
    schema: Arc<Schema>,
    rows: Vec<[Option<String>; COLUMNS.len()]>,
    bytes: usize,
}

impl Table {
    pub(super) fn create(path: &Path) -> io::Result<Self> {
        let fields: Vec<Field> = COLUMNS.iter().map(|name| Field::new(*name, DataType::Utf8, true)).collect();
        let schema = Arc::new(Schema::new(fields));
        let compression = Compression::ZSTD(ZstdLevel::default());
        let properties = WriterProperties::builder().set_compression(compression).build();
        let file = File::create(path)?;
        let writer = ArrowWriter::try_new(file, Arc::clone(&schema), Some(properties)).map_err(io::Error::other)?;
        Ok(Self { writer, schema, rows: Vec::new(), bytes: 0 })
    }

    pub(super) fn put(&mut self, line: &[u8]) -> io::Result<()> {
        let record: Value = serde_json::from_slice(line)?;
        let text = |pointer: &str| record.pointer(pointer).and_then(Value::as_str).map(str::to_owned);
        let whole = String::from_utf8_lossy(line.trim_ascii_end()).into_owned();
        self.bytes += line.len() * 2;
        self.rows.push([
            text("/id"),
            text("/kind"),
            text("/input/source"),
            text("/input/url"),
            text("/article/title"),
            text("/article/published"),
            text("/article/site"),
            text("/article/text").or_else(|| text("/text")),
            Some(whole),
        ]);
        if self.rows.len() >= BATCH_ROWS || self.bytes >= BATCH_BYTES { self.write() } else { Ok(()) }
    }

    fn write(&mut self) -> io::Result<()> {
        let column =
            |i: usize| Arc::new(self.rows.iter().map(|row| row[i].as_deref()).collect::<StringArray>()) as ArrayRef;
        let columns = (0..COLUMNS.len()).map(column).collect();
        let batch = RecordBatch::try_new(Arc::clone(&self.schema), columns).map_err(io::Error::other)?;
        self.rows.clear();
        self.bytes = 0;
        self.writer.write(&batch).map_err(io::Error::other)?;
        if self.writer.in_progress_size() > BATCH_BYTES {
            self.writer.flush().map_err(io::Error::other)
        } else {
            Ok(())
        }
    }

    /// Ends the table; returns its length.
    pub(super) fn finish(mut self) -> io::Result<u64> {
        self.write()?;
        let file = self.writer.into_inner().map_err(io::Error::other)?;
        file.sync_data()?;
        Ok(file.metadata()?.len())
    }
}
