//! What leads out of the marketplace, in the forms as a browser without scripts sends them.

use axum::http::StatusCode;
use store::{Db, both_databases};

use super::scene::{Scene, hides, location, shows, submit};

const DEAL: &str = "Dogovorimo se raje mimo tržnice, bo ceneje.";

both_databases! {
    async fn the_form_comes_back_with_what_was_found_and_is_sent_when_confirmed(db: Db) {
        let scene = Scene::new(db).await;
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
