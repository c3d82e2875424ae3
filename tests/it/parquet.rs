//! Parquet in and out: the same records as from JSON rows, and a broken file named.

use arrow::array::{ArrayRef, AsArray, BinaryArray, RecordBatch, StringArray};
use parquet::arrow::ArrowWriter;
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use serde_json::Value;
use std::fs::File;
use std::path::Path;
use std::process::{Command, Output};
use std::sync::Arc;

fn taojin(args: &[&str], folder: &Path) -> Output {
    Command::new(env!("CARGO_BIN_EXE_taojin")).args(args).current_dir(folder).output().unwrap()
}

fn lines(path: &Path) -> Vec<Value> {
    std::fs::read_to_string(path).unwrap().lines().map(|l| serde_json::from_str(l).unwrap()).collect()
}

/// The pages of the tests: id, markup, text; one row has neither.
const ROWS: [(&str, Option<&str>, Option<&str>); 4] = [
    (
        "一",
        Some(
            "<h1>乡村公路通车</h1><p>云江县7月18日通报，全县新修公路12公里，比去年多3公里，沿线的六个村子都已通车。</p>",
        ),
        None,
    ),
    ("二", None, Some("上半年，全县用电量为246.8亿千瓦时，同比增长5.2%。")),
    ("三", None, None),
    ("四", None, Some("会议结束。")),
];

fn table(path: &Path) {
    let html: BinaryArray = ROWS.iter().map(|r| r.1.map(str::as_bytes)).collect();
    let columns: [(&str, ArrayRef); 3] = [
        ("id", Arc::new(StringArray::from_iter_values(ROWS.iter().map(|r| r.0)))),
        ("html", Arc::new(html)),
        ("text", Arc::new(ROWS.iter().map(|r| r.2).collect::<StringArray>())),
    ];
    let batch = RecordBatch::try_from_iter(columns).unwrap();
    let mut writer = ArrowWriter::try_new(File::create(path).unwrap(), batch.schema(), None).unwrap();
    writer.write(&batch).unwrap();
    writer.close().unwrap();
}

#[test]
fn rows_of_a_table_and_rows_of_json_become_the_same_records() {
    let temp = tempfile::tempdir().unwrap();
    table(&temp.path().join("in.parquet"));
    let json = ROWS.iter().map(|(id, html, text)| {
        let mut row = serde_json::json!({ "id": id });
        row.as_object_mut().unwrap().extend(html.map(|h| ("html".to_owned(), h.into())));
        row.as_object_mut().unwrap().extend(text.map(|t| ("text".to_owned(), t.into())));
        format!("{row}\n")
    });
    std::fs::write(temp.path().join("in.jsonl"), json.collect::<String>()).unwrap();
    for input in ["in.parquet", "in.jsonl"] {
        let run = taojin(&["extract", input, "-o", &format!("{input}.jsonl"), "--quiet"], temp.path());
        assert_eq!(run.status.code(), Some(1), "the row without a page is an error, and the others are done");
    }
    let (table, json) = (lines(&temp.path().join("in.parquet.jsonl")), lines(&temp.path().join("in.jsonl.jsonl")));
    assert_eq!(table.len(), ROWS.len());
    for (number, (t, j)) in table.iter().zip(&json).enumerate() {
        assert_eq!(t["input"]["source"], format!("in.parquet:{}", number + 1));
        for field in ["id", "kind", "article", "quantities", "claims", "checks"] {
            assert_eq!(t.get(field), j.get(field), "{field} of row {number}");
        }
    }
    assert_eq!(table[2]["kind"], "error");
}

#[test]
fn records_written_as_a_table_are_those_written_as_json() {
    let temp = tempfile::tempdir().unwrap();
    table(&temp.path().join("in.parquet"));
    for out in ["out.parquet", "out.jsonl"] {
        assert_eq!(taojin(&["extract", "in.parquet", "-o", out, "--quiet"], temp.path()).status.code(), Some(1));
    }
    let file = File::open(temp.path().join("out.parquet")).unwrap();
    let batches = ParquetRecordBatchReaderBuilder::try_new(file).unwrap().build().unwrap();
    let mut records = Vec::new();
    for batch in batches {
        let batch = batch.unwrap();
        let column = |name: &str| batch.column_by_name(name).unwrap().as_string::<i32>().clone();
        let (kind, record) = (column("kind"), column("record"));
        for row in 0..batch.num_rows() {
            let value: Value = serde_json::from_str(record.value(row)).unwrap();
            assert_eq!(value["kind"], kind.value(row));
            records.push(value);
        }
    }
    assert_eq!(records, lines(&temp.path().join("out.jsonl")));
}

#[test]
fn a_table_that_was_cut_off_is_named_and_the_run_goes_on() {
    let temp = tempfile::tempdir().unwrap();
    table(&temp.path().join("a.parquet"));
    let whole = std::fs::read(temp.path().join("a.parquet")).unwrap();
    std::fs::write(temp.path().join("a.parquet"), &whole[..whole.len() / 2]).unwrap();
    std::fs::write(temp.path().join("b.txt"), "会议今天上午在云江县结束。").unwrap();
    let run = taojin(&["extract", "a.parquet", "b.txt", "-o", "out.jsonl", "--quiet"], temp.path());
    assert_eq!(run.status.code(), Some(1));
    let records = lines(&temp.path().join("out.jsonl"));
    assert_eq!((&records[0]["kind"], &records[0]["input"]["source"]), (&"error".into(), &"a.parquet".into()));
    assert_eq!(records.len(), 2);
}
