//! PNG (third edition, §11): of its chunks only those that make the picture or its animation.

use crate::bytes::{be32, slice};
use crate::orientation;

const START: usize = 8;
/// Length, type and check sum around a chunk's body.
const AROUND: usize = 12;

const KEPT: [&[u8; 4]; 18] = [
    b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"cHRM", b"gAMA", b"iCCP", b"sBIT", b"sRGB",
    b"cICP", b"bKGD", b"hIST", b"pHYs", b"sPLT", b"acTL", b"fcTL", b"fdAT",
];

pub(super) fn clean(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut out = slice(bytes, 0, START)?.to_vec();
    let turned = orientation_of(bytes)?;
    let mut at = START;
    loop {
        let (kind, whole) = chunk(bytes, at)?;
        at += whole.len();
        if KEPT.iter().any(|kept| *kept == kind) {
            out.extend(whole);
        }
        if kind == b"IHDR" && turned != 1 {
            out.extend(exif(turned));
        }
        if kind == b"IEND" {
            return Some(out);
        }
    }
}

fn chunk(bytes: &[u8], at: usize) -> Option<(&[u8], &[u8])> {
    let length = be32(bytes, at)?;
    let whole = slice(bytes, at, length.checked_add(AROUND)?)?;
    Some((&whole[4..8], whole))
}

fn orientation_of(bytes: &[u8]) -> Option<u8> {
    let mut at = START;
    loop {
        let (kind, whole) = chunk(bytes, at)?;
        match kind {
            b"eXIf" => return Some(orientation::read(&whole[8..whole.len() - 4])),
            b"IEND" => return Some(1),
            _ => at += whole.len(),
        }
    }
}

/// A chunk that says which way is up and nothing else.
fn exif(turned: u8) -> Vec<u8> {
    let body = orientation::write(turned);
    let typed = [b"eXIf".as_slice(), &body].concat();
    let length = u32::try_from(body.len()).unwrap_or_default();
    [
        &length.to_be_bytes(),
        typed.as_slice(),
        &check_sum(&typed).to_be_bytes(),
    ]
    .concat()
}

/// CRC-32 as PNG Annex D has it.
fn check_sum(bytes: &[u8]) -> u32 {
    let step = |sum: u32| match sum & 1 {
        1 => (sum >> 1) ^ 0xedb8_8320,
        _ => sum >> 1,
    };
    let sum = bytes.iter().fold(u32::MAX, |sum, byte| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| step(sum))
    });
    !sum
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_check_sum_is_the_one_of_every_png_end() {
        assert_eq!(super::check_sum(b"IEND"), 0xae42_6082);
    }
}
