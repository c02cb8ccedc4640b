//! Entry bundles: entries one after the other, each behind its length of two bytes (tlog-tiles § Log entries).

use crate::canonical::ENTRY_BYTES_MAX;

#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("an entry of {0} bytes is longer than {ENTRY_BYTES_MAX}")]
pub struct EntryTooLong(pub usize);

/// Adds an entry at the end of a bundle.
pub fn put_entry(bundle: &mut Vec<u8>, entry: &[u8]) -> Result<(), EntryTooLong> {
    let length = u16::try_from(entry.len()).map_err(|_| EntryTooLong(entry.len()))?;
    bundle.extend_from_slice(&length.to_be_bytes());
    bundle.extend_from_slice(entry);
    Ok(())
}

/// The entries of a bundle; none if it ends within one.
pub fn entries(mut bundle: &[u8]) -> Option<Vec<&[u8]>> {
    let mut entries = Vec::new();
    while let Some((length, rest)) = bundle.split_first_chunk::<2>() {
        let (entry, rest) = rest.split_at_checked(usize::from(u16::from_be_bytes(*length)))?;
        entries.push(entry);
        bundle = rest;
    }
    bundle.is_empty().then_some(entries)
}

/// The beginning of a bundle with so many entries.
pub(super) fn first_entries(bundle: &[u8], count: u16) -> Option<&[u8]> {
    let mut end = 0;
    for _ in 0..count {
        let length = bundle.get(end..)?.first_chunk::<2>()?;
        end += 2 + usize::from(u16::from_be_bytes(*length));
    }
    bundle.get(..end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bundle_reads_as_the_entries_put_into_it() {
        let long = vec![7; ENTRY_BYTES_MAX];
        let mut bundle = Vec::new();
        for entry in [b"".as_slice(), b"a", &long] {
            put_entry(&mut bundle, entry).unwrap();
        }
        assert_eq!(entries(&bundle).unwrap(), [b"".as_slice(), b"a", &long]);
        assert_eq!(
            first_entries(&bundle, 2),
            Some([0, 0, 0, 1, b'a'].as_slice())
        );
        assert_eq!(first_entries(&bundle, 4), None);
        let more = vec![7; ENTRY_BYTES_MAX + 1];
        assert_eq!(put_entry(&mut bundle, &more), Err(EntryTooLong(more.len())));
        assert_eq!(entries(&[]), Some(Vec::new()));
        for cut in [[0, 1].as_slice(), &[0], &[0, 2, 1], &[0, 0, 9]] {
            assert_eq!(entries(cut), None);
        }
    }
}
