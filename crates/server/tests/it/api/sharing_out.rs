//! Assignment rules over the API: keeping them, trying them, and what they bring about.

use axum::http::Method;
use rules::access::AgentRole;
use serde_json::{Value, json};
use store::{Db, both_databases};

use super::World;
use crate::support::Client;

const RULES: &str = "/api/v1/assignment-rules";

async fn made(of: &Client, body: Value) -> String {
    let answer = of.post(RULES, &body).await;
    assert_eq!(answer.status, 201, "{}", answer.body);
    answer.json()["id"].as_str().unwrap().to_owned()
}

fn to_one(name: &str, agent: &str) -> Value {
    json!({ "name": name, "outcome": { "kind": "agent", "agent": agent } })
}

async fn names(of: &Client) -> Vec<String> {
    let all = of.get(RULES).await.json();
    let items = all["items"].as_array().unwrap().iter();
    items
        .map(|rule| rule["name"].as_str().unwrap().to_owned())
        .collect()
}

async fn assignee(of: &Client, conversation: &str) -> Value {
    of.get(conversation).await.json()["assignee"].clone()
}

both_databases! {
    async fn rules_are_asked_in_their_order_and_those_switched_off_are_not(db: Db) {
        let world = World::new(db).await;
        let first = made(&world.ana, json!({
            "name": "Naročila", "conditions": { "subject_kind": "order", "countries": ["SI"] },
            "outcome": { "kind": "round_robin", "agents": ["ana", "bor"] },
        })).await;
        let second = made(&world.ana, to_one("Vse", "bor")).await;
        assert_eq!(names(&world.bor).await, ["Naročila", "Vse"]);
        let moved = world.ana.post(&format!("{RULES}/{second}/moves"), &json!({ "step": "up" })).await;
        assert_eq!(moved.json()["items"][0]["id"], json!(second), "{}", moved.body);
        world.ana.post(&format!("{RULES}/{second}/moves"), &json!({ "step": "up" })).await;
        assert_eq!(names(&world.bor).await, ["Vse", "Naročila"], "at the end it stays");
        let off = world.ana.put(&format!("{RULES}/{second}/activity"), &json!({ "active": false })).await;
        assert_eq!(off.json()["active"], false, "{}", off.body);

        let conversation = world.ask("Kje je paket?").await;
        assert_eq!(assignee(&world.ana, &conversation).await, "ana");
        assert_eq!(world.ana.get(&format!("{RULES}/{first}")).await.json()["last_agent"], "ana");
        world.test.run_jobs().await;
        let events = world.ana.get("/api/v1/events?limit=500").await.json();
        let assigned = events["items"].as_array().unwrap().iter().find(|event| event["kind"] == "conversation.assigned").unwrap().clone();
        assert_eq!(assigned["body"], json!({ "agent": "ana", "rule_id": first }));
        assert!(!events.to_string().contains("Naročila"), "the name of a rule stands in no event");
    }

    async fn a_trial_changes_nothing_and_takes_nobodys_turn(db: Db) {
        let world = World::new(db).await;
        let conversation = world.ask("Kje je paket?").await;
        let kept = made(&world.ana, json!({ "name": "Po vrsti", "outcome": { "kind": "round_robin", "agents": ["bor", "ana"] } })).await;
        let trial = format!("{RULES}/trial");
        for _ in 0..2 {
            let tried = world.bor.post(&trial, &json!({})).await;
            assert_eq!(tried.status, 200, "{}", tried.body);
            let first = &tried.json()["items"][0];
            assert_eq!((&first["agent"], &first["rule"], &first["outcome"]), (&json!("bor"), &json!(kept), &json!("assigned")));
        }
        let other = json!({ "rule": { "name": "Oglasi", "conditions": { "subject_kind": "listing" }, "outcome": { "kind": "agent", "agent": "ana" } } });
        let none = world.ana.post(&trial, &other).await.json();
        assert_eq!((&none["items"][0]["outcome"], &none["items"][0]["rule"]), (&json!("no_rule"), &Value::Null));
        let nobody = json!({ "rule": { "name": "Kdo", "outcome": { "kind": "same_as_last_time" } } });
        assert_eq!(world.ana.post(&trial, &nobody).await.json()["items"][0]["outcome"], "nobody_available");
        assert_eq!(assignee(&world.ana, &conversation).await, Value::Null);
        assert_eq!(names(&world.ana).await, ["Po vrsti"]);
    }

    async fn what_a_rule_must_not_say_is_refused(db: Db) {
        let world = World::new(db).await;
        let label = world.eva.post("/api/v1/labels", &json!({ "name": "Nujno", "colour": "red" })).await.json()["id"].clone();
        let outcome = json!({ "kind": "agent", "agent": "ana" });
        for (body, expected) in [
            (json!({ "name": "x", "outcome": { "kind": "round_robin", "agents": [] } }), "422 rule_names_nobody"),
            (to_one("x", "eva"), "422 agent_unknown"),
            (json!({ "name": "x", "conditions": { "labels": [label] }, "outcome": outcome }), "422 label_unknown"),
            (json!({ "name": "x", "conditions": { "countries": ["Slovenia"] }, "outcome": outcome }), "422 rule_country"),
            (json!({ "name": "x", "conditions": { "weekdays": [8] }, "outcome": outcome }), "422 rule_weekday"),
            (json!({ "name": "x", "conditions": { "hours": { "from": 9, "to": 9 } }, "outcome": outcome }), "422 rule_hours"),
            (json!({ "name": " ", "outcome": outcome }), "422 name_empty"),
        ] {
            assert_eq!(world.ana.post(RULES, &body).await.problem(), expected, "{body}");
        }
        let misread = world.ana.post(RULES, &json!({ "name": "x", "outcome": { "kind": "dice" } })).await;
        assert_eq!(misread.status, 422, "{}", misread.body);
        assert!(names(&world.ana).await.is_empty());
    }

    async fn rules_are_the_owners_to_keep_and_the_sellers_own(db: Db) {
        let world = World::new(db).await;
        let rule = made(&world.ana, to_one("Vse", "ana")).await;
        let one = format!("{RULES}/{rule}");
        for (role, id) in [(AgentRole::Agent, "dana"), (AgentRole::ReadOnly, "cene")] {
            let agent = world.test.agent_as("nova", id, role).await;
            assert_eq!(agent.get(RULES).await.json()["items"].as_array().unwrap().len(), 1);
            assert_eq!(agent.put(&one, &to_one("x", "ana")).await.problem(), "403 not_allowed");
            assert_eq!(agent.bare(Method::DELETE, &one).await.problem(), "403 not_allowed");
        }
        assert_eq!(world.eva.get(&one).await.problem(), "404 not_found");
        assert_eq!(world.eva.put(&one, &to_one("x", "eva")).await.problem(), "404 not_found");
        assert_eq!(world.eva.put(&format!("{one}/activity"), &json!({ "active": false })).await.problem(), "404 not_found");
        assert_eq!(world.eva.post(&format!("{one}/moves"), &json!({ "step": "up" })).await.problem(), "404 not_found");
        assert_eq!(world.eva.bare(Method::DELETE, &one).await.problem(), "404 not_found");
        assert_eq!(world.maja.get(RULES).await.problem(), "403 not_allowed");

        let changed = world.ana.put(&format!("{one}?version=1"), &to_one("Vse mi", "bor")).await;
        assert_eq!((&changed.json()["version"], &changed.json()["outcome"]["agent"]), (&json!(2), &json!("bor")));
        assert_eq!(world.bor.put(&format!("{one}?version=1"), &to_one("Drugače", "ana")).await.problem(), "409 stale");
        assert_eq!(world.ana.bare(Method::DELETE, &one).await.status, 204);
        assert_eq!(world.ana.get(&one).await.problem(), "404 not_found");
    }

    async fn whoever_is_away_is_passed_over(db: Db) {
        let world = World::new(db).await;
        made(&world.ana, json!({ "name": "Po vrsti", "outcome": { "kind": "round_robin", "agents": ["ana", "bor"] } })).await;
        let away = json!({ "agent": "ana", "first_day": "2026-11-23", "last_day": "2026-11-24" });
        let announced = world.ana.post("/api/v1/absences", &away).await;
        assert_eq!(announced.status, 201, "{}", announced.body);
        let conversation = world.ask("Kje je paket?").await;
        assert_eq!(assignee(&world.ana, &conversation).await, "bor");
    }
}
