//! Violations that a person has confirmed: the seller's own page, and those on which staff decide about contests.

mod for_staff;
mod of_seller;
mod worded;

pub use for_staff::{decide, show as show_one, show_waiting};
pub use of_seller::{contest, show};

pub(super) use worded::view;
