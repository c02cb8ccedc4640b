//! The commands of `dopis`.

pub mod deadline;
