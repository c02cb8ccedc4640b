//! The JSON interface: shapes and thin handlers. What they do is in `actions`.

pub mod import;
pub mod marketplace;
