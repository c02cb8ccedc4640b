//! An installation with files, exported while it runs and restored elsewhere: everybody finds everything where it was.

use std::fs;
use std::io::Cursor;
use std::os::unix::fs::PermissionsExt as _;

use dopis::commands::export::{export, export_to, restore, restore_from};
use dopis::config::Config;
use store::both_databases;
use store::tables::{Digest, digest};
use store::testing::{TestDatabase, on_postgres, on_sqlite};
use tempfile::TempDir;

use super::upload::PHOTO;
use crate::api::World;
use crate::support::TestApp;
use crate::transfer::at;

/// What somebody remembers of an installation.
struct Before {
    world: World,
    /// Of the database that it runs on.
    config: Config,
    conversation: String,
    pages: Vec<(String, Vec<u8>)>,
}

async fn lived_in(database: &TestDatabase) -> Before {
    let world = World::new(database.open().await).await;
    let conversation = world.ask("Kje je paket? 📦").await;
    let sent = world.maja.attach(&conversation, "počena.jpg", PHOTO).await;
    let id = sent.json()["id"].as_str().unwrap().to_owned();
    let wrote = world.maja.write_with(&conversation, &[id]).await;
    assert_eq!(wrote.status, 201, "{}", wrote.body);
    // One that is not sent yet goes with it too.
    world.maja.attach(&conversation, "druga.jpg", PHOTO).await;
    let file = world.ana.last_files(&conversation).await[0].clone();
    let mut pages = Vec::new();
    for path in [
        conversation.clone(),
        format!("{conversation}/messages"),
        file["path"].as_str().unwrap().to_owned(),
        file["thumbnail_path"].as_str().unwrap().to_owned(),
    ] {
        let page = world.ana.get(&path).await;
        assert_eq!(page.status, 200, "{path}");
        pages.push((path, page.bytes));
    }
    let config = at(&world.test.app.config, database);
    Before {
        world,
        config,
        conversation,
        pages,
    }
}

async fn exported(config: &Config) -> (String, Digest) {
    let (mut out, mut told) = (Vec::new(), Vec::new());
    let digest = export(config, &mut out, &mut told).await.unwrap();
    let told = String::from_utf8(told).unwrap();
    assert!(
        told.ends_with(&format!("exported: {} rows, 4 files\n", digest.rows())),
        "{told}"
    );
    (String::from_utf8(out).unwrap(), digest)
}

/// The configuration of an empty installation: another database, another place for files.
fn elsewhere(config: &Config, database: &TestDatabase, files: &TempDir) -> Config {
    let mut config = at(config, database);
    config.attachments.storage = format!("file:{}", files.path().display());
    config
}

async fn restored(before: &Before, text: &str, exported: &Digest, new: TestDatabase) {
    let files = tempfile::tempdir().unwrap();
    let config = elsewhere(&before.config, &new, &files);
    let mut told = Vec::new();
    let found = restore(&config, Cursor::new(text), &mut told)
        .await
        .unwrap();
    let told = String::from_utf8(told).unwrap();
    assert!(told.contains("restoring messages: 2 rows\n"), "{told}");
    assert!(
        told.ends_with(" rows, 4 files, each as it was exported\n"),
        "{told}"
    );
    assert_eq!(found, *exported);
    assert_eq!(digest(&new.options).await.unwrap(), *exported);

    let storage = config.attachments.storage.clone();
    let node = TestApp::with(new.open().await, |config| {
        config.attachments.storage = storage
    });
    let ana = before.world.ana.at(&node);
    for (path, bytes) in &before.pages {
        assert_eq!(ana.get(path).await.bytes, *bytes, "{path}");
    }
    let further = ana.write(&before.conversation, "Še nekaj.", 2).await;
    assert_eq!(further.status, 201, "{}", further.body);
    let again = restore(&config, Cursor::new(text), &mut Vec::new()).await;
    assert!(again.is_err(), "it is not empty any more");
}

