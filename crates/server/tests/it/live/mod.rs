//! Changes as they happen: nothing missed, nothing twice, nothing of others.

mod ending;
mod nodes;
mod presence;
mod resuming;
