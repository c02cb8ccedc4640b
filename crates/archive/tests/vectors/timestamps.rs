//! Timestamps of a real authority: what holds, and what does not.

use std::fs;

use archive::timestamp::{
    AnswerError, Authorities, Judged, NoAuthority, TimestampError, request, token_of, verify,
};
use proptest::prelude::*;

use crate::authority::{Authority, Made};

const CHECKPOINT: &[u8] = b"dopis.example/archive\n1\nAAAA\n";
const NONCE: u64 = 0x9000_0000_0000_0001;

/// The type of what a token states.
const TST_INFO: &str = "1.2.840.113549.1.9.16.1.4";

/// The same statement as in this token, signed anew with the authority's key whatever its certificate says.
fn sign_again(authority: &Authority, token: &[u8], content: &str, options: &str) -> Vec<u8> {
    fs::write(authority.path("token"), token).unwrap();
    authority.openssl("cms -verify -noverify -binary -inform DER -in token -out info");
    authority.openssl(&format!(
        "cms -sign -binary -nodetach -outform DER -md sha256 -econtent_type {content} \
             -signer tsa.pem -inkey tsa.key -in info -out again {options}"
    ));
    fs::read(authority.path("again")).unwrap()
}

/// A token of these bytes.
pub(crate) fn token(authority: &Authority, stamped: &[u8]) -> Vec<u8> {
    token_of(&authority.answer(&request(stamped, NONCE).unwrap())).unwrap()
}

pub(crate) fn believed(authority: &Authority) -> Authorities {
    Authorities::parse(&fs::read(authority.certificate()).unwrap()).unwrap()
}

#[test]
fn tokens_hold_whatever_key_they_are_signed_with() {
    for key in ["ec:P-256", "ec:P-384", "rsa:2048"] {
        let authority = Authority::new(&Made {
            key,
            ..Made::default()
        });
        let token = token(&authority, CHECKPOINT);
        let stamped = verify(&token, CHECKPOINT, &believed(&authority)).unwrap();
        assert_eq!(
            (stamped.judged, stamped.authority.as_str()),
            (Judged::Believed, "CN=Test-TSA")
        );
        assert!(stamped.answers(NONCE) && !stamped.answers(1), "{key}");
        assert!(
            stamped.at.starts_with("20") && stamped.at.ends_with('Z'),
            "{}",
            stamped.at
        );
        assert!(stamped.at_s > 1_700_000_000, "{key}");
        let alone = verify(&token, CHECKPOINT, &Authorities::default()).unwrap();
        assert_eq!(alone.judged, Judged::Not, "{key}");
    }
}

#[test]
fn a_token_of_something_else_does_not_hold() {
    let authority = Authority::new(&Made::default());
    let of_another = verify(
        &token(&authority, b"another"),
        CHECKPOINT,
        &believed(&authority),
    );
    assert_eq!(of_another, Err(TimestampError::OtherImprint));
}

#[test]
fn an_authority_that_nobody_gave_is_not_believed() {
    let (authority, other) = (
        Authority::new(&Made::default()),
        Authority::new(&Made::default()),
    );
    let judged = verify(
        &token(&authority, CHECKPOINT),
        CHECKPOINT,
        &believed(&other),
    );
    assert!(
        matches!(judged, Err(TimestampError::Chain(_))),
        "{judged:?}"
    );
}

#[test]
fn a_certificate_that_had_expired_stamps_nothing() {
    let authority = Authority::new(&Made {
        until: "20210101000000Z",
        ..Made::default()
    });
    let judged = verify(
        &token(&authority, CHECKPOINT),
        CHECKPOINT,
        &believed(&authority),
    );
    let Err(TimestampError::Chain(why)) = &judged else {
        panic!("{judged:?}");
    };
    assert!(why.contains("CertExpired"), "{why}");
}

