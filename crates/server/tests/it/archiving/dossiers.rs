//! Dossiers: each side gets what it may see, and each verifies without Dopis.

use archive::dossier::{Report, Verdict, check, unpack};
use archive::policy::Policy;
use serde_json::{Value, json};
use store::{Db, both_databases};

use super::Log;
use super::log::LEASE_PASSED;
use crate::api::World;
use crate::attachments::forms;
use crate::support::{Answer, Client, TestApp};

const ORIGINAL: &str = "Kje je paket? Plačal sem 20 €. 📦";
const NOTE: &str = "Preveri pri skladišču.";
const HIDDEN: &str = "041 123 456";

fn policy() -> Policy {
    Policy::new(vec![Log::key(1).verifier().clone()], Vec::new(), 0).unwrap()
}

pub(super) async fn dossier(of: &Client, conversation: &str) -> Answer {
    let made = of
        .post(&format!("{conversation}/dossier?language=en"), &json!({}))
        .await;
    assert_eq!(made.status, 200, "{}", made.body);
    assert_eq!(made.header("content-type"), "application/zip");
    made
}

/// What it tells, and what was found.
pub(super) fn read(zip: &[u8]) -> (Value, Report) {
    let files = unpack(zip).unwrap();
    let told = files
        .iter()
        .find(|(path, _)| *path == "dossier.json")
        .unwrap()
        .1;
    (serde_json::from_slice(told).unwrap(), check(zip, &policy()))
}

fn lines(report: &Report, verdict: Verdict) -> Vec<String> {
    let lines = report.lines.iter().filter(|line| line.verdict == verdict);
    lines.map(ToString::to_string).collect()
}

fn kinds(told: &Value) -> Vec<&str> {
    let timeline = told["timeline"].as_array().unwrap();
    timeline
        .iter()
        .map(|event| event["kind"].as_str().unwrap())
        .collect()
}

