//! What every request passes before its handler.

mod csrf;
mod errors;
mod headers;
mod limits;
