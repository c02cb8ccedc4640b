//! What the marketplace pushes in.

mod import;
mod put;
mod retail;
