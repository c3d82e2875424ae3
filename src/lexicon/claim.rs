//! Cue verbs with their strength.

use super::table::builtin;
use crate::Error;
use std::collections::HashMap;

/// How strongly a cue verb stands behind the words; `claim` gives it its published name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CueStrength {
    /// 说, 表示.
    Neutral,
    /// 强调, 宣布.
    Assertive,
    /// 预计.
    Hedged,
    /// 否认.
    Denial,
}

/// The verbs that report speech or thought.
#[derive(Debug)]
pub struct ClaimWords {
    cues: HashMap<&'static str, CueStrength>,
}

impl ClaimWords {
    pub(super) fn load() -> Result<Self, Error> {
        let mut cues = HashMap::new();
        for row in builtin!("claim/cue.tsv").rows() {
            let row = row?;
            let strength = match row.get(1)? {
                "neutral" => CueStrength::Neutral,
                "assertive" => CueStrength::Assertive,
                "hedged" => CueStrength::Hedged,
                "denial" => CueStrength::Denial,
                other => return Err(row.error(format!("no strength: {other}"))),
            };
            cues.insert(row.get(0)?, strength);
        }
        Ok(Self { cues })
    }

    /// The strength of a cue verb; none when the word is no cue.
    #[must_use]
    pub fn cue(&self, word: &str) -> Option<CueStrength> {
        self.cues.get(word).copied()
    }
}
