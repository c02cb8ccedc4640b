//! The directory of a ZIP archive: names and stated sizes. Nothing is unpacked.

use crate::Refused;
use crate::bytes::{le16, le32, slice};

const END: &[u8] = b"PK\x05\x06";
const END_BYTES: usize = 22;
const ENTRY: &[u8] = b"PK\x01\x02";
const LOCAL: &[u8] = b"PK\x03\x04";
const ENTRIES_MAX: usize = 5_000;
/// What a document may unpack to, all together.
const UNPACKED_MAX: usize = 300_000_000;
/// Below this size a high ratio is only a file of blanks.
const RATIO_COUNTS_FROM: usize = 20_000_000;
const RATIO_MAX: usize = 200;

/// One file of the archive.
#[derive(Debug)]
pub(super) struct Entry<'a> {
    pub name: &'a str,
    /// Where its local header is.
    offset: usize,
    stored: bool,
    packed: usize,
}

/// The files of an archive that begins at the first byte and ends at the last.
pub(super) fn entries(bytes: &[u8]) -> Result<Vec<Entry<'_>>, Refused> {
    if !bytes.starts_with(LOCAL) {
        return Err(Refused::Damaged);
    }
    let (count, start) = end(bytes).ok_or(Refused::Damaged)?;
    if count > ENTRIES_MAX {
        return Err(Refused::Bomb);
    }
    let mut entries = Vec::with_capacity(count);
    let (mut at, mut packed, mut unpacked) = (start, 0_usize, 0_usize);
    for _ in 0..count {
        let (entry, unpacks_to, next) = entry(bytes, at)?;
        packed = packed.saturating_add(entry.packed);
        unpacked = unpacked.saturating_add(unpacks_to);
        entries.push(entry);
        at = next;
    }
    // Directories that share one packed file, and files that claim to be nearly nothing.
    let too_dense = unpacked > RATIO_COUNTS_FROM && unpacked / packed.max(1) > RATIO_MAX;
    if unpacked > UNPACKED_MAX || too_dense || packed > bytes.len() {
        return Err(Refused::Bomb);
    }
    Ok(entries)
}

/// The content of a file that is stored as it is.
pub(super) fn stored<'a>(bytes: &'a [u8], entry: &Entry<'_>) -> Option<&'a [u8]> {
    let at = entry.offset;
    if !entry.stored || slice(bytes, at, 4)? != LOCAL {
        return None;
    }
    let head = 30 + le16(bytes, at.checked_add(26)?)? + le16(bytes, at.checked_add(28)?)?;
    slice(bytes, at.checked_add(head)?, entry.packed)
}

/// How many entries the directory has and where it begins. The record must be the last thing in the file.
fn end(bytes: &[u8]) -> Option<(usize, usize)> {
    let furthest = bytes
        .len()
        .saturating_sub(END_BYTES + usize::from(u16::MAX));
    let last = bytes.len().checked_sub(END_BYTES)?;
    let is_end = |at: &usize| {
        slice(bytes, *at, 4) == Some(END)
            && le16(bytes, at + 20).is_some_and(|comment| at + END_BYTES + comment == bytes.len())
    };
    let at = (furthest..=last).rev().find(is_end)?;
    let (count, start) = (le16(bytes, at + 10)?, le32(bytes, at + 16)?);
    (start < at).then_some((count, start))
}

fn entry(bytes: &[u8], at: usize) -> Result<(Entry<'_>, usize, usize), Refused> {
    let read = || {
        if slice(bytes, at, 4)? != ENTRY {
            return None;
        }
        let name_bytes = le16(bytes, at + 28)?;
        let name = std::str::from_utf8(slice(bytes, at + 46, name_bytes)?).ok()?;
        let entry = Entry {
            name,
            offset: le32(bytes, at + 42)?,
            stored: le16(bytes, at + 10)? == 0,
            packed: le32(bytes, at + 20)?,
        };
        let next = at + 46 + name_bytes + le16(bytes, at + 30)? + le16(bytes, at + 32)?;
        Some((entry, le16(bytes, at + 8)?, le32(bytes, at + 24)?, next))
    };
    let (entry, flags, unpacks_to, next) = read().ok_or(Refused::Damaged)?;
    if flags & 1 == 1 {
        return Err(Refused::Encrypted);
    }
    let climbs = entry.name.split(['/', '\\']).any(|part| part == "..");
    if climbs || entry.name.starts_with('/') || entry.name.contains('\0') {
        return Err(Refused::Damaged);
    }
    Ok((entry, unpacks_to, next))
}
