//! The audit finds every kind of difference between database and log, and nothing where there is none.

use std::fs;

use axum::http::Method;
use dopis::archiving::{Audited, audit};
use dopis::commands::archive;
use dopis::jobs::auditing;
use rules::access::Role;
use serde_json::json;
use store::testing::{Tampering, tamper};
use store::{Db, both_databases};

use super::log::LEASE_PASSED;
use super::{Log, Node};
use crate::api::World;
use crate::support::TestApp;

async fn audited(test: &TestApp) -> (Audited, Vec<String>) {
    let mut findings = Vec::new();
    let mut tell = |finding: String| findings.push(finding);
    let done = audit(&test.app, &mut tell).await.unwrap();
    assert_eq!(done.findings, findings.len() as u64);
    (done, findings)
}

/// What the finding must tell.
fn says(tampering: Tampering) -> &'static [&'static str] {
    match tampering {
        Tampering::Text => &["message.sent", "the text", "is another"],
        Tampering::TextOfNote => &["note.written", "the text", "is gone"],
        Tampering::Actor => &["message.sent", "with another actor than the event has"],
        Tampering::Instant => &["deadline.answered", "with another at than the event has"],
        Tampering::Body => &["seller.created", "with another body than the event has"],
        Tampering::Event => &["order.created", "has no event"],
        Tampering::Message => &["message.sent", "has no row"],
        Tampering::Forged => &["the row", "has no event message.sent"],
    }
}

/// A conversation with everything that has texts, sealed.
async fn lived_in(db: Db, log: &Log) -> World {
    let world = World::of(TestApp::with(db, |config| log.configure(config))).await;
    let path = world.ask("Kje je paket?").await;
    let file = world
        .ana
        .attached(&path, "račun.txt", "Račun številka 7".as_bytes())
        .await;
    let sent = world.ana.write_with(&path, &[file]).await;
    assert_eq!(sent.status, 201, "{}", sent.body);
    let note = json!({ "text": "Poglej, @bor" });
    assert_eq!(
        world.ana.post(&format!("{path}/notes"), &note).await.status,
        201
    );
    let thanks = world.maja.write(&path, "Hvala.", 2).await;
    assert_eq!(thanks.status, 201, "{}", thanks.body);
    let reason = json!({ "reason": "Zahvala" });
    let needless = world
        .ana
        .json(Method::PUT, &format!("{path}/no-reply-needed"), &reason)
        .await;
    assert!(needless.status.is_success(), "{}", needless.body);
    let reads = json!({ "reason": "Pritožba kupca" });
    let given = world.moderator.post(&format!("{path}/reads"), &reads).await;
    assert_eq!(given.status, 204, "{}", given.body);
    let bor = json!({ "agent": "bor" });
    let assigned = world
        .ana
        .json(Method::PUT, &format!("{path}/assignment"), &bor)
        .await;
    assert!(assigned.status.is_success(), "{}", assigned.body);
    world.test.run_jobs().await;
    world
}

