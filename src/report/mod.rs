//! `report`: records become fact sheets that a person reads: a page an article and an index, or tables for other programs.
//!
//! Law: text from pages can never become markup. Everything goes through templates that escape; the style and the script are ours and
//! carry a nonce, and a content security policy forbids the rest.

mod export;
mod folder;
mod marks;
mod names;
mod sheet;
mod shown;
mod told;

use crate::clean::{PageKind, SuspicionKind};
use crate::record::{Record, SCHEMA};
use crate::text::{Closed, EditKind};
use crate::{Error, check::CheckVerdict};
use askama::Template;
use folder::Folder;
use names::{Word, flag, word};
use rayon::prelude::*;
use shown::Part;
use std::fs;
use std::io::{BufRead, BufReader, BufWriter};
use std::path::{Path, PathBuf};
use told::Told;

/// What a report is written as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReportFormat {
    /// A folder: a page an article, and an index.
    Html,
    /// One table of facts for spreadsheet programs.
    Csv,
    /// One document of facts.
    Markdown,
}

/// What was written.
#[derive(Debug, Clone, Default)]
pub struct Written {
    /// Records that were read.
    pub records: usize,
    /// Lines that were no record of a schema that we know: where, and why.
    pub skipped: Vec<String>,
}

/// Records that are held at once.
const BATCH: usize = 256;
/// Rows of one page of the index, which are searched together: 240 bytes each, so a page of 5 MB (measured: 10,000 rows open in half a
/// second, as only `SHOWN` of them are laid out).
const INDEX_ROWS: usize = 20_000;
/// Rows that are laid out at once; the script brings the next when they are asked for.
const SHOWN: usize = 500;

/// The columns of the index.
const HEADS: [(Word, &str); 7] = [
    (word("标题", "Title"), ""),
    (word("来源", "Source"), ""),
    (word("日期", "Date"), ""),
    (word("论断", "Claims"), "n"),
    (word("矛盾", "Conflicts"), "n"),
    (word("删去", "Removed"), "n"),
    (word("标记", "Flags"), ""),
];

/// Edits that tell of a page that was tampered with or broken, not of a site's furniture.
const FARM: [EditKind; 10] = [
    EditKind::SpamPhrase,
    EditKind::TitleEcho,
    EditKind::TitleRepeat,
    EditKind::PinyinGloss,
    EditKind::ByteGarble,
    EditKind::StrayMark,
    EditKind::Lookalike,
    EditKind::Hidden,
    EditKind::Residue,
    EditKind::Duplicate,
];

const STYLE: &str = include_str!("templates/style.css");
const SCRIPT: &str = include_str!("templates/script.js");

#[derive(Template)]
#[template(path = "index.html")]
struct Index<'a> {
    nonce: &'a str,
    style: &'a str,
    script: &'a str,
    total: usize,
    shown: &'a [Row],
    rest: &'a [Row],
    kinds: Vec<Word>,
    heads: Vec<(Word, &'static str)>,
    failed: &'a [(String, String)],
    more: Vec<(usize, String)>,
}

/// One row of the index.
#[derive(Debug, Clone)]
struct Row {
    file: Option<String>,
    title: String,
    source: String,
    /// The day alone; `published` is the whole.
    date: String,
    published: String,
    claims: usize,
    conflicts: usize,
    removed: String,
    flags: Vec<Word>,
    has: String,
    failed: Option<String>,
}

/// Writes a report of the records in `inputs` (JSONL) to `out`: a folder for HTML, else a file. A folder that is written over loses the
/// sheets that an earlier report left there, and nothing else; a file is `out.part` until it is whole.
///
/// # Errors
/// When an input cannot be read, or `out` exists (unless `overwrite`) or cannot be written, or a folder to be written over holds a file that
/// has the name of a sheet and was not written by a report.
pub fn report(inputs: &[PathBuf], out: &Path, format: ReportFormat, overwrite: bool) -> Result<Written, Error> {
    if out.exists() && !overwrite {
        return Err(Error::output(out, "exists; give --overwrite to write it anew"));
    }
    let files = inputs
        .iter()
        .map(|p| fs::File::open(p).map(|f| (p, f)).map_err(|e| Error::input(p, e)))
        .collect::<Result<Vec<_>, _>>()?;
    match format {
        ReportFormat::Html => html(files, &mut Folder::open(out)?, out),
        ReportFormat::Csv | ReportFormat::Markdown => table(files, out, format, overwrite),
    }
}

