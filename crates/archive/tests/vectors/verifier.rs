//! The binary: what it says of good and of tampered logs, proofs and receipts, and its exit status.

use std::fs;
use std::path::Path;
use std::process::Command;

use archive::checkpoint::Checkpoint;
use archive::merkle::{Hash, leaf_hash};
use archive::tile::Growth;
use tempfile::TempDir;

use crate::authority::{Authority, Made};
use crate::receipts::{key, receipt_of};
use crate::shared_data::{base64, folder, json, list, text};
use crate::timestamps::token;

/// Exit status, output and complaints.
fn verify(words: &[&str]) -> (i32, String, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_dopis-verify"))
        .args(words)
        .output()
        .unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (
        output.status.code().unwrap(),
        text(output.stdout),
        text(output.stderr),
    )
}

fn generated(name: &str) -> String {
    folder()
        .join("generated")
        .join(name)
        .to_str()
        .unwrap()
        .to_owned()
}

#[test]
fn good_logs_hold_and_tampered_ones_do_not() {
    let index = json("generated/index.json");
    let mut judged = (0, 0);
    for log in list(&index["logs"]) {
        let words = [
            "log",
            &generated(text(&log, "dir")),
            "--key",
            text(&log, "log_vkey"),
        ];
        let (status, output, complaint) = verify(&words);
        assert_eq!(
            status,
            i32::from(log["ok"] != true),
            "{log}: {output}{complaint}"
        );
        assert_eq!(output.contains("FAIL"), log["ok"] != true, "{output}");
        match log["ok"] == true {
            true => judged.0 += 1,
            false => judged.1 += 1,
        }
    }
    assert_eq!(judged, (7, 6));
}

#[test]
fn one_line_says_what_holds() {
    let index = json("generated/index.json");
    let mut words = vec!["log", "", "--key", text(&index, "log_vkey")];
    let (folder, since) = (generated("log-600"), generated("log-257/checkpoint"));
    words[1] = &folder;
    let (_, output, _) = verify(&words);
    assert_eq!(
        output,
        "ok    checkpoint: helpdesk.example/archive, 600 entries, signed with 1 of the log's keys and by 0 witnesses\n\
         ok    entries: all are there and have the hashes of the tiles\n\
         ok    tiles: each follows from those below it, and all have the root of the checkpoint\n"
    );
    words.extend(["--since", &since, "--without-entries"]);
    for witness in index["witness_vkeys"].as_array().unwrap() {
        words.extend(["--witness", witness.as_str().unwrap()]);
    }
    words.extend(["--quorum", "2"]);
    let (status, output, _) = verify(&words);
    assert_eq!(
        (status, output.as_str()),
        (
            0,
            "ok    checkpoint: helpdesk.example/archive, 600 entries, signed with 1 of the log's keys and by 2 witnesses\n\
             ok    older checkpoint: helpdesk.example/archive, 257 entries, signed with 1 of the log's keys and by 2 witnesses\n\
             -     entries: not checked, as asked\n\
             ok    tiles: each follows from those below it, and all have the root of the checkpoint\n\
             ok    growth: the first 257 entries are those of the older checkpoint\n"
        )
    );
    let last = words.len() - 1;
    words[last] = "3";
    let (status, output, _) = verify(&words);
    assert_eq!(
        (status, output.as_str()),
        (
            1,
            "FAIL  checkpoint: 2 of 3 needed witnesses signed the checkpoint\n"
        )
    );
}

