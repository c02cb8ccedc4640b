//! What is in an attachment: its true type, and images and videos without what their makers did not mean to send.
//! Pure functions from bytes to bytes; no I/O and no clock.

mod bytes;
mod clean;
mod codes;
mod kind;
mod orientation;
mod picture;
mod recognise;
mod refused;

pub use clean::clean;
pub use codes::Unreadable;
pub use kind::Kind;
pub use picture::{PIXELS_MAX, Picture, Size, size};
pub use recognise::recognise;
pub use refused::Refused;
