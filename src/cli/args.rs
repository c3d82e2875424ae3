//! The arguments.

use clap::{Args as Group, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;

/// Washes scraped Chinese news until only the facts remain.
///
/// Pages go in (HTML, text, JSONL, WARC, plain or compressed, in folders or archives); records come out: the article, a ledger of all
/// that was taken away, names, quantities, times, claims and checks, one JSON object a line.
#[derive(Debug, Parser)]
#[command(name = "taojin", version, max_term_width = 120, after_help = EXAMPLES)]
pub(super) struct Args {
    #[command(subcommand)]
    pub(super) command: Command,
}

const EXAMPLES: &str = "\
Examples:
  taojin extract page.html                        one page to standard output
  taojin extract pages/ -o facts.jsonl.zst        a folder
  taojin extract dump.jsonl --field html=content -o facts.jsonl
  curl -s https://example.com/a.html | taojin extract - --from html
  taojin extract crawl.warc.gz -o out.jsonl --resume    go on after an interruption
  taojin clean pages/ --format text --drop list,empty,error -o texts
  taojin learn dump.jsonl -o sites.json && taojin extract dump.jsonl --templates sites.json -o out.jsonl
  taojin explain page.html                        why each line was kept or removed

Exit codes: 0 all pages done; 1 some pages failed (they are in the output); 2 the command could not run or finish.";

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Pages become records: article, ledger, names, quantities, times, claims, checks
    Extract(Run),
    /// Pages become articles with their ledger only, or plain text
    Clean(Clean),
    /// Clean text becomes records; the text is taken as it is
    ///
    /// JSONL rows are {"id", "text", "title"?, "reference_time"?}; the last is a date, or a date and time, that words such as 昨天 are
    /// counted from.
    Annotate(Run),
    /// What sites repeat on their pages: lines and phrases with counts, for extract --templates
    Learn(Learn),
    /// Why every block and span of one page was kept or removed
    Explain(Explain),
    /// Records become fact sheets to read (HTML), or a table (CSV, Markdown)
    Report(Report),
    /// Finds copies, near copies and rewrites among records
    Cluster(Cluster),
    /// Prints the JSON Schema of a record
    Schema,
}

#[derive(Debug, Group)]
pub(super) struct Run {
    /// Files, folders, patterns, or - for standard input (say --from)
    #[arg(required = true, value_name = "IN")]
    pub(super) inputs: Vec<PathBuf>,
    /// Where to: a file (.jsonl, .jsonl.gz, .jsonl.zst), a folder (no ending), or - for standard output
    #[arg(short, long, value_name = "OUT", default_value = "-")]
    pub(super) output: PathBuf,
    #[command(flatten)]
    pub(super) reading: Reading,
    #[command(flatten)]
    pub(super) running: Running,
    /// Print every word with its tag, too
    #[arg(long)]
    pub(super) tokens: bool,
    /// Leave the page text out of the ledger; its edits then say what stood there
    #[arg(long)]
    pub(super) no_page_text: bool,
    /// What the sites of these pages repeat, as `taojin learn` wrote it: it is taken out
    #[arg(long, value_name = "FILE")]
    pub(super) templates: Option<PathBuf>,
    /// Leave out pages of these kinds
    #[arg(long, value_name = "KINDS", value_delimiter = ',')]
    pub(super) drop: Vec<DropKind>,
}

#[derive(Debug, Group)]
pub(super) struct Clean {
    #[command(flatten)]
    pub(super) run: Run,
    /// What to write of every page; text is a file a page into a folder, or rows {"id", "text"} of JSONL
    #[arg(long, value_enum, default_value = "records")]
    pub(super) format: Format,
}

#[derive(Debug, Group)]
pub(super) struct Reading {
    /// What comes on standard input, and what files without an ending are
    #[arg(long, value_name = "KIND")]
    pub(super) from: Option<FromKind>,
    /// Names of fields in JSONL rows, such as html=content; may be given more than once
    #[arg(long, value_name = "OURS=THEIRS")]
    pub(super) field: Vec<String>,
    /// Your own words: a table with the columns word, type, tag
    #[arg(long, value_name = "FILE")]
    pub(super) dictionary: Option<PathBuf>,
    /// Longest page, in bytes; a longer one becomes an error record
    #[arg(long, value_name = "N", default_value_t = 16 << 20)]
    pub(super) max_page_bytes: usize,
}

#[derive(Debug, Group)]
pub(super) struct Running {
    /// Threads that work [default: all cores]; the output is the same for any number
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub(super) threads: Option<u16>,
    /// Say nothing but errors
    #[arg(short, long)]
    pub(super) quiet: bool,
    /// Start anew, over an output that is already there
    #[arg(long, conflicts_with = "resume")]
    pub(super) overwrite: bool,
    /// Go on where an interrupted run was
    #[arg(long)]
    pub(super) resume: bool,
    /// Write counts, bytes and times to this file, as JSON
    #[arg(long, value_name = "FILE")]
    pub(super) summary: Option<PathBuf>,
}

#[derive(Debug, Group)]
pub(super) struct Learn {
    /// Files, folders, patterns, or - for standard input (say --from)
    #[arg(required = true, value_name = "IN")]
    pub(super) inputs: Vec<PathBuf>,
    /// The file of templates (JSON)
    #[arg(short, long, value_name = "TEMPLATES")]
    pub(super) output: PathBuf,
    #[command(flatten)]
    pub(super) reading: Reading,
    /// Threads that work [default: all cores]; the output is the same for any number
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub(super) threads: Option<u16>,
    /// Say nothing but errors
    #[arg(short, long)]
    pub(super) quiet: bool,
    /// Write over an output that is already there
    #[arg(long)]
    pub(super) overwrite: bool,
}

#[derive(Debug, Group)]
pub(super) struct Explain {
    /// A page: HTML or text
    #[arg(value_name = "PAGE")]
    pub(super) page: PathBuf,
    /// What it is, if its name does not say
    #[arg(long, value_name = "KIND")]
    pub(super) from: Option<FromKind>,
    /// Your own words: a table with the columns word, type, tag
    #[arg(long, value_name = "FILE")]
    pub(super) dictionary: Option<PathBuf>,
}

#[derive(Debug, Group)]
pub(super) struct Report {
    /// Files of records (JSONL)
    #[arg(required = true, value_name = "RECORDS")]
    pub(super) inputs: Vec<PathBuf>,
    /// A folder for HTML, else a file
    #[arg(short, long, value_name = "OUT")]
    pub(super) output: PathBuf,
    /// What to write
    #[arg(long, value_enum, default_value = "html")]
    pub(super) format: ReportKind,
    /// Write over an output that is already there
    #[arg(long)]
    pub(super) overwrite: bool,
}

#[derive(Debug, Group)]
pub(super) struct Cluster {
    /// Files of records (JSONL)
    #[arg(required = true, value_name = "RECORDS")]
    pub(super) inputs: Vec<PathBuf>,
    /// The file of clusters
    #[arg(short, long, value_name = "CLUSTERS")]
    pub(super) output: PathBuf,
    /// Write over an output that is already there
    #[arg(long)]
    pub(super) overwrite: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    Records,
    Text,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum FromKind {
    Html,
    Text,
    Jsonl,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum DropKind {
    List,
    Forum,
    Empty,
    Foreign,
    Error,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum ReportKind {
    Html,
    Csv,
    Markdown,
}
