//! Values that programs choke on, at every address, in every field and every parameter: each gets a defined answer
//! within the time that a request may take, and what was there before is still there.

use axum::body::Body;
use axum::http::{Method, Request};
use dopis::routes::{Endpoint, endpoints};
use rules::access::{AgentRole, Relation, Role, Verdict, may};
use serde_json::{Value, json};
use store::{Db, both_databases};

use super::records::{Ids, of_nova, test_app};
use super::requests::{body, form};
use super::values::{NUMBERS, escaped, texts};
use crate::api::World;
use crate::every_endpoint_denies::Who;
use crate::support::{Answer, Client};

/// Fields that pages read from their addresses; the API says its own in its description.
const PAGE_FIELDS: [&str; 20] = [
    "after", "age", "agent", "back", "buyer", "country", "find", "hour", "kind", "label",
    "listing", "name", "order", "part", "q", "seller", "skip", "tab", "view", "word",
];

struct Scene {
    world: World,
    nova: Ids,
    people: Vec<(Who, Client)>,
    wrong: Vec<String>,
    asked: usize,
}

impl Scene {
    async fn new(db: Db) -> Scene {
        let world = World::of(test_app(db)).await;
        let nova = of_nova(&world, &json!({ "kind": "order", "id": "W1" })).await;
        let mut people = Vec::new();
        for who in [
            Who::Agent("nova", "ana", AgentRole::Owner),
            Who::Buyer("maja"),
            Who::Staff(Role::Administrator),
            Who::Staff(Role::Moderator),
            Who::Staff(Role::Auditor),
            Who::Platform,
        ] {
            people.push((who, who.client(&world.test).await));
        }
        Scene {
            world,
            nova,
            people,
            wrong: Vec::new(),
            asked: 0,
        }
    }

    /// The first who may do this at all.
    fn rightful(&self, endpoint: &Endpoint) -> Option<Client> {
        let may_do =
            |who: &Who| may(&who.viewer(), endpoint.action, Relation::Own) == Verdict::Allowed;
        let found = self.people.iter().find(|(who, _)| may_do(who));
        found.map(|(_, client)| client.clone())
    }

    async fn try_out(&mut self, client: &Client, what: String, request: Request<Body>) -> Answer {
        let answer = client.test.send(request).await;
        self.asked += 1;
        // What takes too long is cut off by the service, with 503.
        if answer.status.is_server_error() {
            let said: String = answer.body.chars().take(200).collect();
            self.wrong.push(format!("{what}: {} {said}", answer.status));
        }
        answer
    }

    fn finish(&self, at_least: usize) {
        assert!(
            self.wrong.is_empty(),
            "{} of {}:\n{}",
            self.wrong.len(),
            self.asked,
            self.wrong.join("\n")
        );
        assert!(self.asked > at_least, "{} requests", self.asked);
    }
}

fn with_json(client: &Client, method: &Method, path: &str, body: String) -> Request<Body> {
    let mut request = client
        .request(method.clone(), path)
        .header("content-type", "application/json");
    if let Some(csrf) = &client.csrf {
        request = request.header("x-csrf-token", csrf);
    }
    request.body(Body::from(body)).unwrap()
}

/// Every leaf of a body in turn replaced by this text and, where a number stands, by each of the numbers.
fn spoilt(body: &Value, text: &str) -> Vec<String> {
    let mut all = Vec::new();
    for (pointer, leaf) in leaves(body, String::new()) {
        let mut other = body.clone();
        match leaf {
            Value::Number(_) => {
                let mark = "\u{1}number\u{1}";
                *other.pointer_mut(&pointer).unwrap() = json!(mark);
                let written = other.to_string();
                let mark = json!(mark).to_string();
                all.extend(NUMBERS.iter().map(|number| written.replace(&mark, number)));
            }
            _ => {
                *other.pointer_mut(&pointer).unwrap() = json!(text);
                all.push(other.to_string());
            }
        }
    }
    all
}

fn leaves(value: &Value, at: String) -> Vec<(String, Value)> {
    match value {
        Value::Object(members) => members
            .iter()
            .flat_map(|(name, value)| leaves(value, format!("{at}/{name}")))
            .collect(),
        Value::Array(items) => items
            .iter()
            .enumerate()
            .flat_map(|(place, value)| leaves(value, format!("{at}/{place}")))
            .collect(),
        leaf => vec![(at, leaf.clone())],
    }
}

