//! The first look: the beginning of a file says which list of questions it must answer.

use super::{boxes, ebml, office, text};
use crate::bytes::{find, slice};
use crate::{Kind, Refused, picture};

/// How far from its end a PDF may state that it ends.
const PDF_TAIL: usize = 2_048;

/// Beginnings of what is never taken.
const NEVER: [(&[u8], Refused); 16] = [
    (b"MZ", Refused::Program),
    (b"\x7fELF", Refused::Program),
    (b"\xca\xfe\xba\xbe", Refused::Program),
    (b"\xfe\xed\xfa\xce", Refused::Program),
    (b"\xfe\xed\xfa\xcf", Refused::Program),
    (b"\xcf\xfa\xed\xfe", Refused::Program),
    (b"\xce\xfa\xed\xfe", Refused::Program),
    (b"#!", Refused::Program),
    (b"\0asm", Refused::Program),
    (b"L\0\0\0\x01\x14\x02\0", Refused::Program),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Refused::OldOffice),
    (b"Rar!\x1a\x07", Refused::Archive),
    (b"7z\xbc\xaf\x27\x1c", Refused::Archive),
    (b"\x1f\x8b", Refused::Archive),
    (b"BZh", Refused::Archive),
    (b"\xfd7zXZ\0", Refused::Archive),
];

/// What the file is; whatever is not on the list is refused, and so is what is cut off.
///
/// Images are held against the size that their header states; nothing is decoded or unpacked.
pub fn recognise(bytes: &[u8]) -> Result<Kind, Refused> {
    if bytes.is_empty() {
        return Err(Refused::Empty);
    }
    if let Some((_, refused)) = NEVER.iter().find(|(start, _)| bytes.starts_with(start)) {
        return Err(*refused);
    }
    let kind = match bytes {
        [0xff, 0xd8, 0xff, ..] => Kind::Jpeg,
        [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1a, b'\n', ..] => Kind::Png,
        [b'G', b'I', b'F', b'8', b'7' | b'9', b'a', ..] => Kind::Gif,
        _ if bytes.starts_with(b"RIFF") && slice(bytes, 8, 4) == Some(b"WEBP") => Kind::WebP,
        _ => return other(bytes),
    };
    picture::size(bytes, kind)?;
    Ok(kind)
}

fn other(bytes: &[u8]) -> Result<Kind, Refused> {
    if bytes.starts_with(b"%PDF-") {
        let tail = &bytes[bytes.len().saturating_sub(PDF_TAIL)..];
        return match find(tail, b"%%EOF") {
            Some(_) => Ok(Kind::Pdf),
            None => Err(Refused::Damaged),
        };
    }
    if bytes.starts_with(b"PK") {
        return office::recognise(bytes);
    }
    if slice(bytes, 4, 4) == Some(b"ftyp") {
        return boxes::recognise(bytes);
    }
    if bytes.starts_with(b"\x1a\x45\xdf\xa3") {
        return ebml::recognise(bytes);
    }
    text::recognise(bytes)
}
