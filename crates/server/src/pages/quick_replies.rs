//! A seller's quick replies: the list, and the form for one with its preview.

use std::collections::BTreeMap;

use axum::Form;
use axum::extract::{Path, Query};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use rules::access::Action;
use rules::ids::QuickReplyId;
use rules::quick_reply::{InvalidQuickReply, Part, Template, Variable, VariantLanguage};
use rules::search::fit;
use serde::Deserialize;
use store::quick_replies::Stored;

use super::conversations::snippet;
use super::views::notice::Notice;
use super::views::quick_replies::{
    PreviewPart, QuickRepliesPage, QuickReplyFormPage, QuickReplyRow, VariableView, VariantField,
};
use super::visit::{Visit, go, show as answer};
use crate::actions::quick_replies::keep::{self, Typed};
use crate::error::ActionError;
use crate::i18n::Texts;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    word: String,
}

/// The form as it was sent; the texts are the fields `text_sl`, `text_en` and so on.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Sent {
    name: String,
    shortcut: String,
    default_language: String,
    version: Option<i64>,
    preview: Option<String>,
    #[serde(flatten)]
    others: BTreeMap<String, String>,
}

/// `GET /quick-replies`.
pub async fn list(visit: Visit, Query(asked): Query<Asked>) -> Result<Response, ActionError> {
    let all = keep::list(&visit.app, visit.viewer()).await?;
    let mut found: Vec<(u32, &Stored)> = all
        .iter()
        .filter_map(|stored| Some((fit(&asked.word, &searched(stored))?, stored)))
        .collect();
    // Stable: what fits equally well stays in the order of use.
    found.sort_by_key(|(score, _)| std::cmp::Reverse(*score));
    answer(&QuickRepliesPage {
        page: visit.page(),
        rows: found.into_iter().map(|(_, stored)| row(stored)).collect(),
        manages: visit.may(Action::ManageQuickReplies),
        word: asked.word,
    })
}

/// `GET /quick-replies/new`.
pub async fn new(visit: Visit) -> Result<Response, ActionError> {
    let typed = Typed {
        default_language: visit.identity.language.tag().to_owned(),
        ..Typed::default()
    };
    answer(&form(&visit, None, 0, &typed, None, false))
}

/// `GET /quick-replies/{quick_reply}`.
pub async fn show(visit: Visit, Path(id): Path<QuickReplyId>) -> Result<Response, ActionError> {
    let stored = keep::find(&visit.app, visit.viewer(), id).await?;
    let typed = typed_of(&stored);
    answer(&form(&visit, Some(id), stored.version, &typed, None, true))
}

/// `POST /quick-replies`.
pub async fn create(visit: Visit, Form(sent): Form<Sent>) -> Result<Response, ActionError> {
    save(visit, None, sent).await
}

/// `POST /quick-replies/{quick_reply}`.
pub async fn change(
    visit: Visit,
    Path(id): Path<QuickReplyId>,
    Form(sent): Form<Sent>,
) -> Result<Response, ActionError> {
    save(visit, Some(id), sent).await
}

/// `POST /quick-replies/{quick_reply}/removal`.
pub async fn remove(visit: Visit, Path(id): Path<QuickReplyId>) -> Result<Response, ActionError> {
    keep::delete(&visit.app, visit.viewer(), id).await?;
    Ok(go("/quick-replies", Notice::QuickReplyDeleted))
}

async fn save(visit: Visit, id: Option<QuickReplyId>, sent: Sent) -> Result<Response, ActionError> {
    let version = sent.version.unwrap_or_default();
    let previews = sent.preview.is_some();
    let typed = typed(sent);
    let texts = Texts::of(visit.identity.language);
    if previews {
        let error = keep::parse(&typed)
            .err()
            .map(|wrong| explained(texts, &wrong));
        return answer(&form(&visit, id, version, &typed, error, true));
    }
    let (app, viewer) = (&visit.app, visit.viewer());
    let saved = match id {
        Some(id) => keep::change(app, viewer, id, typed.clone(), Some(version)).await,
        None => keep::create(app, viewer, typed.clone()).await,
    };
    let (status, error) = match saved {
        Ok(_) => return Ok(go("/quick-replies", Notice::QuickReplySaved)),
        Err(ActionError::Invalid { .. }) => {
            let wrong = keep::parse(&typed).err();
            let told = wrong.map_or_else(String::new, |wrong| explained(texts, &wrong));
            (StatusCode::UNPROCESSABLE_ENTITY, told)
        }
        Err(ActionError::Conflict {
            code: "shortcut_taken",
            ..
        }) => (StatusCode::CONFLICT, texts.t("quick-error-taken")),
        Err(ActionError::Conflict { .. }) => (StatusCode::CONFLICT, texts.t("quick-error-many")),
        Err(ActionError::Stale) => (StatusCode::CONFLICT, texts.t("quick-error-stale")),
        Err(error) => return Err(error),
    };
    let shown = answer(&form(&visit, id, version, &typed, Some(error), true))?;
    Ok((status, shown).into_response())
}

fn typed(sent: Sent) -> Typed {
    let texts = sent.others.into_iter();
    let texts =
        texts.filter_map(|(field, text)| Some((field.strip_prefix("text_")?.to_owned(), text)));
    Typed {
        name: sent.name,
        shortcut: sent.shortcut,
        default_language: sent.default_language,
        texts: texts.collect(),
    }
}

