//! The buttons beside a thread.

use axum::http::StatusCode;
use store::{Db, both_databases};

use super::scene::{Scene, hides, location, shows, submit};
use crate::support::Client;

/// Opens the thread, presses, and gives the page that follows.
async fn press(
    client: &Client,
    path: &str,
    what: &str,
    fields: &[(&str, &str)],
) -> crate::support::Answer {
    let page = client.get(path).await;
    let pressed = submit(client, &page, &format!("{path}/{what}"), fields).await;
    assert_eq!(pressed.status, StatusCode::SEE_OTHER, "{}", pressed.body);
    client.get(&location(&pressed)).await
}

both_databases! {
    async fn assigning_writing_a_note_and_answering(db: Db) {
        let scene = Scene::new(db).await;
        let path = scene.asked("Kje je paket?").await;
        shows(&press(&scene.maja, &path, "assignment", &[("agent", "luka")]).await,
            &["data-notice=\"assigned\"", "<option value=\"luka\" selected"]);
        shows(&press(&scene.luka, &path, "notes", &[("text", "Ask the carrier.")]).await,
            &["data-notice=\"note-saved\"", "Ask the carrier."]);
        shows(&press(&scene.luka, &path, "messages", &[("text", "It comes today.")]).await,
            &["data-notice=\"reply-sent\"", "It comes today.", "/closure"]);
        let ana = scene.ana.get(&path).await;
        shows(&ana, &["It comes today.", "Agent luka"]);
        hides(&ana, &["Ask the carrier.", "Dodeljeno", "Odgovoriti"]);
        shows(&press(&scene.luka, &path, "assignment", &[("agent", "")]).await, &["data-notice=\"assigned\""]);
    }

    async fn closing_and_reopening(db: Db) {
        let scene = Scene::new(db).await;
        let path = scene.asked("Kje je paket?").await;
        shows(&press(&scene.ana, &path, "closure", &[]).await, &["data-notice=\"closed\"", "/reopening"]);
        shows(&scene.maja.get("/conversations?tab=closed").await, &[&path]);
        shows(&press(&scene.maja, &path, "reopening", &[]).await, &["data-notice=\"reopened\"", "/closure"]);
        press(&scene.ana, &path, "closure", &[]).await;
        let other = scene.asked("Drugo vprašanje").await;
        assert_ne!(other, path);
        shows(&press(&scene.ana, &path, "reopening", &[]).await, &["data-notice=\"another-open\""]);
    }

    async fn no_reply_needed_and_the_objection(db: Db) {
        let scene = Scene::new(db).await;
        let path = scene.asked("Hvala!").await;
        let marked = press(&scene.maja, &path, "no-reply", &[("reason", "Only thanks <3")]).await;
        shows(&marked, &["data-notice=\"no-reply-needed\"", "Only thanks &#60;3"]);
        hides(&marked, &["/objection"]);
        shows(&scene.ana.get(&path).await, &["Only thanks &#60;3", "/objection"]);
        let objected = press(&scene.ana, &path, "objection", &[]).await;
        shows(&objected, &["data-notice=\"objected\"", "torka, 24. novembra 2026, do 10.00"]);
        hides(&objected, &["/objection"]);
        hides(&scene.maja.get(&path).await, &["/no-reply"]);
    }

    async fn what_was_decided_on_an_old_page_is_not_done(db: Db) {
        let scene = Scene::new(db).await;
        let path = scene.asked("Kje je paket?").await;
        let old = scene.maja.get(&path).await;
        press(&scene.luka, &path, "assignment", &[("agent", "luka")]).await;
        let late = submit(&scene.maja, &old, &format!("{path}/assignment"), &[("agent", "maja")]).await;
        assert_eq!(location(&late), format!("{path}?notice=stale"));
        shows(&scene.maja.get(&path).await, &["<option value=\"luka\" selected"]);
    }
}
