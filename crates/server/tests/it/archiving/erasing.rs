//! A buyer is erased: nothing of it is left in tables or files, the log verifies as before, and holds stop it.

use std::fs;
use std::path::{Path, PathBuf};

use archive::dossier::unpack;
use axum::http::Method;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use dopis::archiving::audit;
use rules::access::Role;
use rules::ids::{ContentId, SellerId};
use serde_json::{Value, json};
use store::tables::{Piece, TablesError};
use store::testing::TestDatabase;
use store::{Place, Tx, both_databases};

use super::Log;
use super::dossiers::{dossier, read};
use super::log::LEASE_PASSED;
use crate::api::World;
use crate::support::{Answer, Client, TestApp};

pub(super) const ASKED: &str = "Ana-Marija piše s kljukicami čšž: Q7-secret-question";
pub(super) const NAME: &str = "Majazbrisana Kupčevič";
pub(super) const EMAIL: &str = "majazbrisana@mail.example";
pub(super) const STREET: &str = "Skrita ulica 17";
pub(super) const FILE: &str = "zdravniško-potrdilo-Q7.txt";
pub(super) const IN_FILE: &str = "Q7-secret-in-the-file";
pub(super) const DRAFT: &str = "Q7-secret-draft";
pub(super) const ANSWER: &str = "Paket je na poti.";

/// Everything that must be gone.
const SECRETS: [&str; 7] = [ASKED, NAME, EMAIL, STREET, FILE, IN_FILE, DRAFT];

/// A conversation of a known buyer with a message, a file, a draft and an answer, and a copy of all of it; sealed.
pub(super) struct Lived {
    pub(super) world: World,
    pub(super) conversation: String,
    pub(super) log: Log,
    pub(super) database: TestDatabase,
    pub(super) decider: Client,
}

pub(super) async fn lived(database: TestDatabase) -> Lived {
    let log = Log::new();
    let db = database.open().await;
    let world = World::of(TestApp::with(db, |config| log.configure(config))).await;
    let buyer = json!({ "name": NAME, "email": EMAIL, "language": "sl", "country": "SI" });
    let put = world.platform.put("/api/v1/buyers/maja", &buyer).await;
    assert_eq!(put.status, 200, "{}", put.body);
    let order = json!({ "buyer": "maja", "placed_at": "2026-11-20T10:00:00Z", "status": "delivered",
        "lines": [{ "title": "Thing 1", "quantity": 1 }],
        "delivery_address": { "name": NAME, "line1": STREET } });
    let put = world
        .platform
        .put("/api/v1/sellers/nova/orders/W1", &order)
        .await;
    assert_eq!(put.status, 200, "{}", put.body);
    let body =
        json!({ "seller": "nova", "subject": { "kind": "order", "id": "W1" }, "text": ASKED });
    let opened = world
        .maja
        .post_with_key("/api/v1/conversations", "k1", &body)
        .await;
    assert_eq!(opened.status, 201, "{}", opened.body);
    let id = opened.json()["conversation"]["id"]
        .as_str()
        .unwrap()
        .to_owned();
    let conversation = format!("/api/v1/conversations/{id}");
    let file = world
        .maja
        .attached(&conversation, FILE, IN_FILE.as_bytes())
        .await;
    assert_eq!(
        world.maja.write_with(&conversation, &[file]).await.status,
        201
    );
    let answered = world.ana.write(&conversation, ANSWER, 2).await;
    assert_eq!(answered.status, 201, "{}", answered.body);
    let draft = json!({ "text": DRAFT });
    let kept = world
        .maja
        .put(&format!("{conversation}/draft"), &draft)
        .await;
    assert!(kept.status.is_success(), "{}", kept.body);
    let prepared = world
        .maja
        .post("/api/v1/my-data", &json!({ "language": "sl" }))
        .await;
    assert_eq!(prepared.status, 202, "{}", prepared.body);
    world.test.run_jobs().await;
    let decider = world.test.staff(&[Role::Decider]).await;
    Lived {
        world,
        conversation,
        log,
        database,
        decider,
    }
}

impl Client {
    async fn post_with_key(&self, path: &str, key: &str, body: &Value) -> Answer {
        let request = self
            .request(Method::POST, path)
            .header("content-type", "application/json")
            .header("idempotency-key", key)
            .header("x-csrf-token", self.csrf.clone().unwrap());
        let request = request.body(body.to_string().into()).unwrap();
        self.test.send(request).await
    }
}

impl Lived {
    /// A moderator asks for it; the path of the request.
    async fn asked(&self) -> String {
        let body = json!({ "buyer": "maja", "ground": "objection", "asked_by": "buyer",
            "reason": "Zahteva po telefonu" });
        let made = self.world.moderator.post("/api/v1/erasures", &body).await;
        assert_eq!(made.status, 201, "{}", made.body);
        format!("/api/v1/erasures/{}", made.json()["id"].as_str().unwrap())
    }

