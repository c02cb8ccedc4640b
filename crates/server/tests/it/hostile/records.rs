//! One of every kind of record of the seller `nova`, with words that nobody else may see.

use std::collections::BTreeMap;

use dopis::config::Config;
use dopis::random::secret_hash;
use rules::access::Role;
use rules::ids::{AgentId, PasskeyId, PreparedFileId, SellerId};
use serde_json::{Value, json};
use store::Db;
use store::accounts::AccountKey;
use store::passkeys::Passkey;
use store::prepared_files::{self, Asker, Content, PreparedFile, Progress, Ready};
use store::sessions::Person;

use crate::api::World;
use crate::api::strikes::some_strike;
use crate::support::{Client, TestApp};

/// In every text, name and reason of `nova`'s records.
pub(crate) const SECRET: &str = "Zaupno";

const PHOTO: &[u8] = include_bytes!("../files/photo.jpg");

/// Without limits that would hide the answers, and with everything that can be switched on.
pub(crate) fn test_app(db: Db) -> TestApp {
    test_app_with(db, |_| {})
}

/// The same with settings of the test's own.
pub(crate) fn test_app_with(db: Db, change: impl FnOnce(&mut Config)) -> TestApp {
    TestApp::with(db, |config| {
        change(config);
        config.limits.requests_per_minute = 1_000_000;
        config.limits.anonymous_per_minute = 1_000_000;
        config.sign_in.agents_with_password = true;
    })
}

/// What stands for each parameter of a path.
#[derive(Debug, Clone)]
pub(crate) struct Ids(BTreeMap<&'static str, String>);

impl Ids {
    /// Of the right form, and of nothing that there is.
    pub(crate) fn made_up() -> Ids {
        let id = "019a0000-0000-7000-8000-000000000000";
        let of_an_id = [
            "absence",
            "access",
            "attachment",
            "calendar_day",
            "change",
            "conversation",
            "erasure",
            "file",
            "held",
            "hold",
            "invitation",
            "label",
            "message",
            "passkey",
            "quick_reply",
            "reading",
            "review",
            "rule",
            "staff",
            "strike",
            "token",
            "upload",
            "view",
        ];
        let mut all: BTreeMap<_, _> = of_an_id.map(|name| (name, id.to_owned())).into();
        all.extend([
            ("agent", "nobody".to_owned()),
            ("buyer", "nobody".to_owned()),
            ("*tile", "000".to_owned()),
            ("listing", "L9".to_owned()),
            ("number", "7".to_owned()),
            ("order", "W9".to_owned()),
            ("replay", id.to_owned()),
            ("seller", "nowhere".to_owned()),
            ("session", "a7".repeat(32)),
            ("setting", "due_soon_percent".to_owned()),
        ]);
        Ids(all)
    }

    /// The same with another record for one parameter.
    pub(crate) fn with(&self, name: &'static str, id: &str) -> Ids {
        let mut ids = self.clone();
        ids.0.insert(name, id.to_owned());
        ids
    }

    pub(crate) fn of(&self, name: &str) -> &str {
        &self.0[name]
    }

    /// The path with each parameter filled in; fails the test where nobody has said which record that is.
    pub(crate) fn fill(&self, pattern: &str) -> String {
        let id = match pattern {
            _ if pattern.contains("/absences/{id}") => "absence",
            _ if pattern.contains("/staff/people/{id}") => "staff",
            _ if pattern.contains("/staff/settings/changes/{id}") => "change",
            _ if pattern.contains("/staff/calendar/days/{id}") => "calendar_day",
            _ => "conversation",
        };
        let mut path = pattern.replace("{id}", &format!("{{{id}}}"));
        for (name, value) in &self.0 {
            path = path.replace(&format!("{{{name}}}"), value);
        }
        assert!(!path.contains('{'), "{path}: say which record this is");
        path
    }
}

/// Everything that `nova` has, made by Ana and Maja. `subject` is an order or a listing of `nova`'s.
pub(crate) async fn of_nova(world: &World, subject: &Value) -> Ids {
    let mut ids = Ids::made_up();
    let mark = subject["id"].as_str().unwrap();
    let name = format!("{SECRET} {mark}");
    let mut put = |kind: &'static str, id: String| {
        ids.0.insert(kind, id);
    };
    let opened =
        json!({ "seller": "nova", "subject": subject, "text": format!("{name}: kje je paket?") });
    let opened = world.maja.post("/api/v1/conversations", &opened).await;
    let conversation = text(made(opened)["conversation"]["id"].clone());
    let path = format!("/api/v1/conversations/{conversation}");
    let attached = attach(&world.ana, &conversation, &name).await;
    let words = json!({ "text": name, "last_read": 1, "attachments": [attached] });
    let sent = world.ana.post(&format!("{path}/messages"), &words).await;
    put("message", text(made(sent)["message"]["id"].clone()));
    put("strike", some_strike(world, &path).await);
    put("attachment", attached);
    let (held, review) = held(world, &path, &name).await;
    put("held", held);
    put("review", review);
    put("upload", attach(&world.ana, &conversation, &name).await);
    let note = json!({ "text": name });
    made(world.ana.post(&format!("{path}/notes"), &note).await);
    let draft = world.ana.put(&format!("{path}/draft"), &note).await;
    assert!(draft.status.is_success(), "{}", draft.body);
    for (kind, list, body) in [
        ("label", "labels", json!({ "name": name, "colour": "red" })),
        ("view", "views", json!({ "name": name })),
        ("quick_reply", "quick-replies", quick_reply(&name, mark)),
        ("rule", "assignment-rules", rule(&name)),
        ("absence", "absences", absence(&name, mark)),
        ("token", "tokens", token(world, &name)),
        (
            "invitation",
            "sellers/nova/invitations",
            json!({ "email": format!("{mark}@zaupno.example").to_lowercase() }),
        ),
    ] {
        let answer = world.ana.post(&format!("/api/v1/{list}"), &body).await;
        put(kind, id(&made(answer)));
    }
    put("file", prepared(world, &conversation).await);
    put("reading", reading(world, &path).await);
    put("access", access(world, &conversation, &name).await);
    put("hold", hold(world, &name).await);
    put("erasure", erasure(world, &name).await);
    put("conversation", conversation);
    put("session", session(world).await);
    put("passkey", passkey(world, &name).await);
    let staff = world.test.known_staff(&[Role::Auditor], "none").await;
    put("staff", staff.to_string());
    put("change", change(world, &name).await);
    put("calendar_day", calendar_day(world, mark).await);
    let (number, replay) = rule_set(world).await;
    put("number", number);
    put("replay", replay);
    for (kind, id) in [
        ("seller", "nova"),
        ("agent", "bor"),
        ("buyer", "maja"),
        ("order", "W1"),
        ("listing", "L1"),
    ] {
        put(kind, id.to_owned());
    }
    ids
}

