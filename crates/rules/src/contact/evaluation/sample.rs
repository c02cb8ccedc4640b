//! Which labelled messages a person who tunes the rules may look at, decided by the text alone.

/// The part of a labelled set that a message belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// May be read while rules and lexicons are changed.
    Development,
    /// A third, of which only figures are shown.
    HeldBack,
}

/// The same text lies in the same part for ever, whatever is added beside it.
pub fn part_of(text: &str) -> Part {
    // FNV-1a: stable over versions of the language, unlike the standard library's hashers.
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    for byte in text.bytes() {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    // The lowest bits of this hash are weak; the upper half is well mixed.
    if (hash >> 32).is_multiple_of(3) {
        Part::HeldBack
    } else {
        Part::Development
    }
}
