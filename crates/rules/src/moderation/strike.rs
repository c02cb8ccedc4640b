//! A strike: a violation of a seller that a person has confirmed, how long it counts, and how the seller contests it.
//! It punishes nobody by itself.

use jiff::tz::TimeZone;
use jiff::{Span, Timestamp};

use super::Ground;
use crate::ids::{
    AgentId, ContentId, ConversationId, MessageId, ReviewId, SellerId, StaffId, StrikeId,
};

/// Days for which a strike counts, where the marketplace has set nothing else.
pub const STRIKE_DAYS: u32 = 90;

/// Ten years.
pub const STRIKE_DAYS_MAX: u32 = 3_650;

/// Months within which a seller may contest a strike, the last day included.
pub const CONTEST_MONTHS: i32 = 6;

/// A strike as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Strike {
    pub id: StrikeId,
    pub seller: SellerId,
    /// In which a person confirmed it; each review gives one strike at most.
    pub review: ReviewId,
    pub conversation: ConversationId,
    pub message: MessageId,
    /// On what ground.
    pub ground: Ground,
    pub given_at: Timestamp,
    pub given_by: StaffId,
    /// From this instant on it does not count any more.
    pub expires_at: Timestamp,
    /// Before this instant it can be contested.
    pub contest_until: Timestamp,
    /// The content with what it rests on.
    pub evidence: ContentId,
    pub contest: Option<Contest>,
}

/// What the seller says against it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contest {
    pub at: Timestamp,
    pub by: AgentId,
    /// The content with the seller's text.
    pub text: ContentId,
    /// `None` while it waits.
    pub decided: Option<ContestDecided>,
}

/// What another person decided about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ContestDecided {
    pub at: Timestamp,
    pub by: StaffId,
    pub outcome: ContestOutcome,
    /// The content with the reason.
    pub because: ContentId,
}

/// What becomes of a strike that was contested.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ContestOutcome {
    /// It stays as it was.
    Upheld,
    /// It has never counted.
    Lifted,
}

impl ContestOutcome {
    pub const ALL: [ContestOutcome; 2] = [ContestOutcome::Upheld, ContestOutcome::Lifted];

    pub fn code(self) -> &'static str {
        match self {
            ContestOutcome::Upheld => "upheld",
            ContestOutcome::Lifted => "lifted",
        }
    }

    pub fn from_code(code: &str) -> Option<ContestOutcome> {
        ContestOutcome::ALL
            .into_iter()
            .find(|outcome| outcome.code() == code)
    }
}

/// How a strike stands at an instant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Standing {
    Counts,
    /// The seller has contested it and waits for the decision.
    Contested,
    /// It was contested, and counts.
    Upheld,
    Lifted,
    /// Its time is over.
    Expired,
}

impl Standing {
    pub const ALL: [Standing; 5] = [
        Standing::Counts,
        Standing::Contested,
        Standing::Upheld,
        Standing::Lifted,
        Standing::Expired,
    ];

    /// Stable code, as the API writes it.
    pub fn code(self) -> &'static str {
        match self {
            Standing::Counts => "counts",
            Standing::Contested => "contested",
            Standing::Upheld => "upheld",
            Standing::Lifted => "lifted",
            Standing::Expired => "expired",
        }
    }
}

/// Why a strike stays as it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum StrikeRefused {
    #[error("its dates lie beyond what a calendar holds")]
    OutOfRange,
    #[error("it has been contested already")]
    AlreadyContested,
    #[error("{CONTEST_MONTHS} months have passed since it was given")]
    TooLate,
    #[error("the seller has not contested it")]
    NotContested,
    #[error("the contest has been decided already")]
    AlreadyDecided,
    #[error("whoever gave a strike does not decide whether it holds; another person has to")]
    SamePerson,
}

impl StrikeRefused {
    pub fn code(self) -> &'static str {
        match self {
            StrikeRefused::OutOfRange => "strike_out_of_range",
            StrikeRefused::AlreadyContested => "already_contested",
            StrikeRefused::TooLate => "contest_too_late",
            StrikeRefused::NotContested => "not_contested",
            StrikeRefused::AlreadyDecided => "contest_decided",
            StrikeRefused::SamePerson => "contest_same_person",
        }
    }
}

