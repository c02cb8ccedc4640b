//! Quick replies as JSON.

use std::collections::BTreeMap;

use jiff::Timestamp;
use rules::ids::QuickReplyId;
use serde::{Deserialize, Serialize};
use store::quick_replies::Stored;
use utoipa::ToSchema;

use crate::actions::quick_replies::keep::Typed;

/// All quick replies of a seller, the most used first.
#[derive(Debug, Serialize, ToSchema)]
pub struct QuickReplyList {
    pub items: Vec<QuickReplyShown>,
}

/// A quick reply.
#[derive(Debug, Serialize, ToSchema)]
pub struct QuickReplyShown {
    #[schema(value_type = String, format = Uuid)]
    pub id: QuickReplyId,
    pub name: String,
    /// The word that calls it after a slash.
    pub shortcut: String,
    /// The language for buyers whose own has no text.
    pub default_language: &'static str,
    /// Texts by language.
    pub texts: BTreeMap<&'static str, String>,
    /// How often it was put into a message.
    pub used: u32,
    /// Counts the changes from 1.
    pub version: i64,
    #[schema(value_type = String, format = DateTime)]
    pub created_at: Timestamp,
    #[schema(value_type = String, format = DateTime)]
    pub updated_at: Timestamp,
}

/// What a quick reply is to say.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct QuickReplyBody {
    /// 1 to 80 characters in one line.
    name: String,
    /// One word of letters, digits and hyphens, at most 30 characters.
    shortcut: String,
    /// `sl`, `en`, `de`, `hr`, `it` or `hu`; `texts` must hold it.
    default_language: String,
    /// Texts by language, at most 5,000 characters each. Variables: `{{buyer}}`, `{{order}}`, `{{tracking}}`,
    /// `{{carrier}}`, `{{expected}}`, `{{deadline}}`, `{{seller}}`, `{{agent}}`.
    texts: BTreeMap<String, String>,
}

impl From<QuickReplyBody> for Typed {
    fn from(body: QuickReplyBody) -> Typed {
        Typed {
            name: body.name,
            shortcut: body.shortcut,
            default_language: body.default_language,
            texts: body.texts.into_iter().collect(),
        }
    }
}

impl From<Stored> for QuickReplyShown {
    fn from(stored: Stored) -> QuickReplyShown {
        let variants = &stored.content.variants;
        QuickReplyShown {
            id: stored.id,
            default_language: variants.default_language().code(),
            texts: variants
                .all()
                .map(|(language, text)| (language.code(), text.as_str().to_owned()))
                .collect(),
            shortcut: stored.content.shortcut.as_str().to_owned(),
            name: stored.content.name,
            used: stored.used,
            version: stored.version,
            created_at: stored.created_at,
            updated_at: stored.updated_at,
        }
    }
}
