//! A legal hold: what it covers is erased by nobody and nothing until it ends or is lifted.

use jiff::{Timestamp, ToSpan, tz::TimeZone};

use crate::ids::{BuyerId, ContentId, ConversationId, HoldId, SellerId, StaffId};

/// A hold lasts so long at most; a longer matter is held again.
pub const HELD_YEARS_MAX: i64 = 10;

/// What a hold covers.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum HoldSubject {
    Conversation(SellerId, ConversationId),
    /// Everything of a buyer, whoever the seller is.
    Buyer(BuyerId),
    /// Everything of a seller, whoever the buyer is.
    Seller(SellerId),
}

impl HoldSubject {
    /// Stable code of what kind it is.
    pub fn code(&self) -> &'static str {
        match self {
            HoldSubject::Conversation(..) => "conversation",
            HoldSubject::Buyer(_) => "buyer",
            HoldSubject::Seller(_) => "seller",
        }
    }

    /// The id of what it covers.
    pub fn id(&self) -> String {
        match self {
            HoldSubject::Conversation(_, id) => id.to_string(),
            HoldSubject::Buyer(id) => id.to_string(),
            HoldSubject::Seller(id) => id.to_string(),
        }
    }
}

/// A hold as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hold {
    pub id: HoldId,
    pub subject: HoldSubject,
    /// The content with the reason.
    pub reason: ContentId,
    pub set_at: Timestamp,
    pub set_by: StaffId,
    /// From this instant on it holds nothing.
    pub ends_at: Timestamp,
    pub lifted: Option<Lifted>,
}

/// That somebody ended a hold before its time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lifted {
    pub at: Timestamp,
    pub by: StaffId,
    /// The content with the reason.
    pub because: ContentId,
}

impl Hold {
    /// Whether what it covers must be kept at this instant.
    pub fn holds_at(&self, now: Timestamp) -> bool {
        let lifted = self.lifted.is_some_and(|lifted| lifted.at <= now);
        self.set_at <= now && now < self.ends_at && !lifted
    }
}

/// The hold that lasts longest of those that stand at an instant; whatever it covers must be kept.
pub fn standing(holds: &[Hold], now: Timestamp) -> Option<&Hold> {
    let standing = holds.iter().filter(|hold| hold.holds_at(now));
    standing.max_by_key(|hold| (hold.ends_at, hold.id))
}

/// Why there is no such hold, or it stays as it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum HoldRefused {
    #[error("a hold ends in the future")]
    EndsInThePast,
    #[error("a hold lasts {HELD_YEARS_MAX} years at most; set another one when it ends")]
    TooLong,
    #[error("the hold has been lifted already")]
    AlreadyLifted,
    #[error("the hold has ended already")]
    AlreadyEnded,
}

impl HoldRefused {
    pub fn code(self) -> &'static str {
        match self {
            HoldRefused::EndsInThePast => "hold_ends_in_the_past",
            HoldRefused::TooLong => "hold_too_long",
            HoldRefused::AlreadyLifted => "hold_lifted",
            HoldRefused::AlreadyEnded => "hold_ended",
        }
    }
}

/// Whether a hold that is set now may end then.
pub fn parse_end(now: Timestamp, ends_at: Timestamp) -> Result<Timestamp, HoldRefused> {
    if ends_at <= now {
        return Err(HoldRefused::EndsInThePast);
    }
    let today = now.to_zoned(TimeZone::UTC);
    // One day more, so that ten years to the end of a local day fit in every time zone.
    let latest = today.checked_add(HELD_YEARS_MAX.years().days(1));
    match latest {
        Ok(latest) if ends_at <= latest.timestamp() => Ok(ends_at),
        _ => Err(HoldRefused::TooLong),
    }
}

/// Whether somebody may end it now.
pub fn may_lift(hold: &Hold, now: Timestamp) -> Result<(), HoldRefused> {
    if hold.lifted.is_some() {
        return Err(HoldRefused::AlreadyLifted);
    }
    if hold.ends_at <= now {
        return Err(HoldRefused::AlreadyEnded);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    fn hold(id: u128, ends_at: &str) -> Hold {
        Hold {
            id: HoldId(Uuid::from_u128(id)),
            subject: HoldSubject::Buyer(BuyerId::parse("b-1").unwrap()),
            reason: ContentId(Uuid::from_u128(2)),
            set_at: at("2026-12-01T08:00:00Z"),
            set_by: StaffId(Uuid::from_u128(3)),
            ends_at: at(ends_at),
            lifted: None,
        }
    }

    #[test]
    fn a_hold_holds_from_its_beginning_up_to_its_end_or_lifting() {
        let mut hold = hold(1, "2027-01-01T00:00:00Z");
        for (instant, expected) in [
            ("2026-12-01T07:59:59.999999Z", false),
            ("2026-12-01T08:00:00Z", true),
            ("2026-12-31T23:59:59.999999Z", true),
            ("2027-01-01T00:00:00Z", false),
        ] {
            assert_eq!(hold.holds_at(at(instant)), expected, "{instant}");
        }
        hold.lifted = Some(Lifted {
            at: at("2026-12-10T00:00:00Z"),
            by: hold.set_by,
            because: hold.reason,
        });
        assert!(hold.holds_at(at("2026-12-09T23:59:59Z")));
        assert!(!hold.holds_at(at("2026-12-10T00:00:00Z")));
        let later = at("2026-12-11T00:00:00Z");
        assert_eq!(may_lift(&hold, later), Err(HoldRefused::AlreadyLifted));
    }

    #[test]
    fn of_several_holds_the_one_that_lasts_longest_is_told() {
        let holds = [
            hold(1, "2026-12-05T00:00:00Z"),
            hold(2, "2027-06-01T00:00:00Z"),
            hold(3, "2027-01-01T00:00:00Z"),
        ];
        let told = standing(&holds, at("2026-12-02T00:00:00Z")).map(|hold| hold.id);
        assert_eq!(told, Some(HoldId(Uuid::from_u128(2))));
        assert_eq!(standing(&holds, at("2027-06-01T00:00:00Z")), None);
    }

    #[test]
    fn a_hold_ends_in_the_future_and_within_ten_years() {
        let now = at("2026-12-01T08:00:00Z");
        for (end, expected) in [
            ("2026-12-01T08:00:00Z", Err(HoldRefused::EndsInThePast)),
            ("2026-12-01T08:00:00.000001Z", Ok(())),
            ("2036-12-02T08:00:00Z", Ok(())),
            ("2036-12-02T08:00:00.000001Z", Err(HoldRefused::TooLong)),
        ] {
            assert_eq!(parse_end(now, at(end)).map(|_| ()), expected, "{end}");
        }
    }

    #[test]
    fn a_hold_whose_end_has_come_is_not_lifted() {
        let hold = hold(1, "2027-01-01T00:00:00Z");
        let end = at("2027-01-01T00:00:00Z");
        assert_eq!(may_lift(&hold, end), Err(HoldRefused::AlreadyEnded));
        assert_eq!(may_lift(&hold, at("2026-12-31T00:00:00Z")), Ok(()));
    }
}
