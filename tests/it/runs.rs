//! What happens to long runs: kills, changed inputs, torn journals, two runs at once, odd folders and names.
#![cfg(unix)]

use std::fmt::Write;
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};
use taojin::Record;

const ROWS: usize = 20_000;

fn command(args: &[&str], folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_taojin"));
    command.args(args).current_dir(folder);
    command
}

fn taojin(args: &[&str], folder: &Path) -> (Option<i32>, String) {
    let Output { status, stderr, .. } = command(args, folder).output().unwrap();
    (status.code(), String::from_utf8_lossy(&stderr).into_owned())
}

fn rows(from: usize) -> String {
    let mut out = String::new();
    for n in from..from + ROWS {
        let _ = writeln!(out, "{{\"id\": {n}, \"text\": \"快讯：第{n}号渡口今天开航。\"}}");
    }
    out
}

const RUN: [&str; 6] = ["clean", "in.jsonl", "-o", "out.jsonl", "--threads", "1"];

/// A run that has written a checkpoint and is still at work.
fn at_work(folder: &Path) -> Child {
    std::fs::write(folder.join("in.jsonl"), rows(0)).unwrap();
    let mut child = command(&RUN, folder).stderr(Stdio::null()).spawn().unwrap();
    let start = Instant::now();
    let has_checkpoint = || {
        let journal = std::fs::read(folder.join("out.jsonl.part.journal")).unwrap_or_default();
        memchr::memchr_iter(b'\n', &journal).count() >= 3
    };
    while !has_checkpoint() {
        assert!(start.elapsed() < Duration::from_secs(120), "the run comes to a checkpoint");
        assert!(child.try_wait().unwrap().is_none(), "the run is long enough to be caught at work");
        std::thread::sleep(Duration::from_millis(1));
    }
    child
}

/// A folder with a run that was killed.
fn killed() -> tempfile::TempDir {
    let temp = tempfile::tempdir().unwrap();
    let mut child = at_work(temp.path());
    child.kill().unwrap();
    child.wait().unwrap();
    assert!(temp.path().join("out.jsonl.part").exists(), "it was at work");
    temp
}

fn names(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).unwrap().map(|e| e.unwrap().file_name().to_string_lossy().into_owned());
    let mut names: Vec<String> = entries.collect();
    names.sort();
    names
}

fn resume(folder: &Path) -> (Option<i32>, String) {
    taojin(&[&RUN[..], &["--resume", "--summary", "sum.json"]].concat(), folder)
}

#[test]
fn a_killed_run_goes_on_and_ends_with_the_same_bytes() {
    let temp = killed();
    // A run without --resume touches nothing of it.
    let (code, said) = taojin(&RUN, temp.path());
    assert_eq!(code, Some(2));
    assert!(said.contains("--resume"), "{said}");
    // The journal is torn in the middle of a line, and what was written behind its last whole line is of no account.
    let journal = temp.path().join("out.jsonl.part.journal");
    let bytes = std::fs::read(&journal).unwrap();
    std::fs::write(&journal, &bytes[..bytes.len() - 20]).unwrap();
    assert_eq!(resume(temp.path()).0, Some(0));
    let summary = std::fs::read_to_string(temp.path().join("sum.json")).unwrap();
    let summary: serde_json::Value = serde_json::from_str(&summary).unwrap();
    assert!(summary["resumed_pages"].as_u64().unwrap() >= 1_000, "{summary}");
    let resumed = std::fs::read(temp.path().join("out.jsonl")).unwrap();
    assert_eq!(names(temp.path()), ["in.jsonl", "out.jsonl", "sum.json"], "nothing is left behind");
    assert_eq!(taojin(&[&RUN[..], &["--overwrite"]].concat(), temp.path()).0, Some(0));
    assert!(resumed == std::fs::read(temp.path().join("out.jsonl")).unwrap());
    let (code, said) = resume(temp.path());
    assert_eq!(code, Some(0));
    assert!(said.contains("finished already"), "{said}");
}

#[test]
fn a_journal_without_a_whole_line_begins_anew() {
    let temp = killed();
    let journal = temp.path().join("out.jsonl.part.journal");
    std::fs::write(&journal, &std::fs::read(&journal).unwrap()[..10]).unwrap();
    assert_eq!(resume(temp.path()).0, Some(0));
    let lines = std::fs::read_to_string(temp.path().join("out.jsonl")).unwrap().lines().count();
    assert_eq!(lines, ROWS);
}

#[test]
fn an_input_or_an_option_that_changed_is_refused_by_name() {
    let temp = killed();
    let part = std::fs::read(temp.path().join("out.jsonl.part")).unwrap();
    let (code, said) = taojin(&[&RUN[..], &["--resume", "--no-page-text"]].concat(), temp.path());
    assert_eq!(code, Some(2));
    assert!(said.contains("no-page-text"), "{said}");
    std::fs::write(temp.path().join("in.jsonl"), rows(7)).unwrap();
    let (code, said) = resume(temp.path());
    assert_eq!(code, Some(2));
    assert!(said.contains("in.jsonl has changed"), "{said}");
    assert!(part == std::fs::read(temp.path().join("out.jsonl.part")).unwrap(), "what was done is kept");
}

