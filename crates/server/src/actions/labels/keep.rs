//! The labels themselves: making, changing and deleting them.

use std::collections::BTreeMap;

use rules::access::{Action, Relation, Viewer};
use rules::ids::{LabelId, SellerId};
use rules::inbox::{InvalidName, LABELS_MAX, LabelColour, LabelName};
use serde_json::json;
use store::events::Stream;
use store::labels::{self, Label};
use store::{DbError, Tx};

use crate::actions::record::{Recorder, record};
use crate::actions::sellers_own::seller_of;
use crate::app::App;
use crate::error::ActionError;
use crate::viewer::check;

/// What a label is to be.
#[derive(Debug, Clone)]
pub struct LabelContent {
    pub name: String,
    pub colour: LabelColour,
}

impl LabelContent {
    /// With the colour of this code.
    pub fn new(name: String, colour: &str) -> Result<LabelContent, ActionError> {
        let colour = LabelColour::from_code(colour).ok_or_else(|| {
            let all = LabelColour::ALL.map(LabelColour::code).join(", ");
            ActionError::invalid("label_colour", format!("colour: give one of {all}."))
        })?;
        Ok(LabelContent { name, colour })
    }
}

/// All labels of the viewer's seller by name.
pub async fn list(app: &App, viewer: &Viewer) -> Result<Vec<Label>, ActionError> {
    check(viewer, Action::ReadLabels, Relation::Own)?;
    let seller = seller_of(viewer)?;
    app.db
        .read(async move |tx: &Tx| Ok(labels::of_seller(tx, &seller).await?))
        .await
}

/// The same, with how many conversations carry each.
pub async fn counted(app: &App, viewer: &Viewer) -> Result<Vec<(Label, u64)>, ActionError> {
    check(viewer, Action::ReadLabels, Relation::Own)?;
    let seller = seller_of(viewer)?;
    app.db
        .read(async move |tx: &Tx| {
            let all = labels::of_seller(tx, &seller).await?;
            let counts: BTreeMap<LabelId, u64> = labels::counts(tx, &seller).await?;
            let count = |label: Label| {
                let count = counts.get(&label.id).copied().unwrap_or_default();
                (label, count)
            };
            Ok(all.into_iter().map(count).collect())
        })
        .await
}

/// Makes a label; `id` is chosen by the caller where making it again is to make nothing.
pub async fn create(
    app: &App,
    viewer: &Viewer,
    id: Option<LabelId>,
    content: LabelContent,
) -> Result<Label, ActionError> {
    check(viewer, Action::ManageLabels, Relation::Own)?;
    let (seller, name) = (seller_of(viewer)?, parse(&content.name)?);
    let now = app.now();
    let recorder = Recorder::new(app, viewer, now);
    let made = app
        .db
        .write(async move |tx: &Tx| {
            let id = match id {
                Some(id) => id,
                None => recorder.id(LabelId)?,
            };
            if let Some(made) = labels::find(tx, &seller, id).await? {
                return Ok(made);
            }
            if labels::of_seller(tx, &seller).await?.len() >= LABELS_MAX {
                let detail = format!("A seller has at most {LABELS_MAX} labels. Delete one first.");
                return Err(ActionError::conflict("too_many_labels", detail));
            }
            let label = Label {
                id,
                name: name.clone(),
                colour: content.colour,
                version: 1,
                created_at: now,
                updated_at: now,
            };
            labels::insert(tx, &seller, &label).await?;
            let body = body(&label);
            write(tx, &recorder, &seller, "label.created", body).await?;
            Ok(label)
        })
        .await;
    made.map_err(named_already)
}

/// Changes name and colour.
pub async fn change(
    app: &App,
    viewer: &Viewer,
    id: LabelId,
    content: LabelContent,
    version: Option<i64>,
) -> Result<Label, ActionError> {
    check(viewer, Action::ManageLabels, Relation::Own)?;
    let (seller, name) = (seller_of(viewer)?, parse(&content.name)?);
    let now = app.now();
    let recorder = Recorder::new(app, viewer, now);
    let changed = app
        .db
        .write(async move |tx: &Tx| {
            let found = labels::find(tx, &seller, id).await?;
            let mut label = found.ok_or(ActionError::NotFound)?;
            if label.name == name && label.colour == content.colour {
                return Ok(label);
            }
            if version.is_some_and(|version| version != label.version) {
                return Err(ActionError::Stale);
            }
            label.name.clone_from(&name);
            label.colour = content.colour;
            label.version += 1;
            label.updated_at = now;
            labels::update(tx, &seller, &label).await?;
            let body = body(&label);
            write(tx, &recorder, &seller, "label.changed", body).await?;
            Ok(label)
        })
        .await;
    changed.map_err(named_already)
}

/// Deletes it, and takes it off every conversation. Deleting one that is gone changes nothing.
pub async fn delete(app: &App, viewer: &Viewer, id: LabelId) -> Result<(), ActionError> {
    check(viewer, Action::ManageLabels, Relation::Own)?;
    let seller = seller_of(viewer)?;
    let recorder = Recorder::new(app, viewer, app.now());
    app.db
        .write(async move |tx: &Tx| {
            if labels::find(tx, &seller, id).await?.is_none() {
                return Ok(());
            }
            let taken_off = labels::delete(tx, &seller, id).await?;
            let body = json!({ "label_id": id, "taken_off": taken_off });
            write(tx, &recorder, &seller, "label.deleted", body).await
        })
        .await
}

fn parse(name: &str) -> Result<LabelName, ActionError> {
    LabelName::parse(name)
        .map_err(|wrong: InvalidName| ActionError::invalid(wrong.code(), format!("name: {wrong}.")))
}

fn body(label: &Label) -> serde_json::Value {
    json!({ "label_id": label.id, "colour": label.colour.code(), "version": label.version })
}

async fn write(
    tx: &Tx,
    recorder: &Recorder,
    seller: &SellerId,
    kind: &'static str,
    body: serde_json::Value,
) -> Result<(), ActionError> {
    let event = recorder.event(
        Some(seller),
        Stream::Seller(seller.clone()),
        None,
        kind,
        body,
    )?;
    Ok(record(tx, &[event]).await?)
}

/// The only uniqueness that a label can break.
fn named_already(error: ActionError) -> ActionError {
    match error {
        ActionError::Db(DbError::Unique { .. }) => ActionError::conflict(
            "label_exists",
            "There is a label of this name already; capitals and marks make no difference.",
        ),
        other => other,
    }
}
