//! The seam's promises and its failure modes.

mod basics;
mod commits;
mod connections;
mod misuse;
mod opening;
mod slowness;
mod support;
mod waiting;
