//! What a seller's answering comes to: which questions a figure counts, and their quantiles.
//! A figure and the list behind it ask the same [`Slice`], so that they cannot differ.

mod period;
mod quantile;
mod question;
mod slice;

pub use period::{Period, WEEKS, period};
pub use quantile::quantile;
pub use question::{Question, Verdict};
pub use slice::{AGES_H, Kind, Slice};
