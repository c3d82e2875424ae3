//! Rows as one Parquet table: a column a field, nested as the record's types are.

use super::columns::{as_said, as_typed, schema_of};
use arrow::array::{ArrayRef, RecordBatch, StructArray};
use arrow::datatypes::{DataType, Field, Fields, Schema};
use arrow::json::ReaderBuilder;
use arrow::json::reader::Decoder;
use parquet::arrow::ArrowWriter;
use parquet::basic::{Compression, ZstdLevel};
use parquet::file::properties::WriterProperties;
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
    /// A column of the whole row.
    row: Field,
    /// Reads rows as JSON says them.
    decoder: Decoder,
    rows: usize,
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
        let columns: &Fields = schema.fields();
        let said: Fields = columns.iter().map(|f| as_said(f)).collect();
        // Numbers inside words are read as text at first.
        let reader = ReaderBuilder::new(Arc::new(Schema::new(said))).with_strict_mode(true).with_coerce_primitive(true);
        let decoder = reader.with_batch_size(BATCH_ROWS).build_decoder().map_err(io::Error::other)?;
        let row = Field::new("row", DataType::Struct(columns.clone()), false);
        Ok(Self { writer, row, decoder, rows: 0, bytes: 0 })
    }

    /// Adds a row, written as JSON.
    pub(super) fn put(&mut self, line: &[u8]) -> io::Result<()> {
        if self.decoder.decode(line).map_err(io::Error::other)? < line.len() {
            return Err(io::Error::other("a row of more than one line"));
        }
        self.rows += 1;
        self.bytes += line.len() * 2;
        if self.rows >= BATCH_ROWS || self.bytes >= BATCH_BYTES { self.write() } else { Ok(()) }
    }

    fn write(&mut self) -> io::Result<()> {
        (self.rows, self.bytes) = (0, 0);
        let Some(batch) = self.decoder.flush().map_err(io::Error::other)? else { return Ok(()) };
        let said: ArrayRef = Arc::new(StructArray::from(batch));
        let typed = as_typed(&said, &self.row).map_err(io::Error::other)?;
        let rows = RecordBatch::from(arrow::array::AsArray::as_struct(&typed));
        self.writer.write(&rows).map_err(io::Error::other)?;
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
