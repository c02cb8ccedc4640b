//! The demonstration marketplace: it loads at any date and time, shows every state, and its links sign in.

use axum::body::Body;
use axum::http::{Request, StatusCode};
use dopis::demo;
use jiff::Timestamp;
use rules::ids::SellerId;
use store::lists::Counts;
use store::{Db, Tx, both_databases};
use tower::ServiceExt as _;

use crate::support::{Client, TestApp};

/// A Monday morning, a Saturday night, Christmas, new year, and the mornings of both clock changes.
const INSTANTS: [&str; 6] = [
    "2026-11-23T09:00:00Z",
    "2026-11-28T23:10:00Z",
    "2026-12-25T12:00:00Z",
    "2027-01-02T06:30:00Z",
    "2027-03-28T01:30:00Z",
    "2027-10-31T00:30:00Z",
];

async fn counts(test: &TestApp) -> Counts {
    let (seller, now) = (SellerId::parse("svetilko").unwrap(), test.now());
    let work = async move |tx: &Tx| store::lists::counts(tx, &seller, None, now).await;
    test.app.db.read(work).await.unwrap()
}

#[tokio::test]
async fn it_is_alive_at_any_date_and_time() {
    for instant in INSTANTS {
        store::testing::on_sqlite(async |db: Db| {
            let test = TestApp::new(db);
            let instant: Timestamp = instant.parse().unwrap();
            test.wait(instant.duration_since(test.now()));
            demo::load(&test.app).await.unwrap();
            let expected = Counts {
                needs_reply: 6,
                overdue: 1,
                waiting_for_buyer: 4,
                closed: 2,
                all: 13,
                unread: None,
            };
            assert_eq!(counts(&test).await, expected, "{instant}");
        })
        .await;
    }
}

both_databases! {
    async fn its_links_sign_in_each_person(db: Db) {
        let test = TestApp::new(db);
        let people = demo::load(&test.app).await.unwrap();
        let links = demo::router(&test.app, people);
        for (role, _) in demo::LINKS {
            let request = Request::get(format!("/demo/enter/{role}")).body(Body::empty()).unwrap();
            let answer = links.clone().oneshot(request).await.unwrap();
            assert_eq!(answer.status(), StatusCode::SEE_OTHER, "{role}");
            let location = answer.headers()["location"].to_str().unwrap().to_owned();
            let cookie = match role {
                "moderator" | "auditor" | "administrator" => answer.headers()["set-cookie"].to_str().unwrap().to_owned(),
                _ => {
                    let entered = test.anonymous().get(&location).await;
                    assert_eq!(entered.status, StatusCode::SEE_OTHER, "{role}: {}", entered.body);
                    entered.header("set-cookie").to_owned()
                }
            };
            let session = cookie.strip_prefix("__Host-dopis=").unwrap().split(';').next().unwrap();
            let client = Client { session: Some(session.to_owned()), ..test.anonymous() };
            let order = client.get("/api/v1/sellers/svetilko/orders/S-1001").await;
            if !["auditor", "administrator"].contains(&role) {
                assert_eq!(order.status, StatusCode::OK, "{role}: {}", order.body);
            }
            let own = match role {
                "agent" => "/people",
                "colleague" | "read-only" | "buyer" => "/conversations",
                "moderator" => "/staff",
                "auditor" => "/staff/readings",
                _ => "/staff/people",
            };
            assert_eq!(client.get(own).await.status, StatusCode::OK, "{role}");
        }
        let unknown = Request::get("/demo/enter/emperor").body(Body::empty()).unwrap();
        assert_eq!(links.oneshot(unknown).await.unwrap().status(), StatusCode::NOT_FOUND);
    }
}
