//! What is not on the list is refused with a reason, and nothing of it is left.

use store::{Db, both_databases};

use super::upload::{PHOTO, text};
use crate::api::World;

both_databases! {
    async fn liars_and_programs_are_refused_with_a_code_of_their_own(db: Db) {
        let world = World::new(db).await;
        let conversation = world.ask("Svetilka je počena.").await;
        let cut = &PHOTO[..PHOTO.len() / 2];
        let cases: [(&str, &[u8], &str); 9] = [
            ("slika.jpg", b"<!doctype html><script>alert(1)</script>", "422 file_markup"),
            ("slika.svg", b"<svg xmlns=\"http://www.w3.org/2000/svg\"/>", "422 file_markup"),
            ("racun.pdf", b"MZ\x90\0\x03", "422 file_program"),
            ("racun.pdf", PHOTO, "422 file_name_lies"),
            ("beležka.html", b"Kar tako.", "422 file_name_lies"),
            ("slika.jpg", cut, "422 file_damaged"),
            ("slika.heic", b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "422 file_heic"),
            ("vse.zip", b"PK\x05\x06\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0", "422 file_damaged"),
            ("nič.txt", b"", "422 file_empty"),
        ];
        for (name, bytes, refused) in cases {
            let answer = world.maja.attach(&conversation, name, bytes).await;
            assert_eq!(answer.problem(), refused, "{name}");
            let detail = text(&answer.json()["detail"]);
            assert!(detail.ends_with('.') && detail.len() > 20, "{detail}");
        }
        world.test.run_jobs().await;
        assert_eq!(world.test.stored().await, Vec::<String>::new());
    }

    async fn a_refused_upload_is_gone(db: Db) {
        let world = World::new(db).await;
        let conversation = world.ask("Svetilka je počena.").await;
        let id = text(&world.maja.begin(&conversation, "a.jpg", 4).await.json()["id"]);
        assert_eq!(world.maja.put_bytes(&id, 0, b"MZ\0\0").await.status, 200);
        assert_eq!(world.maja.complete(&id).await.problem(), "422 file_program");
        assert_eq!(world.maja.complete(&id).await.problem(), "404 not_found");
        assert_eq!(world.test.stored().await, Vec::<String>::new());
    }

    async fn hostile_names_are_made_harmless_and_cannot_break_a_header(db: Db) {
        let world = World::new(db).await;
        let conversation = world.ask("Svetilka je počena.").await;
        let cases = [
            ("../../etc/slika.jpg", "slika.jpg", "slika.jpg"),
            ("C:\\Temp\\slika.jpg", "slika.jpg", "slika.jpg"),
            ("a\r\nX-Evil: 1\"; filename=b.exe.jpg", "aX-Evil 1; filename=b.exe.jpg", "aX-Evil%201%3B%20filename%3Db.exe.jpg"),
            ("gpj.\u{202e}exe.jpg", "gpj.exe.jpg", "gpj.exe.jpg"),
            ("račun č.png", "račun č.jpg", "ra%C4%8Dun%20%C4%8D.jpg"),
            ("brez", "brez.jpg", "brez.jpg"),
        ];
        for (given, shown, escaped) in cases {
            let id = world.maja.attached(&conversation, given, PHOTO).await;
            assert_eq!(world.maja.write_with(&conversation, &[id]).await.status, 201);
            let file = world.ana.last_files(&conversation).await[0].clone();
            assert_eq!(text(&file["name"]), shown);
            let got = world.ana.get(file["path"].as_str().unwrap()).await;
            let disposition = got.header("content-disposition").to_owned();
            assert!(disposition.starts_with("attachment; filename=\""), "{disposition}");
            assert!(disposition.ends_with(&format!("filename*=UTF-8''{escaped}")), "{disposition}");
            assert_eq!(got.header("x-evil"), "");
        }
    }

    async fn what_one_has_not_sent_counts_together_whoever_it_is_for(db: Db) {
        let world = World::new(db).await;
        let begin = async |seller: &str| {
            let body = serde_json::json!({ "seller": seller, "name": "a.txt", "bytes": 10_000_000 });
            world.maja.post("/api/v1/uploads", &body).await
        };
        for seller in ["nova", "drugi", "nova", "drugi", "nova", "drugi"] {
            assert_eq!(begin(seller).await.status, 201);
        }
        assert_eq!(begin("drugi").await.problem(), "422 too_much_unsent");
    }

    async fn nobody_fills_the_storage_with_what_is_never_sent(db: Db) {
        let world = World::new(db).await;
        let conversation = world.ask("Svetilka je počena.").await;
        let mut begun = Vec::new();
        for _ in 0..6 {
            begun.push(text(&world.maja.begin(&conversation, "a.txt", 10_000_000).await.json()["id"]));
        }
        assert_eq!(world.maja.begin(&conversation, "a.txt", 1).await.problem(), "422 too_much_unsent");
        assert_eq!(world.ana.begin(&conversation, "a.txt", 1).await.status, 201);
        let removed = world.maja.delete(&format!("/api/v1/uploads/{}", begun[0])).await;
        assert_eq!(removed.status, 204);
        assert_eq!(world.maja.begin(&conversation, "a.txt", 1).await.status, 201);
    }
}
