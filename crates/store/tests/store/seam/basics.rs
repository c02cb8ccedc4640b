use std::sync::Arc;

use jiff::Timestamp;
use store::{Db, DbError, Place, both_databases, params, testing::TestDatabase};
use tokio::sync::Notify;
use uuid::Uuid;

use super::support::{bodies, insert, insert_in, pause, probe, warm};

both_databases! {
    async fn values_come_back_as_they_went(db: Db) {
        let id = Uuid::now_v7();
        let at = Timestamp::from_microsecond(1_795_000_000_123_456).unwrap();
        probe(&db).await;
        let (row, empty) = db
            .write(async move |tx| {
                tx.execute(
                    "INSERT INTO probe (id, body, bytes, other) VALUES (?1, ?2, ?3, ?4)",
                    params![at, "č?1'", [0u8, 255].as_slice(), id],
                )
                .await?;
                tokio::try_join!(
                    tx.query_one("SELECT id, body, bytes, other FROM probe WHERE other = ?1", params![id]),
                    tx.query_opt("SELECT id FROM probe WHERE id = ?1", params![7]),
                )
            })
            .await
            .map_err(|error: DbError| error)
            .unwrap();
        assert_eq!(row.get::<Timestamp>(0).unwrap(), at);
        assert_eq!(row.get::<String>(1).unwrap(), "č?1'");
        assert_eq!(row.get::<Vec<u8>>(2).unwrap(), [0, 255]);
        assert_eq!(row.get::<Uuid>(3).unwrap(), id);
        assert_eq!(empty, None);
    }

    async fn placeholders_inside_literals_are_text(db: Db) {
        let row = db
            .read(async |tx| tx.query_one("SELECT '?1', 'it''s ?2' /* ?3 */, ?1 + 1 -- ?4", params![41i64]).await)
            .await
            .map_err(|error: DbError| error)
            .unwrap();
        assert_eq!(row.get::<String>(0).unwrap(), "?1");
        assert_eq!(row.get::<String>(1).unwrap(), "it's ?2");
        assert_eq!(row.get::<i64>(2).unwrap(), 42);
    }

    async fn nulls_sums_and_booleans_are_the_same(db: Db) {
        probe(&db).await;
        insert(&db, 1, "a").await.unwrap();
        insert(&db, 2, "b").await.unwrap();
        let row = db
            .read(async |tx| {
                tx.query_one("SELECT SUM(id), COUNT(*), EXISTS (SELECT 1 FROM probe), MIN(NULLIF(body, body)) FROM probe", params![])
                    .await
            })
            .await
            .map_err(|error: DbError| error)
            .unwrap();
        assert_eq!((row.get::<i64>(0).unwrap(), row.get::<u32>(1).unwrap()), (3, 2));
        assert!(row.get::<bool>(2).unwrap());
        assert_eq!(row.get::<Option<Vec<u8>>>(3).unwrap(), None);
        assert!(matches!(row.get::<i64>(3), Err(DbError::Decode { column: 3, .. })));
        assert!(matches!(row.get::<i64>(9), Err(DbError::Decode { column: 9, .. })));
    }

    async fn a_unique_violation_names_its_columns(db: Db) {
        probe(&db).await;
        insert(&db, 1, "a").await.unwrap();
        let error = insert(&db, 1, "b").await.unwrap_err();
        assert!(error.is_unique("probe.id"), "{error:?}");
        let error = insert(&db, 2, "a").await.unwrap_err();
        assert!(error.is_unique("probe.body"), "{error:?}");
        assert_eq!(bodies(&db).await, ["a"]);
    }

    async fn a_unique_violation_names_all_columns_of_its_key(db: Db) {
        let error = db
            .write(async |tx| {
                tx.execute("CREATE TABLE pair (a BIGINT, b BIGINT, PRIMARY KEY (a, b))", params![]).await?;
                tx.execute("INSERT INTO pair VALUES (1, 2), (1, 2)", params![]).await
            })
            .await
            .map_err(|error: DbError| error)
            .unwrap_err();
        assert!(error.is_unique("pair.a, pair.b"), "{error:?}");
    }

    async fn an_error_of_the_closure_rolls_back(db: Db) {
        probe(&db).await;
        let answer: Result<(), DbError> = db
            .write(async |tx| {
                tx.execute("INSERT INTO probe (id, body) VALUES (?1, ?2)", params![1, "a"]).await?;
                Err(DbError::Stale)
            })
            .await;
        assert!(matches!(answer, Err(DbError::Stale)));
        assert!(bodies(&db).await.is_empty());
    }

    async fn a_read_may_not_write(db: Db) {
        probe(&db).await;
        let answer = db
            .read(async |tx| tx.execute("INSERT INTO probe (id, body) VALUES (1, 'a')", params![]).await)
            .await;
        assert!(matches!(answer, Err(DbError::ReadOnly { .. })), "{answer:?}");
        assert!(bodies(&db).await.is_empty());
    }

    async fn a_wrong_number_of_parameters_is_an_error(db: Db) {
        let answer: Result<_, DbError> = db.read(async |tx| tx.query("SELECT ?1 + ?2", params![1i64]).await).await;
        assert!(matches!(answer, Err(DbError::Other { .. })), "{answer:?}");
    }

    async fn one_row_means_one(db: Db) {
        let none = db.read(async |tx| tx.query_one("SELECT 1 WHERE 1 = 2", params![]).await).await;
        assert!(matches!(none, Err(DbError::NotOne { found: 0 })), "{none:?}");
        let two = db.read(async |tx| tx.query_one("SELECT 1 UNION ALL SELECT 2", params![]).await).await;
        assert!(matches!(two, Err(DbError::NotOne { found: 2 })), "{two:?}");
    }

    async fn a_read_sees_one_state(db: Db) {
        probe(&db).await;
        let has_looked = Arc::new(Notify::new());
        let reading = tokio::spawn({
            let (db, has_looked) = (db.clone(), Arc::clone(&has_looked));
            async move {
                db.read(async move |tx| {
                    let before = tx.query("SELECT id FROM probe", params![]).await?.len();
                    has_looked.notify_one();
                    pause(tx).await?;
                    Ok::<_, DbError>((before, tx.query("SELECT id FROM probe", params![]).await?.len()))
                })
                .await
            }
        });
        has_looked.notified().await;
        insert(&db, 1, "a").await.unwrap();
        assert!(!reading.is_finished(), "it was committed while the read went on");
        assert_eq!(reading.await.unwrap().unwrap(), (0, 0));
        assert_eq!(bodies(&db).await, ["a"]);
    }

    async fn reads_never_wait_for_writes(test: TestDatabase) {
        let mut test = test;
        if let Place::Postgres(place) = &mut test.options.place {
            place.write_connections = 2;
        }
        let db = test.open().await;
        probe(&db).await;
        insert(&db, 1, "a").await.unwrap();
        warm(&db).await;
        let has_written = Arc::new(Notify::new());
        let writes: Vec<_> = (2..5)
            .map(|id| {
                let (db, has_written) = (db.clone(), Arc::clone(&has_written));
                tokio::spawn(async move {
                    db.write(async move |tx| {
                        insert_in(tx, id, &format!("{id}")).await?;
                        has_written.notify_one();
                        pause(tx).await
                    })
                    .await
                })
            })
            .collect();
        has_written.notified().await;
        assert_eq!(bodies(&db).await, ["a"]);
        assert!(writes.iter().all(|write| !write.is_finished()), "the read was answered before any write ended");
        for write in writes {
            write.await.unwrap().unwrap();
        }
        assert_eq!(bodies(&db).await.len(), 4);
    }

    async fn a_closed_database_says_so(db: Db) {
        probe(&db).await;
        db.close().await;
        let answer = insert(&db, 1, "a").await;
        assert!(matches!(answer, Err(DbError::Unavailable { .. })), "{answer:?}");
    }
}
