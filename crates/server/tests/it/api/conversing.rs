//! What can happen to a conversation besides question and answer.

use axum::http::Method;
use jiff::SignedDuration;
use serde_json::json;
use store::{Db, both_databases};

use super::World;

both_databases! {
    async fn a_reply_to_an_old_state_is_shown_what_is_new(db: Db) {
        let world = World::new(db).await;
        let conversation = world.ask("Kdaj pride paket?").await;
        assert_eq!(world.maja.write(&conversation, "Mudi se mi.", 1).await.status, 201);
        let refused = world.ana.write(&conversation, "Jutri.", 1).await;
        assert_eq!(refused.problem(), "409 written_meanwhile");
        let new = refused.json()["messages"].clone();
        assert_eq!((&new[0]["sequence"], &new[0]["text"]), (&json!(2), &json!("Mudi se mi.")));
        assert_eq!(new.as_array().unwrap().len(), 1);
        let insisting = json!({ "text": "Jutri.", "last_read": 1, "insist": true });
        let sent = world.ana.post(&format!("{conversation}/messages"), &insisting).await;
        assert_eq!((sent.status.as_u16(), &sent.json()["message"]["sequence"]), (201, &json!(3)));
        let from_the_future = world.ana.write(&conversation, "Jutri.", 9).await;
        assert_eq!(from_the_future.problem(), "422 last_read_unknown");
    }

    async fn no_buyer_ever_sees_a_note(db: Db) {
        let world = World::new(db).await;
        let conversation = world.ask("Kdaj pride paket?").await;
        let note = json!({ "text": "SKRIVNOST-42" });
        let written = world.ana.post(&format!("{conversation}/notes"), &note).await;
        assert_eq!(written.status, 201, "{}", written.body);
        let assigned = world.ana.put(&format!("{conversation}/assignment"), &json!({ "agent": "bor" })).await;
        assert_eq!(assigned.json()["assignee"], "bor", "{}", assigned.body);
        world.test.run_jobs().await;
        let notes = world.bor.get(&format!("{conversation}/notes")).await;
        assert_eq!(notes.json()["items"][0]["text"], "SKRIVNOST-42");
        assert_eq!(world.maja.get(&format!("{conversation}/notes")).await.problem(), "403 not_allowed");
        let note_id = written.json()["id"].as_str().unwrap().to_owned();
        for path in ["", "/messages", "/deadlines"] {
            let seen = world.maja.get(&format!("{conversation}{path}")).await;
            assert_eq!(seen.status, 200);
            assert!(!seen.body.contains("SKRIVNOST") && !seen.body.contains(&note_id), "{path}");
        }
        for path in ["/api/v1/conversations", "/api/v1/events"] {
            let seen = world.maja.get(path).await;
            assert!(!seen.body.contains("SKRIVNOST") && !seen.body.contains("bor"), "{path}: {}", seen.body);
        }
        let kinds = world.event_kinds(&world.maja).await;
        assert_eq!(kinds, ["order.created", "conversation.opened", "message.sent", "deadline.opened"]);
        let of_seller = world.event_kinds(&world.ana).await;
        assert!(of_seller.contains(&"note.written".to_owned()), "{of_seller:?}");
    }

    async fn a_seller_cannot_close_away_what_it_owes(db: Db) {
        let world = World::new(db).await;
        let conversation = world.ask("Kdaj pride paket?").await;
        let closure = format!("{conversation}/closure");
        assert_eq!(world.ana.bare(Method::PUT, &closure).await.problem(), "409 reply_owed");
        let version = world.ana.write(&conversation, "Jutri.", 1).await.json()["version"].as_i64().unwrap();
        let stale = world.ana.bare(Method::PUT, &format!("{closure}?version={}", version - 1)).await;
        assert_eq!(stale.problem(), "409 stale");
        let closed = world.ana.bare(Method::PUT, &format!("{closure}?version={version}")).await;
        assert_eq!((&closed.json()["state"], &closed.json()["waits_for"]), (&json!("closed"), &json!("nobody")));
        assert_eq!(world.ana.bare(Method::PUT, &closure).await.problem(), "409 already_closed");
        let open = world.maja.bare(Method::DELETE, &closure).await;
        assert_eq!(open.json()["state"], "open");
        assert_eq!(world.eva.bare(Method::PUT, &closure).await.problem(), "404 not_found");
    }

    async fn an_objection_brings_the_deadline_back_as_it_was(db: Db) {
        let world = World::new(db).await;
        let conversation = world.ask("Hvala!").await;
        let due = world.ana.get(&conversation).await.json()["deadline"]["due_at"].clone();
        let path = format!("{conversation}/no-reply-needed");
        let marked = world.ana.put(&path, &json!({ "reason": "Zahvala" })).await;
        assert_eq!(marked.json()["deadline"]["state"], "waived", "{}", marked.body);
        world.test.wait(SignedDuration::from_hours(2));
        let seen = world.maja.get(&conversation).await.json();
        assert_eq!((&seen["deadline"]["no_reply_reason"], &seen["waits_for"]), (&json!("Zahvala"), &json!("buyer")));
        let back = world.maja.post(&format!("{conversation}/objection"), &json!({})).await;
        let back = back.json();
        assert_eq!((&back["deadline"]["state"], &back["deadline"]["due_at"]), (&json!("running"), &due));
        assert_eq!(world.ana.put(&path, &json!({ "reason": "Zahvala" })).await.problem(), "409 buyer_objected");
        assert_eq!(world.maja.post(&format!("{conversation}/objection"), &json!({})).await.problem(), "409 not_waived");
        let wordless = world.ana.put(&path, &json!({ "reason": " " })).await;
        assert_eq!(wordless.problem(), "422 invalid_reason");
    }

    async fn a_take_over_stops_the_sellers_clock(db: Db) {
        let world = World::new(db).await;
        let conversation = world.ask("Nihče ne odgovori.").await;
        let path = format!("{conversation}/take-over");
        world.test.wait(SignedDuration::from_hours(1));
        let taken = world.moderator.bare(Method::PUT, &path).await.json();
        assert_eq!((&taken["deadline"]["state"], &taken["deadline"]["due_at"]), (&json!("standing"), &json!(null)));
        assert_eq!(taken["waits_for"], "marketplace");
        assert_eq!(world.moderator.bare(Method::PUT, &path).await.problem(), "409 already_taken_over");
        assert_eq!(world.ana.write(&conversation, "Tu smo.", 1).await.problem(), "409 taken_over");
        let excuse = world.ana.put(&format!("{conversation}/no-reply-needed"), &json!({ "reason": "Zahvala" })).await;
        assert_eq!(excuse.problem(), "409 taken_over");
        world.test.wait(SignedDuration::from_hours(2));
        let back = world.moderator.bare(Method::DELETE, &path).await.json();
        // Two hours later than Tuesday 10.00 in Ljubljana.
        assert_eq!(back["deadline"]["due_at"], "2026-11-24T11:00:00Z");
        let segments = back["deadline"]["derivation"]["days"][0]["segments"].as_array().unwrap().clone();
        let stop = segments.iter().find(|segment| segment["reason"]["kind"] == "stopped").unwrap();
        assert_eq!(stop["reason"]["stop"], "taken_over");
        assert_eq!((&stop["from"], &stop["to"]), (&json!("2026-11-23T10:00:00Z"), &json!("2026-11-23T12:00:00Z")));
    }

    async fn a_closed_conversation_is_not_opened_again_beside_an_open_one(db: Db) {
        let world = World::new(db).await;
        let first = world.ask("Hvala!").await;
        let marked = world.ana.put(&format!("{first}/no-reply-needed"), &json!({ "reason": "Zahvala" })).await;
        assert_eq!(marked.status, 200, "{}", marked.body);
        let closed = world.ana.bare(Method::PUT, &format!("{first}/closure")).await;
        assert_eq!(closed.json()["state"], "closed", "{}", closed.body);
        let second = world.ask("Še nekaj me zanima.").await;
        assert_ne!(first, second);
        assert_eq!(world.ana.write(&first, "Še nekaj.", 1).await.problem(), "409 another_open");
        let objection = world.maja.post(&format!("{first}/objection"), &json!({})).await;
        assert_eq!(objection.problem(), "409 another_open");
        assert_eq!(world.maja.bare(Method::DELETE, &format!("{first}/closure")).await.problem(), "409 another_open");
        let left = world.ana.get(&first).await.json();
        assert_eq!((&left["state"], &left["last_message"]["sequence"]), (&json!("closed"), &json!(1)));
        assert_eq!(left["deadline"]["state"], "waived");
    }

    async fn a_second_question_about_the_same_lands_in_the_first(db: Db) {
        let world = World::new(db).await;
        let conversation = world.ask("Kdaj pride paket?").await;
        assert_eq!(world.ask("In kje je?").await, conversation);
        let about = |kind: &str, id: &str| json!({ "seller": "nova", "subject": { "kind": kind, "id": id }, "text": "?" });
        let others_order = world.tone.post("/api/v1/conversations", &about("order", "W1")).await;
        assert_eq!(others_order.problem(), "404 not_found");
        let unasked = json!({ "buyer": "tone", "subject": { "kind": "listing", "id": "L1" }, "text": "Kupite!" });
        let advertising = world.ana.post("/api/v1/conversations", &unasked).await;
        assert_eq!(advertising.problem(), "403 seller_needs_order");
        let asked = world.tone.post("/api/v1/conversations", &about("listing", "L1")).await;
        assert_eq!(asked.json()["is_new"], true, "{}", asked.body);
        let unknown = json!({ "seller": "nova", "subject": { "kind": "order", "id": "W1" }, "text": "?", "colour": 1 });
        let refused = world.maja.post("/api/v1/conversations", &unknown).await;
        assert_eq!(refused.status, 422);
        assert!(refused.json()["detail"].as_str().unwrap().contains("colour"), "{}", refused.body);
    }
}
