//! `/labels`: a seller's labels.

use axum::Form;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use rules::ids::LabelId;
use rules::inbox::LabelColour;
use serde::Deserialize;

use crate::actions::labels::{self, LabelContent};
use crate::error::ActionError;
use crate::i18n::Texts;
use crate::pages::views::label::LabelView;
use crate::pages::views::labels::{ColourOption, LabelForm, LabelRow, LabelsPage};
use crate::pages::views::notice::Notice;
use crate::pages::visit::{Visit, go, show as answer};

const ADDRESS: &str = "/labels";

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Sent {
    name: String,
    colour: String,
    version: Option<i64>,
}

pub async fn show(visit: Visit) -> Result<Response, ActionError> {
    page(&visit, LabelForm::default()).await
}

/// `POST /labels`.
pub async fn create(visit: Visit, Form(sent): Form<Sent>) -> Result<Response, ActionError> {
    let made = match sent.content() {
        Ok(content) => labels::create(&visit.app, visit.viewer(), None, content).await,
        Err(refused) => Err(refused),
    };
    answered(&visit, made, None, sent).await
}

/// `POST /labels/{label}`.
pub async fn change(
    visit: Visit,
    Path(id): Path<LabelId>,
    Form(sent): Form<Sent>,
) -> Result<Response, ActionError> {
    let (app, viewer) = (&visit.app, visit.viewer());
    let changed = match sent.content() {
        Ok(content) => labels::change(app, viewer, id, content, sent.version).await,
        Err(refused) => Err(refused),
    };
    answered(&visit, changed, Some(id), sent).await
}

/// `POST /labels/{label}/deletion`.
pub async fn delete(visit: Visit, Path(id): Path<LabelId>) -> Result<Response, ActionError> {
    labels::delete(&visit.app, visit.viewer(), id).await?;
    Ok(go(ADDRESS, Notice::LabelDeleted))
}

impl Sent {
    fn content(&self) -> Result<LabelContent, ActionError> {
        LabelContent::new(self.name.clone(), &self.colour)
    }
}

/// Back to the list, or the form again with what was typed and what is wrong with it.
async fn answered<T>(
    visit: &Visit,
    result: Result<T, ActionError>,
    id: Option<LabelId>,
    sent: Sent,
) -> Result<Response, ActionError> {
    let (status, key) = match result {
        Ok(_) => return Ok(go(ADDRESS, Notice::LabelSaved)),
        Err(ActionError::Stale) => return Ok(go(ADDRESS, Notice::Stale)),
        Err(ActionError::Invalid { code, .. }) => (
            StatusCode::UNPROCESSABLE_ENTITY,
            match code {
                "name_empty" => "label-error-empty",
                "name_too_long" => "label-error-long",
                "label_colour" => "label-error-colour",
                _ => "label-error-unshowable",
            },
        ),
        Err(ActionError::Conflict { code, .. }) => (
            StatusCode::CONFLICT,
            match code {
                "label_exists" => "label-error-exists",
                _ => "label-error-many",
            },
        ),
        Err(error) => return Err(error),
    };
    let form = LabelForm {
        of: id.map(|id| id.to_string()),
        name: sent.name,
        colour: sent.colour,
        error: Some(Texts::of(visit.identity.language).t(key)),
    };
    Ok((status, page(visit, form).await?).into_response())
}

async fn page(visit: &Visit, form: LabelForm) -> Result<Response, ActionError> {
    let labels = labels::counted(&visit.app, visit.viewer()).await?;
    let row = |(label, count): (store::labels::Label, u64)| {
        let id = label.id.to_string();
        let again = form.of.as_deref() == Some(id.as_str());
        LabelRow {
            list_url: format!("/conversations?tab=all&label={id}"),
            name: match again {
                true => form.name.clone(),
                false => label.name.as_str().to_owned(),
            },
            error: form.error.clone().filter(|_| again),
            colours: colours(match again {
                true => &form.colour,
                false => label.colour.code(),
            }),
            version: label.version,
            count,
            label: LabelView::new(&label),
        }
    };
    let of_new = form.of.is_none();
    answer(&LabelsPage {
        page: visit.page_at(ADDRESS.to_owned()),
        name: Some(form.name.clone())
            .filter(|_| of_new)
            .unwrap_or_default(),
        error: form.error.clone().filter(|_| of_new),
        colours: colours(if of_new { &form.colour } else { "" }),
        labels: labels.into_iter().map(row).collect(),
    })
}

fn colours(selected: &str) -> Vec<ColourOption> {
    let option = |colour: LabelColour| ColourOption {
        colour,
        selected: colour.code() == selected,
    };
    LabelColour::ALL.into_iter().map(option).collect()
}
