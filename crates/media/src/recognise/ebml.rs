//! The elements of EBML (RFC 8794), of which WebM files consist.

use std::ops::Range;

use crate::bytes::slice;
use crate::{Kind, Refused};

const DOC_TYPE: u32 = 0x4282;
const SEGMENT: u32 = 0x1853_8067;
const ELEMENTS_MAX: usize = 50_000;

/// One element.
#[derive(Debug, Clone)]
pub(crate) struct Element {
    pub id: u32,
    /// The whole element, head included.
    pub whole: Range<usize>,
    pub body: Range<usize>,
}

/// The elements in a part of the file. They must fill it; one of unknown size reaches to its end.
pub(crate) fn elements(bytes: &[u8], within: Range<usize>) -> Result<Vec<Element>, Refused> {
    let mut found = Vec::new();
    let mut at = within.start;
    while at < within.end {
        let one = one(bytes, at, within.end).ok_or(Refused::Damaged)?;
        at = one.whole.end;
        found.push(one);
        if found.len() > ELEMENTS_MAX {
            return Err(Refused::Damaged);
        }
    }
    Ok(found)
}

pub(super) fn recognise(bytes: &[u8]) -> Result<Kind, Refused> {
    let all = elements(bytes, 0..bytes.len())?;
    let head = all.first().ok_or(Refused::Damaged)?;
    let head = elements(bytes, head.body.clone())?;
    let doc_type = head.iter().find(|element| element.id == DOC_TYPE);
    let doc_type = doc_type.map(|element| &bytes[element.body.clone()]);
    if doc_type != Some(b"webm") {
        return Err(Refused::Unknown);
    }
    match all.iter().any(|element| element.id == SEGMENT) {
        true => Ok(Kind::WebM),
        false => Err(Refused::Damaged),
    }
}

fn one(bytes: &[u8], at: usize, end: usize) -> Option<Element> {
    let (id, id_bytes) = number(bytes, at, true)?;
    let (size, size_bytes) = number(bytes, at + id_bytes, false)?;
    let start = at + id_bytes + size_bytes;
    let unknown = (1 << (7 * size_bytes)) - 1;
    let stop = match size == unknown {
        true => end,
        false => start.checked_add(usize::try_from(size).ok()?)?,
    };
    (id_bytes <= 4 && stop <= end && stop <= bytes.len()).then_some(Element {
        id: u32::try_from(id).ok()?,
        whole: at..stop,
        body: start..stop,
    })
}

/// A number of variable length, RFC 8794 §4; an id keeps its marker.
fn number(bytes: &[u8], at: usize, keeps_marker: bool) -> Option<(u64, usize)> {
    let first = *bytes.get(at)?;
    let length = usize::try_from(first.leading_zeros()).ok()? + 1;
    let all = slice(bytes, at, length).filter(|_| length <= 8)?;
    let joined = all
        .iter()
        .fold(0_u64, |sum, byte| sum << 8 | u64::from(*byte));
    let marker = 1_u64 << (7 * length);
    Some((
        if keeps_marker {
            joined
        } else {
            joined & (marker - 1)
        },
        length,
    ))
}
