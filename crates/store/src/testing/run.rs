//! Running one test on a database of its own, and removing it whether the test passes or not.

use std::{
    env,
    future::poll_fn,
    panic::{AssertUnwindSafe, catch_unwind, resume_unwind},
    pin::pin,
    task::Poll,
};

use super::{TestDatabase, postgres::Cluster};
use crate::{Db, DbOptions, migrate};

/// What a test may take as its argument.
pub trait FromTestDatabase {
    fn from_test(database: TestDatabase) -> impl Future<Output = Self>;
}

impl FromTestDatabase for Db {
    async fn from_test(database: TestDatabase) -> Self {
        database.open().await
    }
}

impl FromTestDatabase for TestDatabase {
    async fn from_test(database: TestDatabase) -> Self {
        database
    }
}

/// Runs the test on SQLite, in a file of its own.
pub async fn on_sqlite<A: FromTestDatabase, F: Future<Output = ()>>(test: impl FnOnce(A) -> F) {
    let folder = tempfile::tempdir().expect("making a folder for a test");
    let database = TestDatabase {
        options: DbOptions::sqlite(folder.path().join("dopis.db")),
    };
    migrate::apply(&database.options)
        .await
        .expect("migrating the database of a test");
    test(A::from_test(database).await).await;
}

/// Runs the test on the PostgreSQL cluster that `DOPIS_TEST_POSTGRES` names, in a database of its own.
///
/// Without one the test is skipped, aloud; where `CI` or `DOPIS_REQUIRE_POSTGRES` is set it fails.
#[expect(
    clippy::disallowed_methods,
    reason = "the test command names its cluster in the environment"
)]
pub async fn on_postgres<A: FromTestDatabase, F: Future<Output = ()>>(test: impl FnOnce(A) -> F) {
    let Ok(url) = env::var("DOPIS_TEST_POSTGRES") else {
        let required = ["CI", "DOPIS_REQUIRE_POSTGRES"]
            .iter()
            .any(|name| env::var_os(name).is_some());
        assert!(
            !required,
            "DOPIS_TEST_POSTGRES is not set, and tests on PostgreSQL may not be skipped here"
        );
        println!("SKIPPED (no DOPIS_TEST_POSTGRES)");
        return;
    };
    let cluster = Cluster::connect(&url).await;
    let (name, database) = cluster.create().await;
    let mut running = pin!(async { test(A::from_test(database).await).await });
    let ended = poll_fn(|context| {
        match catch_unwind(AssertUnwindSafe(|| running.as_mut().poll(context))) {
            Ok(Poll::Pending) => Poll::Pending,
            Ok(Poll::Ready(())) => Poll::Ready(Ok(())),
            Err(panic) => Poll::Ready(Err(panic)),
        }
    })
    .await;
    cluster.remove(&name).await;
    if let Err(panic) = ended {
        resume_unwind(panic);
    }
}
