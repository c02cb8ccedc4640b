//! Dossiers with a timestamp, and what is wrong with one.

use archive::checkpoint::Checkpoint;
use archive::dossier::{About, GROWTH, STAMPED, TOKEN, Verdict, check};
use archive::note::{Signed, SigningKey};
use archive::policy::Policy;
use archive::tile::{prove_consistency, tree_root};
use archive::witness::AddCheckpoint;

use crate::authority::{Authority, Made};
use crate::dossiers::{Files, files, log, policy, signed};
use crate::receipts::key;
use crate::timestamps::{believed, token};

/// The checkpoint of the first 200 entries, how the log grew from there, and the token of an authority.
fn stamped(authority: &Authority) -> Files {
    let (_, mut log, root) = log();
    let older = Checkpoint::new(root.origin(), 200, tree_root(&mut log, 200).unwrap()).unwrap();
    let older = older.sign(&[&key()]).unwrap().to_string();
    let mut files = files();
    let growth = AddCheckpoint {
        old: 200,
        path: prove_consistency(&mut log, 200, 300).unwrap(),
        checkpoint: String::from_utf8(files["checkpoint"].clone()).unwrap(),
    };
    files.insert(TOKEN.to_owned(), token(authority, older.as_bytes()));
    files.insert(GROWTH.to_owned(), growth.to_string().into_bytes());
    files.insert(STAMPED.to_owned(), older.into_bytes());
    files
}

fn of_timestamp(files: &Files, policy: &Policy) -> Vec<(Verdict, String)> {
    let lines = check(&signed(files, &key()), policy).lines.into_iter();
    let lines = lines.filter(|line| line.about == About::Timestamp);
    lines.map(|line| (line.verdict, line.text)).collect()
}

#[test]
fn a_timestamp_says_from_when_on_the_log_was_there_and_who_says_so() {
    let authority = Authority::new(&Made::default());
    let files = stamped(&authority);
    let judging = policy().with_authorities(believed(&authority));
    assert!(check(&signed(&files, &key()), &judging).holds());
    let [(verdict, said)] = of_timestamp(&files, &judging).try_into().unwrap();
    assert_eq!(verdict, Verdict::Holds);
    assert!(
        said.starts_with("the first 200 entries were there at 20")
            && said.ends_with("Z, says CN=Test-TSA"),
        "{said}"
    );
    let [(verdict, said)] = of_timestamp(&files, &policy()).try_into().unwrap();
    assert_eq!(verdict, Verdict::Tells);
    assert!(
        said.ends_with("who that is was not judged (--tsa-ca)"),
        "{said}"
    );
    let of_none = of_timestamp(&crate::dossiers::files(), &judging);
    assert_eq!(of_none, [(Verdict::Tells, "there is none".to_owned())]);
    let another = policy().with_authorities(believed(&Authority::new(&Made::default())));
    assert_eq!(of_timestamp(&files, &another)[0].0, Verdict::Fails);
}

#[test]
fn a_timestamp_of_another_log_or_another_checkpoint_is_refused() {
    let authority = Authority::new(&Made::default());
    let (good, other) = (
        stamped(&authority),
        SigningKey::new("dopis.example/archive", Signed::Text, [8; 32]).unwrap(),
    );
    let (_, _, root) = log();
    let fork = Checkpoint::new(root.origin(), 200, [7; 32]).unwrap();
    let (forked, foreign) = (fork.sign(&[&key()]).unwrap(), fork.sign(&[&other]).unwrap());
    let growth = |change: fn(&mut AddCheckpoint)| {
        let mut read = AddCheckpoint::parse(&good[GROWTH]).unwrap();
        change(&mut read);
        read.to_string().into_bytes()
    };
    let token_of = |note: &str| token(&authority, note.as_bytes());
    let lies = [
        (
            vec![(TOKEN, token_of("another"))],
            "timestamp/token: it is of something else",
        ),
        (
            vec![(STAMPED, foreign.to_string().into_bytes())],
            "timestamp/checkpoint: ",
        ),
        (
            vec![
                (STAMPED, forked.to_string().into_bytes()),
                (TOKEN, token_of(&forked.to_string())),
            ],
            "timestamp/growth: the proof leads to another root of the older tree",
        ),
        (
            vec![(GROWTH, growth(|read| read.path.truncate(1)))],
            "timestamp/growth: ",
        ),
        (
            vec![(GROWTH, growth(|read| read.old = 199))],
            "timestamp/growth: it is of other checkpoints",
        ),
        (
            vec![(GROWTH, growth(|read| read.checkpoint.push('x')))],
            "timestamp/growth: it is of other checkpoints",
        ),
    ];
    let judging = policy().with_authorities(believed(&authority));
    for (changed, why) in lies {
        let mut files = good.clone();
        files.extend(
            changed
                .into_iter()
                .map(|(path, bytes)| (path.to_owned(), bytes)),
        );
        let [(verdict, said)] = of_timestamp(&files, &judging).try_into().unwrap();
        assert_eq!(verdict, Verdict::Fails);
        assert!(said.starts_with(why), "{said} instead of {why}");
    }
    for path in [TOKEN, GROWTH, STAMPED] {
        let mut files = good.clone();
        files.remove(path);
        let expected = (Verdict::Fails, "not all of its files are there".to_owned());
        assert_eq!(of_timestamp(&files, &judging), [expected], "{path}");
    }
}
