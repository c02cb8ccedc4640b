//! The text as a reader hears it, with the way back to what was written.

mod cyrillic;
mod direction;
mod fold;
mod normalised;

pub(super) use fold::fold_word;
pub(super) use normalised::View;
