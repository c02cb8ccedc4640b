//! Connections that break and transactions that meet. Where SQLite has neither, the test shows that nothing is odd there.

use std::{
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
    },
    time::Duration,
};

use store::{Backend, Db, DbError, both_databases, params, testing::TestDatabase};
use tokio::sync::Notify;

use super::support::{bodies, insert, insert_in, pause, probe};

/// What a closure tells of itself.
#[derive(Clone, Default)]
struct Trace {
    runs: Arc<AtomicU32>,
    has_read: Arc<Notify>,
}

/// Adds one to the only row of `counter`. Where asked for, its first run pauses between reading and writing.
async fn add_one(db: &Db, trace: &Trace, pausing: bool) -> Result<(), DbError> {
    let trace = trace.clone();
    db.write(async move |tx| {
        let is_first = trace.runs.fetch_add(1, Ordering::SeqCst) == 0;
        let row = tx
            .query_one("SELECT number FROM counter WHERE id = 1", params![])
            .await?;
        let found: i64 = row.get(0)?;
        trace.has_read.notify_one();
        if pausing && is_first {
            pause(tx).await?;
        }
        // Joined, so that a conflict has statements behind it that fail in its wake.
        tokio::try_join!(
            tx.execute(
                "UPDATE counter SET number = ?1 WHERE id = 1",
                params![found + 1]
            ),
            tx.query("SELECT number FROM counter", params![]),
            tx.query("SELECT id FROM counter", params![]),
        )?;
        Ok(())
    })
    .await
}

/// Adds a row under the key after the highest one. Where asked for, its first run pauses between reading and writing.
async fn append(db: &Db, trace: &Trace, pausing: bool) -> Result<(), DbError> {
    let trace = trace.clone();
    db.write(async move |tx| {
        let is_first = trace.runs.fetch_add(1, Ordering::SeqCst) == 0;
        let row = tx
            .query_one("SELECT MAX(id) FROM counter", params![])
            .await?;
        let highest: i64 = row.get(0)?;
        trace.has_read.notify_one();
        if pausing && is_first {
            pause(tx).await?;
        }
        tx.execute(
            "INSERT INTO counter (id, number) VALUES (?1, 0)",
            params![highest + 1],
        )
        .await?;
        Ok(())
    })
    .await
}

async fn counter(db: &Db) {
    db.write(async |tx| {
        tx.execute(
            "CREATE TABLE counter (id BIGINT PRIMARY KEY, number BIGINT NOT NULL)",
            params![],
        )
        .await?;
        tx.execute("INSERT INTO counter (id, number) VALUES (1, 0)", params![])
            .await
    })
    .await
    .map_err(|error: DbError| error)
    .unwrap();
}

async fn counted(db: &Db) -> i64 {
    let row = db
        .read(async |tx| {
            tx.query_one("SELECT number FROM counter WHERE id = 1", params![])
                .await
        })
        .await;
    row.map_err(|error: DbError| error).unwrap().get(0).unwrap()
}

/// Ends every connection to this database but the asking one.
async fn end_connections(db: &Db) -> usize {
    let sql = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity
               WHERE datname = current_database() AND pid <> pg_backend_pid()";
    db.read(async move |tx| tx.query(sql, params![]).await)
        .await
        .map_err(|error: DbError| error)
        .unwrap()
        .len()
}

/// Whether a connection to this database is in the middle of a commit.
async fn is_committing(db: &Db) -> bool {
    let sql = "SELECT COUNT(*) > 0 FROM pg_stat_activity
               WHERE datname = current_database() AND query = 'COMMIT' AND state = 'active'";
    let row = db
        .read(async move |tx| tx.query_one(sql, params![]).await)
        .await;
    row.map_err(|error: DbError| error).unwrap().get(0).unwrap()
}