/// A violation that a person has just confirmed.
#[derive(Debug, Clone)]
pub struct Given {
    pub id: StrikeId,
    pub seller: SellerId,
    pub review: ReviewId,
    pub conversation: ConversationId,
    pub message: MessageId,
    pub ground: Ground,
    pub at: Timestamp,
    pub by: StaffId,
    pub evidence: ContentId,
}

/// Makes a strike of it, which counts for so many civil days of the marketplace's zone, to the same time of day.
///
/// # Errors
/// Where its dates lie beyond what a calendar holds.
pub fn give(given: Given, days: u32, zone: &TimeZone) -> Result<Strike, StrikeRefused> {
    let local = given.at.to_zoned(zone.clone());
    let out_of_range = |_: jiff::Error| StrikeRefused::OutOfRange;
    let expires = local
        .checked_add(Span::new().days(i64::from(days)))
        .map_err(out_of_range)?;
    let last_day = local
        .checked_add(Span::new().months(CONTEST_MONTHS))
        .map_err(out_of_range)?;
    let day_after = last_day.tomorrow().map_err(out_of_range)?;
    let contest_until = day_after.start_of_day().map_err(out_of_range)?;
    Ok(Strike {
        id: given.id,
        seller: given.seller,
        review: given.review,
        conversation: given.conversation,
        message: given.message,
        ground: given.ground,
        given_at: given.at,
        given_by: given.by,
        expires_at: expires.timestamp(),
        contest_until: contest_until.timestamp(),
        evidence: given.evidence,
        contest: None,
    })
}

/// The seller contests it. One that has expired can be contested too: it stays on record.
///
/// # Errors
/// When it has been contested, or can no longer be.
pub fn contest(
    strike: &mut Strike,
    by: AgentId,
    text: ContentId,
    now: Timestamp,
) -> Result<(), StrikeRefused> {
    strike.contestable(now)?;
    strike.contest = Some(Contest {
        at: now,
        by,
        text,
        decided: None,
    });
    Ok(())
}

/// Another person than the one who gave it decides whether it holds.
///
/// # Errors
/// When there is nothing to decide, or for this person.
pub fn decide_contest(strike: &mut Strike, decided: ContestDecided) -> Result<(), StrikeRefused> {
    strike.decidable_by(decided.by)?;
    if let Some(contest) = &mut strike.contest {
        contest.decided = Some(decided);
    }
    Ok(())
}

impl Strike {
    fn outcome(&self) -> Option<ContestOutcome> {
        let contest = self.contest.as_ref()?;
        contest.decided.map(|decided| decided.outcome)
    }

    /// Whether it counts against the seller. One that is contested counts until it is lifted.
    pub fn counts(&self, now: Timestamp) -> bool {
        now < self.expires_at && self.outcome() != Some(ContestOutcome::Lifted)
    }

    /// The seller waits for a decision about it.
    pub fn waits(&self) -> bool {
        self.contest.is_some() && self.outcome().is_none()
    }

    pub fn standing(&self, now: Timestamp) -> Standing {
        match self.outcome() {
            Some(ContestOutcome::Lifted) => Standing::Lifted,
            None if self.contest.is_some() => Standing::Contested,
            _ if now >= self.expires_at => Standing::Expired,
            Some(ContestOutcome::Upheld) => Standing::Upheld,
            None => Standing::Counts,
        }
    }

    /// # Errors
    /// When it has been contested, or can no longer be.
    pub fn contestable(&self, now: Timestamp) -> Result<(), StrikeRefused> {
        if self.contest.is_some() {
            Err(StrikeRefused::AlreadyContested)
        } else if now >= self.contest_until {
            Err(StrikeRefused::TooLate)
        } else {
            Ok(())
        }
    }

    /// # Errors
    /// When there is nothing to decide, or for this person.
    pub fn decidable_by(&self, staff: StaffId) -> Result<(), StrikeRefused> {
        let contest = self.contest.as_ref().ok_or(StrikeRefused::NotContested)?;
        if contest.decided.is_some() {
            Err(StrikeRefused::AlreadyDecided)
        } else if staff == self.given_by {
            Err(StrikeRefused::SamePerson)
        } else {
            Ok(())
        }
    }
}
