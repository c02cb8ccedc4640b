//! Receipts: a message with its salt, its leaf and the proof that the leaf is in the log, in one file that
//! is verified without Dopis.

use crate::canonical::{CanonicalError, Leaf, LeafError, NotCanonical, Object, Value, parse};
use crate::commitment::{commitment, hex};
use crate::policy::{Believed, Policy};
use crate::proof::{TlogProof, TlogProofError};
use crate::spelling::from_hex;

const FORMAT: &str = "dopis-receipt@v1";

/// A receipt, of which nothing is known to hold but its form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Receipt {
    entry: String,
    leaf: Leaf,
    contents: Vec<Content>,
    proof: TlogProof,
}

/// A text that may have to be erased, and what it was committed to with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Content {
    /// As the leaf names it in `content_id`.
    pub id: String,
    pub salt: [u8; 32],
    pub text: String,
}

/// Why a file is no receipt.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReceiptError {
    #[error("not UTF-8")]
    NotText,
    #[error("no JSON that can be made canonical: {0}")]
    Json(#[from] CanonicalError),
    #[error("no canonical spelling: {0}")]
    Value(#[from] NotCanonical),
    #[error("not in its canonical spelling")]
    OtherSpelling,
    #[error("no valid `{0}`")]
    Field(&'static str),
    #[error("the content {0} is there twice")]
    ContentTwice(String),
    #[error(transparent)]
    Leaf(#[from] LeafError),
    #[error(transparent)]
    Proof(#[from] TlogProofError),
}

/// Why a content is not the one of the leaf.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotOpened {
    #[error("the leaf does not name it")]
    Unnamed,
    #[error("it is not what the leaf committed to")]
    OtherContent,
}

impl Receipt {
    pub fn new(
        entry: &[u8],
        contents: Vec<Content>,
        proof: TlogProof,
    ) -> Result<Receipt, ReceiptError> {
        for (at, content) in contents.iter().enumerate() {
            if contents[..at].iter().any(|other| other.id == content.id) {
                return Err(ReceiptError::ContentTwice(content.id.clone()));
            }
        }
        let leaf = Leaf::from_entry(entry)?;
        let entry = str::from_utf8(entry)
            .map_err(|_| ReceiptError::NotText)?
            .to_owned();
        Ok(Receipt {
            entry,
            leaf,
            contents,
            proof,
        })
    }

    pub fn parse(file: &[u8]) -> Result<Receipt, ReceiptError> {
        let text = str::from_utf8(file).map_err(|_| ReceiptError::NotText)?;
        let value = parse(text)?;
        if value.canonical() != text {
            return Err(ReceiptError::OtherSpelling);
        }
        let receipt = value
            .as_object()
            .filter(|object| object.members().len() == 4);
        let receipt = receipt.ok_or(ReceiptError::Field("format"))?;
        if field(receipt, "format")? != FORMAT {
            return Err(ReceiptError::Field("format"));
        }
        let Some(Value::List(contents)) = receipt.get("contents") else {
            return Err(ReceiptError::Field("contents"));
        };
        let contents = contents
            .iter()
            .map(|value| Content::from_value(value).ok_or(ReceiptError::Field("contents")));
        let contents = contents.collect::<Result<_, _>>()?;
        let proof = TlogProof::parse(field(receipt, "proof")?.as_bytes())?;
        Receipt::new(field(receipt, "entry")?.as_bytes(), contents, proof)
    }

    /// The file, in the only spelling that is read.
    pub fn to_file(&self) -> Result<String, ReceiptError> {
        let contents = self.contents.iter().map(Content::to_value);
        let receipt = Value::object(vec![
            ("format".to_owned(), Value::text(FORMAT)),
            ("entry".to_owned(), Value::text(self.entry.as_str())),
            (
                "contents".to_owned(),
                Value::List(contents.collect::<Result<_, _>>()?),
            ),
            ("proof".to_owned(), Value::text(self.proof.to_string())),
        ])?;
        Ok(receipt.canonical())
    }

    pub fn leaf(&self) -> &Leaf {
        &self.leaf
    }

    pub fn index(&self) -> u64 {
        self.proof.index
    }

    /// That the leaf is in the log, whose checkpoint the policy believes, and that every content is the one
    /// that the leaf committed to.
    pub fn verify(&self, policy: &Policy) -> Result<Believed, ReceiptFault> {
        if let Some((id, why)) = self
            .opened()
            .find_map(|(id, opened)| Some((id, opened.err()?)))
        {
            return Err(ReceiptFault::Content {
                id: id.to_owned(),
                why,
            });
        }
        Ok(self.proof.verify(policy, self.entry.as_bytes())?)
    }

    /// Of each content its length in bytes if the leaf committed to it.
    pub fn opened(&self) -> impl Iterator<Item = (&str, Result<usize, NotOpened>)> {
        let named = named(&self.leaf);
        self.contents.iter().map(move |content| {
            let expected = Value::Text(hex(&commitment(&content.salt, content.text.as_bytes())));
            let of_id: Vec<&Value> = named
                .iter()
                .filter(|(id, _)| *id == content.id)
                .map(|(_, commitment)| *commitment)
                .collect();
            let opened = if of_id.is_empty() {
                Err(NotOpened::Unnamed)
            } else if of_id.iter().all(|commitment| **commitment == expected) {
                Ok(content.text.len())
            } else {
                Err(NotOpened::OtherContent)
            };
            (content.id.as_str(), opened)
        })
    }

    /// What the leaf committed to and the receipt does not show.
    pub fn hidden(&self) -> Vec<&str> {
        let shown = |id: &str| self.contents.iter().any(|content| content.id == id);
        let ids = named(&self.leaf).into_iter().map(|(id, _)| id);
        ids.filter(|id| !shown(id)).collect()
    }
}

/// Why a receipt does not hold.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReceiptFault {
    #[error("the content {id}: {why}")]
    Content { id: String, why: NotOpened },
    #[error(transparent)]
    Proof(#[from] TlogProofError),
}

impl Content {
    fn to_value(&self) -> Result<Value, NotCanonical> {
        Value::object(vec![
            ("id".to_owned(), Value::text(self.id.as_str())),
            ("salt".to_owned(), Value::Text(hex(&self.salt))),
            ("text".to_owned(), Value::text(self.text.as_str())),
        ])
    }

    pub(crate) fn from_value(value: &Value) -> Option<Content> {
        let object = value
            .as_object()
            .filter(|object| object.members().len() == 3)?;
        Some(Content {
            id: object.get("id")?.as_text()?.to_owned(),
            salt: from_hex(object.get("salt")?.as_text()?)?.try_into().ok()?,
            text: object.get("text")?.as_text()?.to_owned(),
        })
    }
}

fn field<'a>(object: &'a Object, name: &'static str) -> Result<&'a str, ReceiptError> {
    object
        .get(name)
        .and_then(Value::as_text)
        .ok_or(ReceiptError::Field(name))
}

/// Every `content_id` of the body with the `commitment` beside it, however deep they lie.
pub(crate) fn named(leaf: &Leaf) -> Vec<(&str, &Value)> {
    let mut found = Vec::new();
    name_in_object(&leaf.body, &mut found);
    found
}

fn name_in_object<'a>(object: &'a Object, found: &mut Vec<(&'a str, &'a Value)>) {
    let id = object.get("content_id").and_then(Value::as_text);
    found.extend(id.zip(object.get("commitment")));
    for (_, value) in object.members() {
        name_in(value, found);
    }
}

/// As deep as a leaf can be read.
fn name_in<'a>(value: &'a Value, found: &mut Vec<(&'a str, &'a Value)>) {
    match value {
        Value::Object(object) => name_in_object(object, found),
        Value::List(values) => values.iter().for_each(|value| name_in(value, found)),
        _ => {}
    }
}
