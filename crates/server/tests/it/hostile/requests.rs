//! The request with which the rightful person succeeds at a URL that names a record.

use axum::http::Method;
use dopis::routes::Endpoint;
use rules::access::Action;
use serde_json::{Value, json};

use super::records::{Ids, rule};
use crate::support::{Answer, Client};

/// Asks with these records.
pub(crate) async fn ask(client: &Client, endpoint: &Endpoint, ids: &Ids) -> Answer {
    let path = ids.fill(endpoint.path);
    let is_api = endpoint.path.starts_with("/api/");
    match endpoint.method {
        Method::POST | Method::PUT if is_api => {
            let path = match endpoint.path.ends_with("/bytes") {
                true => format!("{path}?offset=0"),
                false => path,
            };
            let body = body(endpoint, ids);
            client.json(endpoint.method.clone(), &path, &body).await
        }
        Method::POST => client.post_form(&path, &form(endpoint.path, ids)).await,
        _ => client.bare(endpoint.method.clone(), &path).await,
    }
}

/// Of an address the part that says what is done; `{label}` where it is the record itself.
fn what(path: &str) -> &str {
    path.rsplit('/').next().unwrap()
}

pub(crate) fn body(endpoint: &Endpoint, ids: &Ids) -> Value {
    let name = "Novo";
    match what(endpoint.path) {
        "data" => json!({ "reason": name }),
        "messages" => json!({ "text": name, "last_read": 0, "insist": true }),
        "notes" | "draft" => json!({ "text": name }),
        "invitations" => json!({ "email": "novo@zaupno.example" }),
        "assignment" => json!({ "agent": null }),
        "no-reply-needed" | "reads" | "withdrawal" | "export" => json!({ "reason": name }),
        "{quick_reply}" if endpoint.action == Action::UseQuickReplies => json!({}),
        "{quick_reply}" => {
            json!({ "name": name, "shortcut": "novo", "default_language": "sl", "texts": { "sl": name } })
        }
        "labels" => json!({ "on": [ids.of("label")] }),
        "{label}" => json!({ "name": name, "colour": "red" }),
        "read-mark" => json!({ "marking": "shown", "up_to": 1 }),
        "{view}" => json!({ "name": name }),
        "{rule}" => rule(name),
        "activity" => json!({ "active": true }),
        "moves" => json!({ "step": "up" }),
        "{absence}" => {
            json!({ "first_day": "2026-12-14", "last_day": "2026-12-18" })
        }
        "holds" => {
            json!({ "kind": "seller", "subject": "nova", "ends_at": "2027-06-01T00:00:00Z", "reason": "Spor" })
        }
        "lifting" => json!({ "reason": "Spor je končan" }),
        "erasures" => {
            json!({ "buyer": "maja", "ground": "objection", "asked_by": "buyer", "reason": "Zahteva" })
        }
        "decision" if endpoint.path.contains("/erasures/") => {
            json!({ "outcome": "refused", "reason": "Zadržek" })
        }
        "decision" if endpoint.path.contains("/strikes/") => {
            json!({ "outcome": "upheld", "reason": name })
        }
        "dispute" => json!({ "reason": name }),
        "contest" => json!({ "text": name }),
        "rule-sets" => json!({ "text": "", "reason": name }),
        "active" => json!({ "number": 0 }),
        "replays" => json!({ "days": 1 }),
        "{replay}" => json!({ "running": false }),
        "decision" if endpoint.path.contains("/reviews/") => {
            json!({ "decision": "released", "ground": "harmless" })
        }
        "confidentiality" => json!({ "until": "2026-12-01T00:00:00Z", "ground": name }),
        "decision" => json!({ "approved": true }),
        "password" => json!({ "password": "a long password of the tests" }),
        "access" if endpoint.path.contains("/staff/") => json!({ "active": true, "version": 1 }),
        "access" => json!({ "role": "read_only" }),
        "{seller}" => {
            json!({ "name": name, "country": "SI", "language": "sl", "time_zone": "Europe/Ljubljana" })
        }
        "{agent}" => json!({ "name": name, "email": "bor@sellers.example", "language": "sl" }),
        "{buyer}" => {
            json!({ "name": name, "email": "maja@buyers.example", "language": "sl", "country": "SI" })
        }
        "{listing}" => json!({ "title": name }),
        "{order}" => {
            json!({ "buyer": "maja", "placed_at": "2026-11-20T10:00:00Z", "status": "delivered",
            "lines": [{ "title": name, "quantity": 1 }] })
        }
        _ => json!({}),
    }
}

pub(crate) fn form<'a>(path: &str, ids: &'a Ids) -> Vec<(&'static str, &'a str)> {
    match what(path) {
        "messages" => vec![("text", "Novo"), ("last_read", "0"), ("insist", "1")],
        "notes" | "draft" => vec![("text", "Novo")],
        "insertion" => vec![("text", ""), ("quick_reply", ids.of("quick_reply"))],
        "assignment" => vec![("agent", "")],
        "no-reply" | "withdrawal" | "reading" | "export" => vec![("reason", "Novo")],
        "rules" => vec![("text", ""), ("based_on", "0"), ("reason", "Novo")],
        "active" => vec![("number", "0")],
        "replays" => vec![("days", "1")],
        "{setting}" => vec![("value", "80"), ("reason", "Novo")],
        "read" => vec![("up_to", "1")],
        "presence" => vec![("state", "looking")],
        "labels" => vec![("on", ids.of("label"))],
        "{label}" => vec![("name", "Novo"), ("colour", "red")],
        "{view}" => vec![("name", "Novo")],
        "{rule}" => vec![("name", "Novo"), ("outcome", "agent"), ("agent", "bor")],
        "place" => vec![("step", "up")],
        "activity" => vec![("active", "1")],
        "{quick_reply}" => vec![
            ("name", "Novo"),
            ("shortcut", "novo"),
            ("default_language", "sl"),
            ("text_sl", "Novo"),
        ],
        "{id}" if path.starts_with("/absences/") => vec![
            ("first", "2026-12-14"),
            ("last", "2026-12-18"),
            ("reason", "Novo"),
        ],
        "holds" => vec![
            ("kind", "seller"),
            ("subject", "nova"),
            ("last_day", "2027-06-01"),
            ("reason", "Spor"),
        ],
        "lifting" => vec![("reason", "Spor je končan")],
        "erasures" => vec![
            ("buyer", "maja"),
            ("ground", "objection"),
            ("asked_by", "buyer"),
            ("reason", "Zahteva"),
        ],
        "decision" if path.contains("/erasures/") => {
            vec![("outcome", "refused"), ("reason", "Zadržek")]
        }
        "decision" if path.contains("/strikes/") => vec![("outcome", "upheld"), ("reason", "Novo")],
        "dispute" => vec![("reason", "Novo")],
        "contest" => vec![("text", "Novo")],
        "decision" if path.contains("/reviews/") => vec![("ground", "harmless")],
        "decision" if path.contains("/accesses/") => vec![("outcome", "approved")],
        "confidentiality" => vec![("until", "2026-12-01"), ("ground", "Novo")],
        "decision" => vec![("decision", "approve"), ("reason", "")],
        "access" if path.starts_with("/staff/") => vec![("do", "return"), ("version", "1")],
        "access" => vec![("do", "role"), ("role", "read_only")],
        _ => vec![],
    }
}
