//! A table to try things on, of one text for both databases.

use store::{Db, DbError, Tx, params};

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
