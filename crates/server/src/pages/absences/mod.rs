//! Planned absences: the seller's own page, and the one on which staff decide.

mod for_staff;
mod form;
mod of_seller;
mod worded;

pub use for_staff::{decide, show as show_staff};
pub use of_seller::{announce, change, show, show_change, withdraw};

pub(super) use worded::{coming_and_past, told};
