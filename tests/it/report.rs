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
    assert!(files == 2 && index.contains("nothing.html") && index.contains("无正文"));
}

#[test]
fn what_exists_is_never_written_over_silently() {
    let temp = tempfile::tempdir().unwrap();
    let (out, _) = written(temp.path(), &[line(&bridge())], ReportFormat::Html);
    std::fs::write(out.join("index.html"), "mine").unwrap();
    std::fs::create_dir(temp.path().join("empty")).unwrap();
    assert!(report(&[temp.path().join("in.jsonl")], &temp.path().join("empty"), ReportFormat::Html, false).is_err());
    for format in [ReportFormat::Html, ReportFormat::Csv, ReportFormat::Markdown] {
        let error = report(&[temp.path().join("in.jsonl")], &out, format, false).unwrap_err();
        assert!(error.to_string().contains("overwrite"), "{error}");
    }
    assert_eq!(std::fs::read_to_string(out.join("index.html")).unwrap(), "mine");
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> =
        std::fs::read_dir(folder).unwrap().map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn a_folder_written_over_loses_the_sheets_of_records_that_are_gone_and_nothing_else() {
    let temp = tempfile::tempdir().unwrap();
    let three = vec![line(&bridge()); 3];
    let (out, _) = written(temp.path(), &three, ReportFormat::Html);
    assert_eq!(names(&out), ["000001.html", "000002.html", "000003.html", "index.html", "report.files"]);
    for own in ["notes.txt", "12345.html", "mine.html"] {
        std::fs::write(out.join(own), "mine").unwrap();
    }
    written(temp.path(), &three[..1], ReportFormat::Html);
    let left = ["000001.html", "12345.html", "index.html", "mine.html", "notes.txt", "report.files"];
    assert_eq!(names(&out), left);
    assert!(["notes.txt", "12345.html", "mine.html"].iter().all(|n| std::fs::read(out.join(n)).unwrap() == b"mine"));
    // Again, and the same.
    let before = std::fs::read(out.join("000001.html")).unwrap();
    written(temp.path(), &three[..1], ReportFormat::Html);
    assert_eq!(
        (names(&out), std::fs::read(out.join("000001.html")).unwrap()),
        (left.map(str::to_owned).to_vec(), before)
    );
}

/// The list names a file before it is written, so a run that was killed leaves listed files, some of them missing, some torn.
#[test]
fn an_interrupted_report_is_cleared_away() {
    let temp = tempfile::tempdir().unwrap();
    let (out, _) = written(temp.path(), &vec![line(&bridge()); 4], ReportFormat::Html);
    std::fs::remove_file(out.join("index.html")).unwrap();
    std::fs::remove_file(out.join("000002.html")).unwrap();
    std::fs::write(out.join("000003.html"), "").unwrap();
    std::fs::write(temp.path().join("000009.html"), "outside").unwrap();
    let list = std::fs::read_to_string(out.join("report.files")).unwrap();
    std::fs::write(out.join("report.files"), list + "../000009.html\n0000").unwrap();
    written(temp.path(), &[line(&bridge())], ReportFormat::Html);
    assert_eq!(names(&out), ["000001.html", "index.html", "report.files"]);
    assert_eq!(std::fs::read(temp.path().join("000009.html")).unwrap(), b"outside");
}

#[test]
fn a_strangers_file_where_a_sheet_would_come_stops_the_report_before_anything_is_touched() {
    let temp = tempfile::tempdir().unwrap();
    let (out, _) = written(temp.path(), &vec![line(&bridge()); 2], ReportFormat::Html);
    for stranger in ["000007.html", "index-2.html", "report.files"] {
        let list = std::fs::read(out.join("report.files")).unwrap();
        std::fs::write(out.join(stranger), "mine").unwrap();
        let error = report(&[temp.path().join("in.jsonl")], &out, ReportFormat::Html, true).unwrap_err();
        assert!(error.to_string().contains("not written by report"), "{error}");
        assert!(out.join("000002.html").exists() && std::fs::read(out.join(stranger)).unwrap() == b"mine");
        std::fs::remove_file(out.join(stranger)).unwrap();
        std::fs::write(out.join("report.files"), list).unwrap();
    }
}

#[test]
fn a_table_is_whole_or_it_is_a_part() {
    let temp = tempfile::tempdir().unwrap();
    let (input, out) = (temp.path().join("in.jsonl"), temp.path().join("facts.csv"));
    std::fs::write(&input, line(&bridge())).unwrap();
    std::fs::write(temp.path().join("facts.csv.part"), "cut").unwrap();
    let error = report(std::slice::from_ref(&input), &out, ReportFormat::Csv, false).unwrap_err();
    assert!(error.to_string().contains("facts.csv.part") && !out.exists(), "{error}");
    report(std::slice::from_ref(&input), &out, ReportFormat::Csv, true).unwrap();
    assert_eq!(names(temp.path()), ["facts.csv", "in.jsonl"]);
    let error = report(&[input], temp.path(), ReportFormat::Markdown, true).unwrap_err();
    assert!(error.to_string().contains("folder"), "{error}");
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

/// [`bridge`] with another title, which stands nowhere on the page.
fn titled(title: &str) -> Record {
    let mut record = bridge();
    let article = record.article.as_mut().unwrap();
    (article.title, article.title_at) = (Some(title.to_owned()), None);
    record
}

#[test]
fn csv_opens_in_spreadsheets_and_runs_nothing() {
    let temp = tempfile::tempdir().unwrap();
    let mut record = titled("=HYPERLINK(\"http://x\",\"y\")\n第二行");
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
    let record = titled("<script>*桥*</script>\n# [x](javascript:1)");
    let (out, _) = written(temp.path(), &[line(&record)], ReportFormat::Markdown);
    let text = std::fs::read_to_string(out).unwrap();
    assert!(text.starts_with("## \\<script\\>\\*桥\\*\\</script\\> \\# \\[x\\](javascript:1)\n\n- "), "{text}");
    assert_eq!(text.lines().filter(|l| l.starts_with("- ")).count(), record.claims.len() + record.checks.len());
}
