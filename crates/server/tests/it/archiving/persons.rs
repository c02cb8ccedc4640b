//! What the log says of people: who wrote to whom can be followed, and who that is cannot be read.

use std::collections::BTreeSet;

use axum::http::Method;
use dopis::archiving::NAMES_OF_PERSONS;
use dopis::event_kinds::{Field, Holds, Kind};
use serde_json::json;
use store::{Db, both_databases};

use super::Log;
use crate::api::World;
use crate::support::TestApp;

/// Fields with words that name no person, each of which somebody has looked at.
const NO_PERSONS: [&str; 35] = [
    "asked_by",
    "author",
    "by",
    "calendar",
    "cause",
    "changed",
    "colour",
    "country",
    "decision",
    "external_id",
    "ground",
    "id",
    "kept_as",
    "kind",
    "language",
    "listing",
    "made_for",
    "measure",
    "order",
    "place",
    "reason",
    "role",
    "roles",
    "roles_before",
    "rule",
    "scope",
    "seller",
    "setting",
    "state",
    "subdivision",
    "ticket",
    "time_zone",
    "what",
    "why",
    "with",
];

fn words(fields: &'static [Field], found: &mut BTreeSet<&'static str>) {
    for field in fields {
        words_in(field.name, &field.holds, found);
    }
}

fn words_in(name: &'static str, holds: &'static Holds, found: &mut BTreeSet<&'static str>) {
    match holds {
        Holds::Word => {
            found.insert(name);
        }
        Holds::Maybe(inner) | Holds::Each(inner) => words_in(name, inner, found),
        Holds::Of(fields) => words(fields, found),
        _ => {}
    }
}

#[test]
fn of_every_word_in_an_event_it_is_known_whether_it_names_a_person() {
    let mut found = BTreeSet::new();
    for kind in Kind::all() {
        words(kind.fields, &mut found);
    }
    let persons = NAMES_OF_PERSONS.iter().map(|(name, _)| *name);
    let known: BTreeSet<&str> = NO_PERSONS.into_iter().chain(persons).collect();
    let unknown: Vec<_> = found.difference(&known).collect();
    assert!(
        unknown.is_empty(),
        "say in this test or in NAMES_OF_PERSONS what they are: {unknown:?}"
    );
    let gone: Vec<_> = NO_PERSONS
        .iter()
        .filter(|name| !found.contains(**name))
        .collect();
    assert!(gone.is_empty(), "no event has them: {gone:?}");
}

both_databases! {
    async fn no_id_of_a_person_is_in_the_log(db: Db) {
        let log = Log::new();
        let world = World::of(TestApp::with(db, |config| log.configure(config))).await;
        let path = world.ask("Kje je paket?").await;
        assert_eq!(world.ana.write(&path, "Na poti.", 1).await.status, 201);
        let assigned = world.ana.json(Method::PUT, &format!("{path}/assignment"), &json!({ "agent": "bor" })).await;
        assert!(assigned.status.is_success(), "{}", assigned.body);
        let rule = json!({ "name": "Vse", "conditions": { "previous": ["ana"] },
            "outcome": { "kind": "round_robin", "agents": ["ana", "bor"] } });
        assert_eq!(world.ana.post("/api/v1/assignment-rules", &rule).await.status, 201);
        let note = json!({ "text": "Poglej, @bor" });
        assert_eq!(world.ana.post(&format!("{path}/notes"), &note).await.status, 201);
        world.test.run_jobs().await;
        let entries = log.entries();
        let told: BTreeSet<&str> = entries.iter().map(|(_, leaf)| leaf.kind.as_str()).collect();
        for kind in ["message.sent", "conversation.opened", "conversation.assigned", "note.written", "order.created"] {
            assert!(told.contains(kind), "{kind} is not among {told:?}");
        }
        for (entry, leaf) in &entries {
            for person in ["maja", "tone", "ana", "bor", "eva"] {
                assert!(!entry.contains(&format!("\"{person}\"")), "{person} is in {entry}");
            }
            let pseudonyms = leaf.buyer.iter().chain([&leaf.actor.id].into_iter().filter(|_| ["buyer", "agent"].contains(&leaf.actor.kind.as_str())));
            for pseudonym in pseudonyms {
                assert_eq!(pseudonym.len(), 64, "{entry}");
            }
        }
        // One person is one pseudonym, and two are two.
        let writer = |kind: &str| {
            let mut sent = entries.iter().filter(|(_, leaf)| leaf.kind == "message.sent" && leaf.actor.kind == kind);
            sent.next().map(|(_, leaf)| leaf.actor.id.as_str()).unwrap()
        };
        let (asked, answered) = (writer("buyer"), writer("agent"));
        assert_ne!(asked, answered);
        let of_maja = entries.iter().filter_map(|(_, leaf)| leaf.buyer.as_deref()).filter(|buyer| *buyer == asked);
        assert!(of_maja.count() > 2);
    }
}
