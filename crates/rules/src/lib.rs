//! Every decision of Dopis as pure functions: no I/O, no clock, no randomness, no async.

pub mod absence;
pub mod access;
pub mod assignment;
pub mod attachment;
mod codes;
pub mod contact;
pub mod conversation;
pub mod deadline;
pub mod figures;
pub mod ids;
pub mod inbox;
pub mod keeping;
pub mod looking;
pub mod marketplace;
pub mod mention;
pub mod moderation;
pub mod quick_reply;
pub mod search;
pub mod settings;
pub mod time;
pub mod token;
