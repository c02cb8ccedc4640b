//! The API's description as a document for programs and as a page for people.

mod operation;
pub(super) mod page;
mod schema;

pub use page::{get_openapi, get_reference};
