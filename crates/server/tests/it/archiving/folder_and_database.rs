//! Tiles, checkpoint and database that do not fit together stop the sealer aloud, and nothing else.

use std::fs;
use std::path::Path;

use dopis::archiving::{SealError, Sealed, rebuild};
use store::archive_log::{self, Head};
use store::testing::move_one_event;
use store::{Db, DbError, Tx, both_databases};

use super::log::{LEASE_PASSED, short};
use super::{Log, Node};
use crate::support::TestApp;

/// 2 full tiles and 88 more.
const SIZE: u64 = 600;

#[derive(Debug, Clone, Copy)]
enum Harm {
    Missing,
    Truncated,
    Flipped,
    Longer,
}

impl Harm {
    fn to(self, file: &Path, whole: &[u8]) {
        let mut bytes = whole.to_vec();
        match self {
            Harm::Missing => return fs::remove_file(file).unwrap(),
            Harm::Truncated => bytes.truncate(whole.len() - 1),
            Harm::Flipped => bytes[whole.len() / 2] ^= 1,
            Harm::Longer => bytes.push(0),
        }
        fs::write(file, bytes).unwrap();
    }
}

async fn sealed(db: Db, log: &Log) -> Node {
    let node = Node::of(TestApp::with(db, |config| log.configure(config)));
    node.happen(u32::try_from(SIZE).unwrap()).await;
    node.seals(SIZE).await;
    node
}

async fn refused(node: &Node) -> String {
    match node.seal().await {
        Err(error) if error.is_refusal() => error.to_string(),
        other => panic!("{other:?}"),
    }
}

async fn head(db: &Db) -> Head {
    let read = async |tx: &Tx| -> Result<_, DbError> { archive_log::any_find(tx).await };
    db.read(read).await.unwrap().unwrap()
}

