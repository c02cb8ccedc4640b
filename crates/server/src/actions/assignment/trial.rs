//! What rules would do with the newest conversations. It changes nothing, and takes nobody's turn.

use rules::access::{Action, Relation, Viewer};
use rules::assignment::{Decision, Rule, decide};
use rules::ids::{RuleId, SellerId};
use store::lists::{self, Entry, Filter, Tab};
use store::{Tx, assignment_rules};
use uuid::Uuid;

use super::keep::RuleContent;
use super::team::{case, team};
use crate::actions::sellers_own::seller_of;
use crate::app::App;
use crate::error::ActionError;
use crate::viewer::check;

/// Conversations that rules are tried on.
const NEWEST: u32 = 20;

/// A conversation, and what the rules would say if its buyer wrote now as it did then.
#[derive(Debug, Clone)]
pub struct Tried {
    pub entry: Entry,
    pub decision: Decision,
}

/// Tries a rule that is kept nowhere yet, or the rules that the seller has.
pub async fn trial(
    app: &App,
    viewer: &Viewer,
    content: Option<RuleContent>,
) -> Result<Vec<Tried>, ActionError> {
    check(viewer, Action::ReadAssignmentRules, Relation::Own)?;
    let seller = seller_of(viewer)?;
    let now = app.now();
    let app = app.clone();
    let db = app.db.clone();
    db.read(async move |tx: &Tx| {
        let rules = match &content {
            Some(content) => vec![alone(content.clone())],
            None => kept(tx, &seller).await?,
        };
        let entries =
            lists::of_seller(tx, &seller, Tab::All, &Filter::default(), None, NEWEST).await?;
        let team = team(tx, &seller, now).await?;
        let mut tried = Vec::with_capacity(entries.len());
        for entry in entries {
            let found = store::conversations::find(tx, &seller, entry.id).await?;
            let Some(conversation) = found else { continue };
            let case = case(tx, &app, &conversation, conversation.last_message_at).await?;
            let decision = decide(&rules, &case, &team);
            tried.push(Tried { entry, decision });
        }
        Ok(tried)
    })
    .await
}

/// A rule that is only tried; its id names nothing.
fn alone(content: RuleContent) -> Rule {
    Rule {
        id: RuleId(Uuid::nil()),
        active: true,
        conditions: content.conditions,
        outcome: content.outcome,
        last_agent: None,
    }
}

async fn kept(tx: &Tx, seller: &SellerId) -> Result<Vec<Rule>, ActionError> {
    let rules = assignment_rules::of_seller(tx, seller).await?;
    Ok(rules.into_iter().map(|named| named.rule).collect())
}