/// A dossier that was made for Ana; its bytes are not there.
async fn prepared(world: &World, conversation: &str) -> String {
    let (app, now) = (&world.test.app, world.test.now());
    let until = now + jiff::SignedDuration::from_hours(24);
    let file = PreparedFile {
        id: app.new_id(now, PreparedFileId).unwrap(),
        content: Content::Dossier(conversation.parse().unwrap()),
        asker: Asker {
            kind: "agent".to_owned(),
            seller: "nova".to_owned(),
            id: "ana".to_owned(),
        },
        language: "sl".to_owned(),
        progress: Progress::Waiting,
        attempts: 0,
        asked_at: now,
        expires_at: until,
    };
    let id = file.id;
    let ready = Ready {
        object: id.0,
        bytes: 7,
        sha256: [7; 32],
        at: now,
    };
    let save = async move |tx: &store::Tx| {
        prepared_files::insert(tx, &file).await?;
        prepared_files::any_claim(tx, now, until, ready.object).await?;
        prepared_files::make_ready(tx, file.id, &ready, until).await
    };
    assert!(app.db.write(save).await.unwrap());
    id.to_string()
}

/// A reason that a moderator has given.
async fn reading(world: &World, path: &str) -> String {
    let moderator = world.test.staff(&[Role::Moderator]).await;
    let given = moderator
        .post(&format!("{path}/reads"), &json!({ "reason": SECRET }))
        .await;
    assert_eq!(given.status, 204, "{}", given.body);
    let conversation = path.rsplit('/').next().unwrap();
    let list = format!("/api/v1/oversight/readings?conversation={conversation}");
    let readings = world.administrator.get(&list).await.json();
    id(&readings["items"][0])
}

async fn hold(world: &World, name: &str) -> String {
    let wanted = json!({ "kind": "seller", "subject": "nova", "ends_at": "2027-06-01T00:00:00Z",
        "reason": name });
    id(&made(
        world.administrator.post("/api/v1/holds", &wanted).await,
    ))
}

/// One request waits for each buyer, so that all share the first.
async fn erasure(world: &World, name: &str) -> String {
    let erasures = "/api/v1/erasures";
    let listed = world.moderator.get(erasures).await.json();
    if let Some(first) = listed["items"].as_array().and_then(|items| items.first()) {
        return id(first);
    }
    let wanted =
        json!({ "buyer": "maja", "ground": "objection", "asked_by": "buyer", "reason": name });
    id(&made(world.moderator.post(erasures, &wanted).await))
}

/// Access that another administrator asks for.
async fn access(world: &World, conversation: &str, name: &str) -> String {
    let asks = world.test.staff(&[Role::Administrator]).await;
    let wanted = json!({ "conversation": conversation, "reason": name });
    id(&made(asks.post("/api/v1/accesses", &wanted).await))
}

async fn change(world: &World, name: &str) -> String {
    let change = json!({ "setting": "due_soon_percent", "value": 80, "reason": name,
        "from": "2026-12-01T00:00:00Z" });
    let changes = "/api/v1/settings/changes";
    id(&made(world.administrator.post(changes, &change).await))
}

async fn calendar_day(world: &World, mark: &str) -> String {
    let days = "/api/v1/calendar-days";
    id(&made(world.administrator.post(days, &day(mark)).await))
}

