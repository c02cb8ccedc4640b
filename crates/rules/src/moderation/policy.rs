//! The marketplace's policy: what is done with each kind of finding of a side.

use serde::{Deserialize, Serialize};

use super::Hidden;
use crate::contact::{Finding, Kind, Place};

/// Because of a finding that is less sure than this no message is held or refused: its writer is asked instead.
pub const CLEAR: u8 = 70;

/// What is done with a message because of a finding, from the mildest to the strictest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Measure {
    Allow,
    /// It is sent once its writer has seen the finding and sends it all the same.
    Confirm,
    /// It is sent, and the other side does not see these words.
    Mask,
    /// It waits for a person of the marketplace, and the other side has it once that lets it through.
    Hold,
    /// It is not sent.
    Refuse,
}

impl Measure {
    pub const ALL: [Measure; 5] = [
        Measure::Allow,
        Measure::Confirm,
        Measure::Mask,
        Measure::Hold,
        Measure::Refuse,
    ];

    pub fn code(self) -> &'static str {
        match self {
            Measure::Allow => "allow",
            Measure::Confirm => "confirm",
            Measure::Mask => "mask",
            Measure::Hold => "hold",
            Measure::Refuse => "refuse",
        }
    }

    pub fn from_code(code: &str) -> Option<Measure> {
        Measure::ALL
            .into_iter()
            .find(|measure| measure.code() == code)
    }

    /// Whether it keeps a message from the other side.
    pub fn blocks(self) -> bool {
        self >= Measure::Hold
    }
}

/// A measure for each kind of finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ContactPolicy {
    pub email: Measure,
    pub phone: Measure,
    pub url: Measure,
    pub messenger: Measure,
    pub social: Measure,
    pub payment: Measure,
    pub deal: Measure,
    pub marketing: Measure,
}

impl ContactPolicy {
    /// For sellers, where the marketplace has decided nothing else: data are masked, and a person looks at
    /// invitations and advertising first.
    pub const OF_SELLERS: ContactPolicy = ContactPolicy {
        email: Measure::Mask,
        phone: Measure::Mask,
        url: Measure::Mask,
        messenger: Measure::Mask,
        social: Measure::Mask,
        payment: Measure::Mask,
        deal: Measure::Hold,
        marketing: Measure::Hold,
    };

    /// For buyers: their own data are masked for their own good, and nothing else is done.
    pub const OF_BUYERS: ContactPolicy = ContactPolicy {
        email: Measure::Mask,
        phone: Measure::Mask,
        url: Measure::Allow,
        messenger: Measure::Mask,
        social: Measure::Mask,
        payment: Measure::Mask,
        deal: Measure::Allow,
        marketing: Measure::Allow,
    };

    pub fn of(&self, kind: Kind) -> Measure {
        match kind {
            Kind::Email => self.email,
            Kind::Phone => self.phone,
            Kind::Url => self.url,
            Kind::Messenger => self.messenger,
            Kind::Social => self.social,
            Kind::Payment => self.payment,
            Kind::Deal => self.deal,
            Kind::Marketing => self.marketing,
        }
    }

    /// With what this says of each kind; `None` if it says nothing of one.
    pub fn of_each(measure: impl Fn(Kind) -> Option<Measure>) -> Option<ContactPolicy> {
        Some(ContactPolicy {
            email: measure(Kind::Email)?,
            phone: measure(Kind::Phone)?,
            url: measure(Kind::Url)?,
            messenger: measure(Kind::Messenger)?,
            social: measure(Kind::Social)?,
            payment: measure(Kind::Payment)?,
            deal: measure(Kind::Deal)?,
            marketing: measure(Kind::Marketing)?,
        })
    }

    /// Whether some kind keeps a message from the other side. A buyer's messages may declare a withdrawal or
    /// complain, which nobody may stop: such a policy is none for buyers.
    pub fn blocks(&self) -> bool {
        Kind::ALL.into_iter().any(|kind| self.of(kind).blocks())
    }
}

/// A finding with what is done because of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Judged {
    pub finding: Finding,
    pub measure: Measure,
}

/// What this policy does with each of these findings.
pub fn judged(policy: &ContactPolicy, findings: Vec<Finding>) -> Vec<Judged> {
    let judge = |finding: Finding| Judged {
        measure: measures(policy, &finding).max().unwrap_or(Measure::Allow),
        finding,
    };
    findings.into_iter().map(judge).collect()
}

/// Whether the writer is asked before the message is sent; also of words that are hidden as well.
/// What a person looks at first is not sent yet, and nobody is asked.
pub fn asks(policy: &ContactPolicy, findings: &[Finding]) -> bool {
    let all = findings.iter().flat_map(|found| measures(policy, found));
    let all: Vec<Measure> = all.collect();
    all.contains(&Measure::Confirm) && !all.contains(&Measure::Hold)
}

/// What is done because of each thing that the words are thought to be.
fn measures(policy: &ContactPolicy, finding: &Finding) -> impl Iterator<Item = Measure> {
    let own = policy.of(finding.kind);
    let also = finding.also.iter().map(move |kind| match policy.of(*kind) {
        // An invitation whose number or address is hidden leads nowhere: nobody has to look at it first.
        Measure::Hold if own == Measure::Mask => Measure::Confirm,
        measure => measure,
    });
    also.chain([own]).map(|measure| match measure {
        measure if measure.blocks() && finding.confidence < CLEAR => Measure::Confirm,
        measure => measure,
    })
}

/// What is done with the message as a whole.
pub fn strictest(judged: &[Judged]) -> Measure {
    let measures = judged.iter().map(|judged| judged.measure);
    measures.max().unwrap_or(Measure::Allow)
}

/// The passages of the text that the other side does not see.
pub fn hidden(judged: &[Judged]) -> Hidden {
    judged
        .iter()
        .filter(|judged| judged.measure == Measure::Mask && judged.finding.place == Place::Text)
        .map(|judged| judged.finding.span)
        .collect()
}
