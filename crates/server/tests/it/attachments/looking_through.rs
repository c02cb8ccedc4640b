//! What leads out of the marketplace in files: in their names, in codes, and in the words of images.

use std::io::Cursor;
use std::os::unix::fs::PermissionsExt as _;

use image::{GrayImage, ImageFormat, Luma};
use qrcode::{Color, QrCode};
use serde_json::{Value, json};
use store::{Db, both_databases};
use tempfile::TempDir;

use super::upload::{id_of, text};
use crate::api::World;
use crate::support::{Answer, Client};

const NUMBER: &str = "041 123 456";

fn qr(words: &str) -> Vec<u8> {
    let code = QrCode::new(words).unwrap();
    let width = code.width();
    let side = u32::try_from((width + 8) * 6).unwrap();
    let image = GrayImage::from_fn(side, side, |x, y| {
        let place = |at: u32| usize::try_from(at / 6).unwrap().checked_sub(4);
        let inside = place(x)
            .zip(place(y))
            .filter(|(x, y)| *x < width && *y < width);
        let dark = inside.is_some_and(|place| code[place] == Color::Dark);
        Luma([if dark { 0 } else { 255 }])
    });
    png(&image)
}

fn png(image: &GrayImage) -> Vec<u8> {
    let mut file = Cursor::new(Vec::new());
    image.write_to(&mut file, ImageFormat::Png).unwrap();
    file.into_inner()
}

async fn check(client: &Client, conversation: &str, files: &[String]) -> Value {
    let body =
        json!({ "conversation": id_of(conversation), "text": "V prilogi.", "attachments": files });
    let answer = client.post("/api/v1/messages/check", &body).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    answer.json()
}

async fn newest(client: &Client, conversation: &str) -> Value {
    let messages = client.get(&format!("{conversation}/messages")).await.json();
    messages["items"]
        .as_array()
        .unwrap()
        .last()
        .unwrap()
        .clone()
}

async fn get(client: &Client, conversation: &str, file: &str) -> [Answer; 2] {
    let path = format!("{conversation}/attachments/{file}");
    [
        client.get(&path).await,
        client.get(&format!("{path}/thumbnail")).await,
    ]
}

/// A program that takes the place of Tesseract.
fn reads_words_with(script: &str) -> (TempDir, String) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("tesseract");
    std::fs::write(&path, format!("#!/bin/sh\n{script}\n")).unwrap();
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o755)).unwrap();
    (folder, path.display().to_string())
}

async fn screened(world: &World) -> Vec<Value> {
    world.test.run_jobs().await;
    let events = world.ana.get("/api/v1/events?limit=500").await.json();
    let items = events["items"].as_array().unwrap().iter();
    items
        .filter(|event| event["kind"] == "message.screened")
        .map(|event| event["body"].clone())
        .collect()
}

