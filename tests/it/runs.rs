//! What happens to long runs: kills, changed inputs, torn journals, two runs at once, odd folders and names.
#![cfg(unix)]

use crate::support::json_lines;
use std::fmt::Write;
use std::fs::Permissions;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant, SystemTime};
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

/// Waits until a run has written so many checkpoints.
fn wait_for_checkpoints(folder: &Path, child: &mut Child, wanted: usize) {
    let start = Instant::now();
    let count = || {
        let journal = std::fs::read(folder.join("out.jsonl.part.journal")).unwrap_or_default();
        memchr::memchr_iter(b'\n', &journal).count()
    };
    while count() < wanted + 1 {
        assert!(start.elapsed() < Duration::from_secs(120), "the run comes to a checkpoint");
        assert!(child.try_wait().unwrap().is_none(), "the run is long enough to be caught at work");
        std::thread::sleep(Duration::from_millis(1));
    }
}

/// A run that has written two checkpoints and is still at work.
fn at_work(folder: &Path) -> Child {
    std::fs::write(folder.join("in.jsonl"), rows(0)).unwrap();
    let mut child = command(&RUN, folder).stderr(Stdio::null()).spawn().unwrap();
    wait_for_checkpoints(folder, &mut child, 2);
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

/// Copies an interrupted run into a folder of its own.
fn copied(from: &Path) -> tempfile::TempDir {
    let temp = tempfile::tempdir().unwrap();
    for name in ["in.jsonl", "out.jsonl.part", "out.jsonl.part.journal"] {
        std::fs::copy(from.join(name), temp.path().join(name)).unwrap();
        let time = std::fs::metadata(from.join(name)).unwrap().modified().unwrap();
        set_time(&temp.path().join(name), time);
    }
    temp
}

fn set_time(path: &Path, time: SystemTime) {
    std::fs::File::options().append(true).open(path).unwrap().set_modified(time).unwrap();
}

#[test]
fn a_journal_cut_or_damaged_anywhere_is_used_up_to_there() {
    let temp = killed();
    let journal = std::fs::read(temp.path().join("out.jsonl.part.journal")).unwrap();
    let ends: Vec<usize> = memchr::memchr_iter(b'\n', &journal).map(|i| i + 1).collect();
    let cut = |end: usize| journal[..end].to_vec();
    let damaged = |at: usize| {
        let mut bytes = journal.clone();
        bytes[at] = b'\0';
        bytes
    };
    // What is left of the journal, and how many pages it vouches for.
    let cases = [
        (cut(0), 0),
        (cut(10), 0),
        (cut(ends[0]), 0),
        (cut(ends[0] + 5), 0),
        (cut(ends[1]), 1_000),
        (cut(usize::midpoint(ends[1], ends[2])), 1_000),
        (damaged(3), 0),
        (damaged(usize::midpoint(ends[0], ends[1])), 0),
        (damaged(usize::midpoint(ends[1], ends[2])), 1_000),
    ];
    let whole = copied(temp.path());
    assert_eq!(taojin(&[&RUN[..], &["--overwrite"]].concat(), whole.path()).0, Some(0));
    let whole = std::fs::read(whole.path().join("out.jsonl")).unwrap();
    for (number, (left, vouched)) in cases.into_iter().enumerate() {
        let folder = copied(temp.path());
        std::fs::write(folder.path().join("out.jsonl.part.journal"), left).unwrap();
        assert_eq!(resume(folder.path()).0, Some(0), "case {number}");
        let summary = std::fs::read_to_string(folder.path().join("sum.json")).unwrap();
        let summary: serde_json::Value = serde_json::from_str(&summary).unwrap();
        assert_eq!(summary["resumed_pages"], vouched, "case {number}");
        assert!(whole == std::fs::read(folder.path().join("out.jsonl")).unwrap(), "case {number}");
        assert_eq!(names(folder.path()), ["in.jsonl", "out.jsonl", "sum.json"], "case {number}");
    }
}

#[test]
fn a_clock_that_jumps_changes_nothing() {
    let whole = tempfile::tempdir().unwrap();
    std::fs::write(whole.path().join("in.jsonl"), rows(0)).unwrap();
    assert_eq!(taojin(&RUN, whole.path()).0, Some(0));
    let day = Duration::from_secs(86_400);
    let interrupted = killed();
    // The run began before or after all that the clock says now; the input keeps its time.
    for time in [SystemTime::now() + day * 365 * 50, SystemTime::UNIX_EPOCH + day] {
        let folder = copied(interrupted.path());
        for name in ["out.jsonl.part", "out.jsonl.part.journal"] {
            set_time(&folder.path().join(name), time);
        }
        let (code, said) = resume(folder.path());
        assert_eq!(code, Some(0), "{said}");
        let name = "out.jsonl";
        assert!(std::fs::read(whole.path().join(name)).unwrap() == std::fs::read(folder.path().join(name)).unwrap());
    }
    // An input from the future, or from before the beginning of time, is one like others.
    for time in [SystemTime::now() + day * 365 * 50, SystemTime::UNIX_EPOCH - day] {
        let temp = tempfile::tempdir().unwrap();
        let input = temp.path().join("in.jsonl");
        std::fs::write(&input, rows(0)).unwrap();
        set_time(&input, time);
        assert_eq!(taojin(&[&RUN[..], &["--resume"]].concat(), temp.path()).0, Some(0));
    }
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
fn a_folder_that_gained_lost_or_changed_a_file_is_refused_by_its_name() {
    let temp = tempfile::tempdir().unwrap();
    let pages = temp.path().join("pages");
    std::fs::create_dir(&pages).unwrap();
    for n in 0..3_000 {
        std::fs::write(pages.join(format!("{n:04}.txt")), format!("快讯：第{n}号渡口今天开航。")).unwrap();
    }
    let run = ["clean", "pages", "-o", "out.jsonl", "--threads", "1"];
    let mut child = command(&run, temp.path()).stderr(Stdio::null()).spawn().unwrap();
    wait_for_checkpoints(temp.path(), &mut child, 1);
    child.kill().unwrap();
    child.wait().unwrap();
    let resume = || taojin(&[&run[..], &["--resume"]].concat(), temp.path());
    let refused = |wanted: &str| {
        let (code, said) = resume();
        assert_eq!(code, Some(2), "{said}");
        assert!(said.contains(wanted), "{said}");
    };
    std::fs::write(pages.join("0100-b.txt"), "快讯：新渡口今天开航。").unwrap();
    refused("pages/0100-b.txt was not there then");
    std::fs::remove_file(pages.join("0100-b.txt")).unwrap();
    std::fs::rename(pages.join("2000.txt"), temp.path().join("2000.txt")).unwrap();
    refused("pages/2000.txt is not there any more");
    std::fs::rename(temp.path().join("2000.txt"), pages.join("2000.txt")).unwrap();
    let time = std::fs::metadata(pages.join("2500.txt")).unwrap().modified().unwrap();
    std::fs::write(pages.join("2500.txt"), "快讯：渡口停航。").unwrap();
    refused("pages/2500.txt has changed since");
    std::fs::write(pages.join("2500.txt"), "快讯：第2500号渡口今天开航。").unwrap();
    set_time(&pages.join("2500.txt"), time);
    assert_eq!(resume().0, Some(0), "all is as it was");
}

#[test]
fn a_second_run_on_the_same_output_is_refused() {
    let temp = tempfile::tempdir().unwrap();
    let mut first = at_work(temp.path());
    // It sleeps while the others try, lest it ends before them on a busy machine.
    let id = first.id().to_string();
    let signal = |name: &str| Command::new("kill").args([name, &id]).status().is_ok_and(|s| s.success());
    if !signal("-STOP") {
        first.kill().unwrap();
        first.wait().unwrap();
        eprintln!("skipped: no program kill on this machine");
        return;
    }
    let tries = ["--resume", "--overwrite"].map(|mode| taojin(&[&RUN[..], &[mode]].concat(), temp.path()));
    assert!(signal("-CONT"));
    for (code, said) in tries {
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

/// The program as a user who may not write everywhere: as it is, or, where the tests run as root, as nobody. None when that cannot be.
fn as_ordinary_user(args: &[&str], folder: &Path) -> Option<(Option<i32>, String)> {
    let closed = folder.join("probe");
    std::fs::create_dir(&closed).unwrap();
    std::fs::set_permissions(&closed, Permissions::from_mode(0o555)).unwrap();
    let is_ordinary = std::fs::write(closed.join("file"), "").is_err();
    std::fs::remove_dir_all(&closed).unwrap();
    if is_ordinary {
        return Some(taojin(args, folder));
    }
    // A program of the build may lie where nobody may look.
    let program = folder.join("taojin");
    if !program.exists() {
        std::fs::copy(env!("CARGO_BIN_EXE_taojin"), &program).unwrap();
    }
    std::fs::set_permissions(folder, Permissions::from_mode(0o755)).unwrap();
    let user = ["--reuid", "65534", "--regid", "65534", "--clear-groups"];
    let mut command = Command::new("setpriv");
    command.args(user).arg(&program).args(args).current_dir(folder);
    match command.output() {
        Ok(run) if run.status.code().is_some_and(|code| code < 126) => {
            Some((run.status.code(), String::from_utf8_lossy(&run.stderr).into_owned()))
        }
        other => {
            eprintln!("skipped: the tests run as root, and cannot run the program as nobody: {other:?}");
            None
        }
    }
}

#[test]
fn what_may_not_be_written_or_read_is_named_before_any_work() {
    let temp = tempfile::tempdir().unwrap();
    std::fs::write(temp.path().join("a.txt"), "快讯：渡口今天开航。").unwrap();
    std::fs::write(temp.path().join("r.jsonl"), "").unwrap();
    for (name, mode) in [("closed", 0o555), ("secret", 0o000), ("open", 0o777)] {
        std::fs::create_dir(temp.path().join(name)).unwrap();
        std::fs::set_permissions(temp.path().join(name), Permissions::from_mode(mode)).unwrap();
    }
    std::fs::write(temp.path().join("hidden.txt"), "快讯：渡口今天开航。").unwrap();
    std::fs::set_permissions(temp.path().join("hidden.txt"), Permissions::from_mode(0o000)).unwrap();
    let cases: [(&[&str], &str); 9] = [
        (&["extract", "a.txt", "-o", "closed/out.jsonl"], "closed/out.jsonl"),
        (&["extract", "a.txt", "-o", "closed/out.jsonl", "--resume"], "closed/out.jsonl"),
        (&["extract", "a.txt", "-o", "closed/out.parquet"], "closed/out.parquet"),
        (&["extract", "a.txt", "-o", "closed/folder"], "closed/folder"),
        (&["learn", "a.txt", "-o", "closed/sites.json"], "closed/sites.json"),
        (&["cluster", "r.jsonl", "-o", "closed/clusters.jsonl"], "closed/clusters.jsonl"),
        (&["extract", "a.txt", "-o", "open/out.jsonl", "--summary", "closed/sum.json"], "closed/sum.json"),
        (&["extract", "hidden.txt", "-o", "open/out.jsonl"], "hidden.txt"),
        (&["extract", "secret", "-o", "open/out.jsonl"], "secret"),
    ];
    for (args, name) in cases {
        let Some((code, said)) = as_ordinary_user(args, temp.path()) else { return };
        assert_eq!(code, Some(2), "{args:?}: {said}");
        assert!(said.contains(name) && said.contains("ermission denied"), "{args:?}: {said}");
        assert_eq!(names(&temp.path().join("open")), [""; 0], "{args:?}: nothing was begun");
        assert_eq!(names(&temp.path().join("closed")), [""; 0], "{args:?}");
    }
    // Inside a folder of pages a file that may not be read is a page that failed.
    std::fs::create_dir(temp.path().join("pages")).unwrap();
    std::fs::rename(temp.path().join("hidden.txt"), temp.path().join("pages/1.txt")).unwrap();
    std::fs::rename(temp.path().join("a.txt"), temp.path().join("pages/2.txt")).unwrap();
    let args = ["extract", "pages", "-o", "open/out.jsonl"];
    let Some((code, said)) = as_ordinary_user(&args, temp.path()) else { return };
    assert_eq!(code, Some(1), "{said}");
    let records: Vec<Record> = json_lines(&temp.path().join("open/out.jsonl"));
    let error = records[0].error.as_ref().unwrap();
    assert_eq!((records.len(), records[0].input.source.as_str()), (2, "pages/1.txt"));
    assert!(error.message.contains("ermission denied"), "{}", error.message);
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
    // A loop or a link to nowhere that is named itself is an error before anything is written.
    for name in ["pages/itself", "pages/gone.txt"] {
        let (code, said) = taojin(&["extract", name, "-o", "no.jsonl"], temp.path());
        assert_eq!((code, said.contains(name)), (Some(2), true), "{said}");
    }
    // Named, and as an output, a name that is no UTF-8 works as others do.
    let odd = std::ffi::OsStr::from_bytes(b"out\xff.jsonl");
    for (mode, wanted) in [("--quiet", Some(0)), ("--quiet", Some(2)), ("--resume", Some(0))] {
        let input = Path::new("pages").join(std::ffi::OsStr::from_bytes(b"\xff\xfe.txt"));
        let run = command(&["extract", mode, "-o"], temp.path()).arg(odd).arg(input).output().unwrap();
        assert_eq!(run.status.code(), wanted, "{}", String::from_utf8_lossy(&run.stderr));
    }
    let records: Vec<Record> = json_lines(&temp.path().join(odd));
    assert_eq!(records[0].input.source, "pages/%FF%FE.txt");
    // Two ways into a folder that is no circle are two folders, as the user laid them out.
    std::os::unix::fs::symlink(pages.join("deep"), temp.path().join("other")).unwrap();
    assert_eq!(taojin(&["extract", "other", "-o", "two.jsonl", "--quiet"], temp.path()).0, Some(0));
}
