//! Sealing: one log, whole at every moment, whatever happens to who writes it.

mod auditing;
mod ending;
mod folder_and_database;
mod log;
mod overtaking;
mod persons;
mod receipts;
mod serving;

pub(crate) use log::{Log, Node};
