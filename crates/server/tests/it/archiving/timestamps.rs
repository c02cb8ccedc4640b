//! Timestamps of an authority, a real one made with OpenSSL: fetched when one is due, verified, kept, and in dossiers.

use std::sync::{Arc, Mutex};

use archive::dossier::{About, Verdict, check, unpack};
use archive::policy::Policy;
use archive::timestamp::{Authorities, TimestampError, request};
use axum::body::Bytes;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use dopis::archiving::{StampError, fetch_timestamp, rebuild};
use dopis::config::Config;
use jiff::SignedDuration;
use serde_json::json;
use store::{Db, both_databases};
use tokio::task::spawn_blocking;
use uuid::Uuid;

use super::authority::{Authority, Made};
use super::log::{LEASE_PASSED, Log, Node};
use super::one_answer::{Served, serve};
use crate::api::World;
use crate::support::TestApp;

/// What the authority does with the next request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Manner {
    Stamps,
    /// Another hash, as if something else had been sent.
    StampsSomethingElse,
    /// Another nonce, as if an old answer came again.
    StampsAnotherRequest,
    Unavailable,
    Talks,
}

struct Stamping {
    authority: Arc<Authority>,
    served: Served,
    manner: Arc<Mutex<Manner>>,
}

impl Stamping {
    async fn new(made: &Made) -> Stamping {
        let (authority, manner) = (
            Arc::new(Authority::new(made)),
            Arc::new(Mutex::new(Manner::Stamps)),
        );
        let (stamps, behaves) = (authority.clone(), manner.clone());
        let route = post(async move |body: Bytes| {
            let manner = *behaves.lock().unwrap();
            spawn_blocking(move || answer(&stamps, manner, &body))
                .await
                .unwrap()
        });
        Stamping {
            served: serve("/tsa", route).await,
            authority,
            manner,
        }
    }

    fn behave(&self, manner: Manner) {
        *self.manner.lock().unwrap() = manner;
    }

    fn configure(&self, config: &mut Config) {
        config.archive.timestamp_url = format!("{}/tsa", self.served.url);
        config.archive.timestamp_ca_file = self.authority.certificate().display().to_string();
    }

    /// Whom somebody believes who knows the log and this authority.
    fn policy(&self) -> Policy {
        let known = std::fs::read(self.authority.certificate()).unwrap();
        let policy = Policy::new(vec![Log::key(1).verifier().clone()], Vec::new(), 0).unwrap();
        policy.with_authorities(Authorities::parse(&known).unwrap())
    }
}

fn answer(authority: &Authority, manner: Manner, body: &[u8]) -> Response {
    match manner {
        Manner::Unavailable => StatusCode::SERVICE_UNAVAILABLE.into_response(),
        Manner::Talks => "<html>Prijava v omrežje".into_response(),
        Manner::Stamps => authority.answer(body).into_response(),
        Manner::StampsSomethingElse => authority
            .answer(&request(b"something else", 1).unwrap())
            .into_response(),
        Manner::StampsAnotherRequest => {
            // The nonce is the last but one member, in front of the flag for certificates.
            let mut other = body.to_vec();
            let at = other.len() - 4;
            other[at] ^= 1;
            authority.answer(&other).into_response()
        }
    }
}

fn node(db: Db, log: &Log, stamping: &Stamping) -> Node {
    Node::of(TestApp::with(db, |config| {
        log.configure(config);
        stamping.configure(config);
    }))
}

async fn told(test: &TestApp) -> serde_json::Value {
    test.anonymous().get("/ready").await.json()["archive"]["timestamp"].clone()
}

