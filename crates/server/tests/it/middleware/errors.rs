//! Every refusal comes out in one form, whoever refused.

use axum::Router;
use axum::body::Body;
use axum::extract::{Json, Path};
use axum::http::Method;
use axum::routing::{get, post};
use dopis::app::App;
use dopis::error::ActionError;
use dopis::viewer::Identity;
use serde::Deserialize;
use store::{Db, both_databases};

use crate::support::TestApp;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Named {
    #[expect(dead_code, reason = "only its presence matters")]
    name: String,
}

fn routes() -> Router<App> {
    Router::new()
        .route("/api/v1/named", post(async |Json(_): Json<Named>| "named"))
        .route(
            "/api/v1/numbers/{number}",
            get(async |Path(_): Path<u32>| "number"),
        )
        .route(
            "/api/v1/panic",
            get(async || -> &'static str { panic!("for the log only") }),
        )
        .route(
            "/panic",
            get(async || -> &'static str { panic!("for the log only") }),
        )
        .route("/api/v1/slow", get(std::future::pending::<&'static str>))
        .route("/whoami", get(async |identity: Identity| identity.name))
        .fallback(async || -> ActionError { ActionError::NotFound })
}

both_databases! {
    async fn programs_get_problem_documents(db: Db) {
        let test = TestApp::new(db).with_routes(routes());
        let platform = test.platform().await;
        let missing = platform.get("/api/v1/nothing").await;
        assert_eq!(missing.problem(), "404 not_found");
        let body = missing.json();
        assert_eq!(body["type"], "about:blank");
        assert_eq!(body["title"], "Not Found");
        assert_eq!(body["request_id"], missing.header("x-request-id"));
        let unknown = platform.post("/api/v1/named", &serde_json::json!({ "name": "x", "colour": "red" })).await;
        assert_eq!(unknown.problem(), "422 invalid");
        assert!(unknown.json()["detail"].as_str().unwrap().contains("colour"), "{}", unknown.body);
        let no_number = platform.get("/api/v1/numbers/seven").await;
        assert_eq!(no_number.problem(), "400 bad_request");
        let broken = platform.request(Method::POST, "/api/v1/named").header("content-type", "application/json");
        assert_eq!(test.send(broken.body(Body::from("{")).unwrap()).await.problem(), "400 bad_request");
        let text = platform.request(Method::POST, "/api/v1/named").header("content-type", "text/plain");
        assert_eq!(test.send(text.body(Body::from("{}")).unwrap()).await.problem(), "415 unsupported_media_type");
        let wrong_method = platform.delete("/api/v1/named").await;
        assert_eq!(wrong_method.problem(), "405 method_not_allowed");
        assert_eq!(wrong_method.header("allow"), "POST");
    }

    async fn a_panic_fails_its_own_request_and_tells_nothing(db: Db) {
        let test = TestApp::new(db).with_routes(routes());
        let answer = test.platform().await.get("/api/v1/panic").await;
        assert_eq!(answer.problem(), "500 internal");
        assert!(!answer.body.contains("for the log only"), "{}", answer.body);
        let page = test.anonymous().get("/panic").await;
        assert_eq!(page.status, 500);
        assert!(page.body.contains(page.header("x-request-id")), "{}", page.body);
        assert!(!page.body.contains("for the log only"), "{}", page.body);
        assert_eq!(test.buyer("b-1").await.get("/whoami").await.body, "Buyer b-1");
    }

    async fn a_request_that_takes_too_long_is_ended(db: Db) {
        let test = TestApp::with(db, |config| config.server.request_timeout_ms = 50).with_routes(routes());
        let answer = test.anonymous().get("/api/v1/slow").await;
        assert_eq!(answer.problem(), "503 timed_out");
        assert_eq!(answer.header("retry-after"), "5");
    }

    async fn people_get_pages_in_their_language(db: Db) {
        let test = TestApp::new(db);
        let slovene = test.buyer("b-1").await.get("/nothing").await;
        assert_eq!(slovene.status, 404);
        assert!(slovene.header("content-type").starts_with("text/html"));
        assert!(slovene.body.contains("Te strani ni") && slovene.body.contains("Buyer b-1"), "{}", slovene.body);
        let request = test.anonymous().request(Method::GET, "/nothing").header("accept-language", "en");
        let english = test.send(request.body(Body::empty()).unwrap()).await;
        assert!(english.body.contains("<html lang=\"en\">"), "{}", english.body);
    }

    async fn somebody_who_must_sign_in_is_shown_the_way_that_leads_in(db: Db) {
        let routes = Router::new()
            .route("/conversations", get(async || -> ActionError { ActionError::SignInFirst }))
            .route("/staff/cases", get(async || -> ActionError { ActionError::SignInFirst }))
            .route("/api/v1/conversations", get(async || -> ActionError { ActionError::SignInFirst }));
        let test = TestApp::new(db).with_routes(routes.clone());
        let buyer = test.anonymous().get("/conversations").await;
        assert_eq!(buyer.status, 401);
        assert!(buyer.body.contains("Niste prijavljeni"), "{}", buyer.body);
        let staff = test.anonymous().get("/staff/cases?tab=all").await;
        assert_eq!(staff.status, 303);
        assert_eq!(staff.header("location"), "/sign-in?to=/staff/cases%3Ftab%3Dall");
        let program = test.anonymous().get("/api/v1/conversations").await;
        assert_eq!(program.problem(), "401 sign_in_first");
        assert_eq!(program.header("www-authenticate"), "Bearer");
        let wanting = TestApp::with(test.app.db.clone(), |config| config.sign_in.agents_with_password = true);
        let agent = wanting.with_routes(routes).anonymous().get("/conversations").await;
        assert_eq!(agent.header("location"), "/sign-in?to=/conversations");
    }
}
