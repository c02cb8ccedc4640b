//! Opaque cursors of the lists of conversations: where a page ended, and of which list it was a page.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jiff::Timestamp;
use sha2::{Digest, Sha256};
use store::lists::{Filter, Seek};

use crate::error::ActionError;

/// A list as cursors name it: its order and what it is narrowed to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct ListName(String);

impl ListName {
    pub(super) fn new(order: &str, filter: &Filter) -> ListName {
        let filters = Sha256::digest(format!("{filter:?}").as_bytes());
        ListName(format!("{order}.{}", URL_SAFE_NO_PAD.encode(&filters[..6])))
    }

    pub(super) fn write(&self, seek: Seek) -> String {
        let place = format!("{}/{}/{}", self.0, seek.at.as_microsecond(), seek.id);
        URL_SAFE_NO_PAD.encode(place)
    }

    /// Refuses what is no cursor, and one of another list.
    pub(super) fn read(&self, cursor: &str) -> Result<Seek, ActionError> {
        let (list, seek) = parse(cursor).ok_or_else(|| {
            ActionError::invalid(
                "invalid_cursor",
                "cursor: give the value of `next` of an earlier answer, unchanged.",
            )
        })?;
        if list != *self {
            return Err(ActionError::invalid(
                "cursor_of_another_list",
                "cursor: this one belongs to a list with another tab, order or filter.",
            ));
        }
        Ok(seek)
    }
}

fn parse(cursor: &str) -> Option<(ListName, Seek)> {
    let text = String::from_utf8(URL_SAFE_NO_PAD.decode(cursor).ok()?).ok()?;
    let mut parts = text.splitn(3, '/');
    let list = ListName(parts.next()?.to_owned());
    let at = Timestamp::from_microsecond(parts.next()?.parse().ok()?).ok()?;
    let id = parts.next()?.parse().ok()?;
    Some((list, Seek { at, id }))
}

#[cfg(test)]
mod tests {
    use rules::ids::ConversationId;

    use super::*;

    #[test]
    fn a_cursor_leads_back_to_its_place_in_its_list_only() {
        let filter = Filter::default();
        let list = ListName::new("all", &filter);
        let seek = Seek {
            at: Timestamp::from_microsecond(1_795_000_000_000_001).unwrap(),
            id: ConversationId(uuid::Uuid::from_u128(7)),
        };
        let cursor = list.write(seek);
        assert_eq!(list.read(&cursor).unwrap(), seek);
        let narrowed = Filter {
            subject: Some("W1".into()),
            ..Filter::default()
        };
        for other in [
            ListName::new("closed", &filter),
            ListName::new("all", &narrowed),
        ] {
            let refused = other.read(&cursor).unwrap_err().told();
            assert_eq!(
                (refused.status, refused.code),
                (422, "cursor_of_another_list")
            );
        }
        for bad in ["", "%", "AAAA", &URL_SAFE_NO_PAD.encode("all/x/y")] {
            assert_eq!(
                list.read(bad).unwrap_err().told().code,
                "invalid_cursor",
                "{bad}"
            );
        }
    }
}
