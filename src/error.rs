//! The one public error: what a user did that cannot be carried out. What goes wrong with a page is in its record.

use std::path::PathBuf;

/// Why a command or a pipeline could not start or finish.
#[derive(Debug, thiserror::Error)]
#[error(transparent)]
pub struct Error(#[from] Cause);

/// Inside, each room words its own failures.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Cause {
    /// A dictionary line that cannot be used.
    #[error("{file}:{line}: {problem}")]
    Dictionary { file: String, line: usize, problem: String },
    /// An input that does not exist or cannot be opened, or an option that does not fit it.
    #[error("{}: {problem}", path.display())]
    Input { path: PathBuf, problem: String },
    /// An output that cannot be written.
    #[error("{}: {problem}", path.display())]
    Output { path: PathBuf, problem: String },
}

impl Error {
    /// Whether a dictionary is at fault.
    #[must_use]
    pub fn is_dictionary(&self) -> bool {
        matches!(self.0, Cause::Dictionary { .. })
    }

    /// Whether an input is at fault.
    #[must_use]
    pub fn is_input(&self) -> bool {
        matches!(self.0, Cause::Input { .. })
    }

    /// Whether the output is at fault.
    #[must_use]
    pub fn is_output(&self) -> bool {
        matches!(self.0, Cause::Output { .. })
    }

    pub(crate) fn dictionary(file: &str, line: usize, problem: impl Into<String>) -> Self {
        Cause::Dictionary { file: file.into(), line, problem: problem.into() }.into()
    }

    #[cfg(feature = "cli")]
    pub(crate) fn input(path: impl Into<PathBuf>, problem: impl std::fmt::Display) -> Self {
        Cause::Input { path: path.into(), problem: problem.to_string() }.into()
    }

    #[cfg(feature = "cli")]
    pub(crate) fn output(path: impl Into<PathBuf>, problem: impl std::fmt::Display) -> Self {
        Cause::Output { path: path.into(), problem: problem.to_string() }.into()
    }
}
