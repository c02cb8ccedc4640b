//! Twenty times SIGKILL while eight people write, on either database; a hundred times in the long form.
//!
//! What a killed process had handed to the operating system survives here; that it has reached the disk before the
//! answer is `synchronous=FULL`'s and PostgreSQL's matter, and no test of a process can show it.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use store::both_databases;
use store::testing::{TestDatabase, contradictions, short_or_long, waiting_events};
use store::{Db, Tx};
use tokio::task::JoinSet;
use tokio::time::{sleep, timeout};

use super::attempt::{Attempt, Outcome};
use super::connection::Connection;
use super::dice::Dice;
use super::people::People;
use super::process::Process;
use super::soundness;
use super::writer::{Table, Writer};

const WRITERS: usize = 8;
/// Most messages that are waited for before a kill, beside the first five.
const ACKNOWLEDGED_MAX: usize = 120;
const ROUND_MAX: Duration = Duration::from_secs(20);
/// What a dead node had taken for itself comes free again in this time.
const FINISH_MAX: Duration = Duration::from_secs(40);
/// The same as rounds of asking again in which nothing was answered.
const IN_VAIN_MAX: usize = 200;

both_databases! {
    async fn what_was_acknowledged_survives_every_kill(test: TestDatabase) {
        let db = test.open().await;
        assert!(contradictions(&db).await.unwrap().is_empty());
        let people = People::move_in(db.clone()).await;
        db.close().await;
        let mut dice = Dice::new(2_026);
        let table = Arc::new(Table::new(people));
        let mut writers: Vec<Writer> =
            (0..WRITERS).map(|number| Writer::new(number, Arc::clone(&table))).collect();
        let kills = short_or_long(20, 100);
        for _ in 0..kills {
            let process = Process::start(&test.options);
            writers = write_until_killed(process, writers, &table.acknowledged, &mut dice).await;
        }
        let broken_off = count(&writers, |attempt| attempt.outcome == Outcome::Unknown);
        assert!(broken_off > kills, "the kills came while people wrote");
        finish(&test, &mut writers).await;
        let db = test.open().await;
        let attempts: Vec<Attempt> = writers.into_iter().flat_map(|writer| writer.attempts).collect();
        soundness::check(&db, &attempts).await;
        db.close().await;
    }
}

/// Lets people write until the process is killed in the midst of it.
pub(super) async fn write_until_killed(
    process: Process,
    writers: Vec<Writer>,
    acknowledged: &AtomicUsize,
    dice: &mut Dice,
) -> Vec<Writer> {
    let address = process.address;
    let mut writing = JoinSet::new();
    for writer in writers {
        writing.spawn(writer.write_on(address));
    }
    // In the midst of it, wherever the machine's speed puts that.
    let enough = acknowledged.load(Ordering::Relaxed) + 5 + dice.below(ACKNOWLEDGED_MAX);
    let written = timeout(ROUND_MAX, async {
        while acknowledged.load(Ordering::Relaxed) < enough {
            sleep(Duration::from_millis(2)).await;
        }
    });
    written.await.expect("the service answers");
    sleep(Duration::from_micros(dice.roll() % 20_000)).await;
    process.kill();
    writing.join_all().await
}

/// The service comes back, is asked again for what broke off, gives all events their positions, and ends in order.
async fn finish(test: &TestDatabase, writers: &mut [Writer]) {
    let process = Process::start(&test.options);
    settle(&process, test, writers).await;
    assert!(process.end().success());
}

/// Asks again for what broke off, and waits until all events have positions.
pub(crate) async fn settle(process: &Process, test: &TestDatabase, writers: &mut [Writer]) {
    let mut in_vain = 0;
    while let waiting @ 1.. = count(writers, Attempt::is_to_be_repeated) {
        for writer in writers.iter_mut() {
            let mut connection = Connection::open(process.address).await.unwrap();
            writer.repeat(&mut connection).await.unwrap();
        }
        // Each is answered within its time; how many there are depends on how much broke off.
        let is_in_vain = count(writers, Attempt::is_to_be_repeated) == waiting;
        in_vain = if is_in_vain { in_vain + 1 } else { 0 };
        assert!(in_vain < IN_VAIN_MAX, "all that carries a key is answered");
        sleep(Duration::from_millis(200)).await;
    }
    let db = test.open().await;
    let placed = timeout(FINISH_MAX, async {
        while events_wait(&db).await {
            sleep(Duration::from_millis(200)).await;
        }
    });
    placed.await.expect("all events get positions");
    db.close().await;
}

async fn events_wait(db: &Db) -> bool {
    db.read(async |tx: &Tx| waiting_events(tx).await)
        .await
        .unwrap()
        > 0
}

fn count(writers: &[Writer], which: impl Fn(&Attempt) -> bool) -> usize {
    let attempts = writers.iter().flat_map(|writer| &writer.attempts);
    attempts.filter(|attempt| which(attempt)).count()
}
