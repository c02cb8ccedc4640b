//! The log while the process that seals is killed, and while the disk that the log lies on fails:
//! what is published is whole, people write on, and sealing goes on by itself afterwards.

use std::sync::Arc;
use std::time::Duration;

use jiff::SignedDuration;
use serde_json::Value;
use store::testing::{TestDatabase, on_sqlite, short_or_long};
use store::{Db, DbError, Tx, both_databases, events, leases};
use tokio::time::{sleep, timeout};

use super::connection::{Connection, request};
use super::dice::Dice;
use super::disk::{Disk, Fault};
use super::kills::{settle, write_until_killed};
use super::people::People;
use super::process::Process;
use super::shift::Shift;
use super::writer::{Table, Writer};
use crate::archiving::Log;

const WRITERS: usize = 4;
/// Long enough for the slowest machine; nothing is measured by it.
const PATIENCE: Duration = Duration::from_secs(60);
const LOOK: Duration = Duration::from_millis(50);
/// Calls of the sealer that still pass.
const PASSING_MAX: usize = 12;

both_databases! {
    async fn the_log_is_whole_after_every_kill(test: TestDatabase) {
        let log = Log::new();
        let db = test.open().await;
        let people = People::move_in(db.clone()).await;
        db.close().await;
        let mut dice = Dice::new(7);
        let table = Arc::new(Table::new(people));
        let mut writers: Vec<Writer> =
            (0..WRITERS).map(|number| Writer::new(number, Arc::clone(&table))).collect();
        let mut last = None;
        for _ in 0..short_or_long(8, 100) {
            let process = Process::start_with(&test.options, &log.settings());
            writers = write_until_killed(process, writers, &table.acknowledged, &mut dice).await;
            let holds = log.holds();
            assert!(holds >= last, "{holds:?} after {last:?}");
            last = holds;
            free_leases(&test).await;
        }
        assert!(last.is_some_and(|size| size > 0), "there were batches to break off");
        let process = Process::start_with(&test.options, &log.settings());
        settle(&process, &test, &mut writers).await;
        let db = test.open().await;
        until_all_is_sealed(&db, &log).await;
        db.close().await;
        assert!(process.end().success());
    }
}

#[tokio::test]
async fn while_the_disk_of_the_log_fails_people_write_on_and_it_is_sealed_afterwards() {
    on_sqlite(async |test: TestDatabase| {
        let log = Log::new();
        let db = test.open().await;
        let people = People::move_in(db.clone()).await;
        let disk = Disk::of(log.root());
        let mut command = Process::command(&test.options);
        command.envs(log.settings()).envs(disk.environment());
        let mut shift = Shift::begin(Process::begin(command), people).await;
        let mut dice = Dice::new(11);
        for _ in 0..short_or_long(1, 10) {
            for fault in Fault::ALL {
                disk.fail(fault, u32::try_from(dice.below(PASSING_MAX)).unwrap());
                until_it_says(&shift, "failing").await;
                shift.goes_on().await;
                log.holds();
                disk.heal();
                until_it_says(&shift, "sealing").await;
            }
        }
        shift.end(&test).await;
        // What was not sealed before the end is sealed by the next one.
        let process = Process::start_with(&test.options, &log.settings());
        until_all_is_sealed(&db, &log).await;
        assert!(process.end().success());
        db.close().await;
    })
    .await;
}

/// What a dead node had taken for itself comes free at once, so that the next one does not spend its life waiting.
async fn free_leases(test: &TestDatabase) {
    let db = test.open().await;
    let free = async |tx: &Tx| -> Result<(), DbError> {
        let later = jiff::Timestamp::MAX - SignedDuration::from_hours(1);
        for lease in ["archive", "positions"] {
            let long_ago = jiff::Timestamp::UNIX_EPOCH;
            leases::any_take(tx, lease, uuid::Uuid::nil(), later, long_ago).await?;
        }
        Ok(())
    };
    db.write(free).await.unwrap();
    db.close().await;
}

async fn until_all_is_sealed(db: &Db, log: &Log) {
    let sealed = timeout(PATIENCE, async {
        loop {
            let read = async |tx: &Tx| events::any_last_position(tx).await;
            let last = db.read(read).await.unwrap();
            if log.holds() == u64::try_from(last + 1).ok() {
                return;
            }
            sleep(LOOK).await;
        }
    });
    sealed.await.expect("everything is sealed");
}

async fn until_it_says(shift: &Shift, state: &str) {
    let said = timeout(PATIENCE, async {
        while ready(shift).await["archive"]["state"] != state {
            sleep(LOOK).await;
        }
    });
    said.await
        .unwrap_or_else(|_| panic!("the archive does not become {state}"));
}

async fn ready(shift: &Shift) -> Value {
    let mut connection = Connection::open(shift.address()).await.unwrap();
    let asked = request("GET", "/ready", &[], "");
    let exchange = connection.exchange(&asked, |_, _| {});
    let (_, body) = exchange.await.unwrap();
    serde_json::from_slice(&body).unwrap_or_default()
}