#[test]
fn a_second_run_on_the_same_output_is_refused() {
    let temp = tempfile::tempdir().unwrap();
    let mut first = at_work(temp.path());
    for mode in ["--resume", "--overwrite"] {
        let (code, said) = taojin(&[&RUN[..], &[mode]].concat(), temp.path());
        assert_eq!(code, Some(2), "{said}");
        assert!(said.contains("another run is writing it"), "{said}");
    }
    assert_eq!(first.wait().unwrap().code(), Some(0), "the first one ends well");
    assert_eq!(names(temp.path()), ["in.jsonl", "out.jsonl"]);
}

#[test]
fn ctrl_c_keeps_what_is_done_and_says_how_to_go_on() {
    let temp = tempfile::tempdir().unwrap();
    let mut child = at_work(temp.path());
    let interrupt = Command::new("kill").args(["-INT", &child.id().to_string()]).status();
    if !interrupt.is_ok_and(|s| s.success()) {
        child.kill().unwrap();
        child.wait().unwrap();
        eprintln!("skipped: no program kill on this machine");
        return;
    }
    assert_eq!(child.wait().unwrap().code(), Some(130));
    assert_eq!(names(temp.path()), ["in.jsonl", "out.jsonl.part", "out.jsonl.part.journal"]);
    assert_eq!(resume(temp.path()).0, Some(0));
    assert_eq!(std::fs::read_to_string(temp.path().join("out.jsonl")).unwrap().lines().count(), ROWS);
}

#[test]
fn a_folder_that_cannot_be_written_is_named_before_any_work() {
    use std::os::unix::fs::PermissionsExt;
    let temp = tempfile::tempdir().unwrap();
    std::fs::write(temp.path().join("a.txt"), "快讯。").unwrap();
    let folder = temp.path().join("closed");
    std::fs::create_dir(&folder).unwrap();
    std::fs::set_permissions(&folder, std::fs::Permissions::from_mode(0o555)).unwrap();
    let mut closed: Vec<PathBuf> = vec![folder];
    if std::fs::write(closed[0].join("probe"), "").is_ok() {
        eprintln!("skipped: this user may write everywhere; only /proc is tried");
        closed.clear();
    }
    closed.extend(Path::new("/proc/self").is_dir().then(|| PathBuf::from("/proc")));
    for folder in closed {
        for command in ["extract", "learn"] {
            let out = folder.join("out.jsonl");
            let (code, said) = taojin(&[command, "a.txt", "-o", out.to_str().unwrap()], temp.path());
            assert_eq!(code, Some(2), "{said}");
            assert!(said.contains(out.to_str().unwrap()), "{said}");
        }
    }
}

#[test]
fn names_that_are_no_utf8_and_links_in_circles() {
    let temp = tempfile::tempdir().unwrap();
    let pages = temp.path().join("pages");
    std::fs::create_dir_all(pages.join("deep")).unwrap();
    std::fs::write(pages.join(std::ffi::OsStr::from_bytes(b"\xff\xfe.txt")), "快讯：渡口今天开航。").unwrap();
    std::fs::write(pages.join("deep/2.txt"), "快讯：渡口明天停航。").unwrap();
    let link = |to: &Path, name: &str| std::os::unix::fs::symlink(to, pages.join(name)).unwrap();
    link(&pages, "deep/again");
    link(Path::new("itself"), "itself");
    link(Path::new("nowhere"), "gone.txt");
    let (code, said) = taojin(&["extract", "pages", "-o", "out.jsonl", "--summary", "sum.json"], temp.path());
    assert_eq!(code, Some(0), "{said}");
    let text = std::fs::read_to_string(temp.path().join("out.jsonl")).unwrap();
    let sources: Vec<String> = text.lines().map(|l| serde_json::from_str::<Record>(l).unwrap().input.source).collect();
    assert_eq!(sources, ["pages/deep/2.txt", "pages/%FF%FE.txt"], "each once");
    let summary: serde_json::Value =
        serde_json::from_str(&std::fs::read_to_string(temp.path().join("sum.json")).unwrap()).unwrap();
    assert_eq!(summary["skipped_files"], 2, "links that lead nowhere are counted");
    // Two ways into a folder that is no circle are two folders, as the user laid them out.
    std::os::unix::fs::symlink(pages.join("deep"), temp.path().join("other")).unwrap();
    assert_eq!(taojin(&["extract", "other", "-o", "two.jsonl", "--quiet"], temp.path()).0, Some(0));
}
