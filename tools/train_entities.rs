//! Trains the weights of the names' chain: `dictionaries/model/names.bin`.
//!
//! ```text
//! cargo run --locked --profile quick --features train --example train_entities -- \
//!     --uner uner_train.jsonl --out dictionaries/model/names.bin
//! ```
//!
//! It learns from our own labelled sentences (`corpus/entities/*.txt`) and, with `--uner`, from the training rows of Universal NER,
//! Chinese GSDSimp, as JSON lines (`dictionaries/model/NOTICE.md` says where to get them and how they are turned). The same input
//! gives the same weights. `--held-out` keeps every fifth of our sentences back and scores them; `--score FILE` scores the rows of
//! a file as well, and `--misses` prints what is wrong.

#![expect(clippy::print_stdout, reason = "a program for the desk: its figures are its output")]

use std::error::Error;
use std::path::{Path, PathBuf};
use taojin::entity::EntityKind;
use taojin::entity::model::train::{Example, Settings, score, train};
use taojin::lexicon::{Lexicon, NameModel};
use taojin::text::{Closed, TextSpan};

/// blake3 of the rows that the shipped weights were trained on.
const UNER_DIGEST: &str = "5b6d52a207097b9ebdf70bfd48ad13c7afb1708cf71f096c00f86844e6971516";

/// How many times one of our sentences counts: they are news, the rows are an encyclopedia.
const OWN_WEIGHT: f32 = 2.0;

/// One of so many of our sentences is kept back.
const HELD_OUT: usize = 5;

#[derive(Default)]
struct Arguments {
    uner: Option<PathBuf>,
    own: Option<PathBuf>,
    out: Option<PathBuf>,
    scored: Vec<PathBuf>,
    held_out: bool,
    misses: bool,
}

fn arguments() -> Result<Arguments, String> {
    let mut given = std::env::args().skip(1);
    let mut arguments = Arguments::default();
    while let Some(name) = given.next() {
        let mut path = || given.next().map(PathBuf::from).ok_or_else(|| format!("{name} wants a path"));
        match name.as_str() {
            "--uner" => arguments.uner = Some(path()?),
            "--own" => arguments.own = Some(path()?),
            "--out" => arguments.out = Some(path()?),
            "--score" => arguments.scored.push(path()?),
            "--held-out" => arguments.held_out = true,
            "--misses" => arguments.misses = true,
            other => return Err(format!("unknown argument {other}")),
        }
    }
    Ok(arguments)
}

fn main() -> Result<(), Box<dyn Error>> {
    let arguments = arguments()?;
    let own = arguments.own.unwrap_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus/entities"));
    let sentences = read_own(&own)?;
    println!("{} sentences of our own", sentences.len());
    let (mut examples, mut kept_back) = (Vec::new(), Vec::new());
    for (i, sentence) in sentences.into_iter().enumerate() {
        let back = arguments.held_out && i % HELD_OUT == 0;
        if back { kept_back.push(sentence) } else { examples.push(sentence) }
    }
    if let Some(path) = arguments.uner {
        let content = std::fs::read_to_string(&path)?;
        let digest = blake3::hash(content.as_bytes()).to_hex();
        if digest.as_str() != UNER_DIGEST {
            println!("{}: blake3 {digest}, not the rows of the shipped weights", path.display());
        }
        examples.extend(read_rows(&content)?);
    }
    let mut lexicon = Lexicon::untrained()?;
    let trained = train(&examples, &Settings::default(), &lexicon);
    trained.notes.iter().for_each(|n| println!("{n}"));
    if let Some(path) = arguments.out {
        std::fs::write(path, &trained.file)?;
    }
    lexicon.model = NameModel::from_bytes(&trained.file)?;
    let mut sets = vec![("kept back".to_owned(), kept_back)];
    for path in arguments.scored {
        sets.push((path.display().to_string(), read_rows(&std::fs::read_to_string(&path)?)?));
    }
    for (name, examples) in sets.iter().filter(|s| !s.1.is_empty()) {
        let figures = score(examples, &lexicon);
        println!("{name}: {figures}");
        if arguments.misses {
            figures.misses.iter().for_each(|m| println!("  {m}"));
        }
    }
    Ok(())
}

/// `corpus/entities/*.txt`: names marked `[x:…]`; see the README there.
fn read_own(folder: &Path) -> Result<Vec<Example>, Box<dyn Error>> {
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder)?.map(|e| e.map(|e| e.path())).collect::<Result<_, _>>()?;
    files.retain(|f| f.extension().is_some_and(|x| x == "txt"));
    files.sort();
    let mut out = Vec::new();
    for file in files {
        let content = std::fs::read_to_string(&file)?;
        for line in content.lines().filter(|l| !l.is_empty() && !l.starts_with('#')) {
            let line = line.strip_prefix("FIXME ").unwrap_or(line);
            out.push(
                Example::marked(line, OWN_WEIGHT)
                    .ok_or_else(|| format!("{}: the marks of {line:?}", file.display()))?,
            );
        }
    }
    Ok(out)
}

/// Rows `{"text", "mentions": [{"start", "end", "type"}]}`, in code points.
fn read_rows(content: &str) -> Result<Vec<Example>, Box<dyn Error>> {
    let mut out = Vec::new();
    for line in content.lines() {
        let row: serde_json::Value = serde_json::from_str(line)?;
        let text = row["text"].as_str().ok_or("a row without text")?.to_owned();
        let places: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
        let at = |m: &serde_json::Value, key: &str| m[key].as_u64().and_then(|n| places.get(n as usize).copied());
        let mut names = Vec::new();
        for mention in row["mentions"].as_array().ok_or("a row without mentions")? {
            let kind = mention["type"].as_str().and_then(EntityKind::from_name).ok_or("an unknown type")?;
            let (Some(start), Some(end)) = (at(mention, "start"), at(mention, "end")) else {
                return Err("a mention outside its text".into());
            };
            names.push((TextSpan::new(start, end), kind));
        }
        out.push(Example { text, names, weight: 1.0 });
    }
    Ok(out)
}
