//! The erasure of a buyer: one person of the marketplace asks for it on a ground of the law, another one decides.

use jiff::Timestamp;

use crate::codes::codes;
use crate::ids::{BuyerId, ContentId, ErasureId, StaffId};

codes! {
    /// Why a buyer is erased: Article 17(1) of the GDPR, letter by letter, or another reason that is written out.
    ErasureGround {
        /// (a) no longer necessary for what they were collected for.
        NoLongerNecessary = "no_longer_necessary",
        /// (b) consent was withdrawn and there is no other ground.
        ConsentWithdrawn = "consent_withdrawn",
        /// (c) the buyer objects and nothing overrides it.
        Objection = "objection",
        /// (d) unlawfully processed.
        UnlawfulProcessing = "unlawful_processing",
        /// (e) a law of the Union or a member state demands it.
        LegalObligation = "legal_obligation",
        /// (f) collected from a child for services offered to it.
        DataOfAChild = "data_of_a_child",
        Other = "other",
    }
}

codes! {
    /// Who asked for it.
    AskedBy {
        Buyer = "buyer",
        /// Somebody who acts for the buyer.
        Representative = "representative",
        /// A court or a supervisory authority.
        Authority = "authority",
        /// Nobody outside: the marketplace found that it has to.
        Marketplace = "marketplace",
    }
}

codes! {
    /// What was decided.
    ErasureOutcome {
        Approved = "approved",
        Refused = "refused",
    }
}

codes! {
    /// Why a text is not there any more.
    Cause {
        /// Its buyer was erased.
        Request = "request",
        /// The time was over for which the marketplace keeps it.
        Retention = "retention",
    }
}

/// A request to erase a buyer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Erasure {
    pub id: ErasureId,
    pub buyer: BuyerId,
    pub ground: ErasureGround,
    pub asked_by: AskedBy,
    /// The content with the reason.
    pub reason: ContentId,
    pub requested_at: Timestamp,
    pub requested_by: StaffId,
    pub decided: Option<ErasureDecided>,
    /// Since when the bytes of the files are gone as well.
    pub cleaned_at: Option<Timestamp>,
}

/// What another person decided about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ErasureDecided {
    pub at: Timestamp,
    pub by: StaffId,
    pub outcome: ErasureOutcome,
    /// The content with the reason.
    pub because: ContentId,
}

/// Why it is not decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ErasureRefused {
    #[error("whoever asked for an erasure does not decide about it; another person has to")]
    SamePerson,
    #[error("it has been decided already")]
    AlreadyDecided,
}

impl ErasureRefused {
    pub fn code(self) -> &'static str {
        match self {
            ErasureRefused::SamePerson => "erasure_same_person",
            ErasureRefused::AlreadyDecided => "erasure_decided",
        }
    }
}

impl Erasure {
    /// Whether this person may decide about it.
    pub fn decidable_by(&self, staff: StaffId) -> Result<(), ErasureRefused> {
        if self.decided.is_some() {
            return Err(ErasureRefused::AlreadyDecided);
        }
        if self.requested_by == staff {
            return Err(ErasureRefused::SamePerson);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    #[test]
    fn another_person_decides_and_once() {
        let asked = StaffId(Uuid::from_u128(1));
        let other = StaffId(Uuid::from_u128(2));
        let mut erasure = Erasure {
            id: ErasureId(Uuid::from_u128(3)),
            buyer: BuyerId::parse("b-1").unwrap(),
            ground: ErasureGround::Objection,
            asked_by: AskedBy::Buyer,
            reason: ContentId(Uuid::from_u128(4)),
            requested_at: Timestamp::UNIX_EPOCH,
            requested_by: asked,
            decided: None,
            cleaned_at: None,
        };
        let refused = erasure.decidable_by(asked);
        assert_eq!(refused, Err(ErasureRefused::SamePerson));
        assert_eq!(erasure.decidable_by(other), Ok(()));
        erasure.decided = Some(ErasureDecided {
            at: Timestamp::UNIX_EPOCH,
            by: other,
            outcome: ErasureOutcome::Refused,
            because: ContentId(Uuid::from_u128(5)),
        });
        let refused = erasure.decidable_by(StaffId(Uuid::from_u128(6)));
        assert_eq!(refused, Err(ErasureRefused::AlreadyDecided));
    }

    #[test]
    fn codes_lead_back() {
        for &ground in ErasureGround::ALL {
            assert_eq!(ErasureGround::from_code(ground.code()), Some(ground));
        }
        assert_eq!(ErasureGround::from_code("because"), None);
    }
}
