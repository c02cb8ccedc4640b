//! A table to try things on, of one text for both databases, and ways to hold a closure up.

use std::{
    sync::{Mutex, mpsc},
    time::Duration,
};

use store::{Backend, Db, DbError, Tx, params};
use tokio::{sync::oneshot, task::JoinHandle};

/// How long [`pause`] takes.
const PAUSE: Duration = Duration::from_millis(700);

/// A write that holds up its thread, and with it every other write, until it is opened.
pub(crate) struct Gate {
    opener: mpsc::Sender<()>,
    holding: JoinHandle<Result<(), DbError>>,
}

impl Gate {
    /// Returns once the write is running.
    pub(crate) async fn close(db: &Db) -> Self {
        let (entered, has_entered) = oneshot::channel();
        let (opener, opened) = mpsc::channel();
        let (entered, opened) = (Mutex::new(Some(entered)), Mutex::new(opened));
        let db = db.clone();
        let holding = tokio::spawn(async move {
            db.write(async move |_| {
                if let Some(entered) = entered.lock().unwrap().take() {
                    entered.send(()).unwrap();
                }
                opened.lock().unwrap().recv().unwrap();
                Ok(())
            })
            .await
        });
        has_entered.await.unwrap();
        Self { opener, holding }
    }

    /// Opens it; what it is answered is of no interest.
    pub(crate) fn let_go(self) -> JoinHandle<Result<(), DbError>> {
        self.opener.send(()).unwrap();
        self.holding
    }

    pub(crate) async fn open(self) {
        self.let_go().await.unwrap().unwrap();
    }
}

/// Takes a while inside a transaction: in the server, or in the only writer there is.
pub(crate) async fn pause(tx: &Tx) -> Result<(), DbError> {
    match tx.backend() {
        Backend::Sqlite => std::thread::sleep(PAUSE),
        Backend::Postgres => {
            tx.query("SELECT 1 FROM pg_sleep(0.7)", params![]).await?;
        }
    }
    Ok(())
}

/// Opens what the first use opens, so that a test with tight limits measures only what it is about.
pub(crate) async fn warm(db: &Db) {
    let select = async |tx: &Tx| tx.query("SELECT 1", params![]).await;
    while db.write(select).await.is_err() || db.read(select).await.is_err() {}
}

/// Lets spawned tasks get to the database.
pub(crate) async fn settle() {
    tokio::time::sleep(Duration::from_millis(30)).await;
}

/// Inserts in a task of its own.
pub(crate) fn inserting(db: &Db, id: i64, body: &str) -> JoinHandle<Result<u64, DbError>> {
    let (db, body) = (db.clone(), body.to_owned());
    tokio::spawn(async move { insert(&db, id, &body).await })
}

pub(crate) async fn probe(db: &Db) {
    db.write(async |tx| {
        tx.execute(
            "CREATE TABLE probe (id BIGINT PRIMARY KEY, body TEXT NOT NULL UNIQUE, bytes BYTEA, other UUID)",
            params![],
        )
        .await
    })
    .await
    .map_err(|error: DbError| error)
    .unwrap();
}

pub(crate) async fn insert_in(tx: &Tx, id: i64, body: &str) -> Result<u64, DbError> {
    tx.execute(
        "INSERT INTO probe (id, body) VALUES (?1, ?2)",
        params![id, body],
    )
    .await
}

pub(crate) async fn insert(db: &Db, id: i64, body: &str) -> Result<u64, DbError> {
    let body = body.to_owned();
    db.write(async move |tx| insert_in(tx, id, &body).await)
        .await
}

pub(crate) async fn bodies(db: &Db) -> Vec<String> {
    db.read(async |tx| {
        let rows = tx
            .query("SELECT body FROM probe ORDER BY id", params![])
            .await?;
        rows.iter().map(|row| row.get(0)).collect()
    })
    .await
    .map_err(|error: DbError| error)
    .unwrap()
}
