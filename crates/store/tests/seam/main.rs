//! The seam: what it promises, on both databases.

mod basics;
mod support;
