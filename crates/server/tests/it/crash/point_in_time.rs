//! What `docs/operators/back-up.md` tells about PostgreSQL: from a base backup and the archived log the database is
//! brought to an instant between two acknowledged messages, and holds what it held then, row by row.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::time::Duration;

use jiff::SignedDuration;
use serde_json::json;
use store::tables::{Digest, digest};
use store::testing::{TestDatabase, short_or_long};
use store::{DbOptions, migrate};
use tempfile::TempDir;
use tokio::time::sleep;

use super::cluster::Cluster;
use crate::api::World;
use crate::support::{Client, TestApp};

/// Half a minute in all.
const POLLS: usize = 300;

/// A moment that somebody may want to have back.
struct Moment {
    /// As PostgreSQL tells it.
    instant: String,
    digest: Digest,
    messages: String,
}

fn database(port: u16) -> TestDatabase {
    TestDatabase {
        options: DbOptions::postgres(Cluster::url(port)),
    }
}

/// A folder that PostgreSQL's own account can write to.
fn folder_of(beside: &TempDir, name: &str) -> PathBuf {
    let folder = beside.path().join(name);
    fs::create_dir(&folder).unwrap();
    for open in [beside.path(), &folder] {
        fs::set_permissions(open, fs::Permissions::from_mode(0o777)).unwrap();
    }
    folder
}

/// Settings of the documentation.
fn archive_into(cluster: &Cluster, archive: &Path) {
    let archive = archive.display();
    cluster.sql("ALTER SYSTEM SET archive_mode = 'on'");
    cluster.sql(&format!(
        "ALTER SYSTEM SET archive_command = 'test ! -f {archive}/%f && cp %p {archive}/%f'"
    ));
    cluster.end("fast");
    cluster.begin();
}

/// Ends the segment of the log under way and waits until it lies in the archive.
async fn archive_all(cluster: &Cluster) {
    let last = cluster.ask("SELECT pg_walfile_name(pg_current_wal_lsn())");
    cluster.sql("SELECT pg_switch_wal()");
    for _ in 0..POLLS {
        let archiver = cluster.ask("TABLE pg_stat_archiver");
        // Its second column is the segment that was archived last; their names grow.
        let archived = archiver.split('|').nth(1).unwrap_or_default();
        if archived >= last.as_str() {
            return;
        }
        sleep(Duration::from_millis(100)).await;
    }
    panic!("{last} is not archived");
}

async fn is_promoted(cluster: &Cluster) {
    for _ in 0..POLLS {
        if cluster.ask("SELECT pg_is_in_recovery()") == "f" {
            return;
        }
        sleep(Duration::from_millis(100)).await;
    }
    panic!("the recovery does not end");
}

async fn write(who: &Client, conversation: &str, text: &str) {
    let words = json!({ "text": text, "last_read": 0, "insist": true });
    let sent = who.post(&format!("{conversation}/messages"), &words).await;
    assert_eq!(sent.status, 201, "{}", sent.body);
}

/// Messages, each acknowledged, and after each of them what there is at that instant.
async fn written(
    world: &World,
    cluster: &Cluster,
    conversation: &str,
    count: usize,
) -> Vec<Moment> {
    let mut moments = Vec::new();
    for number in 0..count {
        world.test.wait(SignedDuration::from_secs(60));
        write(&world.ana, conversation, &format!("Sporočilo {number}")).await;
        moments.push(Moment {
            instant: cluster.ask("SELECT clock_timestamp()"),
            digest: digest(&database(cluster.port).options).await.unwrap(),
            messages: world
                .ana
                .get(&format!("{conversation}/messages"))
                .await
                .body,
        });
    }
    moments
}

/// Puts the base backup in the place of the data and recovers to the instant.
async fn recovered(cluster: &Cluster, base: &Path, archive: &Path, moment: &Moment) {
    cluster.replace_data(base);
    cluster.configure(&format!(
        "restore_command = 'cp {}/%f %p'\nrecovery_target_time = '{}'\nrecovery_target_action = 'promote'\n\
         archive_mode = 'off'\n",
        archive.display(),
        moment.instant
    ));
    cluster.touch("recovery.signal");
    cluster.begin();
    is_promoted(cluster).await;
    let found = digest(&database(cluster.port).options).await.unwrap();
    assert_eq!(found, moment.digest, "at {}", moment.instant);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn postgresql_comes_back_as_it_was_between_two_messages() {
    let Some(cluster) = Cluster::start() else {
        return;
    };
    let beside = tempfile::tempdir().unwrap();
    let (archive, base) = (folder_of(&beside, "archive"), folder_of(&beside, "base"));
    archive_into(&cluster, &archive);
    let here = database(cluster.port);
    migrate::apply(&here.options).await.unwrap();
    let db = here.open().await;
    let world = World::of(TestApp::with(db.clone(), |config| {
        config.limits.requests_per_minute = u32::MAX;
    }))
    .await;
    let conversation = world.ask("Kje je paket?").await;
    cluster.base_backup(&base);
    let moments = written(&world, &cluster, &conversation, short_or_long(5, 40)).await;
    assert!(
        moments
            .windows(2)
            .all(|pair| pair[0].digest != pair[1].digest)
    );
    archive_all(&cluster).await;
    db.close().await;
    cluster.end("immediate");

    for moment in [&moments[moments.len() / 2], &moments[0]] {
        recovered(&cluster, &base, &archive, moment).await;
        // People go on from there.
        let node = world.test.second_node_on(here.open().await);
        let ana = world.ana.at(&node);
        let messages = format!("{conversation}/messages");
        assert_eq!(ana.get(&messages).await.body, moment.messages);
        write(&ana, &conversation, "Od tu naprej.").await;
        node.app.db.close().await;
        cluster.end("fast");
    }
}
