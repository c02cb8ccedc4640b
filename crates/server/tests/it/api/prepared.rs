//! Files that a job makes: all that is kept of a buyer, and large dossiers.

use archive::dossier::{Verdict, check, unpack};
use archive::policy::Policy;
use axum::http::Method;
use jiff::SignedDuration;
use rules::access::Role;
use serde_json::{Value, json};
use store::prepared_files::{self, Asker, Progress};
use store::{Db, Tx, both_databases};

use super::World;
use crate::archiving::Log;
use crate::support::{Answer, Client, TestApp};

const NOTE: &str = "Preveri pri skladišču.";
const DRAFT: &str = "Še nekaj bi vprašala";
const REASON: &str = "Zahteva, 20. 11.";
/// Longer than a piece of the storage.
const LONG: usize = 5_000_000;
/// After it another node places events.
const LEASE_PASSED: SignedDuration = SignedDuration::from_mins(1);
const SEVEN_DAYS: SignedDuration = SignedDuration::from_hours(7 * 24);

async fn known(world: &World, buyer: &str) {
    let body = json!({ "name": "Maja Kos", "email": "maja.kos@buyers.example", "language": "sl", "country": "SI" });
    let put = world
        .platform
        .put(&format!("/api/v1/buyers/{buyer}"), &body)
        .await;
    assert!(put.status.is_success(), "{}", put.body);
}

/// Where the file is to be asked for.
fn asked(answer: &Answer) -> String {
    assert_eq!(answer.status, 202, "{}", answer.body);
    let location = answer.header("location").to_owned();
    assert!(location.starts_with("/api/v1/files/"), "{location}");
    location
}

async fn own(of: &Client) -> String {
    asked(
        &of.post("/api/v1/my-data", &json!({ "language": "en" }))
            .await,
    )
}

async fn fetched(of: &Client, file: &str) -> Answer {
    let answer = of.get(&format!("{file}/content")).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    assert_eq!(answer.header("content-type"), "application/zip");
    assert_eq!(answer.header("cache-control"), "private, no-store");
    assert_eq!(
        answer.header("content-length"),
        answer.bytes.len().to_string()
    );
    answer
}

fn told(zip: &[u8], path: &str) -> Value {
    let files = unpack(zip).unwrap();
    let found = files.iter().find(|(name, _)| *name == path);
    serde_json::from_slice(found.unwrap_or_else(|| panic!("no {path}")).1).unwrap()
}

fn kinds(told: &Value) -> Vec<&str> {
    let events = told["events"].as_array().unwrap().iter();
    events
        .map(|event| event["kind"].as_str().unwrap())
        .collect()
}

async fn files_of(world: &World, kind: &str, seller: &str, id: &str) -> Vec<Progress> {
    let asker = Asker {
        kind: kind.to_owned(),
        seller: seller.to_owned(),
        id: id.to_owned(),
    };
    let now = world.test.now();
    let read = async move |tx: &Tx| prepared_files::of_asker(tx, &asker, now, 20).await;
    let files = world.test.app.db.read(read).await.unwrap();
    files.into_iter().map(|file| file.progress).collect()
}

fn folder(world: &World) -> std::path::PathBuf {
    let storage = &world.test.app.config.attachments.storage;
    std::path::Path::new(storage.strip_prefix("file:").unwrap()).join("prepared")
}

fn has_bytes(world: &World) -> bool {
    std::fs::read_dir(folder(world)).is_ok_and(|mut entries| entries.next().is_some())
}

