//! One request for each input: who asks, at which address, and what it sends.

use std::collections::BTreeMap;
use std::net::SocketAddr;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::connect_info::ConnectInfo;
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderName, HeaderValue, Method, Request};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use dopis::demo::People;
use dopis::routes::{endpoints, router};
use tempfile::TempDir;
use tokio::runtime::{Builder, Runtime};
use tower::ServiceExt as _;

use crate::world::{LISTED, Who, World, known, prepare};

/// Inputs after which everything begins anew: what they wrote is gone, and who was signed out is let in again.
const RENEWED_AFTER: u32 = 2_000;
/// Longest answer that is read.
const ANSWER_MAX: usize = 64 * 1024 * 1024;

pub struct Service {
    runtime: Runtime,
    folder: TempDir,
    staff: People,
    world: World,
    router: Router,
    asked: u32,
    endpoints: Vec<(Method, &'static str)>,
    records: BTreeMap<&'static str, String>,
}

/// A request as an input says it.
#[derive(Debug)]
pub struct Asked {
    who: usize,
    pub method: Method,
    path: &'static str,
    values: Vec<String>,
    query: String,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
}

impl Default for Service {
    fn default() -> Service {
        // In memory where that can be had: nothing has to outlive the process.
        let folder = tempfile::tempdir_in("/dev/shm").or_else(|_| tempfile::tempdir());
        let folder = folder.expect("a folder");
        let runtime = Builder::new_current_thread().enable_all().build();
        let runtime = runtime.expect("a runtime");
        let staff = runtime.block_on(prepare(folder.path()));
        let world = runtime.block_on(World::begin(folder.path(), staff));
        let mut service = Service {
            router: router(world.app.clone()),
            runtime,
            folder,
            staff,
            world,
            asked: 0,
            endpoints: endpoints()
                .into_iter()
                .map(|endpoint| (endpoint.method, endpoint.path))
                .collect(),
            records: known(),
        };
        service.find_records();
        service
    }
}

impl Service {
    /// Reads an input: one byte for who asks, two for the address; then a line with what stands in the address and in
    /// its query, lines of headers, an empty line, and the body.
    pub fn read(&self, bytes: &[u8]) -> Option<Asked> {
        let (&[who, high, low], rest) = bytes.split_first_chunk::<3>()?;
        let index = usize::from(u16::from_be_bytes([high, low])) % self.endpoints.len();
        let (method, path) = self.endpoints[index].clone();
        let end = rest.windows(2).position(|pair| pair == b"\n\n");
        let (head, body) = match end {
            Some(end) => (&rest[..end], &rest[end + 2..]),
            None => (rest, &[][..]),
        };
        let head = String::from_utf8_lossy(head);
        let mut lines = head.split('\n');
        let (values, query) = {
            let line = lines.next().unwrap_or_default();
            line.split_once('?').unwrap_or((line, ""))
        };
        let headers = lines.filter_map(|line| line.split_once(':'));
        Some(Asked {
            who: usize::from(who) % self.world.people.len(),
            method,
            path,
            values: values.split('/').map(str::to_owned).collect(),
            query: query.to_owned(),
            headers: headers
                .map(|(name, value)| (name.trim().to_owned(), value.trim().to_owned()))
                .collect(),
            body: body.to_vec(),
        })
    }

    /// Asks, and says status and answer; none where this is no request that a server of HTTP would let through.
    pub fn ask(&mut self, asked: &Asked) -> Option<(u16, String)> {
        self.asked += 1;
        if self.asked.is_multiple_of(RENEWED_AFTER) {
            self.renew();
        }
        let request = self.request(asked)?;
        let router = self.router.clone();
        Some(self.runtime.block_on(answer(router, request)))
    }

    fn renew(&mut self) {
        self.runtime.block_on(self.world.app.db.close());
        let begun = World::begin(self.folder.path(), self.staff);
        self.world = self.runtime.block_on(begun);
        self.router = router(self.world.app.clone());
    }

