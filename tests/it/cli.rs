//! The program as a user meets it: files in, records out, exit codes.

use crate::support::{json_lines, root, taojin};
use std::path::Path;
use taojin::Record;

fn records(path: &Path) -> Vec<Record> {
    json_lines(path)
}

#[test]
fn a_folder_becomes_a_record_a_page_in_order() {
    let temp = tempfile::tempdir().unwrap();
    let pages = root().join("corpus/pages");
    for threads in ["1", "2"] {
        let out = temp.path().join(format!("{threads}.jsonl"));
        let run = taojin(
            &["extract", pages.to_str().unwrap(), "-o", out.to_str().unwrap(), "--threads", threads, "--quiet"],
            temp.path(),
        );
        assert_eq!(run.status.code(), Some(0), "{}", String::from_utf8_lossy(&run.stderr));
    }
    let (one, two) = (temp.path().join("1.jsonl"), temp.path().join("2.jsonl"));
    assert_eq!(std::fs::read(&one).unwrap(), std::fs::read(two).unwrap());
    let sources: Vec<String> = records(&one).into_iter().map(|r| r.input.source).collect();
    assert!(sources.len() >= 16 && sources.is_sorted(), "{sources:?}");
}

#[test]
fn a_bad_row_is_a_record_and_the_run_goes_on() {
    let temp = tempfile::tempdir().unwrap();
    std::fs::write(temp.path().join("in.jsonl"), "{\"text\": \"快讯。\"}\n{\"text\": \n{\"text\": \"完。\"}\n")
        .unwrap();
    let run = taojin(&["extract", "in.jsonl", "-o", "out.jsonl", "--quiet"], temp.path());
    assert_eq!(run.status.code(), Some(1));
    let records = records(&temp.path().join("out.jsonl"));
    assert_eq!(records.len(), 3);
    assert_eq!(records[1].input.source, "in.jsonl:2");
    assert!(!records[1].error.as_ref().unwrap().message.is_empty());
}

#[test]
fn what_cannot_run_says_why_before_any_work() {
    let temp = tempfile::tempdir().unwrap();
    std::fs::write(temp.path().join("a.txt"), "快讯。").unwrap();
    std::fs::write(temp.path().join("there.jsonl"), "kept").unwrap();
    for (args, names) in [
        (vec!["extract", "nowhere.html", "-o", "o.jsonl"], "nowhere.html"),
        (vec!["extract", "a.txt", "-o", "no/such/o.jsonl"], "no/such"),
        (vec!["extract", "a.txt", "-o", "there.jsonl"], "there.jsonl"),
        (vec!["extract", "a.txt", "-o", "o.docx"], "docx"),
    ] {
        let run = taojin(&args, temp.path());
        assert_eq!(run.status.code(), Some(2), "{args:?}");
        let said = String::from_utf8_lossy(&run.stderr);
        assert!(said.contains(names), "{args:?}: {said}");
    }
    assert_eq!(std::fs::read(temp.path().join("there.jsonl")).unwrap(), b"kept");
    assert_eq!(std::fs::read_dir(temp.path()).unwrap().count(), 2, "nothing is left behind");
}

#[test]
fn annotate_takes_the_text_as_it_is() {
    let temp = tempfile::tempdir().unwrap();
    let row = "{\"id\": \"1\", \"text\": \"首页\\n今年一季度，公司营收同比增长46.1%。\", \"reference_time\": \"2024-05-20\"}\n";
    std::fs::write(temp.path().join("in.jsonl"), row).unwrap();
    let run = taojin(&["annotate", "in.jsonl", "-o", "out.jsonl", "--tokens", "--quiet"], temp.path());
    assert_eq!(run.status.code(), Some(0));
    let record = records(&temp.path().join("out.jsonl")).remove(0);
    crate::support::assert_sound(&record);
    assert_eq!(record.article.unwrap().text, "首页\n今年一季度，公司营收同比增长46.1%。");
    assert!(record.ledger.is_none() && !record.tokens.is_empty());
    assert_eq!(record.quantities[0].text, "46.1%");
}

#[test]
fn the_schema_is_printed() {
    let run = taojin(&["schema"], root());
    assert_eq!(String::from_utf8(run.stdout).unwrap(), taojin::record::schema());
}

#[test]
fn the_users_own_words_win_and_errors_name_line_and_cause() {
    let temp = tempfile::tempdir().unwrap();
    std::fs::write(temp.path().join("in.txt"), "白云在门口等候。云岭新材今天与白云签约。").unwrap();
    let names = |words: &str| {
        std::fs::write(temp.path().join("own.tsv"), words).unwrap();
        let args = ["annotate", "in.txt", "-o", "out.jsonl", "--dictionary", "own.tsv", "--overwrite", "--quiet"];
        let run = taojin(&args, temp.path());
        let said = String::from_utf8_lossy(&run.stderr).into_owned();
        if run.status.code() != Some(0) {
            assert_eq!(run.status.code(), Some(2));
            return Err(said);
        }
        let entities = records(&temp.path().join("out.jsonl")).remove(0).entities;
        Ok(entities.into_iter().map(|e| (e.name, e.mentions.len())).collect::<Vec<_>>())
    };
    // The same row twice is no conflict; a word without type is only a word.
    let own = "白云\tperson\n云岭新材\torganization\tnt\n白云\tperson\n门口\n";
    assert_eq!(names(own).unwrap(), [("白云".to_owned(), 2), ("云岭新材".to_owned(), 1)]);
    for (words, line, cause) in [
        ("白云\tcompany\n", "own.tsv:1", "unknown type \"company\""),
        ("# 注\n白云\tplace\n白云\tperson\n", "own.tsv:3", "as place and as person"),
        ("白云\tplace\n \tplace\n", "own.tsv:2", "the first column is empty"),
    ] {
        let said = names(words).unwrap_err();
        assert!(said.contains(line) && said.contains(cause), "{said}");
    }
}
