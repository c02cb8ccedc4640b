//! Sealing: one log, whole at every moment, whatever happens to who writes it.

mod auditing;
mod dossiers;
mod ending;
mod folder_and_database;
mod log;
mod overtaking;
mod persons;
mod receipts;
mod serving;

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
