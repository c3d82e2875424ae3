//! Records become a file, a folder of parts, or standard output; an interrupted run can go on where it was.

#[cfg(feature = "parquet")]
mod columns;
mod journal;
mod out;
#[cfg(feature = "parquet")]
mod parquet;
mod stream;
#[cfg(test)]
mod tests;
mod text_row;
mod whole;
mod writer;

use super::summary::Counts;

pub(crate) use journal::InputMark;
pub(crate) use out::{Judged, Out, OutMode};
pub(super) use text_row::TextRow;
pub(crate) use whole::WholeFile;
pub(crate) use writer::Writer;

/// Records between two checkpoints.
const CHECKPOINT_RECORDS: u64 = 1000;
/// Records in a part of a folder; a multiple of the above.
const PART_RECORDS: u64 = 10_000;
