//! Pushes the demonstration in: the import for what the marketplace knows, then what people do.

use jiff::Timestamp;
use rules::access::{Role, Roles, Viewer};
use rules::ids::{AgentId, ConversationId, SellerId, StaffId, TokenId};
use serde_json::{Value, json};
use store::Tx;
use uuid::Uuid;

use super::enter::People;
use super::files;
use super::instants::{by_day, dated, working_hours_ago};
use super::script::{self, Conversation};
use crate::actions::conversations::{draft, escalate, no_reply, note, send, take_over};
use crate::actions::import::{Import, Refused};
use crate::actions::quick_replies::keep;
use crate::actions::staff::create::{Adder, NewStaff, create};
use crate::app::App;
use crate::calendars::ReplyTerms;
use crate::error::ActionError;
use crate::i18n::Language;

/// Why the demonstration could not be loaded.
#[derive(Debug, thiserror::Error)]
pub enum DemoError {
    #[error("the demonstration's files cannot be read")]
    Script(#[from] toml::de::Error),
    #[error("the demonstration is refused: {0:?}")]
    Refused(Vec<Refused>),
    #[error("a message of the demonstration has no instant")]
    Instant(#[from] rules::deadline::DeadlineError),
    #[error("loading the demonstration")]
    Action(#[from] ActionError),
}

/// Loads everything as of now; gives the people who can sign in.
pub async fn load(app: &App) -> Result<People, DemoError> {
    let now = app.now();
    let people = people(app).await?;
    let moderator = people.moderator;
    let mut marketplace = script::marketplace()?;
    let mut lines = Vec::new();
    for kind in script::TYPES {
        let records = marketplace[kind].take();
        for mut record in records.as_array().cloned().unwrap_or_default() {
            record["type"] = json!(kind);
            lines.push(dated(record, now));
        }
    }
    import(app, &lines).await?;
    keep_quick_replies(app).await?;
    let conversations = script::conversations()?;
    for conversation in conversations {
        let instants = instants_of(app, &conversation).await?;
        let line = line(&conversation, &instants);
        // What follows is sent at its own instants, and the history ends before.
        let then = match instants.get(conversation.history()) {
            Some(at) => files::at_instant(app, *at),
            None => app.clone(),
        };
        import(&then, &[line]).await?;
        let id = find(app, conversation.seller.clone(), conversation.id.clone()).await?;
        files::send(app, id, &conversation, &instants).await?;
        act(app, id, conversation, moderator).await?;
    }
    super::absences::load(app, moderator).await?;
    Ok(people)
}

async fn people(app: &App) -> Result<People, ActionError> {
    let (moderator, auditor) = (Role::Moderator, Role::Auditor);
    let (alenka, dusan) = ("alenka@trznica.example", "dusan@trznica.example");
    let irena = "irena@trznica.example";
    Ok(People {
        moderator: create_staff(app, "Alenka Poskusna", alenka, moderator).await?,
        auditor: create_staff(app, "Dušan Preizkus", dusan, auditor).await?,
        administrator: create_staff(app, "Irena Vajnik", irena, Role::Administrator).await?,
    })
}

async fn create_staff(
    app: &App,
    name: &str,
    email: &str,
    role: Role,
) -> Result<StaffId, ActionError> {
    let new = NewStaff {
        name: name.into(),
        email: email.into(),
        language: Language::Slovene,
        roles: Roles::new([role]),
        // Nobody learns it: they come in by the printed links.
        password: app.random.secret()?,
    };
    create(app, &Adder::CommandLine, new).await
}

async fn import(app: &App, lines: &[Value]) -> Result<(), DemoError> {
    let viewer = Viewer::Platform {
        token: TokenId(Uuid::nil()),
    };
    let mut import = Import::begin(app, &viewer)?;
    for line in lines {
        import.take(format!("{line}\n").as_bytes()).await?;
    }
    let report = import.finish().await?;
    if report.refused.is_empty() {
        Ok(())
    } else {
        Err(DemoError::Refused(report.refused))
    }
}

/// When its messages were written, by the seller's calendar.
async fn instants_of(app: &App, conversation: &Conversation) -> Result<Vec<Timestamp>, DemoError> {
    let now = app.now();
    let terms = terms(app, conversation).await?;
    let mut instants = Vec::with_capacity(conversation.message.len());
    for message in &conversation.message {
        instants.push(working_hours_ago(&terms.calendar, now, message.ago)?);
    }
    for (index, message) in conversation.message.iter().enumerate() {
        if message.from == "seller" && index > 0 {
            let next = instants.get(index + 1).copied().unwrap_or(now);
            instants[index] = by_day(&terms.calendar, instants[index], instants[index - 1], next);
        }
    }
    Ok(instants)
}

/// The conversation as a line of the import, up to where files come in.
fn line(conversation: &Conversation, instants: &[Timestamp]) -> Value {
    let history = conversation.message.iter().zip(instants);
    let messages: Vec<Value> = history
        .take(conversation.history())
        .map(|(message, at)| {
            let text = message.text.trim();
            json!({ "from": message.from, "agent": message.agent, "at": at, "text": text })
        })
        .collect();
    json!({
        "type": "conversation",
        "id": conversation.id,
        "seller": conversation.seller,
        "buyer": conversation.buyer,
        "order": conversation.order,
        "listing": conversation.listing,
        "subject": conversation.subject,
        "state": conversation.state,
        "assignee": conversation.assignee,
        "messages": messages,
    })
}

async fn terms(app: &App, conversation: &Conversation) -> Result<ReplyTerms, ActionError> {
    let (state, now) = (app.clone(), app.now());
    let (seller, buyer) = (conversation.seller.clone(), conversation.buyer.clone());
    let work = async move |tx: &Tx| {
        state
            .calendars
            .terms(tx, &state.config, &seller, &buyer, now)
            .await
    };
    app.db.read(work).await
}

/// What happens in the conversation now, after its history.
async fn act(
    app: &App,
    id: ConversationId,
    script: Conversation,
    moderator: StaffId,
) -> Result<(), DemoError> {
    let agent = |agent: AgentId| Viewer::Agent {
        seller: script.seller.clone(),
        agent,
        role: rules::access::AgentRole::Agent,
    };
    for note in script.note {
        let command = note::WriteNote {
            conversation: id,
            text: note.text,
            note: None,
        };
        note::run(app, &agent(note.agent), command).await?;
    }
    if let Some(said) = script.no_reply_needed {
        let command = no_reply::MarkNoReplyNeeded {
            conversation: id,
            reason: said.reason,
            version: None,
        };
        no_reply::mark(app, &agent(said.agent), command).await?;
    }
    if script.objection {
        no_reply::object_to(app, &Viewer::Buyer(script.buyer.clone()), id).await?;
    }
    if script.escalated {
        escalate::run(app, &Viewer::Buyer(script.buyer), id).await?;
    }
    if let Some(begun) = script.draft {
        let command = draft::KeepDraft {
            conversation: id,
            text: begun.text,
            version: None,
        };
        draft::keep(app, &agent(begun.agent), command).await?;
    }
    if let Some(text) = script.taken_over {
        let viewer = Viewer::Staff {
            staff: moderator,
            roles: Roles::new([Role::Moderator]),
        };
        let command = take_over::SetTakenOver {
            conversation: id,
            taken_over: true,
            version: None,
        };
        take_over::run(app, &viewer, command).await?;
        let command = send::SendMessage {
            confirmed: true,
            conversation: id,
            text,
            last_read: 0,
            insist: true,
            message: None,
            attachments: Vec::new(),
        };
        send::run(app, &viewer, command).await?;
    }
    Ok(())
}

/// What the seller's agents send again and again.
async fn keep_quick_replies(app: &App) -> Result<(), DemoError> {
    let viewer = Viewer::Agent {
        seller: script::this_seller(),
        agent: AgentId::parse(script::AGENT).map_err(|_| ActionError::NotFound)?,
        role: rules::access::AgentRole::Agent,
    };
    for reply in script::quick_replies()? {
        let typed = keep::Typed {
            name: reply.name,
            shortcut: reply.shortcut,
            default_language: "sl".to_owned(),
            texts: vec![("sl".to_owned(), reply.sl), ("en".to_owned(), reply.en)],
        };
        keep::create(app, &viewer, typed).await?;
    }
    Ok(())
}

async fn find(
    app: &App,
    seller: SellerId,
    external_id: String,
) -> Result<ConversationId, ActionError> {
    let work =
        async move |tx: &Tx| store::conversations::find_imported(tx, &seller, &external_id).await;
    let found = app.db.read(work).await?;
    found
        .map(|conversation| conversation.id)
        .ok_or(ActionError::NotFound)
}
