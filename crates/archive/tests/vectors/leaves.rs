//! Leaves to the byte. Expected spellings and hashes were computed with Python's `json` and `hashlib`.

use archive::canonical::{ENTRY_BYTES_MAX, Leaf, LeafError, Named, Object, Value, parse};
use archive::merkle::leaf_hash;
use archive::{commitment, hex};
use proptest::prelude::*;

use crate::shared_data;

const MESSAGE: &str = concat!(
    r#"{"actor":{"id":"b-1","kind":"buyer"},"at":1732784400123456,"body":{"deadline":null,"#,
    r#""files":[],"first":true,"message_id":"0193d9a4-8f00-7000-8000-0000000000a1","text":"#,
    r#"{"commitment":"9feac0fc625d84c912c0128425920ccd1d9ccb4d9bd643e742639ec9079ec487","#,
    r#""content_id":"0193d9a4-8f00-7000-8000-0000000000a1"}},"buyer":"b-1","#,
    r#""id":"0193d9a4-8f00-7000-8000-000000000001","kind":"message_sent","seller":"s-1","#,
    r#""stream":{"id":"0193d9a4-8f00-7000-8000-0000000000c1","kind":"conversation"},"v":1}"#,
);

fn message() -> Leaf {
    let body = r#"{
        "message_id": "0193d9a4-8f00-7000-8000-0000000000a1",
        "first": true, "deadline": null, "files": [],
        "text": {
            "content_id": "0193d9a4-8f00-7000-8000-0000000000a1",
            "commitment": "9feac0fc625d84c912c0128425920ccd1d9ccb4d9bd643e742639ec9079ec487"
        }
    }"#;
    Leaf {
        id: "0193d9a4-8f00-7000-8000-000000000001".to_owned(),
        at_us: 1_732_784_400_123_456,
        kind: "message_sent".to_owned(),
        actor: named("buyer", "b-1"),
        stream: named("conversation", "0193d9a4-8f00-7000-8000-0000000000c1"),
        seller: Some("s-1".to_owned()),
        buyer: Some("b-1".to_owned()),
        body: parse(body).unwrap().as_object().unwrap().clone(),
    }
}

fn bare() -> Leaf {
    Leaf {
        id: "0193d9a4-8f00-7000-8000-000000000002".to_owned(),
        at_us: -1,
        kind: "calendar_saved".to_owned(),
        actor: named("job", "a\"\\\n\u{1}€"),
        stream: named("marketplace", "calendar"),
        seller: None,
        buyer: None,
        body: Object::default(),
    }
}

fn named(kind: &str, id: &str) -> Named {
    Named {
        kind: kind.to_owned(),
        id: id.to_owned(),
    }
}

#[test]
fn leaves_are_spelled_to_the_byte() {
    let entry = message().to_entry().unwrap();
    assert_eq!(str::from_utf8(&entry).unwrap(), MESSAGE);
    assert_eq!(
        hex(&leaf_hash(&entry)),
        "431462859a6d441d64fad965c4f4fcaf09ae0c70f58d4f7a94fbb668fb0de97f"
    );
    let entry = bare().to_entry().unwrap();
    assert_eq!(
        hex(&leaf_hash(&entry)),
        "fd0b9d5c9098061af38a4a29e7e9a916473c479d89de4b1c6a52d6115840a8a2"
    );
}

#[test]
fn an_entry_reads_as_the_leaf_that_wrote_it() {
    for leaf in [message(), bare()] {
        let entry = leaf.to_entry().unwrap();
        assert_eq!(Leaf::from_entry(&entry), Ok(leaf));
    }
}

