//! Sealed keys, against one that was sealed with Python's `cryptography`.

use archive::note::{KeyError, SecretError, Signed, SigningKey};
use archive::sealed_key::{COST, Cost, KeyFileError, open, seal};

const SEALED: &str = "\
dopis.archive/sealed-key@v1
helpdesk.example/archive+4b0d69e8+AQOhB7/zzhC+HXDdGOdLwJln5NYwm6UNXx3chmQSVTG4
argon2id m=256 t=2 p=2 AAECAwQFBgcICQoLDA0ODw==
chacha20-poly1305 AAECAwQFBgcICQoL
w7AJryX8FP8imvYqMM5FZB4juvQoaKZGbw+BX0Yjb8mW+Y/N75YKGwCqP4TjJe0SD1XgRbXe79GD9fjLn5H8Yqnc7HsfvYbAcl2m/uUg0K/A6LzDjkIgWpcgzhS7m1OHKzgWm6LZe+hrpA==
";
const SECRET: &str =
    "PRIVATE+KEY+helpdesk.example/archive+4b0d69e8+AQABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f";
const PASSPHRASE: &str = "konj baterija sponka čmrlj";
const SMALL: Cost = Cost {
    memory_kib: 256,
    passes: 2,
    lanes: 2,
};

fn counting<const N: usize>() -> [u8; N] {
    std::array::from_fn(|at| u8::try_from(at).unwrap())
}

#[test]
fn a_key_is_sealed_to_the_byte_and_opens_again() {
    let key = SigningKey::new("helpdesk.example/archive", Signed::Text, counting()).unwrap();
    assert_eq!(key.to_secret(), SECRET);
    assert_eq!(
        seal(&key, PASSPHRASE, counting(), counting(), SMALL).unwrap(),
        SEALED
    );
    assert_eq!(open(SEALED, Some(PASSPHRASE)).unwrap().to_secret(), SECRET);
    assert_eq!(open(SECRET, None).unwrap().verifier(), key.verifier());
    assert_eq!(
        open(&format!("{SECRET}\n"), None).unwrap().verifier(),
        key.verifier()
    );
}

#[test]
fn the_cost_that_is_recommended_is_allowed() {
    let key = SigningKey::new("a", Signed::Text, counting()).unwrap();
    let sealed = seal(&key, PASSPHRASE, [1; 16], [2; 12], COST).unwrap();
    assert!(sealed.contains("\nargon2id m=65536 t=3 p=4 "), "{sealed}");
    assert_eq!(
        open(&sealed, Some(PASSPHRASE)).unwrap().to_secret(),
        key.to_secret()
    );
}

fn refused(file: &str, passphrase: Option<&str>) -> KeyFileError {
    open(file, passphrase).unwrap_err()
}

#[test]
fn a_passphrase_is_given_exactly_when_it_is_needed() {
    assert_eq!(refused(SEALED, None), KeyFileError::PassphraseNeeded);
    assert_eq!(refused(SECRET, Some(PASSPHRASE)), KeyFileError::NotSealed);
    assert_eq!(refused(SEALED, Some("")), KeyFileError::EmptyPassphrase);
    assert_eq!(refused(SEALED, Some("konj")), KeyFileError::Refused);
    assert_eq!(refused("", None), KeyFileError::Secret(SecretError::Form));
    let other_id = SECRET.replace("4b0d69e8", "4b0d69e9");
    assert_eq!(
        refused(&other_id, None),
        KeyFileError::Secret(KeyError::Id.into())
    );
}

#[test]
fn a_file_that_would_cost_too_much_is_refused_at_once() {
    for (from, to) in [
        ("m=256", "m=1048577"),
        ("m=256", "m=1"),
        ("t=2", "t=17"),
        ("t=2", "t=0"),
        ("p=2", "p=17"),
        ("p=2", "p=0"),
    ] {
        let file = SEALED.replace(from, to);
        assert_eq!(refused(&file, Some(PASSPHRASE)), KeyFileError::Cost, "{to}");
    }
}

/// Every character of the file at once another: what was sealed is bound to its head.
#[test]
fn a_changed_file_gives_no_key() {
    for (at, byte) in SEALED.bytes().enumerate() {
        let other = if byte == b'B' { "C" } else { "B" };
        let mut file = SEALED.to_owned();
        file.replace_range(at..=at, other);
        assert!(open(&file, Some(PASSPHRASE)).is_err(), "{file}");
    }
    for at in 0..SEALED.len() {
        assert!(open(&SEALED[..at], Some(PASSPHRASE)).is_err());
    }
    // A cost within the limits, but not the one that was sealed with.
    assert_eq!(
        refused(&SEALED.replace("t=2", "t=3"), Some(PASSPHRASE)),
        KeyFileError::Refused
    );
}
