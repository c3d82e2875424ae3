//! A whole run: pages in, records out, in order, resumable, counted.

use super::order::in_order;
use super::plan::Plan;
use super::read::{Item, Load, read};
use super::row::{self, Fields, Rows};
use super::summary::{Counts, Summary};
use super::write::{InputMark, Out, TextRow, Writer};
use crate::clean::PageKind;
use crate::page::Stage;
use crate::record::{Record, Source, failed};
use crate::{Error, Format, Input, Pipeline, Task};
use std::ops::ControlFlow;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Instant;

/// What is written of every page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shape {
    Records,
    Text,
}

/// Everything that a run needs.
pub(crate) struct Job<'a> {
    pub(crate) pipeline: &'a Pipeline,
    pub(crate) task: Task,
    pub(crate) shape: Shape,
    pub(crate) fields: Fields,
    /// Kinds of pages that are not written.
    pub(crate) drop: Vec<PageKind>,
    pub(crate) threads: usize,
    pub(crate) plan: Plan,
    /// What the result depends on beside the inputs.
    pub(crate) options: serde_json::Value,
    /// Set from outside to end the run early.
    pub(crate) stop: &'a AtomicBool,
    /// Told after every record: pages done, bytes read.
    pub(crate) progress: Box<dyn Fn(u64, u64) + Send + Sync + 'a>,
}

/// A page's record, ready to be written.
struct Done {
    kind: PageKind,
    stage: Option<Stage>,
    id: String,
    /// None when it is dropped.
    line: Option<Vec<u8>>,
}

impl Job<'_> {
    /// What `then` makes of the records of some pages, in their order.
    fn records<T>(&self, items: Vec<Item>, then: impl Fn(Record) -> T) -> Vec<T> {
        let rows = if self.task == Task::Annotate { Rows::CleanText } else { Rows::Pages };
        let mut inputs = Vec::with_capacity(items.len());
        let mut add = |item| input(item, rows, &self.fields).map(|input| inputs.push(input));
        let broken: Vec<_> = items.into_iter().map(&mut add).collect();
        let mut records = self.pipeline.all(self.task, &inputs);
        let each = broken.into_iter().filter_map(|b| b.map_or_else(|record| Some(*record), |()| records.next()));
        each.map(then).collect()
    }

    fn done(&self, record: Record, is_texts: bool) -> Done {
        let kind = record.kind.0;
        let text = record.article.as_ref().map_or("", |a| a.text.as_str());
        // What is found in a text takes about as much room again.
        let json = |value: &dyn Fn(&mut Vec<u8>) -> serde_json::Result<()>| {
            let mut line = Vec::with_capacity(4096 + 2 * text.len());
            // Writing to memory cannot fail, and every record can be written.
            value(&mut line).unwrap_or_default();
            line.push(b'\n');
            line
        };
        let line = match self.shape {
            _ if self.drop.contains(&kind) => None,
            Shape::Records => Some(json(&|line| serde_json::to_writer(line, &record))),
            Shape::Text if is_texts && text.is_empty() => None,
            Shape::Text if is_texts => Some(format!("{text}\n").into_bytes()),
            Shape::Text => {
                let has_text = matches!(kind, PageKind::Article | PageKind::Forum);
                let row = TextRow { id: &record.id, text, kind: (!has_text).then_some(record.kind) };
                Some(json(&|line| serde_json::to_writer(line, &row)))
            }
        };
        Done { kind, stage: record.error.as_ref().map(|e| e.stage.0), id: record.id, line }
    }
}

/// The page of an item, or the record that says why there is none.
pub(super) fn input(item: Item, rows: Rows, fields: &Fields) -> Result<Input, Box<Record>> {
    match item.load {
        Load::Failed(stage, message) => {
            Err(Box::new(broken(item.source, item.url, item.id, &item.bytes, stage, message)))
        }
        Load::Page(format) => Ok(page(item, format, false)),
        Load::Unicode(format) => Ok(page(item, format, true)),
        #[cfg(feature = "parquet")]
        Load::Known { format, is_unicode, ref given } => {
            let (id, given) = (item.id.clone(), given.clone());
            Ok(Input { id, given, ..page(item, format, is_unicode) })
        }
        Load::Row => row::read(&item.source, &item.bytes, rows, fields)
            .map_err(|(id, stage, message)| Box::new(broken(item.source, None, id, &item.bytes, stage, message))),
    }
}

