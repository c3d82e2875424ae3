//! What is written of a page when only its text is asked for.

use crate::clean::PageKind;
use crate::record::Name;
use schemars::JsonSchema;
use serde::Serialize;

/// A page's text, as a row.
#[derive(Serialize, JsonSchema)]
pub(in crate::dump) struct TextRow<'r> {
    pub(in crate::dump) id: &'r str,
    pub(in crate::dump) text: &'r str,
    /// Only of pages without an article.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(in crate::dump) kind: Option<Name<PageKind>>,
}
