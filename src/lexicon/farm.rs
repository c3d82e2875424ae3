//! What farms do: readings of characters, twins, word classes of spam.

use crate::Error;

/// What farms do: readings of characters, twins, word classes of spam.
#[derive(Debug)]
pub struct FarmWords {}

impl FarmWords {
    pub(super) fn load() -> Result<Self, Error> {
        Ok(Self {})
    }
}
