//! HTML pages: the views and the files they link to.

pub mod assets;
pub mod views;
