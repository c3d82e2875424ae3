//! Undoes what content farms do to prose.
//!
//! Law: deletes places, never words. The evidence lies in a pattern over the page: rotation, totality, one symbol all over.

mod aligned;
mod code_line;
mod contact;
mod decoy;
mod digit;
mod echo;
mod escape;
mod fit;
mod garble;
mod gloss;
mod heap;
mod invisible;
mod jammer;
mod latin;
mod lines;
mod mark;
mod markup;
mod planted;
mod promo;
mod residue;
mod rotation;
mod score;
mod script;
mod spam;
mod swap;
mod symbol;
mod title;
mod turns;
mod twin;
mod variant;

use super::Draft;
use crate::lexicon::Lexicon;

/// One detector: the ids of its rules, and the step that runs them.
struct Step {
    /// The rules that it may name in the ledger; of suspicions, their kind.
    rules: &'static [&'static str],
    run: fn(&mut Draft<'_>),
}

/// What must meet the bytes untouched, in order: tags split clauses, garbled bytes may not be folded, glosses split all else.
const REPAIRS: &[Step] = &[
    Step {
        rules: &[
            "residue.entity",
            "residue.escape",
            "residue.tag",
            "residue.shortcode",
            "residue.template",
            "residue.json",
            "residue.null",
            "residue.line",
        ],
        run: residue::run,
    },
    Step {
        rules: &[
            "garble.gbk-shift",
            "garble.utf8-as-gbk",
            "garble.gbk-as-latin",
            "garble.utf8-as-latin",
            "garble.gbk-as-other",
        ],
        run: garble::run,
    },
    Step { rules: &["mark.zero-width"], run: invisible::zero_width },
    Step { rules: &["gloss.total"], run: gloss::run },
    Step { rules: &["mark.planted"], run: planted::run },
    Step { rules: &["mark.scattered"], run: symbol::run },
    Step { rules: &["mark.jammer"], run: jammer::run },
    Step { rules: &["mark.doubled"], run: mark::doubled },
    Step { rules: &["mark.doubled"], run: mark::chasing },
];

/// What is found once the lines of the article are known.
const WEEDS: &[Step] = &[
    Step { rules: &["line.title"], run: title::run },
    Step { rules: &["promo.spliced", "spliced_paragraph"], run: promo::run },
    Step { rules: &["promo.keywords"], run: promo::keywords },
    Step { rules: &["promo.heap"], run: heap::run },
    Step { rules: &["echo.rotation"], run: echo::run },
    Step { rules: &["spam.slots-edge", "spam.slots-glued", "spam_phrase"], run: spam::run },
    Step { rules: &["twin.digit"], run: digit::run },
    Step { rules: &["twin.variant"], run: variant::run },
    Step {
        rules: &["twin.radical", "twin.compat", "twin.math", "twin.form", "twin.script-mix", "width.mix"],
        run: twin::run,
    },
    Step { rules: &["swapped_word"], run: swap::run },
    Step { rules: &["wrong_script"], run: script::wrong_script },
    Step { rules: &[], run: score::run },
];

/// Whether most of a text is Chinese whose bytes were read as Latin letters, so that its script tells nothing.
pub(super) fn is_chinese_in_latin<'t>(lines: impl Iterator<Item = &'t str>, lexicon: &Lexicon) -> bool {
    latin::is_chinese_in_latin(lines, &lexicon.farm)
}

/// Whether a line is heaped up from the titles of film sites.
pub(super) fn is_heaped(line: &str, lexicon: &Lexicon) -> bool {
    heap::heaped(line, &lexicon.farm).is_some()
}

/// What no reader sees, before anything looks at sentences.
const UNSEEN: &[Step] = &[Step { rules: &["hidden.words"], run: decoy::run }];

/// Words inside sentences that a style hides; right after the article's blocks are chosen, while nothing in them is edited.
pub(super) fn unseen(draft: &mut Draft<'_>) {
    run(UNSEEN, draft);
}

/// Repairs that must meet the bytes untouched: residue, garbling, glosses, planted marks.
pub(super) fn repair(draft: &mut Draft<'_>) {
    run(REPAIRS, draft);
}

/// What is found once the lines of the article are known: repeated titles, fragments, spam phrases, look-alikes, suspicions.
pub(super) fn weed(draft: &mut Draft<'_>) {
    run(WEEDS, draft);
}

fn run(steps: &[Step], draft: &mut Draft<'_>) {
    for step in steps {
        let before = draft.edits().len();
        (step.run)(draft);
        debug_assert!(draft.edits().len() <= before || !step.rules.is_empty(), "an edit names a listed rule");
    }
}

#[cfg(test)]
mod tests;
