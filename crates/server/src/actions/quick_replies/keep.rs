//! Listing, saving and deleting a seller's quick replies.

use rules::access::{Action, Relation, Viewer};
use rules::ids::{QuickReplyId, SellerId};
use rules::quick_reply::{
    InvalidQuickReply, QUICK_REPLIES_MAX, QuickReply, Shortcut, Template, VariantLanguage,
    Variants, check_name,
};
use serde_json::json;
use store::events::Stream;
use store::quick_replies::{self, Stored};
use store::{DbError, Tx};

use crate::actions::record::{Recorder, record};
use crate::app::App;
use crate::error::ActionError;
use crate::viewer::check;

/// A quick reply as somebody typed it.
#[derive(Debug, Clone, Default)]
pub struct Typed {
    pub name: String,
    pub shortcut: String,
    pub default_language: String,
    /// Texts by the code of their language; an empty one is none.
    pub texts: Vec<(String, String)>,
}

/// All of the viewer's seller, the most used first.
pub async fn list(app: &App, viewer: &Viewer) -> Result<Vec<Stored>, ActionError> {
    check(viewer, Action::UseQuickReplies, Relation::Own)?;
    let seller = seller_of(viewer)?;
    app.db
        .read(async move |tx: &Tx| Ok(quick_replies::of_seller(tx, &seller).await?))
        .await
}

pub async fn find(app: &App, viewer: &Viewer, id: QuickReplyId) -> Result<Stored, ActionError> {
    check(viewer, Action::UseQuickReplies, Relation::Own)?;
    let seller = seller_of(viewer)?;
    app.db
        .read(async move |tx: &Tx| {
            let found = quick_replies::find(tx, &seller, id).await?;
            found.ok_or(ActionError::NotFound)
        })
        .await
}

/// Saves a new one.
pub async fn create(app: &App, viewer: &Viewer, typed: Typed) -> Result<Stored, ActionError> {
    check(viewer, Action::ManageQuickReplies, Relation::Own)?;
    let content = parse(&typed).map_err(invalid)?;
    let seller = seller_of(viewer)?;
    let now = app.now();
    let (app, viewer) = (app.clone(), viewer.clone());
    let db = app.db.clone();
    db.write(async move |tx: &Tx| {
        if quick_replies::count(tx, &seller).await? >= QUICK_REPLIES_MAX {
            return Err(ActionError::conflict(
                "too_many_quick_replies",
                format!(
                    "A seller has at most {QUICK_REPLIES_MAX} quick replies. Delete one first."
                ),
            ));
        }
        let recorder = Recorder::new(&app, &viewer, now);
        let stored = Stored {
            id: recorder.id(QuickReplyId)?,
            content: content.clone(),
            used: 0,
            version: 1,
            created_at: now,
            updated_at: now,
        };
        quick_replies::insert(tx, &seller, &stored)
            .await
            .map_err(saved)?;
        tell(tx, &recorder, &seller, "quick_reply.saved", &stored).await?;
        Ok(stored)
    })
    .await
}

/// Saves another content of one; `version` is the one it was decided on.
pub async fn change(
    app: &App,
    viewer: &Viewer,
    id: QuickReplyId,
    typed: Typed,
    version: Option<i64>,
) -> Result<Stored, ActionError> {
    check(viewer, Action::ManageQuickReplies, Relation::Own)?;
    let content = parse(&typed).map_err(invalid)?;
    let seller = seller_of(viewer)?;
    let now = app.now();
    let (app, viewer) = (app.clone(), viewer.clone());
    let db = app.db.clone();
    db.write(async move |tx: &Tx| {
        let found = quick_replies::find(tx, &seller, id).await?;
        let found = found.ok_or(ActionError::NotFound)?;
        if version.is_some_and(|version| version != found.version) {
            return Err(ActionError::Stale);
        }
        if found.content == content {
            return Ok(found);
        }
        let stored = Stored {
            content: content.clone(),
            version: found.version + 1,
            updated_at: now,
            ..found
        };
        quick_replies::update(tx, &seller, &stored)
            .await
            .map_err(saved)?;
        let recorder = Recorder::new(&app, &viewer, now);
        tell(tx, &recorder, &seller, "quick_reply.saved", &stored).await?;
        Ok(stored)
    })
    .await
}

pub async fn delete(app: &App, viewer: &Viewer, id: QuickReplyId) -> Result<(), ActionError> {
    check(viewer, Action::ManageQuickReplies, Relation::Own)?;
    let seller = seller_of(viewer)?;
    let now = app.now();
    let (app, viewer) = (app.clone(), viewer.clone());
    let db = app.db.clone();
    db.write(async move |tx: &Tx| {
        let found = quick_replies::find(tx, &seller, id).await?;
        let found = found.ok_or(ActionError::NotFound)?;
        quick_replies::delete(tx, &seller, id).await?;
        let recorder = Recorder::new(&app, &viewer, now);
        tell(tx, &recorder, &seller, "quick_reply.deleted", &found).await?;
        Ok(())
    })
    .await
}

/// Checks what was typed.
pub fn parse(typed: &Typed) -> Result<QuickReply, InvalidQuickReply> {
    let name = check_name(&typed.name)?;
    let shortcut = Shortcut::parse(&typed.shortcut).ok_or(InvalidQuickReply::Shortcut)?;
    let default = VariantLanguage::from_code(&typed.default_language)
        .ok_or(InvalidQuickReply::DefaultLanguage)?;
    let mut texts = Vec::new();
    for (code, text) in &typed.texts {
        if text.trim().is_empty() {
            continue;
        }
        let language =
            VariantLanguage::from_code(code).ok_or(InvalidQuickReply::DefaultLanguage)?;
        let template = Template::parse(text)
            .map_err(|invalid| InvalidQuickReply::Text { language, invalid })?;
        texts.push((language, template));
    }
    Ok(QuickReply {
        name,
        shortcut,
        variants: Variants::new(texts, default)?,
    })
}

/// Only agents have quick replies.
pub(super) fn seller_of(viewer: &Viewer) -> Result<SellerId, ActionError> {
    match viewer {
        Viewer::Agent { seller, .. } => Ok(seller.clone()),
        _ => Err(ActionError::forbidden(
            "not_allowed",
            "Only agents have quick replies.",
        )),
    }
}

fn invalid(invalid: InvalidQuickReply) -> ActionError {
    ActionError::invalid(invalid.code(), format!("{invalid}."))
}

fn saved(error: DbError) -> ActionError {
    match error {
        DbError::Unique { .. } => ActionError::conflict(
            "shortcut_taken",
            "Another quick reply has this shortcut already.",
        ),
        error => error.into(),
    }
}

async fn tell(
    tx: &Tx,
    recorder: &Recorder,
    seller: &SellerId,
    kind: &'static str,
    stored: &Stored,
) -> Result<(), ActionError> {
    let body = json!({ "quick_reply_id": stored.id, "version": stored.version });
    let event = recorder.event(
        Some(seller),
        Stream::Seller(seller.clone()),
        None,
        kind,
        body,
    )?;
    Ok(record(tx, &[event]).await?)
}
