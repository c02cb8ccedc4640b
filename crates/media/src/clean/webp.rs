//! WebP: of its chunks only pictures, animation, transparency and the colour profile.

use crate::bytes::{le32, slice};
use crate::orientation;

const EXIF_FLAG: u8 = 0x08;
const XMP_FLAG: u8 = 0x04;
/// A frame's place, size and duration, before the chunks of its picture.
const FRAME_HEAD: usize = 16;

pub(super) fn clean(bytes: &[u8]) -> Option<Vec<u8>> {
    let length = le32(bytes, 4)?;
    let within = slice(bytes, 8, length)?;
    let mut kept = within.get(..4)?.to_vec();
    let chunks = chunks(within.get(4..)?)?;
    let extended = chunks.iter().any(|(kind, _)| *kind == b"VP8X");
    let exif = chunks.iter().find(|(kind, _)| *kind == b"EXIF");
    let turned = exif.map_or(1, |(_, body)| {
        orientation::read(body.strip_prefix(b"Exif\0\0").unwrap_or(body))
    });
    let turned = if extended { turned } else { 1 };
    for (kind, body) in &chunks {
        match *kind {
            b"VP8X" => {
                let mut body = body.to_vec();
                let flags = body.first_mut()?;
                *flags &= !(EXIF_FLAG | XMP_FLAG);
                if turned != 1 {
                    *flags |= EXIF_FLAG;
                }
                put(&mut kept, kind, &body)?;
            }
            b"ANMF" => put(&mut kept, kind, &frame(body)?)?,
            b"VP8 " | b"VP8L" | b"ALPH" | b"ANIM" | b"ICCP" => put(&mut kept, kind, body)?,
            _ => {}
        }
    }
    if turned != 1 {
        put(&mut kept, b"EXIF", &orientation::write(turned))?;
    }
    let length = u32::try_from(kept.len()).ok()?;
    Some([b"RIFF", length.to_le_bytes().as_slice(), &kept].concat())
}

fn frame(body: &[u8]) -> Option<Vec<u8>> {
    let mut kept = body.get(..FRAME_HEAD)?.to_vec();
    for (kind, body) in chunks(&body[FRAME_HEAD..])? {
        if matches!(kind, b"VP8 " | b"VP8L" | b"ALPH") {
            put(&mut kept, kind, body)?;
        }
    }
    Some(kept)
}

fn chunks(mut rest: &[u8]) -> Option<Vec<(&[u8], &[u8])>> {
    let mut found = Vec::new();
    while !rest.is_empty() {
        let length = le32(rest, 4)?;
        found.push((slice(rest, 0, 4)?, slice(rest, 8, length)?));
        // Chunks begin at even places; the filling behind the last one is sometimes forgotten.
        let next = 8 + length + length % 2;
        rest = rest.get(next..).unwrap_or_default();
    }
    Some(found)
}

fn put(out: &mut Vec<u8>, kind: &[u8], body: &[u8]) -> Option<()> {
    out.extend(kind);
    out.extend(u32::try_from(body.len()).ok()?.to_le_bytes());
    out.extend(body);
    if body.len() % 2 == 1 {
        out.push(0);
    }
    Some(())
}