#[test]
fn a_certificate_for_anything_else_stamps_nothing() {
    let token = token(&Authority::new(&Made::default()), CHECKPOINT);
    for usage in [
        "",
        "extendedKeyUsage = timeStamping\n",
        "extendedKeyUsage = critical,serverAuth\n",
        "extendedKeyUsage = critical,timeStamping,serverAuth\n",
    ] {
        let authority = Authority::new(&Made {
            usage,
            ..Made::default()
        });
        let again = sign_again(&authority, &token, TST_INFO, "-cades");
        let judged = verify(&again, CHECKPOINT, &believed(&authority));
        assert_eq!(judged, Err(TimestampError::NotForTimestamps), "{usage}");
    }
    let authority = Authority::new(&Made::default());
    let judged = verify(
        &sign_again(&authority, &token, TST_INFO, "-cades"),
        CHECKPOINT,
        &believed(&authority),
    );
    assert_eq!(
        judged.unwrap().judged,
        Judged::Believed,
        "the same with a good certificate"
    );
}

#[test]
fn a_token_has_to_name_its_certificate_and_to_bring_it() {
    let authority = Authority::new(&Made::default());
    let token = token(&authority, CHECKPOINT);
    let unnamed = verify(
        &sign_again(&authority, &token, TST_INFO, ""),
        CHECKPOINT,
        &believed(&authority),
    );
    assert_eq!(unnamed, Err(TimestampError::Form("a signed attribute")));
    let without = verify(
        &sign_again(&authority, &token, TST_INFO, "-cades -nocerts"),
        CHECKPOINT,
        &believed(&authority),
    );
    assert_eq!(without, Err(TimestampError::NoCertificate));
}

#[test]
fn what_is_signed_must_be_a_statement_of_a_time_and_short() {
    let authority = Authority::new(&Made::default());
    let token = token(&authority, CHECKPOINT);
    let other = sign_again(&authority, &token, "1.2.840.113549.1.7.1", "-cades");
    let judged = verify(&other, CHECKPOINT, &Authorities::default());
    assert_eq!(
        judged,
        Err(TimestampError::Form("what is signed is no TSTInfo"))
    );
    let long = vec![0; archive::timestamp::TOKEN_BYTES_MAX + 1];
    assert_eq!(
        verify(&long, CHECKPOINT, &Authorities::default()),
        Err(TimestampError::TooLong)
    );
}

#[test]
fn an_authority_that_refuses_gives_no_token() {
    let authority = Authority::new(&Made {
        digests: "sha512",
        ..Made::default()
    });
    let answer = authority.answer(&request(CHECKPOINT, NONCE).unwrap());
    assert_eq!(token_of(&answer), Err(AnswerError::Refused(2)));
    assert_eq!(token_of(b"<html>"), Err(AnswerError::Form));
}

#[test]
fn authorities_are_read_from_certificates_and_from_nothing_else() {
    let pem = fs::read(Authority::new(&Made::default()).certificate()).unwrap();
    let two = [pem.as_slice(), &pem].concat();
    assert!(!Authorities::parse(&two).unwrap().is_empty());
    assert_eq!(Authorities::parse(b""), Err(NoAuthority::Form));
    assert_eq!(
        Authorities::parse(b"not a certificate"),
        Err(NoAuthority::Form)
    );
    let broken = b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";
    assert_eq!(
        Authorities::parse(&[&pem, broken.as_slice()].concat()),
        Err(NoAuthority::Certificate(2))
    );
}

#[test]
fn no_changed_byte_makes_a_token_say_something_else() {
    let authority = Authority::new(&Made::default());
    let (token, believed) = (token(&authority, CHECKPOINT), believed(&authority));
    let good = verify(&token, CHECKPOINT, &believed).unwrap();
    let mut refused = 0;
    for at in 0..token.len() {
        for mask in [1, 0x80] {
            let mut changed = token.clone();
            changed[at] ^= mask;
            match verify(&changed, CHECKPOINT, &believed) {
                // Such as the copies of certificates that nobody needs.
                Ok(stamped) => assert_eq!(stamped, good, "byte {at}"),
                Err(_) => refused += 1,
            }
        }
    }
    assert!(refused > token.len(), "{refused} of {}", 2 * token.len());
}

proptest! {
    #[test]
    fn random_bytes_are_no_tokens_and_no_answers(bytes: Vec<u8>) {
        prop_assert!(verify(&bytes, CHECKPOINT, &Authorities::default()).is_err());
        prop_assert!(token_of(&bytes).is_err());
    }
}
