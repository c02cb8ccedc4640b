//! A log in a folder of its own, nodes that seal into it, and events for them to seal.

use std::path::{Path, PathBuf};

use archive::canonical::Leaf;
use archive::hex;
use archive::note::{Signed, SigningKey};
use archive::policy::{Believed, Policy};
use archive::tile::{Leaves, read_entry, walk};
use dopis::archiving::{
    Folder, SealError, Sealed, StampError, Steps, ask_witnesses, fetch_timestamp, seal_batch,
};
use dopis::config::Config;
use jiff::{SignedDuration, Timestamp};
use rules::ids::{BuyerId, ConversationId, EventId, SellerId};
use store::events::{self, Event, Stream};
use store::{Db, DbError, Tx};
use tempfile::TempDir;
use uuid::Uuid;

use crate::support::TestApp;

pub(crate) const ORIGIN: &str = "dopis.example/of-a-test";
/// After this the lease of a node that is gone is free.
pub(crate) const LEASE_PASSED: SignedDuration = SignedDuration::from_secs(20);

#[derive(Debug)]
pub(crate) struct Log {
    folder: TempDir,
}

impl Log {
    pub(crate) fn new() -> Log {
        Log {
            folder: tempfile::tempdir().unwrap(),
        }
    }

    /// The key of this number.
    pub(crate) fn key(number: u8) -> SigningKey {
        SigningKey::new(ORIGIN, Signed::Text, [number; 32]).unwrap()
    }

    pub(crate) fn configure(&self, config: &mut Config) {
        config.archive.origin = ORIGIN.to_owned();
        config.archive.folder = self.path("").display().to_string();
        config.archive.key = Log::key(1).to_secret();
    }

    /// The same as a process is told it.
    pub(crate) fn settings(&self) -> Vec<(&'static str, String)> {
        vec![
            ("DOPIS_ARCHIVE__ORIGIN", ORIGIN.to_owned()),
            ("DOPIS_ARCHIVE__FOLDER", self.path("").display().to_string()),
            ("DOPIS_ARCHIVE__KEY", Log::key(1).to_secret()),
            ("DOPIS_ARCHIVE__BATCH_MS", "50".to_owned()),
        ]
    }

    pub(crate) fn path(&self, below: &str) -> PathBuf {
        self.root().join(below)
    }

    pub(crate) fn root(&self) -> &Path {
        self.folder.path()
    }

    pub(crate) fn checkpoint(&self) -> Option<Vec<u8>> {
        Folder::new(self.root()).checkpoint().unwrap()
    }

    /// How many entries the published log has, all of which are there, under this key and no other.
    pub(crate) fn holds_with(&self, key: u8) -> Option<u64> {
        let note = self.checkpoint()?;
        let keys = vec![Log::key(key).verifier().clone()];
        let policy = Policy::new(keys, Vec::new(), 0).unwrap();
        let Believed { checkpoint, .. } = policy.open(&note).unwrap();
        let head = (checkpoint.size(), checkpoint.root());
        walk(&mut Folder::new(self.root()), Leaves::Entries, head, None)
            .unwrap_or_else(|fault| panic!("the log of {} entries: {fault}", head.0));
        Some(head.0)
    }

    pub(crate) fn holds(&self) -> Option<u64> {
        self.holds_with(1)
    }

    /// The entries as text and as leaves.
    pub(crate) fn entries(&self) -> Vec<(String, Leaf)> {
        let size = self.holds().unwrap_or_default();
        let mut folder = Folder::new(self.root());
        let entries = (0..size).map(|at| {
            let entry = read_entry(&mut folder, at, size).unwrap();
            let leaf = Leaf::from_entry(&entry).unwrap();
            (String::from_utf8(entry).unwrap(), leaf)
        });
        entries.collect()
    }
}

/// A process with nothing in its memory of those before it.
#[derive(Debug)]
pub(crate) struct Node {
    pub(crate) test: TestApp,
    id: Uuid,
}

impl Node {
    pub(crate) fn of(test: TestApp) -> Node {
        let id = test.app.random.uuid(test.now()).unwrap();
        Node { test, id }
    }

    /// Another one of this number, which begins after the leases of all others have passed.
    pub(crate) fn after(&self, number: u64) -> Node {
        self.after_with(number, |_| {})
    }

    pub(crate) fn after_with(&self, number: u64, change: impl FnOnce(&mut Config)) -> Node {
        self.test.wait(LEASE_PASSED);
        Node::of(self.test.node_with(number, change))
    }

    pub(crate) async fn seal(&self) -> Result<Sealed, SealError> {
        self.seal_at(self.test.now(), &Steps::default()).await
    }

    pub(crate) async fn seal_at(&self, now: Timestamp, steps: &Steps) -> Result<Sealed, SealError> {
        seal_batch(&self.test.app, self.id, now, steps).await
    }

    /// Seals all there is, which makes so many entries.
    pub(crate) async fn seals(&self, size: u64) {
        let sealed = self.seal().await.unwrap();
        assert_eq!(sealed, Sealed::Batch { size, full: false });
    }

    /// So many things happen, and have their positions.
    pub(crate) async fn happen(&self, times: u32) {
        happen(&self.test, times).await;
    }

    /// Asks the witnesses; says how many have signed.
    pub(crate) async fn asks(&self) -> Option<usize> {
        let asked = ask_witnesses(&self.test.app, self.id, self.test.now()).await;
        asked.unwrap()
    }

    /// Fetches a timestamp if one is due; gives the size of its checkpoint.
    pub(crate) async fn stamps(&self) -> Result<Option<i64>, StampError> {
        fetch_timestamp(&self.test.app, self.id, self.test.now()).await
    }

    /// What `/ready` says of the archive.
    pub(crate) async fn state(&self) -> String {
        let ready = self.test.anonymous().get("/ready").await;
        assert_eq!(ready.status, 200, "{}", ready.body);
        ready.json()["archive"]["state"]
            .as_str()
            .unwrap()
            .to_owned()
    }
}

async fn happen(test: &TestApp, times: u32) {
    let now = test.now();
    let new = || test.app.random.uuid(now).unwrap();
    let made: Vec<Event> = (0..times).map(|_| labelled(new(), new(), now)).collect();
    place(&test.app.db, made).await;
}

async fn place(db: &Db, made: Vec<Event>) {
    let write = async move |tx: &Tx| -> Result<(), DbError> {
        for event in &made {
            events::insert(tx, event).await?;
        }
        events::any_give_positions(tx, u32::MAX).await?;
        Ok(())
    };
    db.write(write).await.unwrap();
}

fn labelled(id: Uuid, label: Uuid, at: Timestamp) -> Event {
    Event {
        id: EventId(id),
        seller: Some(SellerId::parse("nova").unwrap()),
        stream: Stream::Conversation(ConversationId(label)),
        buyer: Some(BuyerId::parse("maja").unwrap()),
        kind: "conversation.labelled".to_owned(),
        actor_kind: "agent".to_owned(),
        actor_id: "ana".to_owned(),
        at,
        body: format!(r#"{{ "label_id": "{label}" }}"#),
        position: None,
    }
}

/// The first characters of a hash, for messages of failed tests.
pub(crate) fn short(bytes: &[u8]) -> String {
    hex(&archive::merkle::leaf_hash(bytes))[..12].to_owned()
}
