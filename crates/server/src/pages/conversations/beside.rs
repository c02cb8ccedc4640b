//! The list that an agent came from, beside the conversation: one page of it, without counts.

use axum::extract::Query;
use axum::http::Uri;
use rules::access::Viewer;

use super::inbox::{find, row};
use super::list::Asked;
use crate::actions::conversations::marks::marks;
use crate::error::ActionError;
use crate::pages::views::format::Reader;
use crate::pages::views::thread::ListBeside;
use crate::pages::visit::Visit;

/// `None` for readers who have no such list.
pub(super) async fn beside(
    visit: &Visit,
    reader: &Reader,
) -> Result<Option<ListBeside>, ActionError> {
    if !matches!(visit.viewer(), Viewer::Agent { .. }) {
        return Ok(None);
    }
    let mut query = visit.list_query.as_str();
    let found = match find(visit, reader, &asked(query).unwrap_or_default()).await {
        // A list that no longer exists must not keep anybody from the conversation.
        Err(ActionError::Invalid { .. }) => {
            query = "";
            find(visit, reader, &Asked::default()).await?
        }
        found => found?,
    };
    let marks = marks(&visit.app, visit.viewer()).await?;
    Ok(Some(ListBeside {
        title: match found.views.iter().find(|view| Some(view.id) == found.view) {
            Some(view) => view.name.clone(),
            None => reader.texts.t(found.tab.key()),
        },
        url: url(query),
        rows: found
            .page
            .entries
            .iter()
            .map(|entry| row(reader, entry, &found.labels, &marks))
            .collect(),
    }))
}

fn asked(query: &str) -> Option<Asked> {
    let uri: Uri = url(query).parse().ok()?;
    let Query(asked) = Query::try_from_uri(&uri).ok()?;
    Some(asked)
}

fn url(query: &str) -> String {
    match query {
        "" => "/conversations".to_owned(),
        query => format!("/conversations?{query}"),
    }
}
