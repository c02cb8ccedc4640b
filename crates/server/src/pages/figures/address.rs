//! The addresses of figures: a number and the list behind it name the same slice.

use jiff::civil::Date;
use rules::figures::{Kind, Slice, WEEKS};
use rules::ids::{AgentId, SellerId};
use rules::time::Weekday;
use serde::Deserialize;

use crate::actions::figures::Wanted;
use crate::error::ActionError;

/// Questions on one page of a list.
pub(super) const PAGE_ROWS: usize = 50;

/// What a browser asks for.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    pub(super) seller: String,
    pub(super) agent: String,
    pub(super) weeks: String,
    kind: String,
    week: String,
    weekday: String,
    hour: String,
    age: String,
    pub(super) skip: usize,
}

impl Asked {
    pub(super) fn wanted(&self) -> Result<Wanted, ActionError> {
        Ok(Wanted {
            seller: optional(&self.seller, |text| SellerId::parse(text).ok())?,
            agent: optional(&self.agent, |text| AgentId::parse(text).ok())?,
            weeks: self.weeks(),
        })
    }

    pub(super) fn weeks(&self) -> u8 {
        let asked = self.weeks.parse().ok();
        asked
            .filter(|weeks| WEEKS.contains(weeks))
            .unwrap_or(WEEKS[0])
    }

    pub(super) fn slice(&self) -> Result<Slice, ActionError> {
        let weekday = |text: &str| Weekday::ALL.get(text.parse::<usize>().ok()?).copied();
        Ok(Slice {
            kind: Kind::from_code(&self.kind).ok_or(ActionError::NotFound)?,
            week: optional(&self.week, |text| text.parse::<Date>().ok())?,
            weekday: optional(&self.weekday, weekday)?,
            hour: optional(&self.hour, |text| text.parse().ok())?,
            age: optional(&self.age, |text| text.parse().ok())?,
        })
    }

    /// The page of the figures themselves.
    pub(super) fn figures(&self) -> String {
        format!("/figures?{}", self.common())
    }

    /// The list behind a number. All that goes into it is checked and needs no escaping.
    pub(super) fn list(&self, slice: Slice) -> String {
        let mut address = format!(
            "/figures/conversations?{}&kind={}",
            self.common(),
            slice.kind.code()
        );
        let parts = [
            ("week", slice.week.map(|week| week.to_string())),
            ("weekday", slice.weekday.map(|day| day.index().to_string())),
            ("hour", slice.hour.map(|hour| hour.to_string())),
            ("age", slice.age.map(|age| age.to_string())),
        ];
        for (name, value) in parts {
            if let Some(value) = value {
                address.push_str(&format!("&{name}={value}"));
            }
        }
        address
    }

    fn common(&self) -> String {
        let mut common = format!("weeks={}", self.weeks());
        if AgentId::parse(self.agent.as_str()).is_ok() {
            common.push_str(&format!("&agent={}", self.agent));
        }
        if SellerId::parse(self.seller.as_str()).is_ok() {
            common.push_str(&format!("&seller={}", self.seller));
        }
        common
    }
}

fn optional<T>(text: &str, read: impl FnOnce(&str) -> Option<T>) -> Result<Option<T>, ActionError> {
    match text {
        "" => Ok(None),
        text => read(text).map(Some).ok_or(ActionError::NotFound),
    }
}
