//! What tests need of the store, here and in other crates: empty databases of their own on both engines,
//! and what must be true of a database whatever was done to it.

mod both_databases;
mod contradictions;
mod database;
mod erasing;
mod every_table;
mod form;
mod jobs;
mod made;
mod postgres;
mod prepare;
mod run;
mod tampering;

pub use contradictions::{
    all_conversations, contradictions, event_counts, integrity, salt_of, waiting_events,
};
pub use database::TestDatabase;
pub use erasing::erase_content;
pub use every_table::fill_every_table;
pub use form::short_or_long;
pub use jobs::{QueuedJob, queued_jobs, spoil_derivations};
pub use made::made_statements;
pub use run::{FromTestDatabase, on_postgres, on_sqlite};
pub use tampering::{Tampering, move_one_event, tamper};
