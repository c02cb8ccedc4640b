//! While somebody is away the deputy gets what buyers write; afterwards it goes back.

use jiff::SignedDuration;
use rules::access::AgentRole;
use serde_json::{Value, json};
use store::{Db, both_databases};

use super::World;
use crate::support::Client;

const ABSENCES: &str = "/api/v1/absences";

async fn away(of: &Client, agent: &str, deputy: Option<&str>) -> String {
    let body = json!({ "agent": agent, "deputy": deputy, "first_day": "2026-11-23", "last_day": "2026-11-24" });
    let announced = of.post(ABSENCES, &body).await;
    assert_eq!(announced.status, 201, "{}", announced.body);
    announced.json()["id"].as_str().unwrap().to_owned()
}

async fn assignee(of: &Client, conversation: &str) -> Value {
    of.get(conversation).await.json()["assignee"].clone()
}

async fn give(world: &World, conversation: &str, agent: &str) {
    let given = world
        .bor
        .put(
            &format!("{conversation}/assignment"),
            &json!({ "agent": agent }),
        )
        .await;
    assert_eq!(given.status, 200, "{}", given.body);
}

/// The events by which it was assigned, without those of people.
async fn assigned_by_absence(world: &World) -> Vec<Value> {
    world.test.wait(SignedDuration::from_secs(20));
    world.test.run_jobs().await;
    let events = world.bor.get("/api/v1/events?limit=500").await.json();
    let items = events["items"].as_array().unwrap().iter();
    items
        .filter(|event| {
            event["kind"] == "conversation.assigned" && event["actor"]["kind"] == "absence"
        })
        .map(|event| event["body"].clone())
        .collect()
}