#[test]
fn a_log_that_was_rolled_back_or_written_anew_is_found() {
    let signer = key();
    let make = |folder: &Path, first: u8, count: u8| {
        let entries: Vec<[u8; 1]> = (0..count)
            .map(|n| [if n == 0 { first } else { n }])
            .collect();
        let batch = Growth::default().append(&entries).unwrap();
        for (tile, bytes) in &batch.files {
            let file = folder.join(tile.to_string());
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            fs::write(file, bytes).unwrap();
        }
        let checkpoint = Checkpoint::new("dopis.example/archive", batch.size, batch.root).unwrap();
        fs::write(
            folder.join("checkpoint"),
            checkpoint.sign(&[&signer]).unwrap().to_string(),
        )
        .unwrap();
    };
    let key = signer.verifier().to_string();
    let judge = |log: &Path, since: &Path| {
        let since = since.join("checkpoint");
        let words = [
            "log",
            log.to_str().unwrap(),
            "--key",
            &key,
            "--since",
            since.to_str().unwrap(),
        ];
        verify(&words)
    };
    let [short, long, other] = [(); 3].map(|()| tempfile::tempdir().unwrap());
    make(short.path(), 0, 5);
    make(long.path(), 0, 9);
    make(other.path(), 100, 9);
    assert_eq!(judge(long.path(), short.path()).0, 0);
    assert_eq!(judge(long.path(), long.path()).0, 0);
    let (status, output, _) = judge(short.path(), long.path());
    assert_eq!(status, 1);
    assert!(
        output.ends_with(
            "FAIL  log: the log has 5 entries, fewer than the 9 of the older checkpoint\n"
        ),
        "{output}"
    );
    let (status, output, _) = judge(other.path(), short.path());
    assert_eq!(status, 1);
    assert!(
        output.ends_with(
            "FAIL  log: the first 5 entries are others than those of the older checkpoint\n"
        ),
        "{output}"
    );
    fs::remove_file(long.path().join("tile/0/000.p/9")).unwrap();
    let (status, output, _) = judge(long.path(), short.path());
    assert_eq!(status, 1);
    assert!(
        output.ends_with("FAIL  log: tile/0/000.p/9 is missing\n"),
        "{output}"
    );
}

#[test]
fn an_empty_log_holds() {
    let folder = folder().join("tessera/testdata/log");
    let log = tempfile::tempdir().unwrap();
    fs::copy(folder.join("checkpoint.0"), log.path().join("checkpoint")).unwrap();
    let key = "example.com/log/testdata+33d7b496+AeHTu4Q3hEIMHNqc6fASMsq3rKNx280NI+oO5xCFkkSx";
    let (status, output, _) = verify(&["log", log.path().to_str().unwrap(), "--key", key]);
    assert_eq!(status, 0, "{output}");
}

#[test]
fn proof_files_are_judged_right() {
    let cases = list(&json("generated/index.json")["tlog_proofs"]);
    let folder = tempfile::tempdir().unwrap();
    let entry = folder.path().join("entry");
    for case in &cases {
        fs::write(&entry, base64(text(case, "leaf_b64"))).unwrap();
        let file = generated(text(case, "file"));
        let need = case["need"].to_string();
        let mut words = vec![
            "proof",
            &file,
            "--entry",
            entry.to_str().unwrap(),
            "--quorum",
            &need,
        ];
        words.extend(["--key", text(case, "log_vkey")]);
        for witness in case["witness_vkeys"].as_array().unwrap() {
            words.extend(["--witness", witness.as_str().unwrap()]);
        }
        let (status, output, complaint) = verify(&words);
        assert_eq!(
            status,
            i32::from(case["ok"] != true),
            "{}: {output}{complaint}",
            case["file"]
        );
    }
    assert_eq!(cases.len(), 29);
}

#[test]
fn receipts_are_judged_and_what_they_hide_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("receipt");
    let key = key().verifier().to_string();
    let words = ["receipt", file.to_str().unwrap(), "--key", &key];
    let good = receipt_of(Vec::new()).to_file().unwrap();
    fs::write(&file, &good).unwrap();
    let (status, output, _) = verify(&words);
    assert_eq!(
        (status, output.as_str()),
        (
            0,
            "ok    receipt: message_sent 0193d9a4-8f00-7000-8000-000000000001 of buyer\n\
             -     content f-1: the leaf committed to it, the receipt does not show it\n\
             -     content m-1: the leaf committed to it, the receipt does not show it\n\
             ok    checkpoint: dopis.example/archive, 400 entries, signed with 1 of the log's keys and by 0 witnesses\n\
             ok    entry: it is number 300 of the log\n"
        )
    );
    fs::write(&file, good.replace("message_sent", "message_seen")).unwrap();
    let (status, output, _) = verify(&words);
    assert_eq!(status, 1);
    assert!(
        output.ends_with(
            "FAIL  entry: the entry is not where the proof says: the proof leads to another root\n"
        ),
        "{output}"
    );
}

