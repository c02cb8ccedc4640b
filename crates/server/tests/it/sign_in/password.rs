//! Signing in with e-mail and password.

use axum::body::Body;
use axum::extract::connect_info::ConnectInfo;
use axum::http::Method;
use jiff::SignedDuration;
use rules::access::Role;
use rules::ids::StaffId;
use serde_json::json;
use std::net::SocketAddr;
use store::{Db, both_databases};

use crate::support::{Answer, Client, TestApp};

const PASSWORD: &str = "correct horse battery";

async fn moderator(test: &TestApp) -> StaffId {
    let hash = test.app.passwords.hash(PASSWORD).await.unwrap();
    test.known_staff(&[Role::Moderator], &hash).await
}

async fn sign_in(test: &TestApp, from: &str, email: &str, password: &str) -> Answer {
    let peer: SocketAddr = format!("{from}:1000").parse().unwrap();
    let body = format!(
        "email={}&password={}&next=/staff",
        email.replace('@', "%40"),
        password.replace(' ', "+")
    );
    let mut request = test
        .anonymous()
        .request(Method::POST, "/sign-in")
        .header("content-type", "application/x-www-form-urlencoded")
        .header("sec-fetch-site", "same-origin")
        .body(Body::from(body))
        .unwrap();
    request.extensions_mut().insert(ConnectInfo(peer));
    test.send(request).await
}

both_databases! {
    async fn the_right_password_opens_a_session(db: Db) {
        let test = TestApp::new(db);
        let email = format!("{}@staff.example", moderator(&test).await);
        let answer = sign_in(&test, "192.0.2.1", &email, PASSWORD).await;
        assert_eq!((answer.status.as_u16(), answer.header("location")), (303, "/staff"), "{}", answer.body);
        let cookie = answer.cookie("__Host-dopis").unwrap();
        assert!(cookie.ends_with("; Path=/; Secure; HttpOnly; SameSite=Lax"), "{cookie}");
        let session = cookie.split(';').next().map(str::to_owned);
        let page = Client { session, ..test.anonymous() }.get("/nothing").await;
        assert!(page.body.contains(">Staff<"), "{}", page.body);
    }

    async fn a_wrong_password_and_an_unknown_account_look_alike(db: Db) {
        let test = TestApp::new(db);
        let email = format!("{}@staff.example", moderator(&test).await);
        let wrong = sign_in(&test, "192.0.2.1", &email, "wrong").await;
        let unknown = sign_in(&test, "192.0.2.1", "nobody@staff.example", "wrong").await;
        for answer in [&wrong, &unknown] {
            assert_eq!(answer.status, 422);
            assert!(answer.headers.get("set-cookie").is_none());
            assert!(answer.body.contains("E-poštni naslov ali geslo ni pravilno."), "{}", answer.body);
            assert!(!answer.body.contains(">wrong<") && !answer.body.contains("value=\"wrong\""));
        }
        assert_eq!(wrong.body.replace(&email, "nobody@staff.example"), unknown.body);
    }

    async fn attempts_are_limited_across_nodes_and_a_stranger_locks_nobody_out(db: Db) {
        let test = TestApp::with(db, |config| config.limits.sign_in_attempts = 3);
        let other_node = test.second_node();
        let email = format!("{}@staff.example", moderator(&test).await);
        for node in [&test, &other_node, &test] {
            assert_eq!(sign_in(node, "203.0.113.9", &email, "wrong").await.status, 422);
        }
        let refused = sign_in(&other_node, "203.0.113.9", &email, PASSWORD).await;
        assert_eq!(refused.status, 429);
        assert!(refused.body.contains("Preveč poskusov prijave"), "{}", refused.body);
        let wait_s: i64 = refused.header("retry-after").parse().unwrap();
        assert!((299..=301).contains(&wait_s), "{wait_s}");
        assert_eq!(sign_in(&test, "192.0.2.1", &email, PASSWORD).await.status, 303);
        test.wait(SignedDuration::from_secs(wait_s));
        assert_eq!(sign_in(&test, "203.0.113.9", &email, PASSWORD).await.status, 303);
    }

    async fn one_address_may_not_try_accounts_without_end(db: Db) {
        let test = TestApp::with(db, |config| config.limits.sign_in_attempts = 1);
        for number in 0..10 {
            let answer = sign_in(&test, "203.0.113.9", &format!("a{number}@staff.example"), "wrong").await;
            assert_eq!(answer.status, 422, "{number}");
        }
        assert_eq!(sign_in(&test, "203.0.113.9", "a10@staff.example", "wrong").await.status, 429);
        assert_eq!(sign_in(&test, "203.0.113.8", "a10@staff.example", "wrong").await.status, 422);
    }

    async fn agents_sign_in_with_a_password_only_where_the_marketplace_wants_it(db: Db) {
        let test = TestApp::new(db);
        test.known_agent("nova", "ana").await;
        let path = "/api/v1/sellers/nova/agents/ana/password";
        let platform = test.platform().await;
        let short = platform.put(path, &json!({ "password": "short" })).await;
        assert_eq!(short.status, 422);
        let nobody = platform.put("/api/v1/sellers/nova/agents/bor/password", &json!({ "password": PASSWORD })).await;
        assert_eq!(nobody.status, 404);
        assert_eq!(platform.put(path, &json!({ "password": PASSWORD })).await.status, 204);
        assert_eq!(sign_in(&test, "192.0.2.1", "ana@sellers.example", PASSWORD).await.status, 422);
        let wanting = TestApp::with(test.app.db.clone(), |config| config.sign_in.agents_with_password = true);
        assert_eq!(sign_in(&wanting, "192.0.2.1", "Ana@Sellers.example", PASSWORD).await.status, 303);
        assert_eq!(platform.delete(path).await.status, 204);
        assert_eq!(sign_in(&wanting, "192.0.2.1", "ana@sellers.example", PASSWORD).await.status, 422);
    }

    async fn the_form_leads_only_to_this_site_and_is_sent_only_from_it(db: Db) {
        let test = TestApp::new(db);
        let page = test.anonymous().get("/sign-in?to=//evil.example").await;
        assert_eq!(page.status, 200);
        assert!(page.body.contains("name=\"next\" value=\"/\"") && !page.body.contains("evil"), "{}", page.body);
        let foreign = test.anonymous().request(Method::POST, "/sign-in").header("origin", "https://evil.example");
        let foreign = foreign.header("content-type", "application/x-www-form-urlencoded").body(Body::from("email=a&password=b"));
        assert_eq!(test.send(foreign.unwrap()).await.status, 403);
        let signed_in = test.buyer("b-1").await.get("/sign-in?to=/conversations").await;
        assert_eq!((signed_in.status.as_u16(), signed_in.header("location")), (303, "/conversations"));
    }
}
