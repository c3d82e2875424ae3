//! `cli`: the program's arguments, and what it says to people.

use crate::{Input, Options, Pipeline};
use std::io::{BufRead, Write};
use std::process::ExitCode;

/// Runs the program.
#[must_use]
pub fn run() -> ExitCode {
    // Stand-in until the room is furnished: annotate JSONL or extract files, `-o OUT`.
    let args: Vec<String> = std::env::args().collect();
    let out = args.iter().position(|a| a == "-o").map(|i| args[i + 1].clone()).unwrap_or_default();
    let tokens = args.iter().any(|a| a == "--tokens");
    let pipeline = Pipeline::new(Options { with_tokens: tokens, ..Options::default() }).expect("dictionaries");
    let mut w = std::io::BufWriter::new(std::fs::File::create(out).expect("out"));
    let mut args = args.into_iter().skip(2).peekable();
    while let Some(a) = args.next() {
        if a == "-o" || a == "--threads" {
            args.next();
            continue;
        }
        if a.starts_with("--") {
            continue;
        }
        let bytes = std::fs::read(&a).expect("input");
        if a.ends_with(".jsonl") {
            for line in bytes.lines() {
                let row: serde_json::Value = serde_json::from_str(&line.expect("line")).expect("json");
                let s = |k: &str| row.get(k).and_then(|v| v.as_str()).map(str::to_owned);
                let mut input = Input::text(a.clone(), s("text").unwrap_or_default());
                input.id = s("id");
                input.given.published = s("reference_time");
                serde_json::to_writer(&mut w, &pipeline.annotate(&input)).expect("write");
                w.write_all(b"\n").expect("write");
            }
        } else {
            let input = if a.ends_with(".txt") {
                Input::text(a.clone(), String::from_utf8_lossy(&bytes))
            } else {
                Input::html(a.clone(), bytes)
            };
            serde_json::to_writer(&mut w, &pipeline.extract(&input)).expect("write");
            w.write_all(b"\n").expect("write");
        }
    }
    ExitCode::SUCCESS
}
