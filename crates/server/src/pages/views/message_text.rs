//! Plain text as the parts a page shows: text, and web addresses as links. It never produces HTML itself.

use linkify::{LinkFinder, LinkKind};
use rules::contact::Span;
use rules::ids::AgentId;
use rules::mention::{MentionPart, mention_parts};

/// A run of text, a link whose visible text is its whole address, or the name of an agent who is mentioned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TextPart {
    Text(String),
    Link(String),
    Mention(String),
    /// Words that the other side does not see.
    Hidden(String),
}

/// Splits a text at the `http` and `https` addresses in it. Everything else, other schemes included, stays text.
pub fn parts(text: &str) -> Vec<TextPart> {
    let mut finder = LinkFinder::new();
    finder.kinds(&[LinkKind::Url]);
    finder
        .spans(text)
        .map(|span| match span.kind() {
            Some(_) if is_web(span.as_str()) => TextPart::Link(span.as_str().to_owned()),
            _ => TextPart::Text(span.as_str().to_owned()),
        })
        .collect()
}

/// The same with the passages marked that the other side does not see.
pub fn marked_parts(text: &str, hidden: &[Span]) -> Vec<TextPart> {
    let is_hidden = |place: usize| {
        let mut spans = hidden.iter();
        spans.any(|span| span.start <= place && place < span.end)
    };
    let signs: Vec<(bool, char)> = text
        .chars()
        .enumerate()
        .map(|(place, sign)| (is_hidden(place), sign))
        .collect();
    let mut all = Vec::new();
    for run in signs.chunk_by(|one, next| one.0 == next.0) {
        let words: String = run.iter().map(|(_, sign)| *sign).collect();
        match run.first() {
            Some((true, _)) => all.push(TextPart::Hidden(words)),
            _ => all.extend(parts(&words)),
        }
    }
    all
}

/// The same for a note: agents who are named by their ids appear with their names.
pub fn note_parts(
    text: &str,
    agents: &[AgentId],
    name: impl Fn(&AgentId) -> String,
) -> Vec<TextPart> {
    let mut all = Vec::new();
    for part in mention_parts(text, agents) {
        match part {
            MentionPart::Text(text) => all.extend(parts(text)),
            MentionPart::Agent(agent) => all.push(TextPart::Mention(name(agent))),
        }
    }
    all
}

fn is_web(address: &str) -> bool {
    let scheme = address.split("://").next().unwrap_or_default();
    scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https")
}

#[cfg(test)]
mod tests {
    use super::{TextPart, parts};

    #[test]
    fn only_web_addresses_become_links() {
        let link = |address: &str| TextPart::Link(address.to_owned());
        let text = |text: &str| TextPart::Text(text.to_owned());
        assert_eq!(
            parts("Glejte https://example.com/a?b=1&c=2, hvala."),
            [
                text("Glejte "),
                link("https://example.com/a?b=1&c=2"),
                text(", hvala.")
            ]
        );
        for other in [
            "javascript:alert(1)",
            "javascript://x.si/%0aalert(1)",
            "data:text/html,x",
            "ana@example.com",
        ] {
            assert!(
                parts(other)
                    .iter()
                    .all(|part| matches!(part, TextPart::Text(_))),
                "{other}"
            );
        }
    }
}
