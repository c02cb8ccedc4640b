//! Who of the staff looked at what: the list, the list as a file, and what the parties are not told of for a time.

mod confidential;
mod export;
mod list;

pub use confidential::{MakeConfidential, disclose, make_confidential};
pub use export::record_export;
pub use list::{list, people, place};