both_databases! {
    async fn a_deputy_takes_over_with_the_next_message_and_gives_back_after_the_absence(db: Db) {
        let world = World::new(db).await;
        let conversation = world.ask("Kje je paket?").await;
        give(&world, &conversation, "ana").await;
        assert_eq!(world.ana.write(&conversation, "Na poti.", 1).await.status, 201);
        away(&world.ana, "ana", Some("bor")).await;
        assert_eq!(assignee(&world.bor, &conversation).await, "ana", "nothing waits");
        assert_eq!(world.maja.write(&conversation, "In kdaj pride?", 2).await.status, 201);
        assert_eq!(assignee(&world.bor, &conversation).await, "bor");
        assert_eq!(world.bor.write(&conversation, "Jutri.", 3).await.status, 201);
        assert_eq!(world.maja.write(&conversation, "Ob kateri uri?", 4).await.status, 201);
        assert_eq!(assignee(&world.bor, &conversation).await, "bor", "still away");

        world.test.wait(SignedDuration::from_hours(48));
        let world = world.again().await;
        assert_eq!(assignee(&world.bor, &conversation).await, "bor", "what the deputy has begun it may end");
        assert_eq!(world.bor.write(&conversation, "Ob devetih.", 5).await.status, 201);
        assert_eq!(world.maja.write(&conversation, "Hvala, še nekaj.", 6).await.status, 201);
        assert_eq!(assignee(&world.bor, &conversation).await, "ana");
        assert_eq!(assigned_by_absence(&world).await, [
            json!({ "agent": "bor", "deputy_of": "ana" }), json!({ "agent": "ana", "returned": true }),
        ]);
        let id = conversation.rsplit('/').next().unwrap();
        let page = world.ana.get(&format!("/conversations/{id}")).await;
        for text in ["standing in for Agent ana, who is away", "Assigned again after the absence"] {
            assert!(page.body.contains(text), "{text}: {}", page.body);
        }
        world.test.run_jobs().await;
        let told = world.maja.get("/api/v1/events?limit=500").await;
        assert!(!told.body.contains("deputy_of") && !told.body.contains("returned"), "{}", told.body);
    }

    async fn a_deputy_who_is_away_too_passes_it_on_and_without_anybody_the_rules_are_asked(db: Db) {
        let world = World::new(db).await;
        world.test.known_agent_as("nova", "cene", AgentRole::Agent).await;
        let conversation = world.ask("Kje je paket?").await;
        give(&world, &conversation, "ana").await;
        let of_ana = away(&world.ana, "ana", Some("bor")).await;
        let of_bor = away(&world.ana, "bor", Some("cene")).await;
        assert_eq!(world.maja.write(&conversation, "Halo?", 1).await.status, 201);
        assert_eq!(assignee(&world.bor, &conversation).await, "cene");

        // Nobody stands in for Bor any more: it stays where it is, until a rule finds somebody.
        for (absence, agent) in [(&of_bor, "bor"), (&of_ana, "ana")] {
            let ended = world.ana.delete(&format!("{ABSENCES}/{absence}")).await;
            assert_eq!(ended.status, 200, "{agent}: {}", ended.body);
        }
        away(&world.ana, "cene", None).await;
        away(&world.ana, "ana", None).await;
        assert_eq!(world.maja.write(&conversation, "Je kdo tam?", 2).await.status, 201);
        assert_eq!(assignee(&world.bor, &conversation).await, "cene", "no deputy and no rule");
        let rule = json!({ "name": "Vse", "outcome": { "kind": "round_robin", "agents": ["cene", "bor"] } });
        assert_eq!(world.ana.post("/api/v1/assignment-rules", &rule).await.status, 201);
        assert_eq!(world.maja.write(&conversation, "Prosim.", 3).await.status, 201);
        assert_eq!(assignee(&world.bor, &conversation).await, "bor");

        // The rule gave it to Bor: it does not go back to Ana.
        world.test.wait(SignedDuration::from_hours(48));
        let world = world.again().await;
        assert_eq!(world.maja.write(&conversation, "Še vedno čakam.", 4).await.status, 201);
        assert_eq!(assignee(&world.bor, &conversation).await, "bor");
    }

    async fn what_people_assign_meanwhile_stays_with_whom_they_chose(db: Db) {
        let world = World::new(db).await;
        world.test.known_agent_as("nova", "cene", AgentRole::Agent).await;
        let conversation = world.ask("Kje je paket?").await;
        give(&world, &conversation, "ana").await;
        away(&world.ana, "ana", Some("bor")).await;
        assert_eq!(world.maja.write(&conversation, "Halo?", 1).await.status, 201);
        assert_eq!(assignee(&world.bor, &conversation).await, "bor");
        give(&world, &conversation, "cene").await;
        give(&world, &conversation, "bor").await;
        world.test.wait(SignedDuration::from_hours(48));
        let world = world.again().await;
        assert_eq!(world.maja.write(&conversation, "Še vedno čakam.", 2).await.status, 201);
        assert_eq!(assignee(&world.bor, &conversation).await, "bor", "people have given it to Bor");
    }

    async fn what_already_waited_goes_to_the_deputy_before_its_deadline(db: Db) {
        let world = World::new(db).await;
        let conversation = world.ask("Kje je paket?").await;
        give(&world, &conversation, "ana").await;
        let version = world.bor.get(&conversation).await.json()["version"].as_i64().unwrap();
        away(&world.ana, "ana", Some("bor")).await;
        world.test.run_jobs().await;
        assert_eq!(assignee(&world.bor, &conversation).await, "ana", "there is time");
        // Due on Tuesday at 10.00; the absence lasts until the end of that day.
        world.test.wait(SignedDuration::from_hours(23));
        world.test.run_jobs().await;
        let world = world.again().await;
        let now = world.bor.get(&conversation).await.json();
        assert_eq!((&now["assignee"], &now["version"]), (&json!("bor"), &json!(version + 1)));
        assert_eq!(assigned_by_absence(&world).await, [json!({ "agent": "bor", "deputy_of": "ana" })]);
    }

    async fn while_the_whole_seller_is_away_its_deputy_gets_everything(db: Db) {
        let world = World::new(db).await;
        let conversation = world.ask("Kje je paket?").await;
        give(&world, &conversation, "ana").await;
        let body = json!({ "deputy": "bor", "first_day": "2026-11-25", "last_day": "2026-11-25", "reason": "Inventura" });
        let absence = world.ana.post(ABSENCES, &body).await;
        assert_eq!(absence.status, 201, "{}", absence.body);
        world.test.wait(SignedDuration::from_hours(47));
        let world = world.again().await;
        assert_eq!(world.maja.write(&conversation, "Halo?", 1).await.status, 201);
        assert_eq!(assignee(&world.bor, &conversation).await, "ana", "not approved, so nobody is away");
        let decision = format!("{ABSENCES}/{}/decision", absence.json()["id"].as_str().unwrap());
        let decided = world.moderator.put(&decision, &json!({ "approved": true })).await;
        assert_eq!(decided.status, 200, "{}", decided.body);
        assert_eq!(world.maja.write(&conversation, "Je kdo tam?", 2).await.status, 201);
        assert_eq!(assignee(&world.bor, &conversation).await, "bor");
    }
}
