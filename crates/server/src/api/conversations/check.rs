//! What would be found in a message, over the API.

use axum::Json;
use axum::extract::State;
use rules::contact::Kind;
use rules::conversation::AuthorKind;
use rules::ids::ConversationId;
use rules::moderation::{Judged, Measure};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::actions::moderation::{Check, Writing, check, words};
use crate::api::codes;
use crate::app::App;
use crate::error::ActionError;
use crate::i18n::Texts;
use crate::viewer::Identity;

/// A text that somebody is writing.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CheckBody {
    #[schema(value_type = String, format = Uuid)]
    conversation: ConversationId,
    /// At most 10,000 characters.
    text: String,
}

/// What would be done with it.
#[derive(Debug, Serialize, ToSchema)]
pub struct TextChecked {
    /// In the order of the text.
    pub findings: Vec<FindingShown>,
    /// What would be done with the message as a whole.
    #[schema(schema_with = codes::measure)]
    pub measure: Measure,
    /// Whether it is sent only with `confirmed`.
    pub asks: bool,
}

/// Words that may lead out of the marketplace.
#[derive(Debug, Serialize, ToSchema)]
pub struct FindingShown {
    #[schema(schema_with = codes::finding_kind)]
    pub kind: Kind,
    /// Where the words begin and where they end, in Unicode code points of the text.
    pub start: usize,
    pub end: usize,
    /// How sure the rule is, from 50 to 100.
    pub confidence: u8,
    pub rule: String,
    /// Of the rules as a whole.
    pub version: u32,
    #[schema(schema_with = codes::measure)]
    pub measure: Measure,
    /// Why they were found, what to do instead and what is done, in the reader's language.
    pub why: String,
    pub instead: String,
    pub then: String,
}

/// Check a text before it is sent
///
/// Says which words may lead out of the marketplace, why, and what would be done with the message. Nothing is kept.
#[utoipa::path(
    post,
    path = "/api/v1/messages/check",
    tag = "conversations",
    request_body = CheckBody,
    responses(
        (status = 200, description = "What was found", body = TextChecked),
        (status = 404, description = "There is no such conversation that the viewer can see"),
    ),
)]
pub async fn post_check(
    State(app): State<App>,
    identity: Identity,
    Json(body): Json<CheckBody>,
) -> Result<Json<TextChecked>, ActionError> {
    let command = Check {
        writing: Writing::In(body.conversation),
        text: body.text,
    };
    let checked = check(&app, &identity.viewer, command).await?;
    let texts = Texts::of(identity.language);
    let show = |judged: &Judged| FindingShown::new(texts, checked.author, judged);
    Ok(Json(TextChecked {
        findings: checked.judged.iter().map(show).collect(),
        measure: checked.measure,
        asks: checked.asks,
    }))
}

impl FindingShown {
    pub(super) fn new(texts: &Texts, author: AuthorKind, judged: &Judged) -> FindingShown {
        let finding = &judged.finding;
        FindingShown {
            kind: finding.kind,
            start: finding.span.start,
            end: finding.span.end,
            confidence: finding.confidence,
            rule: finding.rule.clone(),
            version: finding.version,
            measure: judged.measure,
            why: texts.t(words::why_key(finding.reason, finding.kind)),
            instead: texts.t(words::instead_key(author, finding.kind)),
            then: texts.t(words::then_key(author, judged.measure)),
        }
    }
}
