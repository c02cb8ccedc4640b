//! What people do with their own accounts, and with each other's.

mod guessing;
mod own;
mod people;
pub(crate) mod scene;
mod second_factor;
mod staff;
