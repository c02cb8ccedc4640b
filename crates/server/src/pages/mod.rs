//! HTML pages: thin handlers, the views, and the files they link to.

pub mod absences;
pub mod account;
pub mod assets;
pub mod assignment_rules;
pub mod buyer_data;
pub mod components;
pub mod conversations;
pub mod dossier;
pub mod embed;
pub mod figures;
pub mod frame;
pub mod home;
pub mod keys;
pub mod labels;
mod list_query;
pub mod live;
pub mod mentions;
pub mod palette;
pub mod people;
pub mod prepared;
pub mod quick_replies;
mod render;
pub mod saved_views;
pub mod sign_in;
pub mod staff;
pub mod strikes;
pub mod views;
mod visit;

pub use render::rendered;
