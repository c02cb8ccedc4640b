//! Quick replies, drafts and mentions, without scripts and over the API.

use axum::http::{Method, StatusCode};
use rules::access::AgentRole;
use serde_json::json;
use store::{Db, both_databases};

use super::scene::{Scene, hides, location, shows, submit};

async fn ship(scene: &Scene) {
    let platform = scene.test.platform().await;
    let order = json!({
        "buyer": "ana", "placed_at": "2026-11-20T09:30:00Z", "status": "shipped",
        "lines": [{ "title": "Svetilka", "quantity": 1 }],
        "shipments": [{ "carrier": "Pošta", "tracking_number": "LX1", "expected_at": "2026-11-24T15:00:00Z" }],
    });
    let put = platform
        .put("/api/v1/sellers/studio-nova/orders/W1", &order)
        .await;
    assert!(put.status.is_success(), "{}", put.body);
}

async fn quick_reply(scene: &Scene, shortcut: &str, sl: &str, en: &str) -> String {
    let body = json!({ "name": "Na poti", "shortcut": shortcut, "default_language": "en",
        "texts": { "sl": sl, "en": en } });
    let made = scene.maja.post("/api/v1/quick-replies", &body).await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.body);
    made.json()["id"].as_str().unwrap().to_owned()
}

both_databases! {
    async fn a_quick_reply_is_filled_in_the_buyers_language(db: Db) {
        let scene = Scene::new(db).await;
        ship(&scene).await;
        let path = scene.asked("Kje je paket?").await;
        let id = quick_reply(&scene, "na-poti",
            "{{buyer}}, paket {{tracking}} ({{carrier}}) pride {{expected}}. Rok: {{deadline}}. {{agent}}, {{seller}}, {{order}}",
            "Hello").await;
        let filled = scene.maja.post(&format!("/api/v1{path}/fillings/{id}"), &json!({})).await;
        assert_eq!(filled.status, StatusCode::OK, "{}", filled.body);
        assert_eq!(filled.json(), json!({
            "text": "Buyer ana, paket LX1 (Pošta) pride 24. 11. 2026. Rok: 24. 11. 2026 ob 10.00. Agent maja, Studio Nova, W1",
            "language": "sl", "gaps": [],
        }));
        assert_eq!(scene.maja.get(&format!("/api/v1/quick-replies/{id}")).await.json()["used"], 1);
        let page = scene.maja.get(&path).await;
        shows(&page, &["/na-poti"]);
        let inserted = submit(&scene.maja, &page, &format!("{path}/messages"), &[("text", "")]).await;
        assert_eq!(inserted.status, StatusCode::UNPROCESSABLE_ENTITY);
        let inserted = scene.maja.post_form(&format!("{path}/insertion"), &[("text", "Pozdravljeni!"), ("quick_reply", &id)]).await;
        shows(&inserted, &["Pozdravljeni!\n\nBuyer ana, paket LX1"]);
    }

    async fn a_gap_is_shown_and_not_sent(db: Db) {
        let scene = Scene::new(db).await;
        let path = scene.asked("Kje je paket?").await;
        let id = quick_reply(&scene, "na-poti", "Paket {{tracking}} je na poti.", "x").await;
        let inserted = scene.maja.post_form(&format!("{path}/insertion"), &[("quick_reply", &id)]).await;
        shows(&inserted, &["<li><code>{{tracking}}</code></li>"]);
        let text = "Paket {{tracking}} je na poti.";
        let refused = submit(&scene.maja, &inserted, &format!("{path}/messages"), &[("text", text)]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.body.contains("The message has not been sent") && refused.body.contains(text), "{}", refused.body);
        let over_api = scene.maja.post(&format!("/api/v1{path}/messages"), &json!({ "text": text, "last_read": 1 })).await;
        assert_eq!(over_api.json()["code"], "unfilled_gap");
        hides(&scene.ana.get(&path).await, &["je na poti"]);
        let ana = scene.ana.get(&path).await;
        let sent = submit(&scene.ana, &ana, &format!("{path}/messages"), &[("text", "Kaj je {{order}}?")]).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "a buyer writes what it likes");
    }

    async fn quick_replies_are_kept_searched_and_changed(db: Db) {
        let scene = Scene::new(db).await;
        let new = scene.maja.get("/quick-replies/new").await;
        let fields = [("name", "Vračilo"), ("shortcut", "/Vračilo"), ("default_language", "sl"), ("text_sl", "Vrnite {{order}}."), ("text_en", "")];
        let preview = submit(&scene.maja, &new, "/quick-replies", &[&fields[..], &[("preview", "yes")]].concat()).await;
        shows(&preview, &["Vrnite <mark class=\"filled\">N-10234</mark>."]);
        let saved = submit(&scene.maja, &new, "/quick-replies", &fields).await;
        assert_eq!(location(&saved), "/quick-replies?notice=quick-reply-saved");
        shows(&scene.maja.get("/quick-replies?word=vracilo").await, &["/vračilo", "Vrnite {{order}}."]);
        shows(&scene.maja.get("/quick-replies?word=xyz").await, &["No quick reply matches."]);
        let twice = submit(&scene.maja, &new, "/quick-replies", &fields).await;
        assert_eq!(twice.status, StatusCode::CONFLICT);
        let wrong = submit(&scene.maja, &new, "/quick-replies", &[("name", "x"), ("shortcut", "x"), ("default_language", "sl"), ("text_sl", "{{price}}")]).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(wrong.body.contains("There is no variable “price”"), "{}", wrong.body);

        let all = scene.luka.get("/api/v1/quick-replies").await.json();
        let id = all["items"][0]["id"].as_str().unwrap().to_owned();
        let page = format!("/quick-replies/{id}");
        let (old, late) = (scene.maja.get(&page).await, scene.luka.get(&page).await);
        let changed = [("name", "Vračilo"), ("shortcut", "vr"), ("default_language", "sl"), ("text_sl", "Novo")];
        assert_eq!(submit(&scene.maja, &old, &page, &changed).await.status, StatusCode::SEE_OTHER);
        let crossed = submit(&scene.luka, &late, &page, &[("name", "Mine"), ("shortcut", "vr"), ("default_language", "sl"), ("text_sl", "Moje")]).await;
        assert_eq!(crossed.status, StatusCode::CONFLICT);
        assert!(crossed.body.contains("Moje"), "what was typed is lost");
        let reader = scene.test.agent_as("studio-nova", "bere", AgentRole::ReadOnly).await;
        shows(&reader.get("/quick-replies").await, &["Novo"]);
        assert_eq!(reader.get(&page).await.status, StatusCode::FORBIDDEN);
        let eva = scene.test.agent("drugi", "eva").await;
        assert_eq!(eva.get(&page).await.status, StatusCode::NOT_FOUND);
        submit(&scene.maja, &scene.maja.get(&page).await, &format!("{page}/removal"), &[]).await;
        assert_eq!(scene.maja.get(&page).await.status, StatusCode::NOT_FOUND);
    }

    async fn a_draft_is_its_writers_alone_and_ends_with_the_message(db: Db) {
        let scene = Scene::new(db).await;
        let path = scene.asked("Kje je paket?").await;
        let api = format!("/api/v1{path}/draft");
        let page = scene.maja.get(&path).await;
        let kept = submit(&scene.maja, &page, &format!("{path}/messages"), &[("text", " ")]).await;
        assert_eq!(kept.status, StatusCode::UNPROCESSABLE_ENTITY);
        let kept = scene.maja.post_form(&format!("{path}/draft"), &[("text", "Half a sent")]).await;
        assert_eq!(location(&kept), format!("{path}?notice=draft-kept#composer"));
        shows(&scene.maja.get(&path).await, &["Half a sent</textarea>", "Your draft, kept"]);
        shows(&scene.maja.get("/conversations").await, &["<span class=\"mark\">draft</span>"]);
        for other in [&scene.luka, &scene.ana] {
            hides(&other.get(&path).await, &["Half a sent"]);
            assert_eq!(other.get(&api).await.json()["version"], 0);
        }
        hides(&scene.luka.get("/conversations").await, &["<span class=\"mark\">draft</span>"]);

        let put = scene.maja.put(&api, &json!({ "text": "Half a sentence", "version": 1 })).await;
        assert_eq!(put.json()["version"], 2, "{}", put.body);
        let late = scene.maja.put(&api, &json!({ "text": "Other", "version": 1 })).await;
        assert_eq!(late.status, StatusCode::CONFLICT);
        let page = scene.maja.get(&path).await;
        submit(&scene.maja, &page, &format!("{path}/messages"), &[("text", "Half a sentence.")]).await;
        assert_eq!(scene.maja.get(&api).await.json(), json!({ "text": "", "version": 0, "updated_at": null }));
        hides(&scene.maja.get("/conversations?tab=all").await, &["<span class=\"mark\">draft</span>"]);
        scene.maja.put(&api, &json!({ "text": "Again" })).await;
        assert_eq!(scene.maja.json(Method::DELETE, &api, &json!({})).await.status, StatusCode::NO_CONTENT);
        assert_eq!(scene.maja.get(&api).await.json()["version"], 0);
        let kinds = scene.maja.get("/api/v1/events?limit=500").await.body;
        assert!(!kinds.contains("draft"), "a draft is no communication: {kinds}");
    }

    async fn who_is_named_in_a_note_finds_it_among_the_mentions(db: Db) {
        let scene = Scene::new(db).await;
        let path = scene.asked("Kje je paket?").await;
        let page = scene.maja.get(&path).await;
        submit(&scene.maja, &page, &format!("{path}/notes"), &[("text", "@Luka and @maja: who knows? info@luka")]).await;
        shows(&scene.luka.get("/conversations").await, &["1 unread mention"]);
        hides(&scene.maja.get("/conversations").await, &["unread mention"]);
        let list = scene.luka.get("/mentions").await;
        shows(&list, &["Agent maja mentions you", "who knows?", "is-unread"]);
        shows(&scene.luka.get(&path).await, &["<span class=\"mention\">@Agent luka</span>", "info@luka"]);
        hides(&scene.luka.get("/mentions").await, &["is-unread", "1 unread mention"]);
        hides(&scene.ana.get(&path).await, &["who knows"]);

        submit(&scene.maja, &page, &format!("{path}/notes"), &[("text", "@luka again")]).await;
        let list = scene.luka.get("/mentions").await;
        let read = submit(&scene.luka, &list, "/mentions/reading", &[]).await;
        assert_eq!(location(&read), "/mentions?notice=mentions-read");
        let items = scene.luka.get("/api/v1/mentions").await.json();
        assert_eq!(items["items"].as_array().unwrap().len(), 2);
        assert!(items["items"][0]["read_at"].is_string(), "{items}");
    }

    async fn single_keys_can_be_switched_off(db: Db) {
        let scene = Scene::new(db).await;
        let on = scene.maja.get("/keys").await;
        shows(&on, &["data-single-keys", "name=\"single_keys\" type=\"checkbox\" value=\"yes\" checked"]);
        submit(&scene.maja, &on, "/keys", &[]).await;
        let off = scene.maja.get("/keys").await;
        hides(&off, &["data-single-keys"]);
        shows(&scene.luka.get("/keys").await, &["data-single-keys"]);
        submit(&scene.maja, &off, "/keys", &[("single_keys", "yes")]).await;
        shows(&scene.maja.get("/keys").await, &["data-single-keys"]);
        hides(&scene.ana.get("/conversations").await, &["id=\"palette\"", "id=\"keys\""]);
    }

    async fn the_palette_finds_without_marks_and_only_ones_own(db: Db) {
        let scene = Scene::new(db).await;
        let path = scene.asked("Kje je paket?").await;
        quick_reply(&scene, "posta", "x", "x").await;
        for word in ["W1", "svetil", "ana"] {
            let found = scene.maja.get(&format!("/palette?word={word}")).await.json();
            assert_eq!(found["items"][0]["url"], path.as_str(), "{word}: {found}");
        }
        let found = scene.maja.get("/palette?word=po%C5%A1ta").await.json();
        assert_eq!(found["items"][0]["text"], "Na poti");
        let eva = scene.test.agent("drugi", "eva").await;
        assert_eq!(eva.get("/palette?word=W1").await.json(), json!({ "items": [] }));
    }
}
