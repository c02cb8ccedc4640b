//! `cargo xtask bench`: what the whole service does in a second, beside the bare statements of the same work.

mod archive;
mod compare;
mod document;
mod figures;
mod import;
mod large;
mod machine;
mod page;
mod pgbench;
mod processor;
mod reading;
mod round;
mod run;
mod subject;
mod wrk;

pub(crate) use run::{Options, bench};
