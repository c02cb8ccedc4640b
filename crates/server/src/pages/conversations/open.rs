//! `POST /conversations`: opens one, or lands in the one that is open.

use axum::Form;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use rules::ids::MessageId;
use serde::Deserialize;

use super::ask::{About, Typed, form};
use super::write::refusal;
use crate::actions::conversations::{open, preview};
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
}

pub async fn submit(visit: Visit, Form(asked): Form<Asked>) -> Result<Response, ActionError> {
    let command = asked.about.command(asked.text.clone(), asked.message)?;
    match open::run(&visit.app, visit.viewer(), command.clone()).await {
        Ok(sent) => {
            let notice = match sent.sequence {
                1 => Notice::QuestionSent,
                _ => Notice::LandedInOpen,
            };
            let id = sent.conversation.id;
            Ok(go(
                &format!("/conversations/{id}#m{}", sent.sequence),
                notice,
            ))
        }
        Err(error) => {
            let refusal = refusal(&error).ok_or(error)?;
            let preview = preview::run(&visit.app, visit.viewer(), command).await?;
            let typed = Typed {
                text: asked.text,
                message: asked.message.map(|message| message.to_string()),
                error: Some(refusal.text(Texts::of(visit.identity.language))),
            };
            let shown = form(&visit, &asked.about, preview, typed).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, shown).into_response())
        }
    }
}
