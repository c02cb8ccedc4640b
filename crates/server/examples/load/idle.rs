//! Pages that are open and idle: connections to `/api/v1/live`, each held until told to let go.

use std::io::{BufRead, ErrorKind};
use std::net::SocketAddr;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::Failure;
use crate::work::Work;

/// Longer than the answer's head and its first message.
const FIRST_BYTES: usize = 4_096;

/// Opens so many, prints how many are open, and holds them until standard input ends.
pub(crate) async fn hold(address: SocketAddr, work: Work, count: usize) -> Result<usize, Failure> {
    let mut open = Vec::with_capacity(count);
    for number in 0..count {
        let agent = &work.agents[number % work.agents.len()];
        open.push(follow(address, &agent.token).await?);
    }
    println!("{}", open.len());
    let mut line = String::new();
    std::io::stdin().lock().read_line(&mut line)?;
    let mut ended = 0;
    for stream in &open {
        let mut byte = [0];
        match stream.try_read(&mut byte) {
            Ok(0) => ended += 1,
            Err(error) if error.kind() != ErrorKind::WouldBlock => ended += 1,
            _ => {}
        }
    }
    match ended {
        0 => Ok(open.len()),
        ended => Err(format!("{ended} connections did not last").into()),
    }
}

async fn follow(address: SocketAddr, token: &str) -> Result<TcpStream, Failure> {
    let mut stream = TcpStream::connect(address).await?;
    let request = format!(
        "GET /api/v1/live HTTP/1.1\r\nhost: localhost\r\nauthorization: Bearer {token}\r\n\
         accept: text/event-stream\r\n\r\n"
    );
    stream.write_all(request.as_bytes()).await?;
    let mut said = Vec::new();
    while !said.windows(12).any(|window| window == b"event: ready") {
        let mut buffer = [0; FIRST_BYTES];
        let read = stream.read(&mut buffer).await?;
        said.extend_from_slice(&buffer[..read]);
        if read == 0 || said.len() > FIRST_BYTES {
            return Err(format!("not followed: {}", String::from_utf8_lossy(&said)).into());
        }
    }
    Ok(stream)
}