both_databases! {
    async fn where_nothing_was_changed_nothing_is_found(db: Db) {
        let log = Log::new();
        let world = lived_in(db, &log).await;
        let (done, findings) = audited(&world.test).await;
        assert_eq!(findings, Vec::<String>::new());
        assert_eq!((done.entries, done.rows), (log.holds().unwrap(), 4));
        // What is not sealed yet is nobody's fault.
        world.ask("Še nekaj?").await;
        assert_eq!(audited(&world.test).await.1, Vec::<String>::new());
        let mut told = Vec::new();
        assert!(archive::audit::run(&world.test.app, &mut told).await.unwrap());
        let told = String::from_utf8(told).unwrap();
        assert!(told.ends_with("5 messages and notes; does not fit: 0\n"), "{told}");
    }

    async fn every_change_behind_its_back_is_found(db: Db) {
        let log = Log::new();
        let world = lived_in(db.clone(), &log).await;
        for (number, tampering) in Tampering::ALL.into_iter().enumerate() {
            tamper(&db, tampering).await;
            let (_, findings) = audited(&world.test).await;
            let says = says(tampering);
            assert_eq!(findings.len(), number + 1, "{tampering:?}: {findings:#?}");
            let found = findings.iter().any(|finding| says.iter().all(|part| finding.contains(part)));
            assert!(found, "{tampering:?}: {findings:#?}");
        }
        let mut told = Vec::new();
        assert!(!archive::audit::run(&world.test.app, &mut told).await.unwrap());
        assert_eq!(log.holds(), Some(audited(&world.test).await.0.entries), "the log itself holds");
    }

    async fn reasons_of_access_and_of_secrecy_are_as_they_were_sealed(db: Db) {
        let log = Log::new();
        let world = lived_in(db, &log).await;
        let path = world.ask("Kje je paket?").await;
        let id = path.rsplit('/').next().unwrap();
        let wanted = json!({ "conversation": id, "reason": "Nevaren izdelek" });
        let asked = world.administrator.post("/api/v1/accesses", &wanted).await;
        let access = format!("/api/v1/accesses/{}/decision", asked.json()["id"].as_str().unwrap());
        let auditor = world.test.staff(&[Role::Auditor]).await;
        let approved = auditor.put(&access, &json!({ "approved": true })).await;
        assert_eq!(approved.status, 200, "{}", approved.body);
        assert_eq!(world.administrator.get(&path).await.status, 200);
        let listed = auditor.get("/api/v1/oversight/readings").await.json();
        let reading = listed["items"][0]["id"].as_str().unwrap().to_owned();
        assert_eq!(listed["items"][0]["reason"], "Nevaren izdelek", "{listed:#}");
        let until = world.test.now() + jiff::SignedDuration::from_hours(48);
        let ground = json!({ "until": until.to_string(), "ground": "Preiskava policije" });
        let marked = auditor.put(&format!("/api/v1/oversight/readings/{reading}/confidentiality"), &ground).await;
        assert!(marked.status.is_success(), "{}", marked.body);
        world.test.wait(LEASE_PASSED);
        world.test.run_jobs().await;
        assert_eq!(audited(&world.test).await.1, Vec::<String>::new());
    }

    async fn one_node_audits_once_a_night_and_ready_tells_what_came_of_it(db: Db) {
        let log = Log::new();
        let world = lived_in(db.clone(), &log).await;
        let (one, two) = (&world.test, world.test.second_node());
        let node = uuid::Uuid::from_u128(7);
        let findings = async || one.anonymous().get("/ready").await.json()["archive"]["audit"]["findings"].as_u64();
        assert_eq!(findings().await, None);
        let first = auditing::run(&one.app, node, one.now()).await.unwrap();
        assert_eq!(first.map(|done| done.findings), Some(0));
        assert_eq!(findings().await, Some(0));
        tamper(&db, Tampering::Text).await;
        for again in [&one.app, &two.app] {
            assert_eq!(auditing::run(again, node, one.now()).await.unwrap(), None);
        }
        one.wait(jiff::SignedDuration::from_hours(24));
        let next = auditing::run(&one.app, node, one.now()).await.unwrap();
        assert_eq!(next.map(|done| done.findings), Some(1));
        assert_eq!(findings().await, Some(1));
    }

    async fn damaged_files_are_found_without_stopping_anybody(db: Db) {
        let log = Log::new();
        let node = Node::of(TestApp::with(db, |config| log.configure(config)));
        node.happen(600).await;
        node.seals(600).await;
        for name in ["tile/0/000", "tile/entries/001", "tile/1/000.p/2"] {
            let whole = fs::read(log.path(name)).unwrap();
            let mut flipped = whole.clone();
            flipped[whole.len() / 2] ^= 1;
            fs::write(log.path(name), flipped).unwrap();
            let (_, findings) = audited(&node.test).await;
            assert!(findings.iter().any(|finding| finding.starts_with("the log: ")), "{name}: {findings:?}");
            fs::write(log.path(name), whole).unwrap();
        }
        assert_eq!(audited(&node.test).await.1, Vec::<String>::new());
    }
}
