//! `text`: spans, offsets, scripts, and the ledger: the ground, which knows nothing else of ours.
//!
//! Law: `undo(apply(page)) = page`.

mod border;
mod calendar;
mod closed;
mod find;
mod grapheme;
mod ledger;
mod offsets;
mod place;
mod script;
mod span;
mod tag;

pub(crate) use border::{border_after, border_before};
pub(crate) use calendar::{civil, days};
pub use closed::Closed;
pub(crate) use closed::closed;
pub(crate) use find::{first_place, holds_any, places};
pub use grapheme::keeps_clusters;
pub use ledger::{Certainty, Edit, EditKind, Ledger, LedgerError};
pub use offsets::CodePoints;
pub(crate) use place::{At, at, before, decode, three};
pub use script::{CharSet, fold_width, is_han, is_kana, is_letter};
pub(crate) use script::{HAN_LEADS, begins_with_han, is_word, marks};
pub use span::{InPage, InText, PageSpan, Span, TextSpan};
pub use tag::Tag;
