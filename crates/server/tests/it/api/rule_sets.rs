//! Versions of the rules: entered, held against messages that were sent, activated, and left again.

use dopis::actions::rule_sets::{Progress, check_active, part};
use dopis::app::{App, StartError};
use dopis::config::Config;
use dopis::detectors::LexiconsError;
use jiff::SignedDuration;
use rules::ids::ReplayId;
use serde_json::{Value, json};
use store::{Db, both_databases};

use super::World;
use crate::support::{Answer, Client};

const PIGEON: &str = "[language sl]\n[messenger]\ngolobnik*\n\n[switched off]\nphone.national\n";
const CAUGHT: &str = "Moj golobnik: novak77";
const FREED: &str = "Moja številka je 041 123 456.";

async fn enter(by: &Client, text: &str) -> Answer {
    let body = json!({ "text": text, "reason": "Golobnik je nov" });
    by.post("/api/v1/rule-sets", &body).await
}

async fn start(by: &Client, number: u32) -> String {
    let path = format!("/api/v1/rule-sets/{number}/replays");
    let started = by.post(&path, &json!({ "days": 30 })).await;
    assert_eq!(started.status, 201, "{}", started.body);
    started.json()["id"].as_str().unwrap().to_owned()
}

async fn activate(by: &Client, number: u32, reason: &str) -> Answer {
    let body = json!({ "number": number, "reason": reason });
    by.put("/api/v1/rule-sets/active", &body).await
}

async fn replay(by: &Client, id: &str) -> Value {
    let read = by.get(&format!("/api/v1/rule-replays/{id}")).await;
    assert_eq!(read.status, 200, "{}", read.body);
    read.json()
}

async fn turn(by: &Client, id: &str, running: bool) -> Answer {
    let body = json!({ "running": running });
    by.put(&format!("/api/v1/rule-replays/{id}"), &body).await
}

/// How many words are found in the text at present, and by which version.
async fn found(by: &Client, conversation: &str, text: &str) -> Vec<(String, u64)> {
    let id = conversation.rsplit('/').next().unwrap();
    let body = json!({ "conversation": id, "text": text });
    let checked = by.post("/api/v1/messages/check", &body).await;
    assert_eq!(checked.status, 200, "{}", checked.body);
    let findings = checked.json()["findings"].as_array().unwrap().clone();
    findings
        .iter()
        .map(|found| {
            (
                found["kind"].as_str().unwrap().to_owned(),
                found["rule_set"].as_u64().unwrap(),
            )
        })
        .collect()
}

/// Two conversations of both sellers with eight messages: two are caught newly and one is freed.
async fn talk(world: &World) -> String {
    let conversation = world.ask("Kje je moj paket?").await;
    let texts = ["Prihaja jutri.", CAUGHT, FREED, "Lep pozdrav"];
    for (read, text) in (1..).zip(texts) {
        let sent = world.ana.write(&conversation, text, read).await;
        assert_eq!(sent.status, 201, "{}", sent.body);
    }
    let body = json!({ "seller": "drugi", "subject": { "kind": "order", "id": "W2" }, "text": "Kdaj pride?" });
    let opened = world.tone.post("/api/v1/conversations", &body).await.json();
    let other = format!(
        "/api/v1/conversations/{}",
        opened["conversation"]["id"].as_str().unwrap()
    );
    for (read, text) in (1..).zip([CAUGHT, "Pride v torek."]) {
        let sent = world.eva.write(&other, text, read).await;
        assert_eq!(sent.status, 201, "{}", sent.body);
    }
    // A replay looks at what was sent before it began.
    world.test.wait(SignedDuration::from_mins(1));
    conversation
}

fn numbers(replay: &Value) -> (u64, u64, u64) {
    let number = |name: &str| replay[name].as_u64().unwrap();
    (number("looked"), number("caught"), number("freed"))
}

