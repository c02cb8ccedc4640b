//! What is kept shows the same picture and tells nothing else.

use image::ImageFormat;
use media::{Kind, Picture, Refused, Size, clean, recognise, size};

use crate::make::{SECRET, boxed, jpeg, one_of, picture, png, track, webp};

fn tells_the_secret(bytes: &[u8]) -> bool {
    bytes.windows(SECRET.len()).any(|part| part == SECRET)
}

fn pixels(bytes: &[u8]) -> Vec<u8> {
    image::load_from_memory(bytes)
        .unwrap()
        .to_rgba8()
        .into_raw()
}

#[test]
fn nothing_of_place_camera_or_comment_is_kept() {
    for kind in Kind::ALL
        .into_iter()
        .filter(|kind| kind.is_image() || kind.is_video())
    {
        let received = one_of(kind);
        assert!(tells_the_secret(&received), "{kind:?} has nothing to lose");
        let kept = clean(&received, kind).unwrap();
        assert!(!tells_the_secret(&kept), "{kind:?} still tells");
        assert_eq!(recognise(&kept), Ok(kind));
        assert_eq!(
            clean(&kept, kind).unwrap(),
            kept,
            "{kind:?} is clean only the second time"
        );
    }
}

#[test]
fn the_picture_stays_as_it_was() {
    let plain = [
        (Kind::Jpeg, ImageFormat::Jpeg),
        (Kind::Png, ImageFormat::Png),
        (Kind::WebP, ImageFormat::WebP),
        (Kind::Gif, ImageFormat::Gif),
    ];
    for (kind, format) in plain {
        let kept = clean(&one_of(kind), kind).unwrap();
        assert_eq!(pixels(&kept), pixels(&picture(format)), "{kind:?}");
    }
}

#[test]
fn the_video_keeps_its_length_and_its_picture() {
    for kind in [Kind::Mp4, Kind::QuickTime, Kind::WebM] {
        let received = one_of(kind);
        let kept = clean(&received, kind).unwrap();
        assert_eq!(kept.len(), received.len());
    }
    let kept = clean(&one_of(Kind::Mp4), Kind::Mp4).unwrap();
    assert!(kept.windows(7).any(|part| part == b"PICTURE"));
}

#[test]
fn a_video_with_something_hidden_between_its_pieces_is_not_taken() {
    let whole = |handler: &[u8; 4]| {
        let fragment = boxed(b"moof", &boxed(b"mfhd", &[0; 8]));
        let movie = [
            boxed(b"mvhd", &[0; 100]),
            track(b"vide", 0, 0),
            track(handler, 0, 0),
        ];
        let ftyp = boxed(b"ftyp", b"isom\0\0\0\0isom");
        [
            ftyp,
            boxed(b"moov", &movie.concat()),
            fragment,
            boxed(b"mdat", SECRET),
        ]
        .concat()
    };
    assert!(clean(&whole(b"soun"), Kind::Mp4).is_ok());
    assert_eq!(clean(&whole(b"meta"), Kind::Mp4), Err(Refused::Damaged));
}

#[test]
fn the_colour_profile_and_the_way_up_stay() {
    let kept = clean(&jpeg(6), Kind::Jpeg).unwrap();
    assert!(kept.windows(12).any(|part| part == b"ICC_PROFILE\0"));
    let turned = Size {
        width: 16,
        height: 24,
    };
    let upright = Size {
        width: 24,
        height: 16,
    };
    for (kind, make) in [
        (Kind::Jpeg, jpeg as fn(u8) -> Vec<u8>),
        (Kind::Png, png),
        (Kind::WebP, webp),
    ] {
        for (orientation, expected) in [(1, upright), (3, upright), (6, turned), (8, turned)] {
            let kept = clean(&make(orientation), kind).unwrap();
            assert_eq!(size(&kept, kind), Ok(expected), "{kind:?} {orientation}");
        }
    }
}

#[test]
fn documents_are_kept_as_they_are() {
    for kind in [Kind::Pdf, Kind::Text, Kind::Docx, Kind::Odp] {
        assert_eq!(clean(&one_of(kind), kind).unwrap(), one_of(kind));
    }
}

#[test]
fn a_thumbnail_is_small_and_the_right_way_up() {
    for kind in [Kind::Jpeg, Kind::Png, Kind::WebP] {
        let kept = clean(&one_of(kind), kind).unwrap();
        let small = Picture::decode(&kept, kind).unwrap().thumbnail(12).unwrap();
        assert_eq!(
            size(&small, Kind::Jpeg),
            Ok(Size {
                width: 8,
                height: 12
            }),
            "{kind:?}"
        );
        assert!(!tells_the_secret(&small));
    }
    let not_enlarged = Picture::decode(&one_of(Kind::Gif), Kind::Gif)
        .unwrap()
        .thumbnail(480)
        .unwrap();
    assert_eq!(
        size(&not_enlarged, Kind::Jpeg),
        Ok(Size {
            width: 24,
            height: 16
        })
    );
    assert_eq!(
        Picture::decode(&one_of(Kind::Pdf), Kind::Pdf).err(),
        Some(Refused::Unknown)
    );
}
