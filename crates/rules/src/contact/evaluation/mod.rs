//! How good the detector is on messages that people have labelled.

mod interval;
mod judged;
mod labelled;
mod report;
mod sample;

pub use interval::{Interval, wilson};
pub use judged::{JudgedMessage, Judgement, LabelledLine, Share};
pub use labelled::{LabelledContext, LabelledMessage};
pub use report::{Counts, Mistake, Report, evaluate};
pub use sample::{Part, part_of};
