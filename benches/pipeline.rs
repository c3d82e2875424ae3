//! The text pipeline beside jieba-rs alone, and pages beside their text: read the ratios, not the times.

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use std::hint::black_box;
use taojin::{Input, Options, Pipeline};

/// Text of our own, long enough to leave the start of a run behind.
fn text() -> String {
    let pages = ["checks.txt", "farm-copy.txt", "gloss.txt"];
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/corpus/pages/");
    let all: String = pages.iter().map(|p| std::fs::read_to_string(format!("{root}{p}")).expect("corpus")).collect();
    all.repeat(20)
}

fn pipeline(c: &mut Criterion) {
    let pipeline = Pipeline::new(Options::default()).expect("built-in dictionaries are sound");
    let jieba = jieba_rs::Jieba::new();
    let text = text();
    let input = Input::text("bench", text.clone());
    let mut group = c.benchmark_group("text");
    group.throughput(Throughput::Bytes(text.len() as u64));
    group.bench_function("jieba-rs tag (reference)", |b| b.iter(|| jieba.tag(black_box(&text), true).len()));
    group.bench_function("taojin annotate", |b| b.iter(|| pipeline.annotate(black_box(&input)).sentences.len()));
    group.bench_function("taojin annotate to JSON", |b| {
        b.iter(|| serde_json::to_vec(&pipeline.annotate(black_box(&input))).map_or(0, |v| v.len()));
    });
    group.finish();
    let html = std::fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/corpus/pages/portal.html")).expect("corpus");
    let mut group = c.benchmark_group("page");
    group.throughput(Throughput::Bytes(html.len() as u64));
    let page = Input::html("bench.html", html);
    group.bench_function("taojin clean", |b| b.iter(|| pipeline.clean(black_box(&page)).kind));
    group.bench_function("taojin extract", |b| b.iter(|| pipeline.extract(black_box(&page)).kind));
    group.finish();
}

criterion_group!(benches, pipeline);
criterion_main!(benches);
