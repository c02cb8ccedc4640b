//! The whole reference marketplace through the import.

use std::path::PathBuf;
use std::process::Command;

use archive::dossier::{About, Packed, Packing, Verdict, check, unpack};
use archive::policy::Policy;
use axum::body::Body;
use dopis::archiving::audit;
use serde_json::{Value, json};
use store::{Db, both_databases};

use super::import::send;
use crate::archiving::Log;
use crate::support::{Client, TestApp};

/// Reference data beside the clone, as `../shared/data`; `DOPIS_SHARED_DATA` names another place.
#[expect(
    clippy::disallowed_methods,
    reason = "where the data lies differs from machine to machine"
)]
fn shared_data(path: &str) -> Vec<u8> {
    let beside = || PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data"));
    let folder = std::env::var_os("DOPIS_SHARED_DATA").map_or_else(beside, PathBuf::from);
    let file = folder.join(path);
    std::fs::read(&file).unwrap_or_else(|error| {
        panic!(
            "the reference data {} cannot be read: {error}",
            file.display()
        )
    })
}

/// Of a generator of the form `x * a + 1 (mod 2^64)`, whose high bits are spread well enough.
const MULTIPLIER: u64 = 6_364_136_223_846_793_005;

/// The program beside this test; `cargo build -p archive` makes it.
fn verifier() -> PathBuf {
    let test = std::env::current_exe().unwrap();
    let found = test.ancestors().map(|folder| folder.join("dopis-verify"));
    let found = found.into_iter().find(|program| program.is_file());
    found.expect("dopis-verify is built: cargo build -p archive")
}

/// In a folder where nothing else is.
fn verify(zip: &[u8]) -> (i32, String) {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("dossier.zip"), zip).unwrap();
    let output = Command::new(verifier())
        .current_dir(folder.path())
        .args([
            "dossier",
            "dossier.zip",
            "--key",
            &Log::key(1).verifier().to_string(),
        ])
        .output()
        .unwrap();
    let said = [output.stdout, output.stderr].concat();
    (
        output.status.code().unwrap(),
        String::from_utf8(said).unwrap(),
    )
}

async fn dossier(of: &Client, conversation: &str) -> Vec<u8> {
    let made = of
        .post(
            &format!("/api/v1/conversations/{conversation}/dossier"),
            &json!({}),
        )
        .await;
    assert_eq!(made.status, 200, "{}", made.body);
    made.bytes
}

/// The same files with one bit of one of them changed, and a checksum that fits.
fn changed(files: &[(&str, &[u8])], which: usize, at: usize) -> Vec<u8> {
    let (mut packing, mut zip) = (Packing::default(), Vec::new());
    for (number, (path, bytes)) in files.iter().enumerate() {
        let mut bytes = bytes.to_vec();
        if number == which {
            bytes[at] ^= 1 << (at % 8);
        }
        zip.extend(packing.begin(path, Packed::of(&bytes)).unwrap());
        zip.extend(bytes);
    }
    zip.extend(packing.end().unwrap());
    zip
}

