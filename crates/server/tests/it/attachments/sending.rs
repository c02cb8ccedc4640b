//! A file is uploaded, resumed, finished and sent.

use axum::http::Method;
use rules::ids::{ContentId, SellerId};
use serde_json::json;
use store::{Db, Tx, both_databases};

use super::upload::{PHOTO, id_of, sha256, tells_the_secret, text};
use crate::api::World;

both_databases! {
    async fn a_photo_in_pieces_goes_with_a_message_and_tells_neither_place_nor_camera(db: Db) {
        let world = World::new(db).await;
        let conversation = world.ask("Svetilka je počena.").await;
        let begun = world.maja.begin(&conversation, "IMG 1.jpg", PHOTO.len()).await;
        assert_eq!(begun.status, 201, "{}", begun.body);
        let id = text(&begun.json()["id"]);
        assert_eq!((begun.json()["state"].as_str(), begun.json()["offset"].as_u64()), (Some("uploading"), Some(0)));

        assert_eq!(world.maja.put_bytes(&id, 0, &PHOTO[..400]).await.json()["offset"], 400);
        // The answer was lost, and the piece comes again.
        let again = world.maja.put_bytes(&id, 0, &PHOTO[..400]).await;
        assert_eq!(again.problem(), "409 wrong_offset");
        assert_eq!(again.json()["offset"], 400);
        let gap = world.maja.put_bytes(&id, 500, &PHOTO[500..]).await;
        assert_eq!(gap.problem(), "409 wrong_offset");
        assert_eq!(world.maja.complete(&id).await.problem(), "409 upload_incomplete");
        let more = world.maja.put_bytes(&id, 400, PHOTO).await;
        assert_eq!(more.problem(), "422 more_than_announced");
        // Another node goes on.
        let other_node = world.maja.at(&world.test.second_node());
        assert_eq!(other_node.get(&format!("/api/v1/uploads/{id}")).await.json()["offset"], 400);
        assert_eq!(other_node.put_bytes(&id, 400, &PHOTO[400..]).await.status, 200);

        let ready = world.maja.complete(&id).await.json();
        assert_eq!(ready["state"], "ready");
        assert_eq!(ready["attachment"]["sha256_received"], sha256(PHOTO));
        assert_eq!(world.maja.complete(&id).await.json(), ready);
        assert_eq!(world.maja.put_bytes(&id, 0, b"x").await.problem(), "409 upload_complete");

        let sent = world.maja.write_with(&conversation, std::slice::from_ref(&id)).await;
        assert_eq!(sent.status, 201, "{}", sent.body);
        let files = world.ana.last_files(&conversation).await;
        assert_eq!(files.len(), 1);
        let file = &files[0];
        assert_eq!((file["name"].as_str(), file["media_type"].as_str()), (Some("IMG 1.jpg"), Some("image/jpeg")));
        // It lies on its side, and its Exif says so: that alone is kept.
        assert_eq!((file["width"].as_u64(), file["height"].as_u64()), (Some(16), Some(24)));
        let got = world.ana.get(file["path"].as_str().unwrap()).await;
        assert_eq!(got.status, 200);
        assert!(tells_the_secret(PHOTO) && !tells_the_secret(&got.bytes));
        assert_eq!(sha256(&got.bytes), text(&file["sha256_kept"]));
        assert_eq!(file["bytes"].as_u64().unwrap(), got.bytes.len() as u64);
        let small = world.ana.get(file["thumbnail_path"].as_str().unwrap()).await;
        assert_eq!((small.status.as_u16(), small.header("content-type")), (200, "image/jpeg"));
    }

    async fn the_event_commits_to_both_hashes_and_to_the_name(db: Db) {
        let world = World::new(db.clone()).await;
        let conversation = world.ask("Svetilka je počena.").await;
        let id = world.maja.attached(&conversation, "skrivnost.jpg", PHOTO).await;
        assert_eq!(world.maja.write_with(&conversation, std::slice::from_ref(&id)).await.status, 201);
        world.test.run_jobs().await;
        let events = world.ana.get("/api/v1/events?limit=500").await;
        assert!(!events.body.contains("skrivnost"), "{}", events.body);
        // Whoever has a file could confirm an erased one by its bare hash.
        let kept = text(&world.ana.last_files(&conversation).await[0]["sha256_kept"]);
        for hash in [&sha256(PHOTO), &kept] {
            assert!(!events.body.contains(hash.as_str()), "{}", events.body);
        }
        let events = events.json();
        let mut parts = events["items"].as_array().unwrap().iter()
            .filter(|event| event["kind"] == "message.sent")
            .flat_map(|event| event["body"]["attachments"].as_array().unwrap());
        let sent = parts.next().unwrap();
        assert!(parts.next().is_none());
        assert_eq!(sent["attachment_id"], id);
        assert_eq!(text(&sent["name"]["commitment"]).len(), 64);
        assert_eq!(text(&sent["hashes"]["commitment"]).len(), 64);
        let content = ContentId(text(&sent["hashes"]["content_id"]).parse().unwrap());
        let committed = db
            .read(async move |tx: &Tx| store::contents::find(tx, &SellerId::parse("nova").unwrap(), content).await)
            .await
            .unwrap();
        assert_eq!(committed.unwrap(), format!("received {}\nkept {kept}\n", sha256(PHOTO)));
    }

    async fn a_question_is_asked_with_a_photo(db: Db) {
        let world = World::new(db).await;
        let path = "/api/v1/attachments?seller=nova&name=a.jpg";
        let id = text(&world.maja.bytes(Method::POST, path, PHOTO).await.json()["id"]);
        let body = json!({ "seller": "nova", "subject": { "kind": "order", "id": "W1" }, "text": "Glejte.", "attachments": [id] });
        let opened = world.maja.post("/api/v1/conversations", &body).await;
        assert_eq!(opened.status, 201, "{}", opened.body);
        let conversation = format!("/api/v1/conversations/{}", text(&opened.json()["conversation"]["id"]));
        assert_eq!(world.ana.last_files(&conversation).await[0]["id"], id);
        let nobody = world.maja.bytes(Method::POST, "/api/v1/attachments?seller=nobody&name=a.jpg", PHOTO).await;
        assert_eq!(nobody.problem(), "404 not_found");
    }

    async fn a_file_alone_is_a_message_and_answers_a_question(db: Db) {
        let world = World::new(db).await;
        let conversation = world.ask("Pošljite mi nalepko za vračilo.").await;
        let label = world.ana.attached(&conversation, "nalepka.jpg", PHOTO).await;
        let messages = format!("{conversation}/messages");
        let nothing = json!({ "text": " \n", "last_read": 1 });
        assert_eq!(world.ana.post(&messages, &nothing).await.problem(), "422 text_empty");
        let body = json!({ "last_read": 1, "attachments": [label] });
        let sent = world.ana.post(&messages, &body).await;
        assert_eq!(sent.status, 201, "{}", sent.body);
        assert_eq!(sent.json()["deadline"]["state"], "answered");
        assert_eq!(world.maja.last_files(&conversation).await[0]["id"], label);
        let all = world.maja.get(&messages).await.json();
        assert_eq!(all["items"][1]["text"], "");
        // The list says what came, and the thread has no empty paragraph.
        let list = world.maja.get("/conversations").await;
        assert!(list.body.contains("(priloga brez besedila)"), "{}", list.body);
        let thread = world.maja.get(&format!("/conversations/{}", id_of(&conversation))).await;
        assert!(thread.body.contains("nalepka.jpg") && !thread.body.contains("<div class=\"message-text\"></div>\n        <ul"));
        // A file of somebody else's is no message either.
        let body = json!({ "text": "", "last_read": 2, "attachments": [label] });
        assert_eq!(world.maja.post(&messages, &body).await.problem(), "422 attachment_unknown");
        // What opens a conversation needs words.
        let photo = text(&world.maja.bytes(Method::POST, "/api/v1/attachments?seller=nova&name=a.jpg", PHOTO).await.json()["id"]);
        let body = json!({ "seller": "nova", "subject": { "kind": "listing", "id": "L1" }, "text": "", "attachments": [photo] });
        assert_eq!(world.maja.post("/api/v1/conversations", &body).await.problem(), "422 text_empty");
    }

    async fn a_file_goes_with_one_message_of_its_own_conversation_and_uploader(db: Db) {
        let world = World::new(db).await;
        let conversation = world.ask("Svetilka je počena.").await;
        let body = json!({ "seller": "nova", "subject": { "kind": "listing", "id": "L1" }, "text": "Še nekaj." });
        let other = world.maja.post("/api/v1/conversations", &body).await.json();
        let other = format!("/api/v1/conversations/{}", text(&other["conversation"]["id"]));
        let of_maja = [world.maja.attached(&conversation, "a.jpg", PHOTO).await];
        let of_bor = [world.bor.attached(&conversation, "b.jpg", PHOTO).await];
        assert_eq!(world.ana.write_with(&conversation, &of_maja).await.problem(), "422 attachment_unknown");
        assert_eq!(world.ana.write_with(&conversation, &of_bor).await.problem(), "422 attachment_unknown");
        assert_eq!(world.maja.write_with(&other, &of_maja).await.problem(), "422 attachment_unknown");
        let nothing = ["019a0000-0000-7000-8000-000000000000".to_owned()];
        assert_eq!(world.maja.write_with(&conversation, &nothing).await.problem(), "422 attachment_unknown");
        let twice = [of_maja[0].clone(), of_maja[0].clone()];
        assert_eq!(world.maja.write_with(&conversation, &twice).await.problem(), "422 attachment_twice");
        assert_eq!(world.maja.write_with(&conversation, &of_maja).await.status, 201);
        assert_eq!(world.maja.write_with(&conversation, &of_maja).await.problem(), "422 attachment_sent");
        let begun = text(&world.maja.begin(&conversation, "c.jpg", 10).await.json()["id"]);
        assert_eq!(world.maja.write_with(&conversation, &[begun]).await.problem(), "422 attachment_not_ready");
        // Of the refused messages none was written.
        let messages = world.ana.get(&format!("{conversation}/messages")).await.json();
        assert_eq!(messages["items"].as_array().unwrap().len(), 2);
    }

    async fn nobody_reaches_an_upload_or_a_place_that_is_not_its_own(db: Db) {
        let world = World::new(db).await;
        let conversation = world.ask("Svetilka je počena.").await;
        let id = world.maja.attached(&conversation, "a.jpg", PHOTO).await;
        // An agent of the same id at another seller is another person.
        let namesake = world.test.agent("drugi", "ana").await;
        let of_ana = world.ana.attached(&conversation, "a.jpg", PHOTO).await;
        for (client, upload) in [(&world.tone, &id), (&world.ana, &id), (&world.bor, &of_ana), (&namesake, &of_ana)] {
            let path = format!("/api/v1/uploads/{upload}");
            assert_eq!(client.get(&path).await.problem(), "404 not_found");
            assert_eq!(client.get(&format!("{path}/thumbnail")).await.problem(), "404 not_found");
            assert_eq!(client.delete(&path).await.problem(), "404 not_found");
            assert_eq!(client.put_bytes(upload, 0, b"x").await.problem(), "404 not_found");
            assert_eq!(client.complete(upload).await.problem(), "404 not_found");
        }
        assert_eq!(world.eva.begin(&conversation, "a.jpg", 1).await.problem(), "404 not_found");
        assert_eq!(world.tone.attach(&conversation, "a.jpg", PHOTO).await.problem(), "404 not_found");
        // Unsent, it is no file of the conversation yet.
        let path = format!("/api/v1/conversations/{}/attachments/{id}", id_of(&conversation));
        assert_eq!(world.ana.get(&path).await.problem(), "404 not_found");
        assert_eq!(world.maja.get(&path).await.problem(), "404 not_found");
    }

    async fn ten_files_and_thirty_megabytes_are_the_end(db: Db) {
        let world = World::new(db).await;
        let conversation = world.ask("Svetilka je počena.").await;
        let mut files = Vec::new();
        for number in 0..11 {
            files.push(world.maja.attached(&conversation, &format!("{number}.txt"), b"text").await);
        }
        assert_eq!(world.maja.write_with(&conversation, &files).await.problem(), "422 too_many_files");
        assert_eq!(world.maja.write_with(&conversation, &files[..10]).await.status, 201);
        assert_eq!(world.maja.last_files(&conversation).await.len(), 10);

        let large = vec![b'a'; 10_000_000];
        let mut files = Vec::new();
        for number in 0..3 {
            files.push(world.maja.attached(&conversation, &format!("{number}.txt"), &large).await);
        }
        files.push(world.maja.attached(&conversation, "9.txt", &large[..1_000_000]).await);
        assert_eq!(world.maja.write_with(&conversation, &files).await.problem(), "422 files_too_large_together");
        assert_eq!(world.maja.write_with(&conversation, &files[..3]).await.status, 201);
        assert_eq!(world.maja.begin(&conversation, "a.txt", 10_000_001).await.problem(), "422 file_too_large");
        let too_large = [large.as_slice(), b"a"].concat();
        assert_eq!(world.maja.attach(&conversation, "a.txt", &too_large).await.problem(), "413 too_large");
    }
}
