//! The order or listing that a conversation is about, worded for a reader.

use store::listings::Listing;
use store::orders::Order;

use crate::actions::marketplace::{DeliveryAddress, OrderLine, Shipment, read_details};
use crate::error::ActionError;
use crate::pages::views::format::{Reader, amount};
use crate::pages::views::order::{
    ListingView, OrderLineView, OrderView, ShipmentView, status_text,
};

pub(in crate::pages) fn order_view(
    reader: &Reader,
    order: &Order,
) -> Result<OrderView, ActionError> {
    let details = read_details(order)?;
    let lines = details.lines.iter();
    let shipments = details.shipments.iter();
    Ok(OrderView {
        id: order.id.to_string(),
        status: status_text(reader.texts, &order.status),
        placed: reader.short(order.placed_at),
        lines: lines.map(|line| line_view(reader, line)).collect(),
        shipments: shipments
            .map(|shipment| shipment_view(reader, shipment))
            .collect(),
        address: details.delivery_address.as_ref().map(address_lines),
    })
}

pub(super) fn listing_view(reader: &Reader, listing: &Listing) -> ListingView {
    let price = listing.price.as_ref();
    ListingView {
        id: listing.id.to_string(),
        title: listing.title.clone(),
        price: price.map(|price| amount(reader.texts.language(), &price.amount, &price.currency)),
        available: listing.available,
    }
}

fn line_view(reader: &Reader, line: &OrderLine) -> OrderLineView {
    let price = line.unit_price.as_ref();
    let price = price.map(|price| amount(reader.texts.language(), &price.amount, &price.currency));
    OrderLineView {
        title: line.title.clone(),
        quantity: u64::from(line.quantity),
        unit_price: price.unwrap_or_default(),
    }
}

fn shipment_view(reader: &Reader, shipment: &Shipment) -> ShipmentView {
    ShipmentView {
        carrier: shipment.carrier.clone(),
        tracking_number: shipment.tracking_number.clone().unwrap_or_default(),
        shipped: shipment.shipped_at.map(|at| reader.short(at)),
        expected: shipment.expected_at.map(|at| reader.short(at)),
    }
}

/// As on a parcel: name, street, place, country.
fn address_lines(address: &DeliveryAddress) -> Vec<String> {
    let joined = |parts: [&Option<String>; 2]| {
        let parts: Vec<&str> = parts.into_iter().flatten().map(String::as_str).collect();
        Some(parts.join(" ")).filter(|line| !line.is_empty())
    };
    let lines = [
        address.name.clone(),
        address.line1.clone(),
        address.line2.clone(),
        joined([&address.postal_code, &address.city]),
        joined([&address.region, &address.country]),
    ];
    lines.into_iter().flatten().collect()
}
