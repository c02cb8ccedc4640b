//! Files are served so that they never run as a page, and only to who may read the conversation.

use axum::body::Body;
use axum::http::Method;
use serde_json::json;
use store::{Db, both_databases};

use super::upload::{PHOTO, VIDEO, id_of, text};
use crate::api::World;
use crate::support::{Answer, Client};

async fn sent(world: &World, conversation: &str, name: &str, bytes: &[u8]) -> String {
    let id = world.maja.attached(conversation, name, bytes).await;
    let answer = world.maja.write_with(conversation, &[id]).await;
    assert_eq!(answer.status, 201, "{}", answer.body);
    text(&world.maja.last_files(conversation).await[0]["path"])
}

async fn with_header(client: &Client, path: &str, name: &str, value: &str) -> Answer {
    let request = client.request(Method::GET, path).header(name, value);
    client.test.send(request.body(Body::empty()).unwrap()).await
}

both_databases! {
    async fn only_pictures_and_videos_are_shown_and_nothing_ever_runs(db: Db) {
        let world = World::new(db).await;
        let conversation = world.ask("Svetilka je počena.").await;
        let pdf = b"%PDF-1.7\ntrailer << >>\n%%EOF\n".as_slice();
        for (name, bytes, kind, shown) in [
            ("a.jpg", PHOTO, "image/jpeg", "inline"),
            ("a.mp4", VIDEO, "video/mp4", "inline"),
            ("a.pdf", pdf, "application/pdf", "attachment"),
            ("a.txt", b"<b>text</b>".as_slice(), "text/plain; charset=utf-8", "attachment"),
        ] {
            let path = sent(&world, &conversation, name, bytes).await;
            let page = path.strip_prefix("/api/v1").unwrap();
            for (path, way) in [(path.as_str(), "attachment"), (page, "attachment"), (&format!("{page}?show=true"), shown)] {
                let got = world.ana.get(path).await;
                assert_eq!((got.status.as_u16(), got.header("content-type")), (200, kind), "{path}");
                assert!(got.header("content-disposition").starts_with(way), "{path}");
                assert!(got.header("content-security-policy").starts_with("sandbox; default-src 'none'"));
                assert_eq!(got.header("x-content-type-options"), "nosniff");
                assert_eq!(got.header("cache-control"), "private, max-age=31536000, immutable");
            }
        }
    }

    async fn a_video_is_read_in_parts(db: Db) {
        let world = World::new(db).await;
        let conversation = world.ask("Svetilka je počena.").await;
        let path = sent(&world, &conversation, "a.mp4", VIDEO).await;
        let whole = world.ana.get(&path).await;
        assert_eq!(whole.header("accept-ranges"), "bytes");
        let part = with_header(&world.ana, &path, "range", "bytes=10-19").await;
        assert_eq!(part.status, 206);
        assert_eq!(part.header("content-range"), format!("bytes 10-19/{}", whole.bytes.len()));
        assert_eq!(part.bytes, whole.bytes[10..20]);
        let nothing = with_header(&world.ana, &path, "range", "bytes=99999-").await;
        assert_eq!(nothing.status, 416);
        let known = with_header(&world.ana, &path, "if-none-match", whole.header("etag")).await;
        assert_eq!((known.status.as_u16(), known.bytes.len()), (304, 0));
    }

    async fn who_may_not_read_the_conversation_gets_no_file_of_it(db: Db) {
        let world = World::new(db).await;
        let conversation = world.ask("Svetilka je počena.").await;
        let path = sent(&world, &conversation, "a.jpg", PHOTO).await;
        let small = format!("{path}/thumbnail");
        for path in [&path, &small] {
            for stranger in [&world.tone, &world.eva] {
                assert_eq!(stranger.get(path).await.problem(), "404 not_found");
            }
            assert_eq!(world.test.anonymous().get(path).await.problem(), "401 sign_in_first");
            assert_eq!(world.moderator.get(path).await.problem(), "403 reason_needed");
            assert_eq!(world.bor.get(path).await.status, 200);
        }
        // The right file of the wrong conversation is none.
        let body = json!({ "seller": "nova", "subject": { "kind": "listing", "id": "L1" }, "text": "Še nekaj." });
        let other = text(&world.maja.post("/api/v1/conversations", &body).await.json()["conversation"]["id"]);
        let elsewhere = path.replace(id_of(&conversation), &other);
        assert_eq!(world.maja.get(&elsewhere).await.problem(), "404 not_found");
    }

    async fn each_look_of_staff_into_a_file_is_recorded(db: Db) {
        let world = World::new(db).await;
        let conversation = world.ask("Svetilka je počena.").await;
        let path = sent(&world, &conversation, "a.mp4", VIDEO).await;
        let photo = sent(&world, &conversation, "a.jpg", PHOTO).await;
        let reason = json!({ "reason": "Pritožba" });
        assert_eq!(world.moderator.post(&format!("{conversation}/reads"), &reason).await.status, 204);
        assert_eq!(world.moderator.get(&path).await.status, 200);
        assert_eq!(world.moderator.get(&format!("{photo}/thumbnail")).await.status, 200);
        // A player goes on with a video that was looked at; of a picture a part is as good as the whole.
        assert_eq!(with_header(&world.moderator, &path, "range", "bytes=5-").await.status, 206);
        assert_eq!(with_header(&world.moderator, &photo, "range", "bytes=1-").await.status, 206);
        world.test.run_jobs().await;
        let events = world.administrator.get("/api/v1/events?limit=500").await.json();
        let mut looks: Vec<String> = events["items"].as_array().unwrap().iter()
            .filter(|event| event["kind"] == "staff_read.looked")
            .map(|event| text(&event["body"]["attachment_id"]))
            .collect();
        let id = |path: &str| path.rsplit('/').next().unwrap().to_owned();
        let mut both = [id(&path), id(&photo)];
        // They happened at the same instant, so that either may have got its place first.
        looks.sort();
        both.sort();
        assert_eq!(looks, both);
    }
}
