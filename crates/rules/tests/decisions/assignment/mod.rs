//! Which rule gives a conversation to whom.

mod choosing;
mod fitting;
mod keeping;
mod support;
