//! Requests on whose end a proxy and the service might disagree, through nginx and HAProxy with shared connections:
//! none becomes a request of somebody else's, or a part of one, or gives anybody another's answer.

use std::net::SocketAddr;
use std::time::Duration;

use store::testing::{TestDatabase, on_sqlite};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinSet;
use tokio::time::timeout;

use super::front::{Front, KINDS};
use super::wire::statuses;
use crate::crash::Process;

/// After this long without a byte an answer is taken to be over.
const SILENCE: Duration = Duration::from_millis(400);
/// Honest requests after each attack, more than there are connections to the service.
const VICTIMS: usize = 6;

/// The beginning of a request that would swallow the first line of the next one on its connection.
const SMUGGLED: &str = "GET /smuggled HTTP/1.1\r\nHost: localhost\r\nX-Swallows: ";

fn post(headers: &str, body: &str) -> Vec<u8> {
    let start = "POST /sign-in HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/plain\r\n";
    format!("{start}{headers}\r\n\r\n{body}").into_bytes()
}

/// The end of chunks in front of what is smuggled.
fn chunked() -> String {
    format!("0\r\n\r\n{SMUGGLED}")
}

/// An attack by its name.
type Attack = (&'static str, Vec<u8>);

/// All that is smuggled in one chunk.
fn first_chunk() -> String {
    format!("{:x}\r\n{SMUGGLED}\r\n0\r\n\r\n", SMUGGLED.len())
}

/// Two that say where a request ends.
fn two_ends() -> Vec<Attack> {
    let long = SMUGGLED.len() + 5;
    let first_chunk = first_chunk();
    let te = "Transfer-Encoding";
    vec![
        (
            "CL.TE",
            post(
                &format!("Content-Length: {long}\r\n{te}: chunked"),
                &chunked(),
            ),
        ),
        (
            "TE.CL",
            post(&format!("Content-Length: 4\r\n{te}: chunked"), &first_chunk),
        ),
        (
            "TE.TE, the second unknown",
            post(
                &format!("Content-Length: 4\r\n{te}: chunked\r\n{te}: x"),
                &first_chunk,
            ),
        ),
        (
            "TE.TE, the first unknown",
            post(
                &format!("Content-Length: 4\r\n{te}: x\r\n{te}: chunked"),
                &first_chunk,
            ),
        ),
        (
            "two lengths, the small one first",
            post(
                &format!("Content-Length: 0\r\nContent-Length: {}", SMUGGLED.len()),
                SMUGGLED,
            ),
        ),
        (
            "two lengths, the large one first",
            post(
                &format!("Content-Length: {}\r\nContent-Length: 0", SMUGGLED.len()),
                SMUGGLED,
            ),
        ),
        (
            "two lengths in one header",
            post(&format!("Content-Length: 0, {}", SMUGGLED.len()), SMUGGLED),
        ),
        ("a length with a sign", post("Content-Length: +0", SMUGGLED)),
    ]
}

/// Lines of a head that are read as one or as two.
fn lines() -> Vec<Attack> {
    let first_chunk = first_chunk();
    let te = "Transfer-Encoding";
    vec![
        (
            "a length on a line that goes on",
            post(&format!("Content-Length:\r\n {}", SMUGGLED.len()), SMUGGLED),
        ),
        (
            "a coding on a line that goes on",
            post(
                &format!("Content-Length: 4\r\n{te}:\r\n chunked"),
                &first_chunk,
            ),
        ),
        (
            "a length behind a lone line feed",
            post(
                &format!("X-A: b\nContent-Length: {}", SMUGGLED.len()),
                SMUGGLED,
            ),
        ),
        (
            "a coding behind a lone line feed",
            post(
                &format!("Content-Length: 4\r\nX-A: b\n{te}: chunked"),
                &first_chunk,
            ),
        ),
    ]
}

/// Heads that end or are answered otherwise.
fn heads() -> Vec<Attack> {
    let long = SMUGGLED.len() + 5;
    let te = "Transfer-Encoding";
    vec![
        (
            "a head that lone line feeds end",
            format!("POST /sign-in HTTP/1.1\nHost: localhost\nContent-Length: 0\n\n{SMUGGLED}").into_bytes(),
        ),
        (
            "a length without a body on GET",
            format!("GET /health HTTP/1.1\r\nHost: localhost\r\nContent-Length: {}\r\n\r\n{SMUGGLED}", SMUGGLED.len())
                .into_bytes(),
        ),
        (
            "HTTP/1.0 that stays, with chunks",
            format!(
                "POST /sign-in HTTP/1.0\r\nHost: localhost\r\nConnection: keep-alive\r\n{te}: chunked\r\n\
                 Content-Length: {long}\r\n\r\n{}",
                chunked()
            )
            .into_bytes(),
        ),
        (
            "a length that Connection names",
            post(
                &format!("Connection: close, Content-Length\r\nContent-Length: {}", SMUGGLED.len()),
                SMUGGLED,
            ),
        ),
        (
            "an expectation with a body at once",
            post(&format!("Expect: 100-continue\r\nContent-Length: {}", SMUGGLED.len()), SMUGGLED),
        ),
        (
            "a line break in the address",
            b"GET /health%0d%0aX: y HTTP/1.1\r\nHost: localhost\r\n\r\n".to_vec(),
        ),
    ]
}

/// Ways to write that chunks follow, or that they do not.
fn codings() -> Vec<Attack> {
    let long = SMUGGLED.len() + 5;
    let mut all = Vec::new();
    for (what, coding) in [
        ("chunks spelt otherwise", "Transfer-Encoding: xchunked"),
        ("chunks in capitals", "Transfer-Encoding: CHUNKED"),
        ("chunks in quotes", "Transfer-Encoding: \"chunked\""),
        (
            "chunks that are not last",
            "Transfer-Encoding: chunked, identity",
        ),
        ("identity", "Transfer-Encoding: identity"),
        ("a space before the colon", "Transfer-Encoding : chunked"),
        ("a tab before the value", "Transfer-Encoding:\tchunked"),
        ("a NUL in the value", "Transfer-Encoding: chunked\0"),
        (
            "a lone carriage return",
            "X-A: b\rTransfer-Encoding: chunked",
        ),
        (
            "a NUL in a header",
            "X-A: b\0c\r\nTransfer-Encoding: chunked",
        ),
        ("a vertical tab", "Transfer-Encoding: \x0bchunked"),
        ("an underscore", "Transfer_Encoding: chunked"),
    ] {
        all.push((
            what,
            post(&format!("Content-Length: {long}\r\n{coding}"), &chunked()),
        ));
    }
    all
}

/// Chunks that are none.
fn chunks() -> Vec<Attack> {
    let mut all = Vec::new();
    let coding = "Transfer-Encoding: chunked";
    for (what, body) in [
        (
            "an extension of a chunk",
            format!("2;a=b\r\nab\r\n0;{}\r\n\r\n{SMUGGLED}", "c".repeat(50)),
        ),
        (
            "an extension with a line feed",
            format!("2;\nab\r\n0\r\n\r\n{SMUGGLED}"),
        ),
        (
            "a chunk that a lone line feed ends",
            format!("2\nab\n0\n\n{SMUGGLED}"),
        ),
        (
            "a chunk with a sign",
            format!("+2\r\nab\r\n0\r\n\r\n{SMUGGLED}"),
        ),
        ("a chunk in 0x", format!("0x2\r\nab\r\n0\r\n\r\n{SMUGGLED}")),
        (
            "a chunk beyond numbers",
            format!("10000000000000002\r\nab\r\n0\r\n\r\n{SMUGGLED}"),
        ),
        (
            "a chunk longer than it says",
            format!("2\r\nabcd\r\n0\r\n\r\n{SMUGGLED}"),
        ),
        (
            "trailers",
            format!("0\r\nContent-Length: 50\r\nX-A: b\r\n\r\n{SMUGGLED}"),
        ),
    ] {
        all.push((what, post(coding, &body)));
    }
    all
}

/// What comes back until nothing more does.
async fn told(stream: &mut TcpStream) -> Vec<u8> {
    let (mut all, mut some) = (Vec::new(), [0; 16 * 1024]);
    while let Ok(Ok(read)) = timeout(SILENCE, stream.read(&mut some)).await {
        if read == 0 {
            break;
        }
        all.extend_from_slice(&some[..read]);
    }
    all
}

async fn attack(front: SocketAddr, bytes: &[u8]) -> (TcpStream, Vec<u8>) {
    let mut stream = TcpStream::connect(front).await.unwrap();
    // It may be refused before everything was written.
    let _ = stream.write_all(bytes).await;
    let answer = told(&mut stream).await;
    (stream, answer)
}

/// An honest request on a connection of its own; what is wrong with its answer.
async fn victim(front: SocketAddr) -> Option<String> {
    let request = "GET /health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
    let mut stream = TcpStream::connect(front).await.unwrap();
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut answer = Vec::new();
    let read = timeout(Duration::from_secs(20), stream.read_to_end(&mut answer)).await;
    let text = String::from_utf8_lossy(&answer).into_owned();
    let is_own = read.is_ok() && statuses(&answer) == [200] && !text.contains("smuggled");
    (!is_own).then_some(text)
}

/// What anybody notices of the attack besides its own answer.
async fn harm(front: SocketAddr, bytes: &[u8]) -> Option<String> {
    let (attacker, answer) = attack(front, bytes).await;
    for _ in 0..VICTIMS {
        if let Some(answer) = victim(front).await {
            return Some(format!("an honest request was told: {answer}"));
        }
    }
    drop(attacker);
    let statuses = statuses(&answer);
    let is_error = statuses
        .iter()
        .any(|status| (500..600).contains(status) && *status != 501);
    // What follows a whole request on the attacker's own connection is the attacker's next one.
    let own = statuses.len() <= 2;
    (is_error || !own).then(|| format!("it was told {statuses:?}"))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn through_a_proxy_no_request_becomes_that_of_another() {
    on_sqlite(async |test: TestDatabase| {
        let settings = [
            ("DOPIS_SERVER__TRUSTED_PROXIES", "1".to_owned()),
            ("DOPIS_LIMITS__ANONYMOUS_PER_MINUTE", "1000000".to_owned()),
        ];
        let process = Process::start_with(&test.options, &settings);
        let mut wrong = Vec::new();
        for kind in KINDS {
            let Some(front) = Front::start(kind, process.address).await else {
                continue;
            };
            assert_eq!(victim(front.address).await, None, "{kind:?}");
            for (what, bytes) in [two_ends(), lines(), heads(), codings(), chunks()].concat() {
                if let Some(harm) = harm(front.address, &bytes).await {
                    wrong.push(format!("{kind:?}, {what}: {harm}"));
                }
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
        assert!(process.end().success());
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn without_tls_people_are_led_to_it_and_programs_refused() {
    on_sqlite(async |test: TestDatabase| {
        let process = Process::start(&test.options);
        for kind in KINDS {
            let Some(front) = Front::start(kind, process.address).await else {
                continue;
            };
            let asked =
                |path: &str| format!("GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
            let (_, page) = attack(front.plain, asked("/sign-in?to=/a").as_bytes()).await;
            let page = String::from_utf8_lossy(&page).to_lowercase();
            assert!(page.starts_with("http/1.1 301"), "{kind:?}: {page}");
            assert!(
                page.contains("location: https://help.example.com/sign-in?to=/a\r\n"),
                "{kind:?}: {page}"
            );
            let (_, program) = attack(front.plain, asked("/api/v1/conversations").as_bytes()).await;
            assert_eq!(statuses(&program), [403], "{kind:?}");
        }
        assert!(process.end().success());
    })
    .await;
}

/// A proxy that knows nothing of the ends of requests: whatever comes goes to the service on one connection, and
/// each client is given the next answer.
async fn careless(to: SocketAddr, listener: TcpListener) {
    let mut service = TcpStream::connect(to).await.unwrap();
    loop {
        let (mut client, _) = listener.accept().await.unwrap();
        let request = told(&mut client).await;
        service.write_all(&request).await.unwrap();
        let answer = told(&mut service).await;
        let _ = client.write_all(&answer).await;
    }
}

/// The tests above would see what they look for.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_proxy_that_mixes_requests_up_is_found_out() {
    on_sqlite(async |test: TestDatabase| {
        let process = Process::start(&test.options);
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let front = listener.local_addr().unwrap();
        let mut serving = JoinSet::new();
        serving.spawn(careless(process.address, listener));
        let request = format!("GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n{SMUGGLED}");
        let harm = harm(front, request.as_bytes())
            .await
            .expect("somebody notices");
        assert!(
            harm.starts_with("an honest request was told: HTTP/1.1 404"),
            "{harm}"
        );
        drop(serving);
        assert!(process.end().success());
    })
    .await;
}
