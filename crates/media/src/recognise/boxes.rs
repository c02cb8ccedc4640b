//! The boxes of the ISO base media file format (ISO/IEC 14496-12 §4.2), of which MP4 and QuickTime files consist.

use std::ops::Range;

use crate::bytes::{be32, be64, slice};
use crate::{Kind, Refused};

/// Boxes of one level at most; a real file has a dozen, a fragmented one some thousand.
const BOXES_MAX: usize = 20_000;

/// One box.
#[derive(Debug, Clone)]
pub(crate) struct Box {
    pub kind: [u8; 4],
    /// The whole box, head included.
    pub whole: Range<usize>,
    pub body: Range<usize>,
}

/// The boxes in a part of the file. They must fill it.
pub(crate) fn boxes(bytes: &[u8], within: Range<usize>) -> Result<Vec<Box>, Refused> {
    let mut found = Vec::new();
    let mut at = within.start;
    while at < within.end {
        // QuickTime ends a list of user data with four zero bytes.
        if within.end - at == 4 && be32(bytes, at) == Some(0) {
            break;
        }
        let one = one(bytes, at, within.end).ok_or(Refused::Damaged)?;
        at = one.whole.end;
        found.push(one);
        if found.len() > BOXES_MAX {
            return Err(Refused::Damaged);
        }
    }
    Ok(found)
}

pub(super) fn recognise(bytes: &[u8]) -> Result<Kind, Refused> {
    let brand = slice(bytes, 8, 4).ok_or(Refused::Damaged)?;
    let kind = match brand {
        b"qt  " => Kind::QuickTime,
        b"heic" | b"heix" | b"hevc" | b"hevx" | b"heim" | b"heis" | b"mif1" | b"msf1" | b"avif"
        | b"avis" => return Err(Refused::Heic),
        b"isom" | b"iso2" | b"iso3" | b"iso4" | b"iso5" | b"iso6" | b"iso7" | b"iso8" | b"iso9"
        | b"XAVC" | b"mp41" | b"mp42" | b"avc1" | b"M4V " | b"M4VH" | b"M4VP" | b"MSNV"
        | b"dash" | b"f4v " => Kind::Mp4,
        _ => return Err(Refused::Unknown),
    };
    let all = boxes(bytes, 0..bytes.len())?;
    let has = |wanted: &[u8; 4]| all.iter().any(|one| one.kind == *wanted);
    match has(b"moov") && has(b"mdat") {
        true => Ok(kind),
        false => Err(Refused::Damaged),
    }
}

fn one(bytes: &[u8], at: usize, end: usize) -> Option<Box> {
    let kind: [u8; 4] = slice(bytes, at.checked_add(4)?, 4)?.try_into().ok()?;
    let (head, length) = match be32(bytes, at)? {
        // Up to the end.
        0 => (8, end.checked_sub(at)?),
        1 => (16, be64(bytes, at.checked_add(8)?)?),
        length => (8, length),
    };
    let stop = at.checked_add(length)?;
    (length >= head && stop <= end && stop <= bytes.len()).then_some(Box {
        kind,
        whole: at..stop,
        body: at + head..stop,
    })
}
