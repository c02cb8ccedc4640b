//! A small marketplace: two sellers, two buyers, an order and a listing of each seller, and people of staff.

use axum::http::Method;
use rules::access::Role;
use serde_json::{Value, json};
use store::Db;

use crate::support::{Answer, Client, TestApp};

/// Seller `nova` with agents `ana` and `bor`, order `W1` of buyer `maja` and listing `L1`;
/// seller `drugi` with agent `eva`, order `W2` of buyer `tone` and listing `L2`.
#[derive(Debug, Clone)]
pub(crate) struct World {
    pub(crate) test: TestApp,
    pub(crate) ana: Client,
    pub(crate) bor: Client,
    pub(crate) eva: Client,
    pub(crate) maja: Client,
    pub(crate) tone: Client,
    pub(crate) moderator: Client,
    pub(crate) administrator: Client,
    pub(crate) platform: Client,
}

impl World {
    pub(crate) async fn new(db: Db) -> World {
        World::of(TestApp::new(db)).await
    }

    pub(crate) async fn of(test: TestApp) -> World {
        let platform = test.platform().await;
        for (seller, buyer, number) in [("nova", "maja", 1), ("drugi", "tone", 2)] {
            let put = async |path: String, body: Value| {
                let answer = platform.put(&path, &body).await;
                assert_eq!(answer.status, 201, "{path}: {}", answer.body);
            };
            put(
                format!("/api/v1/sellers/{seller}"),
                json!({ "name": format!("Seller {seller}"), "country": "SI", "language": "sl", "time_zone": "Europe/Ljubljana" }),
            )
            .await;
            put(
                format!("/api/v1/sellers/{seller}/listings/L{number}"),
                json!({ "title": format!("Listing {number}") }),
            )
            .await;
            put(
                format!("/api/v1/sellers/{seller}/orders/W{number}"),
                json!({ "buyer": buyer, "placed_at": "2026-11-20T10:00:00Z", "status": "delivered",
                    "lines": [{ "title": format!("Thing {number}"), "quantity": 1 }] }),
            )
            .await;
        }
        World {
            ana: test.agent("nova", "ana").await,
            bor: test.agent("nova", "bor").await,
            eva: test.agent("drugi", "eva").await,
            maja: test.buyer("maja").await,
            tone: test.buyer("tone").await,
            moderator: test.staff(&[Role::Moderator]).await,
            administrator: test.staff(&[Role::Administrator]).await,
            platform,
            test,
        }
    }

    /// The same people with new sessions, after a time in which the old ones have ended.
    pub(crate) async fn again(self) -> World {
        let test = self.test;
        World {
            ana: test.agent("nova", "ana").await,
            bor: test.agent("nova", "bor").await,
            eva: test.agent("drugi", "eva").await,
            maja: test.buyer("maja").await,
            tone: test.buyer("tone").await,
            moderator: test.staff(&[Role::Moderator]).await,
            administrator: test.staff(&[Role::Administrator]).await,
            platform: test.platform().await,
            test,
        }
    }

    /// Maja asks nova about order W1; the conversation's path.
    pub(crate) async fn ask(&self, text: &str) -> String {
        let body =
            json!({ "seller": "nova", "subject": { "kind": "order", "id": "W1" }, "text": text });
        let opened = self.maja.post("/api/v1/conversations", &body).await;
        assert_eq!(opened.status, 201, "{}", opened.body);
        let id = opened.json()["conversation"]["id"]
            .as_str()
            .unwrap()
            .to_owned();
        format!("/api/v1/conversations/{id}")
    }

    /// The event kinds that somebody sees, in order.
    pub(crate) async fn event_kinds(&self, of: &Client) -> Vec<String> {
        let events = of.get("/api/v1/events?limit=500").await.json();
        let items = events["items"].as_array().unwrap();
        items
            .iter()
            .map(|event| event["kind"].as_str().unwrap().to_owned())
            .collect()
    }
}

impl Client {
    /// A message with the newest one read.
    pub(crate) async fn write(&self, conversation: &str, text: &str, last_read: u32) -> Answer {
        let body = json!({ "text": text, "last_read": last_read });
        self.post(&format!("{conversation}/messages"), &body).await
    }

    /// A request without a body.
    pub(crate) async fn bare(&self, method: Method, path: &str) -> Answer {
        let mut request = self.request(method, path);
        if let Some(csrf) = &self.csrf {
            request = request.header("x-csrf-token", csrf);
        }
        self.test
            .send(request.body(axum::body::Body::empty()).unwrap())
            .await
    }
}
