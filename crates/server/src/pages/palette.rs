//! `GET /palette`: what a few letters find, for the command palette's script.

use axum::Json;
use axum::extract::Query;
use serde::{Deserialize, Serialize};

use super::visit::Visit;
use crate::actions::quick_replies::keep;
use crate::actions::{palette, views};
use crate::error::ActionError;
use crate::i18n::Texts;
use rules::access::Action;
use rules::search::fit;

/// Saved views of one answer at most.
const VIEWS_MAX: usize = 5;

/// Quick replies of one answer at most.
const QUICK_REPLIES_MAX: usize = 5;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    word: String,
}

#[derive(Debug, Serialize)]
pub struct Found {
    items: Vec<Item>,
}

#[derive(Debug, Serialize)]
struct Item {
    kind: String,
    text: String,
    detail: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<String>,
    /// A quick reply, which the script puts into the open composer.
    #[serde(skip_serializing_if = "Option::is_none")]
    quick_reply: Option<String>,
}

pub async fn find(visit: Visit, Query(asked): Query<Asked>) -> Result<Json<Found>, ActionError> {
    let mut items = views_of(&visit, &asked.word).await?;
    items.extend(conversations(&visit, &asked.word).await?);
    items.extend(quick_replies(&visit, &asked.word).await?);
    Ok(Json(Found { items }))
}

/// Before all others: whoever types the name of a list means the list.
async fn views_of(visit: &Visit, word: &str) -> Result<Vec<Item>, ActionError> {
    if word.trim().is_empty() || !visit.may(Action::KeepViews) {
        return Ok(Vec::new());
    }
    let kept = views::list(&visit.app, visit.viewer()).await?.views;
    let fitting = kept
        .into_iter()
        .filter(|view| fit(word, &view.name).is_some());
    let item = |view: store::saved_views::View| Item {
        kind: t(visit, "palette-view"),
        text: view.name,
        detail: String::new(),
        url: Some(format!("/conversations?view={}", view.id)),
        quick_reply: None,
    };
    Ok(fitting.take(VIEWS_MAX).map(item).collect())
}

async fn conversations(visit: &Visit, word: &str) -> Result<Vec<Item>, ActionError> {
    let found = palette::find(&visit.app, visit.viewer(), word).await?;
    let item = |found: store::palette::Candidate| Item {
        kind: t(visit, "palette-conversation"),
        text: found.title,
        detail: [found.buyer_name.unwrap_or_default(), found.subject].join(" · "),
        url: Some(format!("/conversations/{}", found.id)),
        quick_reply: None,
    };
    Ok(found.into_iter().map(item).collect())
}

async fn quick_replies(visit: &Visit, word: &str) -> Result<Vec<Item>, ActionError> {
    if word.trim().is_empty() || !visit.may(Action::UseQuickReplies) {
        return Ok(Vec::new());
    }
    let all = keep::list(&visit.app, visit.viewer()).await?;
    let fitting = all.into_iter().filter(|stored| {
        let content = &stored.content;
        let words = format!("{} {}", content.shortcut.as_str(), content.name);
        fit(word, &words).is_some()
    });
    let item = |stored: store::quick_replies::Stored| Item {
        kind: t(visit, "palette-quick-reply"),
        detail: format!("/{}", stored.content.shortcut.as_str()),
        text: stored.content.name,
        url: None,
        quick_reply: Some(stored.id.to_string()),
    };
    Ok(fitting.take(QUICK_REPLIES_MAX).map(item).collect())
}

fn t(visit: &Visit, key: &str) -> String {
    Texts::of(visit.identity.language).t(key)
}
