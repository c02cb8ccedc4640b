//! What answers tell the browser.

use axum::Router;
use axum::body::Body;
use axum::http::Method;
use axum::routing::get;
use store::{Db, both_databases};

use crate::support::TestApp;

both_databases! {
    async fn every_answer_forbids_what_we_never_do(db: Db) {
        let test = TestApp::new(db);
        for path in ["/sign-in", "/nothing", "/api/v1/nothing"] {
            let answer = test.anonymous().get(path).await;
            let policy = answer.header("content-security-policy");
            assert!(policy.starts_with("default-src 'none'; script-src 'self'; style-src 'self'"), "{policy}");
            assert!(policy.contains("frame-ancestors 'none'") && policy.contains("base-uri 'none'"), "{policy}");
            assert!(!policy.contains("unsafe") && !policy.contains("http"), "{policy}");
            assert_eq!(answer.header("x-content-type-options"), "nosniff");
            assert_eq!(answer.header("referrer-policy"), "same-origin");
            assert_eq!(answer.header("cross-origin-opener-policy"), "same-origin");
            assert_eq!(answer.header("cross-origin-resource-policy"), "same-origin");
            assert_eq!(answer.header("cache-control"), "no-store");
            assert_eq!(answer.header("strict-transport-security"), "");
        }
        let secure = TestApp::with(test.app.db.clone(), |config| config.server.public_url = "https://help.example".into());
        let answer = secure.anonymous().get("/sign-in").await;
        assert_eq!(answer.header("strict-transport-security"), "max-age=63072000");
        let below = TestApp::with(test.app.db.clone(), |config| {
            config.server.public_url = "https://help.example".into();
            config.server.hsts_subdomains = true;
        });
        let answer = below.anonymous().get("/sign-in").await;
        assert_eq!(answer.header("strict-transport-security"), "max-age=63072000; includeSubDomains");
    }

    async fn the_snippet_alone_may_be_used_by_other_origins(db: Db) {
        let test = TestApp::new(db);
        let script = test.anonymous().get("/embed.js").await;
        assert_eq!(script.header("cross-origin-resource-policy"), "cross-origin");
        assert_eq!(script.header("content-type"), "text/javascript; charset=utf-8");
        assert_eq!(script.header("cache-control"), "public, max-age=3600");
        assert_eq!(script.header("set-cookie"), "");
        for banned in ["eval(", "innerHTML", ".style", "document.cookie", "localStorage"] {
            assert!(!script.body.contains(banned), "{banned}");
        }
        let etag = script.header("etag").to_owned();
        let request = test.anonymous().request(Method::GET, "/embed.js").header("if-none-match", etag);
        assert_eq!(test.send(request.body(Body::empty()).unwrap()).await.status, 304);
    }

    async fn a_request_id_from_outside_is_not_believed(db: Db) {
        let test = TestApp::new(db);
        let request = test.anonymous().request(Method::GET, "/sign-in").header("x-request-id", "mine");
        let first = test.send(request.body(Body::empty()).unwrap()).await;
        let second = test.anonymous().get("/sign-in").await;
        assert!(first.header("x-request-id").parse::<uuid::Uuid>().is_ok());
        assert_ne!(first.header("x-request-id"), second.header("x-request-id"));
    }

    async fn long_answers_are_compressed_and_the_token_in_them_differs(db: Db) {
        let routes = Router::new().route("/long", get(async || "abc".repeat(1_000)));
        let test = TestApp::new(db);
        let buyer = test.buyer("b-1").await;
        let tokens: Vec<String> = [buyer.get("/nothing").await, buyer.get("/nothing").await]
            .iter()
            .map(|page| page.body.split("name=\"csrf\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned())
            .collect();
        assert_eq!(tokens[0].len(), 86);
        assert_ne!(tokens[0], tokens[1]);
        let test = test.with_routes(routes);
        let request = test.anonymous().request(Method::GET, "/long").header("accept-encoding", "gzip");
        let answer = test.send(request.body(Body::empty()).unwrap()).await;
        assert_eq!(answer.header("content-encoding"), "gzip");
        assert!(answer.body.len() < 300);
    }
}
