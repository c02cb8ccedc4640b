//! One connection that hears what other processes tell, and tells them what this one says (`LISTEN`, `NOTIFY`).
//! It is kept outside the pools: a pooler that shares connections between transactions would forget its `LISTEN`.

use std::{convert::Infallible, future::poll_fn, sync::Arc, time::Duration};

use tokio::{
    io::{AsyncRead, AsyncWrite},
    sync::broadcast,
    time::{sleep, timeout},
};
use tokio_postgres::{AsyncMessage, Client, Connection, Error, Socket};

use super::connect::Target;
use crate::signals::{Signal, Wires};

/// Telling is a statement of its own: in a writing transaction it would make all commits follow each other.
const TELL: &str = "SELECT pg_notify('dopis', $1)";
const LISTEN: &str = "LISTEN dopis";
/// Between looks whether a silent connection still lives.
const SILENCE: Duration = Duration::from_secs(20);
const ANSWER: Duration = Duration::from_secs(5);
const FIRST_PAUSE_MS: u64 = 200;
const LONGEST_PAUSE_MS: u64 = 5_000;

/// Why a connection ended.
#[derive(Debug, thiserror::Error)]
enum Ended {
    #[error("connecting")]
    Connecting(#[from] crate::OpenError),
    #[error("the connection failed")]
    Failed(#[from] Error),
    #[error("the server does not answer")]
    Silent,
    #[error("the database was closed")]
    Closed,
}

/// Waits until listening is asked for; then connects again whenever the connection ends.
pub(crate) async fn run(target: Target, mut wires: Wires) {
    wires.begin.notified().await;
    let mut pause_ms = FIRST_PAUSE_MS;
    loop {
        let (ended, was_heard) = session(&target, &mut wires).await;
        if matches!(ended, Ended::Closed) {
            return;
        }
        let error = &ended as &dyn std::error::Error;
        tracing::warn!(error, "other nodes cannot be heard for the moment");
        pause_ms = match was_heard {
            true => FIRST_PAUSE_MS,
            false => LONGEST_PAUSE_MS.min(pause_ms * 2),
        };
        sleep(Duration::from_millis(pause_ms)).await;
    }
}

/// One connection to its end, and whether it ever listened.
async fn session(target: &Target, wires: &mut Wires) -> (Ended, bool) {
    let (client, connection) = match target.listening().await {
        Ok(pair) => pair,
        Err(error) => return (error.into(), false),
    };
    let own = match timeout(ANSWER, connection_with(&client, connection, wires)).await {
        Ok(Ok(begun)) => begun,
        Ok(Err(error)) => return (error, false),
        Err(_) => return (Ended::Silent, false),
    };
    let (connection, pid) = own;
    // What was told while nobody listened here.
    let _ = wires.heard.send(Signal::Missed);
    let heard = wires.heard.clone();
    let ended = tokio::select! {
        ended = hear(connection, pid, &heard) => ended,
        ended = tell(&client, wires) => ended,
    };
    let Err(error) = ended;
    (error, true)
}

/// Begins to listen; gives the connection back with the server's number for it.
async fn connection_with<S: AsyncRead + AsyncWrite + Unpin>(
    client: &Client,
    mut connection: Connection<Socket, S>,
    wires: &Wires,
) -> Result<(Connection<Socket, S>, i32), Ended> {
    let begin = async {
        client.batch_execute(LISTEN).await?;
        let row = client.query_one("SELECT pg_backend_pid()", &[]).await?;
        Ok::<i32, Error>(row.get(0))
    };
    let pid = tokio::select! {
        pid = begin => pid?,
        ended = hear(&mut connection, 0, &wires.heard) => {
            let Err(error) = ended;
            return Err(error);
        }
    };
    Ok((connection, pid))
}

/// Passes on what others tell, and not what came from here: that was heard at once.
async fn hear<S: AsyncRead + AsyncWrite + Unpin>(
    mut connection: impl std::borrow::BorrowMut<Connection<Socket, S>>,
    own: i32,
    heard: &broadcast::Sender<Signal>,
) -> Result<Infallible, Ended> {
    loop {
        let message = poll_fn(|context| connection.borrow_mut().poll_message(context)).await;
        match message {
            Some(Ok(AsyncMessage::Notification(told))) if told.process_id() != own => {
                let _ = heard.send(Signal::Word(told.payload().into()));
            }
            Some(Ok(_)) => {}
            Some(Err(error)) => return Err(error.into()),
            None => return Err(Ended::Silent),
        }
    }
}

/// Sends the words of this process, each once however often it waits, and looks after a silent connection.
async fn tell(client: &Client, wires: &mut Wires) -> Result<Infallible, Ended> {
    let statement = client.prepare(TELL).await?;
    loop {
        let mut words: Vec<Arc<str>> = Vec::new();
        match timeout(SILENCE, wires.outgoing.recv()).await {
            Ok(Some(word)) => words.push(word),
            Ok(None) => return Err(Ended::Closed),
            Err(_) => {}
        }
        while let Ok(word) = wires.outgoing.try_recv() {
            if !words.contains(&word) {
                words.push(word);
            }
        }
        if words.is_empty() {
            let alive = timeout(ANSWER, client.batch_execute("SELECT 1")).await;
            alive.map_err(|_| Ended::Silent)??;
        }
        for word in &words {
            let word: &str = word;
            let told = timeout(ANSWER, client.execute(&statement, &[&word])).await;
            told.map_err(|_| Ended::Silent)??;
        }
    }
}
