//! A kind of event, and all of them.

use serde_json::Value;

use super::shape::{Field, has_fields};
use super::{of_conversations, of_looking, of_marketplace, of_people, of_sellers};

/// A kind of event.
#[derive(Debug)]
pub struct Kind {
    pub name: &'static str,
    /// The kind of its stream; `None` where it is that of whoever it is about.
    pub stream: Option<&'static str>,
    /// What has happened.
    pub tells: &'static str,
    pub fields: &'static [Field],
}

impl Kind {
    /// Every kind, those about the same together.
    pub fn all() -> impl Iterator<Item = &'static Kind> {
        [
            of_conversations::KINDS,
            of_looking::KINDS,
            of_people::KINDS,
            of_sellers::KINDS,
            of_marketplace::KINDS,
        ]
        .into_iter()
        .flatten()
    }

    /// The kind of this name.
    pub fn find(name: &str) -> Option<&'static Kind> {
        Kind::all().find(|kind| kind.name == name)
    }

    /// Whether an event may have this stream and body; else what is wrong.
    pub fn check(&self, stream: &str, body: &Value) -> Result<(), String> {
        if self.stream.is_some_and(|own| own != stream) {
            return Err(format!("its stream is {stream}"));
        }
        has_fields(body, self.fields)
    }
}

pub(super) const fn kind(
    name: &'static str,
    stream: Option<&'static str>,
    tells: &'static str,
    fields: &'static [Field],
) -> Kind {
    Kind {
        name,
        stream,
        tells,
        fields,
    }
}
