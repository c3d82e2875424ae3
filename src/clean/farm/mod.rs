//! Undoes what content farms do to prose.

use super::Draft;

/// Repairs that must meet the bytes untouched: residue, garbling, glosses, planted marks.
pub(super) fn repair(_draft: &mut Draft<'_>) {}

/// What is found once the lines of the article are known: repeated titles, fragments, spam phrases, look-alikes, suspicions.
pub(super) fn weed(_draft: &mut Draft<'_>) {}
