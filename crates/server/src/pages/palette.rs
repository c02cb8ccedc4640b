//! `GET /palette`: what a few letters find, for the command palette's script.

use axum::Json;
use axum::extract::Query;
use serde::{Deserialize, Serialize};

use super::visit::Visit;
use crate::actions::palette;
use crate::actions::quick_replies::keep;
use crate::error::ActionError;
use rules::access::Action;
use rules::search::fit;

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
    let texts = crate::i18n::Texts::of(visit.identity.language);
    let conversations = palette::find(&visit.app, visit.viewer(), &asked.word).await?;
    let mut items: Vec<Item> = conversations
        .into_iter()
        .map(|found| Item {
            kind: texts.t("palette-conversation"),
            text: found.title,
            detail: [found.buyer_name.unwrap_or_default(), found.subject].join(" · "),
            url: Some(format!("/conversations/{}", found.id)),
            quick_reply: None,
        })
        .collect();
    if visit.may(Action::UseQuickReplies) && !asked.word.trim().is_empty() {
        let all = keep::list(&visit.app, visit.viewer()).await?;
        let fitting = all.into_iter().filter(|stored| {
            let content = &stored.content;
            let words = format!("{} {}", content.shortcut.as_str(), content.name);
            fit(&asked.word, &words).is_some()
        });
        items.extend(fitting.take(QUICK_REPLIES_MAX).map(|stored| Item {
            kind: texts.t("palette-quick-reply"),
            detail: format!("/{}", stored.content.shortcut.as_str()),
            text: stored.content.name,
            url: None,
            quick_reply: Some(stored.id.to_string()),
        }));
    }
    Ok(Json(Found { items }))
}
