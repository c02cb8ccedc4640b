//! Instants as dossiers spell them.

const SECOND_US: i64 = 1_000_000;
const DAY_S: i64 = 86_400;

/// RFC 3339 in UTC, without zeros at the end of a fraction: `2026-11-28T12:00:00.12Z`.
pub fn utc(at_us: i64) -> String {
    let (seconds, micros) = (at_us.div_euclid(SECOND_US), at_us.rem_euclid(SECOND_US));
    let (days, second) = (seconds.div_euclid(DAY_S), seconds.rem_euclid(DAY_S));
    let (year, month, day) = civil(days);
    let (hour, minute, second) = (second / 3600, second / 60 % 60, second % 60);
    let fraction = format!(".{micros:06}");
    let fraction = fraction.trim_end_matches('0').trim_end_matches('.');
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}{fraction}Z")
}

/// The day that is so many after 1970-01-01, in the Gregorian calendar; years are counted from March on.
fn civil(days: i64) -> (i64, i64, i64) {
    let from_march = days + 719_468;
    let (era, of_era) = (
        from_march.div_euclid(146_097),
        from_march.rem_euclid(146_097),
    );
    let year = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    (year + era * 400 + i64::from(month <= 2), month, day)
}

#[cfg(test)]
mod tests {
    use super::utc;

    /// Computed with `date -u -d @…`.
    #[test]
    fn days_are_those_of_the_calendar() {
        for (seconds, expected) in [
            (0, "1970-01-01T00:00:00Z"),
            (-1, "1969-12-31T23:59:59Z"),
            (951_782_400, "2000-02-29T00:00:00Z"),
            (1_732_784_400, "2024-11-28T09:00:00Z"),
            (1_795_910_399, "2026-11-28T23:59:59Z"),
            (4_107_542_399, "2100-02-28T23:59:59Z"),
            (4_107_542_400, "2100-03-01T00:00:00Z"),
        ] {
            assert_eq!(utc(seconds * 1_000_000), expected);
        }
        assert_eq!(utc(-1), "1969-12-31T23:59:59.999999Z");
        assert_eq!(utc(120_000), "1970-01-01T00:00:00.12Z");
    }
}
