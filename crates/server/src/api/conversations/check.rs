//! What would be found in a message, over the API.

use axum::Json;
use axum::extract::State;
use rules::contact::Kind;
use rules::conversation::AuthorKind;
use rules::ids::{AttachmentId, BuyerId, ConversationId, SellerId};
use rules::moderation::{Measure, Quoted};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::shown::SubjectNamed;
use crate::actions::conversations::open::OpenConversation;
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
    /// Where it is to be sent; left out for a conversation that the message opens.
    #[schema(value_type = Option<String>, format = Uuid)]
    conversation: Option<ConversationId>,
    /// Of a conversation that is to be opened: its seller, its buyer and what it is about, as
    /// `POST /api/v1/conversations` takes them.
    #[schema(value_type = Option<String>)]
    seller: Option<SellerId>,
    #[schema(value_type = Option<String>)]
    buyer: Option<BuyerId>,
    subject: Option<SubjectNamed>,
    /// At most 10,000 characters.
    text: String,
    /// Ids of files that you have uploaded and that would go with it.
    #[serde(default)]
    #[schema(value_type = Vec<String>)]
    attachments: Vec<AttachmentId>,
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
    /// The kind in the reader's language.
    pub kind_name: String,
    /// Where the words are: in the text, in a file's name, in a code in an image, or in the picture that it shows.
    #[schema(value_type = String)]
    pub place: &'static str,
    /// The same in the reader's language; `null` for the text.
    pub place_name: Option<String>,
    /// The file; `null` for the text.
    #[schema(value_type = Option<String>, format = Uuid)]
    pub attachment: Option<AttachmentId>,
    pub words: String,
    /// Where the words begin and where they end, in Unicode code points of the text, of the file's name or of what was
    /// read in the image.
    pub start: usize,
    pub end: usize,
    /// How sure the rule is, from 50 to 100.
    pub confidence: u8,
    pub rule: String,
    /// Of the rules as a whole.
    pub version: u32,
    /// The number of the marketplace's own version of them; 0 where there was none.
    pub rule_set: u32,
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
    let writing = writing(&body)?;
    let command = Check {
        writing,
        text: body.text,
        attachments: body.attachments,
    };
    let checked = check(&app, &identity.viewer, command).await?;
    let texts = Texts::of(identity.language);
    let show = |found: &Quoted| FindingShown::new(texts, checked.author, found);
    Ok(Json(TextChecked {
        findings: checked.found.iter().map(show).collect(),
        measure: checked.measure,
        asks: checked.asks,
    }))
}

fn writing(body: &CheckBody) -> Result<Writing, ActionError> {
    match (body.conversation, &body.subject) {
        (Some(conversation), None) => Ok(Writing::In(conversation)),
        (None, Some(subject)) => Ok(Writing::New(Box::new(OpenConversation {
            seller: body.seller.clone(),
            buyer: body.buyer.clone(),
            subject: subject.clone().into_subject(),
            text: String::new(),
            confirmed: false,
            message: None,
            attachments: Vec::new(),
        }))),
        _ => Err(ActionError::invalid(
            "place_missing",
            "Name either the conversation or the subject of one that is to be opened.",
        )),
    }
}

impl FindingShown {
    pub(in crate::api) fn new(texts: &Texts, author: AuthorKind, found: &Quoted) -> FindingShown {
        let judged = &found.judged;
        let finding = &judged.finding;
        FindingShown {
            kind: finding.kind,
            kind_name: texts.t(words::kind_key(finding.kind)),
            place: finding.place.as_str(),
            place_name: words::place_key(finding.place).map(|key| texts.t(key)),
            attachment: found.attachment,
            words: found.words.clone(),
            start: finding.span.start,
            end: finding.span.end,
            confidence: finding.confidence,
            rule: finding.rule.clone(),
            version: finding.version,
            rule_set: finding.rule_set,
            measure: judged.measure,
            why: texts.t(words::why_key(finding.reason, finding.kind)),
            instead: texts.t(words::instead_key(author, finding)),
            then: texts.t(words::then_key(author, judged)),
        }
    }
}
