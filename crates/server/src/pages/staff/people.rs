//! `/staff/people`: the people of the marketplace, for its administrators.

use std::collections::BTreeMap;

use axum::Form;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use rules::access::{Role, Roles, Viewer};
use rules::ids::StaffId;

use crate::actions::staff::change::{Change, change};
use crate::actions::staff::create::{Adder, NewStaff, create};
use crate::actions::staff::list::{Listed, list};
use crate::actions::staff::reset::{end_sessions, reset_second_factor};
use crate::error::ActionError;
use crate::i18n::{Language, Texts};
use crate::pages::views::notice::Notice;
use crate::pages::views::staff_people::{FirstPassword, NewStaffForm, StaffPeoplePage, StaffView};
use crate::pages::visit::{Visit, go, show as answer};

const ADDRESS: &str = "/staff/people";

/// The fields of a form; each role is one.
type Fields = BTreeMap<String, String>;

/// What is shown besides the people as they are.
#[derive(Default)]
struct Besides {
    form: NewStaffForm,
    made: Option<FirstPassword>,
    error: Option<String>,
}

pub async fn show(visit: Visit) -> Result<Response, ActionError> {
    page(&visit, Besides::default()).await
}

/// `POST /staff/people`: the answer alone shows the first password.
pub async fn add(visit: Visit, Form(fields): Form<Fields>) -> Result<Response, ActionError> {
    let text = |name: &str| fields.get(name).cloned().unwrap_or_default();
    let form = NewStaffForm {
        name: text("name"),
        email: text("email"),
        language: Language::from_tag(&text("language")).unwrap_or(visit.identity.language),
        roles: roles(&fields),
        error: None,
    };
    let password = visit.app.random.secret()?;
    let new = NewStaff {
        name: form.name.clone(),
        email: form.email.clone(),
        language: form.language,
        roles: form.roles,
        password: password.clone(),
    };
    let adder = Adder::Administrator(visit.viewer().clone());
    let texts = Texts::of(visit.identity.language);
    match create(&visit.app, &adder, new).await {
        Ok(_) => {
            let made = FirstPassword {
                name: form.name,
                email: form.email,
                password,
            };
            let besides = Besides {
                made: Some(made),
                ..Besides::default()
            };
            page(&visit, besides).await
        }
        Err(error) => {
            let form = NewStaffForm {
                error: Some(words(texts, error)?),
                ..form
            };
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

/// `POST /staff/people/{id}/access`.
pub async fn access(
    visit: Visit,
    Path(id): Path<StaffId>,
    Form(fields): Form<Fields>,
) -> Result<Response, ActionError> {
    let wanted = fields.get("do").map_or("", String::as_str);
    let version = fields.get("version").and_then(|text| text.parse().ok());
    let change_to = Change {
        roles: (wanted == "roles").then(|| roles(&fields)),
        active: match wanted {
            "end" => Some(false),
            "return" => Some(true),
            _ => None,
        },
        version: version.unwrap_or_default(),
    };
    done(
        &visit,
        change(&visit.app, visit.viewer(), id, change_to).await,
        Notice::PeopleChanged,
    )
    .await
}

/// `POST /staff/people/{id}/second-factor/reset`.
pub async fn reset(visit: Visit, Path(id): Path<StaffId>) -> Result<Response, ActionError> {
    let done_so = reset_second_factor(&visit.app, visit.viewer(), id).await;
    done(&visit, done_so, Notice::SecondFactorReset).await
}

/// `POST /staff/people/{id}/sessions/end`.
pub async fn end(visit: Visit, Path(id): Path<StaffId>) -> Result<Response, ActionError> {
    let done_so = end_sessions(&visit.app, visit.viewer(), id).await;
    done(&visit, done_so, Notice::PeopleChanged).await
}

async fn done(
    visit: &Visit,
    result: Result<(), ActionError>,
    notice: Notice,
) -> Result<Response, ActionError> {
    match result {
        Ok(()) => Ok(go(ADDRESS, notice)),
        Err(error) => {
            let error = Some(words(Texts::of(visit.identity.language), error)?);
            let shown = page(
                visit,
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

async fn page(visit: &Visit, besides: Besides) -> Result<Response, ActionError> {
    let people = list(&visit.app, visit.viewer()).await?;
    let oneself = match visit.viewer() {
        Viewer::Staff { staff, .. } => Some(*staff),
        _ => None,
    };
    let reader = visit.reader().await?;
    let view = |Listed {
                    person,
                    factors,
                    signed_in_at,
                }: Listed| StaffView {
        is_oneself: oneself == Some(person.id),
        signed_in: signed_in_at.map(|at| reader.sent(at)),
        id: person.id.to_string(),
        name: person.name,
        email: person.email,
        roles: person.roles,
        active: person.active,
        version: person.version,
        totp: factors.totp,
        passkeys: factors.passkeys as u64,
    };
    answer(&StaffPeoplePage {
        page: visit.page_at(ADDRESS.to_owned()),
        people: people.into_iter().map(view).collect(),
        form: besides.form,
        made: besides.made,
        error: besides.error,
    })
}

fn roles(fields: &Fields) -> Roles {
    Roles::new(
        Role::ALL
            .into_iter()
            .filter(|role| fields.contains_key(role.code())),
    )
}

fn words(texts: &Texts, error: ActionError) -> Result<String, ActionError> {
    let key = match &error {
        ActionError::Stale => "people-error-stale",
        ActionError::Invalid { code, .. } | ActionError::Conflict { code, .. } => match *code {
            "name" => "people-error-name",
            "email" => "people-error-email",
            "email_taken" => "people-error-taken",
            "roles" | "no_role" => "people-error-no-role",
            "last_administrator" => "people-error-last-administrator",
            "oneself" => "people-error-oneself",
            _ => return Err(error),
        },
        _ => return Err(error),
    };
    Ok(texts.t(key))
}
