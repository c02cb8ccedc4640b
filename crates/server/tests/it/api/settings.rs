//! Settings with their validity, seen and changed over the API, and what follows from them.

use jiff::SignedDuration;
use serde_json::{Value, json};
use store::{Db, both_databases};

use super::World;
use crate::support::Client;

const CHANGES: &str = "/api/v1/settings/changes";

async fn enter(client: &Client, body: Value) -> Value {
    let answer = client.post(CHANGES, &body).await;
    assert_eq!(answer.status, 201, "{}", answer.body);
    answer.json()
}

/// Working time for a reply that a conversation's newest deadline has, in hours.
async fn budget_hours(world: &World, conversation: &str) -> f64 {
    let deadlines = world
        .ana
        .get(&format!("{conversation}/deadlines"))
        .await
        .json();
    let newest = deadlines["items"]
        .as_array()
        .unwrap()
        .last()
        .unwrap()
        .clone();
    newest["budget_us"]
        .as_f64()
        .or_else(|| newest["derivation"]["budget_us"].as_f64())
        .unwrap()
        / 3_600e6
}

both_databases! {
    async fn a_deadline_keeps_the_terms_of_the_instant_at_which_its_message_came(db: Db) {
        let world = World::new(db).await;
        let before = world.ask("Kje je paket?").await;
        assert_eq!(budget_hours(&world, &before).await, 24.0);
        enter(&world.administrator, json!({ "setting": "reply_minutes", "value": 2_880, "reason": "Pošta stavka" })).await;
        let limits = world.maja.get("/api/v1/limits").await.json();
        assert_eq!(limits["reply_hours"], 48.0);
        assert_eq!(budget_hours(&world, &before).await, 24.0, "what came before keeps its time");
        let answered = world.ana.write(&before, "Na poti.", 1).await;
        assert_eq!(answered.status, 201, "{}", answered.body);
        world.test.wait(SignedDuration::from_mins(1));
        let asked = world.maja.write(&before, "In kdaj pride?", 2).await;
        assert_eq!(asked.status, 201, "{}", asked.body);
        assert_eq!(budget_hours(&world, &before).await, 48.0);
    }

    async fn a_planned_change_begins_and_ends_by_itself_and_can_be_withdrawn_before(db: Db) {
        let world = World::new(db).await;
        let now = world.test.app.now();
        let (from, to) = (now + SignedDuration::from_hours(1), now + SignedDuration::from_hours(2));
        let planned = enter(&world.administrator, json!({
            "setting": "escalation_allowed", "value": false, "valid_from": from, "valid_to": to, "reason": "Vzdrževanje",
        })).await;
        let allowed = async |at: Option<jiff::Timestamp>| {
            let query = at.map(|at| format!("?at={at}")).unwrap_or_default();
            let shown = world.moderator.get(&format!("/api/v1/settings{query}")).await;
            assert_eq!(shown.status, 200, "{}", shown.body);
            shown.json()["escalation_allowed"].as_bool().unwrap()
        };
        assert!(allowed(None).await);
        assert!(!allowed(Some(from)).await);
        assert!(allowed(Some(to)).await);
        let withdrawal = format!("{CHANGES}/{}/withdrawal", planned["id"].as_str().unwrap());
        let withdrawn = world.administrator.post(&withdrawal, &json!({ "reason": "Prestavljeno" })).await;
        assert_eq!(withdrawn.status, 200, "{}", withdrawn.body);
        assert!(allowed(Some(from)).await);
        let again = world.administrator.post(&withdrawal, &json!({ "reason": "Prestavljeno" })).await;
        assert_eq!(again.problem(), "409 already_withdrawn");

        let begins = enter(&world.administrator, json!({
            "setting": "escalation_allowed", "value": false, "valid_from": from, "valid_to": to, "reason": "Vseeno",
        })).await;
        world.test.wait(SignedDuration::from_mins(61));
        assert!(!allowed(None).await);
        let late = format!("{CHANGES}/{}/withdrawal", begins["id"].as_str().unwrap());
        assert_eq!(world.administrator.post(&late, &json!({ "reason": "Prepozno" })).await.problem(), "409 has_begun");
        world.test.wait(SignedDuration::from_mins(60));
        assert!(allowed(None).await);
    }

    async fn the_history_says_who_and_why_and_the_event_only_that(db: Db) {
        let world = World::new(db).await;
        let notice = "Sporočila bere tudi tržnica, kadar jo prosite za pomoč.";
        let entered = enter(&world.administrator, json!({ "setting": "notice_sl", "value": notice, "reason": "Novo besedilo pravne službe" })).await;
        let history = world.moderator.get(&format!("{CHANGES}?setting=notice_sl")).await.json();
        let item = &history["items"][0];
        assert_eq!((&item["id"], &item["value"], &item["revision"]), (&entered["id"], &json!(notice), &json!(1)));
        assert_eq!(item["entered"]["reason"], "Novo besedilo pravne službe");
        assert!(item["entered"]["name"].as_str().is_some_and(|name| !name.is_empty()));
        let other = world.moderator.get(&format!("{CHANGES}?setting=reply_minutes")).await.json();
        assert_eq!(other["items"], json!([]));
        world.test.run_jobs().await;
        let events = world.moderator.get("/api/v1/events?limit=500").await;
        let kinds: Vec<String> = world.event_kinds(&world.moderator).await;
        assert!(kinds.contains(&"settings.changed".to_owned()), "{kinds:?}");
        for secret in [notice, "pravne"] {
            assert!(!events.body.contains(secret), "{}", events.body);
        }
        for agent in [&world.ana, &world.maja] {
            assert!(!world.event_kinds(agent).await.contains(&"settings.changed".to_owned()));
        }
    }

    async fn what_cannot_be_entered_is_refused_with_its_reason(db: Db) {
        let world = World::new(db).await;
        let now = world.test.app.now();
        let hour = SignedDuration::from_hours(1);
        for (body, expected) in [
            (json!({ "setting": "reply_minutes", "value": 0, "reason": "x" }), "422 invalid_reply_minutes"),
            (json!({ "setting": "due_soon_percent", "value": 100, "reason": "x" }), "422 invalid_due_soon_percent"),
            (json!({ "setting": "reply_minutes", "value": 60, "reason": " " }), "422 invalid_reason"),
            (json!({ "setting": "reply_minutes", "value": 60, "valid_from": now - hour, "reason": "x" }), "422 begins_in_the_past"),
            (json!({ "setting": "reply_minutes", "value": 60, "valid_from": now + hour, "valid_to": now + hour, "reason": "x" }), "422 ends_before_it_begins"),
            (json!({ "setting": "notice_en", "value": "x".repeat(2_001), "reason": "x" }), "422 notice"),
            (json!({ "setting": "reply_minutes", "value": 60, "reason": "x", "revision": 1 }), "409 stale"),
        ] {
            let answer = world.administrator.post(CHANGES, &body).await;
            assert_eq!(answer.problem(), expected, "{body}");
        }
        let history = world.administrator.get(CHANGES).await.json();
        assert_eq!(history["items"], json!([]));
        let good = json!({ "setting": "reply_minutes", "value": 60, "reason": "x", "revision": 0 });
        enter(&world.administrator, good.clone()).await;
        assert_eq!(world.administrator.post(CHANGES, &good).await.problem(), "409 stale");
        assert_eq!(world.moderator.post(CHANGES, &good).await.problem(), "403 not_allowed");
        assert_eq!(world.ana.get("/api/v1/settings").await.problem(), "403 not_allowed");
    }

    async fn agents_sign_in_with_a_password_while_the_setting_says_so(db: Db) {
        let world = World::new(db).await;
        let anonymous = world.test.anonymous();
        let asked = anonymous.get("/conversations").await;
        assert_ne!(asked.status, 303);
        enter(&world.administrator, json!({ "setting": "agents_with_password", "value": true, "reason": "Manjši prodajalci" })).await;
        let asked = anonymous.get("/conversations").await;
        assert!(asked.header("location").starts_with("/sign-in"), "{} {}", asked.status, asked.body);
    }
}
