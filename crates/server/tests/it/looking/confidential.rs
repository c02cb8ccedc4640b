//! The parties see that staff looked, and when; what an auditor keeps from them for a stated time they see afterwards.

use jiff::SignedDuration;
use rules::access::Role;
use serde_json::{Value, json};
use store::{Db, both_databases};

use crate::api::World;
use crate::support::Client;

const LOOKED: &str = "Tržnica si je ogledala pogovor";

/// The kinds of events about looks in somebody's feed.
async fn looks(world: &World, of: &Client) -> Vec<String> {
    world.test.run_jobs().await;
    let kinds = world.event_kinds(of).await.into_iter();
    let mut kinds: Vec<String> = kinds
        .filter(|kind| kind.starts_with("staff_read."))
        .collect();
    // All of one instant, in no order that is told.
    kinds.sort_unstable();
    kinds
}

async fn page(of: &Client, path: &str) -> String {
    let page = of.get(&path.replace("/api/v1", "")).await;
    assert_eq!(page.status, 200, "{}", page.body);
    page.body
}

/// A moderator gives a reason; the id of the reading.
async fn reason(world: &World, path: &str) -> String {
    let given = world
        .moderator
        .post(
            &format!("{path}/reads"),
            &json!({ "reason": "Prijava goljufije" }),
        )
        .await;
    assert_eq!(given.status, 204, "{}", given.body);
    let auditor = world.test.staff(&[Role::Auditor]).await;
    let listed = auditor.get("/api/v1/oversight/readings").await.json();
    listed["items"][0]["id"].as_str().unwrap().to_owned()
}

fn until(world: &World, hours: i64) -> Value {
    let until = world.test.now() + SignedDuration::from_hours(hours);
    json!({ "until": until.to_string(), "ground": "Preiskava policije" })
}

both_databases! {
    async fn both_parties_see_that_staff_looked_and_when_and_not_why(db: Db) {
        let world = World::new(db).await;
        let path = world.ask("Kje je paket?").await;
        reason(&world, &path).await;
        for party in [&world.maja, &world.ana] {
            assert!(!page(party, &path).await.contains(LOOKED), "a reason is no look yet");
        }
        page(&world.moderator, &path).await;
        page(&world.moderator, &path).await;
        let seen = page(&world.maja, &path).await;
        assert_eq!(seen.matches(LOOKED).count(), 1, "looks under one reason stand once: {seen}");
        assert!(seen.contains("2 ogleda, zadnji danes ob 10.00"), "{seen}");
        assert!(!seen.contains("Prijava"), "{seen}");
        let seen = page(&world.ana, &path).await;
        assert!(seen.contains("The marketplace looked at the conversation") && !seen.contains("Prijava"), "{seen}");
        assert!(page(&world.moderator, &path).await.contains("Prijava goljufije"));
    }

    async fn a_confidential_look_is_told_when_its_time_is_over(db: Db) {
        let world = World::new(db).await;
        let path = world.ask("Kje je paket?").await;
        let reading = reason(&world, &path).await;
        page(&world.moderator, &path).await;
        let marks = format!("/api/v1/oversight/readings/{reading}/confidentiality");
        let body = until(&world, 2);
        for other in [&world.moderator, &world.administrator, &world.ana] {
            assert_eq!(other.put(&marks, &body).await.problem(), "403 not_allowed");
        }
        let auditor = world.test.staff(&[Role::Auditor]).await;
        let marked = auditor.put(&marks, &body).await;
        assert_eq!(marked.status, 204, "{}", marked.body);
        // What was before and what comes now is kept from both parties, everywhere.
        page(&world.moderator, &path).await;
        let present = world.moderator.post_form(&format!("{}/presence", path.replace("/api/v1", "")), &[("state", "looking")]).await;
        assert_eq!(present.status, 204, "{}", present.body);
        let there = world.ana.get(&format!("{}/presence", path.replace("/api/v1", ""))).await;
        assert_eq!(there.json(), json!([]), "nobody sees that staff are there");
        for party in [&world.maja, &world.ana] {
            assert_eq!(looks(&world, party).await, Vec::<String>::new());
            let shown = page(party, &path).await;
            assert!(!shown.contains(LOOKED) && !shown.contains("The marketplace looked"), "{shown}");
        }
        assert_eq!(looks(&world, &auditor).await, ["staff_read.looked", "staff_read.looked", "staff_read.reason_given"]);
        let listed = auditor.get("/api/v1/oversight/readings").await.json();
        assert_eq!(listed["items"][0]["confidential_until"], body["until"]);
        // Then they are told: of what was before, at a place that nobody has passed.
        world.test.wait(SignedDuration::from_hours(2));
        for party in [&world.maja, &world.ana] {
            assert_eq!(looks(&world, party).await, ["staff_read.disclosed"]);
            let shown = page(party, &path).await;
            assert!(shown.contains(LOOKED) || shown.contains("The marketplace looked"), "{shown}");
        }
        let events = world.maja.get("/api/v1/events?limit=500").await.json();
        let told = events["items"].as_array().unwrap().iter().find(|event| event["kind"] == "staff_read.disclosed").unwrap();
        assert_eq!((&told["body"]["reason_event"], &told["body"]["looks"]), (&json!(reading), &json!(2)));
        world.test.run_jobs().await;
        assert_eq!(looks(&world, &world.maja).await, ["staff_read.disclosed"], "once");
        let again = auditor.put(&marks, &until(&world, 2)).await;
        assert_eq!(again.problem(), "409 confidential_disclosed");
    }

    async fn a_time_and_a_ground_are_stated(db: Db) {
        let world = World::new(db).await;
        let path = world.ask("Kje je paket?").await;
        let reading = reason(&world, &path).await;
        let auditor = world.test.staff(&[Role::Auditor]).await;
        let marks = format!("/api/v1/oversight/readings/{reading}/confidentiality");
        for (hours, code) in [(0, "422 confidential_past"), (366 * 24 + 1, "422 confidential_too_long")] {
            assert_eq!(auditor.put(&marks, &until(&world, hours)).await.problem(), code);
        }
        let mut groundless = until(&world, 1);
        groundless["ground"] = json!(" ");
        assert_eq!(auditor.put(&marks, &groundless).await.problem(), "422 invalid_reason");
        let page = format!("/staff/readings/{reading}/confidentiality");
        for (fields, notice) in [
            ([("until", "2026-11-22"), ("ground", "Preiskava")], "not-confidential"),
            ([("until", "2026-11-24"), ("ground", "")], "not-confidential"),
            ([("until", "2026-11-24"), ("ground", "Preiskava")], "made-confidential"),
        ] {
            let answer = auditor.post_form(&page, &fields).await;
            assert_eq!(answer.header("location"), format!("/staff/readings?notice={notice}"));
        }
        let events = async || {
            world.test.run_jobs().await;
            let events = auditor.get("/api/v1/events?limit=500").await.json();
            let all = events["items"].as_array().unwrap().clone();
            all.into_iter().filter(|event| event["kind"] == "reading.made_confidential").collect::<Vec<_>>()
        };
        let marked = events().await;
        assert_eq!(marked.len(), 1, "what is refused is no event");
        // The last day is whole in the auditor's zone.
        assert_eq!(marked[0]["body"]["until"], "2026-11-24T23:00:00Z");
        assert!(marked[0]["body"]["ground"]["commitment"].is_string());
        assert_eq!(marked[0]["seller"], Value::Null);
    }
}
