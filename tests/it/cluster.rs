//! Copies and rewrites among records: what was planted is found, aligned and told by its kind.

#[path = "../../benches/support/stories.rs"]
mod stories;

use crate::support::taojin;
use serde_json::Value;

#[test]
fn planted_copies_and_rewrites_are_found_and_nothing_else() {
    let temp = tempfile::tempdir().unwrap();
    let made = stories::stories(7, 1_500);
    let rows: String = made.iter().enumerate().map(|(n, s)| stories::record(n, s)).collect();
    std::fs::write(temp.path().join("in.jsonl"), rows).unwrap();
    assert_eq!(taojin(&["cluster", "in.jsonl", "-o", "out.jsonl"], temp.path()).status.code(), Some(0));
    let clusters = std::fs::read_to_string(temp.path().join("out.jsonl")).unwrap();
    let score = stories::score(&made, &clusters);
    // The floors of the project's figures.
    assert!(score.precision() >= 0.98 && score.recall() >= 0.95, "{score:?}");
    assert!(score.by_way.values().all(|(all, _)| *all > 20), "every way of retelling was planted: {score:?}");
}

#[test]
fn every_difference_is_told_with_its_places_in_both() {
    let temp = tempfile::tempdir().unwrap();
    let best = "澄湖湿地的修复工程日前通过验收，共投入资金3.2亿元。\n五年里，三十七条入湖河道完成清淤，沿岸种下芦苇一万两千亩。";
    let here = "澄湖湿地的财富力量修复工程通过验收，共投入资金3.2亿元。\n五年里，三十七条入湖河道结束清淤，沿岸种下芦苇一万两千亩。";
    let rows = [best, here].into_iter().enumerate().map(|(n, text)| {
        stories::record(n, &stories::Story { story: 0, how: stories::Retelling::None, text: (*text).to_owned() })
    });
    std::fs::write(temp.path().join("in.jsonl"), rows.collect::<String>()).unwrap();
    assert_eq!(taojin(&["cluster", "in.jsonl", "-o", "out.jsonl"], temp.path()).status.code(), Some(0));
    let row: Value = serde_json::from_str(&std::fs::read_to_string(temp.path().join("out.jsonl")).unwrap()).unwrap();
    // Nothing but their length tells the two apart here, and the longer one is taken for the best.
    let (longer, shorter) = (here, best);
    assert_eq!(row["best"], "made.jsonl:2");
    let cut = |text: &str, at: &Value| -> String {
        let at = |i: usize| at[i].as_u64().unwrap() as usize;
        text.chars().skip(at(0)).take(at(1) - at(0)).collect()
    };
    let differences: Vec<(&str, String, String)> = row["members"][0]["differences"]
        .as_array()
        .unwrap()
        .iter()
        .map(|d| (d["kind"].as_str().unwrap(), cut(shorter, &d["here"]), cut(longer, &d["best"])))
        .collect();
    let wanted = [("lost", "", "财富力量"), ("injected", "日前", ""), ("swapped", "完成", "结束")];
    let wanted: Vec<_> = wanted.iter().map(|(k, h, b)| (*k, (*h).to_owned(), (*b).to_owned())).collect();
    assert_eq!(differences, wanted);
}

#[test]
fn an_output_is_never_written_over_silently_and_nothing_is_left_behind() {
    let temp = tempfile::tempdir().unwrap();
    let row = stories::record(0, &stories::stories(1, 1)[0]);
    std::fs::write(temp.path().join("in.jsonl"), row).unwrap();
    let run = |args: &[&str]| taojin(&[&["cluster", "in.jsonl", "-o", "out.jsonl"], args].concat(), temp.path());
    assert_eq!(run(&[]).status.code(), Some(0));
    assert_eq!(run(&[]).status.code(), Some(2));
    std::fs::write(temp.path().join("out.jsonl"), "kept").unwrap();
    let missing = taojin(&["cluster", "no.jsonl", "-o", "out.jsonl", "--overwrite"], temp.path());
    assert_eq!(missing.status.code(), Some(2));
    assert_eq!(
        std::fs::read(temp.path().join("out.jsonl")).unwrap(),
        b"kept",
        "a run that cannot start touches nothing"
    );
    assert_eq!(run(&["--overwrite"]).status.code(), Some(0));
    let mut left: Vec<_> = std::fs::read_dir(temp.path()).unwrap().map(|e| e.unwrap().file_name()).collect();
    left.sort();
    assert_eq!(left, ["in.jsonl", "out.jsonl"]);
}
