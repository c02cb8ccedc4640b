//! A seller with two agents, a buyer with an order, and staff; and forms sent as a browser sends them.

use axum::http::StatusCode;
use rules::access::Role;
use serde_json::json;
use store::Db;

use crate::support::{Answer, Client, TestApp};

pub(super) struct Scene {
    pub test: TestApp,
    pub maja: Client,
    pub luka: Client,
    pub ana: Client,
    pub moderator: Client,
}

impl Scene {
    /// Monday, 23 November 2026, 10.00 in Ljubljana; nobody has written yet.
    pub(super) async fn new(db: Db) -> Scene {
        let test = TestApp::new(db);
        let platform = test.platform().await;
        let nova = "/api/v1/sellers/studio-nova";
        let seller = json!({ "name": "Studio Nova", "country": "SI", "language": "sl", "time_zone": "Europe/Ljubljana" });
        let listing = json!({ "title": "Svetilka", "price": { "amount": "39.90", "currency": "EUR" }, "available": true });
        let order = json!({
            "buyer": "ana", "placed_at": "2026-11-20T09:30:00Z", "status": "shipped",
            "lines": [{ "listing": "L1", "title": "Svetilka", "quantity": 2,
                "unit_price": { "amount": "39.90", "currency": "EUR" } }],
            "delivery_address": { "name": "Ana Zorko", "line1": "Lipova 1", "postal_code": "2000", "city": "Maribor" },
        });
        for (path, body) in [
            (nova.to_owned(), seller),
            (format!("{nova}/listings/L1"), listing),
            (format!("{nova}/orders/W1"), order),
        ] {
            let put = platform.put(&path, &body).await;
            assert_eq!(put.status, StatusCode::CREATED, "{}", put.body);
        }
        Scene {
            maja: test.agent("studio-nova", "maja").await,
            luka: test.agent("studio-nova", "luka").await,
            ana: test.buyer("ana").await,
            moderator: test.staff(&[Role::Moderator]).await,
            test,
        }
    }

    /// Ana asks about her order; the path of the conversation.
    pub(super) async fn asked(&self, text: &str) -> String {
        let form = self.ana.get("/ask?seller=studio-nova&order=W1").await;
        let sent = submit(&self.ana, &form, "/conversations", &[("text", text)]).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
        location(&sent).split('?').next().unwrap().to_owned()
    }
}

/// Sends the form of a page with the values it has, and these on top of them.
pub(super) async fn submit(
    client: &Client,
    page: &Answer,
    action: &str,
    fields: &[(&str, &str)],
) -> Answer {
    let hidden = hidden(&page.body, action);
    let csrf = hidden.iter().find(|(name, _)| name == "csrf");
    let csrf = csrf.unwrap_or_else(|| panic!("the form for {action} has no csrf"));
    let kept = hidden.iter().filter(|(name, _)| name != "csrf");
    let mut all: Vec<(&str, &str)> = kept
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    all.extend(fields);
    let client = Client {
        csrf: Some(csrf.1.clone()),
        ..client.clone()
    };
    client.post_form(action, &all).await
}

/// The hidden fields of the form with this action.
pub(super) fn hidden(html: &str, action: &str) -> Vec<(String, String)> {
    let form = html
        .split("<form")
        .find(|form| {
            ["\"", "#"]
                .iter()
                .any(|end| form.contains(&format!("action=\"{action}{end}")))
        })
        .unwrap_or_else(|| panic!("no form for {action} in {html}"));
    let form = form.split("</form>").next().unwrap();
    form.split("<input type=\"hidden\" ")
        .skip(1)
        .map(|input| {
            let attribute = |name: &str| {
                let value = input.split_once(&format!("{name}=\"")).unwrap().1;
                value.split('"').next().unwrap().to_owned()
            };
            (attribute("name"), attribute("value"))
        })
        .collect()
}

pub(super) fn location(answer: &Answer) -> String {
    answer.header("location").to_owned()
}

/// The page shows all of these; spaces of every width are the same.
#[track_caller]
pub(super) fn shows(page: &Answer, texts: &[&str]) {
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    let body = plain(&page.body);
    for text in texts {
        assert!(body.contains(&plain(text)), "{text:?} is missing in {body}");
    }
}

/// The page shows none of these.
#[track_caller]
pub(super) fn hides(page: &Answer, texts: &[&str]) {
    let body = plain(&page.body);
    for text in texts {
        assert!(!body.contains(&plain(text)), "{text:?} stands in {body}");
    }
}

fn plain(text: &str) -> String {
    text.replace('\u{a0}', " ")
}
