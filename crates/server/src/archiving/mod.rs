//! Sealing: events become the entries of a signed log in a folder, as docs/archive-format.md says to the byte.
//! How one sealer is made sure of is in decision 0023.

mod attested;
mod audit;
mod folder;
mod health;
mod kept;
mod keys;
mod leaf;
mod open;
mod persons;
mod rebuild;
mod seal_error;
mod sealer;
mod steps;
mod timestamps;
mod witnesses;

pub use attested::Attested;
pub(crate) use attested::{cosigned, is_known, proving};
pub(crate) use audit::commitments;
pub use audit::{Audited, audit};
pub use folder::Folder;
pub use health::{Health, State};
pub use kept::Archive;
pub(crate) use keys::passphrase;
pub use keys::{KeyProblem, Keys};
pub use leaf::{LeafProblem, NAMES_OF_PERSONS, raw_leaf, with_pseudonyms};
pub use rebuild::rebuild;
pub use seal_error::SealError;
pub use sealer::{Sealed, give_back, seal_batch};
pub use steps::{Step, Steps};
pub use timestamps::{StampError, fetch_timestamp};
pub use witnesses::{WitnessError, ask_witnesses};
