//! A seller's labels, and putting them on conversations.

mod keep;
mod put_on;

pub use keep::{LabelContent, change, counted, create, delete, list};
pub use put_on::{PutLabels, carried, put_on};
