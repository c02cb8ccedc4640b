//! What people type: searches, mentions, quick replies, names of labels, views and files.
#![no_main]

use libfuzzer_sys::fuzz_target;
use rules::attachment::FileName;
use rules::ids::AgentId;
use rules::inbox::{LabelName, ViewName};
use rules::mention::{MentionPart, mention_parts};
use rules::quick_reply::{Shortcut, Template};
use rules::search::{fit, folded};

fuzz_target!(|bytes: &[u8]| {
    let text = String::from_utf8_lossy(bytes);
    let (typed, found) = text.split_once('\n').unwrap_or((&text, ""));
    let _ = fit(typed, found);
    let once = folded(typed);
    assert!(
        typed.split_whitespace().next().is_none() || fit(typed, typed).is_some(),
        "{once:?} fits itself"
    );
    if let Ok(agent) = typed.parse::<AgentId>() {
        let agents = [agent];
        let parts = mention_parts(found, &agents);
        let length: usize = parts
            .iter()
            .map(|part| match part {
                MentionPart::Text(text) => text.len(),
                MentionPart::Agent(agent) => agent.as_str().len() + 1,
            })
            .sum();
        assert_eq!(length, found.len(), "the parts are the whole");
    }
    if let Ok(template) = Template::parse(&text) {
        let again = Template::parse(template.as_str()).expect("what was read is read again");
        assert_eq!(again.parts(), template.parts());
    }
    if let Some(shortcut) = Shortcut::parse(typed) {
        assert_eq!(
            Shortcut::parse(shortcut.as_str())
                .map(|again| again.as_str().to_owned())
                .as_deref(),
            Some(shortcut.as_str())
        );
    }
    if let Ok(name) = LabelName::parse(typed) {
        let _ = name.key();
    }
    let _ = ViewName::parse(typed);
    let name = FileName::of(&text);
    assert!(!name.as_str().contains(['/', '\\', '\0']), "{name:?}");
    let _ = name.with_ending("pdf");
    let _ = name.ending();
});
