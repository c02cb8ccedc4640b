//! The words of every page in every language. It knows texts and plural forms; what a page shows is not its concern.

mod language;
mod texts;

pub use fluent_bundle::FluentValue;
pub use language::Language;
pub use texts::{Texts, locale_files};
