//! Rows as one Parquet table: a column a field, nested as the record's types are.

use super::columns::{schema_of, shaped};
use arrow::datatypes::{DataType, Fields, Schema};
use arrow::json::ReaderBuilder;
use parquet::arrow::ArrowWriter;
use parquet::basic::{Compression, ZstdLevel};
use parquet::file::properties::WriterProperties;
use serde_json::Value;
use std::fs::File;
use std::io;
use std::path::Path;
use std::sync::Arc;

/// Rows that are held before they are written.
const BATCH_ROWS: usize = 256;
/// Bytes that are held before they are written.
const BATCH_BYTES: usize = 8 << 20;

pub(super) struct Table {
    writer: ArrowWriter<File>,
    schema: Arc<Schema>,
    rows: Vec<Value>,
    bytes: usize,
}

impl Table {
    /// A table whose rows are what `types`, a JSON Schema, describes.
    pub(super) fn create(path: &Path, types: &str) -> io::Result<Self> {
        let schema = Arc::new(schema_of(types)?);
        let compression = Compression::ZSTD(ZstdLevel::default());
        let properties = WriterProperties::builder().set_compression(compression).build();
        let file = File::create(path)?;
        let writer = ArrowWriter::try_new(file, Arc::clone(&schema), Some(properties)).map_err(io::Error::other)?;
        Ok(Self { writer, schema, rows: Vec::new(), bytes: 0 })
    }

    /// Adds a row, written as JSON.
    pub(super) fn put(&mut self, line: &[u8]) -> io::Result<()> {
        let columns: &Fields = self.schema.fields();
        self.rows.push(shaped(serde_json::from_slice(line)?, &DataType::Struct(columns.clone())));
        self.bytes += line.len() * 2;
        if self.rows.len() >= BATCH_ROWS || self.bytes >= BATCH_BYTES { self.write() } else { Ok(()) }
    }

    fn write(&mut self) -> io::Result<()> {
        let reader = ReaderBuilder::new(Arc::clone(&self.schema)).with_strict_mode(true);
        let mut decoder = reader.build_decoder().map_err(io::Error::other)?;
        decoder.serialize(&self.rows).map_err(io::Error::other)?;
        self.rows.clear();
        self.bytes = 0;
        let Some(batch) = decoder.flush().map_err(io::Error::other)? else { return Ok(()) };
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
