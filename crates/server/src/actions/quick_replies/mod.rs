//! Quick replies: what a seller keeps, and filling one in for a conversation.

mod facts;
pub mod fill;
pub mod keep;
