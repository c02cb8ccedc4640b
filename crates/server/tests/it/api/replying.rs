//! A buyer asks, a seller answers: the messages, the deadline, and what others see of it.

use serde_json::json;
use store::{Db, both_databases};

use super::World;

both_databases! {
    async fn an_answer_in_time_settles_the_deadline(db: Db) {
        let world = World::new(db).await;
        let conversation = world.ask("Kdaj pride paket?").await;
        let asked = world.ana.get(&conversation).await.json();
        assert_eq!(asked["waits_for"], "seller");
        assert_eq!(asked["title"], "Thing 1");
        // Monday 10.00 in Ljubljana: 14 hours are left of Monday, 10 more of Tuesday.
        assert_eq!(asked["deadline"]["due_at"], "2026-11-24T09:00:00Z");
        assert_eq!(asked["deadline"]["state"], "running");
        assert_eq!(asked["deadline"]["derivation"]["days"].as_array().unwrap().len(), 2);

        let answered = world.ana.write(&conversation, "Jutri.", 1).await;
        assert_eq!(answered.status, 201, "{}", answered.body);
        let body = answered.json();
        assert_eq!(body["message"]["sequence"], 2);
        assert_eq!((&body["deadline"]["state"], &body["deadline"]["on_time"]), (&json!("answered"), &json!(true)));

        let messages = world.maja.get(&format!("{conversation}/messages")).await.json();
        let shown: Vec<_> = messages["items"].as_array().unwrap().iter()
            .map(|message| (message["author"]["name"].as_str().unwrap(), message["text"].as_str().unwrap()))
            .collect();
        assert_eq!(shown, [("Buyer maja", "Kdaj pride paket?"), ("Agent ana", "Jutri.")]);
        let newer = world.maja.get(&format!("{conversation}/messages?after=1")).await.json();
        assert_eq!(newer["items"].as_array().unwrap().len(), 1);
        let seen = world.maja.get(&conversation).await.json();
        assert_eq!(seen["waits_for"], "buyer");
        assert!(seen.get("assignee").is_none(), "buyers do not see who works on it");
    }
}
