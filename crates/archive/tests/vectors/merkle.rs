//! The tree against the vectors of transparency-dev and CCTV, in whose refused proofs one thing is wrong each.

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::path::{Path, PathBuf};

use archive::merkle::{
    Hash, Nodes, Span, consistency_spans, empty_root, hash_span, inclusion_spans, leaf_hash,
    node_hash, verify_consistency, verify_inclusion,
};
use proptest::prelude::*;
use serde_json::Value;

use crate::shared_data::{base64, cases, folder, json, list, text};

/// A tree of which every leaf is known.
struct Leaves<'a>(&'a [Hash]);

impl Nodes for Leaves<'_> {
    type Error = Infallible;

    fn node(&mut self, level: u32, index: u64) -> Result<Hash, Infallible> {
        let width = 1_usize << level;
        let start = usize::try_from(index).unwrap() * width;
        Ok(recursive_root(&self.0[start..start + width]))
    }
}

/// MTH as RFC 6962 §2.1 writes it.
fn recursive_root(leaves: &[Hash]) -> Hash {
    match leaves {
        [] => empty_root(),
        [one] => *one,
        more => {
            let (left, right) = more.split_at(more.len().next_power_of_two() / 2);
            node_hash(&recursive_root(left), &recursive_root(right))
        }
    }
}

fn proof(leaves: &[Hash], spans: Vec<Span>) -> Vec<Hash> {
    let hash = |span| hash_span(&mut Leaves(leaves), span).unwrap().unwrap();
    spans.into_iter().map(hash).collect()
}

/// What is not the length of a hash is none, and so is no proof that holds it.
fn hash(value: &Value) -> Option<Hash> {
    base64(value.as_str()?).try_into().ok()
}

fn hashes(value: &Value) -> Option<Vec<Hash>> {
    list(value).iter().map(hash).collect()
}

fn inclusion_holds(case: &Value, fields: [&str; 5]) -> bool {
    let [leaf, index, size, path, root] = fields.map(|field| &case[field]);
    let read = || {
        Some((
            hash(leaf)?,
            index.as_u64()?,
            size.as_u64()?,
            hashes(path)?,
            hash(root)?,
        ))
    };
    read().is_some_and(|(leaf, index, size, path, root)| {
        verify_inclusion(&leaf, index, size, &path, &root).is_ok()
    })
}

fn consistency_holds(case: &Value, fields: [&str; 5]) -> bool {
    let [old, new, old_root, new_root, path] = fields.map(|field| &case[field]);
    let read = || {
        let old = (old.as_u64()?, hash(old_root)?);
        Some((old, (new.as_u64()?, hash(new_root)?), hashes(path)?))
    };
    read().is_some_and(|((old, old_root), (new, new_root), path)| {
        verify_consistency((old, &old_root), (new, &new_root), &path).is_ok()
    })
}

const DEV_INCLUSION: [&str; 5] = ["leafHash", "leafIdx", "treeSize", "proof", "root"];
const DEV_CONSISTENCY: [&str; 5] = ["size1", "size2", "root1", "root2", "proof"];
const CCTV_INCLUSION: [&str; 5] = [
    "leaf_hash",
    "leaf_index",
    "tree_size",
    "inclusion_path",
    "root_hash",
];
const CCTV_CONSISTENCY: [&str; 5] = [
    "old_size",
    "new_size",
    "old_root",
    "new_root",
    "consistency_path",
];

fn files_below(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path());
    let (folders, mut files): (Vec<_>, Vec<_>) = entries.partition(|path| path.is_dir());
    files.extend(folders.iter().flat_map(|folder| files_below(folder)));
    files
}

/// Its roots are no hashes, only equal; a tree of ours cannot have such.
const WITHOUT_HASHES: &str = "sizes-are-equal-one-and-proof-is-empty.json";

/// How many hold and how many there are.
fn judge(part: &str, holds: impl Fn(&Value) -> bool) -> (usize, usize) {
    let files = files_below(&folder().join("transparency-dev-merkle/testdata").join(part));
    let mut good = 0;
    for file in &files {
        let mut case = json(file);
        if file.ends_with(WITHOUT_HASHES) {
            case["root2"] = Value::from("47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=");
            case["root1"] = case["root2"].clone();
        }
        let expected = case["wantErr"] == Value::Bool(false);
        assert_eq!(holds(&case), expected, "{}", file.display());
        good += usize::from(expected);
    }
    (good, files.len())
}

#[test]
fn all_proofs_of_transparency_dev_are_judged_right() {
    assert_eq!(
        judge("inclusion", |case| inclusion_holds(case, DEV_INCLUSION)),
        (6, 98)
    );
    assert_eq!(
        judge("consistency", |case| consistency_holds(
            case,
            DEV_CONSISTENCY
        )),
        (6, 98)
    );
}

