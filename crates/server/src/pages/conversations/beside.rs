//! The list that an agent came from, beside the conversation: one page of it, without counts.

use axum::extract::Query;
use axum::http::Uri;
use rules::access::Viewer;

use super::inbox::{find, row};
use super::list::Asked;
use crate::actions::conversations::around_list::around_rows;
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
    let around = around_rows(&visit.app, visit.viewer()).await?;
    let found = match find(visit, reader, &asked(query).unwrap_or_default(), &around).await {
        // A list that no longer exists must not keep anybody from the conversation.
        Err(ActionError::Invalid { .. }) => {
            query = "";
            find(visit, reader, &Asked::default(), &around).await?
        }
        found => found?,
    };
    let mut views = around.views.views.iter();
    Ok(Some(ListBeside {
        title: match views.find(|view| Some(view.id) == found.view) {
            Some(view) => view.name.clone(),
            None => reader.texts.t(found.tab.key()),
        },
        url: url(query),
        rows: found
            .page
            .entries
            .iter()
            .map(|entry| row(reader, entry, &around))
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