both_databases! {
    async fn every_side_gets_what_it_may_see_and_all_of_it_verifies(db: Db) {
        let log = Log::new();
        let world = World::of(TestApp::with(db, |config| log.configure(config))).await;
        let conversation = world.ask(ORIGINAL).await;
        let path = format!("{conversation}/dossier");
        assert_eq!(world.maja.post(&path, &json!({})).await.problem(), "409 not_sealed_yet");
        let file = world.ana.attached(&conversation, "račun.txt", "Račun številka 7".as_bytes()).await;
        assert_eq!(world.ana.write_with(&conversation, &[file]).await.status, 201);
        assert_eq!(world.ana.post(&format!("{conversation}/notes"), &json!({ "text": NOTE })).await.status, 201);
        world.test.run_jobs().await;
        let (of_buyer, of_seller) = (dossier(&world.maja, &conversation).await, dossier(&world.ana, &conversation).await);
        for (side, made) in [("buyer", &of_buyer), ("seller", &of_seller)] {
            let (told, report) = read(&made.bytes);
            assert_eq!(lines(&report, Verdict::Fails), Vec::<String>::new());
            assert_eq!(told["made_for"], side);
            assert_eq!(told["messages"][0]["text"], ORIGINAL);
            assert_eq!(told["messages"][0]["text_is"], "whole");
            assert_eq!(told["messages"][1]["files"][0]["name"], "račun.txt");
            let path = told["messages"][1]["files"][0]["path"].as_str().unwrap();
            let files = unpack(&made.bytes).unwrap();
            let file = files.iter().find(|(name, _)| *name == path).unwrap();
            assert_eq!(file.1, "Račun številka 7".as_bytes());
            let pdf = files.iter().find(|(name, _)| *name == "dossier.pdf").unwrap();
            assert!(pdf.1.starts_with(b"%PDF-1.7"));
            // Its own making is too new to be sealed.
            assert_eq!(lines(&report, Verdict::Tells).len(), 1, "{report:#?}");
        }
        let (told, _) = read(&of_seller.bytes);
        assert_eq!(told["notes"][0]["text"], NOTE);
        assert_eq!(told["people"].as_array().unwrap().len(), 2);
        assert!(kinds(&told).contains(&"note.written") && kinds(&told).contains(&"deadline.answered"));
        let (told, _) = read(&of_buyer.bytes);
        assert_eq!((&told["notes"], told["people"].as_array().unwrap().len()), (&json!([]), 1));
        assert!(!kinds(&told).contains(&"note.written") && kinds(&told).contains(&"deadline.answered"));
        let seen = String::from_utf8_lossy(&of_buyer.bytes).into_owned();
        assert!(!seen.contains(NOTE) && !seen.contains("\"ana\""));
        world.test.wait(LEASE_PASSED);
        world.test.run_jobs().await;
        let (told, report) = read(&dossier(&world.maja, &conversation).await.bytes);
        let made = told["timeline"].as_array().unwrap().iter().filter(|event| event["kind"] == "dossier.made");
        let sealed = made.into_iter().filter(|event| event["entry"].is_number()).count();
        assert_eq!(sealed, 1, "{told:#}");
        assert_eq!(kinds(&told).iter().filter(|kind| **kind == "dossier.made").count(), 2, "{told:#}");
        assert!(report.holds());
    }

    async fn staff_give_a_reason_and_strangers_get_none(db: Db) {
        let log = Log::new();
        let world = World::of(TestApp::with(db, |config| log.configure(config))).await;
        let conversation = world.ask(ORIGINAL).await;
        world.test.run_jobs().await;
        let path = format!("{conversation}/dossier");
        for (client, problem) in [
            (&world.moderator, "403 reason_needed"),
            (&world.tone, "404 not_found"),
            (&world.eva, "404 not_found"),
        ] {
            assert_eq!(client.post(&path, &json!({})).await.problem(), problem);
        }
        assert_eq!(world.maja.post(&format!("{path}?language=de"), &json!({})).await.problem(), "422 unknown_language");
        let given = world.moderator.post(&format!("{conversation}/reads"), &json!({ "reason": "Pritožba kupca" })).await;
        assert!(given.status.is_success(), "{}", given.body);
        world.test.wait(LEASE_PASSED);
        world.test.run_jobs().await;
        let made = dossier(&world.moderator, &conversation).await;
        let (told, report) = read(&made.bytes);
        assert!(report.holds(), "{report:#?}");
        assert_eq!(told["made_for"], "staff");
        let contents = told["entries"].as_array().unwrap().iter().flat_map(|entry| entry["opened"].as_array().unwrap());
        let reasons = contents.into_iter().filter(|content| content["text"] == "Pritožba kupca").count();
        assert_eq!(reasons, 1, "{told:#}");
        world.test.run_jobs().await;
        let of_buyer = dossier(&world.maja, &conversation).await;
        let (told, _) = read(&of_buyer.bytes);
        assert!(kinds(&told).contains(&"staff_read.looked"));
        assert!(!String::from_utf8_lossy(&of_buyer.bytes).contains("Pritožba kupca"));
    }

    async fn hidden_words_leave_no_trace_in_the_dossier_of_the_other_side(db: Db) {
        let log = Log::new();
        let world = World::of(TestApp::with(db, |config| log.configure(config))).await;
        let conversation = world.ask(ORIGINAL).await;
        let words = json!({ "text": format!("Številka: {HIDDEN}."), "last_read": 1, "confirmed": true });
        assert_eq!(world.ana.post(&format!("{conversation}/messages"), &words).await.status, 201);
        let file = world.ana.attached(&conversation, &format!("{HIDDEN}.txt"), b"Navodila").await;
        assert_eq!(world.ana.write_with(&conversation, &[file]).await.status, 201);
        world.test.run_jobs().await;
        let (own, other) = (dossier(&world.ana, &conversation).await, dossier(&world.maja, &conversation).await);
        let (told, report) = read(&own.bytes);
        assert!(report.holds() && told["messages"][1]["text_is"] == "whole", "{told:#}");
        let (told, report) = read(&other.bytes);
        assert!(report.holds() && told["messages"][1]["text_is"] == "masked", "{told:#}");
        assert!(!told.to_string().contains(HIDDEN));
        let id = told["messages"][1]["id"].as_str().unwrap();
        let opened = told["entries"].as_array().unwrap().iter().flat_map(|entry| entry["opened"].as_array().unwrap());
        let file = &told["messages"][2]["files"][0];
        assert_eq!((&file["name"], &file["name_is"]), (&json!("•••••.txt"), &json!("masked")));
        let guessable = [id, file["id"].as_str().unwrap()];
        let guessed = opened.into_iter().filter(|content| guessable.contains(&content["id"].as_str().unwrap()));
        assert_eq!(guessed.count(), 0, "the salt would confirm any guess");
    }

    async fn pages_offer_dossiers_and_receipts_and_staff_verify_what_is_brought(db: Db) {
        let log = Log::new();
        let world = World::of(TestApp::with(db, |config| log.configure(config))).await;
        let conversation = world.ask(ORIGINAL).await;
        world.test.run_jobs().await;
        let page = format!("/conversations/{}", conversation.rsplit('/').next().unwrap());
        let shown = world.maja.get(&page).await.body;
        let (_, receipt) = shown.split_once(&format!("href=\"{page}/messages/")).unwrap();
        let receipt = world.maja.get(&format!("{page}/messages/{}", receipt.split('"').next().unwrap())).await;
        assert_eq!(receipt.status, 200, "{}", receipt.body);
        // The seller gets none of what the buyer wrote.
        assert!(!world.ana.get(&page).await.body.contains(&format!("{page}/messages/")));
        for client in [&world.maja, &world.ana] {
            assert!(client.get(&page).await.body.contains(&format!("action=\"{page}/dossier\"")));
            let made = client.post_form(&format!("{page}/dossier"), &[]).await;
            assert_eq!((made.status.as_u16(), made.header("content-type")), (200, "application/zip"));
            assert!(made.header("content-disposition").starts_with("attachment; filename=\"dossier-"));
            let brought = forms::post(&world.moderator, "/staff/dossiers", &[], &[("a.zip", &made.bytes)]).await;
            assert_eq!(brought.status, 200, "{}", brought.body);
            assert!(brought.body.contains("All of it holds") && !brought.body.contains("Does not hold"), "{}", brought.body);
            let mut changed = made.bytes.clone();
            let middle = changed.len() / 2;
            changed[middle] ^= 1;
            let brought = forms::post(&world.moderator, "/staff/dossiers", &[], &[("a.zip", &changed)]).await;
            assert!(brought.body.contains("The dossier does not hold") && brought.body.contains("Does not hold"), "{}", brought.body);
        }
        let nothing = forms::post(&world.moderator, "/staff/dossiers", &[], &[]).await;
        assert_eq!(nothing.status, 422, "{}", nothing.body);
        assert!(nothing.body.contains("Choose a file."));
        assert_eq!(world.ana.get("/staff/dossiers").await.status, 403);
    }

    async fn without_a_log_there_are_no_dossiers(db: Db) {
        let world = World::new(db).await;
        let conversation = world.ask(ORIGINAL).await;
        world.test.run_jobs().await;
        let answer = world.maja.post(&format!("{conversation}/dossier"), &json!({})).await;
        assert_eq!(answer.problem(), "404 not_found");
        let page = format!("/conversations/{}", conversation.rsplit('/').next().unwrap());
        let shown = world.maja.get(&page).await.body;
        assert!(!shown.contains("/dossier") && !shown.contains("/receipt"));
    }
}
