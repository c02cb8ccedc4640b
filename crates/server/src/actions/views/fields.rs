//! What a list is narrowed to as people filled it in, which is what a saved view keeps, and what the store makes of it.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use rules::ids::{AgentId, BuyerId, LabelId};
use serde::{Deserialize, Serialize};
use store::lists::{Assigned, Filter, Tab};
use store::saved_views::View;

use crate::error::ActionError;

/// In the place of an agent's id; no id can be this.
pub const NOBODY: &str = "!nobody";

/// The fields as they were typed; a saved view keeps those that are filled.
#[derive(Debug, Default, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Fields {
    #[serde(skip_serializing_if = "String::is_empty")]
    pub order: String,
    /// An order, or the buyer: its id, or words of the name.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub find: String,
    /// An agent's id, or [`NOBODY`].
    #[serde(skip_serializing_if = "String::is_empty")]
    pub agent: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub label: String,
    /// `yes`: only what the reader has not read.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub unread: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub from: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub to: String,
}

impl Fields {
    /// What a view has saved. One that cannot be read is a fault: without its filter it would show everything, and
    /// what is done to all of a list would be done to everything.
    pub fn of(view: &View) -> Result<Fields, ActionError> {
        serde_json::from_str(&view.filter).map_err(|source| ActionError::Internal {
            operation: "reading the filter of a view",
            source: Box::new(source),
        })
    }

    /// As a view saves them.
    pub fn kept(&self) -> Result<String, ActionError> {
        serde_json::to_string(self).map_err(|source| ActionError::Internal {
            operation: "writing the filter of a view",
            source: Box::new(source),
        })
    }

    /// The filled fields under their names.
    pub fn filled(&self) -> impl Iterator<Item = (&'static str, &str)> {
        let all = [
            ("order", self.order.trim()),
            ("find", self.find.trim()),
            ("agent", self.agent.as_str()),
            ("label", self.label.as_str()),
            ("unread", self.unread.as_str()),
            ("from", self.from.as_str()),
            ("to", self.to.as_str()),
        ];
        all.into_iter().filter(|(_, value)| !value.is_empty())
    }

    /// What the list is narrowed to; `None` where nothing can be found because an id cannot be one.
    pub fn narrowed(&self, zone: &TimeZone) -> Result<Option<Filter>, ActionError> {
        let order = self.order.trim();
        // An order or listing has the same form of id as a buyer.
        let subject = id(order, |text| BuyerId::parse(text).map(|_| order.to_owned()));
        let assignee = id(&self.agent, |text| match text {
            NOBODY => Ok(Assigned::Nobody),
            agent => AgentId::parse(agent).map(Assigned::Agent),
        });
        let label = id(&self.label, str::parse::<LabelId>);
        let (from, to) = (day(&self.from, zone, 0)?, day(&self.to, zone, 1)?);
        let (Ok(subject), Ok(assignee), Ok(label)) = (subject, assignee, label) else {
            return Ok(None);
        };
        let words = self.find.trim();
        Ok(Some(Filter {
            subject,
            words: (!words.is_empty()).then(|| words.to_owned()),
            assignee,
            label,
            unread: !self.unread.is_empty(),
            from,
            to,
            ..Filter::default()
        }))
    }
}

/// The tab that a view has saved; one that this version does not know is the one with everything.
pub fn tab(code: &str, now: Timestamp) -> Tab {
    match code {
        "needs-reply" => Tab::NeedsReply,
        "overdue" => Tab::Overdue(now),
        "waiting" => Tab::WaitingForBuyer,
        "closed" => Tab::Closed,
        _ => Tab::All,
    }
}

fn id<'a, T, E>(text: &'a str, parse: impl Fn(&'a str) -> Result<T, E>) -> Result<Option<T>, E> {
    match text {
        "" => Ok(None),
        text => parse(text).map(Some),
    }
}

/// The beginning of a day, some days on.
fn day(text: &str, zone: &TimeZone, days: i64) -> Result<Option<Timestamp>, ActionError> {
    if text.is_empty() {
        return Ok(None);
    }
    let date: Option<Date> = text.parse().ok();
    let begins = date.and_then(|date| {
        let date = date.checked_add(jiff::Span::new().days(days)).ok()?;
        Some(date.to_zoned(zone.clone()).ok()?.timestamp())
    });
    begins
        .map(Some)
        .ok_or_else(|| ActionError::invalid("date", "from, to: give days of the form 2026-11-30."))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_view_keeps_what_is_filled_and_gives_it_back() {
        let fields = Fields {
            order: "W1".into(),
            agent: NOBODY.into(),
            to: "2026-11-30".into(),
            ..Fields::default()
        };
        let kept = fields.kept().unwrap();
        assert_eq!(
            kept,
            r#"{"order":"W1","agent":"!nobody","to":"2026-11-30"}"#
        );
        assert_eq!(serde_json::from_str::<Fields>(&kept).unwrap(), fields);
        let filter = fields.narrowed(&TimeZone::UTC).unwrap().unwrap();
        assert_eq!(filter.assignee, Some(Assigned::Nobody));
        // The last day is included.
        assert_eq!(filter.to, Some("2026-12-01T00:00:00Z".parse().unwrap()));
    }

    #[test]
    fn what_cannot_be_an_id_finds_nothing_and_what_is_no_day_is_refused() {
        let label = Fields {
            label: "x".into(),
            ..Fields::default()
        };
        assert_eq!(label.narrowed(&TimeZone::UTC).unwrap(), None);
        let day = Fields {
            from: "monday".into(),
            ..Fields::default()
        };
        assert!(day.narrowed(&TimeZone::UTC).is_err());
    }
}
