//! HTML pages: thin handlers, the views, and the files they link to.

pub mod assets;
pub mod frame;
mod render;
pub mod sign_in;
pub mod views;

pub use render::rendered;
