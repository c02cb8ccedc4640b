//! Pages without scripts: files come with the form, and a refused one costs neither the text nor the others.

use axum::body::Body;
use axum::http::Method;
use store::{Db, both_databases};

use super::upload::{PHOTO, id_of, text};
use crate::api::World;
use crate::support::{Answer, Client};

/// Fields and files in the order of the page.
pub(crate) async fn post(
    client: &Client,
    path: &str,
    fields: &[(&str, &str)],
    files: &[(&str, &[u8])],
) -> Answer {
    let mut body = Vec::new();
    let csrf = ("csrf", client.csrf.as_deref().unwrap());
    for (name, value) in std::iter::once(&csrf).chain(fields) {
        let part =
            format!("--b\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
        body.extend(part.as_bytes());
    }
    for (name, bytes) in files {
        let head = format!(
            "--b\r\nContent-Disposition: form-data; name=\"files\"; filename=\"{name}\"\r\nContent-Type: image/png\r\n\r\n"
        );
        body.extend([head.as_bytes(), bytes, b"\r\n"].concat());
    }
    body.extend(b"--b--\r\n");
    let request = client
        .request(Method::POST, path)
        .header("content-type", "multipart/form-data; boundary=b")
        .header("sec-fetch-site", "same-origin");
    client
        .test
        .send(request.body(Body::from(body)).unwrap())
        .await
}

both_databases! {
    async fn a_message_is_sent_with_its_files(db: Db) {
        let world = World::new(db).await;
        let conversation = world.ask("Svetilka je počena.").await;
        let path = format!("/conversations/{}/messages", id_of(&conversation));
        let files: [(&str, &[u8]); 3] = [("a.jpg", PHOTO), ("b.txt", "Števec 5".as_bytes()), ("", b"")];
        let sent = post(&world.maja, &path, &[("text", "Glejte."), ("last_read", "1")], &files).await;
        assert_eq!(sent.status, 303, "{}", sent.body);
        let names: Vec<_> = world.ana.last_files(&conversation).await.iter().map(|file| text(&file["name"])).collect();
        assert_eq!(names, ["a.jpg", "b.txt"]);
        let page = world.ana.get(&format!("/conversations/{}", id_of(&conversation))).await;
        assert!(page.body.contains("b.txt") && page.body.contains("/thumbnail\""), "{}", page.body);
    }

    async fn a_refused_file_costs_neither_the_text_nor_the_other_files(db: Db) {
        let world = World::new(db).await;
        let conversation = world.ask("Svetilka je počena.").await;
        let path = format!("/conversations/{}/messages", id_of(&conversation));
        let files: [(&str, &[u8]); 2] = [("dobra.jpg", PHOTO), ("slaba.jpg", b"MZ\0\0")];
        let fields = [("text", "Besedilo, ki ostane"), ("last_read", "1")];
        let refused = post(&world.maja, &path, &fields, &files).await;
        assert_eq!(refused.status, 422);
        assert!(refused.body.contains(">Besedilo, ki ostane</textarea>"));
        assert!(refused.body.contains("slaba.jpg: Programov in skriptov ni mogoče poslati."), "{}", refused.body);
        assert!(refused.body.contains("dobra.jpg"));
        let (_, rest) = refused.body.split_once("name=\"attachments\" value=\"").unwrap();
        let id = rest.split('"').next().unwrap();
        // Sent again, the good one goes along.
        let fields = [("text", "Besedilo, ki ostane"), ("last_read", "1"), ("attachments", id)];
        assert_eq!(post(&world.maja, &path, &fields, &[]).await.status, 303);
        assert_eq!(world.ana.last_files(&conversation).await[0]["id"], id);
    }

    async fn a_file_that_is_too_large_is_read_past_and_told(db: Db) {
        let world = World::new(db).await;
        let path = "/conversations";
        let large = vec![b'a'; 10_000_001];
        let fields = [("seller", "nova"), ("order", "W1"), ("text", "Ostane")];
        let refused = post(&world.maja, path, &fields, &[("velika.txt", &large), ("mala.txt", b"a")]).await;
        assert_eq!(refused.status, 422, "{}", refused.body);
        assert!(refused.body.contains("velika.txt: Datoteka je večja od 10 MB."), "{}", refused.body);
        assert!(refused.body.contains("mala.txt") && refused.body.contains(">Ostane</textarea>"));
    }

    async fn files_without_the_token_of_the_session_are_refused(db: Db) {
        let world = World::new(db).await;
        let conversation = world.ask("Svetilka je počena.").await;
        let path = format!("/conversations/{}/messages", id_of(&conversation));
        let mut stranger = world.maja.clone();
        stranger.csrf = Some("AAAA".to_owned());
        let refused = post(&stranger, &path, &[("text", "x"), ("last_read", "1")], &[("a.jpg", PHOTO)]).await;
        assert_eq!(refused.status, 403);
        let broken = world.maja.request(Method::POST, &path)
            .header("content-type", "multipart/form-data; boundary=b")
            .header("x-csrf-token", world.maja.csrf.as_deref().unwrap())
            .header("sec-fetch-site", "same-origin")
            .body(Body::from("--b\r\nContent-Disposition: form-data; name=\"text\"\r\n\r\ncut o"))
            .unwrap();
        assert_eq!(world.test.send(broken).await.status, 422);
    }

    async fn other_buttons_of_the_form_lose_no_file(db: Db) {
        let world = World::new(db).await;
        let conversation = world.ask("Svetilka je počena.").await;
        for button in ["insertion", "draft"] {
            let path = format!("/conversations/{}/{button}", id_of(&conversation));
            let fields = [("text", "Začetek"), ("last_read", "1")];
            let shown = post(&world.ana, &path, &fields, &[("a.jpg", PHOTO), ("b.exe", b"MZ\0\0")]).await;
            assert_eq!(shown.status, 200, "{button}: {}", shown.body);
            assert!(shown.body.contains(">Začetek</textarea>"), "{}", shown.body);
            assert!(shown.body.contains("name=\"attachments\" value=\"") && shown.body.contains("b.exe: "));
        }
    }

    async fn a_form_with_a_file_needs_no_text(db: Db) {
        let world = World::new(db).await;
        let conversation = world.ask("Svetilka je počena.").await;
        let path = format!("/conversations/{}/messages", id_of(&conversation));
        let empty = post(&world.maja, &path, &[("text", ""), ("last_read", "1")], &[]).await;
        assert_eq!(empty.status, 422);
        assert!(empty.body.contains("Napišite sporočilo ali priložite datoteko"), "{}", empty.body);
        let sent = post(&world.maja, &path, &[("text", ""), ("last_read", "1")], &[("a.jpg", PHOTO)]).await;
        assert_eq!(sent.status, 303, "{}", sent.body);
    }
}
