//! Whole runs of the program over made dumps: pages and megabytes a second, processor time and peak memory, for 1 and 2 threads and
//! for 1, 8 and 64 times the input. Beside them, in the same run: jieba-rs alone tagging the text of the same articles, and nothing
//! but reading the same input and writing as many bytes as `extract` writes.
//!
//! `cargo bench --features full --bench dump -- --mb 1 --times 1,8,64 --threads 1,2`; these are the defaults. The pages are those of
//! `corpus/pages` and stories of `support/stories.rs` from a seed, wrapped in markup. `MB/s` are megabytes of input pages for all rows,
//! so that rows can be compared; memory and processor time are read from `/proc`, and left out where there is none.

#![allow(clippy::print_stdout, reason = "a table for people")]

#[path = "support/stories.rs"]
#[expect(dead_code, reason = "cluster's bench scores what it made, too")]
mod stories;

use std::fmt::Write as _;
use std::fs::File;
use std::io::{BufRead, BufReader, BufWriter, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Mutex;
use std::time::{Duration, Instant};
use taojin::{Input, Options, Pipeline};

const SEED: u64 = 20_261_127;

fn main() {
    let args: Vec<String> = std::env::args().collect();
    match args.iter().map(String::as_str).collect::<Vec<_>>()[1..] {
        ["tag", file, threads] => tag(Path::new(file), number(threads)),
        ["copy", from, to, bytes] => copy(Path::new(from), Path::new(to), number(bytes)),
        _ => table(&args),
    }
}

fn number<T: std::str::FromStr>(text: &str) -> T {
    text.parse().unwrap_or_else(|_| panic!("{text} is no number"))
}

/// The reference: words and their tags, paragraph by paragraph, and nothing done with them.
fn tag(file: &Path, threads: usize) {
    let jieba = jieba_rs::Jieba::new();
    let lines = Mutex::new(BufReader::new(File::open(file).expect("the text")).lines());
    let some = || -> Vec<String> {
        let mut lines = lines.lock().expect("no thread fails");
        lines.by_ref().take(64).map(|line| line.expect("a line of text")).collect()
    };
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                loop {
                    let lines = some();
                    if lines.is_empty() {
                        break;
                    }
                    lines.iter().for_each(|line| drop(std::hint::black_box(jieba.tag(line, true))));
                }
            });
        }
    });
}

/// The other reference: all of the input is read, and so many bytes are written and brought to the disk.
fn copy(from: &Path, to: &Path, mut bytes: usize) {
    let (mut from, mut to) = (File::open(from).expect("the dump"), File::create(to).expect("room for a copy"));
    let mut buffer = vec![b'x'; 256 << 10];
    while from.read(&mut buffer).expect("the dump can be read") > 0 {}
    while bytes > 0 {
        let piece = bytes.min(buffer.len());
        to.write_all(&buffer[..piece]).expect("room for a copy");
        bytes -= piece;
    }
    to.sync_data().expect("a disk");
}

/// What a program took.
struct Took {
    wall: f64,
    /// Seconds of processor time, and MiB.
    cpu_and_peak: Option<(f64, f64)>,
}

/// Runs a program to its end. It is looked at until it is a zombie, whose times still can be read.
fn measured(command: &mut Command) -> Took {
    /// Ticks of a second in `/proc`; Linux tells programs 100 on all its machines.
    const TICKS: f64 = 100.0;
    let clock = Instant::now();
    let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("the program can be run");
    let proc = PathBuf::from(format!("/proc/{}", child.id()));
    let (mut peak, mut ticks) = (0.0_f64, 0.0);
    while let Ok(stat) = std::fs::read_to_string(proc.join("stat")) {
        let fields: Vec<&str> = stat.rsplit_once(") ").map_or(Vec::new(), |(_, rest)| rest.split(' ').collect());
        ticks = fields[11..13].iter().map(|t| number::<f64>(t)).sum();
        if fields[0] == "Z" {
            break;
        }
        let status = std::fs::read_to_string(proc.join("status")).unwrap_or_default();
        let most = status.lines().find_map(|l| l.strip_prefix("VmHWM:")?.trim().strip_suffix(" kB"));
        peak = peak.max(most.map_or(0.0, number));
        std::thread::sleep(Duration::from_millis(2));
    }
    let wall = clock.elapsed().as_secs_f64();
    let status = child.wait().expect("it ends");
    assert!(matches!(status.code(), Some(0 | 1)), "{command:?} ended with {status}");
    let wall = if peak > 0.0 { wall } else { clock.elapsed().as_secs_f64() };
    Took { wall, cpu_and_peak: (peak > 0.0).then_some((ticks / TICKS, peak / 1024.0)) }
}

/// A story as a page.
fn html(n: usize, story: &stories::Story) -> String {
    let title: String = story.text.chars().take_while(|c| *c != '，').take(24).collect();
    let mut page = format!(
        "<html><head><meta charset=\"utf-8\"><title>{title}_云海网</title></head><body><div class=\"nav\"><a href=\"/\">首页</a> \
         <a href=\"/news\">要闻</a> <a href=\"/local\">本地</a></div>\n<h1>{title}</h1>\n<div class=\"content\">\n"
    );
    story.text.lines().for_each(|line| {
        let _ = writeln!(page, "<p>{line}</p>");
    });
    let _ = write!(
        page,
        "<p>（责任编辑：段青禾）</p></div>\n<ul class=\"related\"><li><a href=\"/a/{n}.html\">相关新闻</a></li></ul>\n\
         <div class=\"footer\">Copyright 云海网 版权所有</div></body></html>\n"
    );
    page
}

