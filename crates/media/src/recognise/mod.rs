//! What a file is, by its content alone.

mod boxes;
mod by_content;
mod ebml;
mod office;
mod text;
mod zip;

pub(crate) use boxes::{Box, boxes};
pub use by_content::recognise;
pub(crate) use ebml::{Element, elements};
