//! What is in an attachment: its true type, and images and videos without what their makers did not mean to send.
//! Pure functions from bytes to bytes; no I/O and no clock.

mod bytes;
mod clean;
mod kind;
mod orientation;
mod recognise;
mod refused;
mod thumbnail;

pub use clean::clean;
pub use kind::Kind;
pub use recognise::recognise;
pub use refused::Refused;
pub use thumbnail::{PIXELS_MAX, Size, size, thumbnail};
