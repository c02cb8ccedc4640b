//! The public holidays compiled into the program, one table per country. Knows no operator's changes.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::RangeInclusive;
use std::sync::OnceLock;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// A holiday's name in English and in the country's own language.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct HolidayName {
    pub english: Cow<'static, str>,
    pub local: Cow<'static, str>,
}

/// The date of the compiled data.
#[must_use]
pub fn data_version() -> &'static str {
    data().version
}

/// The years of which holidays are known.
#[must_use]
pub fn data_years() -> RangeInclusive<i16> {
    data().years.clone()
}

pub(super) struct Data {
    pub(super) version: &'static str,
    pub(super) years: RangeInclusive<i16>,
    countries: BTreeMap<&'static str, Vec<Line>>,
}

/// One holiday of a country or subdivision with all its days.
pub(super) struct Line {
    /// Empty: the whole country.
    pub(super) subdivision: &'static str,
    /// The subdivision does *not* have these national days.
    pub(super) lacks: bool,
    pub(super) name: HolidayName,
    pub(super) dates: Vec<Date>,
}

impl Data {
    pub(super) fn country(&self, country: &str) -> Option<&[Line]> {
        self.countries.get(country).map(Vec::as_slice)
    }
}

pub(super) fn data() -> &'static Data {
    static DATA: OnceLock<Data> = OnceLock::new();
    DATA.get_or_init(|| {
        read(include_str!("../../data/holidays.txt")).expect("a test reads the compiled holidays")
    })
}

pub(super) fn read(text: &'static str) -> Option<Data> {
    let mut lines = text.lines().filter(|line| !line.starts_with('#'));
    let version = lines.next()?.strip_prefix("version ")?;
    let (first, last) = lines.next()?.strip_prefix("years ")?.split_once("..")?;
    let years = first.parse().ok()?..=last.parse().ok()?;
    let mut countries: BTreeMap<&str, Vec<Line>> = BTreeMap::new();
    for written in lines {
        let (country, line) = read_line(written, &years)?;
        countries.entry(country).or_default().push(line);
    }
    Some(Data {
        version,
        years,
        countries,
    })
}

fn read_line(written: &'static str, years: &RangeInclusive<i16>) -> Option<(&'static str, Line)> {
    let mut fields = written.split('|');
    let country = fields.next()?;
    let subdivision = fields.next()?;
    let lacks = match fields.next()? {
        "" => false,
        "lacks" => true,
        _ => return None,
    };
    let name = HolidayName {
        english: Cow::Borrowed(fields.next()?),
        local: Cow::Borrowed(fields.next()?),
    };
    let mut dates = Vec::new();
    for token in fields.next()?.split(' ') {
        read_days(token, years, &mut dates)?;
    }
    Some((
        country,
        Line {
            subdivision,
            lacks,
            name,
            dates,
        },
    ))
}

/// `MM-DD`, `YYYY/MM-DD` or `YYYY..YYYY/MM-DD`.
fn read_days(token: &str, years: &RangeInclusive<i16>, dates: &mut Vec<Date>) -> Option<()> {
    let (years, day) = match token.split_once('/') {
        None => (years.clone(), token),
        Some((span, day)) => {
            let (first, last) = span.split_once("..").unwrap_or((span, span));
            (first.parse().ok()?..=last.parse().ok()?, day)
        }
    };
    let (month, day) = day.split_once('-')?;
    let (month, day) = (month.parse().ok()?, day.parse().ok()?);
    for year in years {
        dates.push(Date::new(year, month, day).ok()?);
    }
    Some(())
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_line_may_take_national_days_away() {
        let text = "version x\nyears 2024..2025\nQQ|||Day|dan|01-01 2025/02-03\nQQ|A|lacks|Day|dan|2024..2025/01-01";
        let data = read(text).expect("readable");
        let lines = data.country("QQ").expect("known");
        assert_eq!(
            lines[0].dates,
            [date(2024, 1, 1), date(2025, 1, 1), date(2025, 2, 3)]
        );
        assert!(!lines[0].lacks);
        assert_eq!((lines[1].subdivision, lines[1].lacks), ("A", true));
        assert_eq!(lines[1].dates, [date(2024, 1, 1), date(2025, 1, 1)]);
    }

    #[test]
    fn unreadable_data_is_refused_whole() {
        let head = "version x\nyears 2024..2025\n";
        assert!(read("version x\nyears 2024..2025\n").is_some());
        for line in [
            "QQ||gone|Day|dan|01-01",
            "QQ|||Day|dan|13-01",
            "QQ|||Day|dan",
            "QQ|||Day|dan|",
        ] {
            let text = Box::leak(format!("{head}{line}").into_boxed_str());
            assert!(read(text).is_none(), "{line}");
        }
    }
}
