//! Records of others that are named in bodies, queries and headers: ids, cursors, positions, keys.

use axum::http::Method;
use serde_json::{Value, json};
use store::{Db, both_databases};

use super::foreign::comparable;
use super::records::{Ids, SECRET, of_nova, test_app};
use crate::api::World;
use crate::support::{Answer, Client};

struct Scene {
    world: World,
    nova: Ids,
    /// The conversation of the strangers Eva and Tone.
    own: String,
}

impl Scene {
    async fn new(db: Db) -> Scene {
        let world = World::of(test_app(db)).await;
        let nova = of_nova(&world, &json!({ "kind": "order", "id": "W1" })).await;
        let body = json!({ "seller": "drugi", "subject": { "kind": "order", "id": "W2" }, "text": "Kje je?" });
        let opened = world.tone.post("/api/v1/conversations", &body).await;
        assert_eq!(opened.status, 201, "{}", opened.body);
        let own = opened.json()["conversation"]["id"]
            .as_str()
            .unwrap()
            .to_owned();
        Scene { world, nova, own }
    }
}

/// The answers to a request with nova's record and to one with a record that there is not, as far as they tell
/// anything; nova's id is taken for the other one where an answer repeats it.
async fn both(
    client: &Client,
    scene: &Scene,
    method: &Method,
    path: &str,
    body: &str,
) -> (Value, Value, Answer) {
    let unknown = Ids::made_up();
    let mut told = Vec::new();
    for ids in [&scene.nova, &unknown] {
        let (path, body) = (filled(path, ids), filled(body, ids));
        let answer = match *method {
            Method::GET => client.get(&path).await,
            _ => {
                let body: Value = serde_json::from_str(&body).unwrap();
                client.json(method.clone(), &path, &body).await
            }
        };
        told.push(answer);
    }
    let (none, mut real) = (told.pop().unwrap(), told.pop().unwrap());
    for name in NAMES {
        real.body = real.body.replace(scene.nova.of(name), unknown.of(name));
    }
    let pair = (comparable(&real), comparable(&none));
    let said = |(status, told): (axum::http::StatusCode, Value)| json!([status.as_u16(), told]);
    (said(pair.0), said(pair.1), real)
}

const NAMES: [&str; 9] = [
    "conversation",
    "upload",
    "label",
    "view",
    "quick_reply",
    "attachment",
    "order",
    "agent",
    "seller",
];

/// `<label>` in a text is the label of these ids; braces are JSON's.
fn filled(text: &str, ids: &Ids) -> String {
    let mut text = text.to_owned();
    for name in NAMES {
        text = text.replace(&format!("<{name}>"), ids.of(name));
    }
    text
}

