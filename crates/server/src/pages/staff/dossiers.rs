//! `/staff/dossiers`: a dossier that somebody brings is verified.

use archive::dossier::{About, Line, Verdict};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::Deserialize;

use crate::actions::dossiers;
use crate::error::ActionError;
use crate::i18n::Texts;
use crate::pages::conversations::submitted::Submitted;
use crate::pages::views::staff::{CheckRow, DossiersPage};
use crate::pages::visit::{Visit, show as answer};

/// The form has its file alone; the middleware has looked at its token.
#[derive(Debug, Deserialize)]
pub struct Nothing {}

pub async fn show(visit: Visit) -> Result<Response, ActionError> {
    answer(&DossiersPage {
        page: visit.page(),
        error: None,
        checked: None,
    })
}

/// `POST /staff/dossiers`.
pub async fn submit(visit: Visit, form: Submitted<Nothing>) -> Result<Response, ActionError> {
    let texts = Texts::of(visit.identity.language);
    let file = form.files.into_iter().next().map(|file| file.bytes);
    let refusal = match file {
        Some(Ok(bytes)) => {
            let report = dossiers::verify(&visit.app, visit.viewer(), bytes).await?;
            let rows = report.lines.iter().map(|line| row(texts, line));
            return answer(&DossiersPage {
                page: visit.page(),
                error: None,
                checked: Some((report.holds(), rows.collect())),
            });
        }
        Some(Err(_)) => "dossier-verify-too-large",
        None => "dossier-verify-nothing",
    };
    let asked = answer(&DossiersPage {
        page: visit.page(),
        error: Some(texts.t(refusal)),
        checked: None,
    })?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, asked).into_response())
}

fn row(texts: &Texts, line: &Line) -> CheckRow {
    let verdict = match line.verdict {
        Verdict::Holds => "dossier-verify-holds",
        Verdict::Tells => "dossier-verify-tells",
        Verdict::Fails => "dossier-verify-fails",
    };
    CheckRow {
        verdict: texts.t(verdict),
        fails: line.verdict == Verdict::Fails,
        about: texts.t(about_key(line.about)),
        text: line.text.clone(),
    }
}

fn about_key(about: About) -> &'static str {
    match about {
        About::File => "dossier-about-file",
        About::Manifest => "dossier-about-manifest",
        About::Files => "dossier-about-files",
        About::Checkpoint => "dossier-about-checkpoint",
        About::Timestamp => "dossier-about-timestamp",
        About::Account => "dossier-about-account",
        About::Entries => "dossier-about-entries",
        About::Proofs => "dossier-about-proofs",
        About::Contents => "dossier-about-contents",
        About::People => "dossier-about-people",
        About::Timeline => "dossier-timeline",
        About::Messages => "dossier-messages",
        About::Attachments => "dossier-about-attachments",
        About::Notes => "dossier-notes",
        About::Deadlines => "dossier-deadlines",
    }
}
