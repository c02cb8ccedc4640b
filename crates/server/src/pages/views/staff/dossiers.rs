//! Verifying a dossier.

use askama::Template;

use crate::pages::views::page::Page;

/// The form, and what came of the file that was brought.
#[derive(Debug, Template)]
#[template(path = "staff/dossiers.html")]
pub struct DossiersPage {
    pub page: Page,
    pub error: Option<String>,
    /// Whether all of it holds, with a row for each check.
    pub checked: Option<(bool, Vec<CheckRow>)>,
}

#[derive(Clone, Debug)]
pub struct CheckRow {
    pub verdict: String,
    pub fails: bool,
    pub about: String,
    /// As `dopis-verify` says it, in English.
    pub text: String,
}
