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

/// The rules that are no phrases of the lexicons, by the names that findings have.
pub(super) const RULES: &[&str] = &[
    "email.disguised",
    "email.mailbox",
    "email.plain",
    "email.provider",
    "email.reversed",
    "messenger.name",
    "messenger.sign",
    "payment.account_number",
    "payment.card",
    "payment.crypto",
    "payment.iban",
    "payment.sign",
    "phone.announced",
    "phone.bare_code",
    "phone.international",
    "phone.national",
    "phone.plus",
    "phone.reversed",
    "phone.without_trunk",
    "rest.too_many",
    "social.name",
    "social.sign",
    "url.disguised",
    "url.plain",
    "url.scheme",
];
