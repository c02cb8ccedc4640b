//! A conversation longer than a page: its newest messages, the way to earlier ones and back, and nothing twice.

use jiff::SignedDuration;
use serde_json::json;
use store::{Db, both_databases};

use super::scene::{Scene, hides, shows, submit};

const ON_A_PAGE: usize = 200;

both_databases! {
    async fn earlier_messages_are_a_page_before(db: Db) {
        let scene = Scene::new(db).await;
        let path = scene.asked("Message 1.").await;
        scene.test.wait(SignedDuration::from_secs(1));
        let note = submit(&scene.maja, &scene.maja.get(&path).await, &format!("{path}/notes"), &[("text", "A note of the beginning.")]).await;
        assert_eq!(note.status, axum::http::StatusCode::SEE_OTHER, "{}", note.body);
        for number in 2..=2 * ON_A_PAGE + 1 {
            scene.test.wait(SignedDuration::from_secs(1));
            let sent = scene.ana.post(&format!("/api/v1{path}/messages"), &json!({ "text": format!("Message {number}."), "last_read": number - 1 })).await;
            assert_eq!(sent.status, axum::http::StatusCode::CREATED, "{}", sent.body);
        }
        let newest = scene.maja.get(&path).await;
        shows(&newest, &["Message 401.", "Message 202.", "Earlier messages", "?before=202#from-201", "id=\"composer\""]);
        hides(&newest, &["Message 201.", "A note of the beginning.", "To the newest messages"]);

        let middle = scene.maja.get(&format!("{path}?before=202")).await;
        shows(&middle, &["Message 201.", "Message 2.", "?before=2#from-1", "To the newest messages"]);
        hides(&middle, &["Message 202.", "Message 1.", "id=\"composer\"", "data-live-list=\"entries\""]);

        let first = scene.maja.get(&format!("{path}?before=2")).await;
        shows(&first, &["Message 1.", "To the newest messages"]);
        hides(&first, &["Message 2.", "Earlier messages"]);
        // What happened between two messages stands on the page of the later one.
        shows(&middle, &["A note of the beginning."]);
        hides(&first, &["A note of the beginning."]);

        hides(&scene.maja.get(&format!("{path}?before=0")).await, &["Message 1."]);
        shows(&scene.maja.get(&format!("{path}?before=4000000000")).await, &["Message 401."]);
        assert_eq!(scene.maja.get(&format!("{path}?before=x")).await.status, axum::http::StatusCode::BAD_REQUEST);
    }

    async fn earlier_messages_leave_the_newest_unread(db: Db) {
        let scene = Scene::new(db).await;
        let path = scene.asked("Message 1.").await;
        for number in 2..=ON_A_PAGE + 1 {
            scene.ana.post(&format!("/api/v1{path}/messages"), &json!({ "text": format!("Message {number}."), "last_read": number - 1 })).await;
        }
        let unread = async || scene.maja.get("/conversations?tab=all").await.body.contains("row-unread");
        scene.maja.get(&format!("{path}?before=2")).await;
        assert!(unread().await);
        scene.maja.get(&path).await;
        assert!(!unread().await);
    }
}
