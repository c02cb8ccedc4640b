//! What leads out of the marketplace, in the forms as a browser without scripts sends them.

use axum::http::StatusCode;
use rules::access::Role;
use serde_json::json;
use store::{Db, both_databases};

use super::scene::{Scene, hides, location, shows, submit};

const DEAL: &str = "Dogovorimo se raje mimo tržnice, bo ceneje.";

/// From now on sellers are asked about invitations instead of having them held.
async fn ask_about_deals(scene: &Scene) {
    let administrator = scene.test.staff(&[Role::Administrator]).await;
    let settings = administrator.get("/api/v1/settings").await.json();
    let mut policy = settings["contact_of_sellers"].clone();
    policy["deal"] = json!("confirm");
    let change = json!({ "setting": "contact_of_sellers", "value": policy, "reason": "Preizkus" });
    let entered = administrator
        .post("/api/v1/settings/changes", &change)
        .await;
    assert_eq!(entered.status, StatusCode::CREATED, "{}", entered.body);
}

both_databases! {
    async fn what_is_held_stands_in_its_writers_thread_alone(db: Db) {
        let scene = Scene::new(db).await;
        let path = scene.asked("Kdaj pride paket?").await;
        let action = format!("{path}/messages");
        let form = scene.maja.get(&path).await;
        let held = submit(&scene.maja, &form, &action, &[("text", DEAL)]).await;
        assert_eq!(held.status, StatusCode::SEE_OTHER, "{}", held.body);
        assert!(location(&held).contains("?notice=reply-held#held-"), "{}", location(&held));
        shows(&scene.luka.get(&path).await, &[DEAL, "invitation to deal", "Take the message back"]);
        hides(&scene.ana.get(&path).await, &["mimo tržnice", "held-"]);
    }

    async fn the_form_comes_back_with_what_was_found_and_is_sent_when_confirmed(db: Db) {
        let scene = Scene::new(db).await;
        ask_about_deals(&scene).await;
        let path = scene.asked("Kdaj pride paket?").await;
        let action = format!("{path}/messages");
        let form = scene.maja.get(&path).await;
        let asked = submit(&scene.maja, &form, &action, &[("text", DEAL)]).await;
        assert_eq!(asked.status, StatusCode::CONFLICT, "{}", asked.body);
        for words in [DEAL, "invitation to deal", "Agree on it here", "name=\"confirmed\""] {
            assert!(asked.body.contains(words), "{words} is missing in {}", asked.body);
        }
        hides(&scene.ana.get(&path).await, &["mimo tržnice"]);
        let confirmed = [("text", DEAL), ("confirmed", "yes")];
        let sent = submit(&scene.maja, &asked, &action, &confirmed).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
        shows(&scene.ana.get(&path).await, &[DEAL]);
    }

    async fn who_opens_a_conversation_is_asked_too(db: Db) {
        let scene = Scene::new(db).await;
        let form = scene.maja.get("/ask?order=W1").await;
        // There is no conversation yet in which it could wait.
        let refused = submit(&scene.maja, &form, "/conversations", &[("text", DEAL)]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", refused.body);
        for words in ["invitation to deal", "Change the words below"] {
            assert!(refused.body.contains(words), "{words} is missing in {}", refused.body);
        }
        hides(&refused, &["name=\"confirmed\""]);
        ask_about_deals(&scene).await;
        let asked = submit(&scene.maja, &form, "/conversations", &[("text", DEAL)]).await;
        assert_eq!(asked.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", asked.body);
        assert!(asked.body.contains("name=\"confirmed\"") && asked.body.contains("invitation to deal"), "{}", asked.body);
        let confirmed = [("text", DEAL), ("confirmed", "yes")];
        let sent = submit(&scene.maja, &asked, "/conversations", &confirmed).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
        let path = location(&sent).split('?').next().unwrap().to_owned();
        shows(&scene.maja.get(&path).await, &[DEAL]);
    }
}
