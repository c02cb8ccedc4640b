//! What Dopis reaches outside of its database. Nothing here knows a rule.

pub mod asking;
pub mod storage;
pub mod word_reader;
