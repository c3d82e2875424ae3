//! Files in, pages out: what is HTML, text or JSONL, in files, folders, globs and on standard input, one page at a time.

use crate::clean::Given;
use crate::page::Stage;
use crate::{Error, Format, Input};
use serde_json::Value;
use std::collections::VecDeque;
use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

/// What came out of an input: a page, or why there is none.
#[derive(Debug)]
pub enum Item {
    /// A page to work on.
    Page(Box<Input>),
    /// A page that could not be read.
    Failed {
        /// Where it stands.
        source: String,
        /// Its id, when it could be read.
        id: Option<String>,
        /// Where reading failed.
        stage: Stage,
        /// Why.
        message: String,
    },
}

/// What a file holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// One web page.
    Html,
    /// One text.
    Text,
    /// A page a line.
    Jsonl,
}

/// Names of the fields of a row.
#[derive(Debug, Clone)]
pub struct Fields {
    /// The web page.
    pub html: String,
    /// The text; read when there is no web page.
    pub text: String,
    /// The address.
    pub url: String,
    /// The id; a number is taken as text.
    pub id: String,
    /// The title.
    pub title: String,
    /// The time of publication, or the reference time of `annotate`.
    pub published: String,
}

impl Default for Fields {
    fn default() -> Self {
        let [html, text, url, id, title, published] = ["html", "text", "url", "id", "title", "published"].map(str::to_owned);
        Self { html, text, url, id, title, published }
    }
}

/// One file to read, or standard input.
#[derive(Debug, Clone)]
struct Entry {
    /// None is standard input.
    path: Option<PathBuf>,
    source: String,
    kind: Kind,
}

/// Everything that a run reads, in order.
#[derive(Debug)]
pub struct Reader {
    entries: VecDeque<Entry>,
    rows: Option<Rows>,
    fields: Fields,
    page_bytes_max: usize,
    /// Files of other kinds that were left out.
    pub skipped: u64,
    /// Bytes of all inputs.
    pub bytes: u64,
}

struct Rows {
    lines: Box<dyn BufRead + Send>,
    source: String,
    line: u64,
}

impl std::fmt::Debug for Rows {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{}", self.source, self.line)
    }
}

