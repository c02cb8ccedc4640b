//! Reading numbers out of bytes that nobody vouches for: what is not there is `None`.

pub(crate) fn slice(bytes: &[u8], at: usize, length: usize) -> Option<&[u8]> {
    bytes.get(at..at.checked_add(length)?)
}

pub(crate) fn be16(bytes: &[u8], at: usize) -> Option<usize> {
    let two = slice(bytes, at, 2)?;
    Some(usize::from(two[0]) << 8 | usize::from(two[1]))
}

pub(crate) fn be32(bytes: &[u8], at: usize) -> Option<usize> {
    let four: [u8; 4] = slice(bytes, at, 4)?.try_into().ok()?;
    usize::try_from(u32::from_be_bytes(four)).ok()
}

pub(crate) fn be64(bytes: &[u8], at: usize) -> Option<usize> {
    let eight: [u8; 8] = slice(bytes, at, 8)?.try_into().ok()?;
    usize::try_from(u64::from_be_bytes(eight)).ok()
}

pub(crate) fn le16(bytes: &[u8], at: usize) -> Option<usize> {
    let two = slice(bytes, at, 2)?;
    Some(usize::from(two[1]) << 8 | usize::from(two[0]))
}

pub(crate) fn le32(bytes: &[u8], at: usize) -> Option<usize> {
    let four: [u8; 4] = slice(bytes, at, 4)?.try_into().ok()?;
    usize::try_from(u32::from_le_bytes(four)).ok()
}

/// Where `wanted` begins.
pub(crate) fn find(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes
        .windows(wanted.len())
        .position(|window| window == wanted)
}
