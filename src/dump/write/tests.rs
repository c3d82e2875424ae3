//! Torn files, kills, borders of parts: the end is that of a run never interrupted.

use super::out::{Judged, Out, OutMode, beside};
use super::writer::Writer;
use super::{Counts, PART_RECORDS};
use crate::clean::PageKind;
use std::fs::{self, File};
use std::path::{Path, PathBuf};

/// A small generator of numbers, so that a failure can be replayed from its seed.
struct Seeded(u64);

impl Seeded {
    fn below(&mut self, n: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % n
    }
}

fn open(path: &Path, mode: OutMode) -> Writer {
    match Out::judge(path, mode, false).unwrap() {
        Judged::Go(out) => out.open(serde_json::json!({"tokens": false}), Vec::new()).unwrap(),
        Judged::Finished => panic!("not finished yet"),
    }
}

/// Writes rows from where the writer is up to `end`.
fn write(writer: &mut Writer, end: u64) -> Counts {
    let mut counts = writer.resumed.take().unwrap_or_default();
    while counts.pages < end {
        let line = format!("{{\"row\": {}}}\n", counts.pages);
        counts.add(PageKind::Article, None, false);
        writer.put("id", Some(line.as_bytes()), &counts).unwrap();
    }
    counts
}

fn content(path: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    if path.is_file() {
        return vec![(PathBuf::new(), fs::read(path).unwrap())];
    }
    let mut files: Vec<PathBuf> = fs::read_dir(path).unwrap().map(|e| e.unwrap().path()).collect();
    files.sort();
    files.iter().map(|f| (f.strip_prefix(path).unwrap().to_owned(), fs::read(f).unwrap())).collect()
}

/// Takes bytes off the end of everything that an interrupted run left, as a power loss does.
fn tear(path: &Path, seeded: &mut Seeded) {
    let mut files = vec![beside(path, ".part.journal")];
    let part = beside(path, ".part");
    // A finished part was brought to the disk before the next was begun: only the last one can be torn.
    let last = if part.is_dir() { fs::read_dir(&part).unwrap().map(|e| e.unwrap().path()).max() } else { Some(part) };
    files.extend(last);
    for path in files {
        let file = File::options().write(true).open(path).unwrap();
        let length = file.metadata().unwrap().len();
        file.set_len(length.saturating_sub(seeded.below(400))).unwrap();
    }
}

#[test]
fn a_torn_run_ends_with_the_same_bytes() {
    const ROWS: u64 = 21_500;
    let temp = tempfile::tempdir().unwrap();
    for (seed, name) in [(1, "a.jsonl"), (2, "a.jsonl.gz"), (3, "a.jsonl.zst"), (4, "parts")] {
        let (whole, torn) = (temp.path().join(format!("whole-{name}")), temp.path().join(name));
        let mut writer = open(&whole, OutMode::New);
        write(&mut writer, ROWS);
        writer.finish().unwrap();
        let mut seeded = Seeded(seed);
        for end in [300, 4_321, 10_000, 10_001, 15_000, 20_000] {
            let mut writer = open(&torn, OutMode::Resume);
            write(&mut writer, end);
            drop(writer);
            tear(&torn, &mut seeded);
        }
        let mut writer = open(&torn, OutMode::Resume);
        assert!(writer.resumed.as_ref().unwrap().pages >= 15_000, "{name}: work was kept");
        write(&mut writer, ROWS);
        writer.finish().unwrap();
        assert!(content(&whole) == content(&torn), "{name}");
    }
    let left: Vec<_> = fs::read_dir(temp.path()).unwrap().map(|e| e.unwrap().file_name()).collect();
    assert_eq!(left.len(), 8, "only the outputs are left: {left:?}");
}

#[test]
fn going_on_at_the_border_of_a_part_begins_the_next() {
    let temp = tempfile::tempdir().unwrap();
    let path = temp.path().join("parts");
    let mut writer = open(&path, OutMode::New);
    write(&mut writer, PART_RECORDS);
    drop(writer);
    let mut writer = open(&path, OutMode::Resume);
    write(&mut writer, PART_RECORDS + 5);
    writer.finish().unwrap();
    let lines: Vec<usize> = content(&path).iter().map(|(_, b)| memchr::memchr_iter(b'\n', b).count()).collect();
    assert_eq!(lines, [10_000, 5]);
}

#[test]
fn two_runs_never_share_an_output() {
    let temp = tempfile::tempdir().unwrap();
    let path = temp.path().join("a.jsonl");
    let first = open(&path, OutMode::New);
    let Judged::Go(second) = Out::judge(&path, OutMode::Overwrite, false).unwrap() else { panic!() };
    assert!(second.open(serde_json::Value::Null, Vec::new()).is_err_and(|e| e.is_output()));
    first.finish().unwrap();
    assert!(Out::judge(&path, OutMode::New, false).is_err());
    assert!(matches!(Out::judge(&path, OutMode::Resume, false), Ok(Judged::Finished)));
}

#[test]
fn other_options_are_refused_by_name() {
    let temp = tempfile::tempdir().unwrap();
    let path = temp.path().join("a.jsonl");
    drop(open(&path, OutMode::New));
    let Judged::Go(out) = Out::judge(&path, OutMode::Resume, false).unwrap() else { panic!() };
    let error = out.open(serde_json::json!({"tokens": true}), Vec::new()).err().unwrap();
    assert!(error.to_string().contains("tokens"), "{error}");
}
