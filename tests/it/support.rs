//! What the tests share: one pipeline, the corpus, and `assert_sound`.

use serde::de::DeserializeOwned;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::LazyLock;
use taojin::{Input, Options, Pipeline, Record};

pub(crate) static PIPELINE: LazyLock<Pipeline> = LazyLock::new(|| Pipeline::new(Options::default()).unwrap());

/// The project's root.
pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Runs the program in a folder, until it ends.
pub(crate) fn taojin(args: &[&str], folder: &Path) -> Output {
    Command::new(env!("CARGO_BIN_EXE_taojin")).args(args).current_dir(folder).output().unwrap()
}

/// The rows of a file of JSON lines.
pub(crate) fn json_lines<T: DeserializeOwned>(path: &Path) -> Vec<T> {
    std::fs::read_to_string(path).unwrap().lines().map(|l| serde_json::from_str(l).unwrap()).collect()
}

/// The pages of `corpus/pages`, sorted, as inputs whose source is the path from the root.
pub(crate) fn pages() -> Vec<(PathBuf, Input)> {
    let mut paths: Vec<_> =
        std::fs::read_dir(root().join("corpus/pages")).unwrap().map(|e| e.unwrap().path()).collect();
    paths.retain(|p| p.extension().is_some_and(|x| x == "html" || x == "txt"));
    paths.sort();
    assert!(paths.len() >= 16, "the corpus shows the variety of the field");
    paths
        .into_iter()
        .map(|path| {
            let source = path.strip_prefix(root()).unwrap().to_string_lossy().into_owned();
            let bytes = std::fs::read(&path).unwrap();
            let input = if path.extension().is_some_and(|x| x == "html") {
                Input::html(source, bytes)
            } else {
                Input::text(source, String::from_utf8(bytes).unwrap())
            };
            (path, input)
        })
        .collect()
}

/// Every law that a record keeps; all tests that hold a record call it.
#[track_caller]
pub(crate) fn assert_sound(record: &Record) {
    let problems = taojin::record::problems(record);
    assert!(problems.is_empty(), "{}: {problems:#?}", record.input.source);
    let json = serde_json::to_string(record).unwrap();
    let again: Record = serde_json::from_str(&json).unwrap();
    assert_eq!(serde_json::to_string(&again).unwrap(), json, "a record reads back as it was written");
}
