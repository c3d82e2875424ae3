//! One program, one loaded lexicon: what must hold of every record, command and file of the project.
#![allow(clippy::unwrap_used, reason = "a test may say so when something is not there")]

mod browser;
mod cli;
mod cluster;
mod determinism;
mod formats;
mod gate;
mod learn;
mod ledger;
#[cfg(feature = "parquet")]
mod parquet;
mod report;
mod runs;
mod schema;
mod snapshots;
mod support;
mod tidy;
