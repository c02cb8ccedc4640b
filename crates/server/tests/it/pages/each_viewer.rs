//! What each kind of viewer sees.

use axum::http::StatusCode;
use store::{Db, both_databases};

use super::scene::{Scene, hides, location, shows, submit};

both_databases! {
    async fn everybody_is_led_to_where_they_work(db: Db) {
        let scene = Scene::new(db).await;
        for (client, place) in [
            (&scene.maja, "/conversations"),
            (&scene.ana, "/conversations"),
            (&scene.moderator, "/staff"),
        ] {
            let answer = client.get("/").await;
            assert_eq!((answer.status, location(&answer).as_str()), (StatusCode::SEE_OTHER, place));
        }
        let nobody = scene.test.anonymous().get("/").await;
        assert_eq!(nobody.status, StatusCode::UNAUTHORIZED);
    }

    async fn a_buyer_asks_and_sees_the_promise_in_words(db: Db) {
        let scene = Scene::new(db).await;
        let form = scene.ana.get("/ask?seller=studio-nova&order=W1").await;
        shows(&form, &["lang=\"sl\"", "Studio Nova", "Svetilka", "39,90\u{a0}EUR", "torka, 24. novembra 2026, do 10.00"]);
        let sent = submit(&scene.ana, &form, "/conversations", &[("text", "Kdaj pride?\r\nHvala!")]).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
        assert!(location(&sent).ends_with("?notice=question-sent#m1"), "{}", location(&sent));
        let thread = scene.ana.get(location(&sent).split('#').next().unwrap()).await;
        shows(&thread, &["Kdaj pride?\nHvala!", "data-notice=\"question-sent\"", "torka, 24. novembra 2026, do 10.00", "Lipova 1"]);
        hides(&thread, &["/notes", "/assignment", "/takeover", "/no-reply"]);
        let list = scene.ana.get("/conversations").await;
        shows(&list, &["Svetilka", "Studio Nova", "Kdaj pride? Hvala!"]);
        // Asking again about the same leads into the conversation.
        let again = scene.ana.get("/ask?seller=studio-nova&order=W1").await;
        assert_eq!(again.status, StatusCode::SEE_OTHER);
        assert!(location(&again).starts_with("/conversations/"));
    }

    async fn a_listing_can_be_asked_about_and_a_foreign_order_cannot(db: Db) {
        let scene = Scene::new(db).await;
        shows(&scene.ana.get("/ask?seller=studio-nova&listing=L1").await, &["Svetilka"]);
        let bor = scene.test.buyer("bor").await;
        for path in ["/ask?seller=studio-nova&order=W1", "/ask?seller=studio-nova&order=W2", "/ask?seller=nobody&listing=L1"] {
            assert_eq!(bor.get(path).await.status, StatusCode::NOT_FOUND, "{path}");
        }
        assert_eq!(bor.get("/ask?seller=studio-nova").await.status, StatusCode::UNPROCESSABLE_ENTITY);
    }

    async fn an_agent_sees_inbox_thread_order_and_derivation(db: Db) {
        let scene = Scene::new(db).await;
        let path = scene.asked("Kje je paket?").await;
        let inbox = scene.maja.get("/conversations").await;
        shows(&inbox, &["lang=\"en\"", "Buyer ana", "Svetilka", "Kje je paket?", &path, "Needs reply"]);
        let thread = scene.maja.get(&path).await;
        shows(&thread, &[
            "Kje je paket?", "Order W1", "EUR\u{a0}39.90", "Lipova 1", "Tuesday, 24 November 2026",
            "<caption", "Europe/Ljubljana", "/assignment", "/no-reply", "/notes", "Agent luka",
        ]);
        hides(&thread, &["/objection", "/takeover", "/closure"]);
    }

    async fn others_conversations_do_not_exist(db: Db) {
        let scene = Scene::new(db).await;
        let path = scene.asked("Kje je paket?").await;
        let bor = scene.test.buyer("bor").await;
        let rival = scene.test.agent("kabel-kontor", "eva").await;
        for client in [&bor, &rival] {
            let answer = client.get(&path).await;
            assert_eq!(answer.status, StatusCode::NOT_FOUND);
            hides(&answer, &["Kje je paket?", "Svetilka"]);
            let write = client.post_form(&format!("{path}/messages"), &[("text", "x"), ("last_read", "1")]).await;
            assert_eq!(write.status, StatusCode::NOT_FOUND);
            hides(&client.get("/conversations").await, &["Kje je paket?"]);
        }
        assert_eq!(scene.test.anonymous().get(&path).await.status, StatusCode::UNAUTHORIZED);
        assert_eq!(scene.ana.get("/staff").await.status, StatusCode::FORBIDDEN);
    }

    async fn the_page_to_come_back_to_is_without_its_notice(db: Db) {
        let scene = Scene::new(db).await;
        let list = scene.ana.get("/conversations?after=&notice=closed").await;
        shows(&list, &["data-notice=\"closed\"", "name=\"back\" value=\"/conversations?after=\""]);
        hides(&scene.ana.get("/conversations?notice=%3Cb%3E").await, &["data-notice", "<b>"]);
    }
}
