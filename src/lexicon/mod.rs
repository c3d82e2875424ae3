//! `lexicon`: `dictionaries/` become matchers, once.
//!
//! Law: immutable once loaded. Each room has a file of its own here; all files under `dictionaries/` are built into the
//! binary, and are loaded while jieba loads.

mod check;
mod claim;
mod clean;
mod farm;
mod finder;
mod fluency;
mod kind;
mod line_index;
mod model;
mod name;
pub(crate) mod number;
pub(crate) mod series;
mod starts;
mod table;
mod words;

pub use check::{CheckWord, CheckWords};
pub use claim::{ClaimWord, ClaimWords, CueForm, CueStrength, Way, class};
pub use clean::{Anchor, CleanWords, LineRule};
pub use farm::{Classes, FarmWords, Swap};
pub use finder::{Finder, Found};
pub use fluency::{Fluency, Key, NAT, UNKNOWN, UNSEEN, WORD_CHARS_MAX};
pub use kind::EntityKind;
pub use model::NameModel;
pub(crate) use model::{LABELS, PLACES, Scores, Sum};
pub use name::NameWords;
pub(crate) use name::{ShortMap, class as name_class, rest_as_number};
pub use number::NumberWords;
pub(crate) use starts::{CHARS_MAX, Starts};
pub(crate) use table::builtin;
pub use table::{Row, Table};
pub use words::Words;

use crate::Error;

/// Everything that the rooms look up.
#[derive(Debug)]
pub struct Lexicon {
    /// jieba with our words.
    pub words: Words,
    /// Line patterns, tag and class hints, bylines.
    pub clean: CleanWords,
    /// What farms do: readings, twins, word classes.
    pub farm: FarmWords,
    /// Numerals, units, counters, holidays.
    pub number: NumberWords,
    /// Places, organizations, surnames, titles.
    pub name: NameWords,
    /// How likely words are behind one another.
    pub fluency: Fluency,
    /// Weights that tell names by what stands around them.
    pub model: NameModel,
    /// Cue verbs, change, share and rank words.
    pub claim: ClaimWords,
    /// Words that tie the operands of a check together, or silence it.
    pub check: CheckWords,
}

impl Lexicon {
    /// Loads the built-in dictionaries, and the user's own words when given.
    ///
    /// # Errors
    /// When a dictionary has a line that cannot be used.
    pub fn load(user: Option<Table<'_>>) -> Result<Self, Error> {
        Self::with(user, NameModel::load)
    }

    /// The built-in dictionaries without weights, which the training makes.
    ///
    /// # Errors
    /// As [`Self::load`].
    #[cfg(any(test, feature = "train"))]
    pub fn untrained() -> Result<Self, Error> {
        Self::with(None, || Ok(NameModel::none()))
    }

    fn with(user: Option<Table<'_>>, model: impl FnOnce() -> Result<NameModel, Error> + Send) -> Result<Self, Error> {
        let (words, rest) = rayon::join(
            || Words::load(user.as_ref()),
            || {
                Ok::<_, Error>((
                    CleanWords::load()?,
                    FarmWords::load()?,
                    NumberWords::load()?,
                    NameWords::load(user.as_ref())?,
                    model()?,
                    ClaimWords::load()?,
                    CheckWords::load()?,
                ))
            },
        );
        let (clean, farm, number, name, model, claim, check) = rest?;
        let fluency = Fluency::load()?;
        Ok(Self { words: words?, clean, farm, number, name, fluency, model, claim, check })
    }
}
