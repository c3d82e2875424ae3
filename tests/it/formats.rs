//! Every kind of input through the program: the same page gives the same article, wherever it lies.

use crate::support::{assert_sound, json_lines, taojin};
use std::io::Write;
use std::path::Path;
use std::process::Command;
use taojin::Record;

const HTML: &str = "<html><head><title>乡村公路通车</title></head><body><h1>乡村公路通车</h1><div class=\"content\">\
    <p>云江县7月18日通报，全县新修公路12公里，比去年多3公里，沿线的六个村子都已通车。</p>\
    <p>县交通局局长何桂兰说，明年还要再修8公里，把青禾镇和白石乡连起来。</p></div></body></html>";
const TEXT: &str = "云江县7月18日通报，全县新修公路12公里，比去年多3公里，沿线的六个村子都已通车。\n县交通局局长何桂兰说，明年还要再修8公里。";

/// Runs `extract` and gives the records, with the summary.
fn extract(inputs: &[&str], folder: &Path) -> (Vec<Record>, serde_json::Value) {
    let args = [&["extract"], inputs, &["-o", "out.jsonl", "--overwrite", "--quiet", "--summary", "sum.json"]].concat();
    let run = taojin(&args, folder);
    assert_eq!(run.status.code(), Some(0), "{inputs:?}: {}", String::from_utf8_lossy(&run.stderr));
    let records: Vec<Record> = json_lines(&folder.join("out.jsonl"));
    records.iter().for_each(assert_sound);
    let summary = serde_json::from_str(&std::fs::read_to_string(folder.join("sum.json")).unwrap()).unwrap();
    (records, summary)
}

fn sources(records: &[Record]) -> Vec<&str> {
    records.iter().map(|r| r.input.source.as_str()).collect()
}

fn article(record: &Record) -> &str {
    record.article.as_ref().map_or("", |a| a.text.as_str())
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut to = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    to.write_all(bytes).unwrap();
    to.finish().unwrap()
}

fn tar() -> Vec<u8> {
    let mut to = tar::Builder::new(Vec::new());
    for (name, content) in [("a/1.html", HTML), ("a/2.txt", TEXT), ("a/logo.png", "PNG"), ("b/3.html", HTML)] {
        let mut header = tar::Header::new_gnu();
        header.set_size(content.len() as u64);
        header.set_mode(0o644);
        header.set_cksum();
        to.append_data(&mut header, name, content.as_bytes()).unwrap();
    }
    to.into_inner().unwrap()
}

fn zip() -> Vec<u8> {
    let mut to = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Deflated);
    for (name, content) in [("a/1.html", HTML), ("a/2.txt", TEXT), ("a/logo.png", "PNG"), ("b/3.html", HTML)] {
        to.start_file(name, options).unwrap();
        to.write_all(content.as_bytes()).unwrap();
    }
    to.finish().unwrap().into_inner()
}

#[test]
fn archives_of_every_packing() {
    let temp = tempfile::tempdir().unwrap();
    std::fs::write(temp.path().join("page.html"), HTML).unwrap();
    let wanted = article(&extract(&["page.html"], temp.path()).0[0]).to_owned();
    assert!(wanted.contains("12公里") && wanted.contains("8公里"));
    let zstd = |bytes: &[u8]| zstd::encode_all(bytes, 3).unwrap();
    for (name, bytes) in [
        ("p.zip", zip()),
        ("p.tar", tar()),
        ("p.tar.gz", gzip(&tar())),
        ("p.tgz", gzip(&tar())),
        ("p.tar.zst", zstd(&tar())),
    ] {
        std::fs::write(temp.path().join(name), bytes).unwrap();
        let (records, summary) = extract(&[name], temp.path());
        let wanted_sources: Vec<String> =
            ["a/1.html", "a/2.txt", "b/3.html"].iter().map(|m| format!("{name}!{m}")).collect();
        assert_eq!(sources(&records), wanted_sources);
        assert_eq!((article(&records[0]), article(&records[2])), (wanted.as_str(), wanted.as_str()), "{name}");
        assert_eq!(summary["skipped_files"], 1, "{name}: the picture is counted");
    }
}

