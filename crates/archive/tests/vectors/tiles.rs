//! Logs as files against those that others wrote, and what a changed file leads to.

use std::collections::BTreeMap;

use archive::merkle::{Hash, empty_root, leaf_hash, root_of, verify_consistency, verify_inclusion};
use archive::tile::{
    Content, Edge, Fault, Growth, Leaves, OpenError, ProveError, Tile, TileError, entries,
    prove_consistency, prove_inclusion, read_entry, tree_root, walk,
};
use proptest::prelude::*;

use crate::kept::Kept;
use crate::shared_data::{base64, json, list, text};

const SIZES: [u64; 7] = [1, 2, 7, 255, 256, 257, 600];

fn generated(size: u64) -> Kept {
    Kept::of(&format!("generated/log-{size}"))
}

fn generated_root(size: u64) -> Hash {
    let index = json("generated/index.json");
    base64(text(&index["roots"], &size.to_string()))
        .try_into()
        .unwrap()
}

fn all_entries(log: &mut Kept, size: u64) -> Vec<Vec<u8>> {
    (0..size)
        .map(|index| read_entry(log, index, size).unwrap())
        .collect()
}

#[test]
fn logs_of_others_have_the_roots_that_they_tell() {
    for size in SIZES {
        let mut log = generated(size);
        let root = generated_root(size);
        assert_eq!(tree_root(&mut log, size), Ok(root));
        for leaves in [Leaves::Entries, Leaves::LowestTiles] {
            assert_eq!(walk(&mut log, leaves, (size, &root), None), Ok(()));
        }
        assert_eq!(Edge::read(&mut log, size).unwrap().root(), root);
    }
    assert_eq!(tree_root(&mut Kept::default(), 0), Ok(empty_root()));
    assert_eq!(
        walk(
            &mut Kept::default(),
            Leaves::Entries,
            (0, &empty_root()),
            None
        ),
        Ok(())
    );
}

#[test]
fn growing_writes_the_files_that_others_wrote_to_the_byte() {
    for size in SIZES {
        let mut theirs = generated(size);
        let entries = all_entries(&mut theirs, size);
        let batch = Growth::default().append(&entries).unwrap();
        assert_eq!(batch.root, generated_root(size));
        assert_eq!(
            batch.files.iter().cloned().collect::<BTreeMap<_, _>>(),
            theirs.0
        );
        let tiles_begin = batch
            .files
            .iter()
            .position(|(tile, _)| tile.content != Content::Entries);
        let bundles = &batch.files[..tiles_begin.unwrap()];
        assert_eq!(
            bundles.len() as u64,
            size.div_ceil(256),
            "bundles come first"
        );
    }
}

#[test]
fn proofs_from_tiles_are_those_of_others() {
    let index = json("generated/index.json");
    let (mut judged, mut made) = (0, 0);
    for case in list(&index["consistency"]) {
        let (old, new) = (
            case["old_size"].as_u64().unwrap(),
            case["new_size"].as_u64().unwrap(),
        );
        let expected: Vec<Hash> = list(&case["proof"])
            .iter()
            .map(|hash| base64(hash.as_str().unwrap()).try_into().unwrap())
            .collect();
        let roots =
            ["old_root", "new_root"].map(|root| base64(text(&case, root)).try_into().unwrap());
        let held = verify_consistency((old, &roots[0]), (new, &roots[1]), &expected).is_ok();
        assert_eq!(held, case["ok"].as_bool().unwrap(), "{case}");
        judged += 1;
        if held && new <= 600 {
            let mut log = generated(600);
            let sized = Growth::default()
                .append(&all_entries(&mut log, 600)[..usize::try_from(new).unwrap()]);
            let mut log = Kept::default();
            log.write(&sized.unwrap());
            assert_eq!(
                prove_consistency(&mut log, old, new),
                Ok(expected),
                "{case}"
            );
            made += 1;
        }
    }
    assert_eq!((judged, made), (54, 12));
}

