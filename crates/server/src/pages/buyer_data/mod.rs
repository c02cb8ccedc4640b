//! All that is kept of a buyer, on paper: the first pages, and the orders.

mod cover;
mod orders;

pub use cover::cover;
pub use orders::orders;
