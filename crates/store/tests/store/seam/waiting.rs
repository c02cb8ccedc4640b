//! Full queues, time-outs and callers that have gone.

use std::time::{Duration, Instant};

use store::{Backend, Db, DbError, both_databases, params, testing::TestDatabase};

use super::support::{Gate, bodies, insert, insert_in, inserting, pause, probe, settle, warm};

/// Takes longer than the tight limits of these tests.
async fn insert_slowly(db: &Db) -> Result<u64, DbError> {
    db.write(async |tx| {
        pause(tx).await?;
        insert_in(tx, 1, "a").await
    })
    .await
}

both_databases! {
    async fn a_full_queue_is_an_error_at_once(test: TestDatabase) {
        let db = test.open_with(|limits| limits.queue = 2).await;
        probe(&db).await;
        let gate = Gate::close(&db).await;
        let waiting = [inserting(&db, 1, "a"), inserting(&db, 2, "b")];
        settle().await;
        let started = Instant::now();
        let answer = insert(&db, 3, "c").await;
        assert!(matches!(answer, Err(DbError::QueueFull)), "{answer:?}");
        assert!(started.elapsed() < Duration::from_secs(3), "it did not wait");
        gate.open().await;
        for insert in waiting {
            insert.await.unwrap().unwrap();
        }
        assert_eq!(bodies(&db).await, ["a", "b"]);
        insert(&db, 3, "c").await.unwrap();
    }

    async fn a_time_out_in_the_queue_means_never_run(test: TestDatabase) {
        let (hasty, db) = (test.open_with(|limits| limits.wait_ms = 300).await, test.open().await);
        probe(&db).await;
        warm(&hasty).await;
        let gate = Gate::close(&hasty).await;
        let answer = insert(&hasty, 1, "a").await;
        assert!(matches!(answer, Err(DbError::TimedOut)), "{answer:?}");
        gate.open().await;
        hasty.close().await;
        insert(&db, 2, "b").await.unwrap();
        assert_eq!(bodies(&db).await, ["b"]);
    }

    async fn a_closure_that_has_started_is_waited_for(test: TestDatabase) {
        let (hasty, db) = (test.open_with(|limits| limits.wait_ms = 300).await, test.open().await);
        probe(&db).await;
        warm(&hasty).await;
        let answer = insert_slowly(&hasty).await;
        assert!(matches!(answer, Ok(1)), "{answer:?}");
        assert_eq!(bodies(&db).await, ["a"]);
    }

    async fn the_second_bound_ends_in_a_plain_answer(test: TestDatabase) {
        let hasty = test.open_with(|limits| (limits.wait_ms, limits.answer_ms) = (300, 300)).await;
        let db = test.open().await;
        probe(&db).await;
        warm(&hasty).await;
        let answer = insert_slowly(&hasty).await;
        hasty.close().await;
        match db.backend() {
            // A thread cannot be stopped: the work is done although nobody waits any more.
            Backend::Sqlite => {
                assert!(matches!(answer, Err(DbError::OutcomeUnknown { .. })), "{answer:?}");
                assert_eq!(bodies(&db).await, ["a"]);
            }
            // The driver gives up first, and rolls back.
            Backend::Postgres => {
                assert!(matches!(answer, Err(DbError::TimedOut)), "{answer:?}");
                assert!(bodies(&db).await.is_empty());
            }
        }
    }

    async fn another_process_that_writes_is_waited_for_within_bounds(test: TestDatabase) {
        let (db, other) = (test.open_with(|limits| limits.connect_ms = 1_000).await, test.open().await);
        probe(&db).await;
        let gate = Gate::close(&other).await;
        let answer = insert(&db, 1, "a").await;
        match db.backend() {
            Backend::Sqlite => assert!(matches!(answer, Err(DbError::Unavailable { .. })), "{answer:?}"),
            Backend::Postgres => assert!(matches!(answer, Ok(1)), "{answer:?}"),
        }
        gate.open().await;
        insert(&db, 2, "b").await.unwrap();
        assert_eq!(bodies(&other).await.last().unwrap(), "b");
    }

    async fn an_endless_statement_of_a_read_is_ended(test: TestDatabase) {
        let db = test.open_with(|limits| limits.statement_ms = 100).await;
        let started = Instant::now();
        let answer: Result<_, DbError> = db
            .read(async |tx| {
                let endless = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT 1 - i FROM n) SELECT COUNT(*) FROM n";
                tx.query(endless, params![]).await
            })
            .await;
        assert!(matches!(answer, Err(DbError::TimedOut)), "{answer:?}");
        assert!(started.elapsed() < Duration::from_secs(5));
        let next: Result<_, DbError> = db.read(async |tx| tx.query_one("SELECT 7", params![]).await).await;
        assert_eq!(next.unwrap().get::<i64>(0).unwrap(), 7);
    }

    async fn a_closure_whose_caller_has_gone_is_never_run(test: TestDatabase) {
        let db = test.open().await;
        probe(&db).await;
        let gate = Gate::close(&db).await;
        let gone = inserting(&db, 1, "gone");
        let stayed = inserting(&db, 2, "stayed");
        settle().await;
        gone.abort();
        assert!(gone.await.unwrap_err().is_cancelled());
        gate.open().await;
        stayed.await.unwrap().unwrap();
        assert_eq!(bodies(&db).await, ["stayed"]);
    }

    async fn closing_answers_those_who_wait(test: TestDatabase) {
        let db = test.open().await;
        probe(&db).await;
        let gate = Gate::close(&db).await;
        let waiting: Vec<_> = (0..20).map(|id| inserting(&db, id, &format!("{id}"))).collect();
        settle().await;
        let closing = tokio::spawn({
            let db = db.clone();
            async move { db.close().await }
        });
        settle().await;
        gate.open().await;
        for insert in waiting {
            insert.await.unwrap().unwrap();
        }
        closing.await.unwrap();
        assert_eq!(bodies(&test.open().await).await.len(), 20);
    }
}