fn page(item: Item, format: Format, is_unicode: bool) -> Input {
    let mut input = Input::html(item.source, item.bytes);
    input.format = format;
    input.is_unicode = is_unicode;
    input.given.url = item.url;
    input
}

fn broken(
    source: String,
    url: Option<String>,
    id: Option<String>,
    bytes: &[u8],
    stage: Stage,
    message: String,
) -> Record {
    let seed = if bytes.is_empty() { source.as_bytes() } else { bytes };
    let id = id.unwrap_or_else(|| blake3::hash(seed).to_hex()[..16].to_owned());
    let source = Source { source, url, format: "text".into(), encoding: None, digest: None };
    failed(source, id, stage, message)
}

/// How a run ended.
pub(crate) struct Ended {
    pub(crate) summary: Summary,
    pub(crate) outcome: Result<(), Error>,
    pub(crate) is_interrupted: bool,
}

/// Runs it.
///
/// # Errors
/// When the output cannot be opened. What happens later is in the result.
pub(crate) fn run(job: &Job<'_>, out: Out) -> Result<Ended, Error> {
    let clock = Instant::now();
    let marks = if out.is_stdout() { Vec::new() } else { InputMark::all(&job.plan) };
    let mut writer = out.open(job.options.clone(), marks)?;
    let is_texts = writer.is_texts();
    let mut counts = writer.resumed.take().unwrap_or_default();
    let resumed_pages = counts.pages;
    let (bytes_read, mut skipped_files, mut seen) = (AtomicU64::new(0), 0, 0);
    let takes_html = job.task != Task::Annotate;
    let page_bytes_max = job.pipeline.options().page_bytes_max;
    let feed = |take: &mut dyn FnMut(Item) -> ControlFlow<()>| {
        skipped_files = read(&job.plan, page_bytes_max, takes_html, &job.fields, &bytes_read, &mut |item| {
            if job.stop.load(Ordering::Relaxed) {
                return ControlFlow::Break(());
            }
            seen += 1;
            if seen <= resumed_pages { ControlFlow::Continue(()) } else { take(item) }
        });
    };
    let put = |done: Done| {
        counts.add(done.kind, done.stage, done.line.is_none());
        (job.progress)(counts.pages, bytes_read.load(Ordering::Relaxed));
        writer.put(&done.id, done.line.as_deref(), &counts)
    };
    let size = |item: &Item| item.bytes.len();
    let work = |items| job.records(items, |record| job.done(record, is_texts));
    let outcome = in_order(job.threads, feed, size, work, put);
    let is_interrupted = job.stop.load(Ordering::Relaxed);
    let mut bytes_out = writer.bytes();
    let outcome = end(writer, &counts, outcome, is_interrupted).map(|bytes| bytes_out = bytes);
    let summary = Summary {
        counts,
        resumed_pages,
        skipped_files,
        bytes_in: bytes_read.into_inner(),
        bytes_out,
        seconds: (clock.elapsed().as_secs_f64() * 1000.0).round() / 1000.0,
        finished: outcome.is_ok() && !is_interrupted,
    };
    Ok(Ended { summary, outcome, is_interrupted })
}

fn end(writer: Writer, counts: &Counts, outcome: Result<(), Error>, is_interrupted: bool) -> Result<u64, Error> {
    match outcome {
        Ok(()) if is_interrupted => {
            let bytes = writer.bytes();
            writer.pause(counts).map(|()| bytes)
        }
        Ok(()) => writer.finish(),
        Err(e) => {
            writer.abandon();
            Err(e)
        }
    }
}

/// The records of a few pages, held at once.
pub(crate) fn records(pipeline: &Pipeline, plan: &Plan) -> Vec<Record> {
    let job = Job {
        pipeline,
        task: Task::Extract,
        shape: Shape::Records,
        fields: Fields::default(),
        drop: Vec::new(),
        threads: 1,
        plan: Plan::default(),
        options: serde_json::Value::Null,
        stop: &AtomicBool::new(false),
        progress: Box::new(|_, _| ()),
    };
    let mut items = Vec::new();
    read(plan, pipeline.options().page_bytes_max, true, &Fields::default(), &AtomicU64::new(0), &mut |item| {
        items.push(item);
        ControlFlow::Continue(())
    });
    job.records(items, |record| record)
}
