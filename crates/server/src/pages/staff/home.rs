//! `GET /staff`: finding a conversation, and the sellers who keep buyers waiting.

use axum::extract::Query;
use axum::response::Response;
use serde::Deserialize;
use store::oversight::{Found, OverdueOfSeller};

use crate::actions::oversight;
use crate::error::ActionError;
use crate::pages::conversations::chip;
use crate::pages::views::format::Reader;
use crate::pages::views::staff::{OverdueSeller, StaffHomePage, StaffRow, StaffSearch};
use crate::pages::visit::{Visit, show as answer};

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    order: String,
    seller: String,
    buyer: String,
    conversation: String,
    /// A seller whose overdue conversations are wanted.
    overdue: String,
}

pub async fn show(visit: Visit, Query(asked): Query<Asked>) -> Result<Response, ActionError> {
    let (app, viewer) = (&visit.app, visit.viewer());
    let reader = visit.reader().await?;
    let found = match asked.overdue.parse() {
        Ok(seller) => Some(oversight::overdue_of_seller(app, viewer, seller).await?),
        Err(_) => matching(&visit, &asked).await?,
    };
    let overdue = oversight::overdue_by_seller(app, viewer).await?;
    let rows = |found: Vec<Found>| found.iter().map(|found| row(&reader, found)).collect();
    answer(&StaffHomePage {
        page: visit.page(),
        found: found.map(rows),
        older: None,
        overdue: overdue
            .iter()
            .map(|late| late_seller(&reader, late))
            .collect(),
        search: StaffSearch {
            order: asked.order,
            seller: asked.seller,
            buyer: asked.buyer,
            conversation: asked.conversation,
        },
    })
}

/// What fits every field that is filled; `None` if none is.
async fn matching(visit: &Visit, asked: &Asked) -> Result<Option<Vec<Found>>, ActionError> {
    let fields = [
        &asked.conversation,
        &asked.order,
        &asked.buyer,
        &asked.seller,
    ];
    let filled = fields.iter().map(|field| field.trim());
    let Some(rarest) = filled.clone().find(|field| !field.is_empty()) else {
        return Ok(None);
    };
    let mut found = oversight::find(&visit.app, visit.viewer(), rarest).await?;
    found.retain(|found| fits(found, asked));
    Ok(Some(found))
}

fn fits(found: &Found, asked: &Asked) -> bool {
    let fit = |wanted: &str, is: &str| wanted.trim().is_empty() || wanted.trim() == is;
    fit(&asked.order, found.subject.id())
        && fit(&asked.seller, found.seller.as_str())
        && fit(&asked.buyer, found.buyer.as_str())
        && fit(&asked.conversation.to_lowercase(), &found.id.to_string())
}

fn row(reader: &Reader, found: &Found) -> StaffRow {
    let seller = found.seller_name.clone();
    let buyer = found.buyer_name.clone();
    StaffRow {
        url: format!("/conversations/{}", found.id),
        subject: found.title.clone(),
        seller: seller.unwrap_or_else(|| found.seller.to_string()),
        buyer: buyer.unwrap_or_else(|| found.buyer.to_string()),
        chip: chip(reader, found.waits_for, found.due_at, found.deadline),
        last: reader.short(found.last_message_at),
    }
}

fn late_seller(reader: &Reader, late: &OverdueOfSeller) -> OverdueSeller {
    let name = late.name.clone();
    OverdueSeller {
        url: format!("/staff?overdue={}", late.seller),
        name: name.unwrap_or_else(|| late.seller.to_string()),
        country: late.country.clone().unwrap_or_default(),
        count: u64::from(late.overdue),
        oldest_due: reader.short(late.since),
        oldest_late: reader.rough(reader.now.duration_since(late.since)),
    }
}
