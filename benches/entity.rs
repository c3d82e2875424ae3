//! The room of entities alone beside jieba-rs tag of the same text: articles of our own labelled sentences, which hold more names
//! than news does.

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use std::hint::black_box;
use taojin::entity::find;
use taojin::lexicon::Lexicon;
use taojin::scan::{Scan, scan};
use taojin::segment::{Segmented, segment};

/// Sentences of one article.
const SENTENCES: usize = 15;

/// Articles of the sentences without their marks.
fn articles() -> Vec<String> {
    let files = ["politics", "society", "business", "technology", "culture", "sport"];
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/corpus/entities/");
    let all: Vec<String> =
        files.iter().map(|f| std::fs::read_to_string(format!("{root}{f}.txt")).expect("corpus")).collect();
    let lines: Vec<&str> =
        all.iter().flat_map(|f| f.lines()).filter(|l| !l.is_empty() && !l.starts_with('#')).collect();
    lines.chunks(SENTENCES).map(|lines| lines.iter().map(|line| plain(line) + "\n").collect()).collect()
}

/// `[o:星澜]发布` without its marks.
fn plain(line: &str) -> String {
    let mut out = String::new();
    let mut rest = line;
    while let Some((before, named)) = rest.split_once('[') {
        out.push_str(before);
        let (name, after) = named.split_once(']').expect("whole marks");
        out.push_str(name.split_once(':').map_or(name, |n| n.1));
        rest = after;
    }
    out + rest
}

fn entities(c: &mut Criterion) {
    let lexicon = Lexicon::load(None).expect("built-in dictionaries are sound");
    let jieba = jieba_rs::Jieba::new();
    let texts = articles();
    let read: Vec<(&str, Scan, Segmented)> = texts
        .iter()
        .map(|text| {
            let scanned = scan(text, &lexicon);
            let words = segment(text, &scanned, &lexicon);
            (text.as_str(), scanned, words)
        })
        .collect();
    let mut group = c.benchmark_group("entity");
    group.throughput(Throughput::Bytes(texts.iter().map(|t| t.len() as u64).sum()));
    group.bench_function("jieba-rs tag (reference)", |b| {
        b.iter(|| texts.iter().map(|text| jieba.tag(black_box(text), true).len()).sum::<usize>());
    });
    group.bench_function("taojin entity::find", |b| {
        b.iter(|| {
            read.iter()
                .map(|(text, scanned, words)| find(black_box(text), scanned, words, &lexicon).len())
                .sum::<usize>()
        });
    });
    group.finish();
}

criterion_group!(benches, entities);
criterion_main!(benches);
