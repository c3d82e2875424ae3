//! Parquet in and out: the same records as from JSON rows, and a broken file named.

use crate::support::{json_lines, root, taojin};
use arrow::array::{ArrayRef, BinaryArray, RecordBatch, StringArray};
use parquet::arrow::ArrowWriter;
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use serde_json::Value;
use std::fs::File;
use std::path::Path;
use std::process::Command;
use std::sync::Arc;

fn lines(path: &Path) -> Vec<Value> {
    json_lines(path)
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

/// A value without what JSON leaves out (nothing, empty lists), and words as lists.
fn plain(value: Value) -> Value {
    match value {
        Value::Object(o) if o.len() == 3 && o.contains_key("tag") => {
            ["start", "end", "tag"].iter().map(|k| o[*k].clone()).collect()
        }
        Value::Object(o) => {
            let said = |(_, v): &(String, Value)| !v.is_null() && v.as_array().is_none_or(|a| !a.is_empty());
            o.into_iter().map(|(k, v)| (k, plain(v))).filter(said).collect::<serde_json::Map<_, _>>().into()
        }
        Value::Array(a) => a.into_iter().map(plain).collect(),
        other => other,
    }
}

/// The rows of a table, as JSON again.
fn rows(path: &Path) -> Vec<Value> {
    let batches = ParquetRecordBatchReaderBuilder::try_new(File::open(path).unwrap()).unwrap().build().unwrap();
    let mut writer = arrow::json::LineDelimitedWriter::new(Vec::new());
    batches.for_each(|batch| writer.write(&batch.unwrap()).unwrap());
    writer.finish().unwrap();
    let text = String::from_utf8(writer.into_inner()).unwrap();
    text.lines().map(|l| plain(serde_json::from_str(l).unwrap())).collect()
}

#[test]
fn records_written_as_a_table_are_those_written_as_json() {
    let temp = tempfile::tempdir().unwrap();
    table(&temp.path().join("in.parquet"));
    let corpus = root().join("corpus/pages");
    for out in ["out.parquet", "out.jsonl"] {
        let args = ["extract", "in.parquet", corpus.to_str().unwrap(), "-o", out, "--tokens", "--quiet"];
        assert_eq!(taojin(&args, temp.path()).status.code(), Some(1));
    }
    let wanted: Vec<Value> = lines(&temp.path().join("out.jsonl")).into_iter().map(plain).collect();
    assert!(wanted.iter().any(|r| r.get("checks").is_some()) && wanted.iter().any(|r| r.get("error").is_some()));
    for (row, record) in rows(&temp.path().join("out.parquet")).iter().zip(&wanted) {
        assert_eq!(row, record);
    }
    assert_eq!(rows(&temp.path().join("out.parquet")).len(), wanted.len());
}

#[test]
fn texts_written_as_a_table() {
    let temp = tempfile::tempdir().unwrap();
    table(&temp.path().join("in.parquet"));
    for out in ["out.parquet", "out.jsonl"] {
        let args = ["clean", "in.parquet", "--format", "text", "-o", out, "--quiet"];
        assert_eq!(taojin(&args, temp.path()).status.code(), Some(1));
    }
    assert_eq!(rows(&temp.path().join("out.parquet")), lines(&temp.path().join("out.jsonl")));
}

/// The columns come from the record's types; `TAOJIN_WRITE=1 cargo test parquet` writes the committed list anew.
#[test]
fn the_committed_columns_are_those_of_the_types() {
    let temp = tempfile::tempdir().unwrap();
    table(&temp.path().join("in.parquet"));
    taojin(&["extract", "in.parquet", "-o", "out.parquet", "--quiet"], temp.path());
    let file = File::open(temp.path().join("out.parquet")).unwrap();
    let reader = ParquetRecordBatchReaderBuilder::try_new(file).unwrap();
    let mut fresh = Vec::new();
    parquet::schema::printer::print_schema(&mut fresh, reader.parquet_schema().root_schema());
    let path = root().join("docs/record.parquet.txt");
    if std::env::var_os("TAOJIN_WRITE").is_some() {
        std::fs::write(&path, &fresh).unwrap();
    }
    let committed = std::fs::read(&path).unwrap_or_default();
    assert!(committed == fresh, "docs/record.parquet.txt is stale: run TAOJIN_WRITE=1 cargo test parquet");
}

/// Runs a script beside `out.parquet`, made of the rows above; it says so when the modules that it needs are not installed. `PYTHON`
/// names another Python than `python3`.
fn python(modules: &str, script: &str) {
    const HEAD: &str =
        "import sys\ntry:\n    import MODULES\nexcept ImportError as e:\n    print('skipped:', e); sys.exit(0)\n";
    let script = HEAD.replace("MODULES", modules) + script;
    let temp = tempfile::tempdir().unwrap();
    table(&temp.path().join("in.parquet"));
    taojin(&["extract", "in.parquet", "-o", "out.parquet", "--quiet"], temp.path());
    let python = std::env::var("PYTHON").unwrap_or_else(|_| "python3".to_owned());
    match Command::new(python).args(["-c", &script]).current_dir(temp.path()).output() {
        Err(e) => eprintln!("skipped: no python3 on this machine: {e}"),
        Ok(run) => {
            eprint!("{}", String::from_utf8_lossy(&run.stdout));
            assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
        }
    }
}

#[test]
fn duckdb_opens_the_table() {
    python(
        "duckdb",
        r#"
q = duckdb.sql("select count(*), count(article.text), max(len(quantities)), max(quantities[1].value) from 'out.parquet'").fetchall()[0]
assert q[0] == 4 and q[1] == 3 and q[2] >= 1 and q[3], q
print("duckdb", duckdb.__version__, "opened it")
"#,
    );
}

#[test]
fn pandas_opens_the_table() {
    python(
        "pandas, pyarrow",
        r#"
f = pandas.read_parquet("out.parquet")
assert len(f) == 4 and f.kind.tolist().count("error") == 1
assert f.article[0]["text"] and len(f.quantities[1]) >= 1 and f.quantities[1][0]["unit"] == "kWh", f
print("pandas", pandas.__version__, "opened it")
"#,
    );
}

#[test]
fn spark_opens_the_table() {
    python(
        "pyspark",
        r#"
import shutil
if not shutil.which("java"):
    print("skipped: Spark needs java"); sys.exit(0)
from pyspark.sql import SparkSession
s = SparkSession.builder.master("local[1]").config("spark.ui.enabled", "false").getOrCreate()
s.read.parquet("out.parquet").createOrReplaceTempView("r")
n = s.sql("select count(*), count(article.text), sum(size(quantities)), count(error.message) from r").collect()[0]
q = s.sql("select q.value, q.unit from r lateral view explode(quantities) t as q where q.unit = 'kWh'").collect()
assert n[0] == 4 and n[1] == 3 and n[2] >= 1 and n[3] == 1, n
assert q[0][0] == "24680000000", q
s.stop()
print("spark", pyspark.__version__, "opened it")
"#,
    );
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
