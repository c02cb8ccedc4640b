//! `dopis check --json`: says line by line what in messages leads out of the marketplace, for
//! scoring from outside. Reads no configuration and no database.

use std::io::{self, BufRead, Write};

use rules::contact::evaluation::LabelledMessage;
use rules::contact::{Detector, Finding, Kind, Place};
use serde::Serialize;

use super::open::CommandError;

/// Answers each line of `input` with a line of `output`; blank lines are passed over.
/// Returns how many lines were refused.
///
/// # Errors
/// When the lexicons have a mistake, or reading or writing fails.
pub fn run(
    lexicons: &[(String, String)],
    mut input: impl BufRead,
    mut output: impl Write,
) -> Result<u64, CommandError> {
    let own: Vec<(&str, &str)> = lexicons
        .iter()
        .map(|(name, text)| (name.as_str(), text.as_str()))
        .collect();
    let detector = Detector::new(&own)?;
    let mut text = Vec::new();
    let mut line = 0_u64;
    let mut refused = 0_u64;
    while input.read_until(b'\n', &mut text)? > 0 {
        line += 1;
        if !text.trim_ascii().is_empty() {
            let answer = answer(&detector, line, &text);
            refused += u64::from(matches!(answer, Answer::Refused { .. }));
            serde_json::to_writer(&mut output, &answer).map_err(io::Error::from)?;
            output.write_all(b"\n")?;
        }
        text.clear();
    }
    output.flush()?;
    Ok(refused)
}

#[derive(Debug, Serialize)]
#[serde(untagged)]
enum Answer {
    Judged {
        violating: bool,
        kinds: Vec<Kind>,
        spans: Vec<Passage>,
    },
    Refused {
        line: u64,
        error: String,
    },
}

#[derive(Debug, Serialize)]
struct Passage {
    start: usize,
    end: usize,
    kind: Kind,
    /// What else the same words are thought to be.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    also: Vec<Kind>,
    confidence: u8,
    rule: String,
    reason: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    file_name: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    code: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    picture: Option<usize>,
}

fn answer(detector: &Detector, line: u64, text: &[u8]) -> Answer {
    let message: LabelledMessage = match serde_json::from_slice(text) {
        Ok(message) => message,
        Err(error) => {
            return Answer::Refused {
                line,
                error: error.to_string(),
            };
        }
    };
    let findings = message.with(|message| detector.detect(message));
    let mut kinds: Vec<Kind> = findings.iter().map(|finding| finding.kind).collect();
    kinds.extend(findings.iter().flat_map(|finding| &finding.also));
    kinds.sort_unstable();
    kinds.dedup();
    Answer::Judged {
        violating: !findings.is_empty(),
        kinds,
        spans: findings.into_iter().map(passage).collect(),
    }
}

fn passage(finding: Finding) -> Passage {
    let file = |is_there: bool| finding.place.file().filter(|_| is_there);
    Passage {
        file_name: file(matches!(finding.place, Place::FileName(_))),
        code: file(matches!(finding.place, Place::Code(_))),
        picture: file(matches!(finding.place, Place::Picture(_))),
        start: finding.span.start,
        end: finding.span.end,
        kind: finding.kind,
        also: finding.also,
        confidence: finding.confidence,
        rule: finding.rule,
        reason: finding.reason.as_str(),
    }
}

/// Reads the operator's own lexicons.
///
/// # Errors
/// When one of the files cannot be read.
pub fn lexicons(files: &[std::path::PathBuf]) -> io::Result<Vec<(String, String)>> {
    let read = |file: &std::path::PathBuf| {
        let text = std::fs::read_to_string(file).map_err(|error| {
            io::Error::new(error.kind(), format!("{}: {error}", file.display()))
        })?;
        Ok((file.display().to_string(), text))
    };
    files.iter().map(read).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;

    fn ask(lexicons: &[(&str, &str)], input: &str) -> Result<(u64, Vec<Value>), CommandError> {
        let owned: Vec<(String, String)> = lexicons
            .iter()
            .map(|(name, text)| ((*name).to_owned(), (*text).to_owned()))
            .collect();
        let mut output = Vec::new();
        let refused = run(&owned, input.as_bytes(), &mut output)?;
        let text = String::from_utf8(output).unwrap();
        let answers = text.lines().map(|line| serde_json::from_str(line).unwrap());
        Ok((refused, answers.collect()))
    }

    #[test]
    fn each_line_is_judged_and_a_bad_one_is_named() {
        let (refused, answers) = ask(
            &[],
            concat!(
                r#"{"text":"To je novak@gmail.com","lang":"sl","role":"seller"}"#,
                "\n\n",
                r#"{"text":"Hvala za naročilo."}"#,
                "\n{\n"
            ),
        )
        .unwrap();
        assert_eq!(refused, 1);
        assert_eq!(answers[0]["violating"], true);
        assert_eq!(answers[0]["kinds"], serde_json::json!(["email"]));
        let span = &answers[0]["spans"][0];
        assert_eq!(
            (&span["start"], &span["end"], &span["kind"]),
            (&6.into(), &21.into(), &"email".into())
        );
        assert_eq!(
            answers[1],
            serde_json::json!({"violating": false, "kinds": [], "spans": []})
        );
        assert_eq!(answers[2]["line"], 4);
    }

    #[test]
    fn one_place_is_told_once_with_all_that_it_is() {
        let line = r#"{"text":"Pišite na novak@gmail.com, prosim.","lang":"sl"}"#;
        let (_, answers) = ask(&[], line).unwrap();
        assert_eq!(answers[0]["kinds"], serde_json::json!(["email", "deal"]));
        let spans = answers[0]["spans"].as_array().unwrap();
        assert_eq!(spans.len(), 1, "{spans:?}");
        assert_eq!(spans[0]["also"], serde_json::json!(["deal"]));
        assert_eq!(
            (&spans[0]["start"], &spans[0]["end"]),
            (&10.into(), &25.into())
        );
    }

    #[test]
    fn a_lexicon_adds_words_and_its_mistake_is_told_with_the_line() {
        let line = r#"{"text":"Najdeš me na Golobniku: novak77","lang":"sl"}"#;
        assert_eq!(ask(&[], line).unwrap().1[0]["violating"], false);
        let own = ("own.txt", "[language sl]\n[messenger]\ngolobnik*");
        assert_eq!(ask(&[own], line).unwrap().1[0]["violating"], true);
        let wrong = ask(&[("own.txt", "[language sl]\n[paj]")], line).unwrap_err();
        assert_eq!(wrong.to_string(), "own.txt:2: `paj` is no section");
    }
}
