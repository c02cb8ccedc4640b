//! The log as files (C2SP tlog-tiles): where hashes and entries lie, how a log grows, and proofs out of it.

mod address;
mod bundle;
mod edge;
mod grow;
mod prove;
mod read;
mod walk;

pub use address::{Content, Tile, WIDTH};
pub use bundle::{EntryTooLong, entries, put_entry};
pub use edge::Edge;
pub use grow::{Batch, Growth, OpenError};
pub use prove::{ProveError, prove_consistency, prove_inclusion, read_entry, root_at, tree_root};
pub use read::{TileError, Tiles};
pub use walk::{Fault, Leaves, walk};
