//! What tests need of the store, here and in other crates: empty databases of their own on both engines.

mod both_databases;
mod database;
mod postgres;
mod prepare;
mod run;

pub use database::TestDatabase;
pub use run::{FromTestDatabase, on_postgres, on_sqlite};
