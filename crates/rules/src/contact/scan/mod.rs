//! One scanner per way of leading out; each reads the tokens once.

mod candidate;
mod check_digits;
mod contacts;
mod digits;
mod domain;
mod email;
mod fit;
mod handle;
mod number_shapes;
mod payment;
mod phone;
mod phrase;
mod signs;
mod surroundings;
mod url;

pub(super) use candidate::{Candidate, Claimed};
pub(super) use contacts::contacts;
pub(super) use surroundings::Surroundings;

pub(super) use phrase::scan as phrases;
