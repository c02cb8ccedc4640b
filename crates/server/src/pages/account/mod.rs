//! The pages of one's own account.

pub mod home;
pub mod passkeys;
pub mod password;
pub mod profile;
mod refusals;
pub mod second_factor;
pub mod sessions;
