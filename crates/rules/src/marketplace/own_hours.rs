//! The working hours that one seller has instead of whole days from Monday to Friday.

use serde::{Deserialize, Serialize};

use super::InvalidField;
use crate::deadline::{DayException, Hours, Week};

/// Days that a seller may except from its week.
const EXCEPTIONS_MAX: usize = 400;

/// A week of open hours, and days that differ from it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OwnHours {
    pub week: Week,
    #[serde(default)]
    pub exceptions: Vec<DayException>,
}

/// A week must be open at some time, or no reply would ever be due.
pub fn check_own_hours(field: &str, hours: &OwnHours) -> Result<(), InvalidField> {
    if hours.week == Week::monday_to_friday(&Hours::CLOSED) {
        return Err(InvalidField::new(
            field,
            "the week has no open time; leave the field out for Monday to Friday",
        ));
    }
    if hours.exceptions.len() > EXCEPTIONS_MAX {
        let detail = format!(
            "has {} exceptions, at most {EXCEPTIONS_MAX} are taken",
            hours.exceptions.len()
        );
        return Err(InvalidField::new(field, detail));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hours_are_read_from_their_json() {
        let text = r#"{"week": {"monday": [{"from": "08:00", "to": "12:00"}, {"from": "13:00", "to": "16:00"}]},
            "exceptions": [{"date": "2026-12-24", "change": {"kind": "close", "name": "Popis"}}]}"#;
        let hours: OwnHours = serde_json::from_str(text).unwrap();
        assert_eq!(check_own_hours("hours", &hours), Ok(()));
        assert_eq!(hours.week.monday.intervals().len(), 2);
        let closed: OwnHours = serde_json::from_str(r#"{"week": {}}"#).unwrap();
        assert!(check_own_hours("hours", &closed).is_err());
        assert!(serde_json::from_str::<OwnHours>(r#"{"week": {"moonday": []}}"#).is_err());
    }
}
