//! `GET /mentions`: the notes in which the reader is named.

use axum::response::Response;
use store::mentions::Listed;

use super::conversations::snippet;
use super::views::format::Reader;
use super::views::mentions::{MentionRow, MentionsPage};
use super::views::notice::Notice;
use super::visit::{Visit, go, show as answer};
use crate::actions::mentions;
use crate::error::ActionError;

pub async fn list(visit: Visit) -> Result<Response, ActionError> {
    let found = mentions::list(&visit.app, visit.viewer()).await?;
    let reader = visit.reader().await?;
    answer(&MentionsPage {
        page: visit.page(),
        rows: found.iter().map(|listed| row(&reader, listed)).collect(),
    })
}

/// `POST /mentions/reading`: none is unread any more.
pub async fn read_all(visit: Visit) -> Result<Response, ActionError> {
    mentions::read(&visit.app, visit.viewer(), None).await?;
    Ok(go("/mentions", Notice::MentionsRead))
}

fn row(reader: &Reader, listed: &Listed) -> MentionRow {
    let mention = &listed.mention;
    let by = listed.by_name.clone();
    MentionRow {
        url: format!(
            "/conversations/{}#note-{}",
            mention.conversation, mention.note
        ),
        subject: listed.title.clone(),
        buyer: listed.buyer_name.clone().unwrap_or_default(),
        by: by.unwrap_or_else(|| mention.by.to_string()),
        text: snippet(listed.text.as_deref()),
        at: reader.sent(mention.at),
        unread: listed.read_at.is_none(),
    }
}
