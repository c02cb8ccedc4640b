//! One connection to the service over which requests follow each other; just enough HTTP/1.1 for its API.

use std::io::{Error, ErrorKind, Result};
use std::net::SocketAddr;

use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpStream;

#[derive(Debug)]
pub(crate) struct Connection {
    stream: BufReader<TcpStream>,
}

/// The bytes of a request.
pub(crate) fn request(method: &str, path: &str, headers: &[(&str, String)], body: &str) -> Vec<u8> {
    let headers: String = headers
        .iter()
        .map(|(name, value)| format!("{name}: {value}\r\n"))
        .collect();
    let length = body.len();
    format!(
        "{method} {path} HTTP/1.1\r\nhost: localhost\r\n{headers}content-type: application/json\r\n\
         content-length: {length}\r\n\r\n{body}"
    )
    .into_bytes()
}

impl Connection {
    pub(crate) async fn open(address: SocketAddr) -> Result<Connection> {
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        Ok(Connection {
            stream: BufReader::new(stream),
        })
    }

    /// Sends a request and waits for status and body.
    /// `InvalidData` means that this is no answer; any other error, that the connection broke before the whole of it.
    /// `note` is shown each header of the answer, its name in small letters.
    pub(crate) async fn exchange(
        &mut self,
        request: &[u8],
        mut note: impl FnMut(&str, &str),
    ) -> Result<(u16, Vec<u8>)> {
        self.stream.write_all(request).await?;
        let status_line = self.line().await?;
        let status = status_line.split(' ').nth(1);
        let status = status
            .and_then(|code| code.parse().ok())
            .ok_or_else(|| nonsense(&status_line))?;
        let mut length = None;
        loop {
            let line = self.line().await?;
            let Some((name, value)) = line.split_once(':') else {
                break;
            };
            let (name, value) = (name.to_ascii_lowercase(), value.trim());
            if name == "content-length" {
                length = Some(value.parse().map_err(|_| nonsense(&line))?);
            }
            note(&name, value);
        }
        let mut body = vec![0; length.ok_or_else(|| nonsense("an answer without length"))?];
        self.stream.read_exact(&mut body).await?;
        Ok((status, body))
    }

    async fn line(&mut self) -> Result<String> {
        let mut line = String::new();
        self.stream.read_line(&mut line).await?;
        match line.strip_suffix("\r\n") {
            Some(line) => Ok(line.to_owned()),
            None => Err(Error::from(ErrorKind::UnexpectedEof)),
        }
    }
}

fn nonsense(what: &str) -> Error {
    Error::new(ErrorKind::InvalidData, what.to_owned())
}
