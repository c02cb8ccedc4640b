//! What Dopis does by itself. Each job is an idempotent function; this file only says when each one runs.

mod alarms;
mod attesting;
pub mod auditing;
mod disclosing;
pub mod erase_buyer;
mod nightly;
mod positions;
mod preparing;
pub mod recompute_deadlines;
pub mod replay_rules;
pub mod retaining;
mod runner;
mod sealing;
mod seen_sessions;
mod waking;

pub use runner::{run_forever, run_once};
