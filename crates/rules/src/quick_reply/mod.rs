//! Quick replies: texts with variables that a seller's agents use again and again, one for each language.
//! Where the variables' values come from, and how they are worded, is not known here.

mod content;
mod fill;
mod language;
mod shortcut;
mod template;
mod variable;

pub use content::{
    InvalidQuickReply, NAME_MAX_CHARS, QUICK_REPLIES_MAX, QuickReply, Variants, check_name,
};
pub use fill::{Filled, Values, fill, unfilled};
pub use language::VariantLanguage;
pub use shortcut::{SHORTCUT_MAX_CHARS, Shortcut};
pub use template::{InvalidTemplate, Part, TEMPLATE_MAX_CHARS, Template};
pub use variable::Variable;
