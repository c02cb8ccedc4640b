//! Absences over the API, what they stop, and which events tell of them.

use jiff::SignedDuration;
use serde_json::{Value, json};
use store::{Db, both_databases};

use super::World;

const ABSENCES: &str = "/api/v1/absences";

/// Announces five days from Monday, 30 November, on; its address.
async fn announced(world: &World) -> String {
    let body = json!({ "first_day": "2026-11-30", "last_day": "2026-12-04", "reason": "Dopust" });
    let answer = world.ana.post(ABSENCES, &body).await;
    assert_eq!(answer.status, 201, "{}", answer.body);
    let absence = answer.json();
    assert_eq!(
        (&absence["state"], &absence["working_days"]),
        (&json!("announced"), &json!(5))
    );
    format!("{ABSENCES}/{}", absence["id"].as_str().unwrap())
}

async fn due_at(world: &World, conversation: &str) -> Value {
    let deadlines = world
        .ana
        .get(&format!("{conversation}/deadlines"))
        .await
        .json();
    deadlines["items"][0]["due_at"].clone()
}

both_databases! {
    async fn an_approved_absence_stops_the_clock_where_the_marketplace_says_so(db: Db) {
        let world = World::new(db).await;
        let entered = world.administrator.post("/api/v1/settings/changes", &json!({
            "setting": "absence_stops_clock", "value": true, "reason": "Po dogovoru s prodajalci",
        })).await;
        assert_eq!(entered.status, 201, "{}", entered.body);
        let absence = announced(&world).await;
        // Friday, 27 November, 10.00 in Ljubljana: due on Monday at 10.00.
        world.test.wait(SignedDuration::from_hours(4 * 24));
        let world = world.again().await;
        let conversation = world.ask("Kje je paket?").await;
        assert_eq!(due_at(&world, &conversation).await, "2026-11-30T09:00:00Z");

        let decided = world.moderator.put(&format!("{absence}/decision"), &json!({ "approved": true })).await;
        assert_eq!(decided.status, 200, "{}", decided.body);
        world.test.run_jobs().await;
        assert_eq!(due_at(&world, &conversation).await, "2026-12-07T09:00:00Z");
        let deadlines = world.ana.get(&format!("{conversation}/deadlines")).await;
        assert!(deadlines.body.contains("\"seller_absent\""), "{}", deadlines.body);
        let events = world.ana.get("/api/v1/events").await.json();
        let kinds: Vec<&str> = events["items"].as_array().unwrap().iter().map(|event| event["kind"].as_str().unwrap()).collect();
        assert!(kinds.contains(&"absence.announced") && kinds.contains(&"absence.approved"), "{kinds:?}");
        let moved = events["items"].as_array().unwrap().iter().find(|event| event["kind"] == "deadline.recomputed").unwrap();
        assert_eq!(moved["body"]["before"]["due_at"], "2026-11-30T09:00:00Z");
        assert_eq!(moved["body"]["due_at"], "2026-12-07T09:00:00Z");
        let of_absence: Vec<String> = events["items"].as_array().unwrap().iter()
            .filter(|event| event["kind"].as_str().unwrap().starts_with("absence.")).map(Value::to_string).collect();
        assert!(of_absence.iter().all(|event| !event.contains("Dopust")), "{of_absence:?}");

        let withdrawn = world.ana.delete(&absence).await;
        assert_eq!(withdrawn.json()["state"], "withdrawn", "{}", withdrawn.body);
        world.test.run_jobs().await;
        assert_eq!(due_at(&world, &conversation).await, "2026-11-30T09:00:00Z");
    }

    async fn by_default_the_clock_runs_on(db: Db) {
        let world = World::new(db).await;
        let absence = announced(&world).await;
        let decided = world.moderator.put(&format!("{absence}/decision"), &json!({ "approved": true })).await;
        assert_eq!(decided.status, 200, "{}", decided.body);
        world.test.wait(SignedDuration::from_hours(4 * 24));
        let world = world.again().await;
        let conversation = world.ask("Kje je paket?").await;
        world.test.run_jobs().await;
        assert_eq!(due_at(&world, &conversation).await, "2026-11-30T09:00:00Z");
    }

    async fn others_do_not_learn_of_it_and_crossings_are_refused(db: Db) {
        let world = World::new(db).await;
        let absence = announced(&world).await;
        let stranger = world.test.agent("drugi", "eva").await;
        assert_eq!(stranger.get(&absence).await.status, 404);
        assert_eq!(stranger.delete(&absence).await.status, 404);
        assert_eq!(world.maja.get(&absence).await.status, 403);
        assert_eq!(world.ana.put(&format!("{absence}/decision"), &json!({ "approved": true })).await.status, 403);

        let twice = world.ana.post(ABSENCES, &json!({ "first_day": "2026-12-04", "last_day": "2026-12-04" })).await;
        assert_eq!((twice.status.as_u16(), twice.json()["code"].as_str().unwrap()), (409, "absence_overlap"));
        let changed = world.ana.put(&format!("{absence}?version=1"), &json!({ "first_day": "2026-12-01", "last_day": "2026-12-02" })).await;
        assert_eq!(changed.status, 200, "{}", changed.body);
        let stale = world.moderator.put(&format!("{absence}/decision?version=1"), &json!({ "approved": true })).await;
        assert_eq!((stale.status.as_u16(), stale.json()["code"].as_str().unwrap()), (409, "stale"));
        let waiting = world.moderator.get(ABSENCES).await.json();
        assert_eq!(waiting["items"][0]["first_day"], "2026-12-01");
        let none = world.moderator.put(&format!("{absence}/decision"), &json!({ "approved": false })).await;
        assert_eq!((none.status.as_u16(), none.json()["code"].as_str().unwrap()), (422, "invalid_reason"));
    }
}
