//! Which bytes of a file a request asks for (RFC 9110 §14).

use std::ops::Range;

/// What is to be sent.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Asked {
    Everything,
    Part(Range<u64>),
    /// None of the bytes asked for is there.
    Nothing,
}

/// One range in bytes is honoured; several, or another unit, give the whole file, as the standard allows.
pub(super) fn asked(header: Option<&str>, length: u64) -> Asked {
    let Some(range) = header.and_then(|header| header.trim().strip_prefix("bytes=")) else {
        return Asked::Everything;
    };
    let number = |text: &str| text.trim().parse::<u64>();
    let Some((first, last)) = range.split_once('-').filter(|_| !range.contains(',')) else {
        return Asked::Everything;
    };
    let part = match (first.trim(), last.trim()) {
        ("", last) => number(last).map(|last| length.saturating_sub(last)..length),
        (first, "") => number(first).map(|first| first..length),
        (first, last) => {
            number(first).and_then(|first| Ok(first..number(last)?.saturating_add(1).min(length)))
        }
    };
    match part {
        Ok(part) if part.start < part.end => Asked::Part(part),
        Ok(_) => Asked::Nothing,
        Err(_) => Asked::Everything,
    }
}

#[cfg(test)]
mod tests {
    use super::{Asked, asked};

    #[test]
    fn ranges_are_read_as_the_standard_says() {
        let cases = [
            (None, Asked::Everything),
            (Some("bytes=0-"), Asked::Part(0..10)),
            (Some("bytes=2-4"), Asked::Part(2..5)),
            (Some("bytes=2-400"), Asked::Part(2..10)),
            (Some("bytes=-3"), Asked::Part(7..10)),
            (Some("bytes=-30"), Asked::Part(0..10)),
            (Some("bytes=10-"), Asked::Nothing),
            (Some("bytes=5-2"), Asked::Nothing),
            (Some("bytes=-0"), Asked::Nothing),
            (Some("bytes=0-1,4-5"), Asked::Everything),
            (Some("lines=1-2"), Asked::Everything),
            (Some("bytes=x-y"), Asked::Everything),
            (Some("bytes=0-18446744073709551615"), Asked::Part(0..10)),
        ];
        for (header, expected) in cases {
            assert_eq!(asked(header, 10), expected, "{header:?}");
        }
    }
}
