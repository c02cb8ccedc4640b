//! What happens with what the detector found: the marketplace's policy, and which words the other side does not see.
//! Nothing here looks for anything, and nothing here punishes.

mod mask;
mod policy;
mod reader;

pub use mask::{HIDDEN, Hidden, masked};
pub use policy::{CLEAR, ContactPolicy, Judged, Measure, asks, hidden, judged, strictest};
pub use reader::Reader;
