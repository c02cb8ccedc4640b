//! `POST /conversations`: opens one, or lands in the one that is open.

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use rules::ids::MessageId;
use serde::Deserialize;

use super::ask::{About, Typed, form};
use super::files;
use super::found;
use super::submitted::Submitted;
use super::write::refusal;
use crate::actions::attachments::begin::Place;
use crate::actions::conversations::send::SentMessage;
use crate::actions::conversations::{open, preview};
use crate::actions::moderation::Writing;
use crate::error::ActionError;
use crate::i18n::Texts;
use crate::pages::views::notice::Notice;
use crate::pages::visit::{Visit, go};

#[derive(Debug, Deserialize)]
pub struct Asked {
    #[serde(flatten)]
    about: About,
    text: String,
    message: Option<MessageId>,
    /// Its writer has seen what was found.
    confirmed: Option<String>,
}

pub async fn submit(visit: Visit, submitted: Submitted<Asked>) -> Result<Response, ActionError> {
    let asked = submitted.fields;
    let mut command = asked.about.command(asked.text.clone(), asked.message)?;
    command.confirmed = asked.confirmed.is_some();
    let place = Place::New(command.seller.clone());
    let mut brought =
        files::take_in(&visit, &place, submitted.attachments, submitted.files).await?;
    command.attachments = brought.ready.clone();
    let mut text_error = None;
    let (mut found, mut confirms) = (Vec::new(), false);
    if brought.errors.is_empty() {
        match open::run(&visit.app, visit.viewer(), command.clone()).await {
            Ok(sent) => return Ok(sent_on(&sent)),
            Err(error) => match files::refusal(&visit, &error) {
                Some(refused) => brought.errors.push(refused),
                None => {
                    if let Some(asked_for) = found::asked(&error) {
                        let writing = Writing::New(Box::new(command.clone()));
                        found = found::found(&visit, writing, &command.text, &command.attachments)
                            .await?;
                        confirms = asked_for;
                    }
                    let refusal = refusal(&error).ok_or(error)?;
                    text_error = Some(refusal.text(Texts::of(visit.identity.language)));
                }
            },
        }
    }
    let preview = preview::run(&visit.app, visit.viewer(), command).await?;
    let typed = Typed {
        text: asked.text,
        message: asked.message.map(|message| message.to_string()),
        error: text_error,
        found,
        confirms,
        attach: brought,
    };
    let shown = form(&visit, &asked.about, preview, typed).await?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, shown).into_response())
}

fn sent_on(sent: &SentMessage) -> Response {
    let id = sent.conversation.id;
    let Some(sequence) = sent.sequence() else {
        let held = format!("/conversations/{id}#held-{}", sent.message);
        return go(&held, Notice::ReplyHeld);
    };
    let notice = match sequence {
        1 => Notice::QuestionSent,
        _ => Notice::LandedInOpen,
    };
    go(&format!("/conversations/{id}#m{sequence}"), notice)
}
