//! Line patterns, hints of tags and classes, bylines.

use crate::Error;

/// Line patterns, hints of tags and classes, bylines.
#[derive(Debug)]
pub struct CleanWords {}

impl CleanWords {
    pub(super) fn load() -> Result<Self, Error> {
        Ok(Self {})
    }
}
