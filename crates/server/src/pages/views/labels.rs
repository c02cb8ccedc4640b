//! The page on which a seller keeps its labels.

use askama::Template;
use rules::inbox::LabelColour;

use super::label::{LabelView, colour_key};
use super::page::Page;

#[derive(Debug, Template)]
#[template(path = "seller/labels.html")]
pub struct LabelsPage {
    pub page: Page,
    pub labels: Vec<LabelRow>,
    /// What was typed for a new one, when the form is shown again.
    pub name: String,
    pub colours: Vec<ColourOption>,
    pub error: Option<String>,
}

#[derive(Clone, Debug)]
pub struct LabelRow {
    pub label: LabelView,
    /// As it was typed, when the form is shown again.
    pub name: String,
    pub colours: Vec<ColourOption>,
    pub error: Option<String>,
    pub version: i64,
    /// How many conversations carry it, and where they are listed.
    pub count: u64,
    pub list_url: String,
}

#[derive(Clone, Copy, Debug)]
pub struct ColourOption {
    pub colour: LabelColour,
    pub selected: bool,
}

/// What was typed and refused; `of` is the label it was meant for.
#[derive(Clone, Debug, Default)]
pub struct LabelForm {
    pub of: Option<String>,
    pub name: String,
    pub colour: String,
    pub error: Option<String>,
}

impl ColourOption {
    pub fn code(&self) -> &'static str {
        self.colour.code()
    }

    pub fn key(&self) -> &'static str {
        colour_key(self.colour)
    }
}
