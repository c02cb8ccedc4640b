//! Instants, days, durations and amounts in the reader's words and time zone.

mod amount;
mod duration;
mod moment;
mod reader;

pub use amount::amount;
pub use moment::TimeText;
pub use reader::Reader;