/// Ways to spoil an export, each of which must be noticed.
fn spoilt(text: &str) -> Vec<(&'static str, String)> {
    let lines: Vec<&str> = text.lines().collect();
    let first_file = lines
        .iter()
        .position(|line| line.starts_with("{\"file\":"))
        .unwrap();
    let row = lines.iter().position(|line| line.starts_with('[')).unwrap();
    let joined = |lines: &[&str]| lines.join("\n") + "\n";
    let without = |at: usize| joined(&[&lines[..at], &lines[at + 1..]].concat());
    let with = |at: usize, line: &str| joined(&[&lines[..at], &[line], &lines[at + 1..]].concat());
    let end = lines.len() - 1;
    vec![
        ("nothing at all", String::new()),
        ("only the beginning", joined(&lines[..1])),
        ("no beginning", without(0)),
        (
            "another format",
            with(0, r#"{"begin":{"format":2,"version":"9"}}"#),
        ),
        ("cut off in the tables", joined(&lines[..row + 1])),
        ("cut off before the files", joined(&lines[..first_file])),
        ("cut off in a file", joined(&lines[..first_file + 1])),
        ("no end", without(end)),
        ("cut off within a line", text[..text.len() - 5].to_owned()),
        ("more behind the end", text.to_owned() + "[1]\n"),
        ("a row less", without(row)),
        (
            "a row twice",
            with(row, &format!("{}\n{}", lines[row], lines[row])),
        ),
        (
            "a changed letter",
            text.replacen("Kje je paket?", "Kje je denar?", 1),
        ),
        ("other bytes of a file", with(first_file + 1, "\"AAAA\"")),
        (
            "a file that no row names",
            text.replacen("{\"file\":{\"id\":\"01", "{\"file\":{\"id\":\"02", 1),
        ),
        (
            "files left out",
            joined(&[&lines[..first_file], &lines[end..]].concat()),
        ),
    ]
}

async fn leaves_nothing(before: &Before, text: &str, new: TestDatabase) {
    let files = tempfile::tempdir().unwrap();
    let config = elsewhere(&before.config, &new, &files);
    for (what, spoilt) in spoilt(text) {
        assert_ne!(spoilt, text, "{what}");
        let refused = restore(&config, Cursor::new(spoilt), &mut Vec::new()).await;
        assert!(refused.is_err(), "{what}");
        let left = digest(&new.options).await.unwrap();
        assert_eq!(left.rows(), 0, "{what}: {:#?}", left.tables);
    }
    restore(&config, Cursor::new(text), &mut Vec::new())
        .await
        .unwrap();
}

both_databases! {
    async fn what_is_exported_is_restored_on_either_database(test: TestDatabase) {
        let before = lived_in(&test).await;
        let (text, digest) = exported(&before.config).await;
        on_sqlite(async |new: TestDatabase| restored(&before, &text, &digest, new).await).await;
        on_postgres(async |new: TestDatabase| restored(&before, &text, &digest, new).await).await;
    }

    async fn an_export_that_is_not_whole_restores_nothing(test: TestDatabase) {
        let before = lived_in(&test).await;
        let (text, _) = exported(&before.config).await;
        on_sqlite(async |new: TestDatabase| leaves_nothing(&before, &text, new).await).await;
        on_postgres(async |new: TestDatabase| leaves_nothing(&before, &text, new).await).await;
    }

    async fn the_file_is_its_owners_alone_and_overwrites_none(test: TestDatabase) {
        let before = lived_in(&test).await;
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("everything.ndjson");
        export_to(&before.config, &path).await.unwrap();
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        let written = fs::read(&path).unwrap();
        let again = export_to(&before.config, &path).await.unwrap_err();
        assert_eq!(again.to_string(), format!("creating {}", path.display()));
        assert_eq!(fs::read(&path).unwrap(), written);
        on_sqlite(async |new: TestDatabase| {
            let files = tempfile::tempdir().unwrap();
            restore_from(&elsewhere(&before.config, &new, &files), &path).await.unwrap();
            assert_eq!(digest(&new.options).await.unwrap(), digest(&test.options).await.unwrap());
        })
        .await;

        // One that fails leaves nothing behind.
        let mut broken = before.config.clone();
        broken.attachments.storage = format!("file:{}", folder.path().join("empty").display());
        let other = folder.path().join("other.ndjson");
        assert!(export_to(&broken, &other).await.is_err());
        let mut left: Vec<_> = fs::read_dir(folder.path()).unwrap().map(|it| it.unwrap().file_name()).collect();
        left.sort();
        assert_eq!(left, ["empty", "everything.ndjson"]);
    }

    async fn a_file_that_is_not_as_the_database_says_is_not_exported(test: TestDatabase) {
        let before = lived_in(&test).await;
        let storage = before.config.attachments.storage.strip_prefix("file:").unwrap();
        let sent = before.world.ana.last_files(&before.conversation).await[0].clone();
        let kept = std::path::Path::new(storage).join("kept").join(sent["id"].as_str().unwrap());
        let bytes = fs::read(&kept).unwrap();
        fs::write(&kept, &bytes[1..]).unwrap();
        let told = export(&before.config, &mut Vec::new(), &mut Vec::new()).await.unwrap_err();
        assert!(told.to_string().contains("is not the one that the database names"), "{told}");
        fs::remove_file(&kept).unwrap();
        let told = export(&before.config, &mut Vec::new(), &mut Vec::new()).await.unwrap_err();
        assert!(told.to_string().contains("of a message is not there"), "{told}");
    }
}
