//! The buyer's own conversations.

use axum::response::Response;
use store::lists::{Entry, Filter, Tab};

use super::chip;
use super::list::{Asked, ROWS, cursor, newest, opens_at, parse_cursor};
use crate::actions::conversations::list::{Order, page};
use crate::actions::conversations::marks::{Marks, marks};
use crate::error::ActionError;
use crate::pages::views::author::AuthorKind;
use crate::pages::views::buyer::{BuyerConversationsPage, BuyerRow};
use crate::pages::views::deadline::DeadlineChip;
use crate::pages::views::format::Reader;
use crate::pages::visit::{Visit, show as answer};

pub(super) async fn show(visit: Visit, asked: Asked) -> Result<Response, ActionError> {
    let seek = parse_cursor(&asked.after)?;
    let order = Order::Tab(Tab::All);
    let (app, viewer) = (&visit.app, visit.viewer());
    let found = page(app, viewer, order, Filter::default(), seek, ROWS).await?;
    let reader = visit.reader().await?;
    let marks = marks(app, viewer).await?;
    answer(&BuyerConversationsPage {
        page: visit.page(),
        rows: found
            .entries
            .iter()
            .map(|entry| row(&reader, entry, &marks))
            .collect(),
        older: found
            .next
            .map(|next| format!("/conversations?after={}", cursor(&next))),
        newest: seek.map(|_| "/conversations".to_owned()),
    })
}

fn row(reader: &Reader, entry: &Entry, marks: &Marks) -> BuyerRow {
    let state = chip(reader, entry.waits_for, entry.due_at, entry.deadline).state;
    BuyerRow {
        url: opens_at(entry),
        subject: entry.title.clone(),
        seller: entry
            .seller_name
            .clone()
            .unwrap_or_else(|| entry.seller.to_string()),
        snippet: newest(reader.texts, entry.last_text.as_deref()),
        snippet_author: AuthorKind::from(entry.last_author),
        chip: DeadlineChip::for_buyer(reader, state),
        draft: marks.drafts.contains(&entry.id),
        last: reader.short(entry.last_message_at),
    }
}