both_databases! {
    async fn dossiers_of_the_retail_data_verify_where_there_is_no_database(db: Db) {
        let log = Log::new();
        let test = TestApp::with(db, |config| log.configure(config));
        let platform = test.platform().await;
        let mut body = Vec::new();
        for file in ["conversations", "buyers", "sellers"] {
            body.extend(shared_data(&format!("retail/{file}.ndjson")));
        }
        assert_eq!(send(&platform, Body::from(body)).await.json()["refused"], json!([]));
        test.run_jobs().await;
        let mut findings = Vec::new();
        let audited = audit(&test.app, &mut |finding| findings.push(finding)).await.unwrap();
        assert_eq!(findings, Vec::<String>::new());
        assert!(audited.entries > 1_000 && audited.rows > 300, "{audited:?}");
        let conversations = String::from_utf8(shared_data("retail/conversations.ndjson")).unwrap();
        let mut verified = 0;
        for line in conversations.lines() {
            let told: Value = serde_json::from_str(line).unwrap();
            if !["R0000", "R0013", "R0025", "R0061"].contains(&told["id"].as_str().unwrap()) {
                continue;
            }
            let agent = test.agent(told["seller"].as_str().unwrap(), "ana").await;
            let found = agent.get("/api/v1/conversations?tab=all&limit=100").await.json();
            let found = found["items"].as_array().unwrap().iter();
            let mut ids = found.filter(|item| item["subject"]["id"] == told["order"]).map(|item| item["id"].as_str().unwrap());
            let id = ids.next().unwrap_or_else(|| panic!("{} is not among the seller's", told["id"])).to_owned();
            let buyer = test.buyer(told["buyer"].as_str().unwrap()).await;
            for zip in [dossier(&agent, &id).await, dossier(&buyer, &id).await] {
                let (status, said) = verify(&zip);
                assert_eq!(status, 0, "{said}");
                let count = told["messages"].as_array().unwrap().len();
                assert!(said.contains(&format!("ok    messages: {count} are those that were sent\n")), "{said}");
                verified += 1;
            }
        }
        assert_eq!(verified, 8);
    }

    async fn any_changed_byte_of_any_file_of_a_dossier_is_named(db: Db) {
        let log = Log::new();
        let test = TestApp::with(db, |config| log.configure(config));
        let platform = test.platform().await;
        let conversations = shared_data("retail/conversations.ndjson");
        let line = conversations.split_inclusive(|byte| *byte == b'\n').next().unwrap();
        assert_eq!(send(&platform, Body::from(line.to_vec())).await.json()["refused"], json!([]));
        test.run_jobs().await;
        let told: Value = serde_json::from_slice(line).unwrap();
        let buyer = test.buyer(told["buyer"].as_str().unwrap()).await;
        let id = buyer.get("/api/v1/conversations").await.json()["items"][0]["id"].as_str().unwrap().to_owned();
        let zip = dossier(&buyer, &id).await;
        let files = unpack(&zip).unwrap();
        let policy = Policy::new(vec![Log::key(1).verifier().clone()], Vec::new(), 0).unwrap();
        let mut state = 1_u64;
        for number in 0..files.len().max(1_000) {
            state = state.wrapping_mul(MULTIPLIER).wrapping_add(1);
            let which = number % files.len();
            let (path, bytes) = files[which];
            let at = usize::try_from(state >> 33).unwrap() % bytes.len();
            let report = check(&changed(&files, which, at), &policy);
            let fault = report.lines.iter().find(|line| line.verdict == Verdict::Fails);
            let fault = fault.unwrap_or_else(|| panic!("{path} at {at}: {report:#?}"));
            match path {
                "manifest" => assert_eq!(fault.about, About::Manifest),
                _ => assert_eq!(fault.text, format!("{path} is not the one that was signed")),
            }
        }
        let (status, said) = verify(&changed(&files, 0, 7));
        assert_eq!(status, 1, "{said}");
        assert!(said.contains("FAIL  files: checkpoint is not the one that was signed\n"), "{said}");
    }

    async fn the_retail_data_is_imported_and_again(db: Db) {
        let test = TestApp::new(db);
        let platform = test.platform().await;
        // Conversations first: they name sellers, buyers and orders that are not known yet.
        let files = ["conversations", "orders", "listings", "buyers", "sellers"];
        let mut body = Vec::new();
        for file in files {
            body.extend(shared_data(&format!("retail/{file}.ndjson")));
        }
        let first = send(&platform, Body::from(body.clone())).await.json();
        assert_eq!(first["refused"], json!([]));
        let counts = [("seller", 8), ("listing", 591), ("buyer", 500), ("order", 2_548), ("conversation", 68)];
        for (kind, count) in counts {
            assert_eq!(first["types"][kind], json!({ "created": count, "changed": 0, "unchanged": 0 }), "{kind}");
        }
        let again = send(&platform, Body::from(body)).await.json();
        assert_eq!(again["refused"], json!([]));
        for (kind, count) in counts {
            assert_eq!(again["types"][kind], json!({ "created": 0, "changed": 0, "unchanged": count }), "{kind}");
        }
    }
}
