//! Places, organizations, surnames, titles.

use super::Table;
use crate::Error;

/// Places, organizations, surnames, titles.
#[derive(Debug)]
pub struct NameWords {}

impl NameWords {
    pub(super) fn load(_user: Option<&Table<'_>>) -> Result<Self, Error> {
        Ok(Self {})
    }
}
