//! Saved views over the API.

use axum::Json;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use jiff::Timestamp;
use jiff::civil::Date;
use rules::ids::{AgentId, LabelId, ViewId};
use serde::{Deserialize, Serialize};
use store::saved_views::View;
use utoipa::ToSchema;

use crate::actions::reading_zone;
use crate::actions::views::{self, Fields, NOBODY, NewView};
use crate::api::conversations::TabNamed;
use crate::api::version::VersionQuery;
use crate::app::App;
use crate::error::ActionError;
use crate::viewer::Identity;

/// A list to be saved.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ViewBody {
    /// 1 to 40 characters in one line.
    name: String,
    /// For all of the seller's agents; for those who may keep its labels too.
    #[serde(default)]
    shared: bool,
    #[serde(default)]
    #[schema(inline)]
    tab: TabNamed,
    #[serde(default)]
    filter: ViewFilter,
}

/// What the list is narrowed to; what is left out narrows nothing.
#[derive(Debug, Default, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub(super) struct ViewFilter {
    /// The marketplace's id of the order or listing.
    #[serde(skip_serializing_if = "String::is_empty")]
    subject: String,
    /// The id of an order, a listing or a buyer, or words of the buyer's name however they are written.
    #[serde(skip_serializing_if = "String::is_empty")]
    find: String,
    /// The agent it is assigned to.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    agent: Option<AgentId>,
    /// Assigned to nobody; goes without `agent`.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    unassigned: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = Uuid)]
    label: Option<LabelId>,
    /// Only what the agent who looks has not read.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    unread: bool,
    /// Newest message on this day or later, where the seller is.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = Date)]
    from: Option<Date>,
    /// Newest message on this day or earlier.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = Date)]
    to: Option<Date>,
}

/// A new name.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ViewName {
    /// 1 to 40 characters in one line.
    name: String,
}

/// A saved list.
#[derive(Debug, Serialize, ToSchema)]
pub struct ViewShown {
    #[schema(value_type = String, format = Uuid)]
    id: ViewId,
    name: String,
    /// All of the seller's agents have it.
    shared: bool,
    #[schema(inline)]
    tab: TabNamed,
    filter: ViewFilter,
    /// Counts the changes from 1.
    version: i64,
    #[schema(value_type = String, format = DateTime)]
    created_at: Timestamp,
    #[schema(value_type = String, format = DateTime)]
    updated_at: Timestamp,
}

/// A saved list with what is unread in it.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct ViewCounted {
    #[serde(flatten)]
    view: ViewShown,
    /// Conversations that wait to be read, counted up to `counted_up_to`.
    unread: u32,
}

/// The lists that an agent has.
#[derive(Debug, Serialize, ToSchema)]
pub struct ViewList {
    /// The seller's by name, then the agent's own.
    items: Vec<ViewCounted>,
    /// The one that the agent's inbox opens with.
    #[schema(value_type = Option<String>, format = Uuid)]
    first: Option<ViewId>,
    counted_up_to: u32,
}

/// List the saved views
///
/// `GET /api/v1/conversations?view=` gives the conversations of one.
#[utoipa::path(
    get,
    path = "/api/v1/views",
    tag = "inbox",
    responses((status = 200, description = "The seller's and the agent's own", body = ViewList)),
)]
pub async fn get_views(
    State(app): State<App>,
    identity: Identity,
) -> Result<Json<ViewList>, ActionError> {
    let viewer = &identity.viewer;
    let zone = reading_zone::run(&app, viewer).await?;
    let kept = views::list(&app, viewer).await?;
    let unread = views::unread(&app, viewer, &kept.views, &zone).await?;
    let item = |(view, unread): (View, u32)| {
        let view = view.try_into()?;
        Ok(ViewCounted { view, unread })
    };
    let items = kept.views.into_iter().zip(unread).map(item);
    Ok(Json(ViewList {
        items: items.collect::<Result<_, ActionError>>()?,
        first: kept.first,
        counted_up_to: store::lists::UNREAD_MAX,
    }))
}

