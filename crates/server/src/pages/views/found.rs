//! Words that may lead out of the marketplace, as their writer is told of them.

/// One finding in words.
#[derive(Clone, Debug)]
pub struct FoundView {
    /// The words as they were written.
    pub words: String,
    pub kind: String,
    /// Where they are; `None` in the message's text.
    pub place: Option<String>,
    pub why: String,
    pub instead: String,
    /// What will be done; `None` where nothing is.
    pub then: Option<String>,
    pub rule: String,
}
