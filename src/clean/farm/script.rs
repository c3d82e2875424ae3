//! What was converted blindly from script to script: reported, never undone.

use super::super::{Draft, SuspicionKind};

/// Words that no script has.
pub(super) fn wrong_script(draft: &mut Draft<'_>) {
    let view = draft.view();
    let words = &draft.lexicon.farm;
    let found: Vec<_> =
        words.script_finder.find_iter(&view.text).map(|m| (m.start(), m.end(), m.pattern().as_usize())).collect();
    for (start, end, word) in found {
        let (wrong, right) = words.scripts[word];
        let why = format!("{wrong} is no word of either script; {right} is");
        draft.suspect(&view, (start, end), SuspicionKind::WrongScript, Some(right.to_owned()), 85, why);
    }
}
