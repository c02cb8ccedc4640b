//! One change to many conversations: each by itself, with its own version, so that one refusal stops no other.

use rules::access::Viewer;
use rules::ids::{AgentId, ConversationId, LabelId};
use store::Tx;

use super::assign::{self, Assign};
use super::close::{self, SetClosed};
use super::read_mark::{self, Marking};
use crate::actions::labels::{PutLabels, put_on};
use crate::app::App;
use crate::error::ActionError;

/// Conversations of one change at most.
pub const BULK_MAX: usize = 100;

/// What is to happen to each.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BulkChange {
    Assign(Option<AgentId>),
    PutLabel(LabelId),
    TakeLabelOff(LabelId),
    Close,
    MarkRead,
    KeepUnread,
}

/// A conversation as it was chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Chosen {
    pub conversation: ConversationId,
    /// The version that the list showed.
    pub version: i64,
}

/// One that was not changed, and why.
#[derive(Debug)]
pub struct Refused {
    pub conversation: ConversationId,
    /// What it is about; `None` where the viewer has no such conversation.
    pub title: Option<String>,
    pub why: ActionError,
}

/// What became of them.
#[derive(Debug, Default)]
pub struct BulkResult {
    pub done: u32,
    pub refused: Vec<Refused>,
}

/// Changes each in turn. What concerns all of them, such as not being allowed at all, ends it.
pub async fn run(
    app: &App,
    viewer: &Viewer,
    chosen: &[Chosen],
    change: &BulkChange,
) -> Result<BulkResult, ActionError> {
    if chosen.is_empty() {
        return Err(ActionError::invalid(
            "nothing_chosen",
            "Choose at least one conversation.",
        ));
    }
    if chosen.len() > BULK_MAX {
        let detail = format!("At most {BULK_MAX} conversations can be changed at once.");
        return Err(ActionError::invalid("too_many_chosen", detail));
    }
    let mut result = BulkResult::default();
    for chosen in chosen {
        match one(app, viewer, *chosen, change).await {
            Ok(()) => result.done += 1,
            Err(
                why @ (ActionError::Stale | ActionError::Conflict { .. } | ActionError::NotFound),
            ) => {
                result.refused.push(Refused {
                    conversation: chosen.conversation,
                    title: title(app, viewer, chosen.conversation).await?,
                    why,
                });
            }
            Err(error) => return Err(error),
        }
    }
    Ok(result)
}

async fn one(
    app: &App,
    viewer: &Viewer,
    chosen: Chosen,
    change: &BulkChange,
) -> Result<(), ActionError> {
    let Chosen {
        conversation,
        version,
    } = chosen;
    let version = Some(version);
    let put = |on: &[LabelId], off: &[LabelId]| PutLabels {
        conversation,
        on: on.to_vec(),
        off: off.to_vec(),
    };
    match change {
        BulkChange::Assign(agent) => {
            let agent = agent.clone();
            assign::run(
                app,
                viewer,
                Assign {
                    conversation,
                    agent,
                    version,
                },
            )
            .await?;
        }
        BulkChange::PutLabel(label) => {
            put_on(app, viewer, put(&[*label], &[])).await?;
        }
        BulkChange::TakeLabelOff(label) => {
            put_on(app, viewer, put(&[], &[*label])).await?;
        }
        BulkChange::Close => {
            let closed = SetClosed {
                conversation,
                closed: true,
                version,
            };
            match close::run(app, viewer, closed).await {
                // Somebody else closed it: it is as it was wanted.
                Err(ActionError::Conflict {
                    code: "already_closed",
                    ..
                }) => {}
                closed => drop(closed?),
            }
        }
        BulkChange::MarkRead => {
            read_mark::run(app, viewer, conversation, Marking::PutAside).await?;
        }
        BulkChange::KeepUnread => {
            read_mark::run(app, viewer, conversation, Marking::KeptUnread).await?;
        }
    }
    Ok(())
}

/// For the list of what was refused; a conversation of others has none.
async fn title(
    app: &App,
    viewer: &Viewer,
    id: ConversationId,
) -> Result<Option<String>, ActionError> {
    let Viewer::Agent { seller, .. } = viewer else {
        return Ok(None);
    };
    let seller = seller.clone();
    app.db
        .read(async move |tx: &Tx| {
            let found = store::conversations::find(tx, &seller, id).await?;
            Ok(found.map(|conversation| conversation.title))
        })
        .await
}
