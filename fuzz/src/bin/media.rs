//! Attachments: finding out what a file is, and cleaning, showing and reading it as that and as anything else.
#![no_main]

use libfuzzer_sys::fuzz_target;
use media::{Kind, Picture, clean, recognise, size};

/// Larger pictures are refused before they are decoded; these are left out for the sake of speed alone.
const PIXELS: u64 = 1_000_000;

fuzz_target!(|bytes: &[u8]| {
    let recognised = recognise(bytes);
    if let Ok(kind) = recognised {
        look(bytes, kind);
        if let Ok(cleaned) = clean(bytes, kind) {
            assert!(
                cleaned.len() <= bytes.len() + 64,
                "{} of {}",
                cleaned.len(),
                bytes.len()
            );
            assert_eq!(
                clean(&cleaned, kind).as_ref(),
                Ok(&cleaned),
                "cleaning changes nothing twice"
            );
        }
    }
    // Somebody may have named the wrong kind.
    if let Some(&first) = bytes.first() {
        look(bytes, Kind::ALL[usize::from(first) % Kind::ALL.len()]);
    }
});

fn look(bytes: &[u8], kind: Kind) {
    let _ = clean(bytes, kind);
    if !kind.is_image() {
        return;
    }
    if let Ok(found) = size(bytes, kind)
        && u64::from(found.width) * u64::from(found.height) <= PIXELS
    {
        if let Ok(picture) = Picture::decode(bytes, kind) {
            let _ = picture.thumbnail(64);
            let _ = picture.codes();
        }
    }
}
