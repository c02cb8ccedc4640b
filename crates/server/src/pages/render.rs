//! A view as HTML.

use askama::Template;

use crate::error::ActionError;

pub fn rendered(view: &impl Template) -> Result<String, ActionError> {
    view.render().map_err(|source| ActionError::Internal {
        operation: "rendering a page",
        source: Box::new(source),
    })
}
