//! Coming in and going out: hand-offs of the marketplace, passwords, sessions.

pub mod accounts;
pub mod delete_expired;
pub mod enter;
pub mod hand_off_key;
pub mod passwords;
pub mod session;
pub mod sign_out;
pub mod switch_language;
pub mod with_password;
