//! How good the rules are by what people have decided, and the judged messages as a file.

use axum::Json;
use axum::extract::State;
use axum::http::HeaderName;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use rules::contact::evaluation::{Share, wilson};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::actions::rule_sets::{Exported, export, how_good};
use crate::app::App;
use crate::error::ActionError;
use crate::viewer::Identity;

/// A share with Wilson's interval at 95 %.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct ShareShown {
    hits: usize,
    cases: usize,
    share: f64,
    low: f64,
    high: f64,
}

/// Of the judged messages in which a rule found something, those that lead out of the marketplace.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct RulePrecision {
    rule: String,
    /// Empty where it is not known.
    language: String,
    #[serde(flatten)]
    precision: ShareShown,
}

/// Of the judged messages that lead out, those in which the active version finds something.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct FoundAgain {
    language: String,
    /// Why a person looked at them: `held`, `disputed` or `sampled`.
    cause: &'static str,
    #[serde(flatten)]
    found_again: ShareShown,
}

/// How good the rules are.
#[derive(Debug, Serialize, ToSchema)]
pub struct RulesJudged {
    /// Judged messages that were counted, 5,000 at most.
    messages: usize,
    /// Of these, those of which the text is erased.
    erased: usize,
    /// The version that they were looked through again with; 0 without one.
    rule_set: u32,
    precision: Vec<RulePrecision>,
    /// What nobody found and nobody disputed is not in it: this is no recall over all messages.
    found_again: Vec<FoundAgain>,
}

/// How good the rules are by what people have decided
#[utoipa::path(
    get,
    path = "/api/v1/labelled-messages",
    tag = "staff",
    responses((status = 200, description = "Precision of each rule and language, with intervals", body = RulesJudged)),
)]
pub async fn get_rules_judged(
    State(app): State<App>,
    identity: Identity,
) -> Result<Json<RulesJudged>, ActionError> {
    let good = how_good(&app, &identity.viewer).await?;
    let precision = good
        .judgement
        .precision
        .iter()
        .filter_map(|((rule, language), share)| {
            Some(RulePrecision {
                rule: rule.clone(),
                language: language.clone(),
                precision: ShareShown::new(*share)?,
            })
        });
    let found_again = good
        .judgement
        .found_again
        .iter()
        .filter_map(|((language, cause), share)| {
            Some(FoundAgain {
                language: language.clone(),
                cause,
                found_again: ShareShown::new(*share)?,
            })
        });
    Ok(Json(RulesJudged {
        messages: good.judgement.messages,
        erased: good.judgement.erased,
        rule_set: good.active,
        precision: precision.collect(),
        found_again: found_again.collect(),
    }))
}

/// Why the messages are taken.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ExportBody {
    /// 1 to 500 characters in one line.
    reason: String,
    /// The number of a case in another system, at most 64 letters, digits and signs `-_.:/`.
    #[serde(default)]
    ticket: String,
}

/// Export the messages that people have judged
///
/// Each line has `text`, `lang`, `role`, `violating`, `kind`, `spans`, `rule` and `cause`. Messages of which the text is
/// erased are left out. Who exported how many, and why, is recorded and listed among the readings.
#[utoipa::path(
    post,
    path = "/api/v1/labelled-messages/export",
    tag = "staff",
    request_body = ExportBody,
    responses((
        status = 200,
        description = "JSON lines, at most 100,000, newest decision first",
        body = String,
        content_type = "application/x-ndjson",
    )),
)]
pub async fn post_labelled_export(
    State(app): State<App>,
    identity: Identity,
    Json(body): Json<ExportBody>,
) -> Result<([(HeaderName, &'static str); 2], String), ActionError> {
    let Exported { lines, .. } =
        export(&app, &identity.viewer, (&body.reason, &body.ticket)).await?;
    let name = "attachment; filename=\"labelled.jsonl\"";
    let headers = [
        (CONTENT_TYPE, "application/x-ndjson"),
        (CONTENT_DISPOSITION, name),
    ];
    Ok((headers, lines))
}

impl ShareShown {
    fn new(share: Share) -> Option<ShareShown> {
        let interval = wilson(share.hits, share.cases)?;
        Some(ShareShown {
            hits: share.hits,
            cases: share.cases,
            share: interval.share,
            low: interval.low,
            high: interval.high,
        })
    }
}
