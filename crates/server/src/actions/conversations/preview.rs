//! What a conversation that somebody is about to open would be about, and by when the seller would have to answer.

use rules::access::Viewer;
use rules::conversation::{Subject, may_open};
use rules::deadline::{Derivation, due};
use rules::ids::{BuyerId, ConversationId, SellerId};
use store::Tx;
use store::listings::Listing;
use store::orders::Order;

use super::open::{OpenConversation, find_subject, refused};
use crate::actions::absences::{Away, away};
use crate::app::App;
use crate::error::ActionError;

/// What is known before the first message is written.
#[derive(Debug, Clone)]
pub struct Preview {
    pub seller: SellerId,
    pub seller_name: String,
    pub buyer: BuyerId,
    pub buyer_name: String,
    pub order: Option<Order>,
    pub listing: Option<Listing>,
    /// The conversation about the same that is open already.
    pub open: Option<ConversationId>,
    /// Of an answer to a buyer who writes now.
    pub promise: Option<Derivation>,
    /// The seller's absence, where a buyer should know of it.
    pub away: Option<Away>,
}

/// Looks it up for a viewer who may open it; `command.text` is not read.
pub async fn run(
    app: &App,
    viewer: &Viewer,
    command: OpenConversation,
) -> Result<Preview, ActionError> {
    let now = app.now();
    let (state, viewer) = (app.clone(), viewer.clone());
    app.db
        .read(async move |tx: &Tx| {
            let about = find_subject(tx, &viewer, &command).await?;
            may_open(&viewer, &about.buyer, &about.facts).map_err(refused)?;
            let (seller, buyer) = (&about.seller, &about.buyer);
            let (open, found_seller, found_buyer) = tokio::try_join!(
                store::conversations::find_open(tx, seller, buyer, &command.subject),
                store::sellers::find(tx, seller),
                store::buyers::find(tx, buyer),
            )?;
            let (order, listing) = match &command.subject {
                Subject::Order(id) => (store::orders::find(tx, seller, id).await?, None),
                Subject::Listing(id) => (None, store::listings::find(tx, seller, id).await?),
            };
            let promise = match viewer {
                Viewer::Buyer(_) => {
                    let terms = state.calendars.terms(tx, &state.config, seller, buyer, now);
                    let terms = terms.await?;
                    let reply = terms.terms_at(now);
                    due(reply.calendar, now, reply.budget, reply.absences).ok()
                }
                _ => None,
            };
            let by = promise.as_ref().and_then(|promise| promise.due);
            let away = away(tx, &state, seller, now, by).await?;
            Ok(Preview {
                seller_name: found_seller.map_or_else(|| seller.to_string(), |found| found.name),
                buyer_name: found_buyer.map_or_else(|| buyer.to_string(), |found| found.name),
                seller: about.seller,
                buyer: about.buyer,
                order,
                listing,
                open: open.map(|open| open.id),
                promise,
                away,
            })
        })
        .await
}
