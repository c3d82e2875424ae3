//! What a run did, in figures.

use crate::clean::PageKind;
use crate::page::Stage;
use crate::text::Closed;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Counts of the records so far; kept at every checkpoint.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(crate) struct Counts {
    pub(crate) pages: u64,
    pub(crate) dropped: u64,
    pub(crate) kinds: BTreeMap<String, u64>,
    pub(crate) errors: BTreeMap<String, u64>,
}

impl Counts {
    pub(crate) fn add(&mut self, kind: PageKind, stage: Option<Stage>, is_dropped: bool) {
        self.pages += 1;
        self.dropped += u64::from(is_dropped);
        *self.kinds.entry(kind.as_str().to_owned()).or_default() += 1;
        if let Some(stage) = stage {
            *self.errors.entry(stage.as_str().to_owned()).or_default() += 1;
        }
    }

    pub(crate) fn failed(&self) -> u64 {
        self.kinds.get(PageKind::Error.as_str()).copied().unwrap_or(0)
    }
}

/// The whole of it.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Summary {
    #[serde(flatten)]
    pub(crate) counts: Counts,
    /// Pages that an earlier, interrupted run had finished.
    pub(crate) resumed_pages: u64,
    /// Files of other kinds in folders and archives.
    pub(crate) skipped_files: u64,
    pub(crate) bytes_in: u64,
    pub(crate) bytes_out: u64,
    pub(crate) seconds: f64,
    pub(crate) finished: bool,
}

impl Summary {
    /// One line for people.
    pub(crate) fn short(&self) -> String {
        let mut text = format!("{} page{}", self.counts.pages, if self.counts.pages == 1 { "" } else { "s" });
        let kinds: Vec<String> = self.counts.kinds.iter().map(|(kind, n)| format!("{n} {kind}")).collect();
        if !kinds.is_empty() {
            text += &format!(": {}", kinds.join(", "));
        }
        if self.counts.dropped > 0 {
            text += &format!("; {} dropped", self.counts.dropped);
        }
        if self.resumed_pages > 0 {
            text += &format!("; {} from before", self.resumed_pages);
        }
        if self.skipped_files > 0 {
            text += &format!("; {} files of other kinds skipped", self.skipped_files);
        }
        text + &format!("; {:.1} s", self.seconds)
    }
}
