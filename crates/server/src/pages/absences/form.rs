//! The form of an absence: how it is read, and what is said when it is refused.

use jiff::Span;
use jiff::civil::Date;
use rules::absence::{AHEAD_DAYS, Days};
use rules::ids::AgentId;
use serde::Deserialize;
use store::agents::Agent;

use crate::error::ActionError;
use crate::pages::views::absence::AbsenceForm;
use crate::pages::views::format::Reader;
use crate::pages::views::inbox::AgentOption;

/// What a browser sends.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Sent {
    /// Empty for the whole seller.
    pub(super) agent: String,
    pub(super) first: String,
    pub(super) last: String,
    /// Empty for nobody.
    pub(super) deputy: String,
    pub(super) reason: String,
    pub(super) version: Option<i64>,
}

impl Sent {
    pub(super) fn days(&self) -> Result<Days, ActionError> {
        let date = |text: &str| text.trim().parse::<Date>();
        match (date(&self.first), date(&self.last)) {
            (Ok(first), Ok(last)) => Ok(Days { first, last }),
            _ => Err(ActionError::invalid(
                "absence_dates",
                "first, last: give two dates.",
            )),
        }
    }

    pub(super) fn reason(&self) -> Option<String> {
        Some(self.reason.trim().to_owned()).filter(|text| !text.is_empty())
    }

    /// As it was sent, with what is wrong with it.
    pub(super) fn shown(&self, people: &[Agent], error: Option<String>) -> AbsenceForm {
        let options = |chosen: &str| {
            let option = |agent: &Agent| AgentOption {
                id: agent.id.to_string(),
                name: agent.name.clone(),
                selected: agent.id.as_str() == chosen,
            };
            people.iter().map(option).collect()
        };
        AbsenceForm {
            people: options(&self.agent),
            deputies: options(&self.deputy),
            first: self.first.clone(),
            last: self.last.clone(),
            reason: self.reason.clone(),
            error,
        }
    }
}

/// The person of a choice; an empty one is nobody.
pub(super) fn person(text: &str) -> Result<Option<AgentId>, ActionError> {
    match text {
        "" => Ok(None),
        id => AgentId::parse(id)
            .map(Some)
            .map_err(|wrong| ActionError::invalid("unknown_agent", wrong.to_string())),
    }
}

/// What the reader is told of a refusal, if it is one of the form.
pub(super) fn refusal(reader: &Reader, error: &ActionError) -> Option<String> {
    let (ActionError::Invalid { code, .. } | ActionError::Conflict { code, .. }) = error else {
        return None;
    };
    let earliest = |days: i32| {
        let today = reader.zone.to_datetime(reader.now).date();
        let first = today.checked_add(Span::new().days(days)).unwrap_or(today);
        reader.date(first)
    };
    let key = match *code {
        "absence_dates" => "absence-error-dates",
        "absence_ends_before_start" => "absence-error-order",
        "absence_too_long" | "absence_out_of_range" => "absence-error-too-long",
        "absence_no_working_day" => "absence-error-no-working-day",
        "absence_too_late" => {
            return Some(reader.one("absence-error-too-late", "earliest", &earliest(1)));
        }
        "absence_too_late_for_long" => {
            let earliest = earliest(AHEAD_DAYS);
            return Some(reader.one("absence-error-too-late-for-long", "earliest", &earliest));
        }
        "absence_overlap" => "absence-error-overlap",
        "absence_own_deputy" => "absence-error-own-deputy",
        "absence_deputy_away" => "absence-error-deputy-away",
        "unknown_agent" => "absence-error-agent",
        "invalid_reason" => "absence-error-reason",
        _ => return None,
    };
    Some(reader.texts.t(key))
}
