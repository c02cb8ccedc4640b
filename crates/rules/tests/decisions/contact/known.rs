//! What stands in the marketplace's records may be repeated.

use rules::contact::{Known, Message};

use super::support::{DETECTOR, assert_finds};

#[track_caller]
fn assert_known(text: &str, known: Known<'_>) {
    let message = |known| Message {
        text,
        languages: &["sl"],
        known,
        ..Message::default()
    };
    let without = DETECTOR.detect(&message(Known::default()));
    assert!(
        !without.is_empty(),
        "{text}: nothing is found that could be known"
    );
    let with = DETECTOR.detect(&message(known));
    assert!(with.is_empty(), "{text}: {with:?}");
}

#[test]
fn records_legal_contacts_and_own_domains_are_known() {
    assert_known(
        "Sledi 041 123 456",
        Known {
            numbers: &["041123456"],
            ..Known::default()
        },
    );
    assert_known(
        "Prodajalec: info@lesena-igra.si, 041 123 456",
        Known {
            legal_contacts: &["Lesena igra, info@lesena-igra.si, +386 41 123 456"],
            ..Known::default()
        },
    );
    assert_known(
        "Glejte pomoc.trznica.si/vracila",
        Known {
            domains: &["trznica.si"],
            ..Known::default()
        },
    );
    assert_known(
        "Servis: 041 999 888",
        Known {
            allowed: &["041 999 888"],
            ..Known::default()
        },
    );
    assert_known(
        "Ovitek 041 123 456",
        Known {
            titles: &["Ovitek 041 123 456 črn"],
            ..Known::default()
        },
    );
}

#[test]
fn a_domain_that_only_ends_alike_is_not_known() {
    let found = DETECTOR.detect(&Message {
        text: "www.nitrznica.si",
        languages: &["sl"],
        known: Known {
            domains: &["trznica.si"],
            ..Known::default()
        },
        ..Message::default()
    });
    assert_eq!(found.len(), 1);
}

#[test]
fn carriers_pages_are_known_and_others_are_not() {
    super::support::assert_quiet("sl", "Sledite na www.posta.si/sledenje?id=5.");
    assert_finds(
        "sl",
        "Sledite na www.posta-si.com.",
        "url",
        "www.posta-si.com",
    );
}
