//! Conversations and their deadlines, decided by hand-made cases and by random sequences.

mod access;
mod escalation;
mod holding;
mod lifecycle;
mod sequences;
pub(crate) mod support;
