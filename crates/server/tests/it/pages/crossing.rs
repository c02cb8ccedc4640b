//! Replies that cross, and forms that are sent twice.

use axum::http::StatusCode;
use serde_json::json;
use store::{Db, both_databases};

use super::scene::{Scene, hidden, location, shows, submit};

both_databases! {
    async fn a_reply_that_crosses_another_is_shown_again_with_what_is_new(db: Db) {
        let scene = Scene::new(db).await;
        let path = scene.asked("Kje je paket?").await;
        let messages = format!("{path}/messages");
        let open = scene.maja.get(&path).await;
        let ana = scene.ana.get(&path).await;
        let sent = submit(&scene.ana, &ana, &messages, &[("text", "Našla sem ga.")]).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);

        let crossed = submit(&scene.maja, &open, &messages, &[("text", "We are looking <for> it.")]).await;
        assert_eq!(crossed.status, StatusCode::CONFLICT, "{}", crossed.body);
        for text in ["We are looking &#60;for&#62; it.", "Našla sem ga.", "is-unseen", "name=\"insist\" value=\"yes\""] {
            assert!(crossed.body.contains(text), "{text:?} is missing in {}", crossed.body);
        }
        assert_eq!(crossed.body.matches("is-unseen").count(), 1);
        let language = hidden(&crossed.body, "/language");
        assert!(language.contains(&("back".to_owned(), path.clone())), "{language:?}");

        let insisted = submit(&scene.maja, &crossed, &messages, &[("text", "Good!"), ("insist", "yes")]).await;
        assert_eq!(location(&insisted), format!("{path}?notice=reply-sent#m3"));
        shows(&scene.ana.get(&path).await, &["Good!", "Agent maja"]);
    }

    async fn a_form_sent_twice_sends_one_message(db: Db) {
        let scene = Scene::new(db).await;
        let path = scene.asked("Kje je paket?").await;
        let messages = format!("{path}/messages");
        let open = scene.maja.get(&path).await;
        for _ in 0..2 {
            let sent = submit(&scene.maja, &open, &messages, &[("text", "On its way.")]).await;
            assert_eq!(location(&sent), format!("{path}?notice=reply-sent#m2"));
        }
        assert_eq!(scene.ana.get(&path).await.body.matches("On its way.").count(), 1);

        let form = scene.ana.get("/ask?seller=studio-nova&listing=L1").await;
        let first = submit(&scene.ana, &form, "/conversations", &[("text", "Je na zalogi?")]).await;
        let second = submit(&scene.ana, &form, "/conversations", &[("text", "Je na zalogi?")]).await;
        assert_eq!(location(&first), location(&second));
    }

    async fn a_refused_text_is_kept(db: Db) {
        let scene = Scene::new(db).await;
        let path = scene.asked("Kje je paket?").await;
        let long = "ž".repeat(10_001);
        for (form, action, text, says) in [
            (path.clone(), format!("{path}/messages"), long.as_str(), "At most 10,000 characters."),
            (path.clone(), format!("{path}/messages"), " \n ", "Write a message"),
            (path.clone(), format!("{path}/notes"), "a\u{7}b", "character that cannot be shown"),
        ] {
            let page = scene.maja.get(&form).await;
            let refused = submit(&scene.maja, &page, &action, &[("text", text)]).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", refused.body);
            assert!(refused.body.contains("aria-invalid=\"true\""), "{}", refused.body);
            assert!(refused.body.to_lowercase().contains(&says.to_lowercase()), "{says:?} in {}", refused.body);
            assert!(refused.body.contains(text.trim()), "the text is lost");
        }
        let ask = scene.ana.get("/ask?seller=studio-nova&listing=L1").await;
        let refused = submit(&scene.ana, &ask, "/conversations", &[("text", &long)]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.body.contains(&long));
    }

    async fn a_reply_to_a_closed_conversation_beside_an_open_one_is_kept(db: Db) {
        let scene = Scene::new(db).await;
        let path = scene.asked("Kje je paket?").await;
        let page = scene.ana.get(&path).await;
        let closed = submit(&scene.ana, &page, &format!("{path}/closure"), &[]).await;
        assert_eq!(location(&closed), format!("{path}?notice=closed"));
        assert_ne!(scene.asked("Še nekaj me zanima.").await, path);
        let page = scene.maja.get(&path).await;
        let refused = submit(&scene.maja, &page, &format!("{path}/messages"), &[("text", "It is here.")]).await;
        assert_eq!(refused.status, StatusCode::CONFLICT, "{}", refused.body);
        for text in ["It is here.", "aria-invalid=\"true\"", "Another conversation about"] {
            assert!(refused.body.contains(text), "{text:?} is missing in {}", refused.body);
        }
    }

    async fn a_reply_that_crosses_a_take_over_is_kept(db: Db) {
        let scene = Scene::new(db).await;
        let path = scene.asked("Kje je paket?").await;
        let page = scene.maja.get(&path).await;
        let taken = scene.moderator.put(&format!("/api/v1{path}/take-over"), &json!({})).await;
        assert!(taken.status.is_success(), "{}", taken.body);
        let refused = submit(&scene.maja, &page, &format!("{path}/messages"), &[("text", "It is here.")]).await;
        assert_eq!(refused.status, StatusCode::CONFLICT, "{}", refused.body);
        for text in ["It is here.", "aria-invalid=\"true\"", "The marketplace is handling"] {
            assert!(refused.body.contains(text), "{text:?} is missing in {}", refused.body);
        }
        assert!(!scene.maja.get(&path).await.body.contains("name=\"last_read\""));
    }

    async fn a_form_without_its_token_changes_nothing(db: Db) {
        let scene = Scene::new(db).await;
        let path = scene.asked("Kje je paket?").await;
        let mut forger = scene.maja.clone();
        forger.csrf = None;
        let refused = forger.post_form(&format!("{path}/messages"), &[("text", "x"), ("last_read", "1")]).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN);
        assert_eq!(scene.ana.get(&path).await.body.matches("<li class=\"message ").count(), 1);
    }
}
