//! **taojin** 淘金 washes scraped Chinese news until only the facts remain.
//!
//! Pages go in (HTML or text); records come out: the article as its author wrote it, a ledger of everything that was taken
//! away, entities, quantities, times, claims, who says them, and checks of the arithmetic, each tied to its words.
//!
//! ```
//! use taojin::{Input, Options, Pipeline};
//!
//! let pipeline = Pipeline::new(Options::default())?;
//! let record = pipeline.extract(&Input::text("memo.txt", "一季度，全市用电量为246.8亿千瓦时，同比增长5.2%。"));
//! let quantity = &record.quantities[0];
//! assert_eq!(quantity.text, "246.8亿千瓦时");
//! assert_eq!(quantity.value.as_deref(), Some("24680000000"));
//! # Ok::<(), taojin::Error>(())
//! ```
//!
//! The rooms, in the order in which a page passes through them; see `ARCHITECTURE.md`.

pub mod text;

pub mod lexicon;

pub mod page;

pub mod clean;

pub mod scan;

pub mod segment;

pub mod quantity;

pub mod entity;

pub mod claim;

pub mod check;

pub mod record;

mod error;
mod pipeline;

#[cfg(feature = "cli")]
pub mod cli;
#[cfg(feature = "cli")]
pub mod dump;
#[cfg(feature = "cli")]
pub mod report;

pub use error::Error;
pub use pipeline::{Format, Input, Options, Pipeline, Task};
pub use record::Record;
