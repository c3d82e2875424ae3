//! From arguments to a run.

use super::args::{self, Args, DropKind, FromKind, ReportKind};
use super::{CANNOT, INTERRUPTED, SOME_FAILED, explain, print, say};
use crate::Task;
use crate::clean::{PageKind, Templates};
use crate::dump::{self, Fields, From, Job, Judged, Out, OutMode, Shape, WholeFile};
use crate::report::{ReportFormat, report};
use crate::text::Closed;
use crate::{Error, Options, Pipeline};
use indicatif::{ProgressBar, ProgressStyle};
use std::io::{IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

pub(super) fn run(args: Args) -> Result<u8, Error> {
    match args.command {
        args::Command::Extract(run) => pages(&run, Task::Extract, Shape::Records),
        args::Command::Annotate(run) => pages(&run, Task::Annotate, Shape::Records),
        args::Command::Clean(clean) => {
            let shape = if clean.format == args::Format::Text { Shape::Text } else { Shape::Records };
            pages(&clean.run, Task::Clean, shape)
        }
        args::Command::Learn(learn) => templates(&learn),
        args::Command::Explain(explain) => one_page(&explain),
        args::Command::Schema => print(&crate::record::schema()).map(|()| 0),
        args::Command::Report(a) => {
            let format = match a.format {
                ReportKind::Html => ReportFormat::Html,
                ReportKind::Csv => ReportFormat::Csv,
                ReportKind::Markdown => ReportFormat::Markdown,
            };
            let written = report(&a.inputs, &a.output, format, a.overwrite)?;
            say(&format!("{} records", written.records));
            written.skipped.iter().for_each(|line| say(line));
            Ok(if written.skipped.is_empty() { 0 } else { SOME_FAILED })
        }
        args::Command::Cluster(a) => {
            let (articles, clusters) = dump::cluster(&a.inputs, &a.output, a.overwrite)?;
            say(&format!("{articles} articles, {clusters} clusters"));
            Ok(0)
        }
    }
}

fn from(kind: Option<FromKind>) -> Option<From> {
    kind.map(|kind| match kind {
        FromKind::Html => From::Html,
        FromKind::Text => From::Text,
        FromKind::Jsonl => From::Jsonl,
    })
}

fn page_kind(kind: DropKind) -> PageKind {
    match kind {
        DropKind::List => PageKind::List,
        DropKind::Forum => PageKind::Forum,
        DropKind::Empty => PageKind::Empty,
        DropKind::Foreign => PageKind::Foreign,
        DropKind::Error => PageKind::Error,
    }
}

fn dictionary(path: Option<&PathBuf>) -> Result<Option<(String, String)>, Error> {
    let Some(path) = path else { return Ok(None) };
    let content = std::fs::read_to_string(path).map_err(|e| Error::input(path, e))?;
    Ok(Some((path.display().to_string(), content)))
}

fn read_templates(path: Option<&PathBuf>) -> Result<Option<Templates>, Error> {
    let Some(path) = path else { return Ok(None) };
    let content = std::fs::read_to_string(path).map_err(|e| Error::input(path, e))?;
    Templates::from_json(&path.display().to_string(), &content).map(Some)
}

fn fields(reading: &args::Reading) -> Result<Fields, Error> {
    let mut fields = Fields::default();
    for option in &reading.field {
        fields.rename(option).map_err(|e| Error::input("--field", e))?;
    }
    Ok(fields)
}

/// How many threads work; whatever works in parallel inside (loading dictionaries) keeps to the same number.
fn threads(asked: Option<u16>) -> usize {
    let threads = asked.map_or_else(|| std::thread::available_parallelism().map_or(1, usize::from), usize::from);
    let _ = rayon::ThreadPoolBuilder::new().num_threads(threads).build_global();
    threads
}

fn pages(run: &args::Run, task: Task, shape: Shape) -> Result<u8, Error> {
    let fields = fields(&run.reading)?;
    let mode = match (run.running.overwrite, run.running.resume) {
        (true, _) => OutMode::Overwrite,
        (_, true) => OutMode::Resume,
        _ => OutMode::New,
    };
    let plan = dump::plan(&run.inputs, from(run.reading.from), task != Task::Annotate)?;
    if mode == OutMode::Resume && run.inputs.iter().any(|p| p.as_os_str() == "-") {
        return Err(Error::input("-", "standard input cannot be resumed; save it as a file"));
    }
    let out = match Out::judge(&run.output, mode, shape == Shape::Text)? {
        Judged::Go(out) => out,
        Judged::Finished => {
            say(&format!("{} is finished already", run.output.display()));
            return Ok(0);
        }
    };
    run.running.summary.as_deref().map_or(Ok(()), is_writable)?;
    let options = Options {
        with_tokens: run.tokens,
        without_page_text: run.no_page_text,
        page_bytes_max: run.reading.max_page_bytes,
        dictionary: dictionary(run.reading.dictionary.as_ref())?,
        templates: read_templates(run.templates.as_ref())?,
    };
    let threads = threads(run.running.threads);
    let drop: Vec<PageKind> = run.drop.iter().map(|&k| page_kind(k)).collect();
    let says = header(run, task, shape, &drop, &options);
    let bytes: u64 = plan.sources.iter().map(|s| s.bytes).sum();
    let pipeline = Pipeline::new(options)?;
    let bar = progress_bar(bytes, run.running.quiet || run.output.as_os_str() == "-");
    let stop = stopper();
    let progress = |pages: u64, bytes: u64| advance(bar.as_ref(), pages, bytes);
    let job = Job {
        pipeline: &pipeline,
        task,
        shape,
        fields,
        drop,
        threads,
        plan,
        options: says,
        stop: &stop,
        progress: Box::new(progress),
    };
    let ended = dump::run(&job, out)?;
    if let Some(bar) = &bar {
        bar.finish_and_clear();
    }
    report_end(run, ended)
}

/// Refuses a file that could not be written at the end of a long run; leaves nothing of its own.
fn is_writable(path: &Path) -> Result<(), Error> {
    let was_there = path.exists();
    // A pipe or a device is not to be opened twice.
    if was_there && !path.is_file() && !path.is_dir() {
        return Ok(());
    }
    std::fs::File::options().create(true).append(true).open(path).map_err(|e| Error::output(path, e))?;
    if was_there { Ok(()) } else { std::fs::remove_file(path).map_err(|e| Error::output(path, e)) }
}

/// What a run's result depends on; an interrupted run goes on only with the same.
fn header(run: &args::Run, task: Task, shape: Shape, drop: &[PageKind], options: &Options) -> serde_json::Value {
    let words = options.dictionary.as_ref().map(|(_, content)| blake3::hash(content.as_bytes()).to_hex().to_string());
    let mut drop: Vec<&str> = drop.iter().map(|k| k.as_str()).collect();
    drop.sort_unstable();
    serde_json::json!({
        "command": format!("{task:?}").to_lowercase(),
        "format": format!("{shape:?}").to_lowercase(),
        "tokens": options.with_tokens,
        "no-page-text": options.without_page_text,
        "max-page-bytes": options.page_bytes_max,
        "dictionary": words,
        "templates": options.templates.as_ref().map(Templates::digest),
        "field": run.reading.field,
        "from": run.reading.from.map(|f| format!("{f:?}").to_lowercase()),
        "drop": drop,
    })
}

fn progress_bar(bytes: u64, is_quiet: bool) -> Option<ProgressBar> {
    if is_quiet || !std::io::stderr().is_terminal() {
        return None;
    }
    let bar = ProgressBar::new(bytes);
    let template = "{bar:30} {percent:>3}%  {msg}  {bytes_per_sec}, {eta} left";
    if let Ok(style) = ProgressStyle::with_template(template) {
        bar.set_style(style);
    }
    Some(bar)
}

fn advance(bar: Option<&ProgressBar>, pages: u64, bytes: u64) {
    if let Some(bar) = bar {
        bar.set_position(bytes);
        if pages.is_multiple_of(16) {
            bar.set_message(format!("{pages} pages"));
        }
    }
}

fn templates(args: &args::Learn) -> Result<u8, Error> {
    let fields = fields(&args.reading)?;
    let plan = dump::plan(&args.inputs, from(args.reading.from), true)?;
    let mut file = WholeFile::create(&args.output, args.overwrite)?;
    let options = Options {
        page_bytes_max: args.reading.max_page_bytes,
        dictionary: dictionary(args.reading.dictionary.as_ref())?,
        ..Options::default()
    };
    let threads = threads(args.threads);
    let bytes: u64 = plan.sources.iter().map(|s| s.bytes).sum();
    let pipeline = Pipeline::new(options)?;
    let bar = progress_bar(bytes, args.quiet);
    let stop = stopper();
    let progress = |pages: u64, bytes: u64| advance(bar.as_ref(), pages, bytes);
    let learned = dump::learn(&pipeline, &plan, &fields, threads, &stop, progress);
    if let Some(bar) = &bar {
        bar.finish_and_clear();
    }
    let Some(learned) = learned else {
        say("interrupted; nothing was written");
        return Ok(INTERRUPTED);
    };
    file.write_all(learned.to_json().as_bytes()).map_err(|e| Error::output(&args.output, e))?;
    file.finish()?;
    if !args.quiet {
        for name in &learned.nameless {
            say(&format!("pages of {name} have no address: they were taken for pages of one site"));
        }
        say(&learned.short());
    }
    Ok(if learned.failed > 0 { SOME_FAILED } else { 0 })
}

/// Set by Ctrl-C; a second one ends the program at once.
fn stopper() -> Arc<AtomicBool> {
    let stop = Arc::new(AtomicBool::new(false));
    let flag = Arc::clone(&stop);
    let handler = move || {
        if flag.swap(true, Ordering::Relaxed) {
            std::process::exit(i32::from(INTERRUPTED));
        }
    };
    if let Err(e) = ctrlc::set_handler(handler) {
        say(&format!("Ctrl-C will end the run at once: {e}"));
    }
    stop
}

fn report_end(run: &args::Run, ended: dump::Ended) -> Result<u8, Error> {
    if let Some(path) = &run.running.summary {
        let text = serde_json::to_string_pretty(&ended.summary).unwrap_or_default();
        std::fs::write(path, text + "\n").map_err(|e| Error::output(path, e))?;
    }
    if let Err(error) = ended.outcome {
        say(&format!("error: {error}"));
        return Ok(CANNOT);
    }
    if !run.running.quiet {
        say(&ended.summary.short());
    }
    if ended.is_interrupted {
        let is_stdout = run.output.as_os_str() == "-";
        say(if is_stdout { "interrupted" } else { "interrupted; the same command with --resume goes on" });
        return Ok(INTERRUPTED);
    }
    Ok(if ended.summary.counts.failed() > 0 { SOME_FAILED } else { 0 })
}

fn one_page(args: &args::Explain) -> Result<u8, Error> {
    let plan = dump::plan(std::slice::from_ref(&args.page), from(args.from), true)?;
    let options = Options { dictionary: dictionary(args.dictionary.as_ref())?, ..Options::default() };
    let pipeline = Pipeline::new(options)?;
    let records = dump::records(&pipeline, &plan);
    if records.is_empty() {
        return Err(Error::input(&args.page, "holds no page"));
    }
    let is_coloured = std::io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none();
    let mut is_failed = false;
    for record in &records {
        print(&explain::explain(record, is_coloured))?;
        is_failed |= record.error.is_some();
    }
    Ok(if is_failed { SOME_FAILED } else { 0 })
}
