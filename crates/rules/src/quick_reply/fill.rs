//! Filling a quick reply with values. What has no value stays as it stands, and is named.

use std::collections::BTreeMap;

use super::template::{Part, Template, parts};
use super::variable::Variable;

/// The values that are known, worded for the buyer.
pub type Values = BTreeMap<Variable, String>;

/// A filled text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filled {
    pub text: String,
    /// The variables without a value, each once in the order of the text; they still stand in it.
    pub gaps: Vec<Variable>,
}

/// Puts the values in. A value is one line, and none of its own braces is filled again.
pub fn fill(template: &Template, values: &Values) -> Filled {
    let mut filled = Filled {
        text: String::with_capacity(template.as_str().len()),
        gaps: Vec::new(),
    };
    for part in template.parts() {
        match part {
            Part::Words(words) => filled.text.push_str(words),
            Part::Value(variable) => match values.get(&variable).map(|value| one_line(value)) {
                Some(value) if !value.is_empty() => filled.text.push_str(&value),
                _ => {
                    filled.text.push_str(&variable.placeholder());
                    note(&mut filled.gaps, variable);
                }
            },
        }
    }
    filled
}

/// The variables that still stand unfilled in a message, each once. Who sends it has forgotten them.
pub fn unfilled(text: &str) -> Vec<Variable> {
    let mut gaps = Vec::new();
    for part in parts(text) {
        if let Part::Value(variable) = part {
            note(&mut gaps, variable);
        }
    }
    gaps
}

fn note(gaps: &mut Vec<Variable>, variable: Variable) {
    if !gaps.contains(&variable) {
        gaps.push(variable);
    }
}

/// Without line ends, and with spaces between the braces of what somebody chose to call itself.
fn one_line(value: &str) -> String {
    let words: Vec<&str> = value.split_whitespace().collect();
    words.join(" ").replace("{{", "{ {")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filled(text: &str, values: &[(Variable, &str)]) -> Filled {
        let values = values
            .iter()
            .map(|(variable, value)| (*variable, (*value).to_owned()));
        fill(&Template::parse(text).unwrap(), &values.collect())
    }

    #[test]
    fn values_take_the_place_of_their_variables() {
        const ORDER: (Variable, &str) = (Variable::Order, "W1");
        type Case = (
            &'static str,
            &'static [(Variable, &'static str)],
            &'static str,
            &'static [Variable],
        );
        let cases: [Case; 7] = [
            ("Za {{order}}.", &[ORDER], "Za W1.", &[]),
            ("{{order}}{{ order }}", &[ORDER], "W1W1", &[]),
            ("Brez", &[ORDER], "Brez", &[]),
            (
                "{{order}} {{ tracking }}, {{tracking}}",
                &[ORDER],
                "W1 {{tracking}}, {{tracking}}",
                &[Variable::Tracking],
            ),
            (
                "{{tracking}}",
                &[(Variable::Tracking, "  ")],
                "{{tracking}}",
                &[Variable::Tracking],
            ),
            (
                "{{buyer}}!",
                &[(Variable::Buyer, "Ana\nZorko")],
                "Ana Zorko!",
                &[],
            ),
            // A name does not smuggle a variable in.
            (
                "{{buyer}}",
                &[(Variable::Buyer, "{{agent}}"), (Variable::Agent, "Nina")],
                "{ {agent}}",
                &[],
            ),
        ];
        for (text, values, expected, gaps) in cases {
            let made = filled(text, values);
            assert_eq!((made.text.as_str(), made.gaps.as_slice()), (expected, gaps));
        }
    }

    #[test]
    fn what_was_forgotten_is_found_in_a_message() {
        assert_eq!(unfilled("Pozdravljeni, {{ime}} {tracking} {{ }}"), []);
        assert_eq!(
            unfilled("{{ tracking }} … {{expected}} {{tracking}}"),
            [Variable::Tracking, Variable::Expected]
        );
        assert_eq!(unfilled("{{ {{order}}"), [Variable::Order]);
    }

    #[test]
    fn a_full_text_has_no_gaps() {
        let values = Variable::ALL.map(|variable| (variable, "x"));
        let text: Vec<String> = Variable::ALL.map(Variable::placeholder).into();
        let made = filled(&text.join(" "), &values);
        assert_eq!(made.text, "x x x x x x x x");
        assert_eq!(unfilled(&made.text), []);
    }
}