/// A dump of some megabytes, and the text of its articles.
struct Made {
    rows: String,
    text: String,
    pages: usize,
}

fn made(mb: f64) -> Made {
    let pipeline = Pipeline::new(Options::default()).expect("built-in dictionaries are sound");
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/corpus/pages");
    let mut corpus: Vec<PathBuf> =
        std::fs::read_dir(folder).expect("corpus").map(|e| e.expect("a page").path()).collect();
    corpus.retain(|p| p.extension().is_some_and(|e| e == "html"));
    corpus.sort();
    let corpus: Vec<String> = corpus.iter().filter_map(|p| std::fs::read_to_string(p).ok()).collect();
    let mut made = Made { rows: String::new(), text: String::new(), pages: 0 };
    for block in 0.. {
        for story in &stories::stories(SEED + block, 100) {
            let n = made.pages;
            // Every fourth page is one of the corpus.
            let page = if n % 4 == 3 { corpus[n / 4 % corpus.len()].clone() } else { html(n, story) };
            let record = pipeline.clean(&Input::html("made", page.clone().into_bytes()));
            if let Some(article) = record.article {
                made.text.push_str(article.text.trim());
                made.text.push('\n');
            }
            let row = serde_json::json!({"id": n.to_string(), "url": format!("https://a{}.example/{n}", n % 7), "html": page});
            let _ = writeln!(made.rows, "{row}");
            made.pages += 1;
            if made.rows.len() as f64 >= mb * 1e6 {
                return made;
            }
        }
    }
    made
}

fn repeated(path: &Path, text: &str, times: usize) {
    let mut to = BufWriter::new(File::create(path).expect("room for the dump"));
    (0..times).for_each(|_| to.write_all(text.as_bytes()).expect("room for the dump"));
    to.flush().expect("room for the dump");
}

fn line(what: &str, times: &str, threads: &str, (pages, mb): (f64, f64), took: &Took) {
    let (pages, mb) = (pages / took.wall, mb / took.wall);
    let (cpu, peak) = took
        .cpu_and_peak
        .map_or_else(|| ("-".into(), "-".into()), |(cpu, peak)| (format!("{cpu:.2}"), format!("{peak:.1}")));
    println!(
        "| {what:<18} | {times:>6} | {threads:>7} | {pages:>7.0} | {mb:>7.2} | {:>7.2} | {cpu:>7} | {peak:>8} |",
        took.wall
    );
}

fn table(args: &[String]) {
    let option = |name: &str, default: &str| {
        let at = args.iter().position(|a| a == name);
        at.and_then(|i| args.get(i + 1)).map_or(default.to_owned(), Clone::clone)
    };
    let mb: f64 = number(&option("--mb", "1"));
    let list = |text: &str| -> Vec<usize> { text.split(',').map(number).collect() };
    let (times, threads) = (list(&option("--times", "1,8,64")), list(&option("--threads", "1,2")));
    let folder = std::env::temp_dir().join(format!("taojin-dump-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder for the made dumps");
    let made = made(mb);
    println!(
        "1 × is {} pages, {:.2} MB as JSONL, {:.2} MB of text\n",
        made.pages,
        made.rows.len() as f64 / 1e6,
        made.text.len() as f64 / 1e6
    );
    println!("| what               |  input | threads | pages/s |    MB/s | wall, s |  CPU, s | peak MiB |");
    println!("|--------------------|--------|---------|---------|---------|---------|---------|----------|");
    let (dump, text, out) = (folder.join("dump.jsonl"), folder.join("text.txt"), folder.join("out.jsonl"));
    let this = std::env::current_exe().expect("this program");
    let program = |command: &str, threads: usize| {
        let mut run = Command::new(env!("CARGO_BIN_EXE_taojin"));
        run.arg(command).arg(&dump).arg("-o").arg(&out).args(["--overwrite", "--threads", &threads.to_string()]);
        measured(&mut run)
    };
    let reference = |threads: usize| measured(Command::new(&this).arg("tag").arg(&text).arg(threads.to_string()));
    let first = |text: &str| text.split_inclusive('\n').next().unwrap_or_default().to_owned();
    repeated(&dump, &first(&made.rows), 1);
    repeated(&text, &first(&made.text), 1);
    let size = (1.0, first(&made.rows).len() as f64 / 1e6);
    line("extract", "1 page", "1", size, &program("extract", 1));
    line("jieba-rs tag", "1 page", "1", size, &reference(1));
    for times in times {
        repeated(&dump, &made.rows, times);
        repeated(&text, &made.text, times);
        let size = ((made.pages * times) as f64, (made.rows.len() * times) as f64 / 1e6);
        let input = format!("{times} ×");
        for &threads in &threads {
            let shown = threads.to_string();
            line("clean", &input, &shown, size, &program("clean", threads));
            line("extract", &input, &shown, size, &program("extract", threads));
            line("jieba-rs tag", &input, &shown, size, &reference(threads));
        }
        let bytes = std::fs::metadata(&out).expect("what extract wrote").len();
        let copied = folder.join("copy");
        let took = measured(Command::new(&this).arg("copy").arg(&dump).arg(copied).arg(bytes.to_string()));
        line("read and write", &input, "1", size, &took);
    }
    std::fs::remove_dir_all(&folder).expect("the made dumps can be removed");
}