#[test]
fn an_entry_in_any_other_spelling_is_refused() {
    let other = |from: &str, to: &str| Leaf::from_entry(MESSAGE.replace(from, to).as_bytes());
    assert_eq!(
        other(r#""v":1"#, r#""v": 1"#),
        Err(LeafError::OtherSpelling)
    );
    assert_eq!(other("s-1", "\\u0073-1"), Err(LeafError::OtherSpelling));
    assert_eq!(other(r#""v":1}"#, r#""v":2}"#), Err(LeafError::Field("v")));
    assert_eq!(
        other(r#""at":1732784400123456"#, r#""at":"1""#),
        Err(LeafError::Field("at"))
    );
    assert_eq!(
        other(r#""seller":"s-1""#, r#""seller":null"#),
        Err(LeafError::Field("seller"))
    );
    assert_eq!(
        other(r#""buyer":"b-1""#, r#""bv":"b-1""#),
        Err(LeafError::UnknownField("bv".to_owned()))
    );
    assert_eq!(
        other(r#""kind":"buyer"}"#, r#""kind":"buyer","x":1}"#),
        Err(LeafError::Field("actor"))
    );
    assert_eq!(Leaf::from_entry(b"{\"a\":\xff}"), Err(LeafError::NotText));
    assert_eq!(Leaf::from_entry(b"[]"), Err(LeafError::Field("v")));
}

#[test]
fn a_leaf_fits_into_a_bundle_or_is_refused() {
    let long = |more: usize| {
        let mut leaf = bare();
        leaf.kind = "k".repeat(leaf.kind.len() + more);
        leaf.to_entry()
    };
    let spare = ENTRY_BYTES_MAX - bare().to_entry().unwrap().len();
    let entry = long(spare).unwrap();
    assert_eq!(entry.len(), ENTRY_BYTES_MAX);
    assert_eq!(Leaf::from_entry(&entry).unwrap().kind.len(), 14 + spare);
    assert_eq!(
        long(spare + 1),
        Err(LeafError::TooLong(ENTRY_BYTES_MAX + 1))
    );
    let too_late = Leaf {
        at_us: i64::MAX,
        ..bare()
    };
    assert!(matches!(too_late.to_entry(), Err(LeafError::Value(_))));
}

#[test]
fn commitments_are_those_of_the_reference_vectors() {
    let vectors = shared_data::json("commitment_vectors.json");
    let vectors = shared_data::list(&vectors["vectors"]);
    assert_eq!(vectors.len(), 5);
    for vector in vectors {
        let salt = shared_data::hex(shared_data::text(&vector, "salt_hex"));
        let content = shared_data::text(&vector, "content_utf8");
        assert_eq!(
            hex(&commitment(&salt.try_into().unwrap(), content.as_bytes())),
            shared_data::text(&vector, "hmac_sha256_hex")
        );
    }
}

fn values() -> impl Strategy<Value = Value> {
    let plain = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::Bool),
        (-(1_i64 << 53) + 1..1 << 53).prop_map(Value::Integer),
        any::<String>().prop_map(Value::Text),
    ];
    plain.prop_recursive(4, 32, 6, |inner| {
        let members = prop::collection::btree_map(any::<String>(), inner.clone(), 0..6);
        prop_oneof![
            prop::collection::vec(inner, 0..6).prop_map(Value::List),
            members.prop_map(|members| Value::object(members.into_iter().collect()).unwrap()),
        ]
    })
}

proptest! {
    /// What is canonical reads as itself here, and means the same to another JSON library.
    #[test]
    fn canonical_json_reads_back_as_it_was(value in values()) {
        let text = value.canonical();
        prop_assert_eq!(parse(&text), Ok(value));
        let other: serde_json::Value = serde_json::from_str(&text).unwrap();
        let again = parse(&other.to_string()).unwrap();
        prop_assert_eq!(again.canonical(), text);
    }

    /// Nothing is read that the other library refuses, and both mean the same by it.
    #[test]
    fn what_is_read_is_json(text in r#"[\[\]{}:," \\0-9a-flnrstu.-]{0,12}"#) {
        if let Ok(value) = parse(&text) {
            let other: serde_json::Value = serde_json::from_str(&text).unwrap();
            let canonical: serde_json::Value = serde_json::from_str(&value.canonical()).unwrap();
            prop_assert_eq!(other, canonical);
        }
    }

    #[test]
    fn a_changed_entry_is_refused_or_means_something_else(
        at in 0..MESSAGE.len(),
        byte in any::<u8>(),
    ) {
        let mut entry = MESSAGE.as_bytes().to_vec();
        prop_assume!(entry[at] != byte);
        entry[at] = byte;
        if let Ok(leaf) = Leaf::from_entry(&entry) {
            prop_assert_ne!(&leaf, &message());
            prop_assert_eq!(leaf.to_entry().unwrap(), entry);
        }
    }
}
