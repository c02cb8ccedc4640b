//! The statements that no literal of the source holds as a whole.

/// Those that are put together of parts, each under its name.
pub fn made_statements() -> impl Iterator<Item = (&'static str, &'static str)> {
    let lists = crate::lists::STATEMENTS.iter();
    lists.chain(crate::deadline_history::STATEMENTS).copied()
}
