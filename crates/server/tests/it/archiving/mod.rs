//! Sealing: one log, whole at every moment, whatever happens to who writes it.

mod auditing;
#[path = "../../../../archive/tests/vectors/authority.rs"]
mod authority;
mod dossiers;
mod ending;
mod erasing;
mod folder_and_database;
mod log;
mod metrics;
mod one_answer;
mod overtaking;
mod persons;
mod receipts;
mod retaining;
mod serving;
mod timestamps;
mod witness;
mod witnesses;

pub(crate) use log::{Log, Node};

use dopis::archiving::Step;

/// In the order in which a batch passes them.
const STEPS: [Step; 8] = [
    Step::Begun,
    Step::Named,
    Step::File,
    Step::Entries,
    Step::Tiles,
    Step::Advanced,
    Step::Locked,
    Step::Published,
];
