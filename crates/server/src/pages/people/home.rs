//! `/people`: who works for the seller, for its owners.

use axum::Form;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use rules::access::{AgentRole, Viewer};
use rules::ids::{AgentId, InvitationId};
use serde::Deserialize;

use crate::actions::people::change::{Change, change, end_sessions};
use crate::actions::people::invite::{self, Invited, WORKS_HERE};
use crate::actions::people::list::{People, list};
use crate::actions::settings;
use crate::error::ActionError;
use crate::i18n::Texts;
use crate::pages::views::format::Reader;
use crate::pages::views::notice::Notice;
use crate::pages::views::people::{AgentView, InvitationView, InviteForm, InvitedLink, PeoplePage};
use crate::pages::visit::{Visit, go, show as answer};

const ADDRESS: &str = "/people";

/// What is shown besides the people as they are.
#[derive(Default)]
struct Besides {
    link: Option<InvitedLink>,
    error: Option<String>,
    form: Option<InviteForm>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Invite {
    email: String,
    role: String,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Access {
    /// `role`, `end` or `return`.
    r#do: String,
    role: String,
    version: Option<i64>,
}

pub async fn show(visit: Visit) -> Result<Response, ActionError> {
    page(&visit, Besides::default()).await
}

/// `POST /people/invitations`: the answer alone shows the link.
pub async fn invite(visit: Visit, Form(form): Form<Invite>) -> Result<Response, ActionError> {
    let role = AgentRole::from_code(&form.role).unwrap_or_default();
    let reader = visit.reader().await?;
    match invite::invite(&visit.app, visit.viewer(), (&form.email, role)).await {
        Ok(invited) => {
            let link = Some(link(&visit, &reader, &invited));
            page(
                &visit,
                Besides {
                    link,
                    ..Besides::default()
                },
            )
            .await
        }
        Err(error) => {
            let again = InviteForm {
                error: Some(words(reader.texts, error)?),
                email: form.email,
                role,
            };
            let form = Some(again);
            let shown = page(
                &visit,
                Besides {
                    form,
                    ..Besides::default()
                },
            )
            .await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, shown).into_response())
        }
    }
}

/// `POST /people/invitations/{invitation}/withdrawal`.
pub async fn withdraw(visit: Visit, Path(id): Path<InvitationId>) -> Result<Response, ActionError> {
    invite::withdraw(&visit.app, visit.viewer(), id).await?;
    Ok(go(ADDRESS, Notice::InvitationWithdrawn))
}

/// `POST /people/{agent}/access`.
pub async fn access(
    visit: Visit,
    Path(id): Path<AgentId>,
    Form(form): Form<Access>,
) -> Result<Response, ActionError> {
    let wanted = Change {
        role: match form.r#do.as_str() {
            "role" => AgentRole::from_code(&form.role),
            _ => None,
        },
        active: match form.r#do.as_str() {
            "end" => Some(false),
            "return" => Some(true),
            _ => None,
        },
        version: form.version,
    };
    match change(&visit.app, visit.viewer(), id, wanted).await {
        Ok(_) => Ok(go(ADDRESS, Notice::PeopleChanged)),
        Err(error) => {
            let reader = visit.reader().await?;
            let error = Some(words(reader.texts, error)?);
            let shown = page(
                &visit,
                Besides {
                    error,
                    ..Besides::default()
                },
            )
            .await?;
            Ok((StatusCode::CONFLICT, shown).into_response())
        }
    }
}

/// `POST /people/{agent}/sessions/end`.
pub async fn end(visit: Visit, Path(id): Path<AgentId>) -> Result<Response, ActionError> {
    end_sessions(&visit.app, visit.viewer(), id).await?;
    Ok(go(ADDRESS, Notice::PeopleChanged))
}

async fn page(visit: &Visit, besides: Besides) -> Result<Response, ActionError> {
    let reader = visit.reader().await?;
    let People {
        agents,
        invitations,
    } = list(&visit.app, visit.viewer()).await?;
    let oneself = match visit.viewer() {
        Viewer::Agent { agent, .. } => Some(agent.clone()),
        _ => None,
    };
    let people = agents.into_iter().map(|agent| AgentView {
        is_oneself: oneself.as_ref() == Some(&agent.id),
        id: agent.id.to_string(),
        name: agent.name,
        email: agent.email,
        role: agent.role,
        active: agent.active,
        version: agent.version,
    });
    let invitations = invitations.into_iter().map(|invitation| InvitationView {
        id: invitation.id.to_string(),
        email: invitation.email,
        role: invitation.role,
        until: reader.short(invitation.expires_at),
    });
    let empty = InviteForm {
        email: String::new(),
        role: AgentRole::Agent,
        error: None,
    };
    let may_invite = settings::known(&visit.app).await?.agents_with_password;
    answer(&PeoplePage {
        page: visit.page_at(ADDRESS.to_owned()),
        people: people.collect(),
        invitations: invitations.collect(),
        form: may_invite.then(|| besides.form.unwrap_or(empty)),
        link: besides.link,
        error: besides.error,
    })
}

fn link(visit: &Visit, reader: &Reader, invited: &Invited) -> InvitedLink {
    InvitedLink {
        email: invited.invitation.email.clone(),
        url: invite::address(&visit.app, invited),
        until: reader.full(invited.invitation.expires_at).text,
    }
}

fn words(texts: &Texts, error: ActionError) -> Result<String, ActionError> {
    let key = match &error {
        ActionError::Stale => "people-error-stale",
        ActionError::Invalid { code, .. } | ActionError::Conflict { code, .. } => match *code {
            "invalid_field" => "people-error-email",
            WORKS_HERE => "people-error-works-here",
            "too_many_invitations" => "people-error-too-many",
            "last_owner" => "people-error-last-owner",
            _ => return Err(error),
        },
        _ => return Err(error),
    };
    Ok(texts.t(key))
}
