//! What a field of an event may hold. There is no kind of field for a person's name, an address or a message.

use std::fmt;

use serde_json::Value;

/// One field of a body.
#[derive(Debug, Clone, Copy)]
pub struct Field {
    pub name: &'static str,
    pub holds: Holds,
    /// It may be absent.
    pub optional: bool,
}

/// The values that a field may have.
#[derive(Debug, Clone, Copy)]
pub enum Holds {
    /// A UUID.
    Id,
    /// An id of the marketplace, or a code of ours.
    Word,
    /// A version of a calendar, `SI@2026-11-22+3774`.
    Version,
    /// RFC 3339 in UTC.
    Instant,
    /// `2026-11-28`.
    Day,
    /// A whole number.
    Number,
    Flag,
    /// 64 hexadecimal digits.
    Hash,
    /// `content_id` and `commitment` of a text that may be erased.
    Commitment,
    /// A number, a switch or an object of words and numbers, or the commitment of a text.
    Setting,
    /// JSON of this description, an object, a list or `null`: what the marketplace or a seller has set, of no person.
    Facts(&'static str),
    /// This, or `null`.
    Maybe(&'static Holds),
    Each(&'static Holds),
    Of(&'static [Field]),
}

const WORD_MAX: usize = 128;

/// A field that is always there.
pub(super) const fn field(name: &'static str, holds: Holds) -> Field {
    Field {
        name,
        holds,
        optional: false,
    }
}

/// A field that may be absent.
pub(super) const fn optional(name: &'static str, holds: Holds) -> Field {
    Field {
        name,
        holds,
        optional: true,
    }
}

impl Holds {
    /// Whether a value is of this kind.
    pub fn has(&self, value: &Value) -> bool {
        let text = value.as_str();
        match self {
            Holds::Id => text.is_some_and(|text| uuid::Uuid::try_parse(text).is_ok()),
            Holds::Word => text.is_some_and(is_word),
            Holds::Version => text.is_some_and(is_version),
            Holds::Instant => text.is_some_and(|text| text.parse::<jiff::Timestamp>().is_ok()),
            Holds::Day => text.is_some_and(|text| text.parse::<jiff::civil::Date>().is_ok()),
            Holds::Number => value.is_i64() || value.is_u64(),
            Holds::Flag => value.is_boolean(),
            Holds::Hash => text.is_some_and(is_hash),
            Holds::Commitment => {
                has_fields(value, &[field("content_id", Holds::Id), COMMITMENT]).is_ok()
            }
            Holds::Setting => match value {
                Value::Object(fields) if fields.contains_key(COMMITMENT.name) => {
                    has_fields(value, &[COMMITMENT]).is_ok()
                }
                Value::Object(fields) => fields
                    .values()
                    .all(|value| value.is_u64() || value.as_str().is_some_and(is_word)),
                value => !value.is_string() && !value.is_array(),
            },
            Holds::Facts(_) => value.is_object() || value.is_array() || value.is_null(),
            Holds::Maybe(holds) => value.is_null() || holds.has(value),
            Holds::Each(holds) => value
                .as_array()
                .is_some_and(|values| values.iter().all(|value| holds.has(value))),
            Holds::Of(fields) => has_fields(value, fields).is_ok(),
        }
    }
}

const COMMITMENT: Field = field("commitment", Holds::Hash);

/// Whether an object has these fields and no others; else what is wrong.
pub(super) fn has_fields(value: &Value, fields: &[Field]) -> Result<(), String> {
    let object = value.as_object().ok_or("it is no object")?;
    for field in fields {
        match object.get(field.name) {
            None if field.optional => {}
            None => return Err(format!("{} is absent", field.name)),
            Some(value) if field.holds.has(value) => {}
            Some(value) => {
                return Err(format!(
                    "{} is {value} and should be {}",
                    field.name, field.holds
                ));
            }
        }
    }
    match object
        .keys()
        .find(|key| fields.iter().all(|field| field.name != key.as_str()))
    {
        Some(unknown) => Err(format!("{unknown} is not listed")),
        None => Ok(()),
    }
}

/// No white space, no `@`: neither a sentence nor an address.
fn is_word(text: &str) -> bool {
    let sign = |sign: char| sign.is_ascii_alphanumeric() || "-+_.:/".contains(sign);
    !text.is_empty() && text.len() <= WORD_MAX && text.chars().all(sign)
}

fn is_hash(text: &str) -> bool {
    text.len() == 64 && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

fn is_version(text: &str) -> bool {
    text.split('@').all(|part| part.split('+').all(is_word))
}

impl fmt::Display for Holds {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Holds::Id => f.write_str("UUID"),
            Holds::Word => f.write_str("word"),
            Holds::Version => f.write_str("version"),
            Holds::Instant => f.write_str("instant"),
            Holds::Day => f.write_str("day"),
            Holds::Number => f.write_str("number"),
            Holds::Flag => f.write_str("flag"),
            Holds::Hash => f.write_str("hash"),
            Holds::Commitment => f.write_str("commitment"),
            Holds::Setting => f.write_str("setting"),
            Holds::Facts(what) => f.write_str(what),
            Holds::Maybe(holds) => write!(f, "{holds} or null"),
            Holds::Each(holds) => write!(f, "list of {holds}"),
            Holds::Of(fields) => {
                f.write_str("{ ")?;
                for (number, field) in fields.iter().enumerate() {
                    let comma = if number == 0 { "" } else { ", " };
                    write!(f, "{comma}{}: {}", field.name, field.holds)?;
                }
                f.write_str(" }")
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const SHAPE: &[Field] = &[
        field("id", Holds::Word),
        optional("seen", Holds::Flag),
        field("text", Holds::Maybe(&Holds::Commitment)),
    ];

    #[test]
    fn a_body_has_the_fields_of_its_kind_and_no_others() {
        let id = "0193d9a4-8f00-7000-8000-0000000000a1";
        let commitment = "0".repeat(64);
        let said = json!({ "content_id": id, "commitment": commitment });
        assert_eq!(
            has_fields(&json!({ "id": "W-1", "text": said }), SHAPE),
            Ok(())
        );
        assert_eq!(
            has_fields(&json!({ "id": "W-1", "text": null, "seen": true }), SHAPE),
            Ok(())
        );
        for (wrong, says) in [
            (json!([]), "it is no object"),
            (json!({ "text": null }), "id is absent"),
            (
                json!({ "id": "Ana Novak", "text": null }),
                "id is \"Ana Novak\" and should be word",
            ),
            (
                json!({ "id": "ana@example.com", "text": null }),
                "id is \"ana@example.com\" and should be word",
            ),
            (
                json!({ "id": "a", "text": "Dober dan" }),
                "text is \"Dober dan\" and should be commitment or null",
            ),
            (
                json!({ "id": "a", "text": null, "name": "a" }),
                "name is not listed",
            ),
        ] {
            assert_eq!(has_fields(&wrong, SHAPE), Err(says.to_owned()));
        }
    }
}