both_databases! {
    async fn a_number_in_a_files_name_is_hidden_from_the_other_side(db: Db) {
        let world = World::new(db).await;
        let conversation = world.ask("Imate navodila?").await;
        let name = format!("pokličite {NUMBER}.txt");
        let file = world.ana.attached(&conversation, &name, b"Navodila so tukaj.").await;
        let checked = check(&world.ana, &conversation, std::slice::from_ref(&file)).await;
        let found = &checked["findings"][0];
        assert_eq!((text(&found["place"]), text(&found["words"])), ("file_name".into(), NUMBER.into()));
        assert_eq!((&found["attachment"], &checked["measure"]), (&json!(file), &json!("mask")));
        assert_eq!(world.ana.write_with(&conversation, std::slice::from_ref(&file)).await.status, 201);

        let of_buyer = newest(&world.maja, &conversation).await;
        assert_eq!(of_buyer["attachments"][0]["name"], "pokličite •••••.txt");
        assert_eq!(of_buyer["findings"], json!([]));
        let page = world.maja.get(&format!("/conversations/{}", id_of(&conversation))).await;
        assert!(!page.body.contains(NUMBER), "{}", page.body);
        let [saved, _] = get(&world.maja, &conversation, &file).await;
        assert_eq!(saved.bytes, b"Navodila so tukaj.");
        assert!(!saved.header("content-disposition").contains("041"));

        let own = newest(&world.ana, &conversation).await;
        assert_eq!((&own["attachments"][0]["name"], &own["findings"][0]["words"]), (&json!(name), &json!(NUMBER)));
        let event = &screened(&world).await[0]["findings"][0];
        assert_eq!((&event["place"], &event["attachment_id"]), (&json!("file_name"), &json!(file)));
    }

    async fn an_image_with_a_code_is_kept_from_the_other_side(db: Db) {
        let world = World::new(db).await;
        let conversation = world.ask("Kako naročim še eno?").await;
        let words = "https://lesene-igrace.si/narocilo";
        let file = world.ana.attached(&conversation, "letak.png", &qr(words)).await;
        let checked = check(&world.ana, &conversation, std::slice::from_ref(&file)).await;
        let found = &checked["findings"][0];
        assert_eq!((text(&found["place"]), text(&found["words"])), ("code".into(), words.into()));
        assert!(text(&found["then"]).contains("image"), "{found}");
        assert_eq!(world.ana.write_with(&conversation, std::slice::from_ref(&file)).await.status, 201);

        let of_buyer = newest(&world.maja, &conversation).await;
        let shown = &of_buyer["attachments"][0];
        assert_eq!((&shown["withheld"], &shown["path"], &shown["thumbnail_path"]), (&json!(true), &Value::Null, &Value::Null));
        for answer in get(&world.maja, &conversation, &file).await {
            assert_eq!(answer.problem(), "403 file_withheld");
        }
        let page = world.maja.get(&format!("/conversations/{}", id_of(&conversation))).await;
        assert!(page.body.contains("Ta slika ni prikazana") && !page.body.contains(&file), "{}", page.body);

        for answer in get(&world.ana, &conversation, &file).await {
            assert_eq!(answer.status, 200);
        }
        let own = newest(&world.ana, &conversation).await;
        assert_eq!((&own["findings"][0]["words"], &own["attachments"][0]["withheld"]), (&json!(words), &json!(true)));
        let page = world.ana.get(&format!("/conversations/{}", id_of(&conversation))).await;
        assert!(page.body.contains("The buyer cannot open this image.") && page.body.contains(words), "{}", page.body);
    }

    async fn a_buyers_image_is_evidence_and_stays_open(db: Db) {
        let world = World::new(db).await;
        let conversation = world.ask("Paket je počen.").await;
        let file = world.maja.attached(&conversation, "paket.png", &qr("tel:041123456")).await;
        let checked = check(&world.maja, &conversation, std::slice::from_ref(&file)).await;
        assert_eq!((&checked["findings"][0]["place"], &checked["measure"]), (&json!("code"), &json!("allow")));
        assert_eq!(world.maja.write_with(&conversation, std::slice::from_ref(&file)).await.status, 201);
        for answer in get(&world.ana, &conversation, &file).await {
            assert_eq!(answer.status, 200);
        }
    }

    async fn words_in_images_are_found_and_what_could_not_be_read_is_said(db: Db) {
        let blank = png(&GrayImage::from_pixel(40, 30, Luma([255])));
        let world = World::new(db).await;
        let conversation = world.ask("Imate letak?").await;
        let mut files = Vec::new();
        for (number, script, found) in [
            (2, "echo Pokličite; echo 041 123 456", true),
            (3, "kill -SEGV $$", false),
        ] {
            let (_folder, path) = reads_words_with(script);
            let node = world.test.node_with(number, |config| config.attachments.tesseract = path);
            let file = world.ana.at(&node).attached(&conversation, "letak.png", &blank).await;
            assert_eq!(world.ana.write_with(&conversation, std::slice::from_ref(&file)).await.status, 201);
            let findings = newest(&world.ana, &conversation).await["findings"].clone();
            match found {
                true => assert_eq!((&findings[0]["place"], &findings[0]["words"]), (&json!("picture"), &json!(NUMBER))),
                false => assert_eq!(findings, json!([])),
            }
            let [seen, _] = get(&world.maja, &conversation, &file).await;
            assert_eq!(seen.status, if found { 403 } else { 200 });
            files.push(file);
        }
        let missed: Vec<Value> = screened(&world).await.iter().map(|event| event["missed"].clone()).collect();
        let failed = json!([{ "attachment_id": files[1], "why": "words_failed" }]);
        assert!(missed.len() == 2 && missed.contains(&json!([])) && missed.contains(&failed), "{missed:?}");
    }

    async fn what_the_law_has_a_seller_say_may_be_repeated(db: Db) {
        let world = World::new(db).await;
        let conversation = world.ask("Kdo ste?").await;
        let words = "Nova d.o.o., info@nova-lamps.si, tel. 041 123 456. ID za DDV: SI12345678.";
        let body = json!({ "conversation": id_of(&conversation), "text": words });
        let before = world.ana.post("/api/v1/messages/check", &body).await.json();
        assert_eq!(before["findings"].as_array().unwrap().len(), 2, "{before}");

        let seller = world.platform.get("/api/v1/sellers/nova").await.json();
        let legal = json!({ "name": "Nova d.o.o.", "address": "Slovenska 1, Ljubljana", "email": "info@nova-lamps.si",
            "phone": "+386 41 123 456", "vat_number": "SI12345678" });
        let put = json!({ "name": seller["name"], "country": "SI", "language": "sl", "time_zone": "Europe/Ljubljana", "legal": legal });
        let said = world.platform.put("/api/v1/sellers/nova", &put).await;
        assert_eq!((said.status.as_u16(), &said.json()["legal"]), (200, &legal));
        let after = world.ana.post("/api/v1/messages/check", &body).await.json();
        assert_eq!(after["findings"], json!([]));
        // Others' data are not excused by it.
        let body = json!({ "conversation": id_of(&conversation), "text": "Pišite na novak@gmail.com." });
        let other = world.ana.post("/api/v1/messages/check", &body).await.json();
        assert_eq!(other["measure"], "mask");

        let mut wrong = put;
        wrong["legal"]["email"] = json!("info");
        let refused = world.platform.put("/api/v1/sellers/nova", &wrong).await;
        assert!(refused.status == 422 && refused.body.contains("legal.email"), "{}", refused.body);
    }

    async fn a_text_that_opens_a_conversation_is_checked_too(db: Db) {
        let world = World::new(db).await;
        let subject = json!({ "kind": "order", "id": "W1" });
        let body = json!({ "subject": subject, "text": format!("Moja številka je {NUMBER}.") });
        let checked = world.maja.post("/api/v1/messages/check", &body).await;
        assert_eq!(checked.status, 200, "{}", checked.body);
        assert_eq!(checked.json()["findings"][0]["words"], NUMBER);
        let nowhere = world.maja.post("/api/v1/messages/check", &json!({ "text": "Dober dan" })).await;
        assert_eq!(nowhere.problem(), "422 place_missing");
    }
}
