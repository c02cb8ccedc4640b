//! What the marketplace may push in: the checks of its fields, and which of them move deadlines.
//! Knows neither how it is sent nor where it is kept.

mod country;
mod field;
mod legal_identity;
mod money;
mod name_key;
mod own_hours;

pub use field::{
    InvalidField, check_country, check_email, check_language, check_subdivision, check_text,
    check_time_zone,
};
pub use legal_identity::{LegalIdentity, check_legal_identity};
pub use money::{check_amount, check_currency};
pub use name_key::name_key;
pub use own_hours::{OwnHours, check_own_hours};
