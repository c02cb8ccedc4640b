//! What is done with words that lead out of the marketplace, and what people decide about it.

mod disputing;
mod policy;
mod strikes;
