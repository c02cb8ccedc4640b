//! The words that the detector knows, in files that an operator can extend.

mod concept;
mod error;
mod hosts;
mod known;
mod language;
mod numerals;
mod parse;
mod plans;
mod rule;
mod trie;

pub use error::LexiconError;
pub use known::Lexicon;

pub(super) use concept::{Concept, Concepts};
pub(super) use hosts::Host;
pub(super) use language::Language;
pub(super) use plans::{Line, Plan};
pub(super) use rule::Rule;
pub(super) use trie::{Meaning, Sense};
