//! Hand-offs: tokens as they come, and claims under the marketplace's own signature.
#![no_main]

use std::sync::LazyLock;

use dopis::actions::sign_in::hand_off_key::HandOffKey;
use dopis::config::{Config, HandOffAlgorithm};
use fuzz::{SECRET, now};
use jsonwebtoken::{EncodingKey, Header, encode};
use libfuzzer_sys::fuzz_target;
use serde_json::Value;

static KEY: LazyLock<HandOffKey> = LazyLock::new(|| {
    let mut config = Config::default();
    config.hand_off.algorithm = HandOffAlgorithm::Hs256;
    config.hand_off.secret = SECRET.to_owned();
    let key = HandOffKey::load(&config.hand_off).expect("a key");
    key.expect("a key")
});

fuzz_target!(|bytes: &[u8]| {
    let text = String::from_utf8_lossy(bytes);
    assert!(KEY.verify(&text, now()).is_err(), "nobody signed it");
    let Ok(claims) = serde_json::from_slice::<Value>(bytes) else {
        return;
    };
    let signer = EncodingKey::from_secret(SECRET.as_bytes());
    let Ok(token) = encode(&Header::default(), &claims, &signer) else {
        return;
    };
    if let Ok(hand_off) = KEY.verify(&token, now()) {
        assert!(!hand_off.id.is_empty(), "it can be used up");
        assert!(hand_off.over_at > now(), "{hand_off:?} is over");
    }
});
