//! What alarms are made of: who may read it, that it can be read, and what it tells of jobs, requests and the database.

use axum::body::Body;
use axum::http::{Method, Request};
use rules::ids::JobId;
use store::{Db, Tx, both_databases};

use crate::api::World;
use crate::support::{Answer, Client, TestApp};

fn scraped(db: Db) -> TestApp {
    TestApp::with(db, TestApp::let_scrapers_in)
}

/// Asks with this `Authorization`.
async fn asked_with(test: &TestApp, authorization: &str) -> Answer {
    let request = test.anonymous().request(Method::GET, "/metrics");
    let request = request.header("authorization", authorization);
    test.send(request.body(Body::empty()).unwrap()).await
}

async fn enqueue(test: &TestApp, kind: &'static str) {
    let now = test.now();
    let id = JobId(test.app.random.uuid(now).unwrap());
    let enqueue = async move |tx: &Tx| store::jobs::enqueue(tx, id, kind, "{}", now).await;
    test.app.db.write(enqueue).await.unwrap();
}

both_databases! {
    async fn without_a_secret_there_are_no_metrics(db: Db) {
        let test = TestApp::new(db);
        for client in [test.anonymous(), test.scraper(), test.platform().await] {
            assert_eq!(client.get("/metrics").await.problem(), "404 not_found");
        }
        assert_eq!(asked_with(&test, "Bearer ").await.problem(), "404 not_found");
    }

    async fn metrics_are_for_whoever_knows_the_secret_and_nobody_else(db: Db) {
        let test = scraped(db);
        let session = test.agent("nova", "ana").await;
        for client in [test.anonymous(), session.clone(), test.platform().await] {
            assert_eq!(client.get("/metrics").await.problem(), "401 bad_token");
        }
        let secret = &test.app.config.metrics.token;
        let begun = format!("Bearer {}", &secret[..secret.len() - 1]);
        let longer = format!("Bearer {secret}x");
        let other = format!("Basic {secret}");
        for wrong in ["", "Bearer", "Bearer ", secret.as_str(), &begun, &longer, &other] {
            let refused = asked_with(&test, wrong).await;
            assert_eq!(refused.problem(), "401 bad_token", "{wrong}");
            assert_eq!(refused.header("www-authenticate"), "Bearer");
        }
        // Who is signed in besides changes nothing.
        let both = Client { token: Some(secret.clone()), ..session };
        for client in [test.scraper(), both] {
            let told = client.get("/metrics").await;
            assert_eq!(told.status, 200, "{}", told.body);
            let kind = "application/openmetrics-text; version=1.0.0; charset=utf-8";
            assert_eq!((told.header("content-type"), told.header("cache-control")), (kind, "no-store"));
        }
        assert_eq!(test.scraper().get("/api/v1/me").await.problem(), "401 bad_token", "it opens nothing else");
    }

    async fn who_guesses_the_secret_of_metrics_is_limited_and_who_knows_it_is_not(db: Db) {
        let test = TestApp::with(db, |config| {
            TestApp::let_scrapers_in(config);
            config.limits.anonymous_per_minute = 2;
        });
        let guess = async || asked_with(&test, "Bearer guess").await.problem();
        assert_eq!([guess().await, guess().await], ["401 bad_token", "401 bad_token"]);
        assert_eq!(guess().await, "429 too_many_requests");
        for _ in 0..5 {
            assert_eq!(test.scraper().get("/metrics").await.status, 200);
        }
    }

    async fn metrics_tell_what_runs_and_that_all_is_well(db: Db) {
        let test = scraped(db);
        let figures = test.figures().await;
        for (series, value) in [
            (r#"dopis_build_info{version="0.1.0"}"#, 1.0),
            ("process_start_time_seconds", 1_795_424_400.0),
            ("dopis_database_up", 1.0),
            ("dopis_database_takes_writes", 1.0),
            (r#"dopis_jobs{state="ready"}"#, 0.0),
            (r#"dopis_jobs{state="given_up"}"#, 0.0),
            ("dopis_jobs_oldest_ready_seconds", 0.0),
            (r#"dopis_archive_state{state="off"}"#, 1.0),
            (r#"dopis_archive_state{state="refused"}"#, 0.0),
        ] {
            assert_eq!(figures.of(series), value, "{series}");
        }
        assert!(figures.of("process_resident_memory_bytes") > 1_000_000.0);
        let of_log = |series: &&str| series.starts_with("dopis_archive_") && !series.contains("_state");
        assert_eq!(figures.all().find(of_log), None, "there is no log");
    }

    async fn metrics_count_jobs_that_wait_and_that_were_given_up(db: Db) {
        let test = scraped(db);
        enqueue(&test, "recompute_deadlines").await;
        test.wait(jiff::SignedDuration::from_secs(90));
        enqueue(&test, "of_a_later_version").await;
        let figures = test.figures().await;
        let of = |state: &str| figures.of(&format!("dopis_jobs{{state=\"{state}\"}}"));
        assert_eq!((of("ready"), of("given_up")), (2.0, 0.0));
        assert_eq!(figures.of("dopis_jobs_oldest_ready_seconds"), 90.0);
        test.run_jobs().await;
        let figures = test.figures().await;
        let of = |state: &str| figures.of(&format!("dopis_jobs{{state=\"{state}\"}}"));
        assert_eq!((of("ready"), of("given_up")), (0.0, 1.0));
        assert_eq!(figures.of("dopis_jobs_oldest_ready_seconds"), 0.0);
    }

    async fn metrics_count_requests_by_the_pattern_of_their_address(db: Db) {
        let world = World::of(scraped(db)).await;
        let path = world.ask("Kje je paket?").await;
        let id = path.rsplit('/').next().unwrap();
        for _ in 0..3 {
            assert_eq!(world.ana.get(&path).await.status, 200);
        }
        assert_eq!(world.eva.get(&path).await.status, 404);
        assert_eq!(world.test.anonymous().get("/sellers-of-maja@example.com").await.status, 404);
        let strange = Request::builder().method("MAJA").uri("/health").body(Body::empty()).unwrap();
        assert!(world.test.send(strange).await.status.is_client_error());
        let told = world.test.scraper().get("/metrics").await.body;
        for personal in [id, "nova", "maja", "MAJA", "ana", "W1", "Kje"] {
            assert!(!told.contains(personal), "{personal} in {told}");
        }
        let figures = world.test.figures().await;
        let counted = |route: &str, method: &str, status: &str| {
            figures.of(&format!("dopis_http_requests_total{{route=\"{route}\",method=\"{method}\",status=\"{status}\"}}"))
        };
        let route = "/api/v1/conversations/{conversation}";
        assert_eq!(counted(route, "GET", "2xx"), 3.0);
        assert_eq!(counted(route, "GET", "4xx"), 1.0);
        assert_eq!(counted("/api/v1/conversations", "POST", "2xx"), 1.0);
        assert_eq!(counted("(none)", "GET", "4xx"), 1.0);
        assert_eq!(counted("/health", "other", "4xx"), 1.0);
        assert_eq!(counted("/metrics", "GET", "2xx"), 1.0);
        let took = |end: &str| figures.of(&format!("dopis_http_request_duration_seconds_{end}"));
        assert_eq!(took(&format!("count{{route=\"{route}\"}}")), 4.0);
        assert_eq!(took(&format!("sum{{route=\"{route}\"}}")), 0.0, "the clock stands still");
    }

    async fn metrics_tell_that_the_database_is_away(db: Db) {
        let test = scraped(db);
        enqueue(&test, "recompute_deadlines").await;
        test.app.db.close().await;
        test.run_jobs().await;
        let figures = test.figures().await;
        assert_eq!(figures.of("dopis_database_up"), 0.0);
        assert_eq!(figures.of("dopis_database_takes_writes"), 0.0);
        assert_eq!(figures.find(r#"dopis_jobs{state="ready"}"#), None);
        assert_eq!(figures.of(r#"dopis_archive_state{state="off"}"#), 1.0);
        assert_eq!(asked_with(&test, "Bearer guess").await.problem(), "401 bad_token");
        let figures = test.figures().await;
        let refused = r#"dopis_http_requests_total{route="/metrics",method="GET",status="4xx"}"#;
        assert_eq!(figures.of(refused), 1.0);
    }
}
