//! Prints how good the detector is on a file of labelled messages; `cargo xtask contact-eval` runs it.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::process::ExitCode;

use rules::contact::Detector;
use rules::contact::evaluation::{
    Counts, Interval, LabelledMessage, Part, Report, evaluate, part_of, wilson,
};

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match run(&arguments) {
        Ok(text) => {
            println!("{text}");
            ExitCode::SUCCESS
        }
        Err(problem) => {
            eprintln!("{problem}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &[String]) -> Result<String, String> {
    let [path, options @ ..] = arguments else {
        return Err("contact_eval FILE [--mistakes] [--part development|held-back]".to_owned());
    };
    let text = std::fs::read_to_string(path).map_err(|error| format!("{path}: {error}"))?;
    let mut messages = Vec::new();
    for (index, line) in text.lines().enumerate() {
        if line.trim().is_empty() {
            continue;
        }
        let message: LabelledMessage =
            serde_json::from_str(line).map_err(|error| format!("{path}:{}: {error}", index + 1))?;
        messages.push(message);
    }
    let part = match options.iter().position(|option| option == "--part") {
        None => None,
        Some(at) => match options.get(at + 1).map(String::as_str) {
            Some("development") => Some(Part::Development),
            Some("held-back") => Some(Part::HeldBack),
            _ => return Err("--part is development or held-back".to_owned()),
        },
    };
    messages.retain(|message| part.is_none_or(|part| part_of(&message.text) == part));
    let detector = Detector::new(&[]).map_err(|error| error.to_string())?;
    let report = evaluate(&detector, &messages);
    let mut out = table(&report);
    if options.iter().any(|option| option == "--mistakes") {
        list_mistakes(&mut out, &report, &messages);
    }
    Ok(out)
}

fn table(report: &Report) -> String {
    let mut out = format!(
        "{:<14} {:>5} {:>22} {:>22} {:>22} {:>22} {:>7}\n",
        "", "n", "recall", "precision", "false positives", "spans that meet", "kind"
    );
    line(&mut out, "all", &report.all);
    let mut section = |name: &str, counts: &BTreeMap<String, Counts>| {
        let _ = writeln!(out, "-- {name}");
        for (key, counts) in counts {
            line(&mut out, key, counts);
        }
    };
    section("kind", &report.by_kind);
    section("language", &report.by_language);
    section("difficulty", &report.by_difficulty);
    out
}

fn line(out: &mut String, name: &str, counts: &Counts) {
    let violating = counts.hits + counts.misses;
    let innocent = counts.false_alarms + counts.quiet;
    let _ = writeln!(
        out,
        "{name:<14} {:>5} {:>22} {:>22} {:>22} {:>22} {:>7}",
        violating + innocent,
        shown(wilson(counts.hits, violating)),
        shown(wilson(counts.hits, counts.hits + counts.false_alarms)),
        shown(wilson(counts.false_alarms, innocent)),
        shown(wilson(counts.placed, counts.with_spans)),
        wilson(counts.named, counts.hits)
            .map_or("-".to_owned(), |found| format!("{:.3}", found.share)),
    );
}

fn shown(interval: Option<Interval>) -> String {
    interval.map_or("-".to_owned(), |found| {
        format!("{:.3} ({:.3}–{:.3})", found.share, found.low, found.high)
    })
}

fn list_mistakes(out: &mut String, report: &Report, messages: &[LabelledMessage]) {
    for mistake in &report.mistakes {
        let message = &messages[mistake.message];
        let what = if message.violating {
            "missed"
        } else {
            "false alarm"
        };
        let _ = writeln!(out, "{what} [{}] {}", message.lang, message.text);
        for finding in &mistake.findings {
            let (start, length) = (finding.span.start, finding.span.end - finding.span.start);
            let words: String = message.text.chars().skip(start).take(length).collect();
            let _ = writeln!(out, "    {} {} `{words}`", finding.rule, finding.confidence);
        }
    }
}
