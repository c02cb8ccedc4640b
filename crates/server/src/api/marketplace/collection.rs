//! Collections in the order of their changes: the query, the cursor and the answer.

use axum::extract::{FromRequestParts, Query};
use axum::http::request::Parts;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use store::Seek;
use utoipa::{IntoParams, ToSchema};

use crate::error::ActionError;

const LIMIT_DEFAULT: u32 = 50;
pub const LIMIT_MAX: u32 = 200;

/// Which part of a collection is wanted.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct CollectionQuery {
    /// Only what changed at this instant or after it.
    #[param(value_type = Option<String>, format = DateTime)]
    changed_since: Option<Timestamp>,
    /// `next` of the answer before.
    cursor: Option<String>,
    /// At most so many, 1 to 200; 50 if not given.
    limit: Option<u32>,
}

/// The query, checked.
#[derive(Debug)]
pub struct Wanted {
    pub after: Seek,
    pub limit: u32,
}

/// One part of a collection, the least recently changed first.
#[derive(Debug, Serialize, ToSchema)]
pub struct Collection<T> {
    pub items: Vec<T>,
    /// Give it as `cursor` to go on; `null` where this was the end.
    pub next: Option<String>,
}

impl Wanted {
    fn from_query(query: CollectionQuery) -> Result<Wanted, ActionError> {
        let limit = query.limit.unwrap_or(LIMIT_DEFAULT);
        if !(1..=LIMIT_MAX).contains(&limit) {
            return Err(ActionError::invalid(
                "invalid_limit",
                format!("limit: must be from 1 to {LIMIT_MAX}"),
            ));
        }
        let after = match &query.cursor {
            Some(cursor) => read_cursor(cursor).ok_or_else(|| {
                ActionError::invalid(
                    "invalid_cursor",
                    "cursor: give the value of `next` of an earlier answer, unchanged",
                )
            })?,
            None => Seek::since(query.changed_since),
        };
        Ok(Wanted { after, limit })
    }

    /// Puts an answer together of records with the place of each.
    pub(super) fn answer<T, S>(
        &self,
        records: Vec<T>,
        place: fn(&T) -> Seek,
        show: impl Fn(T) -> S,
    ) -> Collection<S> {
        let is_full = records.len() == self.limit as usize;
        let next = records
            .last()
            .filter(|_| is_full)
            .map(|last| write_cursor(&place(last)));
        Collection {
            items: records.into_iter().map(show).collect(),
            next,
        }
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Wanted {
    type Rejection = axum::response::Response;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Wanted, Self::Rejection> {
        use axum::response::IntoResponse;
        let Query(query) = Query::from_request_parts(parts, state)
            .await
            .map_err(IntoResponse::into_response)?;
        Wanted::from_query(query).map_err(IntoResponse::into_response)
    }
}

fn write_cursor(place: &Seek) -> String {
    URL_SAFE_NO_PAD.encode(format!(
        "{}/{}",
        place.changed_at.as_microsecond(),
        place.id
    ))
}

fn read_cursor(cursor: &str) -> Option<Seek> {
    let text = String::from_utf8(URL_SAFE_NO_PAD.decode(cursor).ok()?).ok()?;
    let (micros, id) = text.split_once('/')?;
    let changed_at = Timestamp::from_microsecond(micros.parse().ok()?).ok()?;
    Some(Seek {
        changed_at,
        id: id.to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_leads_back_to_its_place() {
        let changed_at = Timestamp::from_microsecond(1_795_000_000_000_001).unwrap();
        let place = Seek {
            changed_at,
            id: "W1006327-1".into(),
        };
        assert_eq!(read_cursor(&write_cursor(&place)), Some(place));
        for bad in ["", "%", "AAAA", &URL_SAFE_NO_PAD.encode("x/y")] {
            assert_eq!(read_cursor(bad), None, "{bad}");
        }
    }
}
