//! Looking a message through before it is sent, outside of the transaction that sends it and keeps what was found.

use std::sync::Arc;

use rules::access::{Action, Viewer};
use rules::attachment::FILES_MAX;
use rules::contact::{Detector, Finding, Span};
use rules::conversation::AuthorKind;
use rules::ids::{AttachmentId, ConversationId, MessageId};
use rules::moderation::{Judged, Measure, asks, is_evidence, judged, strictest};
use store::Tx;

use super::Found;
use super::around::{Target, around};
use crate::actions::conversations::open::{OpenConversation, find_subject};
use crate::actions::conversations::save::load;
use crate::app::App;
use crate::detectors::Wanted;
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
    /// The words of each finding, where it is not in the message's text.
    pub words: Vec<Option<String>>,
    /// Images that could not be looked through, and why.
    pub missed: Vec<(AttachmentId, &'static str)>,
    /// The author is asked before it is sent.
    pub asks: bool,
    /// How many messages with hidden words are looked at, in percent.
    pub sampled_percent: u8,
}

/// Looks a message and its files through for a viewer who may send it there.
pub async fn screen(
    app: &App,
    viewer: &Viewer,
    writing: Writing,
    (text, files): (&str, &[AttachmentId]),
) -> Result<Screened, ActionError> {
    let (state, viewer) = (app.clone(), viewer.clone());
    // More than a message may have are refused anyway.
    let files: Vec<AttachmentId> = files.iter().take(FILES_MAX).copied().collect();
    let (around, rules) = app
        .db
        .read(async move |tx: &Tx| {
            let target = target(tx, &viewer, &writing, files.clone()).await?;
            tokio::try_join!(around(tx, &state, &viewer, &target), async {
                Ok(state.detectors.active(tx).await?)
            })
        })
        .await?;
    let (asks, judged) = match &around.policy {
        Some(policy) => {
            let detector = detector(app, rules).await;
            let found = around.with(text, |message| detector.detect(message));
            let (evidence, found): (Vec<Finding>, Vec<Finding>) = found
                .into_iter()
                .partition(|finding| is_evidence(around.author, finding));
            let asks = asks(policy, &found);
            let mut judged = judged(policy, found);
            judged.extend(evidence.into_iter().map(|finding| Judged {
                finding,
                measure: Measure::Allow,
            }));
            (asks, judged)
        }
        None => (false, Vec::new()),
    };
    let words = |judged: &Judged| {
        let finding = &judged.finding;
        let text = around.text_of(finding.place)?;
        Some(words_at(text, finding.span))
    };
    Ok(Screened {
        author: around.author,
        words: judged.iter().map(words).collect(),
        missed: around.missed(),
        judged,
        asks,
        sampled_percent: around.sampled_percent,
    })
}

/// The words of a text that a span is over.
pub fn words_at(text: &str, span: Span) -> String {
    let length = span.end.saturating_sub(span.start);
    text.chars().skip(span.start).take(length).collect()
}

/// The detector of the active version. A start with a version that cannot be used is refused; where it happens later,
/// people go on writing, and each finding says that no version of the marketplace's was there.
async fn detector(app: &App, rules: Wanted) -> Arc<Detector> {
    match app.detectors.of(rules).await {
        Ok(detector) => detector,
        Err(error) => {
            let error = &error as &dyn std::error::Error;
            tracing::error!(
                error,
                "messages are looked through without the active version of the rules"
            );
            app.detectors.plain()
        }
    }
}

async fn target(
    tx: &Tx,
    viewer: &Viewer,
    writing: &Writing,
    files: Vec<AttachmentId>,
) -> Result<Target, ActionError> {
    Ok(match writing {
        Writing::In(id) => {
            let conversation = load(tx, viewer, *id, Action::WriteMessage).await?;
            Target {
                seller: conversation.seller,
                buyer: conversation.buyer,
                subject: conversation.subject,
                conversation: Some(conversation.id),
                files,
            }
        }
        Writing::New(command) => {
            let about = find_subject(tx, viewer, command).await?;
            Target {
                seller: about.seller,
                buyer: about.buyer,
                subject: about.facts.subject,
                conversation: None,
                files,
            }
        }
    })
}

impl Screened {
    /// What is kept of it with this message and these files.
    pub fn found<'a>(&'a self, message: MessageId, files: &'a [AttachmentId]) -> Found<'a> {
        Found {
            message,
            author: self.author,
            judged: &self.judged,
            files,
            missed: &self.missed,
        }
    }

    /// What is done with the message as a whole.
    pub fn measure(&self) -> Measure {
        strictest(&self.judged)
    }

    /// What has to be looked at first has nowhere to wait while there is no conversation: it does not begin one.
    pub fn check_beginning(&self) -> Result<(), ActionError> {
        match self.measure() {
            Measure::Hold => Err(contact_refused()),
            _ => Ok(()),
        }
    }

    /// Refuses what may not be sent, or not before its author has confirmed it.
    pub fn check(&self, confirmed: bool) -> Result<(), ActionError> {
        if self.measure() == Measure::Refuse {
            return Err(contact_refused());
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

fn contact_refused() -> ActionError {
    ActionError::invalid(
        "contact_refused",
        "It leads out of the marketplace. Change the words or leave out the files that POST /api/v1/messages/check names.",
    )
}
