//! The commands of `cargo xtask` and their help.

use std::path::Path;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::browser::Screenshots;
use crate::check::Form;
use crate::postgres::Cluster;
use crate::{bench, check, fuzz, run, tidy};

#[derive(Debug, Parser)]
#[command(
    name = "cargo xtask",
    about = "Developer commands of Dopis",
    disable_help_subcommand = true
)]
struct Arguments {
    #[command(subcommand)]
    command: Subject,
}

#[derive(Debug, Subcommand)]
enum Subject {
    /// Run everything CI runs, installing what is missing
    Check {
        /// Run only this step; may be given several times
        #[arg(long = "step", value_name = "NAME", value_parser = check::step_names())]
        steps: Vec<String>,
        /// Go on after a step that failed
        #[arg(long)]
        keep_going: bool,
        /// Run the long form of the Rust tests, which takes much longer than CI has
        #[arg(long)]
        long: bool,
    },
    /// Run the Rust tests on both databases
    Test {
        /// Run the long form of those that have one; before the filters
        #[arg(long)]
        long: bool,
        /// Given to the test runner as they are: name filters, `-p CRATE`, …
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        filters: Vec<String>,
    },
    /// Run the tests in a real browser
    Browser {
        /// Only tests whose names match this pattern
        pattern: Option<String>,
    },
    /// Photograph the demonstration for the readme, into docs/screenshots
    Screenshots,
    /// Check the conventions no compiler knows
    Tidy,
    /// Measure replies a second on both databases, beside the bare statements
    Bench(bench::Options),
    /// Print how good the contact detector is on labelled messages
    ContactEval {
        /// JSON lines with text, lang, role, violating, kind and optionally spans, context, difficulty
        file: std::path::PathBuf,
        /// List what was missed or found for nothing, too
        #[arg(long)]
        mistakes: bool,
        /// Look at the development part alone, or print figures of the part that is held back
        #[arg(long, value_parser = ["development", "held-back"])]
        part: Option<String>,
    },
    /// Give the parsers of outside data whatever breaks them, until one breaks or the time is up
    Fuzz {
        /// One file of fuzz/src/bin without its ending; without any, all of them
        target: Option<String>,
        /// How long each of them runs
        #[arg(long, default_value_t = 300, value_parser = clap::value_parser!(u32).range(1..))]
        seconds: u32,
    },
    /// Keep a throw-away PostgreSQL running and print its address
    Postgres,
}

/// Parses the command line, carries it out and says what went wrong.
pub(crate) fn run() -> ExitCode {
    let result = match Arguments::parse().command {
        Subject::Check {
            steps,
            keep_going,
            long,
        } => check::check(&steps, keep_going, Form::new(long)),
        Subject::Test { long, filters } => check::test(&filters, Form::new(long)),
        Subject::Browser { pattern } => check::browser(pattern.as_deref(), Screenshots::Discard),
        Subject::Screenshots => check::browser(Some("the demonstration"), Screenshots::Keep),
        Subject::Tidy => tidy::check(),
        Subject::Bench(options) => bench::bench(&options),
        Subject::ContactEval {
            file,
            mistakes,
            part,
        } => contact_eval(&file, mistakes, part.as_deref()),
        Subject::Fuzz { target, seconds } => fuzz::fuzz(target.as_deref(), seconds),
        Subject::Postgres => keep_postgres(),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            eprintln!("\nerror: {problem}");
            ExitCode::FAILURE
        }
    }
}

/// The detector is built with the rules alone, so that this command needs nothing else.
fn contact_eval(file: &Path, mistakes: bool, part: Option<&str>) -> Result<(), String> {
    let file = std::path::absolute(file).map_err(|error| format!("{}: {error}", file.display()))?;
    let arguments = [
        "run",
        "--release",
        "--quiet",
        "-p",
        "rules",
        "--example",
        "contact_eval",
        "--",
    ];
    let mut command = run::cargo(arguments);
    command.arg(file);
    command.args(mistakes.then_some("--mistakes"));
    command.args(part.into_iter().flat_map(|part| ["--part", part]));
    run::status(&mut command)
}

fn keep_postgres() -> Result<(), String> {
    let cluster = Cluster::start()?;
    println!("{}", cluster.url());
    println!("Press Enter or Ctrl-C to stop it and remove its data.");
    let mut line = String::new();
    std::io::stdin()
        .read_line(&mut line)
        .map_err(|error| format!("waiting for Enter: {error}"))?;
    Ok(())
}
