//! One change to many conversations, over the API.

use axum::Json;
use axum::extract::State;
use rules::ids::{AgentId, ConversationId, LabelId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::actions::conversations::bulk::{self, BulkChange, Chosen, Refused};
use crate::app::App;
use crate::error::ActionError;
use crate::viewer::Identity;

/// What is to happen to which conversations.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct BulkBody {
    change: ChangeNamed,
    /// 1 to 100.
    conversations: Vec<ChosenNamed>,
}

/// What is to happen to each.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum ChangeNamed {
    /// To an active agent of the seller, or to nobody with `null`.
    Assign {
        #[schema(value_type = Option<String>)]
        agent: Option<AgentId>,
    },
    PutLabel {
        #[schema(value_type = String, format = Uuid)]
        label: LabelId,
    },
    TakeLabelOff {
        #[schema(value_type = String, format = Uuid)]
        label: LabelId,
    },
    Close {},
    /// It counts as read without having been shown.
    MarkRead {},
    /// It is to be read once more.
    KeepUnread {},
}

/// A conversation as it was chosen.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ChosenNamed {
    #[schema(value_type = String, format = Uuid)]
    id: ConversationId,
    /// The version that was seen; one that has changed since then is not assigned and not closed.
    version: i64,
}

/// What became of them.
#[derive(Debug, Serialize, ToSchema)]
pub struct BulkShown {
    /// How many are now as it was wanted.
    done: u32,
    /// Those that are not; one refusal stops no other.
    refused: Vec<RefusedShown>,
}

/// One that was not changed, and why.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct RefusedShown {
    #[schema(value_type = String, format = Uuid)]
    id: ConversationId,
    /// What it is about; `null` where the viewer has no such conversation.
    title: Option<String>,
    /// As the single change would have answered: `stale`, `reply_owed`, `not_found` and so on.
    code: &'static str,
    detail: String,
}

/// Change many conversations at once
///
/// Each by itself. What concerns all of them, such as not being allowed, is refused as a whole.
#[utoipa::path(
    post,
    path = "/api/v1/conversations/bulk",
    tag = "inbox",
    request_body = BulkBody,
    responses(
        (status = 200, description = "What became of each", body = BulkShown),
        (status = 422, description = "`nothing_chosen`, `too_many_chosen`, `agent_unknown` or `label_unknown`"),
    ),
)]
pub async fn post_bulk(
    State(app): State<App>,
    identity: Identity,
    Json(body): Json<BulkBody>,
) -> Result<Json<BulkShown>, ActionError> {
    let chosen = |chosen: &ChosenNamed| Chosen {
        conversation: chosen.id,
        version: chosen.version,
    };
    let chosen: Vec<Chosen> = body.conversations.iter().map(chosen).collect();
    let result = bulk::run(&app, &identity.viewer, &chosen, &body.change.into()).await?;
    Ok(Json(BulkShown {
        done: result.done,
        refused: result.refused.into_iter().map(RefusedShown::from).collect(),
    }))
}

impl From<ChangeNamed> for BulkChange {
    fn from(change: ChangeNamed) -> BulkChange {
        match change {
            ChangeNamed::Assign { agent } => BulkChange::Assign(agent),
            ChangeNamed::PutLabel { label } => BulkChange::PutLabel(label),
            ChangeNamed::TakeLabelOff { label } => BulkChange::TakeLabelOff(label),
            ChangeNamed::Close {} => BulkChange::Close,
            ChangeNamed::MarkRead {} => BulkChange::MarkRead,
            ChangeNamed::KeepUnread {} => BulkChange::KeepUnread,
        }
    }
}

impl From<Refused> for RefusedShown {
    fn from(refused: Refused) -> RefusedShown {
        let told = refused.why.told();
        RefusedShown {
            id: refused.conversation,
            title: refused.title,
            code: told.code,
            detail: told.detail,
        }
    }
}
