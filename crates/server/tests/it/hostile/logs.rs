//! What people write, who they are and what lets them in stands nowhere in the log, whatever it is told to tell.

use std::io;
use std::sync::{Arc, LazyLock, Mutex};

use axum::http::Method;
use dopis::config::Log;
use dopis::telemetry::filter;
use serde_json::json;
use store::{Db, both_databases};
use tracing_subscriber::fmt::MakeWriter;

use rules::access::Role;

use crate::accounts::scene;
use crate::api::World;
use crate::support::{Answer, Browser, Claims, Client, TestApp};

/// Everything that was logged.
#[derive(Debug, Clone, Default)]
struct Captured(Arc<Mutex<Vec<u8>>>);

/// By all threads of this process; what tests beside this one log is read too.
static CAPTURED: LazyLock<Captured> = LazyLock::new(|| {
    let captured = Captured::default();
    let everything = Log {
        filter: "trace".into(),
        ..Log::default()
    };
    let lines = tracing_subscriber::fmt()
        .with_env_filter(filter(&everything).unwrap())
        .with_writer(captured.clone());
    lines.json().flatten_event(true).init();
    captured
});

impl Captured {
    fn text(&self) -> String {
        String::from_utf8(self.0.lock().unwrap().clone()).unwrap()
    }
}

impl io::Write for Captured {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Captured {
    type Writer = Captured;

