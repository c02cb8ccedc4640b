//! PUT of sellers, agents, buyers, listings and orders, and reading them back.

use axum::http::{Method, StatusCode};
use serde_json::{Value, json};
use store::events::Scope;
use store::{Db, both_databases};

use crate::support::{Answer, Client, TestApp};

fn seller() -> Value {
    json!({ "name": "Studio Nova", "country": "SI", "language": "sl", "time_zone": "Europe/Ljubljana" })
}

fn order(buyer: &str) -> Value {
    json!({
        "buyer": buyer,
        "placed_at": "2026-11-20T09:30:00Z",
        "status": "processed",
        "lines": [{ "listing": "L1", "title": "Namizna svetilka", "quantity": 2,
            "unit_price": { "amount": "39.90", "currency": "EUR" } }],
        "shipments": [{ "carrier": "Pošta", "tracking_number": "RR123456785SI", "shipped_at": "2026-11-21T08:00:00Z" }],
        "delivery_address": { "name": "Testna Oseba", "line1": "Izmišljena ulica 1", "city": "Nikjer" },
    })
}

/// The kinds and bodies of all events so far.
async fn events(test: &TestApp) -> Vec<(String, String)> {
    let work = async move |tx: &store::Tx| {
        while store::events::any_give_positions(tx, 1_000).await? > 0 {}
        store::events::after(tx, &Scope::Everything, -1, 10_000).await
    };
    let events = test.app.db.write(work).await.unwrap();
    events
        .into_iter()
        .map(|event| (event.kind, event.body))
        .collect()
}

fn status(answer: &Answer, expected: StatusCode) -> Value {
    assert_eq!(answer.status, expected, "{}", answer.body);
    answer.json()
}

both_databases! {
    async fn the_same_put_again_changes_nothing(db: Db) {
        let test = TestApp::new(db);
        let platform = test.platform().await;
        let path = "/api/v1/sellers/studio-nova";
        let created = status(&platform.put(path, &seller()).await, StatusCode::CREATED);
        assert_eq!((&created["id"], &created["version"]), (&json!("studio-nova"), &json!(1)));
        assert_eq!(created["created_at"], json!("2026-11-23T09:00:00Z"));
        assert_eq!(created["calendar_notes"], json!([]));

        test.wait(jiff::SignedDuration::from_mins(30));
        let again = status(&platform.put(path, &seller()).await, StatusCode::OK);
        assert_eq!(again, created);
        assert_eq!(status(&platform.get(path).await, StatusCode::OK), created);

        let mut moved = seller();
        moved["name"] = json!("Studio Nova, d. o. o.");
        moved["country"] = json!("HR");
        moved["time_zone"] = json!("Europe/Zagreb");
        let changed = status(&platform.put(path, &moved).await, StatusCode::OK);
        assert_eq!((&changed["version"], &changed["updated_at"]), (&json!(2), &json!("2026-11-23T09:30:00Z")));

        let events = events(&test).await;
        let kinds: Vec<&str> = events.iter().map(|(kind, _)| kind.as_str()).collect();
        assert_eq!(kinds, ["seller.created", "seller.changed"]);
        let body: Value = serde_json::from_str(&events[1].1).unwrap();
        assert_eq!(body["changed"], json!(["name", "country", "time_zone"]));
        assert!(events.iter().all(|(_, body)| !body.contains("Nova")), "{events:?}");
    }

    async fn a_change_names_the_version_it_was_made_on(db: Db) {
        let test = TestApp::new(db);
        let platform = test.platform().await;
        let path = "/api/v1/sellers/studio-nova";
        let with = |name: &str, version: i64| {
            let mut content = seller();
            content["name"] = json!(name);
            content["version"] = json!(version);
            content
        };
        assert_eq!(platform.put(path, &with("A", 4)).await.problem(), "409 stale");
        status(&platform.put(path, &with("A", 0)).await, StatusCode::CREATED);
        status(&platform.put(path, &with("B", 1)).await, StatusCode::OK);
        assert_eq!(platform.put(path, &with("C", 1)).await.problem(), "409 stale");
        // The answer was lost and the request is sent again.
        let repeated = status(&platform.put(path, &with("B", 1)).await, StatusCode::OK);
        assert_eq!(repeated["version"], json!(2));
    }

    async fn an_order_may_come_first_and_without_anybody_known(db: Db) {
        let test = TestApp::new(db);
        let platform = test.platform().await;
        let path = "/api/v1/sellers/studio-nova/orders/W1-1";
        let created = status(&platform.put(path, &order("eva")).await, StatusCode::CREATED);
        assert_eq!(created["lines"], order("eva")["lines"]);
        assert_eq!(created["shipments"], order("eva")["shipments"]);
        assert_eq!(created["delivery_address"], order("eva")["delivery_address"]);
        let mut delivered = order("eva");
        delivered["status"] = json!("delivered");
        delivered["shipments"][0]["delivered_at"] = json!("2026-11-23T08:15:00Z");
        test.wait(jiff::SignedDuration::from_secs(1));
        status(&platform.put(path, &delivered).await, StatusCode::OK);
        let events = events(&test).await;
        let body: Value = serde_json::from_str(&events[1].1).unwrap();
        assert_eq!(body["changed"], json!(["status", "shipments"]));
        for private in ["Testna", "Izmišljena", "Nikjer", "svetilka"] {
            assert!(events.iter().all(|(_, body)| !body.contains(private)), "{private} in {events:?}");
        }
    }

    async fn an_order_is_seen_by_its_seller_and_its_buyer_alone(db: Db) {
        let test = TestApp::new(db);
        let path = "/api/v1/sellers/studio-nova/orders/W1-1";
        test.platform().await.put(path, &order("eva")).await;
        let of = async |client: Client| client.get(path).await.status.as_u16();
        assert_eq!(of(test.platform().await).await, 200);
        assert_eq!(of(test.agent("studio-nova", "ana").await).await, 200);
        assert_eq!(of(test.buyer("eva").await).await, 200);
        assert_eq!(of(test.agent("kabel-kontor", "ana").await).await, 404);
        assert_eq!(of(test.buyer("mia").await).await, 404);
        assert_eq!(of(test.anonymous()).await, 401);
        let agent = test.agent("studio-nova", "ana").await;
        assert_eq!(agent.put(path, &order("eva")).await.status.as_u16(), 403);
        let buyers = agent.get("/api/v1/buyers/eva").await;
        assert_eq!(buyers.status.as_u16(), 403);
    }

    async fn a_collection_is_read_in_parts_without_gap_or_double(db: Db) {
        let test = TestApp::new(db);
        let platform = test.platform().await;
        for number in 0..25 {
            let path = format!("/api/v1/sellers/studio-nova/listings/L{number}");
            let content = json!({ "title": format!("Izdelek {number}"), "price": { "amount": "1.20", "currency": "EUR" } });
            status(&platform.put(&path, &content).await, StatusCode::CREATED);
            if number % 7 == 0 {
                test.wait(jiff::SignedDuration::from_secs(60));
            }
        }
        let mut path = "/api/v1/sellers/studio-nova/listings?limit=10".to_owned();
        let mut seen = Vec::new();
        loop {
            let part = status(&platform.get(&path).await, StatusCode::OK);
            let ids = part["items"].as_array().unwrap().iter().map(|item| item["id"].as_str().unwrap().to_owned());
            seen.extend(ids);
            let Some(next) = part["next"].as_str() else { break };
            path = format!("/api/v1/sellers/studio-nova/listings?limit=10&cursor={next}");
        }
        assert_eq!(seen.len(), 25);
        let different: std::collections::BTreeSet<&String> = seen.iter().collect();
        assert_eq!(different.len(), 25);
        let since = "/api/v1/sellers/studio-nova/listings?changed_since=2026-11-23T09:04:00Z";
        let changed = status(&platform.get(since).await, StatusCode::OK);
        assert_eq!(changed["items"].as_array().unwrap().len(), 3, "{changed}");
        let foreign = platform.get("/api/v1/sellers/other/listings").await;
        assert_eq!(status(&foreign, StatusCode::OK)["items"], json!([]));
        for bad in ["cursor=zzz", "limit=0", "limit=201"] {
            let path = format!("/api/v1/sellers/studio-nova/listings?{bad}");
            assert_eq!(platform.get(&path).await.status.as_u16(), 422, "{bad}");
        }
    }
}

