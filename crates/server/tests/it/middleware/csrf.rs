//! No other site changes anything in a signed-in browser's name.

use axum::Router;
use axum::body::Body;
use axum::extract::Form;
use axum::http::Method;
use axum::routing::post;
use dopis::app::App;
use store::{Db, both_databases};

use crate::support::{Client, TestApp};

fn routes() -> Router<App> {
    let text =
        async |Form(form): Form<std::collections::BTreeMap<String, String>>| form["text"].clone();
    Router::new()
        .route("/messages", post(text))
        .route("/api/v1/messages", post(async || "sent"))
}

async fn form(client: &Client, headers: &[(&str, &str)], body: String) -> String {
    let mut request = client
        .request(Method::POST, "/messages")
        .header("accept", "application/json");
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let request = request.header(
        "content-type",
        "application/x-www-form-urlencoded; charset=utf-8",
    );
    let answer = client
        .test
        .send(request.body(Body::from(body)).unwrap())
        .await;
    if answer.status == 200 {
        answer.body
    } else {
        answer.problem()
    }
}

both_databases! {
    async fn a_change_in_a_session_names_its_token(db: Db) {
        let test = TestApp::new(db).with_routes(routes());
        let (buyer, other) = (test.buyer("b-1").await, test.buyer("b-2").await);
        let (own, foreign) = (buyer.csrf.clone().unwrap(), other.csrf.clone().unwrap());
        assert_eq!(form(&buyer, &[], format!("csrf={own}&text=hello")).await, "hello");
        assert_eq!(form(&buyer, &[], format!("text=hello&csrf={own}")).await, "hello");
        assert_eq!(form(&buyer, &[("x-csrf-token", &own)], "text=hello".into()).await, "hello");
        for body in ["text=hello".into(), "csrf=&text=hello".into(), format!("csrf={foreign}&text=x"), format!("xcsrf={own}&text=x")] {
            assert_eq!(form(&buyer, &[], body).await, "403 csrf");
        }
        assert_eq!(form(&buyer, &[("x-csrf-token", &foreign)], format!("csrf={own}&text=x")).await, "403 csrf");
        let json = buyer.request(Method::POST, "/api/v1/messages").header("content-type", "application/json");
        assert_eq!(test.send(json.body(Body::from("{}")).unwrap()).await.problem(), "403 csrf");
        assert_eq!(buyer.post("/api/v1/messages", &serde_json::json!({})).await.status, 200);
        let plain = buyer.request(Method::POST, "/messages").header("content-type", "text/plain");
        assert_eq!(test.send(plain.body(Body::from(format!("csrf={own}"))).unwrap()).await.status, 403);
    }

    async fn a_form_of_another_site_is_refused_even_with_the_token(db: Db) {
        let test = TestApp::new(db).with_routes(routes());
        let buyer = test.buyer("b-1").await;
        let body = || format!("csrf={}&text=hello", buyer.csrf.as_ref().unwrap());
        for headers in [
            [("sec-fetch-site", "same-origin")], [("sec-fetch-site", "none")],
            [("origin", "http://localhost:8080")],
        ] {
            assert_eq!(form(&buyer, &headers, body()).await, "hello", "{headers:?}");
        }
        for headers in [
            [("sec-fetch-site", "cross-site")], [("sec-fetch-site", "same-site")],
            [("origin", "https://evil.example")], [("origin", "null")], [("origin", "http://localhost:8081")],
        ] {
            assert_eq!(form(&buyer, &headers, body()).await, "403 foreign_origin", "{headers:?}");
        }
    }

    async fn once_the_public_address_is_set_the_host_says_nothing(db: Db) {
        // Of the host that the test's clients name, which is not the whole address for trying out.
        let same = [("origin", "https://localhost:8080")];
        let trying_out = TestApp::new(db.clone()).with_routes(routes());
        assert_eq!(form(&trying_out.anonymous(), &same, "text=hello".into()).await, "hello");
        let set = TestApp::with(db, |config| config.server.public_url = "https://help.example".into());
        let set = set.with_routes(routes());
        let own = [("origin", "https://help.example")];
        for (who, body) in [(set.anonymous(), String::new()), {
            let buyer = set.buyer("b-1").await;
            let csrf = format!("csrf={}&", buyer.csrf.as_ref().unwrap());
            (buyer, csrf)
        }] {
            let body = || format!("{body}text=hello");
            assert_eq!(form(&who, &same, body()).await, "403 foreign_origin");
            assert_eq!(form(&who, &own, body()).await, "hello");
        }
    }

    async fn without_a_session_a_form_states_its_origin(db: Db) {
        let test = TestApp::new(db).with_routes(routes());
        let nobody = test.anonymous();
        assert_eq!(form(&nobody, &[], "text=hello".into()).await, "403 foreign_origin");
        assert_eq!(form(&nobody, &[("origin", "https://evil.example")], "text=x".into()).await, "403 foreign_origin");
        assert_eq!(form(&nobody, &[("origin", "http://localhost:8080")], "text=hello".into()).await, "hello");
        assert_eq!(form(&nobody, &[("sec-fetch-site", "same-origin")], "text=hello".into()).await, "hello");
    }

    async fn a_program_with_a_token_needs_none(db: Db) {
        let test = TestApp::new(db).with_routes(routes());
        let platform = test.platform().await;
        assert_eq!(platform.post("/api/v1/messages", &serde_json::json!({})).await.status, 200);
        // The cookie beside it counts for nothing.
        let both = Client { session: test.buyer("b-1").await.session, ..platform };
        assert_eq!(both.post("/api/v1/messages", &serde_json::json!({})).await.status, 200);
    }
}
