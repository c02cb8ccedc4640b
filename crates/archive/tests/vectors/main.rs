//! The archive against vectors of others and against its own that were computed elsewhere.
#![cfg(test)]

mod leaves;
mod merkle;
mod shared_data;
