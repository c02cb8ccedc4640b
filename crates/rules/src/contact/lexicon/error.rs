//! What is wrong with a lexicon file, and in which line.

/// A mistake in a lexicon file; nothing of the file is taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{file}:{line}: {problem}")]
pub struct LexiconError {
    pub file: String,
    pub line: usize,
    pub problem: String,
}
