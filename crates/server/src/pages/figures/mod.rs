//! What a seller's answering comes to, and the questions behind each number.

mod address;
mod charts;
mod questions;
mod show;

pub use questions::show as show_questions;
pub use show::show;
