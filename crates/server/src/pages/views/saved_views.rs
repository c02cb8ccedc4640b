//! The page on which an agent keeps its saved lists.

use askama::Template;

use super::page::Page;

#[derive(Debug, Template)]
#[template(path = "seller/views.html")]
pub struct ViewsPage {
    pub page: Page,
    pub views: Vec<ViewRow>,
    /// Whether the inbox opens with one of them.
    pub has_first: bool,
    pub error: Option<String>,
}

#[derive(Clone, Debug)]
pub struct ViewRow {
    pub id: String,
    pub url: String,
    pub name: String,
    /// For all of the seller's agents.
    pub shared: bool,
    pub first: bool,
    pub editable: bool,
    pub version: i64,
}
