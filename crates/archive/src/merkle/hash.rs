//! Hashing of leaves and nodes (RFC 6962 §2.1), which differ in their first byte.

use sha2::{Digest, Sha256};

/// A SHA-256 hash.
pub type Hash = [u8; 32];

/// The root of the tree without entries: the hash of nothing.
pub fn empty_root() -> Hash {
    Sha256::digest([]).into()
}

/// `SHA-256(0x00 || entry)`.
pub fn leaf_hash(entry: &[u8]) -> Hash {
    let mut hasher = Sha256::new();
    hasher.update([0x00]);
    hasher.update(entry);
    hasher.finalize().into()
}

/// `SHA-256(0x01 || left || right)`.
pub fn node_hash(left: &Hash, right: &Hash) -> Hash {
    let mut bytes = [0x01; 65];
    bytes[1..33].copy_from_slice(left);
    bytes[33..].copy_from_slice(right);
    Sha256::digest(bytes).into()
}

/// The root over a row of roots of which all but the last are of full trees of one size; `None` over none.
pub fn root_of(row: &[Hash]) -> Option<Hash> {
    let mut row = row.to_vec();
    let mut length = row.len();
    while length > 1 {
        for at in 0..length / 2 {
            row[at] = node_hash(&row[2 * at], &row[2 * at + 1]);
        }
        // A last one without a partner moves up as it is, which is how RFC 6962 splits.
        if length % 2 == 1 {
            row[length / 2] = row[length - 1];
        }
        length = length.div_ceil(2);
    }
    row.first().copied()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::commitment::hex;

    /// The root over the eight entries that implementations of RFC 6962 test with.
    #[test]
    fn the_known_root_of_eight_entries() {
        let entries: [&[u8]; 8] = [
            &[],
            &[0x00],
            &[0x10],
            &[0x20, 0x21],
            &[0x30, 0x31],
            &[0x40, 0x41, 0x42, 0x43],
            &[0x50, 0x51, 0x52, 0x53, 0x54, 0x55, 0x56, 0x57],
            &[
                0x60, 0x61, 0x62, 0x63, 0x64, 0x65, 0x66, 0x67, 0x68, 0x69, 0x6a, 0x6b, 0x6c, 0x6d,
                0x6e, 0x6f,
            ],
        ];
        let row: Vec<Hash> = entries.iter().map(|entry| leaf_hash(entry)).collect();
        assert_eq!(
            hex(&root_of(&row).unwrap()),
            "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"
        );
        assert_eq!(root_of(&[]), None);
        assert_eq!(
            hex(&empty_root()),
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
        );
    }
}
