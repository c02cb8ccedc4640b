//! Which files the rows of a database name: those that there must be, and what each must be.

use std::collections::BTreeMap;

use rules::ids::AttachmentId;
use sha2::{Digest as _, Sha256};
use store::Value;
use uuid::Uuid;

use super::ExportError;

const TABLE: &str = "attachments";
const COLUMNS: [&str; 4] = ["attachment_id", "state", "sha256_kept", "has_thumbnail"];

/// The files that the rows seen so far name.
#[derive(Debug, Default)]
pub(super) struct Files {
    /// Where the columns are in the rows of the table under way, if it is the one that names files.
    places: Option<[usize; 4]>,
    named: BTreeMap<AttachmentId, Named>,
}

/// What the database says of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Named {
    sha256: Vec<u8>,
    pub(super) has_thumbnail: bool,
    /// A message has it. What is not sent yet may be deleted at any time.
    pub(super) is_sent: bool,
}

impl Files {
    /// The rows that follow are of this table.
    pub(super) fn table(&mut self, name: &str, columns: &[String]) {
        let place = |wanted: &str| columns.iter().position(|column| column == wanted);
        let [id, state, sha256, thumbnail] = COLUMNS.map(place);
        self.places = match (name, id, state, sha256, thumbnail) {
            (TABLE, Some(id), Some(state), Some(sha256), Some(thumbnail)) => {
                Some([id, state, sha256, thumbnail])
            }
            _ => None,
        };
    }

    pub(super) fn row(&mut self, row: &[Value]) {
        let Some(places) = self.places else {
            return;
        };
        let [id, state, sha256, thumbnail] = places.map(|place| row.get(place));
        let (Some(id), Some(Value::Text(state)), Some(Value::Blob(sha256))) =
            (id.and_then(uuid), state, sha256)
        else {
            return;
        };
        let named = Named {
            sha256: sha256.clone(),
            has_thumbnail: thumbnail == Some(&Value::Integer(1)),
            is_sent: state == "bound",
        };
        if ["ready", "bound"].contains(&state.as_str()) {
            self.named.insert(AttachmentId(id), named);
        }
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = (AttachmentId, &Named)> {
        self.named.iter().map(|(id, named)| (*id, named))
    }

    pub(super) fn get(&self, id: AttachmentId) -> Option<&Named> {
        self.named.get(&id)
    }
}

impl Named {
    /// Whether these are the bytes that were kept.
    pub(super) fn check(&self, id: AttachmentId, bytes: &[u8]) -> Result<(), ExportError> {
        if Sha256::digest(bytes).as_slice() == self.sha256 {
            Ok(())
        } else {
            Err(ExportError::FileDiffers { id })
        }
    }
}

pub(super) fn sha256(bytes: &[u8]) -> String {
    archive::hex(&Sha256::digest(bytes))
}

fn uuid(value: &Value) -> Option<Uuid> {
    match value {
        Value::Uuid(id) => Some(*id),
        Value::Blob(bytes) => Uuid::from_slice(bytes).ok(),
        _ => None,
    }
}
