//! A hand-off of the marketplace opens one session, once, for whom it names.

use axum::body::Body;
use axum::http::Method;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use dopis::config::HandOffAlgorithm;
use jiff::SignedDuration;
use jsonwebtoken::{Algorithm, EncodingKey, Header, encode};
use serde_json::json;
use std::path::Path;
use store::{Db, both_databases};

use crate::support::{Answer, Claims, Client, TestApp, sign};

async fn enter(test: &TestApp, token: &str) -> Answer {
    test.anonymous()
        .get(&format!(
            "/enter?token={token}&to=/conversations%3Ftab%3Dall"
        ))
        .await
}

fn session(test: &TestApp, answer: &Answer) -> Client {
    let cookie = answer.cookie("__Host-dopis").expect("a session cookie");
    Client {
        session: cookie.split(';').next().map(str::to_owned),
        ..test.anonymous()
    }
}

/// The page of a failed hand-off, which sets no cookie and repeats no token.
fn refused(answer: &Answer, title: &str, token: &str) {
    assert_eq!(answer.status, 401, "{title}: {}", answer.body);
    assert!(answer.body.contains(title), "{title}: {}", answer.body);
    assert!(answer.headers.get("set-cookie").is_none());
    assert!(token.is_empty() || !answer.body.contains(token));
    assert_eq!(answer.header("referrer-policy"), "no-referrer");
}

const USED: &str = "Povezava je bila že uporabljena";
const EXPIRED: &str = "Povezava je potekla";
const INVALID: &str = "Povezava ni veljavna";

