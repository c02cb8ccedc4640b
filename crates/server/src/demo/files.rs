//! Messages of the demonstration that files go with: sent at their own instants, through the actions of everybody.

use image::ImageError;
use jiff::Timestamp;
use rules::access::{AgentRole, Viewer};
use rules::ids::{AttachmentId, ConversationId};

use super::script::{Conversation, Drawn, File, Message};
use super::{label, pictures};
use crate::actions::attachments::begin::Place;
use crate::actions::attachments::whole;
use crate::actions::conversations::send;
use crate::app::App;
use crate::clock::Clock;
use crate::error::ActionError;

/// Sends the messages from the first one with files on; those before came in as history.
pub(super) async fn send(
    app: &App,
    id: ConversationId,
    script: &Conversation,
    instants: &[Timestamp],
) -> Result<(), ActionError> {
    for (message, at) in script.message.iter().zip(instants).skip(script.history()) {
        send_one(&at_instant(app, *at), id, script, message).await?;
    }
    Ok(())
}

/// The service as it was at an instant.
pub(super) fn at_instant(app: &App, at: Timestamp) -> App {
    app.by_clock(Clock::fixed(at))
}

async fn send_one(
    app: &App,
    id: ConversationId,
    script: &Conversation,
    message: &Message,
) -> Result<(), ActionError> {
    let viewer = match &message.agent {
        Some(agent) => Viewer::Agent {
            seller: script.seller.clone(),
            agent: agent.clone(),
            role: AgentRole::Agent,
        },
        None => Viewer::Buyer(script.buyer.clone()),
    };
    let mut attachments: Vec<AttachmentId> = Vec::with_capacity(message.files.len());
    for File { name, drawn } in &message.files {
        let bytes = draw(*drawn).map_err(|source| ActionError::Internal {
            operation: "drawing a picture of the demonstration",
            source: Box::new(source),
        })?;
        let place = Place::Conversation(id);
        let file = whole::run(app, &viewer, place, name.clone(), bytes.into()).await?;
        attachments.push(file.id);
    }
    let command = send::SendMessage {
        confirmed: true,
        conversation: id,
        text: message.text.trim().to_owned(),
        last_read: 0,
        insist: true,
        message: None,
        attachments,
    };
    send::run(app, &viewer, command).await?;
    Ok(())
}

fn draw(drawn: Drawn) -> Result<Vec<u8>, ImageError> {
    match drawn {
        Drawn::Parcel => pictures::parcel(),
        Drawn::Shade => pictures::shade(false),
        Drawn::ShadeLit => pictures::shade(true),
        Drawn::CeilingLamp => pictures::ceiling_lamp(),
        Drawn::ReturnLabel => Ok(label::return_label("S-1004", "KP00010047SI")),
    }
}
