//! Dossiers: the ZIP, in which no byte may mean nothing, and the checks behind its signature.
#![no_main]

use std::sync::LazyLock;

use archive::dossier::{Packed, Packing, check, is_path, manifest, unpack};
use archive::note::{Signed, SigningKey};
use archive::policy::Policy;
use libfuzzer_sys::fuzz_target;

static KEY: LazyLock<SigningKey> = LazyLock::new(|| {
    SigningKey::new("dopis.example/archive", Signed::Text, [7; 32]).expect("a key")
});
static POLICY: LazyLock<Policy> =
    LazyLock::new(|| Policy::new(vec![KEY.verifier().clone()], Vec::new(), 0).expect("a policy"));

fuzz_target!(|bytes: &[u8]| {
    let _ = check(bytes, &POLICY);
    let Ok(files) = unpack(bytes) else { return };
    assert!(
        files.iter().all(|(path, _)| is_path(path)),
        "a path leads elsewhere"
    );
    assert_eq!(pack(&files), bytes, "what was read is written again");
    // Behind the signature lies what nobody reaches by changing bytes: sign it as the marketplace would.
    let listed: Vec<(&str, &[u8])> = files
        .into_iter()
        .filter(|(path, _)| *path != "manifest")
        .collect();
    let digests = listed
        .iter()
        .map(|(path, bytes)| (*path, bytes.len() as u64, archive::dossier::digest(bytes)));
    if let Some(signed) = manifest(&[&KEY], digests) {
        let _ = check(
            &pack(&[listed.as_slice(), &[("manifest", signed.as_bytes())]].concat()),
            &POLICY,
        );
    }
});

fn pack(files: &[(&str, &[u8])]) -> Vec<u8> {
    let (mut packing, mut zip) = (Packing::default(), Vec::new());
    for (path, bytes) in files {
        zip.extend(packing.begin(path, Packed::of(bytes)).expect("it was read"));
        zip.extend(*bytes);
    }
    zip.extend(packing.end().expect("it was read"));
    zip
}
