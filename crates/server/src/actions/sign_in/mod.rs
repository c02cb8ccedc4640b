//! Coming in and going out: hand-offs of the marketplace, passwords, sessions.

pub mod accounts;
pub mod attempts;
pub mod complete;
pub mod delete_expired;
pub mod enter;
pub mod hand_off_key;
pub mod passkey_site;
pub mod passwords;
pub mod reseal;
pub mod second_factor;
pub mod session;
pub mod sign_out;
pub mod switch_language;
pub mod with_passkey;
pub mod with_password;
