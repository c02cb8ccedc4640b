//! Lists, feeds, staff and the passing of time.

use std::collections::BTreeSet;

use dopis::config::CalendarOf;
use jiff::SignedDuration;
use serde_json::{Value, json};
use store::{Db, both_databases};

use super::World;
use crate::support::{Client, TestApp};

const CONVERSATIONS: usize = 250;

/// Walks a list to its end; the ids in order.
async fn walk(client: &Client, list: &str) -> Vec<String> {
    let mut ids = Vec::new();
    let mut cursor = String::new();
    loop {
        let page = client.get(&format!("{list}{cursor}")).await;
        assert_eq!(page.status, 200, "{}", page.body);
        let page = page.json();
        let items = page["items"].as_array().unwrap();
        ids.extend(
            items
                .iter()
                .map(|item| item["id"].as_str().unwrap().to_owned()),
        );
        match page["next"].as_str() {
            Some(next) => cursor = format!("&cursor={next}"),
            None => return ids,
        }
    }
}

async fn many_conversations(db: Db) -> World {
    let test = TestApp::with(db, |config| config.limits.requests_per_minute = 1_000_000);
    let world = World::of(test).await;
    for number in 0..CONVERSATIONS {
        let path = format!("/api/v1/sellers/nova/listings/M{number}");
        world
            .platform
            .put(&path, &json!({ "title": "Listing" }))
            .await;
        let subject = json!({ "kind": "listing", "id": format!("M{number}") });
        let body = json!({ "seller": "nova", "subject": subject, "text": "Je na zalogi?" });
        assert_eq!(
            world.maja.post("/api/v1/conversations", &body).await.status,
            201
        );
        // Several at one instant, so that the id has to tell them apart.
        if number % 10 == 0 {
            world.test.wait(SignedDuration::from_secs(1));
        }
    }
    world
}

