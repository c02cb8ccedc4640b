//! Changes as they happen: from the table of events to every open page that may see them.
//! The table is the truth; what is told between tasks and nodes only says when to look.

mod audience;
mod change;
mod connections;
mod following;
mod hub;
mod presence;
mod reader;
mod validity;
mod word;

pub use audience::Audience;
pub use change::{Change, Message};
pub use following::Following;
pub use hub::{Hub, Joined, Joining};
pub use presence::{Beat, Present, Who};
pub use reader::{read_once, run_forever};
pub use validity::{Proof, check_once};
pub use word::{PLACED, WANTED, tell_presence};
