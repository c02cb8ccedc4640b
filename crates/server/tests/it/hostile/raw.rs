//! Requests that are none, or two at once, at the door of a real process.

use store::both_databases;
use store::testing::TestDatabase;

use super::wire::{exchange, status, statuses};
use crate::crash::Process;

const END: &str = "Host: localhost\r\nConnection: close\r\n\r\n";

/// What is sent, and with which statuses it may be answered; none at all where the connection is just closed.
type Attack = (&'static str, Vec<u8>, &'static [u16]);

fn get(path: &str) -> Vec<u8> {
    format!("GET {path} HTTP/1.1\r\n{END}").into_bytes()
}

fn header(line: &str) -> Vec<u8> {
    format!("GET /health HTTP/1.1\r\n{line}\r\n{END}").into_bytes()
}

fn post(headers: &str, body: &str) -> Vec<u8> {
    let start = "POST /api/v1/conversations HTTP/1.1\r\nHost: localhost\r\n";
    format!("{start}{headers}\r\n\r\n{body}").into_bytes()
}

fn addresses() -> Vec<Attack> {
    vec![
        ("a way up", get("/../../etc/passwd"), &[404]),
        (
            "a way up in assets",
            get("/assets/../../Cargo.toml"),
            &[404],
        ),
        (
            "an encoded way up",
            get("/assets/..%2f..%2fCargo.toml"),
            &[404],
        ),
        (
            "encoded dots",
            get("/assets/%2e%2e/%2e%2e/etc/passwd"),
            &[404],
        ),
        (
            "twice encoded",
            get("/assets/%252e%252e%252fCargo.toml"),
            &[404],
        ),
        ("a backslash", get("/assets/..%5c..%5cCargo.toml"), &[404]),
        ("an encoded NUL", get("/assets/app.css%00.html"), &[404]),
        ("half an escape", get("/assets/%"), &[400, 404]),
        (
            "an escape that is none",
            get("/conversations/%zz"),
            &[400, 401, 404],
        ),
        (
            "bytes that are no text",
            get("/conversations/%ff%fe"),
            &[400, 401, 404],
        ),
        ("two slashes", get("//evil.example/"), &[404]),
        (
            "a whole address",
            get("http://evil.example/health"),
            &[200, 400, 404],
        ),
        (
            "an address beyond length",
            get(&format!("/{}", "a".repeat(200_000))),
            &[414, 431, 400, 404],
        ),
    ]
}

fn greetings() -> Vec<Attack> {
    vec![
        (
            "a method of its own",
            format!("BREW / HTTP/1.1\r\n{END}").into(),
            &[403, 405],
        ),
        (
            "CONNECT",
            format!("CONNECT evil.example:443 HTTP/1.1\r\n{END}").into(),
            &[400, 403, 404, 405],
        ),
        (
            "TRACE",
            format!("TRACE / HTTP/1.1\r\nX-Secret: 1\r\n{END}").into(),
            &[405],
        ),
        (
            "another version",
            format!("GET /health HTTP/3.9\r\n{END}").into(),
            &[400],
        ),
        (
            "the second version",
            b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".to_vec(),
            &[],
        ),
        (
            "a TLS greeting",
            b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n".to_vec(),
            &[400],
        ),
    ]
}

fn headers() -> Vec<Attack> {
    vec![
        ("a NUL in a header", header("X-A: a\0b"), &[400]),
        ("a header continued", header("X-A: a\r\n b"), &[400]),
        ("a space before the colon", header("X-A : a"), &[400]),
        ("a lone carriage return", header("X-A: a\rX-B: b"), &[400]),
        (
            "500 headers",
            header("X-A: a\r\n".repeat(500).trim_end()),
            &[431, 400],
        ),
        (
            "a header beyond length",
            header(&format!("X-A: {}", "a".repeat(2_000_000))),
            &[431, 400],
        ),
        (
            "a cookie beyond length",
            header(&format!("Cookie: __Host-dopis={}", "a".repeat(100_000))),
            &[200, 431],
        ),
    ]
}

fn lengths() -> Vec<Attack> {
    let closing = "Connection: close\r\nContent-Type: application/json\r\n";
    let smuggled = "0\r\n\r\nGET /health HTTP/1.1\r\nHost: localhost\r\n\r\n";
    vec![
        (
            "a length with a sign",
            post(&format!("{closing}Content-Length: +2"), "{}"),
            &[400],
        ),
        (
            "a length below zero",
            post(&format!("{closing}Content-Length: -1"), "{}"),
            &[400],
        ),
        (
            "a length beyond numbers",
            post(
                &format!("{closing}Content-Length: 99999999999999999999"),
                "{}",
            ),
            &[400, 413],
        ),
        (
            "two lengths",
            post(
                &format!("{closing}Content-Length: 2\r\nContent-Length: 44"),
                "{}",
            ),
            &[400],
        ),
        (
            "a length and chunks",
            post("Content-Length: 2\r\nTransfer-Encoding: chunked", smuggled),
            &[400, 401],
        ),
        (
            "chunks that are not last",
            post("Transfer-Encoding: chunked, identity", smuggled),
            &[400],
        ),
        (
            "chunks spelt otherwise",
            post("Transfer-Encoding: xchunked", smuggled),
            &[400],
        ),
        (
            "chunks twice",
            post(
                "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity",
                smuggled,
            ),
            &[400],
        ),
        (
            "a chunk beyond numbers",
            post(
                &format!("{closing}Transfer-Encoding: chunked"),
                "FFFFFFFFFFFFFFFFF\r\nx",
            ),
            &[400, 401],
        ),
    ]
}

both_databases! {
    async fn what_is_no_request_is_refused_and_answers_once(test: TestDatabase) {
        let process = Process::start(&test.options);
        let all = [addresses(), greetings(), headers(), lengths()].concat();
        let mut wrong = Vec::new();
        for (what, bytes, allowed) in all {
            let answer = exchange(process.address, &bytes).await;
            let told = statuses(&answer);
            let is_one = match told[..] {
                [] => allowed.is_empty(),
                [status] => allowed.contains(&status),
                _ => false,
            };
            if !is_one {
                let said = String::from_utf8_lossy(&answer);
                wrong.push(format!("{what}: {told:?} and not one of {allowed:?}: {}", &said[..said.len().min(300)]));
            }
            if String::from_utf8_lossy(&answer).to_lowercase().contains("root:x:") {
                wrong.push(format!("{what}: a file of the machine"));
            }
        }
        assert_eq!(status(process.address, "/health").await, Some(200), "it still answers");
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
        assert!(process.end().success());
    }
}
