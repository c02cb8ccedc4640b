//! `/staff/rules/judged`: how good the rules are by what people have decided, and the judged messages as a file.

use axum::Form;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use rules::access::Action;
use rules::contact::evaluation::{Share, wilson};
use serde::Deserialize;

use super::rule_sets::version;
use crate::actions::rule_sets::{export as export_all, how_good};
use crate::error::ActionError;
use crate::i18n::Language;
use crate::pages::views::notice::Notice;
use crate::pages::views::staff::{RulesJudgedPage, ShareRow};
use crate::pages::visit::{Visit, go, show as answer};

/// Why the messages are taken.
#[derive(Debug, Deserialize)]
pub struct Why {
    reason: String,
    #[serde(default)]
    ticket: String,
}

pub async fn show(visit: Visit) -> Result<Response, ActionError> {
    let reader = visit.reader().await?;
    let good = how_good(&visit.app, visit.viewer()).await?;
    let texts = reader.texts;
    let language = texts.language();
    let precision = good.judgement.precision.iter();
    let precision =
        precision.filter_map(|((rule, of), share)| row(language, rule.clone(), of, *share));
    let found_again = good.judgement.found_again.iter();
    let found_again = found_again
        .filter_map(|((of, cause), share)| row(language, texts.t(cause_key(cause)), of, *share));
    answer(&RulesJudgedPage {
        page: visit.page(),
        messages: good.judgement.messages.to_string(),
        erased: good.judgement.erased.to_string(),
        active: version(texts, good.active),
        precision: precision.collect(),
        found_again: found_again.collect(),
        may_export: visit.may(Action::ExportLabelled),
    })
}

/// `POST /staff/rules/judged/export`.
pub async fn export(visit: Visit, Form(why): Form<Why>) -> Result<Response, ActionError> {
    let said = (why.reason.as_str(), why.ticket.as_str());
    let exported = match export_all(&visit.app, visit.viewer(), said).await {
        Err(ActionError::Invalid { .. }) => {
            return Ok(go("/staff/rules/judged", Notice::ExportNoReason));
        }
        exported => exported?,
    };
    let name = "attachment; filename=\"labelled.jsonl\"";
    let headers = [
        (CONTENT_TYPE, "application/x-ndjson"),
        (CONTENT_DISPOSITION, name),
    ];
    Ok((headers, exported.lines).into_response())
}

fn cause_key(cause: &str) -> &'static str {
    match cause {
        "held" => "ruleset-cause-held",
        "disputed" => "ruleset-cause-disputed",
        _ => "ruleset-cause-sampled",
    }
}

fn row(reader: Language, name: String, of: &str, share: Share) -> Option<ShareRow> {
    let interval = wilson(share.hits, share.cases)?;
    let percent = |share: f64| {
        let text = format!("{:.1}", share * 100.0);
        match reader {
            Language::Slovene => text.replace('.', ","),
            Language::English => text,
        }
    };
    Some(ShareRow {
        name,
        language: of.to_owned(),
        cases: format!("{}/{}", share.hits, share.cases),
        share: format!("{} %", percent(interval.share)),
        interval: format!("{}–{} %", percent(interval.low), percent(interval.high)),
    })
}