    fn make_writer(&'a self) -> Captured {
        self.clone()
    }
}

/// What must not be found, each with what it is.
#[derive(Debug, Default)]
struct Secrets(Vec<(&'static str, String)>);

impl Secrets {
    fn add(&mut self, what: &'static str, secret: impl Into<String>) {
        let secret = secret.into();
        assert!(
            secret.len() >= 6,
            "{what}: {secret} may stand there by accident"
        );
        self.0.push((what, secret));
    }

    /// Cookies and the token against foreign forms.
    fn of(&mut self, browser: &Browser) {
        for value in browser.cookies.values() {
            self.add("a cookie", value);
        }
    }

    /// As it is, and as addresses, JSON and tools for development write it.
    fn found_in(&self, log: &str) -> Vec<String> {
        let mut found = Vec::new();
        for (what, secret) in &self.0 {
            let written = [
                secret.clone(),
                secret.replace(' ', "%20"),
                secret.replace(' ', "+"),
                format!("{:?}", secret.as_bytes()),
                archive::hex(secret.as_bytes()),
            ];
            for line in log
                .lines()
                .filter(|line| written.iter().any(|way| line.contains(way.as_str())))
            {
                found.push(format!("{what}, {secret:?}: {line}"));
            }
        }
        found
    }
}

const ADDRESS: &str = "Skrivnostna ulica 17b";
const MESSAGE: &str = "Zlatorogova skrivnost leži pod Triglavom";

/// A message with a file, a note, a draft, searches, and all kinds of refusals.
async fn converse(world: &World, secrets: &mut Secrets) {
    let order = json!({
        "buyer": "maja", "placed_at": "2026-11-20T10:00:00Z", "status": "shipped",
        "lines": [{ "title": "Skrivnostna reč iz naročila", "quantity": 1 }],
        "delivery_address": { "name": "Maja Skrivnostna", "line1": ADDRESS, "postal_code": "2000", "city": "Maribor" },
    });
    let put = world
        .platform
        .put("/api/v1/sellers/nova/orders/W7", &order)
        .await;
    assert_eq!(put.status, 201, "{}", put.body);
    secrets.add("a line of an order", "Skrivnostna reč iz naročila");
    secrets.add("a name in an address", "Maja Skrivnostna");
    secrets.add("a street", ADDRESS);
    let conversation = world.ask(MESSAGE).await;
    secrets.add("a message", MESSAGE);
    let id = conversation.rsplit('/').next().unwrap();
    let upload = format!("/api/v1/attachments?conversation={id}&name=skrivna-datoteka.txt");
    let file = raw(&world.ana, &upload, "vsebina skrivne datoteke").await;
    assert_eq!(file.status, 201, "{}", file.body);
    secrets.add("a file's name", "skrivna-datoteka");
    secrets.add("a file", "vsebina skrivne datoteke");
    let sent = json!({ "text": "Odgovor s skrivno datoteko", "last_read": 1, "attachments": [file.json()["id"]] });
    let sent = world
        .ana
        .post(&format!("{conversation}/messages"), &sent)
        .await;
    assert_eq!(sent.status, 201, "{}", sent.body);
    secrets.add("an answer", "Odgovor s skrivno datoteko");
    let words = json!({ "text": "Zabeležka o skrivnosti" });
    for (method, path) in [(Method::POST, "notes"), (Method::PUT, "draft")] {
        let kept = world
            .ana
            .json(method, &format!("{conversation}/{path}"), &words)
            .await;
        assert!(kept.status.is_success(), "{}", kept.body);
    }
    secrets.add("a note", "Zabeležka o skrivnosti");
    for path in [
        "/api/v1/conversations?find=iskana%20skrivnost",
        "/conversations?find=iskana%20skrivnost",
        "/palette?word=iskana%20skrivnost",
        "/neznana/iskana%20skrivnost?iskana%20skrivnost",
        "/api/v1/conversations/iskana%20skrivnost",
        "/api/v1/conversations?cursor=iskana%20skrivnost",
    ] {
        world.ana.get(path).await;
    }
    secrets.add("what was searched for", "iskana skrivnost");
    for body in [
        r#"{"text":"napaka s skrivnostjo","last_read":9}"#,
        r#"{"napaka s skrivnostjo":1}"#,
        r#"["napaka s skrivnostjo""#,
    ] {
        let refused = raw_json(&world.ana, &format!("{conversation}/messages"), body).await;
        assert!(refused.status.is_client_error(), "{}", refused.body);
    }
    secrets.add("a text that was refused", "napaka s skrivnostjo");
    for (what, name) in [
        ("a buyer's name", "Buyer maja"),
        ("a buyer's e-mail", "maja@buyers.example"),
        ("an agent's name", "Agent ana"),
        ("an agent's e-mail", "ana@sellers.example"),
        ("a seller's name", "Seller nova"),
    ] {
        secrets.add(what, name);
    }
}

async fn raw(client: &Client, path: &str, body: &'static str) -> Answer {
    let request = client
        .request(Method::POST, path)
        .header("content-type", "application/octet-stream")
        .header("x-csrf-token", client.csrf.as_deref().unwrap());
    client.test.send(request.body(body.into()).unwrap()).await
}

async fn raw_json(client: &Client, path: &str, body: &'static str) -> Answer {
    let request = client
        .request(Method::POST, path)
        .header("content-type", "application/json")
        .header("x-csrf-token", client.csrf.as_deref().unwrap());
    client.test.send(request.body(body.into()).unwrap()).await
}

/// Passwords right and wrong, an authenticator app, recovery codes, a password changed.
async fn sign_in(test: &TestApp, secrets: &mut Secrets) {
    let (_, email) = scene::staff(test, &[Role::Administrator]).await;
    let mut browser = Browser::at(test, "203.0.113.7");
    let wrong = browser.sign_in(&email, "napačno skrivno geslo").await;
    assert_eq!(wrong.status, 422, "{}", wrong.body);
    let right = browser.sign_in(&email, scene::PASSWORD).await;
    assert_eq!(right.status, 303, "{}", right.body);
    secrets.add("an e-mail", &email);
    secrets.add("a wrong password", "napačno skrivno geslo");
    secrets.add("a password", scene::PASSWORD);
    secrets.of(&browser);
    let (totp, codes) = scene::set_up(&mut browser).await;
    secrets.add("the secret of an app", archive::hex(&totp));
    secrets.add("the secret of an app as bytes", format!("{totp:?}"));
    for code in codes {
        secrets.add("a recovery code", code);
    }
    secrets.of(&browser);
    let mut again = Browser::at(test, "203.0.113.8");
    again.sign_in(&email, scene::PASSWORD).await;
    secrets.of(&again);
    test.wait(jiff::SignedDuration::from_secs(60));
    let code = scene::code(&totp, test.now());
    let in_now = again
        .post("/sign-in/second-factor", &[("code", &code)])
        .await;
    assert_eq!(in_now.status, 303, "{}", in_now.body);
    secrets.of(&again);
    again.get("/account").await;
    let fields = [
        ("present", scene::PASSWORD),
        ("new", "drugo skrivno geslo za vedno"),
    ];
    let changed = again.post("/account/password", &fields).await;
    assert_eq!(changed.status, 303, "{}", changed.body);
    secrets.add("a new password", "drugo skrivno geslo za vedno");
    let platform = test.platform().await;
    let path = "/api/v1/sellers/nova/agents/ana/password";
    let set = platform
        .put(path, &json!({ "password": "geslo skrivnega agenta" }))
        .await;
    assert_eq!(set.status, 204, "{}", set.body);
    secrets.add("an agent's password", "geslo skrivnega agenta");
}

/// Hand-offs, API tokens and invitations, good and bad.
async fn tokens(world: &World, secrets: &mut Secrets) {
    let test = &world.test;
    let token = Claims::buyer(test, "maja").sign();
    for _ in 0..2 {
        let mut browser = Browser::at(test, "203.0.113.9");
        browser
            .get(&format!("/enter?token={token}&to=/conversations"))
            .await;
        secrets.of(&browser);
    }
    secrets.add("a hand-off", token);
    let bad = Client::with_token(test.clone(), "dopis_nepravi-skrivni-zeton".into());
    assert_eq!(bad.get("/api/v1/me").await.status, 401);
    secrets.add("a token that is none", "dopis_nepravi-skrivni-zeton");
    let ends = (test.now() + jiff::SignedDuration::from_hours(1)).to_string();
    let body = json!({ "name": "skrivno ime žetona", "scope": "automation", "seller": "nova", "expires_at": ends });
    let made = world.ana.post("/api/v1/tokens", &body).await;
    assert_eq!(made.status, 201, "{}", made.body);
    let secret = made.json()["secret"].as_str().unwrap().to_owned();
    assert_eq!(
        Client::with_token(test.clone(), secret.clone())
            .get("/api/v1/me")
            .await
            .status,
        200
    );
    secrets.add("an API token", secret);
    secrets.add("a token's name", "skrivno ime žetona");
    let invited = json!({ "email": "skrivna@povabljenka.example" });
    let made = world
        .ana
        .post("/api/v1/sellers/nova/invitations", &invited)
        .await;
    assert_eq!(made.status, 201, "{}", made.body);
    let told = made
        .body
        .split("/invitation/")
        .nth(1)
        .expect("the address of an invitation");
    let token = told.split('"').next().unwrap().to_owned();
    assert_eq!(
        test.anonymous()
            .get(&format!("/invitation/{token}"))
            .await
            .status,
        200
    );
    secrets.add("an invitation", token);
    secrets.add("an invited e-mail", "skrivna@povabljenka.example");
    for client in [&world.ana, &world.maja, &world.platform, &bad] {
        for secret in [&client.session, &client.csrf, &client.token]
            .into_iter()
            .flatten()
        {
            secrets.add("what lets somebody in", secret);
        }
    }
}

both_databases! {
    async fn the_log_tells_no_secret_no_text_and_no_name(db: Db) {
        let captured = CAPTURED.clone();
        let test = TestApp::with(db, |config| {
            config.sign_in.agents_with_password = true;
            config.database.slow_ms = 0;
        });
        let world = World::of(test.clone()).await;
        let mut secrets = Secrets::default();
        converse(&world, &mut secrets).await;
        tokens(&world, &mut secrets).await;
        sign_in(&test, &mut secrets).await;
        test.run_jobs().await;
        let log = captured.text();
        let answered = log.lines().filter(|line| line.contains("\"answered\"")).count();
        assert!(answered > 40, "{answered} requests in the log: {log}");
        assert!(log.contains("/api/v1/conversations/{conversation}/messages"), "{log}");
        assert!(secrets.0.len() > 40, "{} secrets", secrets.0.len());
        let found = secrets.found_in(&log);
        assert!(found.is_empty(), "{}", found.join("\n"));
    }
}