#[test]
fn what_cannot_be_checked_is_neither_good_nor_bad() {
    let key = key().verifier().to_string();
    let proof = generated("ok-0-of-1.tlog-proof");
    let cases: [&[&str]; 10] = [
        &[],
        &["log"],
        &["log", "/nowhere", "--key", &key],
        &["log", "/nowhere"],
        &["logs", "/", "--key", &key],
        &["proof", &proof, "--key", &key, "--since", &proof],
        &["receipt", &proof, "--key", &key, "--entry", &proof],
        &["log", "/", "--key", "dopis.example/archive"],
        &["log", "/", "--key"],
        &["log", "/", "--key", &key, "--fast"],
    ];
    for words in cases {
        let (status, output, complaint) = verify(words);
        assert_eq!((status, output.as_str()), (2, ""), "{words:?}");
        assert!(complaint.starts_with("could not check: "), "{complaint}");
    }
    let log_key = json("generated/index.json")["log_vkey"]
        .as_str()
        .unwrap()
        .to_owned();
    let (status, _, complaint) = verify(&["proof", &proof, "--key", &log_key]);
    assert_eq!(status, 2);
    assert!(complaint.contains("--entry"), "{complaint}");
}

/// A log of two entries with a timestamp of the first, in a folder that has the tiles of now alone.
fn stamped_log(authority: &Authority) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let mut growth = Growth::default();
    let batch = growth.append(&[b"{}".to_vec(), b"[]".to_vec()]).unwrap();
    let signed = |size: u64, root: Hash| {
        let checkpoint = Checkpoint::new(key().verifier().name(), size, root).unwrap();
        checkpoint.sign(&[&key()]).unwrap().to_string()
    };
    let (now, note) = (signed(2, batch.root), signed(1, leaf_hash(b"{}")));
    let mut files: Vec<(String, Vec<u8>)> = Vec::new();
    files.extend(
        batch
            .files
            .into_iter()
            .map(|(tile, bytes)| (tile.to_string(), bytes)),
    );
    files.push(("checkpoint".to_owned(), now.into_bytes()));
    files.push((
        "timestamp/1/token".to_owned(),
        token(authority, note.as_bytes()),
    ));
    files.push(("timestamp/1/checkpoint".to_owned(), note.into_bytes()));
    for (path, bytes) in files {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
    folder
}

#[test]
fn every_timestamp_of_a_log_is_checked() {
    let authority = Authority::new(&Made::default());
    let folder = stamped_log(&authority);
    let at = folder.path().to_str().unwrap();
    let (key, ca) = (key().verifier().to_string(), authority.certificate());
    let judged = || verify(&["log", at, "--key", &key, "--tsa-ca", ca.to_str().unwrap()]);
    let (status, output, _) = judged();
    assert_eq!(status, 0, "{output}");
    assert!(
        output.contains("ok    timestamps: 1, the last of 1 entries at 20"),
        "{output}"
    );
    let (status, output, _) = verify(&["log", at, "--key", &key]);
    assert_eq!(status, 0, "{output}");
    assert!(
        output.contains("-     timestamps: 1,") && output.contains("not judged"),
        "{output}"
    );
    let path = folder.path().join("timestamp/1/token");
    let good = fs::read(&path).unwrap();
    fs::write(&path, token(&authority, b"another")).unwrap();
    let (status, output, _) = judged();
    assert_eq!(status, 1, "{output}");
    assert!(
        output.contains("FAIL  timestamp of 1 entries: it is of something else"),
        "{output}"
    );
    fs::write(&path, good).unwrap();
    fs::rename(
        folder.path().join("timestamp/1"),
        folder.path().join("timestamp/2"),
    )
    .unwrap();
    let (status, output, _) = judged();
    assert_eq!(status, 1, "{output}");
    fs::rename(
        folder.path().join("timestamp/2"),
        folder.path().join("timestamp/x"),
    )
    .unwrap();
    assert_eq!(judged().0, 2);
    let words = ["receipt", at, "--key", &key, "--tsa-ca", at];
    assert_eq!(verify(&words).0, 2, "a receipt has no timestamp");
}