/// Who asks, method, path, body.
const BY_EVA: &[(Method, &str, &str)] = &[
    (
        Method::POST,
        "/own/messages",
        r#"{ "text": "x", "last_read": 1, "attachments": ["<upload>"] }"#,
    ),
    (
        Method::POST,
        "/own/messages",
        r#"{ "text": "x", "last_read": 1, "attachments": ["<attachment>"] }"#,
    ),
    (Method::POST, "/own/labels", r#"{ "on": ["<label>"] }"#),
    (Method::PUT, "/own/assignment", r#"{ "agent": "<agent>" }"#),
    (
        Method::PUT,
        "/api/v1/views/first",
        r#"{ "view": "<view>" }"#,
    ),
    (
        Method::POST,
        "/api/v1/conversations/bulk",
        r#"{ "change": { "kind": "mark_read" }, "conversations": [{ "id": "<conversation>", "version": 1 }] }"#,
    ),
    (
        Method::POST,
        "/api/v1/conversations/bulk",
        r#"{ "change": { "kind": "close" }, "conversations": [{ "id": "<conversation>", "version": 2 }] }"#,
    ),
    (
        Method::POST,
        "/api/v1/absences",
        r#"{ "agent": "<agent>", "first_day": "2026-11-30", "last_day": "2026-12-04" }"#,
    ),
    (
        Method::POST,
        "/api/v1/assignment-rules",
        r#"{ "name": "x", "outcome": { "kind": "agent", "agent": "<agent>" } }"#,
    ),
    (
        Method::POST,
        "/api/v1/tokens",
        r#"{ "name": "x", "scope": "automation", "seller": "<seller>", "expires_at": "2026-11-24T00:00:00Z" }"#,
    ),
    (
        Method::POST,
        "/api/v1/tokens",
        r#"{ "name": "x", "scope": "agent", "seller": "drugi", "agent": "<agent>", "expires_at": "2026-11-24T00:00:00Z" }"#,
    ),
    (
        Method::POST,
        "/api/v1/uploads",
        r#"{ "conversation": "<conversation>", "name": "a.txt", "bytes": 1 }"#,
    ),
    (Method::GET, "/api/v1/conversations?label=<label>", ""),
    (Method::GET, "/api/v1/conversations?agent=<agent>", ""),
    (Method::GET, "/api/v1/conversations?subject=<order>", ""),
    (Method::GET, "/api/v1/figures?seller=<seller>", ""),
    (
        Method::GET,
        "/api/v1/figures/questions?seller=<seller>&kind=late",
        "",
    ),
    (Method::GET, "/api/v1/figures?agent=<agent>", ""),
];

const BY_TONE: &[(Method, &str, &str)] = &[
    (
        Method::POST,
        "/api/v1/conversations",
        r#"{ "seller": "nova", "subject": { "kind": "order", "id": "<order>" }, "text": "x" }"#,
    ),
    (
        Method::POST,
        "/api/v1/conversations",
        r#"{ "seller": "drugi", "subject": { "kind": "order", "id": "<order>" }, "text": "x" }"#,
    ),
    (
        Method::POST,
        "/own/messages",
        r#"{ "text": "x", "last_read": 1, "attachments": ["<upload>"] }"#,
    ),
    (
        Method::POST,
        "/api/v1/uploads",
        r#"{ "conversation": "<conversation>", "name": "a.txt", "bytes": 1 }"#,
    ),
];

/// With which a list goes on.
fn cursor(answer: &Answer) -> Option<String> {
    answer.json()["next"].as_str().map(str::to_owned)
}

both_databases! {
    async fn ids_of_others_in_bodies_and_queries_are_like_none_at_all(db: Db) {
        let scene = Scene::new(db).await;
        let own = format!("/api/v1/conversations/{}", scene.own);
        let mut wrong = Vec::new();
        for (client, requests) in [(&scene.world.eva, BY_EVA), (&scene.world.tone, BY_TONE)] {
            for (method, path, body) in requests {
                let path = path.replace("/own", &own);
                let (real, none, answer) = both(client, &scene, method, &path, body).await;
                if real != none {
                    wrong.push(format!("{method} {path} {body}:\n  {real}\n  {none}"));
                }
                let succeeded = answer.status.is_success() && *method != Method::GET;
                let reports_each = path.ends_with("/bulk") || path.ends_with("/labels");
                if (succeeded && !reports_each) || answer.status.is_server_error() || answer.body.contains(SECRET) {
                    wrong.push(format!("{method} {path} {body}: {} {}", answer.status, answer.body));
                }
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
        let path = format!("/api/v1/conversations/{}", scene.nova.of("conversation"));
        let kept = scene.world.ana.get(&path).await.json();
        assert_eq!((&kept["assignee"], &kept["closed_at"]), (&Value::Null, &Value::Null), "{kept}");
    }

    async fn naming_somebody_elses_agent_in_a_note_tells_nobody(db: Db) {
        let scene = Scene::new(db).await;
        let notes = format!("/api/v1/conversations/{}/notes", scene.own);
        let written = scene.world.eva.post(&notes, &json!({ "text": "@Agent ana poglej; @ana tudi" })).await;
        assert_eq!(written.status, 201, "{}", written.body);
        assert_eq!(scene.world.ana.get("/api/v1/mentions").await.json()["items"], json!([]));
    }

    async fn the_cursor_of_another_shows_only_what_is_ones_own(db: Db) {
        let scene = Scene::new(db).await;
        let world = &scene.world;
        let more = json!({ "seller": "nova", "subject": { "kind": "listing", "id": "L1" }, "text": SECRET });
        assert_eq!(world.maja.post("/api/v1/conversations", &more).await.status, 201);
        let first = world.ana.get("/api/v1/conversations?limit=1").await;
        let next = cursor(&first).expect("there is more");
        let ids: Vec<String> = [&first, &world.ana.get(&format!("/api/v1/conversations?limit=1&cursor={next}")).await]
            .iter().map(|page| page.json()["items"][0]["id"].as_str().unwrap().to_owned()).collect();
        assert_ne!(ids[0], ids[1]);
        let of_maja = cursor(&world.maja.get("/api/v1/conversations?limit=1").await).expect("there is more");
        for stranger in [&world.eva, &world.tone, &world.test.automation("drugi").await] {
            for cursor in [&next, &of_maja] {
                let page = stranger.get(&format!("/api/v1/conversations?limit=50&cursor={cursor}")).await;
                assert!(page.status == 200 || page.status == 422 || page.status == 400, "{}", page.body);
                assert!(!ids.iter().any(|id| page.body.contains(id.as_str())), "{}", page.body);
                assert!(!page.body.contains(SECRET), "{}", page.body);
            }
        }
    }

    async fn the_key_of_another_gives_nobody_its_answer(db: Db) {
        let scene = Scene::new(db).await;
        let world = &scene.world;
        let send = async |client: &Client, conversation: &str, text: &str| {
            let path = format!("/api/v1/conversations/{conversation}/notes");
            let mut request = client.request(Method::POST, &path).header("content-type", "application/json")
                .header("idempotency-key", "the same key");
            if let Some(csrf) = &client.csrf {
                request = request.header("x-csrf-token", csrf);
            }
            world.test.send(request.body(json!({ "text": text }).to_string().into()).unwrap()).await
        };
        let nova = scene.nova.of("conversation");
        let first = send(&world.ana, nova, SECRET).await;
        assert_eq!(first.status, 201, "{}", first.body);
        let again = send(&world.ana, nova, SECRET).await;
        assert_eq!((again.header("idempotency-replayed"), &again.body), ("true", &first.body));
        let refused = send(&world.eva, nova, SECRET).await;
        assert_eq!(refused.problem(), "404 not_found");
        let own = send(&world.eva, &scene.own, "Naše").await;
        assert_eq!((own.status.as_u16(), own.header("idempotency-replayed")), (201, ""), "{}", own.body);
        assert!(!own.body.contains(SECRET), "{}", own.body);
        assert_ne!(own.json()["id"], first.json()["id"]);
        // A colleague's key is no key of one's own either.
        let colleague = send(&world.bor, nova, "Drugo").await;
        assert_eq!((colleague.status.as_u16(), colleague.header("idempotency-replayed")), (201, ""), "{}", colleague.body);
    }

    async fn positions_of_others_events_tell_nothing(db: Db) {
        let scene = Scene::new(db).await;
        let world = &scene.world;
        world.test.run_jobs().await;
        let all = world.ana.get("/api/v1/events?limit=500").await.json();
        let positions: Vec<i64> = all["items"].as_array().unwrap().iter().map(|event| event["position"].as_i64().unwrap()).collect();
        assert!(positions.len() > 5, "{positions:?}");
        let foreign = scene.nova.of("conversation");
        assert!(all.to_string().contains(foreign));
        for stranger in [&world.eva, &world.tone, &world.test.automation("drugi").await] {
            for position in [-1, positions[0] - 1, positions[positions.len() / 2]] {
                let events = stranger.get(&format!("/api/v1/events?after={position}&limit=500")).await;
                assert!(events.status == 200 || position == -1, "{}", events.body);
                assert!(!events.body.contains(foreign) && !events.body.contains("nova"), "{}", events.body);
            }
        }
        for stranger in [&world.eva, &world.tone] {
            let mut followed = stranger.follow("/api/v1/live", Some(positions[0])).await;
            assert_eq!(followed.status, 200);
            let missed = format!("{:?}", followed.missed().await);
            assert!(!missed.contains(foreign), "{missed}");
        }
    }
}
