//! What kinds of events there are, and what each says. The tests hold every event against it; `docs/archive-format.md` shows it.

mod kinds;
mod of_conversations;
mod of_looking;
mod of_marketplace;
mod of_people;
mod of_sellers;
mod shape;

pub use kinds::Kind;
pub use shape::{Field, Holds};
