//! What happens with what the detector found: the marketplace's policy, and which words the other side does not see.
//! Persons decide what is unclear. Nothing here looks for anything, and nothing here punishes.

mod dispute;
mod evidence;
mod files;
mod mask;
mod policy;
mod reader;
mod review;
mod rule_sets;
mod sample;
mod strike;

pub use dispute::{DisputeRefused, Disputed, may_dispute};
pub use evidence::{Evidence, Quoted};
pub use files::{hidden_in_name, is_evidence, is_withheld};
pub use mask::{HIDDEN, Hidden, masked};
pub use policy::{CLEAR, ContactPolicy, Judged, Measure, asks, hidden, judged, strictest};
pub use reader::Reader;
pub use review::{
    CLAIM_MINUTES, Cause, Claim, Decided, Decision, Ground, HeldState, Review, ReviewRefused,
    promise,
};
pub use rule_sets::{
    ActivationRefused, NO_RULE_SET, REPLAY_DAYS_MAX, RuleSetFacts, RuleSetState, Way, differences,
};
pub use sample::is_sampled;
pub use strike::{
    CONTEST_MONTHS, Contest, ContestDecided, ContestOutcome, Given, STRIKE_DAYS, STRIKE_DAYS_MAX,
    Standing, Strike, StrikeRefused, contest, decide_contest, give,
};
