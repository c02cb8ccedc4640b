//! Who is named in a note: `@nina` is the agent with the id `nina`.

use crate::ids::AgentId;

/// A run of a note's text, or an agent who is named in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MentionPart<'a> {
    Text(&'a str),
    Agent(&'a AgentId),
}

/// Splits a text at the agents named in it. Capitals do not matter, the longest id wins,
/// and an at sign within a word (an address) names nobody.
pub fn mention_parts<'a>(text: &'a str, agents: &'a [AgentId]) -> Vec<MentionPart<'a>> {
    let mut parts = Vec::new();
    let mut begin = 0;
    for (at, _) in text.match_indices('@') {
        let before = text[..at].chars().next_back();
        if at < begin || before.is_some_and(|c| c.is_alphanumeric() || c == '@') {
            continue;
        }
        let Some((agent, end)) = named(text, at + 1, agents) else {
            continue;
        };
        if begin < at {
            parts.push(MentionPart::Text(&text[begin..at]));
        }
        parts.push(MentionPart::Agent(agent));
        begin = end;
    }
    if begin < text.len() {
        parts.push(MentionPart::Text(&text[begin..]));
    }
    parts
}

/// The agents named in a text, each once, in its order.
pub fn mentioned<'a>(text: &'a str, agents: &'a [AgentId]) -> Vec<&'a AgentId> {
    let mut found = Vec::new();
    for part in mention_parts(text, agents) {
        if let MentionPart::Agent(agent) = part
            && !found.contains(&agent)
        {
            found.push(agent);
        }
    }
    found
}

fn named<'a>(text: &str, from: usize, agents: &'a [AgentId]) -> Option<(&'a AgentId, usize)> {
    let rest = &text[from..];
    let fits = |agent: &&AgentId| {
        let id = agent.as_str();
        let same = rest
            .get(..id.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(id));
        same && !rest[id.len()..].starts_with(char::is_alphanumeric)
    };
    let longest = agents
        .iter()
        .filter(fits)
        .max_by_key(|agent| agent.as_str().len())?;
    Some((longest, from + longest.as_str().len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn agents() -> Vec<AgentId> {
        let ids = ["nina", "nina-2", "a.b"];
        ids.map(|id| AgentId::parse(id).unwrap()).into()
    }

    #[test]
    fn an_agent_is_named_by_its_id() {
        let cases: [(&str, &[&str]); 9] = [
            ("@nina, poglej", &["nina"]),
            ("Prosim (@Nina).", &["nina"]),
            ("@nina-2 in @nina", &["nina-2", "nina"]),
            ("@nina @nina", &["nina"]),
            ("pošlji na info@nina", &[]),
            ("@ninač", &[]),
            ("@nobody in @", &[]),
            ("Vprašaj @a.b.", &["a.b"]),
            ("@@nina", &[]),
        ];
        for (text, expected) in cases {
            let agents = agents();
            let found: Vec<&str> = mentioned(text, &agents)
                .iter()
                .map(|agent| agent.as_str())
                .collect();
            assert_eq!(found, expected, "{text}");
        }
    }

    #[test]
    fn nothing_of_the_text_is_lost() {
        let agents = agents();
        let parts = mention_parts("č@nina @Nina! x", &agents);
        assert_eq!(
            parts,
            [
                MentionPart::Text("č@nina "),
                MentionPart::Agent(&agents[0]),
                MentionPart::Text("! x"),
            ]
        );
        assert_eq!(mention_parts("", &agents), []);
    }
}
