//! The folder of a report. Law: what `report` wrote there is its own to remove, and nothing else is.

use crate::Error;
use std::collections::BTreeSet;
use std::fs;
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

/// The list of what `report` wrote; a name stands in it before its file is written, so that no interruption leaves a file unlisted.
const LIST: &str = "report.files";
const HEAD: &str = "# written by taojin report; --overwrite removes these files, and no others\n";

/// An output folder that holds no sheet of an earlier report.
#[derive(Debug)]
pub(super) struct Folder {
    path: PathBuf,
    list: fs::File,
}

/// The name of a record's sheet.
pub(super) fn sheet(number: usize) -> String {
    format!("{number:06}.html")
}

/// The name of a page of the index, from 0.
pub(super) fn index(page: usize) -> String {
    if page == 0 { "index.html".to_owned() } else { format!("index-{}.html", page + 1) }
}

/// Whether a name has the form that `report` gives to its files, so that no list, cut off or forged, names anything else.
fn is_ours(name: &str) -> bool {
    let is_number = |n: &str| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit());
    name.strip_suffix(".html").is_some_and(|stem| {
        stem == "index" || stem.strip_prefix("index-").is_some_and(is_number) || stem.len() >= 6 && is_number(stem)
    })
}

impl Folder {
    /// Makes the folder, or clears it of what an earlier report wrote there.
    ///
    /// # Errors
    /// When the folder cannot be read or written, or a file that is not ours stands where a sheet or an index may come.
    pub(super) fn open(out: &Path) -> Result<Self, Error> {
        let failed = |e| Error::output(out, e);
        fs::create_dir_all(out).map_err(failed)?;
        let path = out.join(LIST);
        let listed = match fs::read_to_string(&path) {
            Ok(list) => list,
            Err(e) if e.kind() == ErrorKind::NotFound => String::new(),
            Err(e) => return Err(Error::output(&path, e)),
        };
        let own: BTreeSet<&str> = listed.lines().filter(|name| is_ours(name)).collect();
        let mut strangers: Vec<PathBuf> = Vec::new();
        if !listed.is_empty() && !listed.starts_with(HEAD) {
            strangers.push(path.clone());
        }
        for entry in fs::read_dir(out).map_err(failed)? {
            let name = entry.map_err(failed)?.file_name();
            strangers.extend(
                name.to_str().filter(|n| is_ours(&n.to_ascii_lowercase()) && !own.contains(n)).map(|n| out.join(n)),
            );
        }
        if let Some(stranger) = strangers.iter().min() {
            return Err(Error::output(stranger, "was not written by report; move it away first"));
        }
        for name in own {
            match fs::remove_file(out.join(name)) {
                Err(e) if e.kind() != ErrorKind::NotFound => return Err(Error::output(out.join(name), e)),
                _ => {}
            }
        }
        let mut list = fs::File::create(&path).map_err(|e| Error::output(&path, e))?;
        list.write_all(HEAD.as_bytes()).map_err(|e| Error::output(&path, e))?;
        Ok(Self { path: out.to_owned(), list })
    }

    /// Lists files that are to be written next.
    ///
    /// # Errors
    /// When the list cannot be written.
    pub(super) fn announce(&mut self, names: impl Iterator<Item = String>) -> Result<(), Error> {
        let lines: String = names.flat_map(|name| [name, "\n".to_owned()]).collect();
        self.list.write_all(lines.as_bytes()).map_err(|e| Error::output(self.path.join(LIST), e))
    }

    /// Writes a file that was announced and does not exist.
    ///
    /// # Errors
    /// When it exists or cannot be written.
    pub(super) fn write(&self, name: &str, content: &str) -> Result<(), Error> {
        let path = self.path.join(name);
        fs::File::create_new(&path)
            .and_then(|mut file| file.write_all(content.as_bytes()))
            .map_err(|e| Error::output(path, e))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_that_report_gives_are_its_own() {
        for name in ["index.html", "index-2.html", "000001.html", "1234567.html"] {
            assert!(is_ours(name), "{name}");
        }
        for name in [
            "index-.html",
            "index-a.html",
            "12345.html",
            "../000001.html",
            "000001.html.bak",
            "a00001.html",
            "report.files",
            "",
        ] {
            assert!(!is_ours(name), "{name}");
        }
        assert!(is_ours(&sheet(1)) && is_ours(&sheet(9_999_999)) && is_ours(&index(0)) && is_ours(&index(1)));
    }
}
