//! Commits that fail, and commits that many closures share.

use std::sync::{Mutex, mpsc};

use store::{Backend, Db, DbError, both_databases, params};
use tokio::sync::oneshot;

use super::support::{Gate, bodies, insert, insert_in, inserting, probe, settle};

/// A table whose foreign key is checked only at the commit.
async fn orphanage(db: &Db) {
    db.write(async |tx| {
        tx.execute(
            "CREATE TABLE child (id BIGINT PRIMARY KEY,
             parent BIGINT NOT NULL REFERENCES probe (id) DEFERRABLE INITIALLY DEFERRED)",
            params![],
        )
        .await
    })
    .await
    .map_err(|error: DbError| error)
    .unwrap();
}

async fn insert_orphan(db: &Db) -> Result<u64, DbError> {
    db.write(async |tx| {
        tx.execute("INSERT INTO child (id, parent) VALUES (1, 99)", params![])
            .await
    })
    .await
}

both_databases! {
    async fn a_failed_commit_is_an_error(db: Db) {
        probe(&db).await;
        orphanage(&db).await;
        let answer = insert_orphan(&db).await;
        assert!(matches!(answer, Err(DbError::Constraint { .. })), "{answer:?}");
        insert(&db, 1, "a").await.unwrap();
        assert_eq!(bodies(&db).await, ["a"]);
    }

    async fn a_failed_commit_answers_every_waiter(db: Db) {
        probe(&db).await;
        orphanage(&db).await;
        let gate = Gate::close(&db).await;
        let refused = tokio::spawn({
            let db = db.clone();
            async move { db.write(async |_| Err::<(), _>(DbError::Stale)).await }
        });
        let before = inserting(&db, 1, "before");
        let orphan = tokio::spawn({
            let db = db.clone();
            async move { insert_orphan(&db).await }
        });
        let after = inserting(&db, 2, "after");
        settle().await;
        let answers = match db.backend() {
            // The gate itself is in the failing group.
            Backend::Sqlite => {
                gate.let_go();
                [before.await.unwrap(), after.await.unwrap()]
            }
            Backend::Postgres => {
                gate.open().await;
                [before.await.unwrap(), after.await.unwrap()]
            }
        };
        orphan.await.unwrap().unwrap_err();
        let own = refused.await.unwrap();
        assert!(matches!(own, Err(DbError::Stale)), "the closure's own error stands: {own:?}");
        match db.backend() {
            Backend::Sqlite => {
                for answer in answers {
                    assert!(matches!(answer, Err(DbError::Unavailable { .. })), "{answer:?}");
                }
                assert!(bodies(&db).await.is_empty());
            }
            Backend::Postgres => {
                assert!(answers.iter().all(Result::is_ok), "{answers:?}");
                assert_eq!(bodies(&db).await, ["before", "after"]);
            }
        }
        insert(&db, 3, "next").await.unwrap();
        assert_eq!(bodies(&db).await.last().unwrap(), "next");
    }

    async fn whichever_closure_of_a_group_fails_is_undone_alone(db: Db) {
        probe(&db).await;
        let (opener, opened) = mpsc::channel::<()>();
        let (entered, has_entered) = oneshot::channel();
        let (entered, opened) = (Mutex::new(Some(entered)), Mutex::new(opened));
        let first = tokio::spawn({
            let db = db.clone();
            async move {
                db.write(async move |tx| {
                    insert_in(tx, 1, "first").await?;
                    entered.lock().unwrap().take().unwrap().send(()).unwrap();
                    opened.lock().unwrap().recv().unwrap();
                    Err::<(), _>(DbError::Stale)
                })
                .await
            }
        });
        has_entered.await.unwrap();
        let second = inserting(&db, 2, "second");
        settle().await;
        let third = tokio::spawn({
            let db = db.clone();
            async move {
                db.write(async |tx| {
                    insert_in(tx, 3, "third").await?;
                    Err::<(), _>(DbError::Stale)
                })
                .await
            }
        });
        settle().await;
        let fourth = inserting(&db, 4, "fourth");
        settle().await;
        opener.send(()).unwrap();
        for refused in [first, third] {
            assert!(matches!(refused.await.unwrap(), Err(DbError::Stale)));
        }
        for taken in [second, fourth] {
            taken.await.unwrap().unwrap();
        }
        assert_eq!(bodies(&db).await, ["second", "fourth"]);
    }

    async fn many_writers_at_once_all_commit(db: Db) {
        probe(&db).await;
        let writers: Vec<_> = (0..64)
            .map(|writer| {
                let db = db.clone();
                tokio::spawn(async move {
                    for number in 0..4 {
                        let id = writer * 4 + number;
                        insert(&db, id, &format!("{id}")).await.unwrap();
                    }
                })
            })
            .collect();
        for writer in writers {
            writer.await.unwrap();
        }
        assert_eq!(bodies(&db).await.len(), 256);
    }
}
