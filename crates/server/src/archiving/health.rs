//! How the log is doing, as `/ready` and the operators' alarms read it.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::Serialize;

use super::Audited;

/// What the sealer of this node did last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum State {
    /// No log is configured.
    #[default]
    Off,
    /// It has not sealed since the process began.
    Starting,
    Sealing,
    /// Another node seals.
    Elsewhere,
    /// It could not, and tries again.
    Failing,
    /// What is stored does not fit together; a person has to look.
    Refused,
}

impl State {
    pub const ALL: [State; 6] = [
        State::Off,
        State::Starting,
        State::Sealing,
        State::Elsewhere,
        State::Failing,
        State::Refused,
    ];

    /// As it is told.
    pub fn code(self) -> &'static str {
        match self {
            State::Off => "off",
            State::Starting => "starting",
            State::Sealing => "sealing",
            State::Elsewhere => "elsewhere",
            State::Failing => "failing",
            State::Refused => "refused",
        }
    }
}

/// The state with what led to it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Health {
    pub state: State,
    /// The error and its causes, while it fails or refuses.
    pub why: Option<String>,
    /// How often sealing has failed since the process began.
    pub failures: u64,
    /// When this node compared the database with the log the last time, and what came of it.
    pub audit: Option<(Timestamp, Audited)>,
    /// How often each witness has not signed what it was asked to, by its verifier key.
    pub witness_failures: BTreeMap<String, u64>,
    /// How often no timestamp came of asking for one.
    pub timestamp_failures: u64,
}

#[cfg(test)]
mod tests {
    use super::State;

    #[test]
    fn a_state_is_told_in_the_same_word_everywhere() {
        for state in State::ALL {
            assert_eq!(serde_json::to_value(state).unwrap(), state.code());
        }
    }
}
