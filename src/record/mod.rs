//! `record`: the published types, their JSON Schema, and the one place where bytes become code points.
//!
//! Law: a record is sound or it is an error.

mod build;
mod names;
mod sound;
mod types;

pub(crate) use build::{Found, Parts, failed, record};
pub use names::{Id, Name};
pub use sound::problems;
pub use types::*;

/// The JSON Schema (draft 2020-12) of a record, as pretty-printed JSON with a line end.
#[must_use]
pub fn schema() -> String {
    let schema = schemars::generate::SchemaSettings::draft2020_12().into_generator().into_root_schema_for::<Record>();
    let mut text = serde_json::to_string_pretty(&schema).unwrap_or_default();
    text.push('\n');
    text
}
