//! A copy made as `docs/operators/back-up.md` tells, while others write, is the state of one moment, whole and alone.

use std::{
    fs,
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    time::Duration,
};

use store::{
    Db, DbError, DbOptions, Place, Tx, migrate, params,
    tables::{Digest, digest},
    testing::{TestDatabase, on_sqlite, short_or_long},
};
use uuid::Uuid;

/// Between two looks at how far the other task is.
const PAUSE: Duration = Duration::from_millis(2);

/// The n-th of a series of writes, each of which changes several tables: what is there tells how many there were.
async fn step(tx: &Tx, number: u64) -> Result<(), DbError> {
    let (id, place) = (
        Uuid::from_u128(number.into()),
        i64::try_from(number).unwrap(),
    );
    let text = format!("Sporočilo {number} ").repeat(1 + usize::try_from(number % 97).unwrap());
    tx.execute(
        "INSERT INTO messages (seller_id, conversation_id, sequence, message_id, author_kind, author_id, sent_at) \
         VALUES ('nova', ?1, ?2, ?3, 'buyer', 'ana', ?2)",
        params![Uuid::nil(), place, id],
    )
    .await?;
    tx.execute(
        "INSERT INTO contents (seller_id, content_id, salt, text) VALUES ('nova', ?1, ?2, ?3)",
        params![id, number.to_be_bytes(), text],
    )
    .await?;
    tx.execute(
        "INSERT INTO leases (name, holder, fence, expires_at) VALUES ('steps', ?1, ?2, 0) \
         ON CONFLICT (name) DO UPDATE SET fence = excluded.fence, holder = excluded.holder",
        params![id, place],
    )
    .await?;
    // What is gone must be gone in the copy too.
    tx.execute("DELETE FROM jobs WHERE created_at < ?1", params![place - 5])
        .await?;
    tx.execute(
        "INSERT INTO jobs (job_id, kind, body, state, run_at, attempts, created_at) VALUES (?1, 'k', '', 'ready', 0, 0, ?2)",
        params![id, place],
    )
    .await?;
    Ok(())
}

async fn take(db: &Db, number: u64) {
    let done: Result<(), DbError> = db.write(async move |tx: &Tx| step(tx, number).await).await;
    done.unwrap();
}

/// How many steps a database has seen.
async fn steps(options: &DbOptions) -> u64 {
    let db = Db::open(options).await.unwrap();
    let found = db
        .read(async |tx: &Tx| {
            tx.query_one("SELECT COALESCE(MAX(fence), 0) FROM leases", params![])
                .await?
                .get(0)
        })
        .await;
    let found: Result<u64, DbError> = found;
    db.close().await;
    found.unwrap()
}

fn path_of(options: &DbOptions) -> PathBuf {
    match &options.place {
        Place::Sqlite { path } => path.clone(),
        Place::Postgres(_) => unreachable!("this is about files"),
    }
}

/// What the operator types.
async fn copy(database: PathBuf, to: PathBuf) {
    let copying = move || {
        let connection = rusqlite::Connection::open(database).unwrap();
        connection
            .execute("VACUUM INTO ?1", [to.to_str().unwrap()])
            .unwrap();
    };
    tokio::task::spawn_blocking(copying).await.unwrap();
}

/// A database that has only ever seen these steps, one after the other.
struct Reference {
    options: DbOptions,
    steps: u64,
}

impl Reference {
    async fn in_folder(folder: &Path) -> Self {
        let options = DbOptions::sqlite(folder.join("reference.db"));
        migrate::apply(&options).await.unwrap();
        Self { options, steps: 0 }
    }

    async fn after(&mut self, steps: u64) -> Digest {
        let db = Db::open(&self.options).await.unwrap();
        for number in self.steps + 1..=steps {
            take(&db, number).await;
        }
        self.steps = steps;
        db.close().await;
        digest(&self.options).await.unwrap()
    }
}

