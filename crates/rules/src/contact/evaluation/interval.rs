//! How much a share of few cases says.

/// Between which shares the true one lies, with a confidence of 95 %.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Interval {
    pub share: f64,
    pub low: f64,
    pub high: f64,
}

/// Wilson's interval; nothing without cases.
pub fn wilson(hits: usize, cases: usize) -> Option<Interval> {
    const Z: f64 = 1.959_964;
    if cases == 0 {
        return None;
    }
    let float = |count: usize| f64::from(u32::try_from(count).unwrap_or(u32::MAX));
    let (hits, cases) = (float(hits), float(cases));
    let share = hits / cases;
    let wide = 1.0 + Z * Z / cases;
    let centre = share + Z * Z / (2.0 * cases);
    let spread = Z * (share * (1.0 - share) / cases + Z * Z / (4.0 * cases * cases)).sqrt();
    Some(Interval {
        share,
        low: ((centre - spread) / wide).max(0.0),
        high: ((centre + spread) / wide).min(1.0),
    })
}

#[cfg(test)]
mod tests {
    use super::wilson;

    #[test]
    fn intervals_are_those_of_the_tables() {
        let interval = wilson(8, 10).unwrap();
        assert!((interval.low - 0.490).abs() < 0.001 && (interval.high - 0.943).abs() < 0.001);
        let all = wilson(20, 20).unwrap();
        assert!((all.low - 0.839).abs() < 0.001 && (all.high - 1.0).abs() < 1e-9);
        assert!(wilson(0, 0).is_none());
    }
}
