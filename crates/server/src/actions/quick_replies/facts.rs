//! The values of a conversation for the variables of a quick reply, worded for its buyer.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use rules::access::Viewer;
use rules::conversation::{Conversation, Subject};
use rules::quick_reply::{Values, Variable, VariantLanguage};
use store::Tx;

use crate::actions::marketplace::read_details;
use crate::app::App;
use crate::error::ActionError;

/// What is known of a conversation, before it is worded.
#[derive(Debug, Clone)]
pub(super) struct Facts {
    /// The buyer's language tag; empty where the buyer is not known.
    pub(super) language: String,
    words: Vec<(Variable, String)>,
    expected: Option<Timestamp>,
    deadline: Option<Timestamp>,
    zone: TimeZone,
}

/// Looks everything up. What is not known is simply not there.
pub(super) async fn facts(
    tx: &Tx,
    app: &App,
    viewer: &Viewer,
    conversation: &Conversation,
) -> Result<Facts, ActionError> {
    let seller_id = &conversation.seller;
    let (seller, buyer) = tokio::try_join!(
        store::sellers::find(tx, seller_id),
        store::buyers::find(tx, &conversation.buyer),
    )?;
    let agent = match viewer {
        Viewer::Agent { agent, .. } => store::agents::find(tx, seller_id, agent).await?,
        _ => None,
    };
    let named = [
        (
            Variable::Buyer,
            buyer.as_ref().map(|buyer| buyer.name.clone()),
        ),
        (
            Variable::Seller,
            seller.as_ref().map(|seller| seller.name.clone()),
        ),
        (Variable::Agent, agent.map(|agent| agent.name)),
    ];
    let mut words: Vec<(Variable, String)> = named
        .into_iter()
        .filter_map(|(variable, name)| Some((variable, name?)))
        .collect();
    let mut expected = None;
    if let Subject::Order(order) = &conversation.subject {
        words.push((Variable::Order, order.to_string()));
        if let Some(order) = store::orders::find(tx, seller_id, order).await? {
            // Of several parcels the last one that is still on its way, otherwise the last.
            let shipments = read_details(&order)?.shipments;
            let on_its_way = shipments
                .iter()
                .rev()
                .find(|shipment| shipment.delivered_at.is_none());
            if let Some(shipment) = on_its_way.or(shipments.last()) {
                expected = shipment.expected_at;
                let tracking = shipment.tracking_number.clone();
                words.extend(tracking.map(|tracking| (Variable::Tracking, tracking)));
                let carrier = shipment.carrier.clone();
                words.extend(carrier.map(|carrier| (Variable::Carrier, carrier)));
            }
        }
    }
    let own_zone = buyer.as_ref().and_then(|buyer| buyer.time_zone.clone());
    let zone = own_zone.unwrap_or_else(|| app.config.marketplace.time_zone.clone());
    let deadline = conversation.open_deadline();
    Ok(Facts {
        language: buyer.map(|buyer| buyer.language).unwrap_or_default(),
        words,
        expected,
        deadline: deadline.and_then(|deadline| deadline.due_at),
        zone: TimeZone::get(&zone).unwrap_or(TimeZone::UTC),
    })
}

impl Facts {
    /// The values in the language of the text that they go into.
    pub(super) fn worded(&self, language: VariantLanguage) -> Values {
        let mut values: Values = self.words.iter().cloned().collect();
        let expected = self.expected.map(|at| day(&self.zone, language, at));
        values.extend(expected.map(|day| (Variable::Expected, day)));
        let deadline = self.deadline.map(|at| moment(&self.zone, language, at));
        values.extend(deadline.map(|moment| (Variable::Deadline, moment)));
        values
    }
}

/// In figures wherever words would have to be declined.
fn day(zone: &TimeZone, language: VariantLanguage, at: Timestamp) -> String {
    let form = match language {
        VariantLanguage::English => "%-d %B %Y",
        VariantLanguage::German => "%d.%m.%Y",
        VariantLanguage::Italian => "%d/%m/%Y",
        VariantLanguage::Hungarian => "%Y. %m. %d.",
        VariantLanguage::Croatian => "%-d. %-m. %Y.",
        VariantLanguage::Slovene => "%-d. %-m. %Y",
    };
    at.to_zoned(zone.clone()).strftime(form).to_string()
}

fn moment(zone: &TimeZone, language: VariantLanguage, at: Timestamp) -> String {
    let time = match language {
        VariantLanguage::English => " at %H:%M",
        VariantLanguage::German => " um %H:%M Uhr",
        VariantLanguage::Italian => " alle %H:%M",
        VariantLanguage::Hungarian => " %H:%M",
        VariantLanguage::Croatian => " u %H:%M",
        VariantLanguage::Slovene => " ob %-H.%M",
    };
    let time = at.to_zoned(zone.clone()).strftime(time).to_string();
    format!("{}{time}", day(zone, language, at))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_written_as_the_buyer_reads_them() {
        let zone = TimeZone::get("Europe/Ljubljana").unwrap();
        let at: Timestamp = "2026-03-08T23:05:00Z".parse().unwrap();
        let cases = [
            (VariantLanguage::Slovene, "9. 3. 2026 ob 0.05"),
            (VariantLanguage::English, "9 March 2026 at 00:05"),
            (VariantLanguage::German, "09.03.2026 um 00:05 Uhr"),
            (VariantLanguage::Croatian, "9. 3. 2026. u 00:05"),
            (VariantLanguage::Italian, "09/03/2026 alle 00:05"),
            (VariantLanguage::Hungarian, "2026. 03. 09. 00:05"),
        ];
        for (language, expected) in cases {
            assert_eq!(moment(&zone, language, at), expected);
        }
    }
}