    async fn decide(&self, by: &Client, erasure: &str, outcome: &str) -> Answer {
        let body = json!({ "outcome": outcome, "reason": "Pregledano" });
        by.json(Method::PUT, &format!("{erasure}/decision"), &body)
            .await
    }

    async fn erased(&self) -> String {
        let erasure = self.asked().await;
        let approved = self.decide(&self.decider, &erasure, "approved").await;
        assert_eq!(approved.status, 200, "{}", approved.body);
        self.world.test.wait(LEASE_PASSED);
        self.world.test.run_jobs().await;
        erasure
    }

    /// Every value of every table, one after the other.
    pub(super) async fn tables(&self) -> Vec<u8> {
        let mut all = Vec::new();
        let take = |piece: Piece<'_>| {
            if let Piece::Row(row) = piece {
                for value in row {
                    match value {
                        store::Value::Text(text) => all.extend_from_slice(text.as_bytes()),
                        store::Value::Blob(bytes) => all.extend_from_slice(bytes),
                        _ => {}
                    }
                    all.push(0);
                }
            }
            Ok::<_, TablesError>(())
        };
        store::tables::export(&self.database.options, take)
            .await
            .unwrap();
        all
    }

    /// Folders with everything that the service keeps besides a database elsewhere.
    fn folders(&self) -> Vec<PathBuf> {
        let storage = self.world.test.app.config.attachments.storage.clone();
        let storage = PathBuf::from(storage.strip_prefix("file:").unwrap());
        let mut folders = vec![storage, self.log.path("")];
        if let Place::Sqlite { path } = &self.database.options.place {
            folders.push(path.parent().unwrap().to_owned());
        }
        folders
    }

    /// Which of these are found in files, and where.
    pub(super) fn in_files(&self, wanted: &[Vec<u8>]) -> Vec<String> {
        let mut found = Vec::new();
        for folder in self.folders() {
            each_file(&folder, &mut |path, bytes| {
                for (number, needle) in wanted.iter().enumerate() {
                    if contains(bytes, needle) {
                        found.push(format!("{number} in {}", path.display()));
                    }
                }
            });
        }
        found
    }

    async fn salt(&self) -> Vec<u8> {
        let messages = self
            .world
            .ana
            .get(&format!("{}/messages", self.conversation))
            .await
            .json();
        let id = messages["items"][0]["id"]
            .as_str()
            .unwrap()
            .parse()
            .unwrap();
        let seller = SellerId::parse("nova").unwrap();
        let db = &self.world.test.app.db;
        let read = async move |tx: &Tx| store::testing::salt_of(tx, &seller, ContentId(id)).await;
        db.read(read).await.unwrap().unwrap()
    }
}

fn each_file(folder: &Path, look: &mut impl FnMut(&Path, &[u8])) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        match path.is_dir() {
            true => each_file(&path, look),
            false => look(&path, &fs::read(&path).unwrap()),
        }
    }
}

pub(super) fn contains(bytes: &[u8], needle: &[u8]) -> bool {
    bytes.windows(needle.len()).any(|window| window == needle)
}

/// A text as it may lie in a file: UTF-8, UTF-16 in both orders, and base64 wherever it begins in a group of three.
pub(super) fn spellings(text: &[u8]) -> Vec<Vec<u8>> {
    let mut all = vec![text.to_vec()];
    if let Ok(text) = str::from_utf8(text) {
        let units: Vec<u16> = text.encode_utf16().collect();
        all.push(units.iter().flat_map(|unit| unit.to_le_bytes()).collect());
        all.push(units.iter().flat_map(|unit| unit.to_be_bytes()).collect());
    }
    for before in 0..3 {
        let padded = [&vec![0; before], text].concat();
        let encoded = STANDARD.encode(padded);
        // Without what the bytes before and behind have a part in.
        let (from, to) = (if before == 0 { 0 } else { 4 }, encoded.len() - 4);
        all.push(encoded.as_bytes()[from..to].to_vec());
    }
    all
}

pub(super) async fn findings(test: &TestApp) -> Vec<String> {
    let mut findings = Vec::new();
    let mut tell = |finding: String| findings.push(finding);
    audit(&test.app, &mut tell).await.unwrap();
    findings
}