/// Save a view
#[utoipa::path(
    post,
    path = "/api/v1/views",
    tag = "inbox",
    request_body = ViewBody,
    responses(
        (status = 201, description = "It is saved", body = ViewShown),
        (status = 409, description = "`too_many_views`"),
        (status = 422, description = "`name_empty`, `name_too_long`, `name_unshowable` or `agent_and_unassigned`"),
    ),
)]
pub async fn post_view(
    State(app): State<App>,
    identity: Identity,
    Json(body): Json<ViewBody>,
) -> Result<(StatusCode, Json<ViewShown>), ActionError> {
    let new = NewView {
        name: body.name,
        shared: body.shared,
        tab: body.tab.of_view().to_owned(),
        filter: body.filter.into_fields()?.kept()?,
    };
    let saved = views::save(&app, &identity.viewer, new).await?;
    Ok((StatusCode::CREATED, Json(saved.try_into()?)))
}

/// Rename a view
#[utoipa::path(
    put,
    path = "/api/v1/views/{view}",
    tag = "inbox",
    params(("view" = Uuid, Path, description = "The view's id"), VersionQuery),
    request_body = ViewName,
    responses(
        (status = 200, description = "It is renamed", body = ViewShown),
        (status = 409, description = "`version` is not the present one"),
        (status = 422, description = "`name_empty`, `name_too_long` or `name_unshowable`"),
    ),
)]
pub async fn put_view(
    State(app): State<App>,
    identity: Identity,
    Path(id): Path<ViewId>,
    Query(query): Query<VersionQuery>,
    Json(body): Json<ViewName>,
) -> Result<Json<ViewShown>, ActionError> {
    let renamed = views::rename(&app, &identity.viewer, id, &body.name, query.version).await?;
    Ok(Json(renamed.try_into()?))
}

/// Delete a view
#[utoipa::path(
    delete,
    path = "/api/v1/views/{view}",
    tag = "inbox",
    params(("view" = Uuid, Path, description = "The view's id")),
    responses((status = 204, description = "It is deleted")),
)]
pub async fn delete_view(
    State(app): State<App>,
    identity: Identity,
    Path(id): Path<ViewId>,
) -> Result<StatusCode, ActionError> {
    views::delete(&app, &identity.viewer, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

impl ViewFilter {
    fn into_fields(self) -> Result<Fields, ActionError> {
        let agent = match (self.agent, self.unassigned) {
            (Some(_), true) => {
                let detail = "agent, unassigned: give one of the two.";
                return Err(ActionError::invalid("agent_and_unassigned", detail));
            }
            (Some(agent), false) => agent.to_string(),
            (None, true) => NOBODY.to_owned(),
            (None, false) => String::new(),
        };
        let day = |day: Option<Date>| day.map(|day| day.to_string()).unwrap_or_default();
        Ok(Fields {
            order: self.subject,
            find: self.find,
            agent,
            label: self.label.map(|id| id.to_string()).unwrap_or_default(),
            unread: if self.unread { "yes" } else { "" }.to_owned(),
            from: day(self.from),
            to: day(self.to),
        })
    }
}

impl From<Fields> for ViewFilter {
    fn from(fields: Fields) -> ViewFilter {
        ViewFilter {
            unassigned: fields.agent == NOBODY,
            agent: AgentId::parse(fields.agent).ok(),
            subject: fields.order,
            find: fields.find,
            label: fields.label.parse().ok(),
            unread: !fields.unread.is_empty(),
            from: fields.from.parse().ok(),
            to: fields.to.parse().ok(),
        }
    }
}

impl TryFrom<View> for ViewShown {
    type Error = ActionError;

    fn try_from(view: View) -> Result<ViewShown, ActionError> {
        Ok(ViewShown {
            shared: view.agent.is_none(),
            tab: TabNamed::from_view(&view.tab),
            filter: Fields::of(&view)?.into(),
            id: view.id,
            name: view.name,
            version: view.version,
            created_at: view.created_at,
            updated_at: view.updated_at,
        })
    }
}
