//! Which messages a person looks at though nobody asked for it, to know how good the rules are.

/// Whether a message is one of so many percent. It follows from the salt that was drawn for its text: whoever sends
/// cannot choose or foresee it, and whoever has the salt can check it afterwards.
pub fn is_sampled(salt: &[u8; 32], percent: u8) -> bool {
    let drawn = salt.iter().take(8);
    let drawn = drawn.fold(0_u64, |sum, byte| sum << 8 | u64::from(*byte));
    drawn % 100 < u64::from(percent)
}