#[test]
fn every_entry_of_a_log_can_be_proven() {
    let mut log = generated(600);
    let root = generated_root(600);
    for index in 0..600 {
        let entry = read_entry(&mut log, index, 600).unwrap();
        let proof = prove_inclusion(&mut log, index, 600).unwrap();
        assert_eq!(
            verify_inclusion(&leaf_hash(&entry), index, 600, &proof, &root),
            Ok(())
        );
    }
    let beyond = prove_inclusion(&mut log, 600, 600);
    assert!(matches!(beyond, Err(ProveError::NotInTree(_))));
    assert!(matches!(
        read_entry(&mut log, 600, 600),
        Err(ProveError::NotInTree(_))
    ));
    assert!(matches!(
        prove_consistency(&mut log, 601, 600),
        Err(ProveError::NotInTree(_))
    ));
}

#[test]
fn the_partial_tiles_of_every_size_of_tessera_have_its_root() {
    let mut log = Kept::of("tessera/testdata/log");
    let leaves: Vec<Hash> = all_entries(&mut log, 15)
        .iter()
        .map(|entry| leaf_hash(entry))
        .collect();
    for size in 1..=15_u64 {
        let root = root_of(&leaves[..usize::try_from(size).unwrap()]).unwrap();
        assert_eq!(
            walk(&mut log, Leaves::Entries, (size, &root), None),
            Ok(()),
            "{size}"
        );
    }
    let bundle = &log.0[&Tile::from_path("tile/entries/000.p/15").unwrap()];
    assert_eq!(entries(bundle).unwrap()[0], b"one");
}

fn numbered(range: std::ops::Range<u32>) -> Vec<[u8; 4]> {
    range.map(u32::to_be_bytes).collect()
}

#[test]
fn a_log_of_seventy_thousand_has_three_levels_and_proofs_between_all_its_sizes() {
    let mut log = Kept::default();
    let mut growth = Growth::default();
    let mut known = vec![(0, empty_root())];
    let ends = [0, 1, 300, 65_535, 65_536, 65_537, 69_999, 70_000];
    for pair in ends.windows(2) {
        let batch = growth.append(&numbered(pair[0]..pair[1])).unwrap();
        log.write(&batch);
        known.push((batch.size, batch.root));
    }
    let last = known[known.len() - 1];
    let leaves: Vec<Hash> = numbered(0..70_000)
        .iter()
        .map(|entry| leaf_hash(entry))
        .collect();
    assert_eq!(Some(last.1), root_of(&leaves));
    assert!(
        log.0
            .contains_key(&Tile::from_path("tile/1/001.p/17").unwrap())
    );
    assert!(
        log.0
            .contains_key(&Tile::from_path("tile/2/000.p/1").unwrap())
    );
    for (at, (old, old_root)) in known.iter().enumerate() {
        assert_eq!(tree_root(&mut log, *old), Ok(*old_root));
        for (new, new_root) in &known[at..] {
            let proof = prove_consistency(&mut log, *old, *new).unwrap();
            assert_eq!(
                verify_consistency((*old, old_root), (*new, new_root), &proof),
                Ok(())
            );
        }
    }
    let new = (last.0, &last.1);
    let older = Some((known[3].0, &known[3].1));
    assert_eq!(walk(&mut log, Leaves::Entries, new, older), Ok(()));
    let other_past = Some((300, &last.1));
    let found = walk(&mut log, Leaves::LowestTiles, new, other_past);
    assert_eq!(found, Err(Fault::OtherPast(300)));
    let found = walk(
        &mut log,
        Leaves::Entries,
        (300, &known[2].1),
        Some((last.0, &last.1)),
    );
    assert_eq!(
        found,
        Err(Fault::Shrunk {
            size: 300,
            older: 70_000
        })
    );
}

#[test]
fn a_full_tile_stands_in_for_a_partial_one_that_is_gone() {
    let entries = all_entries(&mut generated(600), 600);
    let batch = Growth::default().append(&entries[..300]).unwrap();
    let mut log = generated(600);
    log.0.insert(
        Tile::from_path("tile/1/000.p/1").unwrap(),
        batch.files[2].1[..32].to_vec(),
    );
    let level_1 = batch
        .files
        .iter()
        .find(|(tile, _)| tile.content == Content::Hashes { level: 1 });
    log.0.insert(level_1.unwrap().0, level_1.unwrap().1.clone());
    assert!(
        !log.0
            .contains_key(&Tile::from_path("tile/0/001.p/44").unwrap())
    );
    assert_eq!(tree_root(&mut log, 300), Ok(batch.root));
    assert_eq!(
        walk(&mut log, Leaves::Entries, (300, &batch.root), None),
        Ok(())
    );
    assert_eq!(
        Growth::open(&mut log, 300, &batch.root).unwrap().root(),
        batch.root
    );
}

