//! Some of a buyer's orders on paper.

use paper::{Block, Paper};

use crate::actions::buyer_data::Orders;
use crate::i18n::Texts;
use crate::pages::conversations::order_view;
use crate::pages::dossier::in_utc;
use crate::pages::views::format::Reader;
use crate::pages::views::order::OrderView;

pub fn orders(orders: &Orders) -> Paper {
    let texts = Texts::of(orders.language);
    let reader = Reader::new(orders.language, orders.zone.clone(), orders.made_at);
    let title = reader.one("prepared-orders-title", "part", &orders.part.to_string());
    let mut blocks = vec![Block::heading(1, title.clone())];
    for order in &orders.orders {
        blocks.push(Block::heading(2, order.id.to_string()));
        blocks.push(match order_view(&reader, order) {
            Ok(view) => Block::Facts(facts(texts, &view, order.seller.as_str())),
            // As the marketplace sent it, where it cannot be read.
            Err(_) => Block::paragraph(order.details.clone()),
        });
    }
    Paper {
        title,
        blocks,
        language: orders.language.tag().to_owned(),
        made_at: in_utc(orders.made_at),
        footer: orders.marketplace.clone(),
    }
}

fn facts(texts: &Texts, view: &OrderView, seller: &str) -> Vec<(String, String)> {
    let mut facts = vec![
        (texts.t("dossier-seller"), seller.to_owned()),
        (texts.t("dossier-ordered"), view.placed.text.clone()),
        (texts.t("dossier-state"), view.status.clone()),
    ];
    for line in &view.lines {
        let said = format!("{} × {}", line.quantity, line.title);
        let price = Some(&line.unit_price).filter(|price| !price.is_empty());
        let price = price.map(|price| format!(" ({price})")).unwrap_or_default();
        facts.push((texts.t("prepared-orders-line"), said + &price));
    }
    for shipment in &view.shipments {
        let carrier = shipment.carrier.clone().unwrap_or_default();
        let said = format!("{carrier} {}", shipment.tracking_number);
        facts.push((texts.t("prepared-orders-shipment"), said.trim().to_owned()));
    }
    if let Some(address) = &view.address {
        facts.push((texts.t("prepared-orders-address"), address.join("\n")));
    }
    facts
}
