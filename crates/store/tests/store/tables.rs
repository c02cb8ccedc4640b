//! Whole databases: what they hold as a digest, moved from SQLite to PostgreSQL, and copied while others write.

use std::collections::BTreeSet;

use store::{
    Backend, Db, DbError, DbOptions, Place, Tx, params,
    tables::{Digest, Step, TablesError, digest, transfer},
    testing::{TestDatabase, fill_every_table, on_postgres, on_sqlite},
};

/// More than a page of them, and then some.
const ROWS: usize = 1_234;

/// A full database on SQLite and an empty one on PostgreSQL.
async fn with_both<F: Future<Output = ()>>(test: impl FnOnce(DbOptions, TestDatabase) -> F) {
    on_sqlite(async |source: TestDatabase| {
        fill_every_table(&source.options, ROWS);
        on_postgres(async |target: TestDatabase| test(source.options, target).await).await;
    })
    .await;
}

async fn moved(source: &DbOptions, target: &DbOptions) -> Result<Digest, TablesError> {
    transfer(source, target, |_| {}).await
}

async fn run(target: &TestDatabase, statements: &[&'static str]) {
    let db = target.open().await;
    for &sql in statements {
        let done: Result<u64, DbError> = db
            .write(async move |tx: &Tx| tx.execute(sql, params![]).await)
            .await;
        done.unwrap_or_else(|error| panic!("{sql}: {error:?}"));
    }
    db.close().await;
}

#[track_caller]
fn is_empty(digest: &Digest) {
    assert_eq!(digest.rows(), 0, "{:#?}", digest.tables);
}

async fn tables(options: &DbOptions) -> BTreeSet<String> {
    let db = Db::open(options).await.unwrap();
    let found = db.read(async |tx: &Tx| {
        let sql = match tx.backend() {
            Backend::Sqlite => "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'",
            Backend::Postgres => "SELECT table_name::text FROM information_schema.tables WHERE table_schema = 'public'",
        };
        let rows = tx.query(sql, params![]).await?;
        rows.iter().map(|row| row.get(0)).collect::<Result<BTreeSet<String>, DbError>>()
    });
    let mut found = found.await.unwrap();
    db.close().await;
    assert!(
        found.remove("schema_version"),
        "the schema has its own table"
    );
    found
}

#[tokio::test]
async fn a_transfer_brings_every_row_of_every_table() {
    with_both(async |source, target| {
        let before = digest(&source).await.unwrap();
        let names: BTreeSet<String> = before.tables.iter().map(|t| t.table.clone()).collect();
        assert_eq!(names, tables(&source).await, "a table is missing");
        assert_eq!(
            names,
            tables(&target.options).await,
            "a table is missing there"
        );
        assert!(names.len() > 40, "{names:?}");
        for table in &before.tables {
            assert_eq!(table.rows, ROWS as u64, "{}", table.table);
        }
        let hashes: BTreeSet<String> = before.tables.iter().map(|t| t.hash.to_string()).collect();
        assert_eq!(hashes.len(), names.len(), "each table has its own hash");
        is_empty(&digest(&target.options).await.unwrap());

        let mut over = [BTreeSet::new(), BTreeSet::new()];
        let told = transfer(&source, &target.options, |progress| {
            let which = usize::from(progress.step == Step::Comparing);
            assert!(progress.is_over && over[which].insert(progress.table.to_owned()));
            assert_eq!(progress.rows, ROWS as u64);
        })
        .await
        .unwrap();
        assert_eq!(told, before);
        assert_eq!(digest(&source).await.unwrap(), before);
        let after = digest(&target.options).await.unwrap();
        assert_eq!(after, before);
        assert_eq!(after.whole(), before.whole());
        assert_eq!(over, [names.clone(), names]);
    })
    .await;
}

#[tokio::test]
async fn a_target_with_one_row_is_refused() {
    with_both(async |source, target| {
        run(
            &target,
            &["INSERT INTO leases (name, holder, fence, expires_at) VALUES ('positions', gen_random_uuid(), 1, 1)"],
        )
        .await;
        let before = digest(&target.options).await.unwrap();
        let refused = moved(&source, &target.options).await;
        assert!(
            matches!(&refused, Err(TablesError::NotEmpty { table }) if table == "leases"),
            "{refused:?}"
        );
        assert_eq!(digest(&target.options).await.unwrap(), before);
        run(&target, &["DELETE FROM leases"]).await;
        moved(&source, &target.options).await.unwrap();
        let again = moved(&source, &target.options).await;
        assert!(
            matches!(again, Err(TablesError::NotEmpty { .. })),
            "{again:?}"
        );
    })
    .await;
}

#[tokio::test]
async fn a_source_that_is_in_use_is_refused_and_is_free_afterwards() {
    with_both(async |source, target| {
        let service = Db::open(&source).await.unwrap();
        service
            .read(async |tx: &Tx| tx.query("SELECT name FROM leases", params![]).await)
            .await
            .map_err(|error: DbError| error)
            .unwrap();
        let mut impatient = source.clone();
        impatient.limits.connect_ms = 50;
        let refused = moved(&impatient, &target.options).await;
        assert!(matches!(refused, Err(TablesError::InUse)), "{refused:?}");
        is_empty(&digest(&target.options).await.unwrap());
        service.close().await;
        moved(&source, &target.options).await.unwrap();
        Db::open(&source).await.unwrap().close().await;
    })
    .await;
}

#[tokio::test]
async fn nobody_writes_to_a_source_that_is_being_transferred() {
    with_both(async |source, target| {
        let Place::Sqlite { path } = source.place.clone() else {
            unreachable!()
        };
        let mut tried = 0;
        transfer(&source, &target.options, |_| {
            tried += 1;
            let other = rusqlite::Connection::open(&path).unwrap();
            other.busy_timeout(std::time::Duration::ZERO).unwrap();
            let written = other.execute("DELETE FROM leases", []);
            assert!(written.is_err(), "{written:?}");
        })
        .await
        .unwrap();
        assert!(tried > 40);
    })
    .await;
}

#[tokio::test]
async fn a_row_that_arrives_differently_undoes_everything() {
    with_both(async |source, target| {
        run(
            &target,
            &[
                "CREATE FUNCTION spoil() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN \
                 IF NEW.name LIKE '%1011' THEN NEW.name = upper(NEW.name) || '!'; END IF; RETURN NEW; END $$",
                "CREATE TRIGGER spoil BEFORE INSERT ON staff FOR EACH ROW EXECUTE FUNCTION spoil()",
            ],
        )
        .await;
        let refused = moved(&source, &target.options).await;
        assert!(
            matches!(&refused, Err(TablesError::Differs { table, row }) if table == "staff" && *row > 1),
            "{refused:?}"
        );
        is_empty(&digest(&target.options).await.unwrap());
        run(&target, &["DROP TRIGGER spoil ON staff"]).await;
        moved(&source, &target.options).await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn rows_that_go_missing_or_are_added_undo_everything() {
    with_both(async |source, target| {
        let missing = [
            "CREATE FUNCTION lose() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$",
            "CREATE TRIGGER lose BEFORE INSERT ON notes FOR EACH ROW EXECUTE FUNCTION lose()",
        ];
        run(&target, &missing).await;
        let refused = moved(&source, &target.options).await;
        assert!(
            matches!(&refused, Err(TablesError::Differs { table, row: 1 }) if table == "notes"),
            "{refused:?}"
        );
        let added = [
            "DROP TRIGGER lose ON notes",
            "CREATE FUNCTION add() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN \
             INSERT INTO leases (name, holder, fence, expires_at) \
             VALUES (E'\\uffff', gen_random_uuid(), 1, 1) ON CONFLICT DO NOTHING; \
             RETURN NEW; END $$",
            "CREATE TRIGGER add BEFORE INSERT ON notes FOR EACH ROW EXECUTE FUNCTION add()",
        ];
        run(&target, &added).await;
        let refused = moved(&source, &target.options).await;
        assert!(
            matches!(&refused, Err(TablesError::Differs { table, .. }) if table == "leases"),
            "{refused:?}"
        );
        is_empty(&digest(&target.options).await.unwrap());
    })
    .await;
}

#[tokio::test]
async fn what_postgres_cannot_hold_is_told_and_nothing_is_kept() {
    with_both(async |source, target| {
        let Place::Sqlite { path } = &source.place else {
            unreachable!()
        };
        let other = rusqlite::Connection::open(path).unwrap();
        other
            .execute("UPDATE contents SET text = 'a' || char(0) || 'b' WHERE salt = (SELECT MAX(salt) FROM contents)", [])
            .unwrap();
        drop(other);
        let refused = moved(&source, &target.options).await;
        assert!(
            matches!(&refused, Err(TablesError::Write { table, .. }) if table == "contents"),
            "{refused:?}"
        );
        is_empty(&digest(&target.options).await.unwrap());
    })
    .await;
}

#[tokio::test]
async fn a_table_that_only_one_side_has_is_refused() {
    with_both(async |source, target| {
        run(&target, &["CREATE TABLE of_somebody_else (a BIGINT)"]).await;
        let refused = moved(&source, &target.options).await;
        assert!(
            matches!(&refused, Err(TablesError::OtherSchema { table }) if table == "of_somebody_else"),
            "{refused:?}"
        );
        run(&target, &["DROP TABLE of_somebody_else", "ALTER TABLE notes ADD COLUMN more TEXT"]).await;
        let refused = moved(&source, &target.options).await;
        assert!(
            matches!(&refused, Err(TablesError::OtherSchema { table }) if table == "notes"),
            "{refused:?}"
        );
    })
    .await;
}

#[tokio::test]
async fn the_other_direction_is_refused() {
    with_both(async |source, target| {
        let refused = moved(&target.options, &source).await;
        assert!(
            matches!(refused, Err(TablesError::NotSqlite)),
            "{refused:?}"
        );
        let refused = moved(&source, &source).await;
        assert!(
            matches!(refused, Err(TablesError::NotPostgres)),
            "{refused:?}"
        );
    })
    .await;
}

#[tokio::test]
async fn one_changed_value_changes_the_digest_of_its_table_alone() {
    with_both(async |source, target| {
        let before = moved(&source, &target.options).await.unwrap();
        run(
            &target,
            &["UPDATE messages SET sent_at = sent_at + 1 WHERE sent_at = (SELECT MIN(sent_at) FROM messages)"],
        )
        .await;
        let after = digest(&target.options).await.unwrap();
        let different: Vec<&str> = before
            .tables
            .iter()
            .zip(&after.tables)
            .filter(|(one, other)| one != other)
            .map(|(one, _)| one.table.as_str())
            .collect();
        assert_eq!(different, ["messages"]);
        assert_ne!(before.whole(), after.whole());
    })
    .await;
}
