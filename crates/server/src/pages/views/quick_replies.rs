//! A seller's quick replies: the list, and the form for one.

use askama::Template;

use super::page::Page;

/// The most used first.
#[derive(Debug, Template)]
#[template(path = "quick_replies/list.html")]
pub struct QuickRepliesPage {
    pub page: Page,
    pub rows: Vec<QuickReplyRow>,
    /// What was searched for.
    pub word: String,
    /// Whether the reader may change them.
    pub manages: bool,
}

#[derive(Clone, Debug)]
pub struct QuickReplyRow {
    pub url: String,
    pub name: String,
    pub shortcut: String,
    pub beginning: String,
    /// Codes of the languages, the default one first.
    pub languages: Vec<&'static str>,
    pub used: u64,
}

/// The form for one, new or known.
#[derive(Debug, Template)]
#[template(path = "quick_replies/form.html")]
pub struct QuickReplyFormPage {
    pub page: Page,
    /// Where the form is sent.
    pub action: String,
    pub is_new: bool,
    /// For `version`; 0 for a new one.
    pub version: i64,
    pub name: String,
    pub shortcut: String,
    pub variants: Vec<VariantField>,
    /// The variables with what each stands for.
    pub variables: Vec<VariableView>,
    pub error: Option<String>,
    /// Whether the texts are shown as buyers would read them.
    pub previews: bool,
}

/// The text in one language.
#[derive(Clone, Debug)]
pub struct VariantField {
    pub code: &'static str,
    pub name: &'static str,
    pub text: String,
    pub is_default: bool,
    /// Whether the field is shown without being asked for.
    pub is_open: bool,
    /// The text with examples put in.
    pub preview: Vec<PreviewPart>,
}

#[derive(Clone, Debug)]
pub enum PreviewPart {
    Words(String),
    /// An example in the place of a variable.
    Value(String),
}

#[derive(Clone, Debug)]
pub struct VariableView {
    pub placeholder: String,
    pub meaning: String,
}

impl QuickReplyFormPage {
    fn title_key(&self) -> &'static str {
        match self.is_new {
            true => "quick-new-title",
            false => "quick-change-title",
        }
    }
}