/// A version of the rules and its stopped replay; one runs at a time, so that all share the first.
async fn rule_set(world: &World) -> (String, String) {
    let sets = "/api/v1/rule-sets";
    let administrator = &world.administrator;
    let newest = administrator.get(sets).await.json()["items"][0]["number"].as_u64();
    let number = match newest.filter(|number| *number > 0) {
        Some(number) => number,
        None => {
            let entered = json!({ "text": "[switched off]\nphone.plus", "reason": "Poskus" });
            let entered = made(administrator.post(sets, &entered).await);
            let number = entered["number"].as_u64().unwrap();
            let replays = format!("{sets}/{number}/replays");
            let replay = made(administrator.post(&replays, &json!({ "days": 1 })).await);
            // It would go on by itself.
            let path = format!("/api/v1/rule-replays/{}", replay["id"].as_str().unwrap());
            let stopped = administrator.put(&path, &json!({ "running": false })).await;
            assert!(stopped.status.is_success(), "{}", stopped.body);
            number
        }
    };
    let set = administrator.get(&format!("{sets}/{number}")).await.json();
    let replay = set["replays"][0]["id"].as_str().unwrap().to_owned();
    (number.to_string(), replay)
}

fn quick_reply(name: &str, mark: &str) -> Value {
    json!({ "name": name, "shortcut": mark.to_lowercase(), "default_language": "sl",
        "texts": { "sl": name } })
}

pub(crate) fn rule(name: &str) -> Value {
    json!({ "name": name, "outcome": { "kind": "agent", "agent": "bor" } })
}

/// Each of its own week.
fn absence(name: &str, mark: &str) -> Value {
    let (first, last) = match mark {
        "W1" => ("2026-11-30", "2026-12-04"),
        _ => ("2026-12-07", "2026-12-11"),
    };
    json!({ "first_day": first, "last_day": last, "reason": name })
}

fn token(world: &World, name: &str) -> Value {
    let ends = world.test.now() + jiff::SignedDuration::from_hours(24);
    json!({ "name": name, "scope": "agent", "seller": "nova", "agent": "ana",
        "expires_at": ends.to_string() })
}

fn day(mark: &str) -> Value {
    let date = match mark {
        "W1" => "2027-03-02",
        _ => "2027-03-03",
    };
    json!({
        "country": "SI", "subdivision": null, "day": { "kind": "on", "date": date },
        "change": { "kind": "add_holiday", "name": { "english": "Test day", "local": "Dan preizkusov" } },
    })
}

/// A message that a moderator has to look at first, and its review.
async fn held(world: &World, path: &str, name: &str) -> (String, String) {
    let words = format!("{name}: dogovorimo se raje mimo tržnice, bo ceneje.");
    let words = json!({ "text": words, "last_read": 2 });
    let held = world.ana.post(&format!("{path}/messages"), &words).await;
    assert_eq!(held.status, 202, "{}", held.body);
    let message = text(held.json()["message"]["id"].clone());
    let queue = world.moderator.get("/api/v1/reviews").await.json();
    let mut all = queue["items"].as_array().unwrap().iter();
    let review = all.find(|review| review["message"] == message.as_str());
    (message, text(review.unwrap()["id"].clone()))
}

async fn attach(of: &Client, conversation: &str, name: &str) -> String {
    let name = name.replace(' ', "-");
    let path = format!("/api/v1/attachments?conversation={conversation}&name={name}.jpg");
    let request = of
        .request(axum::http::Method::POST, &path)
        .header("content-type", "application/octet-stream")
        .header("x-csrf-token", of.csrf.as_deref().unwrap());
    let body = axum::body::Body::from(PHOTO);
    id(&made(of.test.send(request.body(body).unwrap()).await))
}

/// Another session of Ana's, as addresses name it.
async fn session(world: &World) -> String {
    let other = world.test.agent("nova", "ana").await;
    archive::hex(&secret_hash(other.session.as_ref().unwrap()))
}

async fn passkey(world: &World, name: &str) -> String {
    let ana = Person::Agent {
        seller: SellerId::parse("nova").unwrap(),
        agent: AgentId::parse("ana").unwrap(),
    };
    let (app, now) = (&world.test.app, world.test.now());
    let id = app.new_id(now, PasskeyId).unwrap();
    let passkey = Passkey {
        account: AccountKey::of(&ana).unwrap(),
        id,
        credential: name.as_bytes().to_vec(),
        name: name.to_owned(),
        key: "{}".into(),
        created_at: now,
        last_used_at: None,
    };
    let save = async move |tx: &store::Tx| store::passkeys::insert(tx, &passkey).await;
    app.db.write(save).await.unwrap();
    id.to_string()
}

#[track_caller]
fn made(answer: crate::support::Answer) -> Value {
    assert_eq!(answer.status, 201, "{}", answer.body);
    answer.json()
}

fn id(of: &Value) -> String {
    text(of["id"].clone())
}

fn text(value: Value) -> String {
    value.as_str().unwrap().to_owned()
}
