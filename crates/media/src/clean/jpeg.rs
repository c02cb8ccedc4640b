//! JPEG (ITU-T T.81 Annex B): of its segments only those that make the picture.

use crate::bytes::{be16, slice};
use crate::orientation;

const EXIF: &[u8] = b"Exif\0\0";
const PROFILE: &[u8] = b"ICC_PROFILE\0";
const JFIF: &[u8] = b"JFIF\0";
/// JFIF without its preview: version, unit and two densities are 7 bytes.
const JFIF_KEPT_BYTES: usize = 12;

/// Name, version, flags and the transform: what decoders read of Adobe's segment.
const ADOBE_KEPT_BYTES: usize = 12;

pub(super) fn clean(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut out = slice(bytes, 0, 2)
        .filter(|start| *start == [0xff, 0xd8])?
        .to_vec();
    let turned = orientation_of(bytes)?;
    let mut at = 2;
    let mut has_scan = false;
    let mut has_exif = turned == 1;
    loop {
        let marker = marker(bytes, &mut at)?;
        if marker == 0xd9 {
            out.extend([0xff, 0xd9]);
            return has_scan.then_some(out);
        }
        let length = be16(bytes, at).filter(|length| *length >= 2)?;
        let body = slice(bytes, at + 2, length - 2)?;
        at += length;
        // JFIF stands first; what says which way is up stands behind it.
        if marker != 0xe0 && !has_exif {
            let exif = [EXIF, &orientation::write(turned)].concat();
            put(&mut out, 0xe1, &exif)?;
            has_exif = true;
        }
        match marker {
            0xe0 if body.starts_with(JFIF) => {
                let kept = slice(body, 0, JFIF_KEPT_BYTES)?;
                put(&mut out, marker, &[kept, &[0, 0]].concat())?;
            }
            0xe2 if body.starts_with(PROFILE) => put(&mut out, marker, body)?,
            // Adobe's segment says how the colours are coded.
            0xee if body.starts_with(b"Adobe") => {
                put(&mut out, marker, slice(body, 0, ADOBE_KEPT_BYTES)?)?;
            }
            0xe0..=0xef | 0xfe => {}
            0xda => {
                put(&mut out, marker, body)?;
                let end = scan_end(bytes, at)?;
                out.extend(slice(bytes, at, end - at)?);
                at = end;
                has_scan = true;
            }
            // Tables, frames and restart intervals; everything else has no place in a picture.
            0xc0..=0xcf | 0xdb | 0xdc | 0xdd => put(&mut out, marker, body)?,
            _ => {}
        }
    }
}

/// The next marker, past the filling before it.
fn marker(bytes: &[u8], at: &mut usize) -> Option<u8> {
    if *bytes.get(*at)? != 0xff {
        return None;
    }
    while *bytes.get(*at)? == 0xff {
        *at += 1;
    }
    let marker = bytes[*at];
    *at += 1;
    Some(marker)
}

fn put(out: &mut Vec<u8>, marker: u8, body: &[u8]) -> Option<()> {
    let length = u16::try_from(body.len() + 2).ok()?;
    out.extend([0xff, marker]);
    out.extend(length.to_be_bytes());
    out.extend(body);
    Some(())
}

/// Where the picture's data ends: at the first marker that is neither escaped nor a restart.
fn scan_end(bytes: &[u8], start: usize) -> Option<usize> {
    let mut at = start;
    loop {
        at += bytes.get(at..)?.iter().position(|byte| *byte == 0xff)?;
        match *bytes.get(at + 1)? {
            0x00 | 0xd0..=0xd7 => at += 2,
            0xff => at += 1,
            _ => return Some(at),
        }
    }
}

/// What the first Exif segment before the picture says.
fn orientation_of(bytes: &[u8]) -> Option<u8> {
    let mut at = 2;
    loop {
        let marker = marker(bytes, &mut at)?;
        if matches!(marker, 0xd9 | 0xda) {
            return Some(1);
        }
        let length = be16(bytes, at).filter(|length| *length >= 2)?;
        let body = slice(bytes, at + 2, length - 2)?;
        if let (0xe1, Some(tiff)) = (marker, body.strip_prefix(EXIF)) {
            return Some(orientation::read(tiff));
        }
        at += length;
    }
}
