//! Reads `dictionaries/*.tsv`: a header of `#:` lines, then tab-separated rows.

use crate::Error;

/// A tab-separated file. Lines that start with `#` are comments; errors name file, line and cause.
#[derive(Debug, Clone, Copy)]
pub struct Table<'t> {
    file: &'t str,
    content: &'t str,
}

/// One row of a [`Table`].
#[derive(Debug, Clone, Copy)]
pub struct Row<'t> {
    file: &'t str,
    number: usize,
    line: &'t str,
}

impl<'t> Table<'t> {
    /// A table from the content of `file`.
    #[must_use]
    pub fn new(file: &'t str, content: &'t str) -> Self {
        Self { file, content: content.strip_prefix('\u{feff}').unwrap_or(content) }
    }

    /// The rows. An empty line is skipped, a line of spaces is an error of its row.
    pub fn rows(&self) -> impl Iterator<Item = Result<Row<'t>, Error>> + use<'t> {
        let Self { file, content } = *self;
        content.lines().enumerate().filter(|(_, line)| !line.is_empty() && !line.starts_with('#')).map(
            move |(at, line)| {
                let row = Row { file, number: at + 1, line };
                if row.get(0)?.trim().is_empty() { Err(row.error("the first column is empty")) } else { Ok(row) }
            },
        )
    }
}

impl<'t> Row<'t> {
    /// The column at `index`.
    ///
    /// # Errors
    /// When the row is shorter.
    pub fn get(&self, index: usize) -> Result<&'t str, Error> {
        self.line.split('\t').nth(index).ok_or_else(|| self.error(format!("column {} is missing", index + 1)))
    }

    /// The column at `index`, when it is there and not empty.
    #[must_use]
    pub fn optional(&self, index: usize) -> Option<&'t str> {
        self.line.split('\t').nth(index).filter(|c| !c.is_empty())
    }

    /// All columns.
    pub fn columns(&self) -> impl Iterator<Item = &'t str> + use<'t> {
        self.line.split('\t')
    }

    /// An error that names this row.
    #[must_use]
    pub fn error(&self, problem: impl Into<String>) -> Error {
        Error::dictionary(self.file, self.number, problem)
    }
}

/// A built-in table: `builtin!("unit/length.tsv")`.
macro_rules! builtin {
    ($path:literal) => {
        $crate::lexicon::Table::new(
            concat!("dictionaries/", $path),
            include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/dictionaries/", $path)),
        )
    };
}
pub(crate) use builtin;
