//! `cluster` on dumps of our own making: precision, recall and time for growing sizes.
//!
//! `cargo bench --bench cluster -- 12500 50000 200000`; without sizes, a short run.

#![allow(clippy::print_stdout, reason = "a table for people")]

#[path = "support/stories.rs"]
mod stories;

use std::path::Path;
use std::time::Instant;

fn main() {
    let mut sizes: Vec<usize> = std::env::args().filter_map(|a| a.parse().ok()).collect();
    if sizes.is_empty() {
        sizes = vec![1_000, 4_000];
    }
    let folder = std::env::temp_dir().join(format!("taojin-cluster-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder for the made dumps");
    println!(
        "{:>8} {:>10} {:>8} {:>9} {:>12} by way (found / planted)",
        "records", "precision", "recall", "seconds", "µs a record"
    );
    for count in sizes {
        run(&folder, count);
    }
    std::fs::remove_dir_all(&folder).expect("the made dumps can be removed");
}

fn run(folder: &Path, count: usize) {
    let made = stories::stories(20_261_127, count);
    let (input, out) = (folder.join("records.jsonl"), folder.join("clusters.jsonl"));
    let rows: String = made.iter().enumerate().map(|(n, s)| stories::record(n, s)).collect();
    std::fs::write(&input, rows).expect("room for the made dump");
    let clock = Instant::now();
    taojin::dump::cluster(&[input], &out, true).expect("it clusters");
    let seconds = clock.elapsed().as_secs_f64();
    let score = stories::score(&made, &std::fs::read_to_string(&out).expect("clusters"));
    let ways: Vec<String> = score.by_way.iter().map(|(way, (all, found))| format!("{way:?} {found}/{all}")).collect();
    println!(
        "{count:>8} {:>10.4} {:>8.4} {seconds:>9.2} {:>12.1} {}",
        score.precision(),
        score.recall(),
        seconds * 1e6 / count as f64,
        ways.join(", ")
    );
}
