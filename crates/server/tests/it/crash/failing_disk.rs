//! The disk of a SQLite database is full, does not sync or takes no writes while eight people write,
//! at whichever call that begins: people are put off, reading goes on, and work goes on by itself afterwards.

use store::Place;
use store::testing::{TestDatabase, integrity, on_sqlite, short_or_long};

use super::dice::Dice;
use super::disk::{Disk, Fault};
use super::people::People;
use super::process::Process;
use super::shift::Shift;

/// Calls that still pass: enough for a commit to break in its midst.
const PASSING_MAX: usize = 40;

#[tokio::test]
async fn a_failing_disk_loses_and_spoils_nothing() {
    on_sqlite(async |test: TestDatabase| {
        let db = test.open().await;
        let people = People::move_in(db.clone()).await;
        db.close().await;
        let disk = disk_of(&test);
        let mut command = Process::command(&test.options);
        command.envs(disk.environment());
        let mut shift = Shift::begin(Process::begin(command), people).await;
        let mut dice = Dice::new(26);
        for _ in 0..short_or_long(2, 20) {
            for fault in Fault::ALL {
                disk.fail(fault, u32::try_from(dice.below(PASSING_MAX)).unwrap());
                shift.stands_still().await;
                shift.can_be_read().await;
                disk.heal();
                shift.goes_on().await;
            }
        }
        shift.end(&test).await;
        is_whole(&test).await;
    })
    .await;
}

#[tokio::test]
async fn on_a_disk_that_takes_no_writes_it_does_not_begin_and_says_why() {
    on_sqlite(async |test: TestDatabase| {
        let disk = disk_of(&test);
        disk.fail(Fault::ReadOnly, 0);
        let mut command = Process::command(&test.options);
        command.envs(disk.environment());
        let ended = command
            .stderr(std::process::Stdio::piped())
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&ended.stderr);
        assert!(!ended.status.success(), "{said}");
        assert!(said.contains("the database cannot be used"), "{said}");
        assert!(
            said.contains("dopis.db: the file and its folder must be there and allow writing"),
            "{said}"
        );
        disk.heal();
        is_whole(&test).await;
    })
    .await;
}

fn disk_of(test: &TestDatabase) -> Disk {
    let Place::Sqlite { path } = &test.options.place else {
        unreachable!("the test asked for SQLite")
    };
    Disk::of(path.parent().unwrap())
}

async fn is_whole(test: &TestDatabase) {
    let db = test.open().await;
    assert_eq!(integrity(&db).await.unwrap(), ["ok"]);
    db.close().await;
}
