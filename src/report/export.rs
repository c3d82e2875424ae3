//! Facts for other programs: CSV that spreadsheet programs open, and Markdown.

use super::ReportFormat;
use super::sheet::{Fact, claim, speaker, time};
use crate::check::CheckVerdict;
use crate::record::{Check, Record};
use crate::text::Closed;
use std::io::{self, Write};

/// Where facts go.
pub(super) enum Sink<W: Write> {
    Csv(Box<csv::Writer<W>>),
    Markdown(W),
}

/// What a spreadsheet program takes for a formula when a cell starts with it (OWASP, CSV injection); the wide forms count where East
/// Asian input is usual.
const FORMULA: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];

/// A cell that no spreadsheet program runs.
fn cell(text: &str) -> String {
    if text.starts_with(FORMULA) { format!("'{text}") } else { text.to_owned() }
}

/// The published names of a fact.
fn tags(fact: &Fact) -> String {
    fact.tags.iter().map(|w| w.en).collect::<Vec<_>>().join(" · ")
}

/// The checks, with those that do not add up before the others.
fn conflicts_first(record: &Record) -> Vec<&Check> {
    let mut checks: Vec<&Check> = record.checks.iter().collect();
    checks.sort_by_key(|k| k.verdict.0 != CheckVerdict::Conflict);
    checks
}

/// Text that Markdown takes as text.
fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\n' | '\r' => out.push(' '),
            '\\' | '`' | '*' | '_' | '{' | '}' | '[' | ']' | '<' | '>' | '#' | '|' | '!' | '&' => {
                out.push('\\');
                out.push(c);
            }
            _ => out.push(c),
        }
    }
    out
}

impl<W: Write> Sink<W> {
    /// # Errors
    /// When nothing can be written.
    pub(super) fn new(mut to: W, format: ReportFormat) -> io::Result<Self> {
        if format != ReportFormat::Csv {
            return Ok(Self::Markdown(to));
        }
        // Spreadsheet programs take UTF-8 for granted only behind a BOM.
        to.write_all("\u{feff}".as_bytes())?;
        let mut csv = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(to);
        csv.write_record([
            "source", "title", "id", "kind", "fact", "value", "speaker", "time", "note", "start", "end",
        ])?;
        Ok(Self::Csv(Box::new(csv)))
    }

    /// # Errors
    /// When nothing can be written.
    pub(super) fn record(&mut self, record: &Record) -> io::Result<()> {
        let title = record.article.as_ref().and_then(|a| a.title.as_deref()).unwrap_or("");
        match self {
            Self::Csv(csv) => {
                let mut row = |id: &str, kind: &str, cells: [&str; 5], span: [u32; 2]| {
                    let [fact, value, speaker, time, note] = cells.map(cell);
                    let (start, end) = (span[0].to_string(), span[1].to_string());
                    let (source, title) = (cell(&record.input.source), cell(title));
                    csv.write_record([&source, &title, id, kind, &fact, &value, &speaker, &time, &note, &start, &end])
                };
                for k in conflicts_first(record) {
                    let span = k.says.first().map_or([0, 0], |s| s.span);
                    let value = format!("{} / {}", k.stated, k.computed);
                    let cells = [k.verdict.0.as_str(), &value, "", "", &k.why];
                    row(&k.id.to_string(), k.kind.0.as_str(), cells, span)?;
                }
                for c in &record.claims {
                    let f = claim(record, c);
                    let (speaker, time) = (speaker(record, c), time(record, c));
                    let said = [speaker.as_deref().unwrap_or(""), time.as_deref().unwrap_or("")];
                    let cells = [&*f.head.own, &f.value, said[0], said[1], &tags(&f)];
                    row(&f.id, c.kind.0.as_str(), cells, c.span)?;
                }
                Ok(())
            }
            Self::Markdown(to) => {
                writeln!(to, "## {}\n", plain(if title.is_empty() { &record.input.source } else { title }))?;
                for k in conflicts_first(record) {
                    writeln!(
                        to,
                        "- **{}** {}: {} / {}. {}",
                        k.verdict.0.as_str(),
                        k.kind.0.as_str(),
                        plain(&k.stated),
                        plain(&k.computed),
                        plain(&k.why)
                    )?;
                }
                for c in &record.claims {
                    let f = claim(record, c);
                    let note: Vec<String> = [tags(&f), f.note.own].into_iter().filter(|n| !n.is_empty()).collect();
                    writeln!(to, "- {} {} ({})", plain(&f.head.own), plain(&f.value), plain(&note.join(" · ")))?;
                }
                writeln!(to)
            }
        }
    }

    /// # Errors
    /// When what is left cannot be written.
    pub(super) fn finish(self) -> io::Result<()> {
        match self {
            Self::Csv(mut csv) => csv.flush(),
            Self::Markdown(mut to) => to.flush(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_that_look_like_formulas_are_text() {
        for evil in ["=1+1", "+cmd", "-2", "@SUM(A1)", "\tx", "＝1＋1", "\n=1"] {
            assert!(cell(evil).starts_with('\''));
        }
        assert_eq!(cell("46.1%"), "46.1%");
    }

    #[test]
    fn markdown_takes_text_as_text() {
        assert_eq!(plain("a|b<i>*c*"), "a\\|b\\<i\\>\\*c\\*");
    }
}
