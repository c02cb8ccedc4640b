//! A field of a request that may be `null` and has to be said.

use serde::{Deserialize, Deserializer};

/// `null` must be said; leaving the field out is a mistake.
pub(super) fn given<'de, D, T>(from: D) -> Result<Option<T>, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    Option::deserialize(from)
}
