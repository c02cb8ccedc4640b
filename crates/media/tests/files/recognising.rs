//! Every kind on the list is recognised, and what is not on it is refused for the right reason.

use media::{Kind, Refused, recognise};

use crate::make::{PDF, boxed, one_of, zip};

#[test]
fn every_kind_is_recognised_by_its_content() {
    for kind in Kind::ALL {
        assert_eq!(recognise(&one_of(kind)), Ok(kind));
    }
}

#[test]
fn what_is_not_on_the_list_is_refused_with_its_reason() {
    let types = ("[Content_Types].xml", b"<Types/>".as_slice(), None);
    let word = ("word/document.xml", b"<document/>".as_slice(), None);
    let with = |name: &'static str| zip(&[types, word, (name, b"x", None)]);
    let cases: Vec<(&str, Vec<u8>, Refused)> = vec![
        ("nothing", vec![], Refused::Empty),
        ("blanks", b" \n ".to_vec(), Refused::Empty),
        (
            "a drawing",
            b"<svg onload=alert(1)>".to_vec(),
            Refused::Markup,
        ),
        (
            "a page",
            b"\xef\xbb\xbf hello <SCRIPT>".to_vec(),
            Refused::Markup,
        ),
        ("a windows program", b"MZ\x90\0".to_vec(), Refused::Program),
        ("a linux program", b"\x7fELF\x02".to_vec(), Refused::Program),
        (
            "a shell script",
            b"#!/bin/sh\nrm x".to_vec(),
            Refused::Program,
        ),
        (
            "an archive",
            zip(&[("a.txt", b"a", None)]),
            Refused::Archive,
        ),
        ("a packed tape", b"\x1f\x8b\x08".to_vec(), Refused::Archive),
        (
            "old office",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec(),
            Refused::OldOffice,
        ),
        ("macros", with("word/vbaProject.bin"), Refused::Macros),
        (
            "active parts",
            with("word/activeX/activeX1.xml"),
            Refused::Macros,
        ),
        ("a way out", with("../../etc/passwd"), Refused::Damaged),
        (
            "an iphone's picture",
            boxed(b"ftyp", b"heic\0\0\0\0mif1"),
            Refused::Heic,
        ),
        ("bytes", vec![0x80, 1, 2, 3], Refused::Unknown),
        ("a cut-off pdf", PDF[..20].to_vec(), Refused::Damaged),
        (
            "a video without a movie",
            boxed(b"ftyp", b"isom\0\0\0\0"),
            Refused::Damaged,
        ),
    ];
    for (what, bytes, refused) in cases {
        assert_eq!(recognise(&bytes), Err(refused), "{what}");
    }
}

#[test]
fn an_archive_that_unpacks_to_too_much_is_refused_unopened() {
    let types = ("[Content_Types].xml", b"<Types/>".as_slice(), None);
    let bomb = zip(&[types, ("word/document.xml", b"tiny", Some(1_000_000_000))]);
    assert_eq!(recognise(&bomb), Err(Refused::Bomb));
    let dense = zip(&[types, ("word/document.xml", b"tiny", Some(50_000_000))]);
    assert_eq!(recognise(&dense), Err(Refused::Bomb));
}

#[test]
fn an_archive_behind_or_before_something_else_is_refused() {
    let document = one_of(Kind::Docx);
    let behind = [b"%!PS\n".as_slice(), &document].concat();
    assert!(recognise(&behind).is_err());
    let before = [document.as_slice(), b"<html><script>"].concat();
    assert!(recognise(&before).is_err());
}
