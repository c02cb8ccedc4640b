//! API tokens: who may make which, what they open, and how they end.

use dopis::commands::{create_staff, create_token};
use jiff::{SignedDuration, Timestamp};
use rules::access::Role;
use serde_json::{Value, json};
use store::{Db, both_databases};

use crate::support::{Client, TestApp};

fn in_hours(test: &TestApp, hours: i64) -> String {
    (test.now() + SignedDuration::from_hours(hours)).to_string()
}

fn automation(test: &TestApp, seller: &str) -> Value {
    json!({ "name": "stock sync", "scope": "automation", "seller": seller, "expires_at": in_hours(test, 24) })
}

/// Makes a token and gives its id and a program that uses it.
async fn made(maker: &Client, body: &Value) -> (String, Client) {
    let answer = maker.post("/api/v1/tokens", body).await;
    assert_eq!(answer.status, 201, "{}", answer.body);
    let token = answer.json();
    let secret = token["secret"].as_str().unwrap().to_owned();
    assert!(
        secret.starts_with("dopis_") && secret.len() == 49,
        "{secret}"
    );
    (
        token["id"].as_str().unwrap().to_owned(),
        Client::with_token(maker.test.clone(), secret),
    )
}

both_databases! {
    async fn an_agent_makes_tokens_of_its_own_seller_only(db: Db) {
        let test = TestApp::new(db);
        let ana = test.agent("nova", "ana").await;
        let (id, program) = made(&ana, &automation(&test, "nova")).await;
        // An automation may write messages but not make tokens.
        assert_eq!(program.get("/api/v1/tokens").await.problem(), "403 not_allowed");
        assert_eq!(ana.post("/api/v1/tokens", &automation(&test, "other")).await.problem(), "403 token_not_yours");
        let platform = json!({ "name": "x", "scope": "platform", "expires_at": in_hours(&test, 1) });
        assert_eq!(ana.post("/api/v1/tokens", &platform).await.problem(), "403 token_not_yours");
        let stranger = test.agent("other", "bor").await;
        assert_eq!(stranger.delete(&format!("/api/v1/tokens/{id}")).await.problem(), "404 not_found");
        assert_eq!(stranger.get("/api/v1/tokens").await.json()["items"], json!([]));
        let listed = ana.get("/api/v1/tokens").await;
        assert_eq!(listed.json()["items"][0]["id"], json!(id));
        assert!(!listed.body.contains("dopis_") && !listed.body.contains("secret"), "{}", listed.body);
    }

    async fn a_revoked_token_opens_nothing_on_any_node(db: Db) {
        let test = TestApp::new(db);
        let ana = test.agent("nova", "ana").await;
        let body = json!({ "name": "mine", "scope": "agent", "seller": "nova", "agent": "ana", "expires_at": in_hours(&test, 24) });
        let (id, program) = made(&ana, &body).await;
        let elsewhere = program.at(&test.second_node());
        assert_eq!(elsewhere.get("/api/v1/tokens").await.status, 200);
        for _ in 0..2 {
            assert_eq!(ana.delete(&format!("/api/v1/tokens/{id}")).await.status, 204);
        }
        assert_eq!(elsewhere.get("/api/v1/tokens").await.problem(), "401 bad_token");
        assert_eq!(program.get("/sign-in").await.status, 401);
    }

    async fn an_expired_token_opens_nothing(db: Db) {
        let test = TestApp::new(db);
        let platform = test.platform().await;
        assert_eq!(platform.get("/api/v1/buyers").await.status, 200);
        test.wait(SignedDuration::from_hours(1));
        assert_eq!(platform.get("/api/v1/buyers").await.problem(), "401 bad_token");
        for header in ["Bearer", "Bearer ", "Bearer unknown", "Basic abc"] {
            let request = test.anonymous().request(axum::http::Method::GET, "/api/v1/buyers");
            let request = request.header("authorization", header).body(axum::body::Body::empty()).unwrap();
            assert_eq!(test.send(request).await.problem(), "401 bad_token", "{header}");
        }
    }

    async fn no_token_lives_longer_than_allowed(db: Db) {
        let test = TestApp::new(db);
        let ana = test.agent("nova", "ana").await;
        let ending = |hours| {
            let mut body = automation(&test, "nova");
            body["expires_at"] = json!(in_hours(&test, hours));
            body
        };
        assert_eq!(ana.post("/api/v1/tokens", &ending(366 * 24 + 1)).await.problem(), "422 token_lives_too_long");
        assert_eq!(ana.post("/api/v1/tokens", &ending(0)).await.problem(), "422 token_expired");
        let mine = json!({ "name": "mine", "scope": "agent", "seller": "nova", "agent": "ana", "expires_at": in_hours(&test, 24) });
        let (_, program) = made(&ana, &mine).await;
        assert_eq!(program.post("/api/v1/tokens", &ending(25)).await.problem(), "422 token_outlives_maker");
        made(&program, &ending(24)).await;
        let endless = json!({ "name": "x", "scope": "automation", "seller": "nova" });
        assert_eq!(ana.post("/api/v1/tokens", &endless).await.problem(), "422 invalid");
    }

    async fn a_token_of_somebody_no_longer_active_opens_nothing(db: Db) {
        let test = TestApp::new(db);
        let ana = test.agent("nova", "ana").await;
        let body = json!({ "name": "mine", "scope": "agent", "seller": "nova", "agent": "ana", "expires_at": in_hours(&test, 24) });
        let (_, program) = made(&ana, &body).await;
        let change = json!({ "name": "Ana", "email": "ana@sellers.example", "language": "sl", "active": false });
        let put = test.platform().await.put("/api/v1/sellers/nova/agents/ana", &change).await;
        assert_eq!(put.status, 200, "{}", put.body);
        assert_eq!(program.get("/api/v1/tokens").await.problem(), "401 bad_token");
        assert_eq!(ana.get("/api/v1/tokens").await.problem(), "401 sign_in_first");
    }

    async fn nobody_of_the_marketplace_gets_a_token_to_speak_as_somebody_else(db: Db) {
        let test = TestApp::new(db);
        test.known_agent("nova", "ana").await;
        let administrator = test.staff(&[Role::Administrator]).await;
        let colleague = test.known_staff(&[Role::Moderator], "no password fits this").await;
        let expires_at = in_hours(&test, 24);
        for wanted in [
            json!({ "name": "x", "scope": "agent", "seller": "nova", "agent": "ana", "expires_at": expires_at }),
            automation(&test, "nova"),
            json!({ "name": "x", "scope": "staff", "staff": colleague, "expires_at": expires_at }),
        ] {
            let refused = administrator.post("/api/v1/tokens", &wanted).await;
            assert_eq!(refused.problem(), "403 token_not_yours", "{wanted}");
        }
        let own = json!({ "name": "x", "scope": "platform", "expires_at": expires_at });
        assert_eq!(administrator.post("/api/v1/tokens", &own).await.status, 201);
    }

    async fn an_administrator_sees_every_token_page_by_page(db: Db) {
        let test = TestApp::new(db);
        let administrator = test.staff(&[Role::Administrator]).await;
        for seller in ["a", "b", "c"] {
            made(&test.agent(seller, "ana").await, &automation(&test, seller)).await;
        }
        let first = administrator.get("/api/v1/tokens?limit=2").await.json();
        assert_eq!(first["items"].as_array().unwrap().len(), 2);
        let next = first["next"].as_str().unwrap();
        let second = administrator.get(&format!("/api/v1/tokens?limit=2&cursor={next}")).await.json();
        assert_eq!(second["items"].as_array().unwrap().len(), 1);
        assert_eq!(second["next"], Value::Null);
        let moderator = test.staff(&[Role::Moderator]).await;
        assert_eq!(moderator.get("/api/v1/tokens").await.problem(), "403 not_allowed");
        assert_eq!(test.buyer("b-1").await.get("/api/v1/tokens").await.problem(), "403 not_allowed");
        assert_eq!(test.anonymous().get("/api/v1/tokens").await.problem(), "401 sign_in_first");
    }

    async fn the_first_token_comes_from_the_command_line(db: Db) {
        let test = TestApp::new(db);
        let wanted = create_token::CreateToken {
            scope: "platform".into(),
            name: "order feed".into(),
            days: 366,
            seller: None,
            agent: None,
            staff: None,
        };
        let mut output = Vec::new();
        create_token::run(&test.app, wanted, &mut output).await.unwrap();
        let output = String::from_utf8(output).unwrap();
        let expires: Timestamp = output.lines().find_map(|line| line.strip_prefix("expires: ")).unwrap().parse().unwrap();
        assert_eq!(expires.duration_since(test.now()), SignedDuration::from_hours(366 * 24));
        let secret = output.lines().find_map(|line| line.strip_prefix("token: ")).unwrap();
        let platform = Client::with_token(test.clone(), secret.to_owned());
        assert_eq!(platform.get("/api/v1/buyers").await.status, 200);
    }

    async fn staff_made_on_the_command_line_can_sign_in(db: Db) {
        let test = TestApp::new(db);
        let wanted = |email: &str, password_stdin| create_staff::CreateStaff {
            email: email.into(),
            name: "Maja Kos".into(),
            roles: vec![Role::Moderator],
            language: dopis::i18n::Language::Slovene,
            password_stdin,
        };
        let mut output = Vec::new();
        create_staff::run(&test.app, wanted("Maja@Example.com", false), &b""[..], &mut output).await.unwrap();
        let output = String::from_utf8(output).unwrap();
        let password = output.lines().find_map(|line| line.strip_prefix("password: ")).unwrap();
        let form = [("email", " maja@example.com"), ("password", password), ("next", "/staff")];
        let answer = test.anonymous().post_form("/sign-in", &form).await;
        assert_eq!((answer.status.as_u16(), answer.header("location")), (303, "/staff"), "{}", answer.body);

        let twice = create_staff::run(&test.app, wanted("maja@example.com", false), &b""[..], Vec::new()).await;
        assert!(twice.unwrap_err().to_string().contains("exists already"));
        let short = create_staff::run(&test.app, wanted("eva@example.com", true), &b"too short\n"[..], Vec::new()).await;
        assert!(short.unwrap_err().to_string().contains("at least 12 characters"));
        let mut silent = Vec::new();
        create_staff::run(&test.app, wanted("eva@example.com", true), &b"a long enough password\r\n"[..], &mut silent).await.unwrap();
        assert!(!String::from_utf8(silent).unwrap().contains("password"));
        let form = [("email", "eva@example.com"), ("password", "a long enough password")];
        assert_eq!(test.anonymous().post_form("/sign-in", &form).await.status, 303);
    }
}
