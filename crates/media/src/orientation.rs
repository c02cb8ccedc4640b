//! The one thing of an image's metadata that is kept: which way is up.

use crate::bytes::{be16, be32, le16, le32, slice};

const TAG: usize = 0x0112;
const SHORT: usize = 3;

/// The orientation that an Exif block (beginning with its TIFF header) states: 1 to 8, 1 where it states none.
pub(crate) fn read(tiff: &[u8]) -> u8 {
    find(tiff)
        .filter(|value| (1..=8).contains(value))
        .unwrap_or(1)
}

/// An Exif block that states the orientation and nothing else.
pub(crate) fn write(orientation: u8) -> [u8; 26] {
    let mut tiff = *b"MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\0\0\0\0\0\0\0";
    tiff[19] = orientation;
    tiff
}

fn find(tiff: &[u8]) -> Option<u8> {
    type Number = fn(&[u8], usize) -> Option<usize>;
    let (short, long): (Number, Number) = match slice(tiff, 0, 4)? {
        b"MM\0*" => (be16, be32),
        b"II*\0" => (le16, le32),
        _ => return None,
    };
    let directory = long(tiff, 4)?;
    let entries = short(tiff, directory)?;
    for index in 0..entries {
        let at = directory.checked_add(2 + index * 12)?;
        if short(tiff, at)? == TAG && short(tiff, at + 2)? == SHORT {
            return u8::try_from(short(tiff, at + 8)?).ok();
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read() {
        for orientation in 1..=8 {
            assert_eq!(read(&write(orientation)), orientation);
        }
        assert_eq!(read(&write(9)), 1);
        assert_eq!(read(b"II*\0\xff\xff\xff\xff"), 1);
    }
}