both_databases! {
    async fn a_version_goes_from_a_draft_to_the_active_one_and_back(db: Db) {
        let world = World::new(db).await;
        let conversation = talk(&world).await;
        let (administrator, ana) = (&world.administrator, &world.ana);
        let entered = enter(administrator, PIGEON).await;
        assert_eq!((entered.status.as_u16(), entered.json()["state"].as_str()), (201, Some("draft")), "{}", entered.body);
        assert_eq!(activate(administrator, 1, "Takoj").await.problem(), "409 not_replayed");
        let id = start(administrator, 1).await;
        assert_eq!(replay(administrator, &id).await["state"], "running");
        world.test.run_jobs().await;
        let done = replay(&world.moderator, &id).await;
        assert_eq!((done["state"].as_str(), numbers(&done)), (Some("done"), (8, 2, 1)), "{done}");
        let counts = done["counts"].as_array().unwrap();
        assert!(counts.iter().any(|count| count["way"] == "freed" && count["rule"] == "phone.national" && count["messages"] == 1), "{done}");
        assert_eq!(done["samples"].as_array().unwrap().len(), 3, "{done}");
        // Nothing of what people wrote is in it.
        assert!(!done.to_string().contains("novak77") && !done.to_string().contains("041"));

        assert_eq!(found(ana, &conversation, FREED).await, [("phone".to_owned(), 0)]);
        assert_eq!(activate(administrator, 1, "").await.problem(), "422 invalid_reason");
        let active = activate(administrator, 1, "Vzorci so pregledani").await;
        assert_eq!((active.status.as_u16(), active.json()["active"].as_u64()), (200, Some(1)), "{}", active.body);
        let there = ana.at(&world.test.second_node());
        for by in [ana, &there] {
            assert!(found(by, &conversation, FREED).await.is_empty());
            assert_eq!(found(by, &conversation, CAUGHT).await, [("messenger".to_owned(), 1)]);
        }
        let back = json!({ "number": 0, "seen": 7 });
        assert_eq!(administrator.put("/api/v1/rule-sets/active", &back).await.problem(), "409 stale");
        assert_eq!(activate(administrator, 99, "Poskus").await.problem(), "422 unknown_rule_set");
        let back = activate(administrator, 0, "").await;
        assert_eq!((back.status.as_u16(), back.json()["active"].as_u64()), (200, Some(0)), "{}", back.body);
        for by in [ana, &there] {
            assert_eq!(found(by, &conversation, FREED).await, [("phone".to_owned(), 0)]);
        }
        // And once more without another replay, since it was active before.
        assert_eq!(activate(administrator, 1, "").await.status, 200);
        let whole = administrator.get("/api/v1/rule-sets").await.json();
        let states: Vec<_> = whole["activations"].as_array().unwrap().iter()
            .map(|activation| (activation["number"].as_u64(), activation["before"].as_u64())).collect();
        assert_eq!(states, [(Some(1), Some(0)), (Some(0), Some(1)), (Some(1), Some(0))]);
        // Another node places events once the lease of the first one has passed.
        world.test.wait(SignedDuration::from_mins(10));
        world.test.run_jobs().await;
        let kinds = world.event_kinds(administrator).await;
        for kind in ["rule_set.entered", "rule_replay.started", "rule_replay.done", "rule_set.activated"] {
            assert!(kinds.contains(&kind.to_owned()), "{kind} is missing: {kinds:?}");
        }
    }

    async fn a_replay_that_is_stopped_and_taken_up_elsewhere_counts_each_message_once(db: Db) {
        let world = World::new(db).await;
        talk(&world).await;
        let administrator = &world.administrator;
        enter(administrator, PIGEON).await;
        let id = start(administrator, 1).await;
        let replay_id = ReplayId(id.parse().unwrap());
        let (here, there) = (&world.test, world.test.second_node());
        let step = async |app: &App, messages| part(app, (replay_id, 1), messages, app.now()).await;
        assert_eq!(step(&here.app, 3).await.unwrap(), Progress::More);
        let first = replay(administrator, &id).await;
        assert_eq!(first["looked"], 3, "{first}");
        // Two nodes at once do each part once.
        let (one, other) = tokio::join!(step(&here.app, 1), step(&there.app, 1));
        let (one, other) = (one.unwrap(), other.unwrap());
        let second = replay(administrator, &id).await;
        let parts = [one, other].iter().filter(|progress| **progress == Progress::More).count();
        assert!(parts >= 1 && second["looked"].as_u64() > Some(3), "{one:?} {other:?} {second}");
        assert_eq!(turn(administrator, &id, true).await.problem(), "409 replay_state");
        let stopped = turn(administrator, &id, false).await;
        assert_eq!(stopped.json()["state"], "stopped", "{}", stopped.body);
        assert_eq!(step(&here.app, 1).await.unwrap(), Progress::Over);
        // What was queued before it was stopped does nothing, here or after a restart.
        there.run_jobs().await;
        let still = replay(administrator, &id).await;
        assert_eq!((&still["looked"], &still["state"]), (&stopped.json()["looked"], &json!("stopped")));
        assert_eq!(activate(administrator, 1, "Prezgodaj").await.problem(), "409 not_replayed");
        assert_eq!(turn(administrator, &id, true).await.status, 200);
        let again = enter(administrator, "[switched off]\nphone.plus").await;
        let path = format!("/api/v1/rule-sets/{}/replays", again.json()["number"]);
        assert_eq!(administrator.post(&path, &json!({ "days": 1 })).await.problem(), "409 replay_running");
        there.run_jobs().await;
        let done = replay(administrator, &id).await;
        assert_eq!((done["state"].as_str(), numbers(&done)), (Some("done"), (8, 2, 1)), "{done}");
        let counted: u64 = done["counts"].as_array().unwrap().iter().map(|count| count["messages"].as_u64().unwrap()).sum();
        assert_eq!((counted, done["samples"].as_array().unwrap().len()), (3, 3), "{done}");
    }

    async fn a_replay_behind_another_version_counts_for_nothing(db: Db) {
        let world = World::new(db).await;
        let administrator = &world.administrator;
        for text in [PIGEON, "[switched off]\nphone.plus"] {
            assert_eq!(enter(administrator, text).await.status, 201);
        }
        for number in [1, 2] {
            start(administrator, number).await;
            world.test.run_jobs().await;
        }
        assert_eq!(activate(administrator, 2, "Najprej ta").await.status, 200);
        assert_eq!(activate(administrator, 1, "In še ta").await.problem(), "409 replay_outdated");
        assert_eq!(activate(administrator, 2, "Še enkrat").await.problem(), "409 already_active");
    }

    async fn a_mistake_in_a_version_is_told_with_its_line(db: Db) {
        let world = World::new(db).await;
        let refused = enter(&world.administrator, "[language sl]\n[messenger]\ngolobnik*\n[paj]\n").await;
        assert_eq!(refused.problem(), "422 rules_mistake");
        assert!(refused.body.contains("line 4: `paj` is no section"), "{}", refused.body);
        let refused = enter(&world.administrator, "[switched off]\nno.rule").await;
        assert!(refused.body.contains("line 2: there is no rule `no.rule`"), "{}", refused.body);
        assert_eq!(world.administrator.get("/api/v1/rule-sets").await.json()["items"], json!([]));
        assert_eq!(enter(&world.moderator, PIGEON).await.status, 403);
    }

    async fn a_node_does_not_start_with_lexicons_that_the_active_version_does_not_fit(db: Db) {
        let world = World::new(db).await;
        let folder = tempfile::tempdir().unwrap();
        let own = folder.path().join("own.txt");
        std::fs::write(&own, "[rules]\ndeal.pigeon deal 75 any: call_me\n").unwrap();
        std::fs::write(folder.path().join("notes.md"), "[paj]").unwrap();
        let with = |number| {
            let path = folder.path().display().to_string();
            world.test.node_with(number, move |config| config.moderation.lexicons = path)
        };
        let node = with(3);
        check_active(&node.app).await.unwrap();
        let administrator = world.administrator.at(&node);
        assert_eq!(enter(&administrator, "[switched off]\ndeal.pigeon").await.status, 201);
        start(&administrator, 1).await;
        node.run_jobs().await;
        assert_eq!(activate(&administrator, 1, "Preizkus").await.status, 200);
        check_active(&with(4).app).await.unwrap();
        let without = check_active(&world.test.second_node().app).await.unwrap_err();
        let told = dopis::error::with_causes(&without);
        assert!(told.contains("rules:2: there is no rule `deal.pigeon`"), "{told}");
    }

    async fn a_mistake_in_a_lexicon_is_told_with_file_and_line(db: Db) {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("own.txt"), "[language sl]\n[messenger]\n\n[paj]\n").unwrap();
        let mut config = Config::default();
        config.moderation.lexicons = folder.path().display().to_string();
        let refused = App::new(db.clone(), config.clone()).unwrap_err();
        let told = refused.to_string();
        assert!(matches!(refused, StartError::Lexicons(LexiconsError::Mistake(_))), "{told}");
        assert!(told.ends_with("own.txt:4: `paj` is no section"), "{told}");
        config.moderation.lexicons = "/no/such/folder".to_owned();
        assert_eq!(App::new(db, config).unwrap_err().to_string(), "moderation.lexicons: /no/such/folder cannot be read");
    }
}
