//! The same POST sent again under its key.

use axum::http::Method;
use jiff::SignedDuration;
use serde_json::{Value, json};
use store::{Db, DbError, both_databases};

use super::World;
use crate::support::{Answer, Client};

pub(super) async fn post(client: &Client, path: &str, key: &str, body: &Value) -> Answer {
    let mut request = client
        .request(Method::POST, path)
        .header("content-type", "application/json")
        .header("idempotency-key", key);
    if let Some(csrf) = &client.csrf {
        request = request.header("x-csrf-token", csrf);
    }
    let request = request.body(body.to_string().into()).unwrap();
    client.test.send(request).await
}

async fn texts(world: &World, conversation: &str) -> usize {
    let messages = world
        .ana
        .get(&format!("{conversation}/messages"))
        .await
        .json();
    messages["items"].as_array().unwrap().len()
}

both_databases! {
    async fn it_is_carried_out_once_and_answered_the_same(db: Db) {
        let world = World::new(db).await;
        let conversation = world.ask("Kdaj pride paket?").await;
        let path = format!("{conversation}/messages");
        let body = json!({ "text": "Jutri.", "last_read": 1 });
        let first = post(&world.ana, &path, "key-1", &body).await;
        assert_eq!((first.status.as_u16(), first.header("idempotency-replayed")), (201, ""));
        world.test.wait(SignedDuration::from_hours(1));
        let again = post(&world.ana, &path, "key-1", &body).await;
        assert_eq!((again.status.as_u16(), again.header("idempotency-replayed")), (201, "true"));
        assert_eq!(again.body, first.body);
        assert_eq!(again.header("content-type"), "application/json");
        assert_eq!(texts(&world, &conversation).await, 2);

        let other = post(&world.ana, &path, "key-1", &json!({ "text": "Danes.", "last_read": 1 })).await;
        assert_eq!(other.problem(), "422 idempotency_key_reused");
        let of_somebody_else = post(&world.bor, &path, "key-1", &json!({ "text": "Jutri.", "last_read": 2 })).await;
        assert_eq!(of_somebody_else.status, 201, "{}", of_somebody_else.body);
        let empty = post(&world.ana, &path, " ", &body).await;
        assert_eq!(empty.problem(), "422 invalid_idempotency_key");
    }

    async fn nothing_is_doubled_where_the_answer_was_lost(db: Db) {
        let world = World::new(db).await;
        let conversation = world.ask("Kdaj pride paket?").await;
        let opening = json!({ "seller": "nova", "subject": { "kind": "listing", "id": "L1" }, "text": "Je na zalogi?" });
        let first = post(&world.maja, "/api/v1/conversations", "a", &opening).await.json();
        let sent = json!({ "text": "Jutri.", "last_read": 1 });
        let path = format!("{conversation}/messages");
        let sent_first = post(&world.ana, &path, "b", &sent).await.json();
        let note = json!({ "text": "Med nami" });
        let notes = format!("{conversation}/notes");
        post(&world.ana, &notes, "c", &note).await;
        // As if the process had ended between the change and keeping its answer.
        let later = world.test.now() + SignedDuration::from_hours(100);
        world.test.app.db
            .write(async move |tx| -> Result<(), DbError> { store::idempotency::any_delete_old(tx, later).await })
            .await
            .unwrap();
        let second = post(&world.maja, "/api/v1/conversations", "a", &opening).await;
        assert_eq!((second.status.as_u16(), second.header("idempotency-replayed")), (201, ""));
        assert_eq!(second.json()["message"], first["message"]);
        let sent_second = post(&world.ana, &path, "b", &sent).await.json();
        assert_eq!(sent_second["message"], sent_first["message"]);
        post(&world.ana, &notes, "c", &note).await;
        assert_eq!(texts(&world, &conversation).await, 2);
        assert_eq!(world.ana.get(&notes).await.json()["items"].as_array().unwrap().len(), 1);
    }

    async fn a_refusal_may_be_tried_again(db: Db) {
        let world = World::new(db).await;
        let conversation = world.ask("Kdaj pride paket?").await;
        let objection = format!("{conversation}/objection");
        assert_eq!(post(&world.maja, &objection, "k", &json!({})).await.problem(), "409 not_waived");
        let reason = json!({ "reason": "Zahvala" });
        world.ana.put(&format!("{conversation}/no-reply-needed"), &reason).await;
        assert_eq!(post(&world.maja, &objection, "k", &json!({})).await.status, 200);
        assert_eq!(post(&world.maja, &objection, "k", &json!({})).await.header("idempotency-replayed"), "true");
    }
}
