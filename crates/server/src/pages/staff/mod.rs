//! The pages of the marketplace's staff: finding conversations, overdue replies by seller, the calendar.

pub mod calendar;
mod day_form;
pub mod home;
pub mod people;
