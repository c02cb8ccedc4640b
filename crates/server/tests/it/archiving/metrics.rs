//! What the metrics tell of the log: the same as `/ready`, and what the node knows by itself where the database is away.

use std::fs;

use dopis::jobs::auditing;
use jiff::SignedDuration;
use store::{Db, both_databases};
use uuid::Uuid;

use super::log::{Log, Node};
use super::witness::{Manner, Witness};
use crate::support::TestApp;

fn node(db: Db, log: &Log, witnesses: &[&Witness]) -> Node {
    Node::of(TestApp::with(db, |config| {
        TestApp::let_scrapers_in(config);
        log.configure(config);
        witnesses
            .iter()
            .for_each(|witness| witness.configure(config));
    }))
}

async fn audit(node: &Node) {
    let audited = auditing::run(&node.test.app, Uuid::from_u128(7), node.test.now()).await;
    assert!(audited.unwrap().is_some(), "it is this node's turn");
}

both_databases! {
    async fn metrics_tell_what_the_audit_has_found(db: Db) {
        let log = Log::new();
        let node = node(db, &log, &[]);
        node.happen(300).await;
        node.seals(300).await;
        let figures = node.test.figures().await;
        assert_eq!(figures.of("dopis_archive_audit_timestamp_seconds"), 0.0, "there was none");
        assert_eq!(figures.find("dopis_archive_audit_findings"), None);
        audit(&node).await;
        let figures = node.test.figures().await;
        assert_eq!(figures.of("dopis_archive_audit_findings"), 0.0);
        assert_eq!(figures.of("dopis_archive_audit_timestamp_seconds"), node.test.now().as_second() as f64);
        let tile = log.path("tile/0/000");
        let mut flipped = fs::read(&tile).unwrap();
        flipped[8_000] ^= 1;
        fs::write(&tile, flipped).unwrap();
        node.test.wait(SignedDuration::from_hours(24));
        audit(&node).await;
        let figures = node.test.figures().await;
        assert!(figures.of("dopis_archive_audit_findings") > 0.0);
        assert_eq!(figures.of("dopis_archive_audit_timestamp_seconds"), node.test.now().as_second() as f64);
    }

    async fn metrics_tell_how_far_the_log_has_come(db: Db) {
        let log = Log::new();
        let node = node(db, &log, &[]);
        let state = async |state: &str| node.test.figures().await.of(&format!("dopis_archive_state{{state=\"{state}\"}}"));
        assert_eq!((state("starting").await, state("sealing").await), (1.0, 0.0));
        node.happen(3).await;
        node.test.run_jobs().await;
        assert_eq!((state("starting").await, state("sealing").await), (0.0, 1.0));
        node.happen(1).await;
        node.test.wait(SignedDuration::from_secs(75));
        let figures = node.test.figures().await;
        assert_eq!(figures.of("dopis_archive_entries"), 3.0);
        assert_eq!(figures.of("dopis_archive_oldest_unsealed_seconds"), 75.0);
        assert_eq!(figures.of("dopis_archive_sealing_failures_total"), 0.0);
        assert_eq!(figures.find("dopis_archive_stamp_entries"), None, "nothing is stamped");
    }

    async fn metrics_tell_of_each_witness(db: Db) {
        let (log, one, two) = (Log::new(), Witness::new(11).await, Witness::new(12).await);
        let node = node(db, &log, &[&one, &two]);
        node.happen(300).await;
        node.seals(300).await;
        two.behave(Manner::SignsWrongly);
        assert_eq!(node.asks().await, Some(1));
        let told = async |what: &str| {
            let figures = node.test.figures().await;
            [11, 12].map(|number| figures.find(&format!("dopis_archive_witness_{what}{{witness=\"witness.example/{number}\"}}")))
        };
        assert_eq!(told("entries").await, [Some(300.0), Some(0.0)]);
        assert_eq!(told("failures_total").await, [Some(0.0), Some(1.0)]);
        // What it knows by itself it tells without the database.
        node.test.app.db.close().await;
        assert_eq!(told("entries").await, [None, None]);
        assert_eq!(told("failures_total").await, [Some(0.0), Some(1.0)]);
    }
}
