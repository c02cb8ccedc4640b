//! `dopis deadline --json`: answers questions for reply deadlines line by line, for checking from
//! outside. Reads no configuration and no database: only the compiled holidays and those given.

use std::collections::HashMap;
use std::error::Error;
use std::io::{self, BufRead, Write};

use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};
use rules::deadline::{
    Calendar, CalendarSpec, DayChange, DayException, Derivation, HolidayName, due,
};
use serde::{Deserialize, Serialize};

/// Answers each line of `input` with a line of `output`; blank lines are passed over.
/// Returns how many lines were refused.
///
/// # Errors
/// When reading or writing fails.
pub fn run(mut input: impl BufRead, mut output: impl Write) -> io::Result<u64> {
    let mut calendars = Calendars::default();
    let mut text = Vec::new();
    let mut line = 0_u64;
    let mut refused = 0_u64;
    while input.read_until(b'\n', &mut text)? > 0 {
        line += 1;
        if !text.trim_ascii().is_empty() {
            let answer = answer(&text, &mut calendars);
            refused += u64::from(answer.is_err());
            write_answer(&mut output, line, answer)?;
        }
        text.clear();
    }
    output.flush()?;
    Ok(refused)
}

/// A question; other fields are passed over, so that whole test cases can be asked.
#[derive(Debug, Deserialize)]
struct Question {
    start: Timestamp,
    /// Working hours until the answer is due; fractions are rounded to the microsecond.
    hours: f64,
    #[serde(flatten)]
    place: Place,
    /// Days off besides the country's own, for instance those of the invented country ZZ.
    #[serde(default)]
    holidays: Option<Vec<Date>>,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, Deserialize)]
