//! What a person of the marketplace has to look at: why, by when, who is at it, and what it decided.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use crate::codes::codes;
use crate::conversation::AuthorKind;
use crate::deadline::{Calendar, DeadlineError, Derivation, due};
use crate::ids::{ContentId, ConversationId, MessageId, ReviewId, SellerId, StaffId};

/// As long somebody has a review for itself; then others may take it.
pub const CLAIM_MINUTES: i64 = 10;

codes! {
    /// Why a person has to look at a message.
    #[derive(Serialize, Deserialize)]
    #[serde(rename_all = "snake_case")]
    Cause {
        /// It waits to be let through.
        Held = "held",
        /// Somebody says that the words are not what they were taken for.
        Disputed = "disputed",
        /// It is one of those that show how good the rules are.
        Sampled = "sampled",
    }
}

codes! {
    /// What a person thinks of it.
    #[derive(Serialize, Deserialize)]
    #[serde(rename_all = "snake_case")]
    Decision {
        /// The words lead out of the marketplace: the other side does not get them.
        Confirmed = "confirmed",
        /// The words are not what they were taken for: the other side gets them.
        Dismissed = "dismissed",
        /// They are, and the other side gets them all the same.
        Released = "released",
    }
}

codes! {
    /// On what ground it was decided.
    #[derive(Serialize, Deserialize)]
    #[serde(rename_all = "snake_case")]
    Ground {
        ContactData = "contact_data",
        PaymentOutside = "payment_outside",
        DealOutside = "deal_outside",
        Marketing = "marketing",
        /// A number, name or phrase that merely looks like it.
        Lookalike = "lookalike",
        /// What the marketplace, a carrier or a manufacturer has published itself.
        PublicService = "public_service",
        /// It repeats or declines what the other side wrote.
        Quoted = "quoted",
        RequiredByLaw = "required_by_law",
        /// The buyer cannot be helped without it.
        NeededForOrder = "needed_for_order",
        /// Right by the letter, and of no harm.
        Harmless = "harmless",
    }
}

codes! {
    /// Where a message is that was held.
    #[derive(Serialize, Deserialize)]
    #[serde(rename_all = "snake_case")]
    HeldState {
        Waiting = "waiting",
        /// The buyer has it.
        Released = "released",
        /// The buyer never gets it.
        Refused = "refused",
        /// Its writer's side took it back before anybody decided.
        Withdrawn = "withdrawn",
    }
}

impl Ground {
    /// The one decision that it belongs to.
    pub fn decision(self) -> Decision {
        match self {
            Ground::ContactData
            | Ground::PaymentOutside
            | Ground::DealOutside
            | Ground::Marketing => Decision::Confirmed,
            Ground::Lookalike | Ground::PublicService | Ground::Quoted => Decision::Dismissed,
            Ground::RequiredByLaw | Ground::NeededForOrder | Ground::Harmless => Decision::Released,
        }
    }
}

impl Decision {
    /// Whether the other side gets the words.
    pub fn lets_through(self) -> bool {
        self != Decision::Confirmed
    }
}

/// Who is at it, and until when others keep away.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Claim {
    pub by: StaffId,
    pub until: Timestamp,
}

/// What was decided; the words beside it lie in the content `note`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Decided {
    pub at: Timestamp,
    pub by: StaffId,
    pub decision: Decision,
    pub ground: Ground,
    pub note: Option<ContentId>,
}

/// One message that a person has to look at.
#[derive(Debug, Clone, PartialEq)]
pub struct Review {
    pub seller: SellerId,
    pub id: ReviewId,
    pub conversation: ConversationId,
    pub message: MessageId,
    pub cause: Cause,
    pub opened_at: Timestamp,
    /// By when the marketplace wants to have decided.
    pub due_at: Timestamp,
    pub derivation: Derivation,
    pub author: AuthorKind,
    /// The language of its author's side, where that is known.
    pub language: Option<String>,
    /// The content with what the disputing side says.
    pub stated: Option<ContentId>,
    /// Kind and id of who disputes.
    pub disputed_by: Option<(String, String)>,
    pub claim: Option<Claim>,
    pub decided: Option<Decided>,
}

/// Why somebody may not have or decide a review.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ReviewRefused {
    #[error("Somebody else is looking at it until {until}. Take another one, or wait.")]
    Claimed { until: Timestamp },
    #[error("It has been decided already. Go on with the next one.")]
    Decided,
    #[error("This reason does not belong to this decision. Choose one of those that it has.")]
    Ground,
}

impl ReviewRefused {
    pub fn code(&self) -> &'static str {
        match self {
            ReviewRefused::Claimed { .. } => "review_claimed",
            ReviewRefused::Decided => "review_decided",
            ReviewRefused::Ground => "ground_does_not_fit",
        }
    }
}

/// By when something that came at this instant is to be decided, with how that came about.
pub fn promise(
    calendar: &Calendar,
    opened_at: Timestamp,
    budget: SignedDuration,
) -> Result<(Timestamp, Derivation), DeadlineError> {
    let derivation = due(calendar, opened_at, budget, &[])?;
    // Without stops a budget is always used up some day; the search for it ends with an error.
    Ok((derivation.due.unwrap_or(opened_at), derivation))
}

impl Review {
    /// Who keeps others away at this instant.
    pub fn claimed_by(&self, now: Timestamp) -> Option<StaffId> {
        let claim = self.claim.filter(|claim| now < claim.until);
        claim.map(|claim| claim.by)
    }

    pub fn is_overdue(&self, now: Timestamp) -> bool {
        self.decided.is_none() && now > self.due_at
    }

    /// Somebody takes it, or keeps it for longer.
    pub fn claim(&mut self, by: StaffId, now: Timestamp) -> Result<(), ReviewRefused> {
        self.check_free(by, now)?;
        self.claim = Some(Claim {
            by,
            until: now + SignedDuration::from_mins(CLAIM_MINUTES),
        });
        Ok(())
    }

    /// It is decided, once and for all.
    pub fn decide(&mut self, decided: Decided) -> Result<(), ReviewRefused> {
        self.check_free(decided.by, decided.at)?;
        if decided.ground.decision() != decided.decision {
            return Err(ReviewRefused::Ground);
        }
        self.claim = None;
        self.decided = Some(decided);
        Ok(())
    }

    fn check_free(&self, by: StaffId, now: Timestamp) -> Result<(), ReviewRefused> {
        if self.decided.is_some() {
            return Err(ReviewRefused::Decided);
        }
        match self.claim {
            Some(claim) if claim.by != by && now < claim.until => {
                Err(ReviewRefused::Claimed { until: claim.until })
            }
            _ => Ok(()),
        }
    }
}
