//! Looking a message through before it is sent, outside of the transaction that sends it and keeps what was found.

use rules::access::{Action, Viewer};
use rules::conversation::AuthorKind;
use rules::ids::ConversationId;
use rules::moderation::{Judged, Measure, asks, judged, strictest};
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
    /// The author is asked before it is sent.
    pub asks: bool,
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
    let (asks, judged) = match &around.policy {
        Some(policy) => {
            let found = around.with(text, |message| app.detector.detect(message));
            (asks(policy, &found), judged(policy, found))
        }
        None => (false, Vec::new()),
    };
    Ok(Screened {
        author: around.author,
        judged,
        asks,
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
        if self.asks && !confirmed {
            return Err(ActionError::conflict(
                "contact_confirm",
                "The text may lead out of the marketplace. Change it, or send it with `confirmed`.",
            ));
        }
        Ok(())
    }
}
