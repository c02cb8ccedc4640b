//! Documents for people: from headings, paragraphs and facts to a PDF that can be kept (PDF/A-2a) and be read aloud
//! (PDF/UA-1). Knows nothing of what they are about.

mod document;
mod draw;
mod face;
mod layout;

pub use document::{Block, Paper, pdf};
pub use draw::PaperError;
