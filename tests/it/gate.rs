//! Quality that nobody lowers by accident: floors on labelled pages beside the project. Skips aloud where they are not.

use crate::support::{PIPELINE, assert_sound, root};
use std::collections::HashMap;
use taojin::Input;

/// Floors, a little under what the commit that set them reached. A floor falls only with a reason in its commit message.
const PAGES_F1_MIN: f64 = 0.90;

fn grams(text: &str) -> HashMap<[char; 4], i64> {
    let chars: Vec<char> = text.chars().filter(|c| !c.is_whitespace()).collect();
    let mut out = HashMap::new();
    for w in chars.windows(4) {
        *out.entry([w[0], w[1], w[2], w[3]]).or_insert(0) += 1;
    }
    out
}

fn f1(found: &str, wanted: &str) -> f64 {
    let (a, b) = (grams(found), grams(wanted));
    let common: i64 = a.iter().map(|(k, n)| *n.min(b.get(k).unwrap_or(&0))).sum();
    let (p, r) =
        (common as f64 / a.values().sum::<i64>().max(1) as f64, common as f64 / b.values().sum::<i64>().max(1) as f64);
    if p + r > 0.0 { 2.0 * p * r / (p + r) } else { f64::from(u8::from(a.is_empty() && b.is_empty())) }
}

#[test]
fn articles_of_labelled_pages() {
    let folder = root().join("../shared/gold/pages");
    let Ok(entries) = std::fs::read_dir(&folder) else {
        eprintln!("skipped: no labelled pages at {}", folder.display());
        return;
    };
    let mut pages: Vec<_> =
        entries.map(|e| e.unwrap().path()).filter(|p| p.extension().is_some_and(|x| x == "html")).collect();
    pages.sort();
    let mut scores = Vec::new();
    for page in pages {
        let Ok(wanted) = std::fs::read_to_string(page.with_extension("txt")) else { continue };
        if wanted.trim().is_empty() {
            continue;
        }
        let record = PIPELINE.extract(&Input::html(page.to_string_lossy(), std::fs::read(&page).unwrap()));
        assert_sound(&record);
        scores.push(f1(&record.article.map_or(String::new(), |a| a.text), &wanted));
    }
    let mean = scores.iter().sum::<f64>() / scores.len().max(1) as f64;
    assert!(mean >= PAGES_F1_MIN, "mean F1 {mean:.4} of {} pages is below the floor {PAGES_F1_MIN}", scores.len());
}