fn table(
    files: Vec<(&PathBuf, fs::File)>,
    out: &Path,
    format: ReportFormat,
    overwrite: bool,
) -> Result<Written, Error> {
    let mut part = out.as_os_str().to_owned();
    part.push(".part");
    let part = PathBuf::from(part);
    if out.is_dir() {
        return Err(Error::output(out, "is a folder; a table is a file"));
    }
    if part.exists() && !overwrite {
        return Err(Error::output(&part, "exists; give --overwrite to write it anew"));
    }
    let failed = |e| Error::output(&part, e);
    let mut sink =
        export::Sink::new(BufWriter::new(fs::File::create(&part).map_err(failed)?), format).map_err(failed)?;
    let mut written = Written::default();
    for (path, file) in files {
        each_batch(path, file, &mut written, |records| {
            records.iter().try_for_each(|r| sink.record(r)).map_err(failed)
        })?;
    }
    sink.finish().map_err(failed)?;
    fs::rename(&part, out).map_err(|e| Error::output(out, e))?;
    Ok(written)
}

/// Reads the records of one file, some at a time. Lines that are none are named, and the rest goes on.
fn each_batch(
    path: &Path,
    file: fs::File,
    written: &mut Written,
    mut work: impl FnMut(&[Record]) -> Result<(), Error>,
) -> Result<(), Error> {
    let mut lines = BufReader::new(file).split(b'\n').enumerate();
    loop {
        let batch: Vec<_> = lines.by_ref().take(BATCH).collect();
        if batch.is_empty() {
            return Ok(());
        }
        let parsed: Vec<Result<Option<Record>, String>> =
            batch.into_par_iter().map(|(at, line)| parsed(path, at, line)).collect();
        let mut records = Vec::with_capacity(parsed.len());
        for result in parsed {
            match result {
                Ok(record) => records.extend(record),
                Err(why) => written.skipped.push(why),
            }
        }
        written.records += records.len();
        work(&records)?;
    }
}

fn parsed(path: &Path, at: usize, line: std::io::Result<Vec<u8>>) -> Result<Option<Record>, String> {
    let named = |why: String| format!("{}:{}: {why}", path.display(), at + 1);
    let line = line.map_err(|e| named(e.to_string()))?;
    if line.iter().all(u8::is_ascii_whitespace) {
        return Ok(None);
    }
    let record: Record = serde_json::from_slice(&line).map_err(|e| named(format!("no record: {e}")))?;
    if record.schema != SCHEMA {
        return Err(named(format!("a record of schema {}, this program knows {SCHEMA}", record.schema)));
    }
    let problems = crate::record::problems(&record);
    if problems.is_empty() {
        Ok(Some(record))
    } else {
        Err(named(format!("the record does not hold together: {}", problems[0])))
    }
}