fn typed_of(stored: &Stored) -> Typed {
    let content = &stored.content;
    let texts = content.variants.all();
    Typed {
        name: content.name.clone(),
        shortcut: content.shortcut.as_str().to_owned(),
        default_language: content.variants.default_language().code().to_owned(),
        texts: texts
            .map(|(language, text)| (language.code().to_owned(), text.as_str().to_owned()))
            .collect(),
    }
}

fn form(
    visit: &Visit,
    id: Option<QuickReplyId>,
    version: i64,
    typed: &Typed,
    error: Option<String>,
    previews: bool,
) -> QuickReplyFormPage {
    let texts = Texts::of(visit.identity.language);
    let own = id.map(|id| format!("/quick-replies/{id}"));
    let path = own
        .clone()
        .unwrap_or_else(|| "/quick-replies/new".to_owned());
    let field = |language: VariantLanguage| {
        let code = language.code();
        let text = typed.texts.iter().find(|(of, _)| of == code);
        let text = text.map(|(_, text)| text.clone()).unwrap_or_default();
        let is_default = typed.default_language == code;
        VariantField {
            code,
            name: language.name(),
            is_default,
            is_open: is_default || !text.trim().is_empty(),
            preview: preview(texts, &text),
            text,
        }
    };
    QuickReplyFormPage {
        page: visit.page_at(path),
        action: own.unwrap_or_else(|| "/quick-replies".to_owned()),
        is_new: id.is_none(),
        version,
        name: typed.name.clone(),
        shortcut: typed.shortcut.clone(),
        variants: VariantLanguage::ALL.map(field).into(),
        variables: Variable::ALL
            .map(|variable| VariableView {
                placeholder: variable.placeholder(),
                meaning: texts.t(meaning_key(variable)),
            })
            .into(),
        error,
        previews,
    }
}

/// The text with examples in it; nothing where it cannot be one.
fn preview(texts: &Texts, text: &str) -> Vec<PreviewPart> {
    let Ok(template) = Template::parse(text) else {
        return Vec::new();
    };
    let part = |part: Part<'_>| match part {
        Part::Words(words) => PreviewPart::Words(words.to_owned()),
        Part::Value(variable) => PreviewPart::Value(texts.t(example_key(variable))),
    };
    template.parts().into_iter().map(part).collect()
}

fn explained(texts: &Texts, wrong: &InvalidQuickReply) -> String {
    use rules::quick_reply::InvalidTemplate;
    let key = match wrong {
        InvalidQuickReply::Name => "quick-error-name",
        InvalidQuickReply::Shortcut => "quick-error-shortcut",
        InvalidQuickReply::DefaultLanguage => "quick-error-default",
        InvalidQuickReply::Text { invalid, .. } => match invalid {
            InvalidTemplate::UnknownVariable { name } => {
                return texts.t_args("quick-error-variable", &[("name", name.as_str().into())]);
            }
            InvalidTemplate::TooLong { .. } => "quick-error-long",
            InvalidTemplate::Empty | InvalidTemplate::ControlCharacter => "quick-error-character",
        },
    };
    texts.t(key)
}

fn meaning_key(variable: Variable) -> &'static str {
    match variable {
        Variable::Buyer => "quick-meaning-buyer",
        Variable::Order => "quick-meaning-order",
        Variable::Tracking => "quick-meaning-tracking",
        Variable::Carrier => "quick-meaning-carrier",
        Variable::Expected => "quick-meaning-expected",
        Variable::Deadline => "quick-meaning-deadline",
        Variable::Seller => "quick-meaning-seller",
        Variable::Agent => "quick-meaning-agent",
    }
}

fn example_key(variable: Variable) -> &'static str {
    match variable {
        Variable::Buyer => "quick-example-buyer",
        Variable::Order => "quick-example-order",
        Variable::Tracking => "quick-example-tracking",
        Variable::Carrier => "quick-example-carrier",
        Variable::Expected => "quick-example-expected",
        Variable::Deadline => "quick-example-deadline",
        Variable::Seller => "quick-example-seller",
        Variable::Agent => "quick-example-agent",
    }
}

/// All that somebody may remember of it.
fn searched(stored: &Stored) -> String {
    let content = &stored.content;
    let texts = content.variants.all().map(|(_, text)| text.as_str());
    let texts: Vec<&str> = texts.collect();
    format!(
        "{} {} {}",
        content.shortcut.as_str(),
        content.name,
        texts.join(" ")
    )
}

fn row(stored: &Stored) -> QuickReplyRow {
    let variants = &stored.content.variants;
    let default = variants.default_language();
    let others = variants.all().map(|(language, _)| language);
    let languages = std::iter::once(default).chain(others.filter(|language| *language != default));
    QuickReplyRow {
        url: format!("/quick-replies/{}", stored.id),
        name: stored.content.name.clone(),
        shortcut: stored.content.shortcut.as_str().to_owned(),
        beginning: snippet(variants.get(default).map(Template::as_str)),
        languages: languages.map(VariantLanguage::code).collect(),
        used: u64::from(stored.used),
    }
}
