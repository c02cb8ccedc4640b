//! The archive against vectors of others and against its own that were computed elsewhere.
#![cfg(test)]

mod authority;
mod dossiers;
mod hostile;
mod kept;
mod keys;
mod leaves;
mod merkle;
mod notes;
mod proofs;
mod receipts;
mod shared_data;
mod stamped_dossiers;
mod tiles;
mod timestamps;
mod verifier;
mod witnesses;