both_databases! {
    async fn a_buyer_gets_everything_about_it_and_nothing_else(db: Db) {
        let world = World::new(db).await;
        known(&world, "maja").await;
        let conversation = world.ask("Kje je paket?").await;
        let long = "Račun ".repeat(LONG / 6);
        let file = world.ana.attached(&conversation, "račun.txt", long.as_bytes()).await;
        assert_eq!(world.ana.write_with(&conversation, std::slice::from_ref(&file)).await.status, 201);
        assert_eq!(world.ana.post(&format!("{conversation}/notes"), &json!({ "text": NOTE })).await.status, 201);
        let number = json!({ "text": "Pokličite 041 123 456.", "last_read": 2, "confirmed": true });
        let sent = world.maja.post(&format!("{conversation}/messages"), &number).await;
        assert_eq!(sent.status, 201, "{}", sent.body);
        assert!(world.maja.put(&format!("{conversation}/draft"), &json!({ "text": DRAFT })).await.status.is_success());
        assert!(world.moderator.post(&format!("{conversation}/reads"), &json!({ "reason": REASON })).await.status.is_success());
        assert_eq!(world.moderator.get(&conversation).await.status, 200);
        world.test.run_jobs().await;

        let asked = own(&world.maja).await;
        assert_eq!(own(&world.maja).await, asked, "whoever waits waits on");
        let waiting = world.maja.get(&asked).await.json();
        assert_eq!((&waiting["state"], &waiting["bytes"]), (&json!("waiting"), &Value::Null));
        assert_eq!(world.maja.get(&format!("{asked}/content")).await.problem(), "409 not_ready_yet");
        world.test.wait(LEASE_PASSED);
        world.test.run_jobs().await;
        let ready = world.maja.get(&asked).await.json();
        assert_eq!(ready["state"], "ready", "{ready}");
        let zip = fetched(&world.maja, &asked).await.bytes;
        assert_eq!(ready["bytes"], zip.len());
        assert_eq!(ready["sha256"], archive::hex(&archive::dossier::digest(&zip)));

        let id = conversation.rsplit('/').next().unwrap();
        let data = told(&zip, "data.json");
        assert_eq!(data["buyer"]["email"], "maja.kos@buyers.example");
        assert_eq!(data["sessions"].as_array().unwrap().len(), 1);
        assert_eq!(data["conversations"][0]["id"], id);
        assert_eq!(data["conversations"][0]["staff_looks"], 1);
        assert!(kinds(&data).contains(&"buyer_data.asked"), "{data:#}");
        assert_eq!(told(&zip, "orders/1.json")["orders"][0]["id"], "W1");
        let of_conversation = told(&zip, &format!("conversations/{id}/conversation.json"));
        assert_eq!(of_conversation["draft"]["text"], DRAFT);
        let account = &of_conversation["account"];
        assert_eq!(account["messages"][0]["text"], "Kje je paket?");
        assert_eq!(account["messages"].as_array().unwrap().len(), 3);
        let message = &account["messages"][2];
        assert_eq!(message["text"], "Pokličite 041 123 456.");
        assert_eq!(of_conversation["found"][0]["message_id"], message["id"], "{of_conversation:#}");
        let path = account["messages"][1]["files"][0]["path"].as_str().unwrap();
        let files = unpack(&zip).unwrap();
        let attached = files.iter().find(|(name, _)| *name == path).unwrap();
        assert!(attached.1 == long.as_bytes());
        for pdf in ["data.pdf", "orders/1.pdf", &format!("conversations/{id}/conversation.pdf")] {
            let drawn = files.iter().find(|(name, _)| *name == pdf).unwrap();
            assert!(drawn.1.starts_with(b"%PDF-1.7"), "{pdf}");
        }
        let seen = String::from_utf8_lossy(&zip).into_owned();
        for kept in [NOTE, REASON, "\"ana\"", "\"W2\""] {
            assert!(!seen.contains(kept), "{kept}");
        }
        world.test.wait(LEASE_PASSED);
        world.test.run_jobs().await;
        let again = own(&world.maja).await;
        assert_ne!(again, asked, "what is ready is not made again");
        world.test.run_jobs().await;
        let data = told(&fetched(&world.maja, &again).await.bytes, "data.json");
        let expected = ["buyer_data.made", "buyer_data.fetched"];
        assert!(expected.iter().all(|kind| kinds(&data).contains(kind)), "{data:#}");
    }

    async fn nobody_else_learns_of_it_and_staff_give_a_reason(db: Db) {
        let world = World::new(db).await;
        known(&world, "maja").await;
        let conversation = world.ask("Kje je paket?").await;
        let file = own(&world.maja).await;
        world.test.run_jobs().await;
        let none = "/api/v1/files/019a0000-0000-7000-8000-000000000000";
        for other in [&world.tone, &world.ana, &world.eva, &world.moderator, &world.administrator] {
            for path in [file.clone(), format!("{file}/content"), none.to_owned()] {
                assert_eq!(other.get(&path).await.problem(), "404 not_found", "{path}");
            }
            assert_eq!(other.get("/api/v1/files").await.json()["items"], json!([]));
        }
        let path = "/api/v1/buyers/maja/data";
        let auditor = world.test.staff(&[Role::Auditor]).await;
        for (who, to, reason, problem) in [
            (&world.moderator, path, " ", "422 invalid_reason"),
            (&world.moderator, "/api/v1/buyers/nobody/data", REASON, "404 not_found"),
            (&auditor, path, REASON, "403 not_allowed"),
            (&world.ana, path, REASON, "403 not_allowed"),
            (&world.tone, path, REASON, "403 not_allowed"),
        ] {
            assert_eq!(who.post(to, &json!({ "reason": reason })).await.problem(), problem);
        }
        assert_eq!(world.ana.post("/api/v1/my-data", &json!({})).await.problem(), "403 not_allowed");
        let language = json!({ "reason": REASON, "language": "de" });
        assert_eq!(world.moderator.post(path, &language).await.problem(), "422 unknown_language");
        let of_staff = asked(&world.moderator.post(path, &json!({ "reason": REASON })).await);
        world.test.run_jobs().await;
        assert_eq!(world.administrator.get(&of_staff).await.problem(), "404 not_found");
        assert_eq!(world.maja.get(&of_staff).await.problem(), "404 not_found");
        let zip = fetched(&world.moderator, &of_staff).await.bytes;
        let id = conversation.rsplit('/').next().unwrap();
        let of_conversation = told(&zip, &format!("conversations/{id}/conversation.json"));
        assert_eq!(of_conversation["account"]["made_for"], "buyer");
        assert!(!String::from_utf8_lossy(&zip).contains(REASON));
        // The buyer can see that staff asked and fetched.
        world.test.wait(LEASE_PASSED);
        world.test.run_jobs().await;
        let events = world.maja.get("/api/v1/events?after=-1").await.json();
        let of_staff = events["items"].as_array().unwrap().iter();
        let of_staff = of_staff.filter(|event| event["actor"]["kind"] == "staff");
        let mut kinds: Vec<&str> = of_staff.map(|event| event["kind"].as_str().unwrap()).collect();
        // All happened in one instant of the test's clock.
        kinds.sort_unstable();
        assert_eq!(kinds, ["buyer_data.asked", "buyer_data.fetched"], "{events:#}");
    }

    async fn a_file_goes_after_seven_days_with_its_bytes(db: Db) {
        let world = World::new(db).await;
        let file = own(&world.maja).await;
        world.test.run_jobs().await;
        fetched(&world.maja, &file).await;
        assert!(has_bytes(&world));
        world.test.wait(SEVEN_DAYS);
        let world = world.again().await;
        assert_eq!(world.maja.get(&file).await.problem(), "404 not_found");
        assert_eq!(world.maja.get(&format!("{file}/content")).await.problem(), "404 not_found");
        world.test.run_jobs().await;
        assert!(!has_bytes(&world), "the bytes are gone");
        // After a restoration there is a record without bytes.
        let file = own(&world.maja).await;
        world.test.run_jobs().await;
        std::fs::remove_dir_all(folder(&world)).unwrap();
        assert_eq!(world.maja.get(&format!("{file}/content")).await.problem(), "409 file_gone");
    }

    async fn nobody_collects_files_without_end(db: Db) {
        let world = World::new(db).await;
        for _ in 0..20 {
            own(&world.maja).await;
            world.test.run_jobs().await;
        }
        assert_eq!(world.maja.post("/api/v1/my-data", &json!({})).await.problem(), "409 too_many_files");
        assert_eq!(world.maja.get("/api/v1/files").await.json()["items"].as_array().unwrap().len(), 20);
        own(&world.tone).await;
    }

    async fn a_large_dossier_is_made_by_a_job_for_whoever_may_still_read_it(db: Db) {
        let log = Log::new();
        let world = World::of(TestApp::with(db, |config| {
            log.configure(config);
            config.limits.requests_per_minute = 1_000_000;
        })).await;
        let conversation = world.ask("Kje je paket?").await;
        let path = format!("{conversation}/messages");
        for number in 2..=200 {
            let sent = world.maja.post(&path, &json!({ "text": format!("Vprašanje {number}"), "last_read": number - 1 })).await;
            assert_eq!(sent.status, 201, "{}", sent.body);
        }
        world.test.run_jobs().await;
        let dossier = format!("{conversation}/dossier");
        let now = world.maja.post(&dossier, &json!({})).await;
        assert_eq!((now.status.as_u16(), now.header("content-type")), (200, "application/zip"));
        assert_eq!(world.maja.post(&path, &json!({ "text": "Še eno", "last_read": 200 })).await.status, 201);
        world.test.run_jobs().await;
        let file = asked(&world.maja.post(&dossier, &json!({})).await);
        asked(&world.bor.post(&dossier, &json!({})).await);
        assert_eq!(world.moderator.post(&dossier, &json!({})).await.problem(), "403 reason_needed");
        // Bor stops working there before it is made.
        let gone = json!({ "name": "Bor", "email": "bor@sellers.example", "language": "sl", "active": false });
        let put = world.platform.json(Method::PUT, "/api/v1/sellers/nova/agents/bor", &gone).await;
        assert!(put.status.is_success(), "{}", put.body);
        world.test.run_jobs().await;
        assert_eq!(files_of(&world, "agent", "nova", "bor").await, [Progress::Failed]);
        assert_eq!(world.tone.get(&format!("{file}/content")).await.problem(), "404 not_found");
        let zip = fetched(&world.maja, &file).await.bytes;
        let policy = Policy::new(vec![Log::key(1).verifier().clone()], Vec::new(), 0).unwrap();
        let fails = check(&zip, &policy).lines.into_iter().filter(|line| line.verdict == Verdict::Fails);
        assert_eq!(fails.count(), 0);
        assert_eq!(told(&zip, "dossier.json")["messages"].as_array().unwrap().len(), 201);
    }
}