#[test]
fn all_proofs_of_cctv_are_judged_right() {
    let mut judged = BTreeMap::new();
    for (file, expected) in [("valid", true), ("invalid", false)] {
        let cases_of =
            |kind: &str| cases(format!("cctv-merkle/merkle/testdata/{kind}-{file}.json"));
        for case in cases_of("inclusion") {
            assert_eq!(inclusion_holds(&case, CCTV_INCLUSION), expected, "{case}");
            *judged.entry(("inclusion", file)).or_insert(0) += 1;
        }
        for case in cases_of("consistency") {
            assert_eq!(
                consistency_holds(&case, CCTV_CONSISTENCY),
                expected,
                "{case}"
            );
            *judged.entry(("consistency", file)).or_insert(0) += 1;
        }
    }
    let expected = [
        (("inclusion", "valid"), 4),
        (("inclusion", "invalid"), 4),
        (("consistency", "valid"), 4),
        (("consistency", "invalid"), 16),
    ];
    assert_eq!(judged, BTreeMap::from(expected));
}

#[test]
fn proofs_are_made_as_cctv_made_them() {
    let tree = cases("cctv-merkle/merkle/testdata/merkle_tree.json");
    let leaves: Vec<Hash> = tree
        .iter()
        .map(|leaf| leaf_hash(text(leaf, "leaf_data").as_bytes()))
        .collect();
    for (at, expected) in tree.iter().enumerate() {
        assert_eq!(Some(leaves[at]), hash(&expected["leaf_hash"]));
        let whole = Span {
            start: 0,
            end: at as u64 + 1,
        };
        let root = hash_span(&mut Leaves(&leaves), whole).unwrap();
        assert_eq!(root, hash(&expected["root_hash"]));
    }
    for case in cases("cctv-merkle/merkle/testdata/inclusion-valid.json") {
        let (index, size) = (
            case["leaf_index"].as_u64().unwrap(),
            case["tree_size"].as_u64().unwrap(),
        );
        let made = proof(&leaves, inclusion_spans(index, size).unwrap());
        assert_eq!(Some(made), hashes(&case["inclusion_path"]), "{case}");
    }
    for case in cases("cctv-merkle/merkle/testdata/consistency-valid.json") {
        let (old, new) = (
            case["old_size"].as_u64().unwrap(),
            case["new_size"].as_u64().unwrap(),
        );
        let made = proof(&leaves, consistency_spans(old, new).unwrap());
        assert_eq!(Some(made), hashes(&case["consistency_path"]), "{case}");
    }
}

fn leaves(count: u64) -> Vec<Hash> {
    (0..count)
        .map(|number| leaf_hash(&number.to_be_bytes()))
        .collect()
}

#[test]
fn every_proof_of_small_trees_holds_and_no_other_index_size_or_root_does() {
    let all = leaves(34);
    let roots: Vec<Hash> = (0..=all.len())
        .map(|size| recursive_root(&all[..size]))
        .collect();
    for size in 1..=33_u64 {
        let root = &roots[usize::try_from(size).unwrap()];
        for index in 0..size {
            let made = proof(&all, inclusion_spans(index, size).unwrap());
            let leaf = &all[usize::try_from(index).unwrap()];
            assert_eq!(verify_inclusion(leaf, index, size, &made, root), Ok(()));
            assert!(verify_inclusion(leaf, index + 1, size, &made, root).is_err());
            assert!(verify_inclusion(leaf, index, size, &made, &roots[0]).is_err());
            assert!(verify_inclusion(&all[33], index, size, &made, root).is_err());
        }
        for old in 0..=size {
            let old_root = &roots[usize::try_from(old).unwrap()];
            let made = proof(&all, consistency_spans(old, size).unwrap());
            assert_eq!(
                verify_consistency((old, old_root), (size, root), &made),
                Ok(())
            );
            assert!(verify_consistency((old, &all[33]), (size, root), &made).is_err());
            assert!(
                verify_consistency((old, old_root), (size, &all[33]), &made).is_err() || old == 0
            );
            let longer = [made.as_slice(), &[all[0]]].concat();
            assert!(verify_consistency((old, old_root), (size, root), &longer).is_err());
        }
        assert!(inclusion_spans(size, size).is_err());
        assert!(consistency_spans(size + 1, size).is_err());
    }
}

proptest! {
    /// Sizes up to the largest: the algorithms neither overflow nor loop.
    #[test]
    fn proofs_of_huge_trees_have_the_length_they_must_have(index: u64, size: u64) {
        prop_assume!(index < size);
        let spans = inclusion_spans(index, size).unwrap();
        prop_assert!(spans.len() <= 64);
        let path = vec![[7; 32]; spans.len()];
        let refused = verify_inclusion(&[0; 32], index, size, &path, &[0; 32]);
        prop_assert_eq!(refused, Err(archive::merkle::ProofError::OtherRoot));
        let spans = consistency_spans(index + 1, size).unwrap();
        prop_assert!(spans.len() <= 65);
    }
}
