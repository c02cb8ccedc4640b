//! Whole databases handed out piece by piece and put back into empty ones, from each database into each.

use store::{
    Db, DbError, DbOptions, Tx, Value, params,
    tables::{Digest, Piece, Restoring, TablesError, digest, export, transfer},
    testing::{TestDatabase, fill_every_table, on_postgres, on_sqlite},
};

/// More than is read or written at once, and then some.
const ROWS: usize = 1_234;

#[derive(Debug, Clone, PartialEq)]
struct Handed {
    name: String,
    columns: Vec<String>,
    rows: Vec<Vec<Value>>,
}

async fn everything(of: &DbOptions) -> (Vec<Handed>, Digest) {
    let mut tables: Vec<Handed> = Vec::new();
    let digest = export(of, |piece| {
        match piece {
            Piece::Table { name, columns } => tables.push(Handed {
                name: name.to_owned(),
                columns: columns.to_vec(),
                rows: Vec::new(),
            }),
            Piece::Row(row) => tables.last_mut().unwrap().rows.push(row.to_vec()),
            Piece::TableEnd(end) => {
                let table = tables.last().unwrap();
                assert_eq!(
                    (&end.table, end.rows),
                    (&table.name, table.rows.len() as u64)
                );
            }
        }
        Ok::<(), TablesError>(())
    })
    .await
    .unwrap();
    (tables, digest)
}

async fn put(tables: &[Handed], into: &DbOptions) -> Result<Digest, TablesError> {
    let mut restoring = Restoring::begin(into).await?;
    for table in tables {
        restoring.table(&table.name, &table.columns).await?;
        for row in &table.rows {
            restoring.row(row.clone()).await?;
        }
        restoring.end_table().await?;
    }
    restoring.finish().await
}

async fn is_empty(options: &DbOptions) {
    let digest = digest(options).await.unwrap();
    assert_eq!(digest.rows(), 0, "{:#?}", digest.tables);
}

/// A full database on SQLite and two empty ones.
async fn with_all<F: Future<Output = ()>>(
    test: impl FnOnce(DbOptions, TestDatabase, TestDatabase) -> F,
) {
    on_sqlite(async |source: TestDatabase| {
        fill_every_table(&source.options, ROWS);
        on_sqlite(async |other: TestDatabase| {
            on_postgres(async |postgres: TestDatabase| {
                test(source.options.clone(), other, postgres).await;
            })
            .await;
        })
        .await;
    })
    .await;
}

#[tokio::test]
async fn from_sqlite_to_sqlite_every_row_is_as_it_was() {
    on_sqlite(async |source: TestDatabase| {
        fill_every_table(&source.options, ROWS);
        let (tables, before) = everything(&source.options).await;
        assert!(tables.len() > 40 && tables.iter().all(|table| table.rows.len() == ROWS));
        assert_eq!(before, digest(&source.options).await.unwrap());
        on_sqlite(async |target: TestDatabase| {
            assert_eq!(put(&tables, &target.options).await.unwrap(), before);
            assert_eq!(digest(&target.options).await.unwrap(), before);
            assert_eq!(
                everything(&target.options).await,
                (tables.clone(), before.clone())
            );
            // It is nobody's alone any more, and takes writes.
            let db = target.open().await;
            let written: Result<u64, DbError> = db
                .write(async |tx: &Tx| tx.execute("DELETE FROM leases", params![]).await)
                .await;
            assert_eq!(written.unwrap(), ROWS as u64);
            db.close().await;
        })
        .await;
    })
    .await;
}

#[tokio::test]
async fn through_postgres_and_back_every_row_is_as_it_was() {
    with_all(async |source, sqlite, postgres| {
        let (tables, before) = everything(&source).await;
        assert_eq!(put(&tables, &postgres.options).await.unwrap(), before);
        assert_eq!(digest(&postgres.options).await.unwrap(), before);
        let (tables, there) = everything(&postgres.options).await;
        assert_eq!(there, before);
        assert_eq!(put(&tables, &sqlite.options).await.unwrap(), before);
        assert_eq!(digest(&sqlite.options).await.unwrap(), before);
    })
    .await;
}