#[tokio::test]
async fn a_refusal_names_the_field_and_what_would_do() {
    store::testing::on_sqlite(async |db: Db| {
        let test = TestApp::new(db);
        let platform = test.platform().await;
        let refusal = async |path: &str, content: Value| {
            let answer = platform.put(path, &content).await;
            assert_eq!(
                answer.status,
                StatusCode::UNPROCESSABLE_ENTITY,
                "{content} {}",
                answer.body
            );
            answer.json()["detail"].as_str().unwrap().to_owned()
        };
        let changed = |mut content: Value, pointer: &str, value: Value| {
            *content.pointer_mut(pointer).unwrap() = value;
            content
        };
        let path = "/api/v1/sellers/studio-nova";
        let detail = refusal(path, changed(seller(), "/country", json!("SVN"))).await;
        assert!(
            detail.contains("country: \"SVN\" is no country"),
            "{detail}"
        );
        let detail = refusal(path, changed(seller(), "/time_zone", json!("Maribor"))).await;
        assert!(
            detail.contains("time_zone: \"Maribor\" is no time zone"),
            "{detail}"
        );
        let mut somewhere = seller();
        somewhere["subdivision"] = json!("x\u{d3}\u{b2}");
        let detail = refusal(path, somewhere).await;
        assert!(
            detail.starts_with("subdivision: ") && detail.contains("ISO 3166-2"),
            "{detail}"
        );
        let mut unknown = seller();
        unknown["colour"] = json!("red");
        let detail = refusal(path, unknown).await;
        assert!(detail.contains("colour"), "{detail}");
        let path = "/api/v1/sellers/studio-nova/orders/W1-1";
        let detail = refusal(path, changed(order("eva"), "/lines/0/quantity", json!(0))).await;
        assert!(detail.contains("lines[0].quantity"), "{detail}");
        let detail = refusal(
            path,
            changed(order("eva"), "/lines/0/unit_price/amount", json!("1,20")),
        )
        .await;
        assert!(detail.contains("lines[0].unit_price.amount"), "{detail}");
        let bad_path = platform
            .json(Method::PUT, "/api/v1/sellers/a%20b", &seller())
            .await;
        assert!(bad_path.status.is_client_error(), "{}", bad_path.body);
        // A name with a sign that no other word of an event has.
        let at_sea = changed(seller(), "/time_zone", json!("Etc/GMT+1"));
        status(
            &platform.put("/api/v1/sellers/at-sea", &at_sea).await,
            StatusCode::CREATED,
        );
    })
    .await;
}
