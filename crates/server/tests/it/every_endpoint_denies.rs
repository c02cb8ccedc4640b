//! Every URL is asked by every kind of viewer, and each answer is held against the permission table.
//! The URLs come from the router's own list, so that none can be forgotten.

use axum::http::{Method, StatusCode};
use dopis::routes::{Endpoint, endpoints};
use rules::access::{Action, AgentRole, Relation, Role, Roles, Verdict, Viewer, may};
use rules::ids::{AgentId, BuyerId, SellerId, StaffId, TokenId};
use serde_json::{Value, json};
use store::{Db, both_databases};

use crate::api::World;
use crate::support::{Answer, Client, TestApp};

/// A kind of viewer, and whether the conversation, order and seller `nova` are its own.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Who {
    Nobody,
    Buyer(&'static str),
    Agent(&'static str, &'static str, AgentRole),
    Automation(&'static str),
    Staff(Role),
    Platform,
}

const ALL: [Who; 14] = [
    Who::Nobody,
    Who::Buyer("maja"),
    Who::Buyer("tone"),
    Who::Agent("nova", "ana", AgentRole::Owner),
    Who::Agent("nova", "dana", AgentRole::Agent),
    Who::Agent("nova", "cene", AgentRole::ReadOnly),
    Who::Agent("drugi", "eva", AgentRole::Owner),
    Who::Automation("nova"),
    Who::Automation("drugi"),
    Who::Staff(Role::Moderator),
    Who::Staff(Role::Decider),
    Who::Staff(Role::Auditor),
    Who::Staff(Role::Administrator),
    Who::Platform,
];

/// Collections of a seller that no buyer sees, whoever it is.
const CLOSED_TO_BUYERS: [&str; 2] = [
    "/api/v1/sellers/{seller}/orders",
    "/api/v1/sellers/{seller}/listings",
];

/// What is open to every buyer although it is a seller's.
const OPEN_TO_BUYERS: [&str; 1] = ["/api/v1/sellers/{seller}/listings/{listing}"];

both_databases! {
    async fn every_endpoint_answers_as_the_table_says(db: Db) {
        let test = TestApp::with(db, |config| {
            config.limits.requests_per_minute = 1_000_000;
            config.limits.anonymous_per_minute = 1_000_000;
        });
        let world = World::of(test).await;
        let conversation = world.ask("Kje je paket?").await;
        let id = conversation.rsplit('/').next().unwrap().to_owned();
        let mut wrong = Vec::new();
        for endpoint in endpoints() {
            for who in ALL {
                let expected = expected(&who, &endpoint);
                // A session of its own each time, since signing out is among the requests.
                let answer = ask(&who.client(&world.test).await, &endpoint, &id).await;
                if !agrees(&answer, expected, &who, &endpoint) {
                    wrong.push(format!(
                        "{} {} as {who:?}: expected {expected:?}, got {} {}",
                        endpoint.method, endpoint.path, answer.status, start(&answer.body).replace('\n', " ")
                    ));
                }
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }
}

fn expected(who: &Who, endpoint: &Endpoint) -> Verdict {
    let viewer = who.viewer();
    let own = may(&viewer, endpoint.action, Relation::Own);
    let is_nothing_of_a_seller = !["{conversation}", "{id}", "{seller}", "{agent}"]
        .iter()
        .any(|record| endpoint.path.contains(record));
    if own != Verdict::Allowed || is_nothing_of_a_seller {
        return own;
    }
    let is_own = match who {
        Who::Buyer(_) if CLOSED_TO_BUYERS.contains(&endpoint.path) => false,
        Who::Buyer(_) if OPEN_TO_BUYERS.contains(&endpoint.path) => true,
        Who::Buyer(buyer) => *buyer == "maja",
        Who::Agent(seller, ..) | Who::Automation(seller) => *seller == "nova",
        _ => true,
    };
    let relation = if is_own {
        Relation::Own
    } else {
        Relation::Foreign
    };
    may(&viewer, endpoint.action, relation)
}

fn agrees(answer: &Answer, expected: Verdict, who: &Who, endpoint: &Endpoint) -> bool {
    let status = answer.status;
    match expected {
        Verdict::SignInFirst => {
            status == StatusCode::UNAUTHORIZED
                || (status == StatusCode::SEE_OTHER
                    && answer.header("location").starts_with("/sign-in"))
        }
        Verdict::Forbidden => status == StatusCode::FORBIDDEN,
        Verdict::Hidden => status == StatusCode::NOT_FOUND,
        Verdict::Allowed if is_door(who, endpoint) => !status.is_server_error(),
        Verdict::Allowed if is_not_theirs(who, endpoint) => status == StatusCode::NOT_FOUND,
        Verdict::Allowed => {
            let needs_reason = matches!(who, Who::Staff(_))
                && ["reason_needed", "access_needed"]
                    .iter()
                    .any(|code| answer.body.contains(code));
            let refused = [StatusCode::UNAUTHORIZED, StatusCode::FORBIDDEN].contains(&status);
            // Who may know of what is there is not told that it is not.
            let is_missing = status == StatusCode::NOT_FOUND && !names_nothing_real(endpoint.path);
            (!refused || needs_reason) && !is_missing && !status.is_server_error()
        }
    }
}

/// Open to all, and refuses those who have no key: the page that says how to come in, the hand-off without
/// a token, and pages for people where a program asks.
fn is_door(who: &Who, endpoint: &Endpoint) -> bool {
    let is_page = !endpoint.path.starts_with("/api/");
    ["/", "/enter"].contains(&endpoint.path)
        || (is_page && matches!(who, Who::Automation(_) | Who::Platform))
}

/// The action is theirs, but what the query or the form names is the seller `nova`'s or the buyer Maja's; and lists of
/// buyers have nothing that is done with many at once.
fn is_not_theirs(who: &Who, endpoint: &Endpoint) -> bool {
    let is_post = endpoint.method == Method::POST;
    let (asks, counts) = match endpoint.path {
        "/ask" => (true, false),
        "/conversations" | "/api/v1/conversations" => (is_post, false),
        "/figures/conversations" | "/api/v1/figures" | "/api/v1/figures/questions" => (false, true),
        "/conversations/bulk" => return matches!(who, Who::Buyer(_)),
        _ => (false, false),
    };
    match who {
        Who::Buyer("tone") => asks,
        Who::Agent("drugi", ..) => asks || counts,
        _ => false,
    }
}

/// Records that [`ask`] names and that there are not.
const NOT_THERE: [&str; 28] = [
    "calendar_day",
    "access",
    "reading",
    "absence",
    "strike",
    "hold",
    "erasure",
    "token",
    "upload",
    "file",
    "attachment",
    "message",
    "passkey",
    "invitation",
    "session",
    "invitation_token",
    "quick_reply",
    "label",
    "view",
    "rule",
    "held",
    "review",
    "change",
    "staff",
    "name",
    "number",
    "replay",
    "id",
];

fn names_nothing_real(path: &str) -> bool {
    // `{id}` is a conversation, which there is, except in these.
    let is_other = path.starts_with("/staff/") || path.starts_with("/absences/");
    let named = |name: &&str| path.contains(&format!("{{{name}}}"));
    let mut not_there = NOT_THERE.iter().filter(|name| **name != "id" || is_other);
    // No log is kept here, and no scraper is let in.
    let is_off = path.starts_with("/archive/") || path == "/metrics";
    is_off || path.ends_with("/dossier") || not_there.any(named)
}

async fn ask(client: &Client, endpoint: &Endpoint, conversation: &str) -> Answer {
    let other = "019a0000-0000-7000-8000-000000000000";
    let path = endpoint
        .path
        .replace("{conversation}", conversation)
        .replace("{calendar_day}", other)
        .replace("{absence}", other)
        .replace("{access}", other)
        .replace("{reading}", other)
        .replace("{strike}", other)
        .replace("{hold}", other)
        .replace("{erasure}", other)
        .replace("{token}", other)
        .replace("{upload}", other)
        .replace("{file}", other)
        .replace("{attachment}", other)
        .replace("{passkey}", other)
        .replace("{invitation}", other)
        .replace("{session}", &"a7".repeat(32))
        .replace("{invitation_token}", "no-such-invitation")
        .replace("{quick_reply}", other)
        .replace("{label}", other)
        .replace("{view}", other)
        .replace("{rule}", other)
        .replace("{held}", other)
        .replace("{review}", other)
        .replace("{change}", other)
        .replace("{number}", "7")
        .replace("{replay}", other)
        .replace("{setting}", "due_soon_percent")
        .replace("{seller}", "nova")
        .replace("{staff}", other)
        .replace("{order}", "W1")
        .replace("{listing}", "L1")
        .replace("{agent}", "ana")
        .replace("{buyer}", "maja")
        .replace("{name}", "nothing.css")
        .replace("{*tile}", "000")
        .replace("{message}", other);
    let path = match path.starts_with("/staff/") {
        true => path.replace("{id}", other),
        false => path.replace("{id}", conversation),
    };
    let path = format!("{path}{}", query(endpoint.path));
    assert!(!path.contains('{'), "{path}: say which record this is");
    let has_body = [Method::POST, Method::PUT].contains(&endpoint.method);
    match (has_body, endpoint.path.starts_with("/api/")) {
        (true, true) => {
            client
                .json(endpoint.method.clone(), &path, &body(endpoint))
                .await
        }
        (true, false) => client.post_form(&path, &form(endpoint.path)).await,
        (false, _) => client.bare(endpoint.method.clone(), &path).await,
    }
}

fn query(path: &str) -> &'static str {
    match path {
        "/api/v1/oversight/conversations" => "?word=W1",
        "/api/v1/oversight/waiting" => "?part=waiting",
        "/api/v1/oversight/sellers" => "?words=nova",
        "/api/v1/figures" => "?seller=nova",
        "/api/v1/figures/questions" | "/figures/conversations" => "?seller=nova&kind=late",
        "/ask" => "?seller=nova&order=W1",
        _ => "",
    }
}

/// A body with which the request would succeed for somebody.
fn body(endpoint: &Endpoint) -> Value {
    let last = endpoint.path.rsplit('/').next().unwrap();
    match last {
        "conversations" => {
            json!({ "seller": "nova", "subject": { "kind": "order", "id": "W1" }, "text": "Pozdravljeni" })
        }
        "messages" => json!({ "text": "Pozdravljeni", "last_read": 0, "insist": true }),
        "notes" => json!({ "text": "Med nami" }),
        "invitations" => json!({ "email": "nova@example.com" }),
        "assignment" => json!({ "agent": null }),
        "staff" => {
            json!({ "name": "Vida", "email": "vida@lipa.example", "language": "sl", "roles": ["auditor"] })
        }
        "no-reply-needed" => json!({ "reason": "Zahvala" }),
        "reads" => json!({ "reason": "Pritožba" }),
        "draft" => json!({ "text": "Pozdravljeni" }),
        "quick-replies" | "{quick_reply}" => {
            json!({ "name": "Paket", "shortcut": "paket", "default_language": "sl",
            "texts": { "sl": "Pozdravljeni" } })
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
            json!({ "outcome": "lifted", "reason": "Res ni" })
        }
        "decision" if endpoint.path.contains("/accesses/") => json!({ "approved": true }),
        "accesses" => {
            json!({ "seller": "nova", "reason": "Nujno" })
        }
        "confidentiality" => json!({ "until": "2026-12-01T00:00:00Z", "ground": "Preiskava" }),
        "export" => json!({ "reason": "Ocena pravil" }),
        "decision" => json!({ "decision": "released", "ground": "harmless" }),
        "changes" => json!({ "setting": "due_soon_percent", "value": 80, "reason": "Poskus" }),
        "withdrawal" => json!({ "reason": "Poskus" }),
        "rule-sets" => json!({ "text": "[switched off]\nphone.plus", "reason": "Poskus" }),
        "active" => json!({ "number": 0 }),
        "replays" => json!({ "days": 1 }),
        "{replay}" => json!({ "running": false }),
        "labels" if endpoint.action == Action::Label => json!({ "on": [] }),
        "labels" | "{label}" => json!({ "name": "Nujno", "colour": "red" }),
        "read-mark" => json!({ "marking": "shown", "up_to": 1 }),
        "bulk" => json!({ "change": { "kind": "mark_read" }, "conversations": [] }),
        "views" | "{view}" => json!({ "name": "Moji" }),
        "first" => json!({ "view": null }),
        "assignment-rules" | "{rule}" => {
            json!({ "name": "Vse", "outcome": { "kind": "same_as_last_time" } })
        }
        "activity" => json!({ "active": true }),
        "dispute" => json!({ "reason": "Sledilna številka" }),
        "contest" => json!({ "text": "Ni res" }),
        "moves" => json!({ "step": "up" }),
        _ => json!({}),
    }
}

fn form(path: &str) -> Vec<(&'static str, &'static str)> {
    match path.rsplit('/').next().unwrap() {
        "conversations" => vec![
            ("seller", "nova"),
            ("order", "W1"),
            ("text", "Pozdravljeni"),
        ],
        "messages" => vec![
            ("text", "Pozdravljeni"),
            ("last_read", "0"),
            ("insist", "1"),
        ],
        "notes" => vec![("text", "Med nami")],
        "assignment" => vec![("agent", "")],
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
        "decision" if path.contains("/strikes/") => {
            vec![("outcome", "lifted"), ("reason", "Res ni")]
        }
        "decision" if path.contains("/accesses/") => vec![("outcome", "approved")],
        "accesses" => vec![("seller", "nova"), ("reason", "Nujno")],
        "confidentiality" => vec![("until", "2026-12-01"), ("ground", "Preiskava")],
        "export" => vec![("reason", "Ocena pravil")],
        "decision" => vec![("ground", "harmless")],
        "no-reply" => vec![("reason", "Zahvala")],
        "withdrawal" => vec![("reason", "Poskus")],
        "rules" => vec![("text", ""), ("based_on", "0"), ("reason", "Poskus")],
        "active" => vec![("number", "0")],
        "replays" => vec![("days", "1")],
        "{setting}" => vec![("value", "80"), ("reason", "Poskus")],
        "reading" => vec![("reason", "Pritožba")],
        "dispute" => vec![("reason", "Sledilna številka")],
        "contest" => vec![("text", "Ni res")],
        "read" => vec![("up_to", "1")],
        "presence" => vec![("state", "looking")],
        "language" => vec![("language", "en"), ("back", "/")],
        _ => vec![],
    }
}

fn start(body: &str) -> &str {
    let end = body
        .char_indices()
        .nth(160)
        .map_or(body.len(), |(at, _)| at);
    &body[..end]
}

impl Who {
    pub(crate) async fn client(&self, test: &TestApp) -> Client {
        match self {
            Who::Nobody => test.anonymous(),
            Who::Buyer(buyer) => test.buyer(buyer).await,
            Who::Agent(seller, agent, role) => test.agent_as(seller, agent, *role).await,
            Who::Automation(seller) => test.automation(seller).await,
            Who::Staff(role) => test.staff(&[*role]).await,
            Who::Platform => test.platform().await,
        }
    }

    /// The same kind of viewer as the table sees it.
    pub(crate) fn viewer(&self) -> Viewer {
        let token = TokenId(uuid::Uuid::nil());
        match self {
            Who::Nobody => Viewer::Anonymous,
            Who::Buyer(buyer) => Viewer::Buyer(BuyerId::parse(*buyer).unwrap()),
            Who::Agent(seller, agent, role) => Viewer::Agent {
                role: *role,
                seller: SellerId::parse(*seller).unwrap(),
                agent: AgentId::parse(*agent).unwrap(),
            },
            Who::Automation(seller) => Viewer::Automation {
                seller: SellerId::parse(*seller).unwrap(),
                token,
            },
            Who::Staff(role) => Viewer::Staff {
                staff: StaffId(uuid::Uuid::nil()),
                roles: Roles::new([*role]),
            },
            Who::Platform => Viewer::Platform { token },
        }
    }
}