both_databases! {
    async fn nothing_of_an_erased_buyer_is_left_anywhere(database: TestDatabase) {
        let lived = lived(database).await;
        let salt = lived.salt().await;
        let secrets: Vec<Vec<u8>> = SECRETS.iter().flat_map(|secret| spellings(secret.as_bytes())).collect();
        let before = lived.tables().await;
        for secret in SECRETS.iter().filter(|secret| **secret != IN_FILE) {
            assert!(contains(&before, secret.as_bytes()), "{secret} was never there");
        }
        assert!(contains(&before, &salt));
        // The bytes of the file lie outside of every database.
        assert!(!lived.in_files(&spellings(IN_FILE.as_bytes())).is_empty());
        let erasure = lived.erased().await;
        let done = lived.decider.get(&erasure).await.json();
        assert!(done["erased_at"].is_string(), "{done:#}");
        let after = lived.tables().await;
        for secret in SECRETS {
            assert!(!contains(&after, secret.as_bytes()), "{secret} is in a table");
        }
        assert!(!contains(&after, &salt), "the salt is in a table");
        assert_eq!(lived.in_files(&secrets), Vec::<String>::new());
        let salts: Vec<Vec<u8>> = spellings(&salt);
        assert_eq!(lived.in_files(&salts), Vec::<String>::new());
        // The other side keeps its own words.
        assert!(contains(&after, ANSWER.as_bytes()));
    }

    async fn the_log_and_dossiers_verify_and_say_erased(database: TestDatabase) {
        let lived = lived(database).await;
        let sealed = lived.log.holds_with(1).unwrap();
        lived.erased().await;
        let world = &lived.world;
        assert!(lived.log.holds_with(1).unwrap() > sealed);
        assert_eq!(findings(&world.test).await, Vec::<String>::new());
        let thread = world.ana.get(&format!("{}/messages", lived.conversation)).await.json();
        let [first, second, third] = [0, 1, 2].map(|at| thread["items"][at].clone());
        assert_eq!((&first["text"], first["erased_at"].is_string()), (&Value::Null, true));
        assert_eq!((&second["text"], &second["attachments"]), (&Value::Null, &json!([])));
        assert_eq!((&third["text"], &third["erased_at"]), (&json!(ANSWER), &Value::Null));
        let shown = world.ana.get(&lived.conversation.replace("/api/v1", "")).await;
        assert!(shown.body.contains("Erased at the buyer’s request"), "{}", shown.body);
        let made = dossier(&world.ana, &lived.conversation).await;
        let (told, report) = read(&made.bytes);
        assert!(report.holds(), "{report:#?}");
        assert_eq!(told["messages"][0]["text_is"], "erased");
        assert_eq!(told["messages"][1]["files"][0]["name_is"], "erased");
        assert_eq!(told["messages"][2]["text_is"], "whole");
        let buyers = told["people"].as_array().unwrap().iter().filter(|one| one["kind"] == "buyer");
        assert_eq!(buyers.count(), 0);
        assert!(unpack(&made.bytes).unwrap().iter().all(|(path, _)| !path.starts_with("attachments/")));
    }

    async fn a_text_that_no_event_calls_erased_is_found(database: TestDatabase) {
        let lived = lived(database).await;
        lived.erased().await;
        let messages = lived.world.ana.get(&format!("{}/messages", lived.conversation)).await.json();
        let kept = messages["items"][2]["id"].as_str().unwrap().to_owned();
        let content = ContentId(kept.parse().unwrap());
        // A row alone says so, with an event that lists other texts.
        let done = lived.world.test.app.db.write(async move |tx: &Tx| {
            let seller = SellerId::parse("nova").unwrap();
            let first = messages["items"][0]["id"].as_str().unwrap().parse().unwrap();
            let erased = store::erased_contents::any_find(tx, seller.as_str(), ContentId(first)).await?.unwrap();
            store::erased_contents::erase(tx, seller.as_str(), content, erased).await
        });
        assert!(done.await.unwrap());
        let found = findings(&lived.world.test).await;
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(found[0].contains(&format!("the text {kept} is gone")), "{found:?}");
    }

    async fn an_erased_buyer_is_signed_out_and_nobody_brings_it_back(database: TestDatabase) {
        let lived = lived(database).await;
        let world = &lived.world;
        lived.erased().await;
        assert_eq!(world.maja.get("/api/v1/me").await.status, 401);
        let buyer = json!({ "name": NAME, "email": EMAIL, "language": "sl", "country": "SI" });
        let put = world.platform.put("/api/v1/buyers/maja", &buyer).await;
        assert_eq!(put.problem(), "409 buyer_erased");
        let mut order = json!({ "buyer": "maja", "placed_at": "2026-11-20T10:00:00Z", "status": "returned",
            "delivery_address": { "line1": STREET } });
        let put = world.platform.put("/api/v1/sellers/nova/orders/W1", &order).await;
        assert_eq!(put.problem(), "409 buyer_erased");
        order["delivery_address"] = Value::Null;
        let put = world.platform.put("/api/v1/sellers/nova/orders/W1", &order).await;
        assert_eq!(put.status, 200, "{}", put.body);
        let late = world.ana.write(&lived.conversation, "Ste ga dobili?", 3).await;
        assert_eq!(late.problem(), "409 buyer_erased");
        let reopened = world.ana.json(Method::DELETE, &format!("{}/closure", lived.conversation), &json!({})).await;
        assert_eq!(reopened.problem(), "409 buyer_erased");
        let open = world.ana.get(&lived.conversation).await.json();
        assert_eq!(open["state"], "closed", "{open:#}");
        let body = json!({ "buyer": "maja", "ground": "other", "asked_by": "buyer", "reason": "Še enkrat" });
        assert_eq!(world.moderator.post("/api/v1/erasures", &body).await.problem(), "409 buyer_erased");
    }

    async fn another_person_decides_and_a_refusal_erases_nothing(database: TestDatabase) {
        let lived = lived(database).await;
        let administrator = &lived.world.administrator;
        let body = json!({ "buyer": "maja", "ground": "objection", "asked_by": "buyer", "reason": "Zahteva" });
        let made = administrator.post("/api/v1/erasures", &body).await;
        let erasure = format!("/api/v1/erasures/{}", made.json()["id"].as_str().unwrap());
        let again = lived.world.moderator.post("/api/v1/erasures", &body).await;
        assert_eq!(again.problem(), "409 erasure_waits");
        let own = lived.decide(administrator, &erasure, "approved").await;
        assert_eq!(own.problem(), "403 erasure_same_person");
        let refused = lived.decide(&lived.decider, &erasure, "refused").await;
        assert_eq!(refused.json()["decision"]["outcome"], "refused", "{}", refused.body);
        let twice = lived.decide(&lived.decider, &erasure, "approved").await;
        assert_eq!(twice.problem(), "409 erasure_decided");
        lived.world.test.run_jobs().await;
        assert!(contains(&lived.tables().await, ASKED.as_bytes()));
        assert_eq!(lived.world.maja.get(&lived.conversation).await.status, 200);
    }

    async fn a_hold_on_the_buyer_its_conversation_or_its_seller_stops_an_approval(database: TestDatabase) {
        let lived = lived(database).await;
        let erasure = lived.asked().await;
        let id = lived.conversation.rsplit('/').next().unwrap();
        for (kind, subject) in [("buyer", "maja"), ("conversation", id), ("seller", "nova")] {
            let body = json!({ "kind": kind, "subject": subject, "ends_at": "2027-03-01T00:00:00Z",
                "reason": "Spor pred sodiščem" });
            let set = lived.decider.post("/api/v1/holds", &body).await;
            assert_eq!(set.status, 201, "{}", set.body);
            let stopped = lived.decide(&lived.decider, &erasure, "approved").await;
            assert_eq!(stopped.problem(), "409 held");
            let detail = stopped.json()["detail"].as_str().unwrap().to_owned();
            for part in ["Staff holds", kind, subject, "2027-03-01", "Spor pred sodiščem"] {
                assert!(detail.contains(part), "{detail}");
            }
            let lifting = format!("/api/v1/holds/{}/lifting", set.json()["id"].as_str().unwrap());
            let because = json!({ "reason": "Spor je končan" });
            let lifted = lived.decider.json(Method::PUT, &lifting, &because).await;
            assert_eq!(lifted.status, 204, "{}", lifted.body);
            let twice = lived.decider.json(Method::PUT, &lifting, &because).await;
            assert_eq!(twice.problem(), "409 hold_lifted");
        }
        let approved = lived.decide(&lived.decider, &erasure, "approved").await;
        assert_eq!(approved.status, 200, "{}", approved.body);
    }

    async fn a_job_that_broke_off_finds_what_is_left_and_erases_once(database: TestDatabase) {
        let lived = lived(database).await;
        let erasure = lived.asked().await;
        assert_eq!(lived.decide(&lived.decider, &erasure, "approved").await.status, 200);
        let id = erasure.rsplit('/').next().unwrap().parse().unwrap();
        let (app, now) = (&lived.world.test.app, lived.world.test.now());
        let body = dopis::jobs::erase_buyer::Body { erasure: id };
        for _ in 0..2 {
            dopis::jobs::erase_buyer::run(app, &body, now).await.unwrap();
        }
        lived.world.test.run_jobs().await;
        let counts = app.db.read(async |tx: &Tx| store::testing::event_counts(tx).await).await.unwrap();
        assert_eq!((counts["conversation.erased"], counts["buyer.erased"]), (1, 1));
    }
}
