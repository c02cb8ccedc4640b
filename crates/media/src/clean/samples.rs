//! Where the data of one track lies in the file (ISO/IEC 14496-12 §8.7).

use std::ops::Range;

use crate::bytes::{be16, be32, be64};
use crate::recognise::{Box, boxes};

/// The places of a track's samples, by the boxes of its media; `None` where its tables contradict the file.
pub(super) fn places(bytes: &[u8], media: &[Box]) -> Option<Vec<Range<usize>>> {
    let information = media.iter().find(|one| &one.kind == b"minf")?;
    let information = boxes(bytes, information.body.clone()).ok()?;
    let table = information.iter().find(|one| &one.kind == b"stbl")?;
    let table = boxes(bytes, table.body.clone()).ok()?;
    let body = |kind: &[u8; 4]| {
        let found = table.iter().find(|one| one.kind == *kind)?;
        bytes.get(found.body.clone())
    };
    let offsets = match (body(b"stco"), body(b"co64")) {
        (Some(offsets), _) => list(offsets, 8, 4, be32)?,
        (None, Some(offsets)) => list(offsets, 8, 8, be64)?,
        (None, None) => return None,
    };
    let sizes = match (body(b"stsz"), body(b"stz2")) {
        (Some(sizes), _) => self::sizes(sizes)?,
        (None, Some(sizes)) => compact_sizes(sizes)?,
        (None, None) => return None,
    };
    let per_chunk = per_chunk(body(b"stsc")?)?;
    let mut sizes = sizes.into_iter();
    let mut found = Vec::with_capacity(offsets.len());
    for (index, offset) in offsets.into_iter().enumerate() {
        let run = per_chunk
            .iter()
            .rev()
            .find(|(first, _)| *first <= index + 1);
        let samples = run.map_or(0, |(_, samples)| *samples);
        let length = sizes
            .by_ref()
            .take(samples)
            .try_fold(0_usize, |sum, size| sum.checked_add(size))?;
        let end = offset.checked_add(length)?;
        if end > bytes.len() {
            return None;
        }
        found.push(offset..end);
    }
    Some(found)
}

/// The size of each sample.
fn sizes(body: &[u8]) -> Option<Vec<usize>> {
    let count = be32(body, 8)?;
    match be32(body, 4)? {
        0 => list(body, 12, 4, be32).filter(|sizes| sizes.len() == count),
        // Nothing in a file of some megabytes has more samples than bytes.
        same if count <= 1 << 24 => Some(vec![same; count]),
        _ => None,
    }
}

/// The same where each takes 4, 8 or 16 bits.
fn compact_sizes(body: &[u8]) -> Option<Vec<usize>> {
    let count = be32(body, 8)?;
    let packed = body.get(12..)?;
    let sizes: Vec<usize> = match *body.get(7)? {
        4 => {
            let halves = packed.iter().flat_map(|byte| [byte >> 4, byte & 0x0f]);
            halves.take(count).map(usize::from).collect()
        }
        8 => packed
            .iter()
            .take(count)
            .copied()
            .map(usize::from)
            .collect(),
        16 => {
            let pairs = packed.chunks_exact(2).take(count);
            pairs.map(|pair| be16(pair, 0)).collect::<Option<_>>()?
        }
        _ => return None,
    };
    (sizes.len() == count).then_some(sizes)
}

/// From which chunk on (counted from 1) how many samples are in each.
fn per_chunk(body: &[u8]) -> Option<Vec<(usize, usize)>> {
    let count = be32(body, 4)?;
    let entries = body.get(8..)?.chunks_exact(12).take(count);
    entries
        .map(|entry| Some((be32(entry, 0)?, be32(entry, 4)?)))
        .collect()
}

/// The numbers from `start` on; their count stands in the four bytes before.
fn list(
    body: &[u8],
    start: usize,
    width: usize,
    read: fn(&[u8], usize) -> Option<usize>,
) -> Option<Vec<usize>> {
    let count = be32(body, start - 4)?;
    let numbers = body.get(start..)?.chunks_exact(width).take(count);
    let numbers: Option<Vec<usize>> = numbers.map(|number| read(number, 0)).collect();
    numbers.filter(|numbers| numbers.len() == count)
}
