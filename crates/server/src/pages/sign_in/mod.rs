//! The ways in and out, as pages.

pub mod enter;
pub mod form;
pub mod language;
pub mod local_path;
pub mod passkey;
pub mod second_factor;
pub mod sign_out;
pub mod theme;