/// Names of the parameters in addresses, as the API describes them.
fn described(openapi: &Value, path: &str) -> Vec<String> {
    let parameters = openapi["paths"][path]["get"]["parameters"].as_array();
    let all = parameters.into_iter().flatten();
    all.filter(|parameter| parameter["in"] == "query")
        .map(|parameter| parameter["name"].as_str().unwrap().to_owned())
        .collect()
}

fn changes(endpoint: &Endpoint) -> bool {
    [Method::POST, Method::PUT].contains(&endpoint.method)
}

both_databases! {
    async fn nasty_ids_in_addresses_are_answered(db: Db) {
        let mut scene = Scene::new(db).await;
        for endpoint in endpoints().into_iter().filter(|endpoint| endpoint.path.contains('{')) {
            let Some(client) = scene.rightful(&endpoint).or(Some(scene.world.test.anonymous())) else { continue };
            for (what, text) in texts().into_iter().filter(|(_, text)| text.len() < 20_000) {
                let pattern = endpoint.path.replace("{invitation_token}", "x").replace("{name}", "x");
                let parts: Vec<&str> = pattern.split('/').collect();
                // One parameter is nasty, the others are right; those that were taken out just now are nasty too.
                for place in (0..parts.len()).filter(|place| parts[*place].starts_with('{') || endpoint.path.ends_with("_token}") || endpoint.path.ends_with("{name}")) {
                    let mut parts: Vec<String> = parts.iter().map(|part| (*part).to_owned()).collect();
                    if place == 0 { continue }
                    parts[place] = "\u{1}".into();
                    let path = scene.nova.fill(&parts.join("/")).replace('\u{1}', &escaped(&text));
                    let request = with_json(&client, &endpoint.method, &path, "{}".into());
                    let what = format!("{} {} with {what}", endpoint.method, endpoint.path);
                    scene.try_out(&client, what, request).await;
                }
            }
        }
        scene.finish(1_000);
    }

    async fn nasty_values_in_queries_are_answered(db: Db) {
        let mut scene = Scene::new(db).await;
        let openapi = scene.world.platform.get("/api/v1/openapi.json").await.json();
        for endpoint in endpoints() {
            let lasts = endpoint.path.ends_with("/live");
            let Some(client) = scene.rightful(&endpoint).filter(|_| endpoint.method == Method::GET && !lasts) else { continue };
            let is_api = endpoint.path.starts_with("/api/");
            let fields: Vec<String> = match is_api {
                true => described(&openapi, endpoint.path),
                false if endpoint.path.contains('{') || endpoint.path.contains('.') => vec!["tab".into(), "after".into()],
                false => PAGE_FIELDS.map(str::to_owned).into(),
            };
            let path = match endpoint.path.contains("{invitation_token}") || endpoint.path.contains("{name}") {
                true => continue,
                false => scene.nova.fill(endpoint.path),
            };
            let values: Vec<String> = texts().into_iter().map(|(_, text)| text).filter(|text| text.len() < 20_000)
                .chain(NUMBERS.iter().map(|number| (*number).to_owned())).collect();
            for (field, value) in fields.iter().flat_map(|field| values.iter().map(move |value| (field, value))) {
                let address = format!("{path}?{field}={}", escaped(value));
                let request = client.request(Method::GET, &address).body(Body::empty()).unwrap();
                let shown: String = value.chars().take(30).collect();
                scene.try_out(&client, format!("{} {field}={shown:?}", endpoint.path), request).await;
            }
        }
        scene.finish(3_000);
    }

    async fn nasty_values_in_json_are_answered(db: Db) {
        let mut scene = Scene::new(db).await;
        for endpoint in endpoints().into_iter().filter(|endpoint| changes(endpoint) && endpoint.path.starts_with("/api/")) {
            let Some(client) = scene.rightful(&endpoint) else { continue };
            let (path, sample) = (scene.nova.fill(endpoint.path), body(&endpoint, &scene.nova));
            for (what, text) in texts() {
                for body in spoilt(&sample, &text) {
                    let request = with_json(&client, &endpoint.method, &path, body);
                    scene.try_out(&client, format!("{} {} with {what}", endpoint.method, endpoint.path), request).await;
                }
            }
        }
        scene.finish(800);
    }

    async fn nasty_values_in_forms_are_answered(db: Db) {
        let mut scene = Scene::new(db).await;
        for endpoint in endpoints().into_iter().filter(|endpoint| endpoint.method == Method::POST && !endpoint.path.starts_with("/api/")) {
            if endpoint.path.contains("_token}") || endpoint.path == "/sign-out" { continue }
            let client = scene.rightful(&endpoint).unwrap_or(scene.world.test.anonymous());
            let path = scene.nova.fill(endpoint.path);
            let fields: Vec<(String, String)> = form(endpoint.path, &scene.nova).into_iter()
                .map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
            for (what, text) in texts() {
                for place in 0..fields.len() {
                    let mut fields = fields.clone();
                    fields[place].1 = text.clone();
                    let pairs: Vec<String> = fields.iter()
                        .map(|(name, value)| format!("{name}={}", escaped(value)))
                        .chain(client.csrf.iter().map(|csrf| format!("csrf={csrf}"))).collect();
                    let request = client.request(Method::POST, &path)
                        .header("content-type", "application/x-www-form-urlencoded")
                        .header("sec-fetch-site", "same-origin");
                    let request = request.body(Body::from(pairs.join("&"))).unwrap();
                    scene.try_out(&client, format!("{} with {what}", endpoint.path), request).await;
                }
            }
        }
        scene.finish(300);
    }

    async fn what_is_no_json_is_refused(db: Db) {
        let mut scene = Scene::new(db).await;
        let client = scene.world.ana.clone();
        let path = format!("/api/v1/conversations/{}/messages", scene.nova.of("conversation"));
        let before = client.get(&path).await.body;
        let deep = |open: &str, close: &str| format!("{}{}", open.repeat(50_000), close.repeat(50_000));
        let bodies: Vec<(&str, Vec<u8>, u16)> = vec![
            ("nothing", Vec::new(), 400),
            ("deep lists", deep("[", "]").into(), 422),
            ("deep lists in a text", format!("{{\"text\":{},\"last_read\":2}}", deep("[", "]")).into(), 422),
            ("deep members", format!("{}1{}", "{\"text\":".repeat(50_000), "}".repeat(50_000)).into(), 422),
            ("the same twice", br#"{"text":"a","text":"b","last_read":2}"#.to_vec(), 422),
            ("half of a pair", br#"{"text":"\ud800","last_read":2}"#.to_vec(), 400),
            ("too long UTF-8", b"{\"text\":\"\xc0\xaf\",\"last_read\":2}".to_vec(), 400),
            ("half a character", b"{\"text\":\"\xe2\x82\",\"last_read\":2}".to_vec(), 400),
            ("a number that is none", br#"{"text":"a","last_read":1e999}"#.to_vec(), 400),
            ("a number below zero", br#"{"text":"a","last_read":-1}"#.to_vec(), 422),
            ("a number too large", br#"{"text":"a","last_read":4294967296}"#.to_vec(), 422),
            ("more behind it", br#"{"text":"a","last_read":2} {"text":"b"}"#.to_vec(), 400),
            ("a member too many", br#"{"text":"a","last_read":2,"author":"maja"}"#.to_vec(), 422),
            ("another's name", br#"{"text":"a","last_read":2,"__proto__":{"admin":true}}"#.to_vec(), 422),
        ];
        for (what, body, status) in bodies {
            let mut request = with_json(&client, &Method::POST, &path, String::new());
            *request.body_mut() = Body::from(body);
            let answer = scene.try_out(&client, what.into(), request).await;
            if answer.status != status || answer.header("content-type") != "application/problem+json" {
                scene.wrong.push(format!("{what}: {} and not {status}: {}", answer.status, answer.body));
            }
        }
        // What is packed is never unpacked: a small body stays one.
        for packing in ["gzip", "br", "zstd", "deflate, gzip"] {
            let mut request = with_json(&client, &Method::POST, &path, "\u{1f}\u{8b}".into());
            request.headers_mut().insert("content-encoding", packing.parse().unwrap());
            let answer = scene.try_out(&client, packing.into(), request).await;
            assert!(answer.status == 400 || answer.status == 415, "{packing}: {} {}", answer.status, answer.body);
        }
        assert_eq!(client.get(&path).await.body, before, "none of them became a message");
        scene.finish(15);
    }
}