/// A copy that had seen so many steps, put in the place of the file as the page says, goes on from there.
async fn restored(test: &TestDatabase, kept: &Path, seen: u64) {
    let (place, kept) = (path_of(&test.options), kept.to_owned());
    fs::copy(&kept, &place).unwrap();
    for beside in ["-wal", "-shm"] {
        drop(fs::remove_file(format!("{}{beside}", place.display())));
    }
    let (found, wanted) = (
        digest(&test.options).await,
        digest(&DbOptions::sqlite(kept)).await,
    );
    assert_eq!(found.unwrap(), wanted.unwrap());
    let db = test.open().await;
    take(&db, seen + 1).await;
    db.close().await;
    assert_eq!(steps(&test.options).await, seen + 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_copy_made_under_writes_is_the_state_of_one_moment() {
    on_sqlite(async |test: TestDatabase| {
        let folder = tempfile::tempdir().unwrap();
        let mut reference = Reference::in_folder(folder.path()).await;
        let db = test.open().await;
        let acknowledged = Arc::new(AtomicU64::new(0));
        let (is_over, rests) = (
            Arc::new(AtomicBool::new(false)),
            Arc::new(AtomicBool::new(false)),
        );
        let writing = tokio::spawn({
            let (db, acknowledged) = (db.clone(), Arc::clone(&acknowledged));
            let (is_over, rests) = (Arc::clone(&is_over), Arc::clone(&rests));
            async move {
                let mut number = 0;
                while !is_over.load(Ordering::SeqCst) {
                    if rests.load(Ordering::SeqCst) {
                        tokio::time::sleep(PAUSE).await;
                        continue;
                    }
                    number += 1;
                    take(&db, number).await;
                    acknowledged.store(number, Ordering::SeqCst);
                }
                number
            }
        });
        let mut moments = Vec::new();
        for round in 1..=short_or_long(4, 40) {
            let enough = acknowledged.load(Ordering::SeqCst) + 50;
            while acknowledged.load(Ordering::SeqCst) < enough {
                tokio::time::sleep(PAUSE).await;
            }
            let options = DbOptions::sqlite(folder.path().join(format!("copy-{round}.db")));
            let before = acknowledged.load(Ordering::SeqCst);
            copy(path_of(&test.options), path_of(&options)).await;
            let begun = acknowledged.load(Ordering::SeqCst) + 1;
            let found = steps(&options).await;
            assert!(
                (before..=begun).contains(&found),
                "{before} {found} {begun}"
            );
            // What is written meanwhile would only have to be digested in the next round.
            rests.store(true, Ordering::SeqCst);
            assert_eq!(
                digest(&options).await.unwrap(),
                reference.after(found).await,
                "{found} steps"
            );
            moments.push(found);
            rests.store(false, Ordering::SeqCst);
        }
        is_over.store(true, Ordering::SeqCst);
        let all = writing.await.unwrap();
        assert!(
            moments.is_sorted_by(|one, next| one < next) && moments[0] >= 50,
            "{moments:?}"
        );
        assert_eq!(
            digest(&test.options).await.unwrap(),
            reference.after(all).await
        );

        db.close().await;
        restored(&test, &folder.path().join("copy-1.db"), moments[0]).await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_digest_taken_under_writes_is_the_state_of_one_moment() {
    on_sqlite(async |test: TestDatabase| {
        let folder = tempfile::tempdir().unwrap();
        let mut reference = Reference::in_folder(folder.path()).await;
        let db = test.open().await;
        for number in 1..=40 {
            take(&db, number).await;
        }
        let options = test.options.clone();
        let reading = tokio::spawn(async move { digest(&options).await.unwrap() });
        let mut number = 40;
        while !reading.is_finished() {
            number += 1;
            take(&db, number).await;
        }
        let found = reading.await.unwrap();
        let messages = found
            .tables
            .iter()
            .find(|table| table.table == "messages")
            .unwrap();
        assert!((40..=number).contains(&messages.rows));
        assert_eq!(found, reference.after(messages.rows).await);
    })
    .await;
}
