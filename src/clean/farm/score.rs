//! The verdict on the page: how likely a farm made it.

use super::super::{Draft, SuspicionKind};
use crate::text::EditKind;

/// Points of a trace that decides alone, of one that is a habit, of an accident.
const DECISIVE: u32 = 80;
const STRONG: u32 = 40;
const WEAK: u32 = 15;

/// Adds up independent traces.
pub(super) fn run(draft: &mut Draft<'_>) {
    let count = |kind: EditKind| draft.edits().iter().filter(|e| e.kind == kind).count();
    let gone = |kind: EditKind| {
        let gone = draft.fates.iter().filter(|f| matches!(f, super::super::draft::Fate::Gone(k, ..) if *k == kind));
        gone.count()
    };
    let swapped = draft.suspicions.iter().filter(|s| s.kind == SuspicionKind::SwappedWord).count();
    let stray = count(EditKind::StrayMark);
    let points = [
        (count(EditKind::TitleEcho) > 0, DECISIVE),
        (count(EditKind::PinyinGloss) > 0, DECISIVE),
        (count(EditKind::SpamPhrase) > 0, STRONG),
        (swapped >= 3, STRONG),
        (stray >= 3, STRONG),
        (stray > 0 && stray < 3, WEAK),
        (gone(EditKind::TitleRepeat) >= 3, STRONG),
        ((1..3).contains(&gone(EditKind::TitleRepeat)), WEAK),
        (gone(EditKind::Promotion) > 0, WEAK),
        (count(EditKind::Lookalike) >= 3, STRONG),
        (count(EditKind::ByteGarble) > 0, WEAK),
        (draft.metadata.authors.iter().any(|a| matches!(a.as_str(), "热站" | "admin" | "网络整理" | "佚名")), WEAK),
    ];
    let sum: u32 = points.iter().filter(|p| p.0).map(|p| p.1).sum();
    draft.farm_score = draft.farm_score.max(sum.min(99) as u8);
}
