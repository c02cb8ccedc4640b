//! Opening databases that do not fit, and migrating.

use store::{
    Backend, Db, DbError, DbOptions, OpenError, Place, both_databases,
    migrate::{self, MIGRATIONS},
    params,
    testing::TestDatabase,
};

use super::support::{insert, probe};

async fn run(db: &Db, sql: &'static str) {
    db.write(async move |tx| tx.execute(sql, params![]).await)
        .await
        .map_err(|error: DbError| error)
        .unwrap();
}

/// The database without anything in it.
async fn emptied(test: &TestDatabase) -> DbOptions {
    match &test.options.place {
        Place::Sqlite { path } => DbOptions::sqlite(path.with_extension("empty")),
        Place::Postgres(_) => {
            let db = test.open().await;
            run(&db, "DROP SCHEMA public CASCADE").await;
            run(&db, "CREATE SCHEMA public").await;
            db.close().await;
            test.options.clone()
        }
    }
}

both_databases! {
    async fn a_newer_schema_is_refused(test: TestDatabase) {
        let db = test.open().await;
        run(&db, "INSERT INTO schema_version (number, name) VALUES (9999, 'from_the_future')").await;
        db.close().await;
        let known = MIGRATIONS.last().unwrap().number;
        for refused in [
            Db::open(&test.options).await.map(|_| ()),
            migrate::pending(&test.options).await.map(|_| ()),
            migrate::apply(&test.options).await.map(|_| ()),
        ] {
            let Err(OpenError::NewerSchema { found, known: told }) = refused else { panic!("{refused:?}") };
            assert_eq!((found, told), (9999, known));
        }
    }

    async fn an_older_schema_is_refused_until_it_is_migrated(test: TestDatabase) {
        let options = emptied(&test).await;
        let refused = Db::open(&options).await.map(|_| ());
        assert!(matches!(refused, Err(OpenError::MigrationNeeded { found: 0, .. })), "{refused:?}");
        assert_eq!(migrate::pending(&options).await.unwrap().len(), MIGRATIONS.len());
        assert_eq!(migrate::apply(&options).await.unwrap().len(), MIGRATIONS.len());
        assert!(migrate::pending(&options).await.unwrap().is_empty());
        assert!(migrate::apply(&options).await.unwrap().is_empty());
        Db::open(&options).await.unwrap().close().await;
    }

    async fn two_nodes_that_migrate_at_once_both_succeed(test: TestDatabase) {
        let options = emptied(&test).await;
        let (one, other) = tokio::join!(migrate::apply(&options), migrate::apply(&options));
        assert!(one.is_ok() && other.is_ok(), "{one:?} {other:?}");
        Db::open(&options).await.unwrap().close().await;
    }

    async fn a_host_that_is_down_is_stepped_over(test: TestDatabase) {
        let mut options = test.options.clone();
        if let Place::Postgres(place) = &mut options.place {
            // Nothing listens on port 1.
            let (scheme, rest) = place.url.split_once("://").unwrap();
            let (user, hosts) = rest.split_once('@').unwrap_or(("", rest));
            place.url = format!("{scheme}://{user}@127.0.0.1:1,{hosts}");
        }
        let db = Db::open(&options).await.unwrap();
        probe(&db).await;
        insert(&db, 1, "a").await.unwrap();
        db.close().await;
    }

    async fn what_is_written_is_there_after_opening_again(test: TestDatabase) {
        let db = test.open().await;
        probe(&db).await;
        insert(&db, 1, "a").await.unwrap();
        db.close().await;
        let db = test.open().await;
        assert_eq!(super::support::bodies(&db).await, ["a"]);
    }

    async fn a_place_that_is_not_there_is_an_error(test: TestDatabase) {
        let nowhere = match test.open().await.backend() {
            Backend::Sqlite => DbOptions::sqlite("/nowhere/dopis.db"),
            Backend::Postgres => DbOptions::postgres("postgres://nobody@127.0.0.1:1/nothing"),
        };
        let refused = migrate::apply(&nowhere).await;
        assert!(matches!(refused, Err(OpenError::Connect { .. } | OpenError::File { .. })), "{refused:?}");
    }
}

#[tokio::test]
async fn nonsense_is_refused_and_no_password_is_shown() {
    let options = DbOptions::postgres("postgres://dopis:secret@localhost/dopis?no_such_key=1");
    assert!(!format!("{options:?}").contains("secret"));
    assert!(Db::open(&options).await.is_err());
    for (url, ca_file) in [
        ("postgres://localhost/dopis", "/nowhere/ca.pem"),
        ("postgres://localhost/dopis?sslmode=disable", "Cargo.toml"),
        ("postgres://localhost/dopis?sslmode=require", "Cargo.toml"),
    ] {
        let mut options = DbOptions::postgres(url);
        if let Place::Postgres(place) = &mut options.place {
            place.ca_file = Some(ca_file.into());
        }
        let refused = Db::open(&options).await.map(|_| ());
        assert!(matches!(refused, Err(OpenError::Options(_))), "{refused:?}");
    }
}