fn html(files: Vec<(&PathBuf, fs::File)>, folder: &mut Folder, out: &Path) -> Result<Written, Error> {
    let told = Told::load()?;
    let mut written = Written::default();
    let mut rows: Vec<Row> = Vec::new();
    for (path, file) in files {
        each_batch(path, file, &mut written, |records| {
            let first = rows.len() + 1;
            let numbered = || records.iter().enumerate().map(|(i, r)| (first + i, r));
            folder.announce(numbered().filter(|(_, r)| r.article.is_some()).map(|(n, _)| folder::sheet(n)))?;
            let folder = &*folder;
            let pages: Vec<Result<Row, Error>> =
                records.par_iter().enumerate().map(|(i, r)| one(r, first + i, &told, folder, out)).collect();
            rows.extend(pages.into_iter().collect::<Result<Vec<_>, _>>()?);
            Ok(())
        })?;
    }
    rows.sort_by(|a, b| (b.conflicts, &b.date).cmp(&(a.conflicts, &a.date)).then_with(|| a.title.cmp(&b.title)));
    let mut failed: Vec<(String, String)> =
        rows.iter().filter_map(|r| r.failed.clone().map(|why| (r.title.clone(), why))).collect();
    failed.sort();
    failed.extend(written.skipped.iter().map(|line| match line.split_once(": ") {
        Some((place, why)) => (place.to_owned(), why.to_owned()),
        None => (line.clone(), String::new()),
    }));
    let nonce = nonce("index");
    let count = rows.len().div_ceil(INDEX_ROWS).max(1);
    folder.announce((0..count).map(folder::index))?;
    for n in 0..count {
        let part = &rows[(n * INDEX_ROWS).min(rows.len())..((n + 1) * INDEX_ROWS).min(rows.len())];
        let (shown, rest) = part.split_at(SHOWN.min(part.len()));
        let page = Index {
            nonce: &nonce,
            style: STYLE,
            script: SCRIPT,
            total: rows.len(),
            shown,
            rest,
            kinds: PageKind::ALL.iter().map(|k| flag(k.as_str())).collect(),
            heads: HEADS.to_vec(),
            failed: if n == 0 { &failed } else { &[] },
            more: if count > 1 { (0..count).map(|i| (i + 1, folder::index(i))).collect() } else { Vec::new() },
        };
        folder.write(&folder::index(n), &rendered(&page, out)?)?;
    }
    Ok(written)
}

/// One article's page, when it has one, and its row in the index.
fn one(record: &Record, number: usize, told: &Told, folder: &Folder, out: &Path) -> Result<Row, Error> {
    let conflicts = record.checks.iter().filter(|k| k.verdict.0 == CheckVerdict::Conflict).count();
    let article = record.article.as_ref();
    let file = match article {
        Some(_) => {
            let name = folder::sheet(number);
            let nonce = nonce(&record.id);
            folder.write(&name, &rendered(&sheet::Sheet::new(record, told, &nonce, STYLE, SCRIPT), out)?)?;
            Some(name)
        }
        None => None,
    };
    let title = article.and_then(|a| a.title.clone()).unwrap_or_else(|| record.input.source.clone());
    let mut has = vec![record.kind.0.as_str()];
    has.extend((conflicts > 0).then_some("conflict"));
    has.extend((!record.suspicions.is_empty()).then_some("suspicion"));
    let published = article.and_then(|a| a.published.clone()).unwrap_or_default();
    let mut flags: Vec<Word> = Vec::new();
    flags.extend((record.kind.0 != PageKind::Article).then(|| flag(record.kind.0.as_str())));
    flags.extend(record.quality.iter().flat_map(|q| &q.flags).filter_map(|f| known(f)));
    Ok(Row {
        file,
        title,
        source: article.and_then(|a| a.source.clone().or_else(|| a.site.clone())).unwrap_or_default(),
        date: published.chars().take("2025-09-08".len()).collect(),
        published,
        claims: record.claims.len(),
        conflicts,
        removed: record.quality.as_ref().map_or_else(String::new, |q| format!("{:.0} %", q.removed_share * 100.0)),
        flags,
        has: has.join(" "),
        failed: record.error.as_ref().map(|e| format!("{}: {}", e.stage.0.as_str(), e.message)),
    })
}

/// A flag of a page's quality that an editor wants to see in the index. What every page has (menus, bylines, white space, a time without a zone) says nothing.
fn known(name: &str) -> Option<Word> {
    const TOLD: [&str; 2] = ["garbled", "encoding_guessed"];
    let evidence = SuspicionKind::from_name(name).map(|k| k.as_str());
    let farm = EditKind::from_name(name).filter(|k| FARM.contains(k)).map(|k| k.as_str());
    evidence.or(farm).or_else(|| TOLD.into_iter().find(|t| *t == name)).map(flag)
}

/// A word that only our own style and script carry; the same for the same record.
fn nonce(of: &str) -> String {
    blake3::hash(format!("{STYLE}{SCRIPT}{of}").as_bytes()).to_hex()[..24].to_owned()
}

fn rendered(page: &impl Template, out: &Path) -> Result<String, Error> {
    page.render().map_err(|e| Error::output(out, e))
}
