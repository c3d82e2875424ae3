//! Parquet: a row is a page; columns are found by the names of the fields of JSON rows.

use super::{Flow, Item, Load, Reader};
use crate::Format;
use crate::clean::Given;
use crate::page::Stage;
use arrow::array::{Array, ArrayRef, AsArray, RecordBatch};
use arrow::compute::cast;
use arrow::datatypes::DataType;
use parquet::arrow::ProjectionMask;
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use std::fs::File;
use std::path::Path;
use std::sync::atomic::Ordering;

/// Rows that are held at once.
const BATCH_ROWS: usize = 16;

/// A column as text, or as bytes when it is binary.
enum Column {
    Text(ArrayRef),
    Bytes(ArrayRef),
    /// Of a type that no field can have.
    Other(DataType),
}

impl Column {
    fn find(batch: &RecordBatch, name: &str) -> Option<Self> {
        let array = batch.column_by_name(name)?;
        let is_binary = matches!(array.data_type(), DataType::Binary | DataType::LargeBinary | DataType::BinaryView);
        let wanted = if is_binary { DataType::LargeBinary } else { DataType::LargeUtf8 };
        Some(match cast(array, &wanted) {
            _ if array.data_type().is_nested() => Self::Other(array.data_type().clone()),
            Ok(array) if is_binary => Self::Bytes(array),
            Ok(array) => Self::Text(array),
            Err(_) => Self::Other(array.data_type().clone()),
        })
    }

    fn bytes(&self, row: usize) -> Result<Option<&[u8]>, String> {
        match self {
            Self::Text(a) => Ok(a.is_valid(row).then(|| a.as_string::<i64>().value(row).as_bytes())),
            Self::Bytes(a) => Ok(a.is_valid(row).then(|| a.as_binary::<i64>().value(row))),
            Self::Other(kind) => Err(format!("a column of type {kind}, not text")),
        }
    }

    fn text(column: Option<&Self>, row: usize) -> Result<Option<String>, String> {
        let Some(column) = column else { return Ok(None) };
        Ok(column.bytes(row)?.map(|b| String::from_utf8_lossy(b).into_owned()))
    }
}

struct Columns {
    html: Option<Column>,
    text: Option<Column>,
    id: Option<Column>,
    url: Option<Column>,
    title: Option<Column>,
    published: Option<Column>,
}

impl Columns {
    /// The page of a row; what is wrong with it leaves its id and address.
    fn item(&self, source: String, row: usize) -> Item {
        let label = |column: &Option<Column>| Column::text(column.as_ref(), row).ok().flatten();
        let (id, url) = (label(&self.id), label(&self.url));
        match self.page(row) {
            Ok((bytes, load)) => Item { source, id, url, bytes, load },
            Err(e) => Item { id, url, ..Item::failed(source, Stage::Parse, e) },
        }
    }

    fn page(&self, row: usize) -> Result<(Vec<u8>, Load), String> {
        let bytes = |column: &Option<Column>| -> Result<Option<(Vec<u8>, bool)>, String> {
            let Some(column) = column else { return Ok(None) };
            Ok(column.bytes(row)?.map(|b| (b.to_vec(), matches!(column, Column::Text(_)))))
        };
        let (format, (bytes, is_unicode)) = match bytes(&self.html)? {
            Some(found) => (Format::Html, found),
            None => (Format::Text, bytes(&self.text)?.ok_or("no column with html or text has a value")?),
        };
        let given = Given {
            title: Column::text(self.title.as_ref(), row)?,
            published: Column::text(self.published.as_ref(), row)?,
            url: Column::text(self.url.as_ref(), row)?,
        };
        // A column of ids or addresses that is none is an error as well.
        Column::text(self.id.as_ref(), row)?;
        Ok((bytes, Load::Known { format, is_unicode, given }))
    }
}

impl Reader<'_> {
    pub(super) fn parquet(&mut self, name: &str, path: &Path) -> Flow {
        let length = std::fs::metadata(path).map_or(0, |m| m.len());
        let fields = self.fields.clone();
        let published = if self.takes_html { &fields.published } else { &fields.reference_time };
        let names = [&fields.html, &fields.text, &fields.id, &fields.url, &fields.title, published].map(String::as_str);
        let open = || -> Result<_, String> {
            let file = File::open(path).map_err(|e| e.to_string())?;
            let builder = ParquetRecordBatchReaderBuilder::try_new(file).map_err(|e| e.to_string())?;
            let mask = ProjectionMask::columns(builder.parquet_schema(), names);
            builder.with_projection(mask).with_batch_size(BATCH_ROWS).build().map_err(|e| e.to_string())
        };
        let batches = match open() {
            Ok(batches) => batches,
            Err(e) => return (self.take)(Item::failed(name.into(), Stage::Read, e)),
        };
        let mut number = 0_u64;
        for batch in batches {
            let batch = match batch {
                Ok(batch) => batch,
                Err(e) => {
                    let source = format!("{name}:{}", number + 1);
                    return (self.take)(Item::failed(source, Stage::Read, e));
                }
            };
            let find = |name: &str| Column::find(&batch, name);
            let columns = Columns {
                html: if self.takes_html { find(&fields.html) } else { None },
                text: find(&fields.text),
                id: find(&fields.id),
                url: find(&fields.url),
                title: find(&fields.title),
                published: find(published),
            };
            for row in 0..batch.num_rows() {
                number += 1;
                let source = format!("{name}:{number}");
                (self.take)(columns.item(source, row))?;
            }
        }
        self.bytes_read.fetch_add(length, Ordering::Relaxed);
        Flow::Continue(())
    }
}
