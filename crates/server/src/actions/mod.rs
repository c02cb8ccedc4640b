//! One file per thing that a person or system does.
//! Each is one transaction in one order: load → may → decide → save → record → enqueue.

pub mod absences;
pub mod account;
pub mod archive;
pub mod assignment;
pub mod attachments;
pub mod calendar_days;
pub mod conversations;
pub mod dossiers;
pub mod events;
pub mod figures;
pub mod import;
pub mod keeping;
pub mod labels;
pub mod live;
pub mod marketplace;
pub mod mentions;
pub mod moderation;
pub mod oversight;
pub mod overview;
pub mod palette;
pub mod people;
pub mod quick_replies;
pub mod reading_zone;
pub mod readings;
pub mod record;
pub mod rule_sets;
pub mod seller_seen;
pub mod sellers_own;
pub mod settings;
pub mod sign_in;
pub mod staff;
pub mod surroundings;
pub mod tokens;
pub mod views;