both_databases! {
    async fn closures_that_meet_end_as_if_one_after_the_other(db: Db) {
        counter(&db).await;
        let (slow, quick) = (Trace::default(), Trace::default());
        let adding = tokio::spawn({
            let (db, slow) = (db.clone(), slow.clone());
            async move { add_one(&db, &slow, true).await }
        });
        slow.has_read.notified().await;
        add_one(&db, &quick, false).await.unwrap();
        adding.await.unwrap().unwrap();
        assert_eq!(counted(&db).await, 2);
        let again = if db.backend() == Backend::Postgres { 2 } else { 1 };
        assert_eq!(slow.runs.load(Ordering::SeqCst), again, "only a conflict runs a closure again");
        assert_eq!(quick.runs.load(Ordering::SeqCst), 1);
    }

    async fn joined_statements_run_in_the_order_in_which_they_are_polled(db: Db) {
        counter(&db).await;
        let seen = db.write(async |tx| {
            // Known to the connection from here on, so that nothing has to be prepared for it below.
            let read = "SELECT number FROM counter WHERE id = 1";
            tx.query_one(read, params![]).await?;
            let (_, row) = tokio::try_join!(
                tx.execute("UPDATE counter SET number = 7 WHERE id = 1", params![]),
                tx.query_one(read, params![])
            )?;
            row.get::<i64>(0)
        });
        assert_eq!(seen.await.map_err(|error: DbError| error).unwrap(), 7);
    }

    async fn a_key_that_was_taken_meanwhile_is_left_to_its_taker(db: Db) {
        counter(&db).await;
        let (slow, quick) = (Trace::default(), Trace::default());
        let appending = tokio::spawn({
            let (db, slow) = (db.clone(), slow.clone());
            async move { append(&db, &slow, true).await }
        });
        slow.has_read.notified().await;
        append(&db, &quick, false).await.unwrap();
        appending.await.unwrap().unwrap();
        let rows = db.read(async |tx| tx.query("SELECT id FROM counter ORDER BY id", params![]).await);
        let ids: Vec<i64> = rows.await.map_err(|error: DbError| error).unwrap().iter().map(|row| row.get(0).unwrap()).collect();
        assert_eq!(ids, [1, 2, 3]);
        let again = if db.backend() == Backend::Postgres { 2 } else { 1 };
        assert_eq!(slow.runs.load(Ordering::SeqCst), again);
    }

    async fn a_key_that_was_there_before_is_told_as_taken(db: Db) {
        counter(&db).await;
        let runs = Arc::new(AtomicU32::new(0));
        let counted = Arc::clone(&runs);
        let refused = db.write(async move |tx| {
            counted.fetch_add(1, Ordering::SeqCst);
            tx.execute("INSERT INTO counter (id, number) VALUES (1, 0)", params![]).await
        });
        assert!(matches!(refused.await, Err(DbError::Unique { .. })));
        let again = if db.backend() == Backend::Postgres { 2 } else { 1 };
        assert_eq!(runs.load(Ordering::SeqCst), again);
    }

    async fn many_that_meet_lose_nothing(db: Db) {
        counter(&db).await;
        let adders: Vec<_> = (0..8)
            .map(|_| {
                let db = db.clone();
                tokio::spawn(async move {
                    for _ in 0..5 {
                        while let Err(error) = add_one(&db, &Trace::default(), false).await {
                            assert!(error.is_retryable(), "{error:?}");
                        }
                    }
                })
            })
            .collect();
        for adder in adders {
            adder.await.unwrap();
        }
        assert_eq!(counted(&db).await, 40);
    }

    async fn closures_that_lock_each_other_out_both_finish(db: Db) {
        probe(&db).await;
        insert(&db, 1, "a").await.unwrap();
        insert(&db, 2, "b").await.unwrap();
        let crossing = |first: i64, second: i64| {
            let db = db.clone();
            tokio::spawn(async move {
                db.write(async move |tx| {
                    for id in [first, second] {
                        let sql = "UPDATE probe SET bytes = ?2 WHERE id = ?1";
                        tx.execute(sql, params![id, [u8::try_from(first).unwrap()]]).await?;
                        if id == first {
                            pause(tx).await?;
                        }
                    }
                    Ok::<_, DbError>(())
                })
                .await
            })
        };
        let (one, other) = (crossing(1, 2), crossing(2, 1));
        one.await.unwrap().unwrap();
        other.await.unwrap().unwrap();
        let rows = db.read(async |tx| tx.query("SELECT bytes FROM probe ORDER BY id", params![]).await).await;
        let rows = rows.map_err(|error: DbError| error).unwrap();
        assert_eq!(rows[0], rows[1], "the later one wrote both rows");
    }

    async fn a_connection_lost_inside_a_transaction_is_replaced(db: Db) {
        probe(&db).await;
        let runs = Arc::new(AtomicU32::new(0));
        let counted = Arc::clone(&runs);
        let answer = db
            .write(async move |tx| {
                let run = counted.fetch_add(1, Ordering::SeqCst);
                insert_in(tx, 1, "a").await?;
                if run == 0 && tx.backend() == Backend::Postgres {
                    tx.query("SELECT pg_terminate_backend(pg_backend_pid())", params![]).await?;
                }
                insert_in(tx, 2, "b").await
            })
            .await;
        assert!(matches!(answer, Ok(1)), "{answer:?}");
        assert_eq!(runs.load(Ordering::SeqCst), if db.backend() == Backend::Postgres { 2 } else { 1 });
        assert_eq!(bodies(&db).await, ["a", "b"]);
    }

    async fn connections_lost_between_transactions_are_replaced(db: Db) {
        if db.backend() == Backend::Sqlite {
            return;
        }
        probe(&db).await;
        for id in 0..10 {
            let ended = end_connections(&db).await;
            assert!(ended > 0, "the connection of the writes was there");
            insert(&db, id, &format!("{id}")).await.unwrap();
        }
        assert_eq!(bodies(&db).await.len(), 10);
    }

    async fn a_connection_that_is_always_lost_is_told(db: Db) {
        if db.backend() == Backend::Sqlite {
            return;
        }
        let runs = Arc::new(AtomicU32::new(0));
        let counted = Arc::clone(&runs);
        let answer = db
            .write(async move |tx| {
                counted.fetch_add(1, Ordering::SeqCst);
                tx.query("SELECT pg_terminate_backend(pg_backend_pid())", params![]).await
            })
            .await;
        assert!(answer.as_ref().is_err_and(DbError::is_retryable), "{answer:?}");
        assert_eq!(runs.load(Ordering::SeqCst), 8);
    }

    async fn a_connection_lost_during_the_commit_leaves_the_outcome_unknown(db: Db) {
        if db.backend() == Backend::Sqlite {
            return;
        }
        probe(&db).await;
        db.write(async |tx| {
            tx.execute(
                "CREATE FUNCTION linger() RETURNS trigger LANGUAGE plpgsql AS
                 'BEGIN PERFORM pg_sleep(2); RETURN NULL; END'",
                params![],
            )
            .await?;
            tx.execute(
                "CREATE CONSTRAINT TRIGGER lingering AFTER INSERT ON probe DEFERRABLE INITIALLY DEFERRED
                 FOR EACH ROW EXECUTE FUNCTION linger()",
                params![],
            )
            .await
        })
        .await
        .map_err(|error: DbError| error)
        .unwrap();
        let committing = tokio::spawn({
            let db = db.clone();
            async move { insert(&db, 1, "a").await }
        });
        while !is_committing(&db).await {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        end_connections(&db).await;
        let answer = committing.await.unwrap();
        assert!(matches!(answer, Err(DbError::OutcomeUnknown { .. })), "{answer:?}");
    }

    async fn a_node_that_takes_no_writes_is_left(test: TestDatabase) {
        let db = test.open().await;
        if db.backend() == Backend::Sqlite {
            return;
        }
        probe(&db).await;
        let runs = Arc::new(AtomicU32::new(0));
        let counted = Arc::clone(&runs);
        let answer = db
            .write(async move |tx| {
                // What a connection to a demoted node feels like.
                if counted.fetch_add(1, Ordering::SeqCst) == 0 {
                    tx.execute("SET TRANSACTION READ ONLY", params![]).await?;
                }
                insert_in(tx, 1, "a").await
            })
            .await;
        assert!(matches!(answer, Ok(1)), "{answer:?}");
        assert_eq!(runs.load(Ordering::SeqCst), 2);
        assert_eq!(bodies(&db).await, ["a"]);
    }
}
