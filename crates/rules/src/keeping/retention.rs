//! For how long content is kept that nothing else says to keep or to erase. A legal hold beats it.

use jiff::{Timestamp, ToSpan, tz::TimeZone};
use serde::{Deserialize, Serialize};

use crate::codes::codes;
use crate::conversation::Conversation;

/// Longest period, in months: a hundred years.
pub const RETENTION_MONTHS_MAX: u32 = 1_200;

/// A change of the periods begins so many days after it is entered at the earliest: what it erases does not come back,
/// and somebody else has to have the time to see it and withdraw it.
pub const RETENTION_LEAD_DAYS: i64 = 7;

codes! {
    /// What is kept for a period of its own, and from when on that is counted.
    RetentionKind {
        /// Everything written in a conversation, notes and files included, from when it was closed, or from
        /// its last message where nobody has closed it.
        Conversations = "conversations",
        /// Files with their names and what was read in them, from the same instant.
        Files = "files",
        /// Statements of violations and what was said against them, from when they count no more.
        Strikes = "strikes",
        /// Reasons why staff read a conversation, from when they were given.
        Looks = "looks",
        /// What was begun and never sent, from when it was changed last.
        Drafts = "drafts",
        /// Who a buyer is, from its last order or the last change of its data, as soon as nothing else is left of it.
        Buyers = "buyers",
    }
}

/// A period for each kind, in months.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RetentionPolicy {
    pub conversations: u32,
    pub files: u32,
    pub strikes: u32,
    pub looks: u32,
    pub drafts: u32,
    pub buyers: u32,
}

impl RetentionPolicy {
    /// Where the marketplace has decided nothing else. Five years are the general limitation of claims in Slovenia
    /// (Obligacijski zakonik, Article 346); nobody claims anything from a draft.
    pub const DEFAULT: RetentionPolicy = RetentionPolicy {
        conversations: 60,
        files: 60,
        strikes: 60,
        looks: 60,
        drafts: 6,
        buyers: 60,
    };

    /// The period of a kind, in months.
    pub fn months(&self, kind: RetentionKind) -> u32 {
        match kind {
            RetentionKind::Conversations => self.conversations,
            RetentionKind::Files => self.files,
            RetentionKind::Strikes => self.strikes,
            RetentionKind::Looks => self.looks,
            RetentionKind::Drafts => self.drafts,
            RetentionKind::Buyers => self.buyers,
        }
    }

    /// With what this says of each kind; `None` if it says nothing of one.
    pub fn of_each(months: impl Fn(RetentionKind) -> Option<u32>) -> Option<RetentionPolicy> {
        Some(RetentionPolicy {
            conversations: months(RetentionKind::Conversations)?,
            files: months(RetentionKind::Files)?,
            strikes: months(RetentionKind::Strikes)?,
            looks: months(RetentionKind::Looks)?,
            drafts: months(RetentionKind::Drafts)?,
            buyers: months(RetentionKind::Buyers)?,
        })
    }

    /// Whether every period is from a month to [`RETENTION_MONTHS_MAX`].
    pub fn is_sound(&self) -> bool {
        let sound = |kind: &RetentionKind| (1..=RETENTION_MONTHS_MAX).contains(&self.months(*kind));
        RetentionKind::ALL.iter().all(sound)
    }

    /// What of a kind was over at this instant or before is kept no longer. Months are those of the calendar in UTC.
    pub fn cutoff(&self, kind: RetentionKind, now: Timestamp) -> Timestamp {
        let months = i64::from(self.months(kind)).months();
        let cutoff = now.to_zoned(TimeZone::UTC).checked_sub(months);
        cutoff.map_or(Timestamp::MIN, |cutoff| cutoff.timestamp())
    }
}

/// Whether the time is over for what is in a conversation: it was closed at this instant or before. Where nobody has closed
/// it, its last message counts.
pub fn is_over(conversation: &Conversation, cutoff: Timestamp) -> bool {
    let ended = conversation.closed_at;
    let ended = ended.unwrap_or(conversation.last_message_at);
    ended <= cutoff && conversation.emptied_at.is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    #[test]
    fn periods_are_months_of_the_calendar() {
        let policy = RetentionPolicy {
            conversations: 1,
            drafts: RETENTION_MONTHS_MAX,
            ..RetentionPolicy::DEFAULT
        };
        for (kind, now, expected) in [
            (
                RetentionKind::Files,
                "2026-12-01T08:00:00Z",
                "2021-12-01T08:00:00Z",
            ),
            (
                RetentionKind::Conversations,
                "2027-03-31T08:00:00Z",
                "2027-02-28T08:00:00Z",
            ),
            (
                RetentionKind::Files,
                "2028-02-29T00:00:00Z",
                "2023-02-28T00:00:00Z",
            ),
            (
                RetentionKind::Drafts,
                "2026-12-01T08:00:00Z",
                "1926-12-01T08:00:00Z",
            ),
        ] {
            assert_eq!(policy.cutoff(kind, at(now)), at(expected), "{now}");
        }
        assert_eq!(
            policy.cutoff(RetentionKind::Drafts, Timestamp::MIN),
            Timestamp::MIN
        );
    }

    #[test]
    fn a_period_is_a_month_to_a_hundred_years() {
        assert!(RetentionPolicy::DEFAULT.is_sound());
        for kind in RetentionKind::ALL {
            for (months, expected) in [
                (0, false),
                (1, true),
                (RETENTION_MONTHS_MAX, true),
                (RETENTION_MONTHS_MAX + 1, false),
            ] {
                let of = |other| match other == *kind {
                    true => months,
                    false => 60,
                };
                let policy = RetentionPolicy::of_each(|kind| Some(of(kind))).unwrap();
                assert_eq!(policy.months(*kind), months);
                assert_eq!(policy.is_sound(), expected, "{kind:?} {months}");
            }
            let missing = RetentionPolicy::of_each(|other| (other != *kind).then_some(60));
            assert_eq!(missing, None);
        }
    }
}