#[tokio::test]
async fn what_came_by_a_transfer_goes_into_another_postgres() {
    with_all(async |source, _, postgres| {
        let before = transfer(&source, &postgres.options, |_| {}).await.unwrap();
        let (tables, _) = everything(&postgres.options).await;
        on_postgres(async |other: TestDatabase| {
            assert_eq!(put(&tables, &other.options).await.unwrap(), before);
            assert_eq!(digest(&other.options).await.unwrap(), before);
        })
        .await;
    })
    .await;
}

/// What is wrong with the pieces, and how the refusal must begin.
type Spoilt = (&'static str, fn(&mut Vec<Handed>), &'static str);

const SPOILT: [Spoilt; 7] = [
    ("a table less", |tables| drop(tables.pop()), "the table"),
    (
        "a table twice",
        |tables| tables.push(tables[0].clone()),
        "absences comes where it is not expected",
    ),
    (
        "an unknown table",
        |tables| tables[3].name = "of_somebody_else".to_owned(),
        "of_somebody_else comes where it is not expected",
    ),
    (
        "another column",
        |tables| tables[0].columns[0].push('x'),
        "the databases do not have the same table",
    ),
    (
        "a value less",
        |tables| drop(tables[2].rows[7].pop()),
        "row 8 of the table",
    ),
    (
        "rows out of order",
        |tables| tables[1].rows.swap(5, 6),
        "the table",
    ),
    (
        "a row twice",
        |tables| {
            let again = tables[4].rows[9].clone();
            tables[4].rows.push(again);
        },
        "writing the table",
    ),
];

async fn spoilt_is_refused(tables: &[Handed], target: &DbOptions) {
    for (what, spoil, says) in SPOILT {
        let mut spoilt = tables.to_vec();
        spoil(&mut spoilt);
        let refused = put(&spoilt, target).await.unwrap_err();
        assert!(refused.to_string().starts_with(says), "{what}: {refused}");
        is_empty(target).await;
    }
    put(tables, target).await.unwrap();
}

#[tokio::test]
async fn what_is_not_whole_leaves_nothing() {
    with_all(async |source, sqlite, postgres| {
        let (tables, _) = everything(&source).await;
        spoilt_is_refused(&tables, &sqlite.options).await;
        spoilt_is_refused(&tables, &postgres.options).await;
    })
    .await;
}

async fn takes_only_the_empty(tables: &[Handed], target: &TestDatabase) {
    // Broken off half-way.
    let mut restoring = Restoring::begin(&target.options).await.unwrap();
    restoring
        .table(&tables[0].name, &tables[0].columns)
        .await
        .unwrap();
    restoring.row(tables[0].rows[0].clone()).await.unwrap();
    restoring.end_table().await.unwrap();
    drop(restoring);
    is_empty(&target.options).await;

    let db: Db = target.open().await;
    let insert = async |tx: &Tx| -> Result<(), DbError> {
        let holder = uuid::Uuid::nil();
        tx.execute(
            "INSERT INTO leases (name, holder, fence, expires_at) VALUES ('positions', ?1, 1, 1)",
            params![holder],
        )
        .await?;
        Ok(())
    };
    db.write(insert).await.unwrap();
    db.close().await;
    let refused = put(tables, &target.options).await;
    assert!(
        matches!(&refused, Err(TablesError::NotEmpty { table }) if table == "leases"),
        "{refused:?}"
    );
}

#[tokio::test]
async fn only_an_empty_database_is_filled() {
    with_all(async |source, sqlite, postgres| {
        let (tables, _) = everything(&source).await;
        takes_only_the_empty(&tables, &sqlite).await;
        takes_only_the_empty(&tables, &postgres).await;
    })
    .await;
}

#[tokio::test]
async fn a_database_that_is_in_use_is_not_filled() {
    on_sqlite(async |target: TestDatabase| {
        let service = target.open().await;
        let read =
            service.read(async |tx: &Tx| tx.query("SELECT name FROM leases", params![]).await);
        read.await.map_err(|error: DbError| error).unwrap();
        let mut impatient = target.options.clone();
        impatient.limits.connect_ms = 50;
        let refused = Restoring::begin(&impatient).await;
        assert!(matches!(refused, Err(TablesError::InUse)), "{refused:?}");
        service.close().await;
    })
    .await;
}
