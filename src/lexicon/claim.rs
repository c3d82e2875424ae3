//! Cue verbs, change words, share and rank words.

use crate::Error;

/// Cue verbs, change words, share and rank words.
#[derive(Debug)]
pub struct ClaimWords {}

impl ClaimWords {
    pub(super) fn load() -> Result<Self, Error> {
        Ok(Self {})
    }
}