struct Place {
    tz: String,
    #[serde(default)]
    country: Option<String>,
    #[serde(default)]
    subdivision: Option<String>,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Answer {
    Due {
        line: u64,
        due: Option<Timestamp>,
        derivation: Derivation,
    },
    Refused {
        line: u64,
        error: String,
    },
}

/// Calendars already made; those with holidays of their own are made for one question.
#[derive(Default)]
struct Calendars(HashMap<Place, Calendar>);

impl Calendars {
    fn of(&mut self, place: &Place) -> Result<&Calendar, Box<dyn Error>> {
        if !self.0.contains_key(place) {
            self.0.insert(place.clone(), place.calendar(&[])?);
        }
        self.0
            .get(place)
            .ok_or_else(|| "the calendar is lost".into())
    }
}

impl Place {
    fn calendar(&self, holidays: &[Date]) -> Result<Calendar, Box<dyn Error>> {
        let given = |text: &Option<String>| text.clone().filter(|text| !text.is_empty());
        let country = given(&self.country).map(|code| code.to_ascii_uppercase());
        let subdivision = given(&self.subdivision);
        let parts = [country.as_deref(), subdivision.as_deref()];
        let id: Vec<&str> = parts.into_iter().flatten().collect();
        let mut spec = CalendarSpec::working_days(&id.join("-"), &self.tz, country.as_deref());
        spec.subdivision = subdivision;
        spec.exceptions = holidays.iter().map(|&date| added(date)).collect();
        // Without overrides a calendar is the same at every instant.
        Ok(Calendar::new(&spec, &[], Timestamp::UNIX_EPOCH)?)
    }
}

fn added(date: Date) -> DayException {
    let name = HolidayName {
        english: "given with the question".into(),
        local: "given with the question".into(),
    };
    DayException {
        date,
        change: DayChange::AddHoliday { name },
    }
}

fn answer(text: &[u8], calendars: &mut Calendars) -> Result<Derivation, Box<dyn Error>> {
    let question: Question = serde_json::from_slice(text)?;
    let budget = budget(question.hours)?;
    let holidays = question.holidays.unwrap_or_default();
    if holidays.is_empty() {
        let calendar = calendars.of(&question.place)?;
        return Ok(due(calendar, question.start, budget, &[])?);
    }
    let calendar = question.place.calendar(&holidays)?;
    Ok(due(&calendar, question.start, budget, &[])?)
}

fn budget(hours: f64) -> Result<SignedDuration, Box<dyn Error>> {
    let us = (hours * 3.6e9).round();
    // Beyond 2^53 whole microseconds are no longer exact; the rules refuse far less.
    if us.abs() > 9.0e15 {
        return Err("the hours are too many".into());
    }
    #[expect(clippy::cast_possible_truncation, reason = "its size was just checked")]
    Ok(SignedDuration::from_micros(us as i64))
}

fn write_answer(
    output: &mut impl Write,
    line: u64,
    answer: Result<Derivation, Box<dyn Error>>,
) -> io::Result<()> {
    let answer = match answer {
        Ok(derivation) => Answer::Due {
            line,
            due: derivation.due,
            derivation,
        },
        Err(error) => Answer::Refused {
            line,
            error: error.to_string(),
        },
    };
    serde_json::to_writer(&mut *output, &answer)?;
    output.write_all(b"\n")
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;

    fn ask(input: &[u8]) -> (u64, Vec<Value>) {
        let mut output = Vec::new();
        let refused = run(input, &mut output).unwrap();
        let text = String::from_utf8(output).unwrap();
        let answers = text.lines().map(|line| serde_json::from_str(line).unwrap());
        (refused, answers.collect())
    }

    #[test]
    fn each_line_is_answered_with_its_deadline() {
        let (refused, answers) = ask(concat!(
            r#"{"start":"2027-02-05T09:00:00+01:00","hours":24,"country":"SI","subdivision":"","tz":"Europe/Ljubljana"}"#,
            "\n\n",
            r#"{"id":"x","start":"2026-11-02T07:00:00Z","hours":0.25,"country":"de","subdivision":"BY","tz":"Europe/Berlin"}"#,
            "\n",
            r#"{"start":"2025-09-05T00:00:00-04:00","hours":25,"country":"ZZ","tz":"America/Santiago","holidays":["2025-09-08"]}"#,
        ).as_bytes());
        assert_eq!(refused, 0);
        let dues: Vec<(&Value, &Value)> = answers
            .iter()
            .map(|answer| (&answer["line"], &answer["due"]))
            .collect();
        assert_eq!(
            format!("{dues:?}"),
            r#"[(Number(1), String("2027-02-09T08:00:00Z")), (Number(3), String("2026-11-02T07:15:00Z")), (Number(4), String("2025-09-09T04:00:00Z"))]"#
        );
        let holiday = &answers[0]["derivation"]["days"][3]["segments"][0]["reason"];
        assert_eq!(
            holiday["local_name"],
            "Prešernov dan, slovenski kulturni praznik"
        );
        assert_eq!(answers[1]["derivation"]["calendar"], "DE-BY");
    }

    #[test]
    fn a_bad_line_is_named_and_the_others_are_answered() {
        let good =
            r#"{"start":"2027-02-05T09:00:00Z","hours":24,"country":"SI","tz":"Europe/Ljubljana"}"#;
        let (refused, answers) = ask([
            b"{\n".to_vec(),
            b"\xff\n".to_vec(),
            good.replace("24", "-1").into_bytes(),
            b"\n".to_vec(),
            good.replace("24", "1e99").into_bytes(),
            b"\n".to_vec(),
            good.replace("Ljubljana", "Atlantis").into_bytes(),
            b"\n".to_vec(),
            good.as_bytes().to_vec(),
        ]
        .concat()
        .as_slice());
        assert_eq!(refused, 5);
        let lines: Vec<(u64, bool)> = answers
            .iter()
            .map(|answer| {
                (
                    answer["line"].as_u64().unwrap(),
                    answer["error"].is_string(),
                )
            })
            .collect();
        assert_eq!(
            lines,
            [
                (1, true),
                (2, true),
                (3, true),
                (4, true),
                (5, true),
                (6, false)
            ]
        );
        assert_eq!(answers[2]["error"], "the budget is negative");
        assert_eq!(
            answers[4]["error"],
            "the time zone \"Europe/Atlantis\" is not known"
        );
    }
}
