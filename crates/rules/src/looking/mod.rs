//! Staff who look at what sellers and buyers write: under which reason, with whose consent where their role reads nothing,
//! and for how long the parties are not told. It knows no texts.

mod access;
mod confidential;
mod reading;

pub use access::{
    ASK_HOLDS, Access, AccessRefused, AccessState, BREAK_GLASS, BREAK_GLASS_MINUTES_MAX, Decided,
};
pub use confidential::{CONFIDENTIAL_DAYS_MAX, ConfidentialRefused, may_be_confidential};
pub use reading::{InvalidTicket, REASON_HOLDS, ReadingKind, TICKET_MAX_CHARS, Ticket};
