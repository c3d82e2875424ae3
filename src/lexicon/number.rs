//! Numerals, units, counters, holidays, eras, idioms.

use crate::Error;

/// Numerals, units, counters, holidays, eras, idioms.
#[derive(Debug)]
pub struct NumberWords {}

impl NumberWords {
    pub(super) fn load() -> Result<Self, Error> {
        Ok(Self {})
    }
}
