//! What deciding by the rules needs to know: the conversation as a case, and who of the seller is there.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use rules::absence::is_away;
use rules::access::AgentRole;
use rules::assignment::{Case, Member};
use rules::conversation::Conversation;
use rules::ids::SellerId;
use store::{DbError, Tx, assignment_rules};

use crate::app::App;

/// The seller's people, who of them is there at this instant, and how much waits for each.
pub(super) async fn team(
    tx: &Tx,
    seller: &SellerId,
    at: Timestamp,
) -> Result<Vec<Member>, DbError> {
    let (agents, work, absences) = tokio::try_join!(
        store::agents::of_seller(tx, seller),
        assignment_rules::open_work(tx, seller),
        store::absences::ending_after(tx, seller, at),
    )?;
    let member = |agent: store::agents::Agent| Member {
        available: agent.active
            && agent.role != AgentRole::ReadOnly
            && !is_away(&absences, &agent.id, at),
        open_work: work.get(&agent.id).copied().unwrap_or_default(),
        agent: agent.id,
    };
    Ok(agents.into_iter().map(member).collect())
}

/// The conversation as the rules see it when the buyer writes at this instant.
pub(super) async fn case(
    tx: &Tx,
    app: &App,
    conversation: &Conversation,
    at: Timestamp,
) -> Result<Case, DbError> {
    let (seller, buyer) = (&conversation.seller, &conversation.buyer);
    let (found_seller, found_buyer, labels, previous) = tokio::try_join!(
        store::sellers::find(tx, seller),
        store::buyers::find(tx, buyer),
        store::labels::of_conversation(tx, seller, conversation.id),
        assignment_rules::previous_agent(tx, seller, buyer, conversation.id),
    )?;
    let own = found_seller.and_then(|seller| TimeZone::get(&seller.time_zone).ok());
    let marketplace = || TimeZone::get(&app.config.marketplace.time_zone).ok();
    let zone = own.or_else(marketplace).unwrap_or(TimeZone::UTC);
    let (language, country) = found_buyer
        .map(|buyer| (buyer.language, buyer.country))
        .unwrap_or_default();
    Ok(Case {
        subject: conversation.subject.clone(),
        language,
        country,
        labels,
        at: at.to_zoned(zone).datetime(),
        previous,
    })
}
