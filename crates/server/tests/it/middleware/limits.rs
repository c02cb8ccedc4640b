//! How much one sender may send.

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::connect_info::ConnectInfo;
use axum::http::Method;
use axum::routing::{get, post};
use dopis::app::App;
use jiff::SignedDuration;
use std::net::SocketAddr;
use store::{Db, both_databases};

use crate::support::{Answer, TestApp};

fn routes() -> Router<App> {
    let length = async |body: Bytes| body.len().to_string();
    Router::new()
        .route("/api/v1/any", get(async || "any"))
        .route("/api/v1/length", post(length))
        .route("/api/v1/import", post(length))
}

async fn from(test: &TestApp, address: &str) -> Answer {
    let peer: SocketAddr = address.parse().unwrap();
    let mut request = test
        .anonymous()
        .request(Method::GET, "/api/v1/any")
        .body(Body::empty())
        .unwrap();
    request.extensions_mut().insert(ConnectInfo(peer));
    test.send(request).await
}

both_databases! {
    async fn each_viewer_and_each_address_has_its_own_limit(db: Db) {
        let test = TestApp::with(db, |config| {
            config.limits.requests_per_minute = 3;
            config.limits.anonymous_per_minute = 2;
        })
        .with_routes(routes());
        let (first, second) = (test.automation("nova").await, test.automation("nova").await);
        for _ in 0..3 {
            assert_eq!(first.get("/api/v1/any").await.status, 200);
        }
        let refused = first.get("/api/v1/any").await;
        assert_eq!(refused.problem(), "429 too_many_requests");
        let wait_s: i64 = refused.header("retry-after").parse().unwrap();
        assert!((1..=21).contains(&wait_s), "{wait_s}");
        assert_eq!(second.get("/api/v1/any").await.status, 200);
        test.wait(SignedDuration::from_secs(wait_s));
        assert_eq!(first.get("/api/v1/any").await.status, 200);
        assert_eq!(first.get("/api/v1/any").await.status, 429);

        for (address, expected) in [
            ("203.0.113.1:1000", 200), ("203.0.113.1:1001", 200), ("203.0.113.1:1002", 429), ("203.0.113.2:1000", 200),
            ("[2001:db8::1]:1", 200), ("[2001:db8::2]:1", 200), ("[2001:db8::3]:1", 429), ("[2001:db8:0:1::1]:1", 200),
        ] {
            assert_eq!(from(&test, address).await.status, expected, "{address}");
        }
    }

    async fn who_guesses_tokens_is_limited_by_address(db: Db) {
        let test = TestApp::with(db, |config| config.limits.anonymous_per_minute = 2).with_routes(routes());
        let platform = test.platform().await;
        let guess = async || {
            let request = test.anonymous().request(Method::GET, "/api/v1/any");
            let request = request.header("authorization", "Bearer dopis_guess").body(Body::empty());
            test.send(request.unwrap()).await.problem()
        };
        assert_eq!([guess().await, guess().await], ["401 bad_token", "401 bad_token"]);
        assert_eq!(guess().await, "429 too_many_requests");
        assert_eq!(platform.get("/api/v1/any").await.status, 200);
    }

    async fn a_body_is_as_long_as_its_route_allows(db: Db) {
        let test = TestApp::with(db, |config| {
            config.limits.body_bytes = 100;
            config.limits.import_bytes = 1_000;
        })
        .with_routes(routes());
        let platform = test.platform().await;
        for (path, length, expected) in [
            ("/api/v1/length", 100, 200), ("/api/v1/length", 101, 413), ("/api/v1/import", 1_000, 200), ("/api/v1/import", 1_001, 413),
        ] {
            let request = platform.request(Method::POST, path).header("content-length", length);
            let answer = test.send(request.body(Body::from(vec![b'a'; length])).unwrap()).await;
            assert_eq!(answer.status, expected, "{path} {length}");
            // The same without an announced length.
            let unknown = Body::new(Unannounced(Some(vec![b'a'; length].into())));
            let answer = test.send(platform.request(Method::POST, path).body(unknown).unwrap()).await;
            assert_eq!(answer.status, expected, "{path} {length} unannounced");
            if expected == 413 {
                assert_eq!(answer.problem(), "413 too_large");
            }
        }
    }
}

/// A body that does not say how long it is.
struct Unannounced(Option<Bytes>);

impl axum::body::HttpBody for Unannounced {
    type Data = Bytes;
    type Error = std::convert::Infallible;

    fn poll_frame(
        mut self: std::pin::Pin<&mut Self>,
        _context: &mut std::task::Context<'_>,
    ) -> std::task::Poll<Option<Result<http_body::Frame<Bytes>, Self::Error>>> {
        std::task::Poll::Ready(self.0.take().map(|bytes| Ok(http_body::Frame::data(bytes))))
    }
}
