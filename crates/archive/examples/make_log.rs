//! Makes a log for measuring: `make_log FOLDER ENTRIES [--without-entries]` seals so many leaves of the
//! usual size in batches of 20,000 and prints the key to verify them with.

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

use archive::canonical::{Leaf, Named, parse};
use archive::checkpoint::Checkpoint;
use archive::hex;
use archive::merkle::leaf_hash;
use archive::note::{Signed, SigningKey};
use archive::tile::{Content, Growth, Tile};

const ORIGIN: &str = "dopis.example/measured";
const BATCH: u64 = 20_000;

fn main() -> Result<(), Box<dyn Error>> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let (folder, count, with_entries) = match words.as_slice() {
        [folder, count] => (folder, count, true),
        [folder, count, option] if option == "--without-entries" => (folder, count, false),
        _ => return Err("make_log FOLDER ENTRIES [--without-entries]".into()),
    };
    let (folder, count) = (PathBuf::from(folder), count.parse::<u64>()?);
    let key = SigningKey::new(ORIGIN, Signed::Text, [42; 32])?;
    let mut growth = Growth::default();
    while growth.size() < count {
        let end = count.min(growth.size() + BATCH);
        let entries: Vec<Vec<u8>> = (growth.size()..end).map(entry).collect::<Result<_, _>>()?;
        let batch = growth.append(&entries)?;
        let wanted = |tile: &Tile| with_entries || tile.content != Content::Entries;
        for (tile, bytes) in batch.files.iter().filter(|(tile, _)| wanted(tile)) {
            write(&folder.join(tile.to_string()), bytes)?;
        }
        let checkpoint = Checkpoint::new(ORIGIN, batch.size, batch.root)?.sign(&[&key])?;
        write(
            &folder.join("checkpoint"),
            checkpoint.to_string().as_bytes(),
        )?;
    }
    println!("{}", key.verifier());
    Ok(())
}

/// As long as that of a message.
fn entry(number: u64) -> Result<Vec<u8>, Box<dyn Error>> {
    let id = format!("0193d9a4-8f00-7000-8000-{number:012x}");
    let commitment = hex(&leaf_hash(&number.to_be_bytes()));
    let body = format!(
        r#"{{"message_id":"{id}","text":{{"content_id":"{id}","commitment":"{commitment}"}}}}"#
    );
    let named = |kind: &str, id: &str| Named {
        kind: kind.to_owned(),
        id: id.to_owned(),
    };
    let leaf = Leaf {
        id: id.clone(),
        at_us: 1_732_784_400_000_000 + i64::try_from(number)?,
        kind: "message_sent".to_owned(),
        actor: named("buyer", "b-1"),
        stream: named("conversation", &id),
        seller: Some("s-1".to_owned()),
        buyer: Some("b-1".to_owned()),
        body: parse(&body)?.as_object().cloned().unwrap_or_default(),
    };
    Ok(leaf.to_entry()?)
}

fn write(file: &Path, bytes: &[u8]) -> std::io::Result<()> {
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::write(file, bytes)
}
