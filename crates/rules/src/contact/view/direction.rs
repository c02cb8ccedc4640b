//! Text between marks that turn its direction, in the order in which it is shown.

const OVERRIDE: char = '\u{202e}';
const ENDS: [char; 2] = ['\u{202c}', '\u{2069}'];

/// The places of all characters in the order of the display, if a mark turns any of them round.
pub(super) fn shown_order(text: &[char]) -> Option<Vec<u32>> {
    if !text.contains(&OVERRIDE) {
        return None;
    }
    let mut order: Vec<u32> = Vec::with_capacity(text.len());
    let mut turned_from = None;
    for (at, c) in text.iter().enumerate() {
        let ends = ENDS.contains(c) || matches!(c, '\n' | '\r');
        if let Some(from) = turned_from.filter(|_| ends) {
            order[from..].reverse();
            turned_from = None;
        }
        order.push(u32::try_from(at).unwrap_or(u32::MAX));
        if *c == OVERRIDE && turned_from.is_none() {
            turned_from = Some(order.len());
        }
    }
    if let Some(from) = turned_from {
        order[from..].reverse();
    }
    Some(order)
}

#[cfg(test)]
mod tests {
    use super::shown_order;

    fn shown(text: &str) -> Option<String> {
        let characters: Vec<char> = text.chars().collect();
        let order = shown_order(&characters)?;
        Some(order.iter().map(|at| characters[*at as usize]).collect())
    }

    #[test]
    fn an_override_turns_what_follows_it() {
        assert_eq!(shown("abc"), None);
        assert_eq!(shown("a\u{202e}cb").as_deref(), Some("a\u{202e}bc"));
        assert_eq!(
            shown("a\u{202e}cb\u{202c}d").as_deref(),
            Some("a\u{202e}bc\u{202c}d")
        );
    }
}
