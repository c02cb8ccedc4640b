//! The reference page, the limits, and what load balancers ask.

use store::{Db, both_databases};

use crate::support::TestApp;

both_databases! {
    async fn the_reference_is_a_page_that_needs_nothing_else(db: Db) {
        let nobody = TestApp::new(db).anonymous();
        let page = nobody.get("/api/v1/reference").await;
        assert_eq!(page.status, 200);
        assert!(page.header("content-type").starts_with("text/html"));
        for text in ["Send a message", "/api/v1/conversations/{conversation}/messages", "written_meanwhile", "shape-Problem"] {
            assert!(page.body.contains(text), "{text}");
        }
        for foreign in ["<script", "<style", "style=", "http://", "https://"] {
            assert!(!page.body.contains(foreign), "{foreign}");
        }
        for anchor in page.body.split("href=\"#").skip(1) {
            let id = anchor.split('"').next().unwrap();
            assert!(page.body.contains(&format!("id=\"{id}\"")), "#{id} leads nowhere");
        }
        let document = nobody.get("/api/v1/openapi.json").await;
        assert_eq!(document.json()["openapi"], "3.1.0");
    }

    async fn limits_are_those_that_hold(db: Db) {
        let test = TestApp::with(db, |config| {
            config.deadline.hours = 12.5;
            config.limits.body_bytes = 3_000;
        });
        let limits = test.anonymous().get("/api/v1/limits").await.json();
        assert_eq!(limits["message_max_chars"], 10_000);
        assert_eq!(limits["reply_hours"], 12.5);
        assert_eq!(limits["body_max_bytes"], 3_000);
        assert_eq!(limits["conversations_page_max"], 100);
    }

    async fn load_balancers_learn_whether_it_can_work(db: Db) {
        let test = TestApp::new(db);
        let nobody = test.anonymous();
        assert_eq!(nobody.get("/health").await.body, r#"{"status":"live"}"#);
        let ready = r#"{"status":"ready","archive":{"state":"off","failures":0}}"#;
        assert_eq!(nobody.get("/ready").await.body, ready);
        test.app.db.close().await;
        assert_eq!(nobody.get("/health").await.status, 200);
        assert_eq!(nobody.get("/ready").await.status, 503);
    }

    async fn everybody_learns_who_they_are(db: Db) {
        let test = TestApp::new(db);
        let agent = test.agent("nova", "ana").await.get("/api/v1/me").await.json();
        assert_eq!((&agent["kind"], &agent["id"], &agent["seller"]), (&"agent".into(), &"ana".into(), &"nova".into()));
        let platform = test.platform().await.get("/api/v1/me").await.json();
        assert_eq!(platform["kind"], "platform");
        assert_eq!(test.anonymous().get("/api/v1/me").await.problem(), "401 sign_in_first");
    }
}
