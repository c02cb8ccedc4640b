//! What each page shows: plain data, already worded and formatted, and its template.
//! Views know texts and layout; they do not know the store, the rules or who may see them.

pub mod absence;
pub mod account;
pub mod ask;
pub mod assignment_rules;
pub mod attach;
pub mod author;
pub mod buyer;
pub mod calendar;
pub mod chart;
pub mod components;
pub mod deadline;
pub mod derivation;
pub mod entrance;
pub mod error;
pub mod escalations;
pub mod figures;
pub mod format;
pub mod found;
pub mod inbox;
pub mod keys;
pub mod label;
pub mod labels;
pub mod mentions;
pub mod message_text;
pub mod notice;
pub mod order;
pub mod page;
pub mod people;
pub mod prepared;
pub mod quick_replies;
pub mod refusal;
#[doc(hidden)]
pub mod samples;
pub mod saved_views;
pub mod staff;
pub mod staff_people;
pub mod strikes;
pub mod thread;
pub mod thread_entry;
pub mod writing;