both_databases! {
    async fn a_timestamp_is_fetched_in_its_time_where_the_log_has_grown(db: Db) {
        let (log, stamping) = (Log::new(), Stamping::new(&Made::default()).await);
        let node = node(db, &log, &stamping);
        assert_eq!(node.stamps().await.unwrap(), None, "there is no log yet");
        node.happen(300).await;
        node.seals(300).await;
        assert_eq!(node.stamps().await.unwrap(), Some(300));
        assert_eq!(told(&node.test).await, json!({ "size": 300, "at": "2026-11-23T09:00:00Z", "failures": 0 }));
        let checkpoint = std::fs::read(log.path("timestamp/300/checkpoint")).unwrap();
        let token = std::fs::read(log.path("timestamp/300/token")).unwrap();
        archive::timestamp::verify(&token, &checkpoint, stamping.policy().authorities()).unwrap();
        assert_eq!(stamping.policy().open(&checkpoint).unwrap().checkpoint.size(), 300);
        node.happen(1).await;
        node.test.wait(SignedDuration::from_mins(59));
        node.seals(301).await;
        assert_eq!(node.stamps().await.unwrap(), None, "the last one is younger than an hour");
        node.test.wait(SignedDuration::from_mins(1));
        assert_eq!(node.stamps().await.unwrap(), Some(301));
        node.test.wait(SignedDuration::from_hours(2));
        assert_eq!(node.stamps().await.unwrap(), None, "the log has not grown");
        std::fs::remove_dir_all(log.root().join("timestamp")).unwrap();
        rebuild(&node.test.app).await.unwrap();
        assert_eq!(std::fs::read(log.path("timestamp/300/token")).unwrap(), token);
        assert!(log.path("timestamp/301/token").exists());
    }

    async fn what_does_not_hold_is_not_kept_and_asked_for_again(db: Db) {
        let (log, stamping) = (Log::new(), Stamping::new(&Made::default()).await);
        let node = node(db, &log, &stamping);
        node.happen(3).await;
        node.seals(3).await;
        stamping.behave(Manner::StampsSomethingElse);
        let refused = node.stamps().await.unwrap_err();
        assert!(matches!(refused, StampError::Token(TimestampError::OtherImprint)), "{refused}");
        stamping.behave(Manner::StampsAnotherRequest);
        let refused = node.stamps().await.unwrap_err();
        assert!(matches!(refused, StampError::OtherNonce), "{refused}");
        stamping.behave(Manner::Unavailable);
        let refused = node.stamps().await.unwrap_err();
        assert!(matches!(refused, StampError::Status(503)), "{refused}");
        stamping.behave(Manner::Talks);
        let refused = node.stamps().await.unwrap_err();
        assert!(matches!(refused, StampError::Answer(_)), "{refused}");
        assert!(!log.path("timestamp").exists());
        assert_eq!(told(&node.test).await["size"], 0);
        stamping.behave(Manner::Stamps);
        assert_eq!(node.stamps().await.unwrap(), Some(3));
        node.happen(1).await;
        node.seals(4).await;
    }

    async fn an_authority_that_is_not_believed_stamps_nothing(db: Db) {
        let (log, other) = (Log::new(), Stamping::new(&Made::default()).await);
        let expired = Stamping::new(&Made { until: "20210101000000Z", ..Made::default() }).await;
        let node = Node::of(TestApp::with(db, |config| {
            log.configure(config);
            expired.configure(config);
        }));
        node.happen(3).await;
        node.seals(3).await;
        let refused = node.stamps().await.unwrap_err();
        assert!(matches!(refused, StampError::Token(TimestampError::Chain(_))), "{refused}");
        let known = expired.authority.certificate().display().to_string();
        let node = node.after_with(2, |config| {
            other.configure(config);
            config.archive.timestamp_ca_file = known;
        });
        node.test.wait(SignedDuration::from_mins(5));
        let refused = node.stamps().await.unwrap_err();
        assert!(matches!(refused, StampError::Token(TimestampError::Chain(_))), "{refused}");
    }

    async fn a_dossier_has_the_newest_timestamp_and_verifies_without_dopis(db: Db) {
        let (log, stamping) = (Log::new(), Stamping::new(&Made::default()).await);
        let world = World::of(TestApp::with(db, |config| {
            log.configure(config);
            stamping.configure(config);
        })).await;
        let conversation = world.ask("Kje je paket?").await;
        world.test.run_jobs().await;
        let of_timestamp = async || {
            let made = world.maja.post(&format!("{conversation}/dossier"), &json!({})).await;
            assert_eq!(made.status, 200, "{}", made.body);
            let report = check(&made.bytes, &stamping.policy());
            assert!(report.holds(), "{report:#?}");
            let mut lines = report.lines.into_iter().filter(|line| line.about == About::Timestamp);
            let line = lines.next().unwrap();
            (made.bytes, line.verdict, line.text)
        };
        let (_, verdict, said) = of_timestamp().await;
        assert_eq!((verdict, said.as_str()), (Verdict::Tells, "there is none"));
        let node = Uuid::from_u128(7);
        let stamped = fetch_timestamp(&world.test.app, node, world.test.now()).await.unwrap().unwrap();
        // The log grows, and the dossier tells how.
        world.ask("In kje je račun?").await;
        world.test.wait(LEASE_PASSED);
        world.test.run_jobs().await;
        let (zip, verdict, said) = of_timestamp().await;
        assert_eq!(verdict, Verdict::Holds);
        assert!(said.starts_with(&format!("the first {stamped} entries were there at ")), "{said}");
        let files = unpack(&zip).unwrap();
        assert_eq!(files.iter().filter(|(path, _)| path.starts_with("timestamp/")).count(), 3);
    }
}
