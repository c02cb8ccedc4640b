//! A migrated database that belongs to one test.

use crate::{Db, DbOptions, Limits};

/// Where the database of a test is. It is removed when the test ends.
#[derive(Debug, Clone)]
pub struct TestDatabase {
    pub options: DbOptions,
}

impl TestDatabase {
    /// Opens it with the default limits.
    pub async fn open(&self) -> Db {
        self.open_with(|_| {}).await
    }

    /// Opens it with limits of the test's own.
    pub async fn open_with(&self, change: impl FnOnce(&mut Limits)) -> Db {
        let mut options = self.options.clone();
        change(&mut options.limits);
        Db::open(&options)
            .await
            .expect("opening the database of a test")
    }
}