both_databases! {
    async fn a_buyer_comes_in_before_the_marketplace_has_pushed_it(db: Db) {
        let test = TestApp::new(db);
        let claims = Claims { name: Some("Ana Novak".into()), ..Claims::buyer(&test, "b-7") };
        let answer = enter(&test, &claims.sign()).await;
        assert_eq!(answer.status, 303, "{}", answer.body);
        assert_eq!(answer.header("location"), "/conversations?tab=all");
        assert_eq!(answer.header("referrer-policy"), "no-referrer");
        let cookie = answer.cookie("__Host-dopis").unwrap();
        assert!(cookie.ends_with("; Max-Age=43200; Path=/; Secure; HttpOnly; SameSite=Lax"), "{cookie}");
        let page = session(&test, &answer).get("/nothing").await;
        assert!(page.body.contains("Ana Novak") && page.body.contains("lang=\"sl\""), "{}", page.body);
    }

    async fn an_agent_must_be_known_and_active(db: Db) {
        let test = TestApp::new(db);
        let token = Claims::agent(&test, "nova", "ana").sign();
        refused(&enter(&test, &token).await, INVALID, &token);
        test.known_agent("nova", "ana").await;
        // The refusal above did not use the token up.
        let entered = enter(&test, &token).await;
        let page = session(&test, &entered).get("/nothing").await;
        assert!(page.body.contains("Agent ana") && page.body.contains("lang=\"en\""), "{}", page.body);
        let foreign = Claims::agent(&test, "other", "ana").sign();
        refused(&enter(&test, &foreign).await, INVALID, &foreign);
        let change = json!({ "name": "Ana", "email": "ana@sellers.example", "language": "sl", "active": false });
        assert_eq!(test.platform().await.put("/api/v1/sellers/nova/agents/ana", &change).await.status, 200);
        let inactive = Claims::agent(&test, "nova", "ana").sign();
        refused(&enter(&test, &inactive).await, INVALID, &inactive);
    }

    async fn a_token_is_used_once_on_all_nodes(db: Db) {
        let test = TestApp::new(db);
        let token = Claims::buyer(&test, "b-1").sign();
        let (here, there) = (test.clone(), test.second_node());
        let (first, second) = tokio::join!(enter(&here, &token), enter(&there, &token));
        let mut statuses = [first.status.as_u16(), second.status.as_u16()];
        statuses.sort();
        assert_eq!(statuses, [303, 401]);
        refused(&enter(&here, &token).await, USED, &token);
        refused(&enter(&there, &token).await, USED, &token);
        // Cleaning up forgets it only when it has expired anyway.
        test.wait(SignedDuration::from_secs(89));
        clean(&test).await;
        refused(&enter(&there, &token).await, USED, &token);
        test.wait(SignedDuration::from_secs(1));
        clean(&test).await;
        refused(&enter(&there, &token).await, EXPIRED, &token);
    }

    async fn a_token_holds_for_its_minutes_and_no_longer(db: Db) {
        let test = TestApp::new(db);
        let now_s = test.now().as_second();
        let between = |iat, exp| Claims { iat: now_s + iat, exp: now_s + exp, ..Claims::buyer(&test, "b-1") }.sign();
        for (iat, exp) in [(0, 300), (-300, 0), (-300, -29), (30, 60), (30, 330)] {
            assert_eq!(enter(&test, &between(iat, exp)).await.status, 303, "{iat} {exp}");
        }
        for (iat, exp, why) in [
            (-300, -30, EXPIRED), (-60, -31, EXPIRED), (0, 301, INVALID), (0, 0, INVALID), (10, 0, INVALID),
            (31, 60, INVALID), (-86_400, 60, INVALID), (0, i64::MAX - now_s, INVALID), (-now_s - 1, 60, INVALID),
        ] {
            let token = between(iat, exp);
            refused(&enter(&test, &token).await, why, &token);
        }
    }

    async fn only_what_the_configured_key_signed_counts(db: Db) {
        let test = TestApp::new(db);
        let claims = Claims::buyer(&test, "b-1");
        let of = |algorithm| sign(&Header::new(algorithm), &claims, super::SECRET);
        let valid = claims.sign();
        let (body, signature) = valid.rsplit_once('.').unwrap();
        let payload = valid.split('.').nth(1).unwrap();
        let none = URL_SAFE_NO_PAD.encode(r#"{"alg":"none","typ":"JWT"}"#);
        for token in [
            sign(&Header::default(), &claims, b"another secret of the same length ..."),
            of(Algorithm::HS384),
            of(Algorithm::HS512),
            format!("{none}.{payload}."),
            format!("{none}.{payload}.{signature}"),
            format!("{body}."),
            body.to_owned(),
            format!("{body}.{}", "A".repeat(signature.len())),
            "nonsense".to_owned(),
            String::new(),
        ] {
            refused(&enter(&test, &token).await, INVALID, &token);
        }
        assert_eq!(enter(&test, &valid).await.status, 303);
    }

    async fn every_claim_must_be_there_and_fit(db: Db) {
        let test = TestApp::new(db);
        test.known_agent("nova", "ana").await;
        let (buyer, agent) = (Claims::buyer(&test, "b-1"), Claims::agent(&test, "nova", "ana"));
        for claims in [
            Claims { aud: "another service".into(), ..buyer.clone() },
            Claims { jti: None, ..buyer.clone() },
            Claims { jti: Some(String::new()), ..buyer.clone() },
            Claims { jti: Some("x".repeat(201)), ..buyer.clone() },
            Claims { sub: "a/b".into(), ..buyer.clone() },
            Claims { kind: "staff", ..buyer.clone() },
            Claims { seller: Some("nova".into()), ..buyer.clone() },
            Claims { seller: None, ..agent.clone() },
            Claims { seller: Some(String::new()), ..agent.clone() },
            Claims { name: Some("a\u{0}b".into()), ..buyer.clone() },
        ] {
            let token = claims.sign();
            refused(&enter(&test, &token).await, INVALID, &token);
        }
        for missing in ["aud", "sub", "kind", "iat", "exp"] {
            let mut claims = serde_json::to_value(&buyer).unwrap();
            claims.as_object_mut().unwrap().remove(missing);
            let token = sign(&Header::default(), &claims, super::SECRET);
            refused(&enter(&test, &token).await, INVALID, &token);
        }
    }

    async fn the_landing_page_is_on_this_site(db: Db) {
        let test = TestApp::new(db);
        for to in ["//evil.example", "/%5Cevil.example", "https://evil.example", "/%09/evil.example", "evil"] {
            let token = Claims::buyer(&test, "b-1").sign();
            let answer = test.anonymous().get(&format!("/enter?token={token}&to={to}")).await;
            assert_eq!((answer.status.as_u16(), answer.header("location")), (303, "/"), "{to}");
        }
        let token = Claims::buyer(&test, "b-1").sign();
        assert_eq!(test.anonymous().get(&format!("/enter?token={token}&to=%00")).await.status, 422);
        assert_eq!(test.anonymous().get(&format!("/enter?token={token}")).await.header("location"), "/");
    }

    async fn fetching_ahead_or_embedding_does_not_use_a_token_up(db: Db) {
        let test = TestApp::new(db);
        let token = Claims::buyer(&test, "b-1").sign();
        let path = format!("/enter?token={token}");
        for (method, name, value) in [
            (Method::GET, "sec-purpose", "prefetch;prerender"), (Method::GET, "purpose", "prefetch"),
            (Method::GET, "sec-fetch-dest", "image"), (Method::GET, "sec-fetch-dest", "iframe"),
            (Method::HEAD, "accept", "*/*"),
        ] {
            let request = test.anonymous().request(method, &path).header(name, value);
            let answer = test.send(request.body(Body::empty()).unwrap()).await;
            assert_eq!(answer.status, 403, "{name}: {value}");
        }
        assert_eq!(test.anonymous().get(&path).await.status, 303);
    }

    async fn the_session_of_the_browser_is_replaced(db: Db) {
        let test = TestApp::new(db);
        let before = test.buyer("b-1").await;
        let elsewhere = test.buyer("b-1").await;
        let token = Claims::buyer(&test, "b-2").sign();
        let answer = before.get(&format!("/enter?token={token}")).await;
        assert_eq!(answer.status, 303);
        assert!(!before.get("/nothing").await.body.contains("Buyer b-1"));
        assert!(elsewhere.get("/nothing").await.body.contains("Buyer b-1"));
    }

    async fn with_ed25519_a_token_signed_with_the_public_key_as_secret_is_refused(db: Db) {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/sign_in/keys");
        let public = folder.join("ed25519.pub.pem");
        let test = TestApp::with(db, |config| {
            config.hand_off.algorithm = HandOffAlgorithm::EdDsa;
            config.hand_off.public_key_file = public.to_str().unwrap().to_owned();
        });
        let claims = Claims::buyer(&test, "b-1");
        let pem = std::fs::read(&public).unwrap();
        for secret in [pem.as_slice(), super::SECRET] {
            let token = sign(&Header::default(), &claims, secret);
            refused(&enter(&test, &token).await, INVALID, &token);
        }
        let private = EncodingKey::from_ed_pem(&std::fs::read(folder.join("ed25519.pem")).unwrap()).unwrap();
        let valid = encode(&Header::new(Algorithm::EdDSA), &claims, &private).unwrap();
        assert_eq!(enter(&test, &valid).await.status, 303);
    }

    async fn without_a_key_nobody_comes_in(db: Db) {
        let test = TestApp::with(db, |config| config.hand_off.algorithm = HandOffAlgorithm::EdDsa);
        let token = Claims::buyer(&test, "b-1").sign();
        refused(&enter(&test, &token).await, INVALID, &token);
    }
}

async fn clean(test: &TestApp) {
    let now = test.now();
    let delete = async move |tx: &store::Tx| {
        dopis::actions::sign_in::delete_expired::delete_expired(tx, now).await
    };
    test.app.db.write(delete).await.unwrap();
}
