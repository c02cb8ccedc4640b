//! Whatever arrives: an answer, never a panic.

use image::ImageFormat;
use media::{Kind, PIXELS_MAX, Picture, Refused, clean, recognise, size};
use proptest::prelude::*;

use crate::make::{SECRET, one_of, picture};

#[test]
fn an_image_that_would_fill_the_memory_is_refused_by_its_header() {
    // 60,000 by 60,000 pixels in a file of some hundred bytes; sizes stand at a fixed place of IHDR.
    let mut bomb = picture(ImageFormat::Png);
    for at in [16, 20] {
        bomb[at..at + 4].copy_from_slice(&60_000_u32.to_be_bytes());
    }
    // The check sum over type and body of IHDR.
    let sum = crc(&bomb[12..29]);
    bomb[29..33].copy_from_slice(&sum.to_be_bytes());
    const { assert!(60_000 * 60_000 > PIXELS_MAX) };
    assert_eq!(recognise(&bomb), Err(Refused::TooManyPixels));
    assert_eq!(size(&bomb, Kind::Png), Err(Refused::TooManyPixels));
    assert_eq!(
        Picture::decode(&bomb, Kind::Png).err(),
        Some(Refused::TooManyPixels)
    );
}

fn crc(bytes: &[u8]) -> u32 {
    let sum = bytes.iter().fold(u32::MAX, |sum, byte| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| match sum & 1 {
            1 => (sum >> 1) ^ 0xedb8_8320,
            _ => sum >> 1,
        })
    });
    !sum
}

#[test]
fn a_cut_off_image_is_not_kept() {
    for kind in [Kind::Jpeg, Kind::Png, Kind::Gif, Kind::WebP] {
        let whole = one_of(kind);
        // The secret behind the end may be cut off, and half of the picture may not.
        let cut = &whole[..(whole.len() - SECRET.len()) * 3 / 4];
        assert_eq!(clean(cut, kind), Err(Refused::Damaged), "{kind:?}");
    }
}

fn kinds() -> impl Strategy<Value = Kind> {
    prop::sample::select(Kind::ALL.to_vec())
}

fn try_everything(bytes: &[u8], kind: Kind) {
    let recognised = recognise(bytes);
    for kind in [Some(kind), recognised.ok()].into_iter().flatten() {
        if let Ok(kept) = clean(bytes, kind) {
            assert!(kept.len() <= bytes.len() + 64, "{kind:?} grew");
        }
        if let Ok(picture) = Picture::decode(bytes, kind) {
            picture.thumbnail(16).unwrap();
            picture.grey_png().unwrap();
            picture.codes().unwrap();
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn arbitrary_bytes(bytes in prop::collection::vec(any::<u8>(), 0..600), kind in kinds()) {
        try_everything(&bytes, kind);
    }

    #[test]
    fn files_that_are_cut_off(kind in kinds(), share in 0.0..1.0_f64) {
        let whole = one_of(kind);
        let length = (whole.len() as f64 * share) as usize;
        try_everything(&whole[..length], kind);
    }

    #[test]
    fn files_with_bytes_changed(
        kind in kinds(),
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6),
    ) {
        let mut bytes = one_of(kind);
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        try_everything(&bytes, kind);
    }
}
