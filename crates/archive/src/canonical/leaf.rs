//! The leaf of an event: what the log holds of it forever. No name, no address, no text that may
//! have to be erased; those enter as commitments.

use super::parse::{CanonicalError, parse};
use super::value::{NotCanonical, Object, Value};

/// What an entry bundle can hold: its lengths have 16 bits (tlog-tiles § Log entries).
pub const ENTRY_BYTES_MAX: usize = 65_535;

const VERSION: i64 = 1;

/// One event as the log holds it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Leaf {
    /// UUID in its usual lower-case spelling.
    pub id: String,
    /// Microseconds since 1970-01-01T00:00:00Z.
    pub at_us: i64,
    pub kind: String,
    pub actor: Named,
    pub stream: Named,
    /// The marketplace's ids of those concerned.
    pub seller: Option<String>,
    pub buyer: Option<String>,
    /// What the kind says of itself.
    pub body: Object,
}

/// Which one of which kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    pub kind: String,
    pub id: String,
}

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LeafError {
    #[error("the leaf is not UTF-8")]
    NotText,
    #[error("the leaf is no JSON that can be made canonical: {0}")]
    Json(#[from] CanonicalError),
    #[error("the leaf has no canonical spelling: {0}")]
    Value(#[from] NotCanonical),
    #[error("the leaf is not in its canonical spelling")]
    OtherSpelling,
    #[error("the leaf has no valid `{0}`")]
    Field(&'static str),
    #[error("the leaf has the unknown field `{0}`")]
    UnknownField(String),
    #[error("the leaf has {0} bytes, more than {ENTRY_BYTES_MAX}")]
    TooLong(usize),
}

const FIELDS: &[&str] = &[
    "actor", "at", "body", "buyer", "id", "kind", "seller", "stream", "v",
];

impl Leaf {
    /// The bytes that are hashed and kept as the entry of the log.
    pub fn to_entry(&self) -> Result<Vec<u8>, LeafError> {
        let text = |text: &String| Value::Text(text.clone());
        let mut members = vec![
            ("v".to_owned(), Value::Integer(VERSION)),
            ("id".to_owned(), text(&self.id)),
            ("at".to_owned(), Value::integer(self.at_us)?),
            ("kind".to_owned(), text(&self.kind)),
            ("actor".to_owned(), self.actor.to_value()?),
            ("stream".to_owned(), self.stream.to_value()?),
            ("body".to_owned(), Value::Object(self.body.clone())),
        ];
        members.extend(self.seller.iter().map(|id| ("seller".to_owned(), text(id))));
        members.extend(self.buyer.iter().map(|id| ("buyer".to_owned(), text(id))));
        let entry = Value::object(members)?.canonical().into_bytes();
        if entry.len() > ENTRY_BYTES_MAX {
            return Err(LeafError::TooLong(entry.len()));
        }
        Ok(entry)
    }

    /// Reads an entry; refuses any that `to_entry` would not have written.
    pub fn from_entry(entry: &[u8]) -> Result<Leaf, LeafError> {
        if entry.len() > ENTRY_BYTES_MAX {
            return Err(LeafError::TooLong(entry.len()));
        }
        let text = str::from_utf8(entry).map_err(|_| LeafError::NotText)?;
        let value = parse(text)?;
        if value.canonical() != text {
            return Err(LeafError::OtherSpelling);
        }
        let object = value.as_object().ok_or(LeafError::Field("v"))?;
        let names = object.members().iter().map(|(name, _)| name);
        if let Some(unknown) = names
            .into_iter()
            .find(|name| !FIELDS.contains(&name.as_str()))
        {
            return Err(LeafError::UnknownField(unknown.clone()));
        }
        if object.get("v") != Some(&Value::Integer(VERSION)) {
            return Err(LeafError::Field("v"));
        }
        let Some(Value::Integer(at_us)) = object.get("at") else {
            return Err(LeafError::Field("at"));
        };
        let Some(Value::Object(body)) = object.get("body") else {
            return Err(LeafError::Field("body"));
        };
        Ok(Leaf {
            id: required(object, "id")?,
            at_us: *at_us,
            kind: required(object, "kind")?,
            actor: Named::from_value(object, "actor")?,
            stream: Named::from_value(object, "stream")?,
            seller: optional(object, "seller")?,
            buyer: optional(object, "buyer")?,
            body: body.clone(),
        })
    }
}

impl Named {
    fn to_value(&self) -> Result<Value, NotCanonical> {
        Value::object(vec![
            ("kind".to_owned(), Value::text(self.kind.as_str())),
            ("id".to_owned(), Value::text(self.id.as_str())),
        ])
    }

    fn from_value(object: &Object, field: &'static str) -> Result<Named, LeafError> {
        let named = object.get(field).and_then(Value::as_object);
        let named = named.filter(|named| named.members().len() == 2);
        let named = named.ok_or(LeafError::Field(field))?;
        let part = |name| required(named, name).map_err(|_| LeafError::Field(field));
        Ok(Named {
            kind: part("kind")?,
            id: part("id")?,
        })
    }
}

fn required(object: &Object, field: &'static str) -> Result<String, LeafError> {
    optional(object, field)?.ok_or(LeafError::Field(field))
}

fn optional(object: &Object, field: &'static str) -> Result<Option<String>, LeafError> {
    match object.get(field) {
        None => Ok(None),
        Some(Value::Text(text)) => Ok(Some(text.clone())),
        Some(_) => Err(LeafError::Field(field)),
    }
}
