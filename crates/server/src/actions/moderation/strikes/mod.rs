//! Strikes: giving one for a confirmed violation, the seller's contest, another person's decision, and who sees what.

mod contest;
mod decide;
mod give;
mod keep;
mod list;

pub use contest::{ContestStrike, contest};
pub use decide::{DecideContest, decide};
pub use give::give;
pub use list::{Listed, Texts, Waiting, of_seller, one, waiting};
