//! All SQL of Dopis, both drivers and the migrations. SQL and drivers exist nowhere else.

pub mod agents;
pub mod buyers;
pub mod calendar_days;
mod clock;
pub mod contents;
pub mod conversations;
mod db;
pub mod deadlines;
mod dialect;
mod drive;
mod error;
pub mod events;
pub mod idempotency;
mod ids;
pub mod jobs;
pub mod leases;
pub mod listings;
pub mod lists;
pub mod messages;
pub mod migrate;
pub mod notes;
mod options;
pub mod orders;
pub mod oversight;
mod postgres;
mod queue;
mod request;
mod row;
mod seek;
pub mod sellers;
mod sqlite;
#[cfg(feature = "testing")]
pub mod testing;
mod tx;
mod value;

pub use db::Db;
pub use error::{Cause, DbError, OpenError};
pub use options::{DbOptions, Limits, Place, PostgresOptions};
pub use row::{FromValue, Row};
pub use seek::Seek;
pub use tx::{Backend, Tx};
pub use value::{IntoValue, Value};
