//! Times inclusion proofs: `time_proofs FOLDER KEY COUNT` makes so many of a log in a folder, each from
//! its files anew, verifies each against the checkpoint, and prints how long the making took.

#[path = "../src/bin/dopis-verify/folder.rs"]
mod folder;

use std::error::Error;
use std::fs;
use std::path::PathBuf;
use std::time::Instant;

use archive::merkle::verify_inclusion;
use archive::note::VerifierKey;
use archive::policy::Policy;
use archive::tile::{Content, Tile, Tiles, prove_inclusion};
use folder::Folder;

/// Of a generator of the form `x * a + 1 (mod 2^64)`, whose high bits are spread well enough to choose entries.
const MULTIPLIER: u64 = 6_364_136_223_846_793_005;

fn main() -> Result<(), Box<dyn Error>> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let [folder, key, count] = words.as_slice() else {
        return Err("time_proofs FOLDER KEY COUNT".into());
    };
    let policy = Policy::new(vec![VerifierKey::parse(key)?], Vec::new(), 0)?;
    let folder = PathBuf::from(folder);
    let believed = policy.open(&fs::read(folder.join("checkpoint"))?)?;
    let (size, root) = (believed.checkpoint.size(), believed.checkpoint.root());
    let mut tiles = Folder(folder);
    let mut times_us = Vec::new();
    let mut state = 1_u64;
    for _ in 0..count.parse()? {
        state = state.wrapping_mul(MULTIPLIER).wrapping_add(1);
        let index = (state >> 16) % size;
        let (proof, took_us) = timed(|| prove_inclusion(&mut tiles, index, size));
        times_us.push(took_us);
        let leaf = leaf(&mut tiles, index, size)?;
        verify_inclusion(&leaf, index, size, &proof?, root)?;
    }
    times_us.sort_unstable();
    let last = times_us.len().checked_sub(1).ok_or("no proof was made")?;
    let [p50, p99, highest] = [50, 99, 100].map(|percent| times_us[last * percent / 100]);
    println!("{size} entries, in µs: p50 {p50}, p99 {p99}, highest {highest}");
    Ok(())
}

fn leaf(tiles: &mut Folder, index: u64, size: u64) -> Result<[u8; 32], Box<dyn Error>> {
    let tile = Tile::holding(Content::Hashes { level: 0 }, index, size).ok_or("beyond the log")?;
    let bytes = tiles.read(&tile)?.ok_or("a tile is missing")?;
    let place = usize::from(index.to_be_bytes()[7]) * 32;
    Ok(bytes
        .get(place..place + 32)
        .ok_or("a tile is cut")?
        .try_into()?)
}

#[expect(
    clippy::disallowed_methods,
    reason = "a program that measures reads the clock"
)]
fn timed<T>(work: impl FnOnce() -> T) -> (T, u128) {
    let start = Instant::now();
    let done = work();
    (done, start.elapsed().as_micros())
}
