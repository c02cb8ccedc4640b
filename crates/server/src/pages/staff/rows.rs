//! A conversation as staff see it in lists: without any text.

use rules::conversation::WaitsFor;
use store::oversight::Found;

use crate::pages::conversations::chip;
use crate::pages::views::format::Reader;
use crate::pages::views::staff::StaffRow;

pub(super) fn row(reader: &Reader, found: &Found) -> StaffRow {
    let seller = found.seller_name.clone();
    let buyer = found.buyer_name.clone();
    StaffRow {
        id: found.id.to_string(),
        subject: found.title.clone(),
        seller: seller.unwrap_or_else(|| found.seller.to_string()),
        seller_url: format!("/staff/sellers/{}", found.seller),
        buyer: buyer.unwrap_or_else(|| found.buyer.to_string()),
        chip: chip(reader, found.waits_for, found.due_at, found.deadline),
        last: reader.short(found.last_message_at),
        taken_over: found.waits_for != WaitsFor::Seller,
    }
}