/// A path as a record prints it: bytes that are not UTF-8 are percent-encoded.
fn printed(path: &Path) -> String {
    use std::fmt::Write;
    let mut out = String::new();
    for chunk in path.as_os_str().as_encoded_bytes().utf8_chunks() {
        out.push_str(chunk.valid());
        for byte in chunk.invalid() {
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

fn kind_of(path: &Path) -> Option<Kind> {
    let ending = path.extension()?.to_str()?.to_ascii_lowercase();
    match ending.as_str() {
        "html" | "htm" | "xhtml" | "shtml" => Some(Kind::Html),
        "txt" | "text" => Some(Kind::Text),
        "jsonl" | "ndjson" => Some(Kind::Jsonl),
        _ => None,
    }
}

impl Reader {
    /// Looks for the inputs, before anything is written.
    ///
    /// # Errors
    /// When an input does not exist, cannot be opened, or is of a kind that cannot be told.
    pub fn open(inputs: &[String], from: Option<Kind>, fields: Fields, page_bytes_max: usize) -> Result<Self, Error> {
        let mut reader = Self { entries: VecDeque::new(), rows: None, fields, page_bytes_max, skipped: 0, bytes: 0 };
        for input in inputs {
            if input == "-" {
                let kind = from.ok_or_else(|| Error::input("-", "say what standard input holds: --from html, text or jsonl"))?;
                reader.entries.push_back(Entry { path: None, source: "-".into(), kind });
                continue;
            }
            let path = PathBuf::from(input);
            if path.is_dir() {
                reader.folder(&path, from)?;
            } else if path.exists() {
                reader.file(path, from)?;
            } else if input.contains(['*', '?', '[']) {
                let paths = glob::glob(input).map_err(|e| Error::input(&path, e))?;
                let mut found: Vec<PathBuf> = paths.filter_map(Result::ok).collect();
                found.sort_by(|a, b| parts(a).cmp(&parts(b)));
                if found.is_empty() {
                    return Err(Error::input(&path, "no file fits the pattern"));
                }
                for path in found {
                    if path.is_dir() { reader.folder(&path, from)? } else { reader.file(path, from)? }
                }
            } else {
                return Err(Error::input(&path, "does not exist"));
            }
        }
        Ok(reader)
    }

    fn file(&mut self, path: PathBuf, from: Option<Kind>) -> Result<(), Error> {
        let kind = kind_of(&path).or(from).ok_or_else(|| Error::input(&path, "its ending says not what it holds; give --from html, text or jsonl"))?;
        let file = File::open(&path).map_err(|e| Error::input(&path, e))?;
        self.bytes += file.metadata().map_or(0, |m| m.len());
        self.entries.push_back(Entry { source: printed(&path), path: Some(path), kind });
        Ok(())
    }

    /// All files of known kinds below a folder, in byte order of their path parts. Links to folders are not followed.
    fn folder(&mut self, folder: &Path, from: Option<Kind>) -> Result<(), Error> {
        let mut files = Vec::new();
        let mut todo = vec![folder.to_owned()];
        while let Some(next) = todo.pop() {
            for entry in std::fs::read_dir(&next).map_err(|e| Error::input(&next, e))? {
                let entry = entry.map_err(|e| Error::input(&next, e))?;
                let kind = entry.file_type().map_err(|e| Error::input(entry.path(), e))?;
                if kind.is_dir() { todo.push(entry.path()) } else if entry.path().is_file() { files.push(entry.path()) }
            }
        }
        files.sort_by(|a, b| parts(a).cmp(&parts(b)));
        for path in files {
            if kind_of(&path).or(from).is_some() { self.file(path, from)? } else { self.skipped += 1 }
        }
        Ok(())
    }

    /// The next page. Memory stays below one page: a longer row is read over.
    fn row(&mut self) -> Option<Item> {
        let rows = self.rows.as_mut()?;
        loop {
            let mut line = Vec::new();
            rows.line += 1;
            let source = format!("{}:{}", rows.source, rows.line);
            let failed = |stage, message| Some(Item::Failed { source: source.clone(), id: None, stage, message });
            // Escapes make a row longer than its page, six bytes for one at most.
            let limit = self.page_bytes_max as u64 * 6 + 65_536;
            match rows.lines.by_ref().take(limit).read_until(b'\n', &mut line) {
                Err(e) => {
                    self.rows = None;
                    return failed(Stage::Read, e.to_string());
                }
                Ok(0) => {
                    self.rows = None;
                    return None;
                }
                Ok(length) if length as u64 == limit && line.last() != Some(&b'\n') => {
                    if let Err(e) = rows.lines.skip_until(b'\n') {
                        self.rows = None;
                        return failed(Stage::Read, e.to_string());
                    }
                    return failed(Stage::Limit, format!("the row is longer than {limit} bytes"));
                }
                Ok(_) => {}
            }
            let line = line.strip_prefix("\u{feff}".as_bytes()).filter(|_| rows.line == 1).unwrap_or(&line);
            if line.trim_ascii().is_empty() {
                continue;
            }
            return Some(parse(line.trim_ascii(), source, &self.fields));
        }
    }
}

fn parts(path: &Path) -> Vec<&[u8]> {
    path.components().map(|c| c.as_os_str().as_encoded_bytes()).collect()
}

fn parse(line: &[u8], source: String, fields: &Fields) -> Item {
    let failed = |id, message: String| Item::Failed { source: source.clone(), id, stage: Stage::Parse, message };
    let mut row = match serde_json::from_slice::<Value>(line) {
        Ok(Value::Object(row)) => row,
        Ok(_) => return failed(None, "the row is no JSON object".into()),
        Err(e) => return failed(None, format!("no JSON: {e}")),
    };
    let id = match row.remove(&fields.id) {
        Some(Value::String(id)) => Some(id),
        Some(Value::Number(id)) => Some(id.to_string()),
        _ => None,
    };
    let mut text = |name: &str| match row.remove(name) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(text)) => Ok(Some(text)),
        Some(_) => Err(format!("field `{name}` is no string")),
    };
    let mut all = || Ok::<_, String>((text(&fields.html)?, text(&fields.text)?, text(&fields.url)?, text(&fields.title)?, text(&fields.published)?));
    match all() {
        Err(message) => failed(id, message),
        Ok((None, None, ..)) => failed(id, format!("neither field `{}` nor `{}`", fields.html, fields.text)),
        Ok((html, text, url, title, published)) => {
            let format = if html.is_some() { Format::Html } else { Format::Text };
            let bytes = html.or(text).unwrap_or_default().into_bytes();
            let given = Given { title, published, url };
            Item::Page(Box::new(Input { source, id, bytes, format, is_unicode: true, given }))
        }
    }
}

impl Iterator for Reader {
    type Item = Item;

    fn next(&mut self) -> Option<Item> {
        loop {
            if let Some(item) = self.row() {
                return Some(item);
            }
            let entry = self.entries.pop_front()?;
            let opened: std::io::Result<Box<dyn Read + Send>> = match &entry.path {
                Some(path) => File::open(path).map(|f| Box::new(f) as Box<dyn Read + Send>),
                None => Ok(Box::new(std::io::stdin())),
            };
            let read = match opened {
                Ok(read) => read,
                Err(e) => return Some(Item::Failed { source: entry.source, id: None, stage: Stage::Read, message: e.to_string() }),
            };
            if entry.kind == Kind::Jsonl {
                self.rows = Some(Rows { lines: Box::new(BufReader::with_capacity(1 << 18, read)), source: entry.source, line: 0 });
                continue;
            }
            let mut bytes = Vec::new();
            // One byte more than the limit tells the pipeline that it is passed.
            let result = read.take(self.page_bytes_max as u64 + 1).read_to_end(&mut bytes);
            if let Err(e) = result {
                return Some(Item::Failed { source: entry.source, id: None, stage: Stage::Read, message: e.to_string() });
            }
            let format = if entry.kind == Kind::Html { Format::Html } else { Format::Text };
            return Some(Item::Page(Box::new(Input { source: entry.source, id: None, bytes, format, is_unicode: false, given: Given::default() })));
        }
    }
}