both_databases! {
    async fn a_damaged_end_stops_the_sealer_until_it_is_mended(db: Db) {
        let log = Log::new();
        let mut node = sealed(db, &log).await;
        let checkpoint = log.checkpoint().unwrap();
        let mut number = 2;
        for name in ["tile/0/002.p/88", "tile/1/000.p/2", "tile/entries/002.p/88"] {
            let file = log.path(name);
            let whole = fs::read(&file).unwrap();
            for harm in [Harm::Missing, Harm::Truncated, Harm::Flipped, Harm::Longer] {
                harm.to(&file, &whole);
                node = node.after(number);
                number += 1;
                let why = refused(&node).await;
                assert!(why.contains("refuses to go on"), "{name} {harm:?}: {why}");
                assert_eq!(log.checkpoint().unwrap(), checkpoint, "{name} {harm:?}");
                fs::write(&file, &whole).unwrap();
                // It needs no new process.
                node.seals(SIZE).await;
            }
        }
        node.happen(1).await;
        node.seals(SIZE + 1).await;
        assert_eq!(log.holds(), Some(SIZE + 1));
    }

    async fn whoever_asks_whether_it_is_ready_is_told_of_a_refusal(db: Db) {
        let log = Log::new();
        let node = sealed(db, &log).await;
        let file = log.path("tile/0/002.p/88");
        let whole = fs::read(&file).unwrap();
        let node = node.after(2);
        assert_eq!(node.state().await, "starting");
        Harm::Flipped.to(&file, &whole);
        node.test.run_jobs().await;
        assert_eq!(node.state().await, "refused");
        let ready = node.test.anonymous().get("/ready").await.json();
        assert_eq!((&ready["archive"]["size"], &ready["archive"]["failures"]), (&SIZE.into(), &1.into()));
        fs::write(&file, &whole).unwrap();
        node.test.wait(LEASE_PASSED);
        node.test.run_jobs().await;
        assert_eq!(node.state().await, "sealing");
        let ready = node.test.anonymous().get("/ready").await.json();
        assert_eq!(ready["archive"]["oldest_unsealed_s"], 0);
    }

    async fn how_long_the_oldest_event_waits_is_told(db: Db) {
        let log = Log::new();
        let node = sealed(db, &log).await;
        node.happen(2).await;
        node.test.wait(jiff::SignedDuration::from_secs(90));
        let ready = node.test.anonymous().get("/ready").await.json();
        assert_eq!(ready["archive"]["oldest_unsealed_s"], 90);
        node.seals(SIZE + 2).await;
        let ready = node.test.anonymous().get("/ready").await.json();
        assert_eq!((&ready["archive"]["oldest_unsealed_s"], &ready["archive"]["size"]), (&0.into(), &(SIZE + 2).into()));
    }

    async fn a_checkpoint_that_was_rolled_back_is_published_again(db: Db) {
        let log = Log::new();
        let node = sealed(db, &log).await;
        let old = log.checkpoint().unwrap();
        node.happen(10).await;
        node.seals(SIZE + 10).await;
        let new = log.checkpoint().unwrap();
        assert_ne!(short(&old), short(&new));
        fs::write(log.path("checkpoint"), &old).unwrap();
        let node = node.after(2);
        node.seals(SIZE + 10).await;
        assert_eq!(log.checkpoint().unwrap(), new);
        fs::remove_file(log.path("checkpoint")).unwrap();
        let node = node.after(3);
        node.seals(SIZE + 10).await;
        assert_eq!(log.checkpoint().unwrap(), new);
        fs::write(log.path("checkpoint"), "anything").unwrap();
        let node = node.after(4);
        refused(&node).await;
    }

    async fn a_database_that_is_older_than_the_log_is_refused(db: Db) {
        let log = Log::new();
        let node = sealed(db.clone(), &log).await;
        let restored = head(&db).await;
        node.happen(10).await;
        node.seals(SIZE + 10).await;
        let (before, published) = (head(&db).await, log.checkpoint().unwrap());
        let back = async move |tx: &Tx| -> Result<bool, DbError> { archive_log::any_advance(tx, &before, &restored).await };
        assert!(db.write(back).await.unwrap());
        let node = node.after(2);
        let why = refused(&node).await;
        assert!(why.contains("610 entries") && why.contains("600"), "{why}");
        assert_eq!(log.checkpoint().unwrap(), published);
    }

    async fn a_batch_that_was_half_written_with_other_events_is_refused(db: Db) {
        let log = Log::new();
        let node = sealed(db, &log).await;
        node.happen(200).await;
        fs::write(log.path("tile/0/002"), [0; 8192]).unwrap();
        let why = refused(&node).await;
        assert!(why.contains("tile/0/002 is there with other bytes"), "{why}");
        assert_eq!(log.holds(), Some(SIZE), "what is published stays whole");
        fs::remove_file(log.path("tile/0/002")).unwrap();
        node.seals(SIZE + 200).await;
        assert_eq!(log.holds(), Some(SIZE + 200));
    }

    async fn another_name_or_key_than_the_logs_is_refused(db: Db) {
        let log = Log::new();
        let node = sealed(db, &log).await;
        let node = node.after_with(2, |config| config.archive.key = Log::key(2).to_secret());
        refused(&node).await;
        let other = archive::note::SigningKey::new("other.example", archive::note::Signed::Text, [1; 32]).unwrap();
        let node = node.after_with(3, |config| {
            config.archive.origin = "other.example".to_owned();
            config.archive.key = other.to_secret();
        });
        let why = refused(&node).await;
        assert!(why.contains("other.example"), "{why}");
        let node = node.after_with(4, |config| log.configure(config));
        node.seals(SIZE).await;
        assert_eq!(log.holds(), Some(SIZE));
    }

    async fn a_key_is_changed_by_signing_with_both(db: Db) {
        let log = Log::new();
        let mut node = sealed(db, &log).await;
        let second = log.path("second-key");
        fs::write(&second, Log::key(2).to_secret()).unwrap();
        let path = second.display().to_string();
        node = node.after_with(2, |config| config.archive.other_key_file = path);
        // Nothing has happened, and yet the new key signs from now on.
        node.seals(SIZE).await;
        assert_eq!((log.holds_with(1), log.holds_with(2)), (Some(SIZE), Some(SIZE)));
        node.happen(5).await;
        node.seals(SIZE + 5).await;
        assert_eq!((log.holds_with(1), log.holds_with(2)), (Some(SIZE + 5), Some(SIZE + 5)));
        node = node.after_with(3, |config| {
            config.archive.other_key_file = String::new();
            config.archive.key = Log::key(2).to_secret();
        });
        node.happen(5).await;
        node.seals(SIZE + 10).await;
        assert_eq!(log.holds_with(2), Some(SIZE + 10));
    }

    async fn a_lost_folder_is_written_again_from_the_database(db: Db) {
        let log = Log::new();
        let node = sealed(db.clone(), &log).await;
        for _ in 0..5 {
            node.happen(1_000).await;
        }
        while node.seal().await.unwrap() != (Sealed::Batch { size: SIZE + 5_000, full: false }) {}
        let published = log.checkpoint().unwrap();
        for lost in ["tile/entries/000", ""] {
            match log.path(lost) {
                path if lost.is_empty() => fs::remove_dir_all(path).unwrap(),
                path if path.is_dir() => fs::remove_dir_all(path).unwrap(),
                path => fs::remove_file(path).unwrap(),
            }
            assert_eq!(rebuild(&node.test.app).await.unwrap(), SIZE + 5_000, "{lost}");
            node.test.wait(LEASE_PASSED);
            node.after(3).seals(SIZE + 5_000).await;
            assert_eq!(log.checkpoint().unwrap(), published);
            assert_eq!(log.holds(), Some(SIZE + 5_000), "{lost}");
        }
    }

    async fn from_other_events_than_those_that_were_sealed_nothing_is_written(db: Db) {
        let log = Log::new();
        let node = sealed(db.clone(), &log).await;
        fs::remove_dir_all(log.path("tile")).unwrap();
        move_one_event(&db).await;
        let why = rebuild(&node.test.app).await.unwrap_err();
        assert!(why.is_refusal() && why.to_string().contains("another root"), "{why}");
        assert!(!log.path("tile").exists());
    }

    async fn a_folder_that_cannot_be_written_is_tried_again(db: Db) {
        let log = Log::new();
        let node = sealed(db, &log).await;
        node.happen(300).await;
        // A file where a folder should be, which no right of a user gets round.
        fs::remove_dir_all(log.path("unfinished")).unwrap();
        fs::write(log.path("unfinished"), "").unwrap();
        let failed = node.seal().await.unwrap_err();
        assert!(matches!(failed, SealError::Folder { .. }) && !failed.is_refusal(), "{failed:?}");
        fs::remove_file(log.path("unfinished")).unwrap();
        node.seals(SIZE + 300).await;
        assert_eq!(log.holds(), Some(SIZE + 300));
    }
}