both_databases! {
    async fn pages_leave_no_gap_and_double_nothing(db: Db) {
        let world = many_conversations(db).await;
        for (client, list) in [
            (&world.ana, "/api/v1/conversations?limit=40"),
            (&world.ana, "/api/v1/conversations?limit=60&tab=needs_reply"),
            (&world.ana, "/api/v1/conversations?limit=25&buyer=maja"),
            (&world.ana, "/api/v1/conversations?limit=100&changed_since=2026-01-01T00:00:00Z"),
            (&world.maja, "/api/v1/conversations?limit=50"),
            (&world.maja, "/api/v1/conversations?limit=50&changed_since=2026-01-01T00:00:00Z"),
        ] {
            let ids = walk(client, list).await;
            assert_eq!(ids.len(), CONVERSATIONS, "{list}");
            assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), CONVERSATIONS, "{list}");
        }
        let counts = world.ana.get("/api/v1/counts").await.json();
        assert_eq!((&counts["needs_reply"], &counts["overdue"]), (&json!(CONVERSATIONS), &json!(0)));
        assert_eq!(walk(&world.ana, "/api/v1/conversations?limit=9&subject=M7").await.len(), 1);
        assert!(walk(&world.eva, "/api/v1/conversations?limit=9").await.is_empty());

        let first = world.ana.get("/api/v1/conversations?limit=3").await.json();
        let cursor = first["next"].as_str().unwrap();
        let elsewhere = world.ana.get(&format!("/api/v1/conversations?tab=closed&cursor={cursor}")).await;
        assert_eq!(elsewhere.problem(), "422 cursor_of_another_list");
        let broken = world.ana.get("/api/v1/conversations?cursor=xyz").await;
        assert_eq!(broken.problem(), "422 invalid_cursor");
        let too_many = world.ana.get("/api/v1/conversations?limit=101").await;
        assert_eq!(too_many.problem(), "422 invalid_limit");
    }

    async fn what_changed_since_an_instant_is_found(db: Db) {
        let world = World::new(db).await;
        let conversation = world.ask("Kdaj pride paket?").await;
        world.test.wait(SignedDuration::from_mins(5));
        let since = world.test.now();
        let list = format!("/api/v1/conversations?limit=9&changed_since={since}");
        assert!(walk(&world.ana, &list).await.is_empty());
        world.ana.write(&conversation, "Jutri.", 1).await;
        assert_eq!(walk(&world.ana, &list).await.len(), 1);
        assert_eq!(walk(&world.maja, &list).await.len(), 1);
    }

    async fn the_feed_is_ordered_whole_and_ones_own(db: Db) {
        let world = World::new(db).await;
        let before = world.ana.get("/api/v1/events").await.json();
        assert_eq!((&before["items"], &before["last"]), (&json!([]), &json!(-1)), "nothing has a position yet");
        let conversation = world.ask("Kdaj pride paket?").await;
        world.ana.write(&conversation, "Jutri.", 1).await;
        world.test.run_jobs().await;
        let whole = world.ana.get("/api/v1/events?limit=500").await.json();
        let items = whole["items"].as_array().unwrap().clone();
        assert!(items.len() >= 5, "{whole}");
        let mut replayed: Vec<Value> = Vec::new();
        let mut last = -1;
        loop {
            let page = world.ana.get(&format!("/api/v1/events?after={last}&limit=2")).await.json();
            let page_items = page["items"].as_array().unwrap().clone();
            if page_items.is_empty() {
                assert_eq!(page["last"], last);
                break;
            }
            last = page["last"].as_i64().unwrap();
            replayed.extend(page_items);
        }
        assert_eq!(replayed, items);
        let positions: Vec<i64> = items.iter().map(|event| event["position"].as_i64().unwrap()).collect();
        assert!(positions.is_sorted_by(|a, b| a < b), "{positions:?}");
        assert!(!world.ana.get("/api/v1/events").await.body.contains("Jutri"), "texts stay out of events");
        let of_eva = world.eva.get("/api/v1/events").await;
        assert!(!of_eva.body.contains("nova") && !of_eva.body.contains("maja"), "{}", of_eva.body);
        assert!(!world.event_kinds(&world.tone).await.contains(&"message.sent".to_owned()));
        assert!(world.event_kinds(&world.platform).await.len() > items.len());
    }

    async fn staff_read_with_a_reason_and_leave_a_trace(db: Db) {
        let world = World::new(db).await;
        let conversation = world.ask("Kdaj pride paket?").await;
        assert_eq!(world.moderator.get(&conversation).await.problem(), "403 reason_needed");
        let found = world.moderator.get("/api/v1/oversight/conversations?word=W1").await;
        assert_eq!(found.json()["items"][0]["seller"], "nova");
        assert!(!found.body.contains("paket"), "oversight shows no text");
        let reads = format!("{conversation}/reads");
        let given = world.moderator.post(&reads, &json!({ "reason": "Pritožba kupca" })).await;
        assert_eq!(given.status, 204, "{}", given.body);
        assert_eq!(world.moderator.get(&format!("{conversation}/messages")).await.json()["items"][0]["text"], "Kdaj pride paket?");
        assert_eq!(world.administrator.get(&conversation).await.problem(), "403 access_needed");
        world.test.run_jobs().await;
        let kinds = world.event_kinds(&world.platform).await;
        let count = |kind: &str| kinds.iter().filter(|known| *known == kind).count();
        assert_eq!((count("staff_read.reason_given"), count("staff_read.looked")), (1, 1));
        assert!(!world.platform.get("/api/v1/events?limit=500").await.body.contains("Pritožba"));
        world.test.wait(SignedDuration::from_mins(61));
        assert_eq!(world.moderator.get(&conversation).await.problem(), "403 reason_needed");
    }

    async fn a_new_holiday_moves_open_deadlines(db: Db) {
        let world = World::new(db).await;
        let conversation = world.ask("Kdaj pride paket?").await;
        let day = json!({
            "country": "SI", "subdivision": null,
            "day": { "kind": "on", "date": "2026-11-24" },
            "change": { "kind": "add_holiday", "name": { "english": "Test day", "local": "Dan preizkusov" } },
        });
        let added = world.administrator.post("/api/v1/calendar-days", &day).await;
        assert_eq!(added.status, 201, "{}", added.body);
        world.test.run_jobs().await;
        let moved = world.ana.get(&conversation).await.json();
        assert_eq!(moved["deadline"]["due_at"], "2026-11-25T09:00:00Z");
        let reason = &moved["deadline"]["derivation"]["days"][1]["segments"][0]["reason"];
        assert_eq!((&reason["kind"], &reason["local_name"]), (&json!("holiday"), &json!("Dan preizkusov")));
        world.test.wait(SignedDuration::from_mins(1));
        let path = format!("/api/v1/calendar-days/{}", added.json()["id"].as_str().unwrap());
        assert_eq!(world.administrator.delete(&path).await.status, 204);
        assert_eq!(world.administrator.delete(&path).await.problem(), "404 not_found");
        world.test.run_jobs().await;
        assert_eq!(world.ana.get(&conversation).await.json()["deadline"]["due_at"], "2026-11-24T09:00:00Z");
        let days = world.ana.get("/api/v1/calendar-days").await.json();
        assert!(days["items"][0]["withdrawn_at"].is_string() && days["items"][0].get("created_by").is_none());
        let kinds = world.event_kinds(&world.ana).await;
        assert_eq!(kinds.iter().filter(|kind| *kind == "deadline.recomputed").count(), 2, "{kinds:?}");
    }

    async fn where_the_buyers_calendar_counts_its_change_moves_open_deadlines(db: Db) {
        let test = TestApp::with(db, |config| {
            config.sign_in.session_hours = 200;
            config.deadline.calendar = CalendarOf::Buyer;
        });
        let world = World::of(test).await;
        // Friday 2026-11-27, 10.00 in Ljubljana.
        world.test.wait(SignedDuration::from_hours(96));
        let conversation = world.ask("Kdaj pride paket?").await;
        assert_eq!(world.ana.get(&conversation).await.json()["deadline"]["due_at"], "2026-11-30T09:00:00Z");
        let known = json!({ "name": "Maja", "email": "maja@buyers.example", "language": "sl", "country": "RO" });
        let put = world.test.platform().await.put("/api/v1/buyers/maja", &known).await;
        assert!(put.status.is_success(), "{}", put.body);
        world.test.run_jobs().await;
        // In Romania 30 November and 1 December are holidays.
        assert_eq!(world.ana.get(&conversation).await.json()["deadline"]["due_at"], "2026-12-02T09:00:00Z");
    }

    async fn after_a_standstill_both_alarms_are_recorded_with_their_instants(db: Db) {
        let world = World::of(TestApp::with(db, |config| config.sign_in.session_hours = 100)).await;
        world.ask("Kdaj pride paket?").await;
        world.test.wait(SignedDuration::from_hours(50));
        world.test.run_jobs().await;
        let events = world.ana.get("/api/v1/events?limit=500").await.json();
        let alarms: Vec<(&str, &str)> = events["items"]
            .as_array()
            .unwrap()
            .iter()
            .filter_map(|event| Some((event["kind"].as_str()?, event["body"]["rang_at"].as_str()?)))
            .collect();
        let due_soon = ("deadline.due_soon", "2026-11-24T03:00:00Z");
        assert_eq!(alarms, [due_soon, ("deadline.overdue", "2026-11-24T09:00:00.000001Z")]);
    }

    async fn alarms_are_recorded_once_whoever_is_first(db: Db) {
        let world = World::of(TestApp::with(db, |config| config.sign_in.session_hours = 100)).await;
        let other = world.test.second_node();
        let conversation = world.ask("Kdaj pride paket?").await;
        let count = async |kind: &str| {
            for node in [&world.test, &other, &world.test] {
                node.run_jobs().await;
            }
            // The lease of the node that places events has to pass on.
            world.test.wait(SignedDuration::from_secs(20));
            world.test.run_jobs().await;
            let kinds = world.event_kinds(&world.ana).await;
            kinds.iter().filter(|known| *known == kind).count()
        };
        assert_eq!(count("deadline.due_soon").await, 0);
        world.test.wait(SignedDuration::from_hours(18));
        assert_eq!(count("deadline.due_soon").await, 1);
        world.test.wait(SignedDuration::from_hours(6));
        assert_eq!(count("deadline.overdue").await, 1);
        assert_eq!(count("deadline.due_soon").await, 1);
        let overdue = world.moderator.get("/api/v1/oversight/overdue").await.json();
        assert_eq!((&overdue["items"][0]["seller"], &overdue["items"][0]["overdue"]), (&json!("nova"), &json!(1)));
        let of_nova = world.moderator.get("/api/v1/oversight/overdue/nova").await.json();
        assert_eq!(of_nova["items"].as_array().unwrap().len(), 1);
        let late = world.ana.write(&conversation, "Oprostite.", 1).await.json();
        assert_eq!(late["deadline"]["on_time"], false);
        assert_eq!(count("deadline.overdue").await, 1);
    }
}
