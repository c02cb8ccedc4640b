//! Clients that begin a request and never finish it cost nobody else anything, and are let go of in the end.

use std::net::SocketAddr;
use std::time::{Duration, Instant};

use store::both_databases;
use store::testing::{TestDatabase, short_or_long};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::time::timeout;

use super::wire::{now, status};
use crate::crash::Process;

const HEADER_TIMEOUT: Duration = Duration::from_secs(4);
/// For the process to come round to all of them, on a machine with something else to do.
const GRACE: Duration = Duration::from_secs(20);
const REQUESTS: usize = 40;

/// What the slow ones send, and nothing after it.
const BEGINNINGS: [&str; 4] = [
    "",
    "GET /health HTTP/1.1\r\nHost: local",
    "GET /health HTTP/1.1\r\nHost: localhost\r\nX-A: b\r\n",
    "POST /sign-in HTTP/1.1\r\nHost: localhost\r\nSec-Fetch-Site: same-origin\r\n\
     Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 1000\r\n\r\nemail=",
];

async fn half_open(address: SocketAddr, count: usize) -> Vec<TcpStream> {
    let mut all = Vec::new();
    for beginning in BEGINNINGS.iter().cycle().take(count) {
        let mut stream = TcpStream::connect(address).await.unwrap();
        stream.write_all(beginning.as_bytes()).await.unwrap();
        all.push(stream);
    }
    all
}

/// Somebody else's requests, each of which is answered.
async fn others_are_answered(address: SocketAddr) {
    for _ in 0..REQUESTS {
        assert_eq!(status(address, "/sign-in").await, Some(200));
    }
}

async fn is_let_go(mut stream: TcpStream, until: Instant) -> bool {
    let left = until.saturating_duration_since(now());
    let mut rest = Vec::new();
    timeout(left, stream.read_to_end(&mut rest)).await.is_ok()
}

both_databases! {
    async fn half_open_connections_cost_nobody_else_anything(test: TestDatabase) {
        let settings = [
            ("DOPIS_SERVER__HEADER_TIMEOUT_MS", HEADER_TIMEOUT.as_millis().to_string()),
            ("DOPIS_LIMITS__ANONYMOUS_PER_MINUTE", "1000000".to_owned()),
            ("DOPIS_SIGN_IN__AGENTS_WITH_PASSWORD", "true".to_owned()),
        ];
        let process = Process::start_with(&test.options, &settings);
        let address = process.address;
        let count = short_or_long(100, 1_000);
        let began = now();
        let slow = half_open(address, count).await;
        others_are_answered(address).await;
        let until = began + HEADER_TIMEOUT + GRACE;
        for (place, stream) in slow.into_iter().enumerate() {
            let beginning = BEGINNINGS[place % BEGINNINGS.len()];
            assert!(is_let_go(stream, until).await, "still open after {beginning:?}");
        }
        assert_eq!(status(address, "/health").await, Some(200));
        assert!(process.end().success());
    }
}
