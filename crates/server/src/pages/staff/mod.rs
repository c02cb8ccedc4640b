//! The pages of the marketplace's staff: what waits, sellers, who read what, settings, the calendar.

pub mod accesses;
pub mod calendar;
mod csv;
mod day_form;
pub mod dossiers;
pub mod erasures;
pub mod escalations;
pub mod holds;
mod keeping_words;
pub mod overview;
pub mod people;
pub mod readings;
pub mod reviews;
mod rows;
pub mod rule_sets;
pub mod rules_judged;
pub mod seller;
mod seller_calendar;
mod seller_deadlines;
pub mod sellers;
mod setting_form;
mod setting_words;
pub mod settings;