    fn request(&self, asked: &Asked) -> Option<Request<Body>> {
        let Who {
            cookie,
            csrf,
            token,
        } = &self.world.people[asked.who];
        let uri = format!("{}?{}", self.filled(asked), escaped(&asked.query, b"&=+%"));
        let mut request = Request::builder()
            .method(asked.method.clone())
            .uri(uri)
            .header("host", "localhost:8080")
            .header("sec-fetch-site", "same-origin");
        for (name, value) in &asked.headers {
            let name = HeaderName::from_bytes(name.as_bytes()).ok()?;
            let value = HeaderValue::from_bytes(value.as_bytes()).ok()?;
            request = request.header(name, value);
        }
        if let Some(cookie) = cookie {
            request = request.header("cookie", cookie);
        }
        if let Some(csrf) = csrf {
            // With a pad of zeros the masked token is the token itself.
            let masked = URL_SAFE_NO_PAD.encode([[0; 32], *csrf].concat());
            request = request.header("x-csrf-token", masked);
        }
        if let Some(token) = token {
            request = request.header("authorization", token);
        }
        let named = asked.headers.iter();
        if !asked.body.is_empty() && !named.clone().any(|(name, _)| name == "content-type") {
            let kind = match asked.path.starts_with("/api/") {
                true => "application/json",
                false => "application/x-www-form-urlencoded",
            };
            request = request.header(CONTENT_TYPE, kind);
        }
        let mut request = request.body(Body::from(asked.body.clone())).ok()?;
        let peer: SocketAddr = "192.0.2.1:40000".parse().ok()?;
        request.extensions_mut().insert(ConnectInfo(peer));
        Some(request)
    }

    /// The address; a value that the input leaves out is that of a record which there is.
    fn filled(&self, asked: &Asked) -> String {
        let mut values = asked.values.iter().filter(|value| !value.is_empty());
        let parts = asked.path.split('/').map(|part| {
            let Some(name) = part
                .strip_prefix('{')
                .and_then(|name| name.strip_suffix('}'))
            else {
                return part.to_owned();
            };
            let name = match name {
                "id" if asked.path.starts_with("/absences") => "absence",
                "id" => "conversation",
                name => name,
            };
            match (values.next(), self.records.get(name)) {
                (Some(value), _) => escaped(value, b""),
                (None, Some(record)) => record.clone(),
                (None, None) => "019a0000-0000-7000-8000-000000000000".to_owned(),
            }
        });
        parts.collect::<Vec<_>>().join("/")
    }

    fn find_records(&mut self) {
        for (name, path, field) in LISTED {
            let place = self
                .endpoints
                .iter()
                .position(|(method, listed)| *method == Method::GET && *listed == path);
            let place = place.unwrap_or_else(|| panic!("{path} is no list"));
            let [.., high, low] = place.to_be_bytes();
            let asked = self.read(&[1, high, low]).expect("an input");
            let (status, answer) = self.ask(&asked).expect("a request");
            assert_eq!(status, 200, "{path}: {answer}");
            let answer: serde_json::Value = serde_json::from_str(&answer).expect("JSON");
            let first = &answer["items"][0][field];
            if let Some(id) = first.as_str() {
                self.records.insert(name, id.to_owned());
            }
        }
        assert!(self.records.contains_key("conversation"), "no conversation");
    }
}

async fn answer(router: Router, request: Request<Body>) -> (u16, String) {
    let response = match router.oneshot(request).await {
        Ok(response) => response,
        Err(never) => match never {},
    };
    let status = response.status().as_u16();
    let kind = response.headers().get(CONTENT_TYPE);
    // What is live has no end.
    if kind.is_some_and(|kind| kind.as_bytes().starts_with(b"text/event-stream")) {
        return (status, String::new());
    }
    match to_bytes(response.into_body(), ANSWER_MAX).await {
        Ok(bytes) => (status, String::from_utf8_lossy(&bytes).into_owned()),
        Err(error) => panic!("an answer of {status} broke off: {error}"),
    }
}

/// Whatever an address cannot hold as `%` and two digits.
fn escaped(text: &str, kept: &[u8]) -> String {
    let mut escaped = String::new();
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte) || kept.contains(&byte) {
            escaped.push(char::from(byte));
        } else {
            escaped.push_str(&format!("%{byte:02X}"));
        }
    }
    escaped
}
