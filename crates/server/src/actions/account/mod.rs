//! What people do with their own accounts.

mod holder;
pub mod overview;
pub mod passkeys;
pub mod password;
mod present_password;
pub mod profile;
pub mod sessions;
pub mod totp;
