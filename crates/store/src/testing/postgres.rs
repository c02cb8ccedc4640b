//! Databases for tests on a PostgreSQL cluster, copied from a template that the first test migrates.

use std::hash::{DefaultHasher, Hash, Hasher};

use tokio_postgres::Client;
use uuid::Uuid;

use super::TestDatabase;
use crate::{
    DbOptions, Limits, Place,
    migrate::{self, MIGRATIONS},
    postgres::Target,
};

/// Any number that nothing else in the cluster's first database locks.
const LOCK: i64 = 0x646f_7069_7300_0002;

/// A throw-away cluster in which tests may create databases.
pub(crate) struct Cluster {
    url: String,
    client: Client,
}

impl Cluster {
    pub(crate) async fn connect(url: &str) -> Self {
        let options = DbOptions::postgres(url);
        let Place::Postgres(place) = &options.place else {
            unreachable!("it was made for PostgreSQL")
        };
        let target = Target::new(place, &Limits::default()).expect("reading DOPIS_TEST_POSTGRES");
        let client = target
            .connect()
            .await
            .expect("connecting to the cluster for tests");
        Self {
            url: url.to_owned(),
            client,
        }
    }

    /// A migrated database under a new name.
    #[expect(
        clippy::disallowed_methods,
        reason = "tests of several processes need different names"
    )]
    pub(crate) async fn create(&self) -> (String, TestDatabase) {
        let template = self.template().await;
        let name = format!("dopis_test_{}", Uuid::now_v7().simple());
        self.run(&format!("CREATE DATABASE {name} TEMPLATE {template}"))
            .await;
        let database = TestDatabase {
            options: DbOptions::postgres(self.url_of(&name)),
        };
        (name, database)
    }

    pub(crate) async fn remove(&self, name: &str) {
        self.run(&format!("DROP DATABASE {name} WITH (FORCE)"))
            .await;
    }

    /// The name says which migrations are in it; only a finished template has its name.
    async fn template(&self) -> String {
        let mut hasher = DefaultHasher::new();
        for migration in MIGRATIONS {
            (migration.number, migration.postgres).hash(&mut hasher);
        }
        let name = format!("dopis_template_{:016x}", hasher.finish());
        let draft = format!("{name}_draft");
        self.run(&format!("SELECT pg_advisory_lock({LOCK})")).await;
        let found = self
            .client
            .query("SELECT 1 FROM pg_database WHERE datname = $1", &[&name])
            .await;
        if found.expect("looking for the template").is_empty() {
            self.run(&format!("DROP DATABASE IF EXISTS {draft} WITH (FORCE)"))
                .await;
            self.run(&format!("CREATE DATABASE {draft}")).await;
            migrate::apply(&DbOptions::postgres(self.url_of(&draft)))
                .await
                .expect("migrating the template");
            self.rename(&draft, &name).await;
        }
        self.run(&format!("SELECT pg_advisory_unlock({LOCK})"))
            .await;
        name
    }

    /// Waits until the server has noticed that the migrating connection is gone.
    async fn rename(&self, draft: &str, name: &str) {
        self.client
            .execute(
                "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = $1",
                &[&draft],
            )
            .await
            .expect("waiting for the template to be free");
        self.run(&format!("ALTER DATABASE {draft} RENAME TO {name}"))
            .await;
    }

    async fn run(&self, sql: &str) {
        self.client
            .batch_execute(sql)
            .await
            .unwrap_or_else(|error| panic!("{sql}: {error:?}"));
    }

    /// The same server, another database.
    fn url_of(&self, name: &str) -> String {
        let (base, query) = self.url.split_once('?').unwrap_or((&self.url, ""));
        let (scheme, rest) = base
            .split_once("://")
            .expect("DOPIS_TEST_POSTGRES is a URL");
        let authority = rest
            .split_once('/')
            .map_or(rest, |(authority, _)| authority);
        format!("{scheme}://{authority}/{name}?{query}")
    }
}
