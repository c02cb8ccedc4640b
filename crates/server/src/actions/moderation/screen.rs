//! Looking a message through before it is sent. It reads and writes nothing; the transaction that sends keeps the result.

use rules::access::{Action, Viewer};
use rules::conversation::AuthorKind;
use rules::ids::ConversationId;
use rules::moderation::{Judged, Measure, judged, strictest};
use store::Tx;

use super::around::{Target, around};
use crate::actions::conversations::open::{OpenConversation, find_subject};
use crate::actions::conversations::save::load;
use crate::app::App;
use crate::error::ActionError;

/// Where somebody writes.
#[derive(Debug, Clone)]
pub enum Writing {
    In(ConversationId),
    /// A conversation that is to be opened; its text is not read.
    New(Box<OpenConversation>),
}

/// What was found in a message, each with what is done because of it.
#[derive(Debug, Clone)]
pub struct Screened {
    pub author: AuthorKind,
    pub judged: Vec<Judged>,
}

/// Looks the text through for a viewer who may send it there.
pub async fn screen(
    app: &App,
    viewer: &Viewer,
    writing: Writing,
    text: &str,
) -> Result<Screened, ActionError> {
    let (state, viewer) = (app.clone(), viewer.clone());
    let around = app
        .db
        .read(async move |tx: &Tx| {
            let target = target(tx, &viewer, &writing).await?;
            around(tx, &state, &viewer, &target).await
        })
        .await?;
    let judged = match &around.policy {
        Some(policy) => judged(
            policy,
            around.with(text, |message| app.detector.detect(message)),
        ),
        None => Vec::new(),
    };
    Ok(Screened {
        author: around.author,
        judged,
    })
}

async fn target(tx: &Tx, viewer: &Viewer, writing: &Writing) -> Result<Target, ActionError> {
    Ok(match writing {
        Writing::In(id) => {
            let conversation = load(tx, viewer, *id, Action::WriteMessage).await?;
            Target {
                seller: conversation.seller,
                buyer: conversation.buyer,
                subject: conversation.subject,
                conversation: Some(conversation.id),
            }
        }
        Writing::New(command) => {
            let about = find_subject(tx, viewer, command).await?;
            Target {
                seller: about.seller,
                buyer: about.buyer,
                subject: about.facts.subject,
                conversation: None,
            }
        }
    })
}

impl Screened {
    /// What is done with the message as a whole.
    pub fn measure(&self) -> Measure {
        strictest(&self.judged)
    }

    /// Refuses what may not be sent, or not before its author has confirmed it.
    pub fn check(&self, confirmed: bool) -> Result<(), ActionError> {
        if self.measure() == Measure::Refuse {
            return Err(ActionError::invalid(
                "contact_refused",
                "text: it leads out of the marketplace. Change the words that POST /api/v1/messages/check names.",
            ));
        }
        let asks = |judged: &Judged| judged.measure == Measure::Confirm;
        if !confirmed && self.judged.iter().any(asks) {
            return Err(ActionError::conflict(
                "contact_confirm",
                "The text may lead out of the marketplace. Change it, or send it with `confirmed`.",
            ));
        }
        Ok(())
    }
}
