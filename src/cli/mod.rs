//! `cli`: the program's arguments, and what it says to people.

mod args;
mod explain;
mod work;

use crate::Error;
use clap::Parser;
use std::io::Write;
use std::process::ExitCode;

/// Some pages failed; they are in the output.
const SOME_FAILED: u8 = 1;
/// The command could not run or finish.
const CANNOT: u8 = 2;
/// Ended by Ctrl-C, as shells count it.
const INTERRUPTED: u8 = 130;

/// Runs the program.
#[must_use]
pub fn run() -> ExitCode {
    let args = args::Args::parse();
    match work::run(args) {
        Ok(code) => ExitCode::from(code),
        Err(error) => {
            say(&format!("error: {error}"));
            ExitCode::from(CANNOT)
        }
    }
}

/// Says something to the person at the terminal. Nobody listens when standard error is closed; that is no reason to stop.
fn say(text: &str) {
    let _ = writeln!(std::io::stderr().lock(), "taojin: {text}");
}

/// Writes text to standard output.
fn print(text: &str) -> Result<(), Error> {
    let mut out = std::io::stdout().lock();
    out.write_all(text.as_bytes()).and_then(|()| out.flush()).map_err(|e| Error::output("-", e))
}
