//! Quantiles by nearest rank: always a value that occurred.

/// The smallest value that at least `percent` of all values do not exceed; `None` of no values.
/// `percent` is 1 to 100; the values are sorted by it.
pub fn quantile<T: Copy + Ord>(values: &mut [T], percent: u8) -> Option<T> {
    values.sort_unstable();
    let rank = (values.len() * usize::from(percent)).div_ceil(100);
    values.get(rank.max(1) - 1).copied()
}
