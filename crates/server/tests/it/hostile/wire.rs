//! Bytes sent to a service that listens, and what it answers.

use std::net::SocketAddr;
use std::time::{Duration, Instant};

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::time::timeout;

/// Longer than any answer takes.
const PATIENCE: Duration = Duration::from_secs(20);

/// Everything that comes back until the service closes the connection; fails the test where it never does.
pub(super) async fn exchange(address: SocketAddr, bytes: &[u8]) -> Vec<u8> {
    let mut stream = TcpStream::connect(address).await.unwrap();
    // It may have answered and closed before everything was written.
    let _ = stream.write_all(bytes).await;
    let mut answer = Vec::new();
    let read = timeout(PATIENCE, stream.read_to_end(&mut answer)).await;
    // A reset after the answer is a close too.
    let _ = read.expect("the service answers or closes");
    answer
}

/// The status lines in what came back; one request has one answer.
pub(super) fn statuses(answer: &[u8]) -> Vec<u16> {
    let text = String::from_utf8_lossy(answer);
    text.split("HTTP/1.1 ")
        .skip(1)
        .filter_map(|rest| rest.get(..3)?.parse().ok())
        .collect()
}

/// The status of a well-formed request.
pub(super) async fn status(address: SocketAddr, path: &str) -> Option<u16> {
    let request = format!("GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    statuses(&exchange(address, request.as_bytes()).await)
        .first()
        .copied()
}

#[expect(
    clippy::disallowed_methods,
    reason = "how long a service took is what is tested"
)]
pub(super) fn now() -> Instant {
    Instant::now()
}
