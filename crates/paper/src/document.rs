//! What a document consists of.

use crate::draw::{self, PaperError};

/// A document as it is read, from the first block to the last.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paper {
    pub title: String,
    /// As in RFC 3066: `sl`, `en`.
    pub language: String,
    /// Year, month, day, hour, minute and second in UTC.
    pub made_at: (u16, u8, u8, u8, u8, u8),
    /// Stands on each page before its number.
    pub footer: String,
    /// The first one is a heading of level 1, and no level is left out on the way down.
    pub blocks: Vec<Block>,
}

/// A part of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    Heading {
        level: u8,
        text: String,
    },
    /// Its line breaks stay.
    Paragraph(String),
    /// What is said beside the matter itself.
    Small(String),
    /// What is called how.
    Facts(Vec<(String, String)>),
}

impl Block {
    pub fn heading(level: u8, text: impl Into<String>) -> Block {
        Block::Heading {
            level,
            text: text.into(),
        }
    }

    pub fn paragraph(text: impl Into<String>) -> Block {
        Block::Paragraph(text.into())
    }

    pub fn small(text: impl Into<String>) -> Block {
        Block::Small(text.into())
    }
}

/// The PDF; the same document gives the same bytes.
pub fn pdf(paper: &Paper) -> Result<Vec<u8>, PaperError> {
    draw::draw(paper)
}
