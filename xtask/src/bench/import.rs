//! `cargo xtask bench --import N`: how fast a history is taken in, and how fast all that it made happen is sealed.

use std::fs::File;
use std::path::Path;
use std::process::Stdio;
use std::time::{Duration, Instant};

use serde_json::Value;

use super::subject::{self, Subject};
use super::{document, large, machine};
use crate::postgres::Cluster;
use crate::run;

/// Between two looks at how far the log is.
const LOOKING: Duration = Duration::from_millis(50);

/// What one database did in how many seconds.
struct Taken {
    messages: u64,
    import_s: f64,
    events: u64,
    seal_s: f64,
}

/// Takes in the same lines on each database and seals the events.
pub(super) fn bench(messages: u64, save: bool) -> Result<(), String> {
    large::build()?;
    subject::build()?;
    let folder = subject::empty_folder()?;
    let lines = folder.join("history.ndjson");
    write_lines(&lines, messages)?;
    let cluster = Cluster::start_for_operation()?;
    let sqlite = format!("sqlite:{}", folder.join("dopis.db").display());
    let subjects = [
        Subject::new("SQLite", sqlite, &folder),
        Subject::new("PostgreSQL", cluster.url(), &folder),
    ];
    let mut rows =
        vec!["| what | how many | seconds | a second |\n|---|---:|---:|---:|".to_owned()];
    for subject in &subjects {
        println!("{}, {messages} messages", subject.name);
        let taken = take(subject, &folder, &lines, messages)?;
        rows.push(taken.rows(subject.name));
    }
    let section = format!(
        "{}\n\nCommand: `cargo xtask bench --import {messages}`.\n{}\n",
        rows.join("\n"),
        machine::description(Some(&cluster))?,
    );
    println!("\n{section}");
    if save {
        document::save(document::Part::Import, &section)?;
    }
    Ok(())
}

fn write_lines(path: &Path, messages: u64) -> Result<(), String> {
    let file = File::create(path).map_err(|error| format!("creating {path:?}: {error}"))?;
    let mut large = large::program();
    large.args(["lines", &messages.to_string()]);
    run::status_into(&mut large, Stdio::from(file))
}

#[expect(
    clippy::disallowed_methods,
    reason = "how long it takes is what is measured"
)]
fn take(subject: &Subject, folder: &Path, lines: &Path, messages: u64) -> Result<Taken, String> {
    subject.migrate()?;
    let begun = Instant::now();
    subject.import(lines)?;
    let import_s = begun.elapsed().as_secs_f64();
    let placed = run::output(large::program().args(["place", subject.url()]))?;
    let placed: Value = serde_json::from_str(&placed)
        .map_err(|error| format!("reading what was placed: {error}"))?;
    let events = placed["events"].as_u64().ok_or("no events were placed")?;
    let log = subject.log(folder)?;
    let begun = Instant::now();
    let service = subject.serve_with_log(&log)?;
    while service.sealed()? < events {
        std::thread::sleep(LOOKING);
    }
    let seal_s = begun.elapsed().as_secs_f64();
    service.end()?;
    Ok(Taken {
        messages,
        import_s,
        events,
        seal_s,
    })
}

impl Taken {
    fn rows(&self, name: &str) -> String {
        let row = |what: &str, count: u64, seconds: f64| {
            let rate = count as f64 / seconds;
            format!("| {name}, {what} | {count} | {seconds:.1} | {rate:.0} |")
        };
        [
            row("messages taken in", self.messages, self.import_s),
            row("events sealed", self.events, self.seal_s),
        ]
        .join("\n")
    }
}
