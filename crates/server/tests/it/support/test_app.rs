//! The service with a clock that stands still and randomness that repeats.

use axum::Router;
use axum::body::Body;
use axum::extract::connect_info::ConnectInfo;
use axum::http::Request;
use axum::response::Response;
use dopis::app::App;
use dopis::clock::Clock;
use dopis::config::{Config, HandOffAlgorithm};
use dopis::random::Random;
use dopis::routes;
use jiff::{SignedDuration, Timestamp};
use std::net::SocketAddr;
use std::sync::Arc;
use store::Db;
use tempfile::TempDir;
use tower::ServiceExt as _;

use super::{Answer, Client, Figures};

/// The shared secret with which tests sign hand-offs.
pub const SECRET: &str = "a secret of the tests, 32 characters long";

/// What a scraper knows, where a test lets one in.
const SECRET_OF_SCRAPERS: &str = "a-secret-of-the-scrapers-of-tests";

/// One node of the service.
#[derive(Debug, Clone)]
pub struct TestApp {
    pub app: App,
    router: Router,
    /// The files of all nodes of the test; goes with the last of them.
    files: Arc<TempDir>,
}

impl TestApp {
    /// Monday, 23 November 2026, 10.00 in Ljubljana.
    pub fn new(db: Db) -> TestApp {
        TestApp::with(db, |_| {})
    }

    /// With a configuration of the test's own.
    pub fn with(db: Db, change: impl FnOnce(&mut Config)) -> TestApp {
        let mut config = Config::default();
        config.hand_off.algorithm = HandOffAlgorithm::Hs256;
        config.hand_off.secret = SECRET.to_owned();
        let files = Arc::new(tempfile::tempdir().unwrap());
        config.attachments.storage = format!("file:{}", files.path().display());
        // Whether this machine has the program changes no other test.
        config.attachments.tesseract.clear();
        change(&mut config);
        let now: Timestamp = "2026-11-23T09:00:00Z".parse().unwrap();
        TestApp::node(db, config, Clock::fixed(now), 1, files)
    }

    /// Another node of the same service: same database, configuration and time, nothing else in common.
    pub fn second_node(&self) -> TestApp {
        let (db, config) = (self.app.db.clone(), (*self.app.config).clone());
        TestApp::node(db, config, self.app.clock.clone(), 2, self.files.clone())
    }

    /// Another node with another configuration, of this number.
    pub fn node_with(&self, number: u64, change: impl FnOnce(&mut Config)) -> TestApp {
        let mut config = (*self.app.config).clone();
        change(&mut config);
        let (db, clock) = (self.app.db.clone(), self.app.clock.clone());
        TestApp::node(db, config, clock, number, self.files.clone())
    }

    /// The same on a connection of its own to the database, as in another process.
    pub fn second_node_on(&self, db: Db) -> TestApp {
        TestApp::node(
            db,
            (*self.app.config).clone(),
            self.app.clock.clone(),
            2,
            self.files.clone(),
        )
    }

    /// On the real clock, to let people into a service that runs elsewhere on the same database.
    pub fn on_real_time(db: Db) -> TestApp {
        let files = Arc::new(tempfile::tempdir().unwrap());
        TestApp::node(db, Config::default(), Clock::System, 1, files)
    }

    fn node(db: Db, config: Config, clock: Clock, seed: u64, files: Arc<TempDir>) -> TestApp {
        let db = db.demanding_events_of("crates/server/src");
        let app = App::with(db, config, clock, Random::seeded(seed)).unwrap();
        TestApp {
            router: routes::router(app.clone()),
            app,
            files,
        }
    }

    /// With routes of the test's own behind the layers of the service.
    pub fn with_routes(self, routes: Router<App>) -> TestApp {
        let router = dopis::middleware::wrap(routes, &self.app).with_state(self.app.clone());
        TestApp { router, ..self }
    }

    pub fn now(&self) -> Timestamp {
        self.app.now()
    }

    /// Lets time pass.
    pub fn wait(&self, time: SignedDuration) {
        self.app.clock.advance(time);
    }

    /// Lets this node do whatever is due by now.
    pub async fn run_jobs(&self) {
        let node = self.app.random.uuid(self.now()).unwrap();
        dopis::jobs::run_once(&self.app, node).await;
    }

    /// Somebody who is not signed in.
    pub fn anonymous(&self) -> Client {
        Client::anonymous(self.clone())
    }

    /// Lets scrapers in that know the secret.
    pub fn let_scrapers_in(config: &mut Config) {
        config.metrics.token = SECRET_OF_SCRAPERS.to_owned();
    }

    /// A program that knows the secret.
    pub fn scraper(&self) -> Client {
        Client::with_token(self.clone(), SECRET_OF_SCRAPERS.to_owned())
    }

    /// What it is told.
    pub async fn figures(&self) -> Figures {
        let scraped = self.scraper().get("/metrics").await;
        assert_eq!(scraped.status, 200, "{}", scraped.body);
        Figures::read(&scraped.body)
    }

    /// Sends a request as it is, from an address of the documentation range.
    pub async fn send(&self, request: Request<Body>) -> Answer {
        Answer::read(self.open(request).await).await
    }

    /// The same with the answer's body still to come.
    pub async fn open(&self, mut request: Request<Body>) -> Response {
        let peer: SocketAddr = "192.0.2.1:40000".parse().unwrap();
        if request
            .extensions()
            .get::<ConnectInfo<SocketAddr>>()
            .is_none()
        {
            request.extensions_mut().insert(ConnectInfo(peer));
        }
        self.router.clone().oneshot(request).await.unwrap()
    }
}
