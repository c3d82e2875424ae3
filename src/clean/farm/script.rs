//! What was converted blindly from script to script: reported, never undone.

use super::super::{Draft, SuspicionKind};

/// Words that no script has.
pub(super) fn wrong_script(draft: &mut Draft<'_>) {
    let view = draft.view();
    let words = &draft.lexicon.farm;
    let found: Vec<_> = words.script_finder.find(&view.text).collect();
    for f in found {
        let (wrong, right) = words.scripts[f.word];
        let why = format!("{wrong} is no word of either script; {right} is");
        draft.suspect(&view, (f.start, f.end), SuspicionKind::WrongScript, Some(right.to_owned()), 85, why);
    }
}