#[test]
fn growing_goes_on_only_from_what_the_checkpoint_says() {
    let root = generated_root(600);
    let open = |path: &str, change: fn(&mut Vec<u8>)| {
        let mut log = generated(600);
        change(log.0.get_mut(&Tile::from_path(path).unwrap()).unwrap());
        Growth::open(&mut log, 600, &root).err()
    };
    let tile = |path: &str| Tile::from_path(path).unwrap();
    let flip: fn(&mut Vec<u8>) = |bytes| bytes[31] ^= 1;
    let cut: fn(&mut Vec<u8>) = |bytes| bytes.truncate(bytes.len() - 1);
    let other_root = Some(OpenError::OtherRoot { size: 600 });
    assert_eq!(open("tile/0/002.p/88", flip), other_root);
    assert_eq!(open("tile/1/000.p/2", flip), other_root);
    assert_eq!(open("tile/0/000", flip), None, "full tiles are not needed");
    let bundle = tile("tile/entries/002.p/88");
    assert_eq!(
        open("tile/entries/002.p/88", flip),
        Some(OpenError::OtherEntry(bundle))
    );
    let malformed = |path| Some(OpenError::Tile(TileError::Malformed(tile(path))));
    assert_eq!(
        open("tile/entries/002.p/88", cut),
        malformed("tile/entries/002.p/88")
    );
    assert_eq!(open("tile/1/000.p/2", cut), malformed("tile/1/000.p/2"));
    let mut log = generated(600);
    log.0.remove(&bundle);
    let missing = Growth::open(&mut log, 600, &root).err();
    assert_eq!(missing, Some(OpenError::Tile(TileError::Missing(bundle))));
}

#[test]
fn an_entry_too_long_adds_nothing() {
    let mut growth = Growth::default();
    growth.append(&[b"a"]).unwrap();
    let root = growth.root();
    let long = vec![0; 65_536];
    assert!(growth.append(&[b"b".to_vec(), long]).is_err());
    assert_eq!((growth.size(), growth.root()), (1, root));
    let nothing = growth.append::<&[u8]>(&[]).unwrap();
    assert_eq!(
        (nothing.size, nothing.root, nothing.files.len()),
        (1, root, 0)
    );
}

proptest! {
    /// However entries come, in one batch or in many, with or without a restart between: the same log.
    #[test]
    fn batches_do_not_matter(cuts in prop::collection::btree_set(1_u32..700, 0..8), restart: bool) {
        let mut log = Kept::default();
        let mut growth = Growth::default();
        let mut start = 0;
        for end in cuts.into_iter().chain([700]) {
            if restart {
                growth = Growth::open(&mut log, growth.size(), &growth.root()).unwrap();
            }
            log.write(&growth.append(&numbered(start..end)).unwrap());
            start = end;
        }
        let at_once = Growth::default().append(&numbered(0..700)).unwrap();
        prop_assert_eq!(growth.root(), at_once.root);
        for (tile, bytes) in &at_once.files {
            prop_assert_eq!(log.0.get(tile), Some(bytes));
        }
    }

    /// Whatever byte of whatever file is another: the walk does not pass.
    #[test]
    fn a_changed_file_is_found(
        which in any::<prop::sample::Index>(),
        at in any::<prop::sample::Index>(),
        mask in 1_u8..,
        change in 0..4,
    ) {
        let mut log = generated(600);
        let tile = *which.get(&log.0.keys().copied().collect::<Vec<_>>());
        let bytes = log.0.get_mut(&tile).unwrap();
        let at = at.index(bytes.len());
        match change {
            0 => bytes[at] ^= mask,
            1 => bytes.truncate(at),
            2 => bytes.insert(at, mask),
            _ => drop(log.0.remove(&tile)),
        }
        prop_assert!(walk(&mut log, Leaves::Entries, (600, &generated_root(600)), None).is_err());
    }
}
