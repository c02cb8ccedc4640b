//! What all PUTs share: whether anything changes, which version it gets, and what is recorded of it.

use jiff::Timestamp;
use rules::marketplace::InvalidField;
use serde::Serialize;
use serde_json::{Value, json};

use crate::error::ActionError;

/// What a PUT did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    Created,
    Changed,
    Unchanged,
}

/// A record after its PUT.
#[derive(Debug, Clone)]
pub struct Put<T> {
    pub outcome: Outcome,
    pub record: T,
}

/// What is there before a PUT.
pub(super) struct Before {
    pub(super) version: i64,
    pub(super) created_at: Timestamp,
    pub(super) updated_at: Timestamp,
    /// Names of the fields that the PUT changes.
    pub(super) changed: Vec<&'static str>,
}

/// What the record becomes.
pub(super) struct After {
    pub(super) outcome: Outcome,
    pub(super) version: i64,
    pub(super) created_at: Timestamp,
    pub(super) updated_at: Timestamp,
    changed: Vec<&'static str>,
}

/// Decides a PUT. `expected` is the version that the sender believes to change; 0 means that there is none yet.
/// The same content again changes nothing, whatever version is expected: a repeated request succeeds.
pub(super) fn decide(
    before: Option<Before>,
    expected: Option<i64>,
    now: Timestamp,
) -> Result<After, ActionError> {
    let version = before.as_ref().map_or(0, |before| before.version);
    if let Some(before) = &before
        && before.changed.is_empty()
    {
        return Ok(After {
            outcome: Outcome::Unchanged,
            version,
            created_at: before.created_at,
            updated_at: before.updated_at,
            changed: Vec::new(),
        });
    }
    if expected.is_some_and(|expected| expected != version) {
        return Err(ActionError::Stale);
    }
    Ok(After {
        outcome: if before.is_some() {
            Outcome::Changed
        } else {
            Outcome::Created
        },
        version: version + 1,
        created_at: before.as_ref().map_or(now, |before| before.created_at),
        updated_at: now,
        changed: before.map(|before| before.changed).unwrap_or_default(),
    })
}

impl After {
    /// Whether a seller's calendar is another than before.
    pub(super) fn moves_deadlines(&self) -> bool {
        let of_calendar = ["country", "subdivision", "time_zone", "hours"];
        self.outcome == Outcome::Created
            || self.changed.iter().any(|field| of_calendar.contains(field))
    }

    /// The body of the event: which fields changed, and of the values those that name no person.
    pub(super) fn event_body(&self, mut facts: Value) -> Value {
        facts["version"] = json!(self.version);
        if self.outcome == Outcome::Changed {
            facts["changed"] = json!(self.changed);
        }
        facts
    }
}

/// The names of those fields that differ.
pub(super) fn changed_fields<const N: usize>(
    fields: [(&'static str, bool); N],
) -> Vec<&'static str> {
    fields
        .into_iter()
        .filter(|(_, same)| !same)
        .map(|(name, _)| name)
        .collect()
}

impl From<InvalidField> for ActionError {
    fn from(invalid: InvalidField) -> ActionError {
        ActionError::invalid("invalid_field", invalid.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn before(version: i64, changed: &[&'static str]) -> Option<Before> {
        let at = Timestamp::UNIX_EPOCH;
        Some(Before {
            version,
            created_at: at,
            updated_at: at,
            changed: changed.to_vec(),
        })
    }

    fn outcome(before: Option<Before>, expected: Option<i64>) -> Option<(Outcome, i64)> {
        let now = Timestamp::from_second(60).unwrap();
        decide(before, expected, now)
            .ok()
            .map(|after| (after.outcome, after.version))
    }

    #[test]
    fn a_put_is_idempotent_and_guarded_by_its_version() {
        assert_eq!(outcome(None, None), Some((Outcome::Created, 1)));
        assert_eq!(outcome(None, Some(0)), Some((Outcome::Created, 1)));
        assert_eq!(outcome(None, Some(3)), None);
        assert_eq!(outcome(before(3, &[]), None), Some((Outcome::Unchanged, 3)));
        assert_eq!(
            outcome(before(3, &[]), Some(2)),
            Some((Outcome::Unchanged, 3))
        );
        assert_eq!(
            outcome(before(3, &["name"]), None),
            Some((Outcome::Changed, 4))
        );
        assert_eq!(
            outcome(before(3, &["name"]), Some(3)),
            Some((Outcome::Changed, 4))
        );
        assert_eq!(outcome(before(3, &["name"]), Some(2)), None);
        assert_eq!(outcome(before(3, &["name"]), Some(0)), None);
    }
}
