//! Words of a text that the other side does not see.

use crate::contact::Span;

/// What stands in the place of hidden words: always as long, so that it tells nothing of them.
pub const HIDDEN: &str = "•••••";

/// The passages of a message that are hidden from the side that did not write it.
pub type Hidden = Vec<Span>;

/// The text without these passages. Spans may overlap and lie in any order; what lies behind the end hides nothing.
pub fn masked(text: &str, hidden: &[Span]) -> String {
    let is_hidden = |place: usize| {
        hidden
            .iter()
            .any(|span| span.start <= place && place < span.end)
    };
    let mut shown = String::with_capacity(text.len());
    let mut before = false;
    for (place, sign) in text.chars().enumerate() {
        let now = is_hidden(place);
        match (before, now) {
            (false, true) => shown.push_str(HIDDEN),
            (_, false) => shown.push(sign),
            (true, true) => {}
        }
        before = now;
    }
    shown
}
