//! All tables as wholes: what they hold, and moving them to another database or into a file and back. The schema itself says which there are.

mod digest;
mod error;
mod export;
mod restore;
mod shape;
mod snapshot;
mod transfer;

pub use digest::{Digest, Hash, TableDigest, digest};
pub use error::TablesError;
pub use export::{Piece, export};
pub use restore::Restoring;
pub(crate) use shape::{NO_DATA, Table, quoted};
pub use transfer::{Progress, Step, transfer};
