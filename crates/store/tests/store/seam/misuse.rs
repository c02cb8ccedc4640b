//! Closures that do what they may not. None of them commits, none disturbs another.

use std::{future::poll_fn, pin::pin, task::Poll, time::Duration};

use store::{Backend, Db, DbError, both_databases, params};

use super::support::{Gate, bodies, insert, insert_in, inserting, probe, settle};

both_databases! {
    async fn a_caught_failure_may_not_commit(db: Db) {
        probe(&db).await;
        let answer = db
            .write(async |tx| {
                insert_in(tx, 1, "a").await?;
                insert_in(tx, 1, "b").await.unwrap_err();
                Ok(())
            })
            .await;
        assert!(matches!(answer, Err(DbError::Poisoned)), "{answer:?}");
        assert!(bodies(&db).await.is_empty());
    }

    async fn after_a_failure_no_statement_runs(db: Db) {
        probe(&db).await;
        let answer: Result<(), DbError> = db
            .write(async |tx| {
                tx.query("SELECT nothing FROM nowhere", params![]).await.unwrap_err();
                let next = insert_in(tx, 1, "a").await;
                assert!(matches!(next, Err(DbError::Poisoned)), "{next:?}");
                next.map(|_| ())
            })
            .await;
        assert!(matches!(answer, Err(DbError::Poisoned)), "{answer:?}");
        assert!(bodies(&db).await.is_empty());
    }

    async fn of_joined_statements_the_failing_one_is_told(db: Db) {
        probe(&db).await;
        let answer = db
            .write(async |tx| {
                let _ = tokio::join!(insert_in(tx, 1, "a"), insert_in(tx, 1, "b"), insert_in(tx, 2, "c"));
                tokio::try_join!(insert_in(tx, 3, "d"), insert_in(tx, 4, "e"))
            })
            .await;
        assert!(matches!(answer, Err(DbError::Poisoned)), "{answer:?}");
        // Which answer is looked at first is a matter of luck.
        for _ in 0..50 {
            let answer = db
                .write(async |tx| tokio::try_join!(insert_in(tx, 1, "a"), insert_in(tx, 1, "b"), insert_in(tx, 2, "c")))
                .await;
            let error = answer.unwrap_err();
            assert!(error.is_unique("probe.id"), "{error:?}");
        }
        assert!(bodies(&db).await.is_empty());
    }

    async fn awaiting_a_timer_is_an_error(db: Db) {
        probe(&db).await;
        let answer: Result<(), DbError> = db
            .write(async |tx| {
                insert_in(tx, 1, "a").await?;
                tokio::time::sleep(Duration::from_secs(10)).await;
                Ok(())
            })
            .await;
        let Err(DbError::ForeignAwait { location }) = answer else { panic!("{answer:?}") };
        assert!(location.file().ends_with("misuse.rs"), "{location}");
        insert(&db, 2, "b").await.unwrap();
        assert_eq!(bodies(&db).await, ["b"]);
    }

    async fn awaiting_beside_a_statement_is_an_error(db: Db) {
        probe(&db).await;
        let answer = db
            .write(async |tx| {
                let endless = std::future::pending::<()>();
                let (inserted, ()) = tokio::join!(insert_in(tx, 1, "a"), endless);
                inserted
            })
            .await;
        assert!(matches!(answer, Err(DbError::ForeignAwait { .. })), "{answer:?}");
        assert!(bodies(&db).await.is_empty());
    }

    async fn awaiting_another_transaction_is_an_error(db: Db) {
        probe(&db).await;
        let inner = db.clone();
        let answer = db
            .write(async move |tx| {
                insert_in(tx, 1, "a").await?;
                insert(&inner, 2, "b").await
            })
            .await;
        assert!(matches!(answer, Err(DbError::ForeignAwait { .. })), "{answer:?}");
        let answer = db
            .read(async |_| {
                tokio::task::yield_now().await;
                Ok::<_, DbError>(())
            })
            .await;
        assert!(matches!(answer, Err(DbError::ForeignAwait { .. })), "{answer:?}");
        assert!(!bodies(&db).await.contains(&"a".to_owned()));
    }

    async fn a_panic_fails_its_closure_alone(db: Db) {
        probe(&db).await;
        let gate = Gate::close(&db).await;
        let before = inserting(&db, 1, "before");
        settle().await;
        let panicking = tokio::spawn({
            let db = db.clone();
            async move {
                db.write(async |tx| {
                    insert_in(tx, 2, "panicking").await?;
                    assert!(tx.query("SELECT 1", params![]).await?.is_empty(), "a panic that belongs to this test");
                    Ok::<_, DbError>(())
                })
                .await
            }
        });
        settle().await;
        let after = inserting(&db, 3, "after");
        settle().await;
        gate.open().await;
        assert_eq!(before.await.unwrap().unwrap(), 1);
        let answer = panicking.await.unwrap();
        let Err(DbError::Panicked { location }) = answer else { panic!("{answer:?}") };
        assert!(location.file().ends_with("misuse.rs"), "{location}");
        assert_eq!(after.await.unwrap().unwrap(), 1);
        assert_eq!(bodies(&db).await, ["before", "after"]);
    }

    async fn a_panic_in_a_read_fails_that_read_alone(db: Db) {
        probe(&db).await;
        for _ in 0..20 {
            let answer: Result<(), DbError> = db
                .read(async |tx| {
                    tx.query("SELECT id FROM probe", params![]).await?;
                    panic!("a panic that belongs to this test")
                })
                .await;
            assert!(matches!(answer, Err(DbError::Panicked { .. })), "{answer:?}");
        }
        assert!(bodies(&db).await.is_empty());
    }

    async fn a_statement_that_nobody_awaits_may_not_commit(db: Db) {
        probe(&db).await;
        let answer = db
            .write(async |tx| {
                {
                    let mut insert = pin!(insert_in(tx, 1, "a"));
                    poll_fn(|context| {
                        let _ = insert.as_mut().poll(context);
                        Poll::Ready(())
                    })
                    .await;
                }
                Ok::<_, DbError>(())
            })
            .await;
        // On SQLite the one poll was enough.
        match db.backend() {
            Backend::Sqlite => assert!(answer.is_ok(), "{answer:?}"),
            Backend::Postgres => {
                assert!(matches!(answer, Err(DbError::Poisoned)), "{answer:?}");
                assert!(bodies(&db).await.is_empty());
            }
        }
        insert(&db, 2, "b").await.unwrap();
    }
}