#[test]
fn rows_with_other_names_for_their_fields() {
    let temp = tempfile::tempdir().unwrap();
    let row = serde_json::json!({"doc": 7, "content": HTML, "link": "https://a.example/1", "text": "not this"});
    let rows = format!("{row}\n");
    std::fs::write(temp.path().join("in.jsonl"), &rows).unwrap();
    std::fs::write(temp.path().join("in.jsonl.gz"), gzip(rows.as_bytes())).unwrap();
    std::fs::write(temp.path().join("in.ndjson.zst"), zstd::encode_all(rows.as_bytes(), 3).unwrap()).unwrap();
    for name in ["in.jsonl", "in.jsonl.gz", "in.ndjson.zst"] {
        let (records, _) =
            extract(&[name, "--field", "html=content", "--field", "id=doc", "--field", "url=link"], temp.path());
        let record = &records[0];
        assert_eq!((record.id.as_str(), record.input.url.as_deref()), ("7", Some("https://a.example/1")));
        assert_eq!(
            (record.input.format.as_str(), record.input.source.as_str()),
            ("html", format!("{name}:1").as_str())
        );
        assert!(article(record).contains("12公里"));
    }
    let run = taojin(&["extract", "in.jsonl", "--field", "body=content"], temp.path());
    assert_eq!(run.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&run.stderr).contains("body is none of"));
}

fn warc(kind: &str, url: &str, block: &str) -> String {
    let length = block.len();
    format!(
        "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nContent-Length: {length}\r\n\r\n{block}\r\n\r\n"
    )
}

#[test]
fn crawls_and_the_texts_made_of_them() {
    let temp = tempfile::tempdir().unwrap();
    let info = warc("warcinfo", "", "software: none");
    let wet = [info.clone(), warc("conversion", "https://a.example/1", TEXT)].concat();
    let response = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{HTML}");
    let crawl = [
        info,
        warc("request", "https://a.example/1", "GET / HTTP/1.1"),
        warc("response", "https://a.example/1", &response),
    ];
    // As crawlers write them: a member a record.
    let packed: Vec<u8> = crawl.iter().flat_map(|r| gzip(r.as_bytes())).collect();
    std::fs::write(temp.path().join("c.warc.wet.gz"), gzip(wet.as_bytes())).unwrap();
    std::fs::write(temp.path().join("c.wet"), &wet).unwrap();
    std::fs::write(temp.path().join("c.warc.gz"), packed).unwrap();
    for (name, format) in [("c.warc.wet.gz", "text"), ("c.wet", "text"), ("c.warc.gz", "html")] {
        let (records, _) = extract(&[name], temp.path());
        assert_eq!(records.len(), 1, "{name}");
        let record = &records[0];
        assert_eq!((record.input.format.as_str(), record.input.url.as_deref()), (format, Some("https://a.example/1")));
        assert!(record.input.source.starts_with(&format!("{name}@")) && article(record).contains("12公里"));
    }
}

#[test]
fn folders_patterns_and_standard_input() {
    let temp = tempfile::tempdir().unwrap();
    let folder = temp.path();
    std::fs::create_dir_all(folder.join("pages/b-deep/deeper")).unwrap();
    for name in ["pages/c.html", "pages/a.txt", "pages/b-deep/deeper/1.htm", "pages/b.html"] {
        std::fs::write(folder.join(name), if name.ends_with("txt") { TEXT } else { HTML }).unwrap();
    }
    std::fs::write(folder.join("pages/d.html.gz"), gzip(HTML.as_bytes())).unwrap();
    std::fs::write(folder.join("pages/notes.docx"), "no page").unwrap();
    let (records, summary) = extract(&["pages"], folder);
    let wanted = ["pages/a.txt", "pages/b-deep/deeper/1.htm", "pages/b.html", "pages/c.html", "pages/d.html.gz"];
    assert_eq!(sources(&records), wanted);
    assert_eq!(summary["skipped_files"], 1);
    let (records, _) = extract(&["pages/*.html"], folder);
    assert_eq!(sources(&records), ["pages/b.html", "pages/c.html"]);
    assert_eq!(taojin(&["extract", "pages/*.xhtml"], folder).status.code(), Some(2), "a pattern that finds nothing");
    let mut child = Command::new(env!("CARGO_BIN_EXE_taojin"))
        .args(["extract", "-", "--from", "html", "--quiet"])
        .stdin(std::process::Stdio::piped())
        .stdout(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(HTML.as_bytes()).unwrap();
    let out = child.wait_with_output().unwrap();
    let record: Record = serde_json::from_slice(&out.stdout).unwrap();
    assert_eq!((record.input.source.as_str(), article(&record).contains("12公里")), ("-", true));
}
