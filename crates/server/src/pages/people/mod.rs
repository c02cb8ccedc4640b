//! The pages for a seller's people.

pub mod home;
pub mod invitation;
