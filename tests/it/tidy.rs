//! The house rules, read off the sources: rooms look only downwards, files stay short, data says where it comes from.

use crate::support::root;
use std::path::{Path, PathBuf};

/// The rooms from the ground up; each may know those before it (`ARCHITECTURE.md`).
const ROOMS: &[&str] = &[
    "text", "page", "lexicon", "clean", "scan", "segment", "quantity", "entity", "claim", "check", "record",
    "pipeline", "dump", "report", "cli",
];

/// What stands lower and still must not be known.
const BLIND: &[(&str, &[&str])] = &[
    ("lexicon", &["page"]),
    ("scan", &["page", "clean"]),
    ("segment", &["page", "clean"]),
    ("quantity", &["page", "clean"]),
];

fn files(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let mut out = Vec::new();
    let mut todo = vec![folder.to_owned()];
    while let Some(next) = todo.pop() {
        for entry in std::fs::read_dir(&next).into_iter().flatten() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                todo.push(path);
            } else if path.extension().is_some_and(|x| x == ending) {
                out.push(path);
            }
        }
    }
    out.sort();
    out
}

fn name(path: &Path) -> String {
    path.strip_prefix(root()).unwrap().to_string_lossy().into_owned()
}

/// Whether a source names a room: `crate::room::…`, `crate::room;`, or in the braces of `crate::{…}`.
fn knows(source: &str, room: &str) -> bool {
    let ends = |rest: &str| !rest.starts_with(|c: char| c.is_alphanumeric() || c == '_');
    let direct =
        source.match_indices("crate::").any(|(at, m)| source[at + m.len()..].strip_prefix(room).is_some_and(ends));
    let braced = source.match_indices("crate::{").any(|(at, m)| {
        let list = source[at + m.len()..].split(';').next().unwrap_or_default();
        list.split(',').any(|item| item.trim().strip_prefix(room).is_some_and(ends))
    });
    direct || braced
}

#[test]
fn rooms_look_only_downwards() {
    let mut wrong = Vec::new();
    for path in files(&root().join("src"), "rs") {
        let name = name(&path);
        let room = name.trim_start_matches("src/").split(['/', '.']).next().unwrap().to_owned();
        let Some(own) = ROOMS.iter().position(|r| *r == room) else { continue };
        let source = std::fs::read_to_string(&path).unwrap();
        // What tests lean on is no part of the house, beside the code or in a file of its own.
        if name.ends_with("/tests.rs") {
            continue;
        }
        let source = source.split("#[cfg(test)]").next().unwrap();
        let blind = BLIND.iter().find(|(r, _)| *r == room).map_or(&[][..], |b| b.1);
        for (at, other) in ROOMS.iter().enumerate() {
            if knows(source, other) && (at > own || blind.contains(other)) {
                wrong.push(format!("{name}: `{room}` must not know `{other}`"));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn every_dictionary_says_where_it_comes_from() {
    for path in files(&root().join("dictionaries"), "tsv") {
        let content = std::fs::read_to_string(&path).unwrap();
        for field in ["#: what", "#: source", "#: licence", "#: columns"] {
            assert!(content.contains(field), "{} has no line `{field}`", name(&path));
        }
        assert!(!content.contains('\r') && content.ends_with('\n'), "{} has LF line ends", name(&path));
    }
}

#[test]
fn no_room_of_odds_and_ends() {
    for path in files(&root().join("src"), "rs") {
        let stem = path.file_stem().unwrap().to_string_lossy().into_owned();
        assert!(
            !["utils", "util", "helpers", "common", "misc"].contains(&stem.as_str()),
            "{}: name the concept",
            name(&path)
        );
    }
}

/// The clock decides nothing: it is read for the seconds in the summary and nowhere else (a library's progress bar aside).
#[test]
fn the_clock_is_read_in_one_place() {
    let readers: Vec<String> = files(&root().join("src"), "rs")
        .iter()
        .filter(|path| {
            let source = std::fs::read_to_string(path).unwrap();
            let code = source.split("#[cfg(test)]").next().unwrap();
            !path.ends_with("tests.rs")
                && ["SystemTime", "Instant::", "Timestamp::now", "Zoned::now", "elapsed("]
                    .iter()
                    .any(|c| code.contains(c))
        })
        .map(|path| name(path))
        .collect();
    assert_eq!(readers, ["src/dump/job.rs"]);
    let source = std::fs::read_to_string(root().join("src/dump/job.rs")).unwrap();
    assert_eq!(source.matches("clock").count(), 2, "it is started, and told as `seconds`");
}
