//! One file per thing that a person or system does.
//! Each is one transaction in one order: load → may → decide → save → record → enqueue.

pub mod marketplace;
pub mod record;
