//! Fact sheets as files: what they do with bad input, and the tables for other programs.

use crate::support::{PIPELINE, pages};
use std::path::{Path, PathBuf};
use taojin::report::{ReportFormat, Written, report};
use taojin::{Input, Record};

fn line(record: &Record) -> String {
    serde_json::to_string(record).unwrap()
}

fn written(folder: &Path, lines: &[String], format: ReportFormat) -> (PathBuf, Written) {
    let (file, out) = (folder.join("in.jsonl"), folder.join("out"));
    std::fs::write(&file, lines.join("\n")).unwrap();
    let written = report(&[file], &out, format, true).unwrap();
    (out, written)
}

fn bridge() -> Record {
    PIPELINE.annotate(&Input::text("a.txt", "澄湖新桥5月8日通车，全长1.2公里，比旧桥长300米。"))
}

#[test]
fn lines_that_are_no_record_are_named_and_the_rest_is_written() {
    let temp = tempfile::tempdir().unwrap();
    let good = line(&bridge());
    let newer = good.replace("\"taojin/1\"", "\"taojin/2\"");
    let far = good.replacen("\"span\":[", "\"span\":[9", 1);
    let cut: String = good.chars().take(good.chars().count() / 2).collect();
    let (out, written) = written(temp.path(), &[good, newer, String::new(), far, cut], ReportFormat::Html);
    assert_eq!(written.records, 1);
    for (skipped, (place, why)) in
        written.skipped.iter().zip([(":2", "taojin/2"), (":4", "hold together"), (":5", "no record")])
    {
        assert!(skipped.contains(&format!("in.jsonl{place}: ")) && skipped.contains(why), "{skipped}");
    }
    assert_eq!(written.skipped.len(), 3);
    let index = std::fs::read_to_string(out.join("index.html")).unwrap();
    assert!(index.contains("in.jsonl:2") && index.contains("in.jsonl:5"), "the index names them, too");
    assert!(out.join("000001.html").exists() && !out.join("000002.html").exists());
}

#[test]
fn a_record_without_an_article_has_a_row_and_no_sheet() {
    let temp = tempfile::tempdir().unwrap();
    let record = PIPELINE.extract(&Input::html("nothing.html", "<html><body></body></html>"));
    assert!(record.article.is_none());
    let (out, written) = written(temp.path(), &[line(&record)], ReportFormat::Html);
    assert_eq!((written.records, written.skipped.len()), (1, 0));
    let files = std::fs::read_dir(&out).unwrap().count();
    let index = std::fs::read_to_string(out.join("index.html")).unwrap();
    assert!(files == 1 && index.contains("nothing.html") && index.contains("无正文"));
}

#[test]
fn what_exists_is_never_written_over_silently() {
    let temp = tempfile::tempdir().unwrap();
    let (out, _) = written(temp.path(), &[line(&bridge())], ReportFormat::Html);
    std::fs::write(out.join("index.html"), "mine").unwrap();
    for format in [ReportFormat::Html, ReportFormat::Csv, ReportFormat::Markdown] {
        let error = report(&[temp.path().join("in.jsonl")], &out, format, false).unwrap_err();
        assert!(error.to_string().contains("overwrite"), "{error}");
    }
    assert_eq!(std::fs::read_to_string(out.join("index.html")).unwrap(), "mine");
}

/// Five thousand facts, a paragraph of a megabyte: pages that no editor reads, and that must not stop a report.
#[test]
fn giants_are_written() {
    let temp = tempfile::tempdir().unwrap();
    let many: Vec<String> = (0..2_500).map(|n| format!("第{n}号桥全长{n}.5公里，投资{n}万元。")).collect();
    let many = many.join("\n");
    let wide = "澄湖新桥方便了两岸的人。".repeat(30_000);
    let records =
        [("many.txt", many), ("wide.txt", wide)].map(|(name, text)| PIPELINE.annotate(&Input::text(name, text)));
    assert!(records[0].quantities.len() >= 5_000, "{}", records[0].quantities.len());
    assert!(records[1].article.as_ref().unwrap().text.len() > 1_000_000);
    let (out, written) = written(temp.path(), &records.each_ref().map(line), ReportFormat::Html);
    assert_eq!((written.records, written.skipped.len()), (2, 0), "{:?}", written.skipped);
    let sheet = std::fs::read_to_string(out.join("000001.html")).unwrap();
    assert!(sheet.contains("<a id=\"q5000\">") && sheet.contains("href=\"#q5000\""));
    assert!(std::fs::metadata(out.join("000002.html")).unwrap().len() > 1_000_000);
}

#[test]
fn csv_opens_in_spreadsheets_and_runs_nothing() {
    let temp = tempfile::tempdir().unwrap();
    let mut record = bridge();
    let article = record.article.as_mut().unwrap();
    (article.title, article.title_at) = (Some("=HYPERLINK(\"http://x\",\"y\")\n第二行".to_owned()), None);
    record.input.source = "@SUM(A1).txt".to_owned();
    let all: Vec<Record> = pages().iter().map(|(_, input)| PIPELINE.extract(input)).collect();
    let lines: Vec<String> = [&record].into_iter().chain(&all).map(line).collect();
    let (out, _) = written(temp.path(), &lines, ReportFormat::Csv);
    let bytes = std::fs::read(out).unwrap();
    let content = bytes.strip_prefix("\u{feff}".as_bytes()).expect("a BOM, and one only");
    let mut csv = csv::Reader::from_reader(content);
    let rows: Vec<csv::StringRecord> = csv.records().map(|r| r.unwrap()).collect();
    let facts: usize = [&record].into_iter().chain(&all).map(|r| r.claims.len() + r.checks.len()).sum();
    assert_eq!(rows.len(), facts);
    for cell in rows.iter().flatten() {
        assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']), "{cell:?}");
    }
    assert_eq!((&rows[0][0], &rows[0][1]), ("'@SUM(A1).txt", "'=HYPERLINK(\"http://x\",\"y\")\n第二行"));
    assert!(
        rows.iter().any(|r| &r[2] == "c2" && r[4].contains("全县规模以上工业企业") && &r[6] == "青禾县统计局"),
        "speakers"
    );
}

#[test]
fn markdown_lists_the_facts_and_takes_text_as_text() {
    let temp = tempfile::tempdir().unwrap();
    let mut record = bridge();
    let article = record.article.as_mut().unwrap();
    (article.title, article.title_at) = (Some("<script>*桥*</script>\n# [x](javascript:1)".to_owned()), None);
    let (out, _) = written(temp.path(), &[line(&record)], ReportFormat::Markdown);
    let text = std::fs::read_to_string(out).unwrap();
    assert!(text.starts_with("## \\<script\\>\\*桥\\*\\</script\\> \\# \\[x\\](javascript:1)\n\n- "), "{text}");
    assert_eq!(text.lines().filter(|l| l.starts_with("- ")).count(), record.claims.len() + record.checks.len());
}
