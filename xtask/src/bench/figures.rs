//! What was measured, and the table that is made of it.

use serde_json::Value;

/// The result of one measurement.
#[derive(Debug, Clone, Copy)]
pub(super) struct Figures {
    pub(super) a_second: f64,
    pub(super) p50_us: f64,
    pub(super) p99_us: f64,
}

/// All rounds of one kind of measurement.
#[derive(Debug, Default)]
pub(super) struct Series(Vec<Figures>);

impl Figures {
    /// Reads what the load prints.
    pub(super) fn parse(line: &str) -> Result<Figures, String> {
        let value: Value = serde_json::from_str(line)
            .map_err(|error| format!("reading the figures {line:?}: {error}"))?;
        let number = |name: &str| {
            let number = value[name].as_f64();
            number.ok_or_else(|| format!("the figures {line:?} have no {name}"))
        };
        Ok(Figures {
            a_second: number("a_second")?,
            p50_us: number("p50_us")?,
            p99_us: number("p99_us")?,
        })
    }
}

impl Series {
    pub(super) fn push(&mut self, figures: Figures) {
        self.0.push(figures);
    }

    /// A row of a Markdown table: rate with its range, and latencies.
    pub(super) fn row(&self, name: &str) -> String {
        let rate = |figures: &Figures| figures.a_second;
        let (lowest, highest) = range(self.0.iter().map(rate));
        format!(
            "| {name} | {:.0} | {lowest:.0}–{highest:.0} | {:.1} | {:.1} |",
            median(self.0.iter().map(rate)),
            median(self.0.iter().map(|figures| figures.p50_us)) / 1_000.0,
            median(self.0.iter().map(|figures| figures.p99_us)) / 1_000.0,
        )
    }

    /// The median of this one's rate as a share of the other's, round by round, in percent.
    pub(super) fn percent_of(&self, other: &Series) -> f64 {
        let pairs = self.0.iter().zip(&other.0);
        median(pairs.map(|(mine, its)| 100.0 * mine.a_second / its.a_second))
    }
}

/// NaN of none.
pub(super) fn median(values: impl Iterator<Item = f64>) -> f64 {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    match (values.len(), values.len() / 2) {
        (0, _) => f64::NAN,
        (count, middle) if count % 2 == 1 => values[middle],
        (_, middle) => f64::midpoint(values[middle - 1], values[middle]),
    }
}

fn range(values: impl Iterator<Item = f64>) -> (f64, f64) {
    values.fold((f64::INFINITY, 0.0), |(lowest, highest), value| {
        (f64::min(lowest, value), f64::max(highest, value))
    })
}

#[cfg(test)]
mod tests {
    use super::{Figures, Series};

    fn series(rates: &[f64]) -> Series {
        let figures = |&a_second: &f64| Figures {
            a_second,
            p50_us: 1_500.0,
            p99_us: 20_000.0,
        };
        Series(rates.iter().map(figures).collect())
    }

    #[test]
    fn a_row_shows_medians() {
        assert_eq!(
            series(&[100.0, 900.0, 200.0]).row("HTTP"),
            "| HTTP | 200 | 100–900 | 1.5 | 20.0 |"
        );
        assert_eq!(
            series(&[100.0, 200.0]).row("HTTP"),
            "| HTTP | 150 | 100–200 | 1.5 | 20.0 |"
        );
    }

    #[test]
    fn rounds_are_compared_in_pairs() {
        let http = series(&[100.0, 50.0, 80.0]);
        let bare = series(&[200.0, 200.0, 100.0]);
        assert!((http.percent_of(&bare) - 50.0).abs() < 0.001);
    }

    #[test]
    fn figures_are_read_and_nonsense_is_refused() {
        let read = Figures::parse(r#"{"a_second":12.5,"p50_us":3,"p99_us":4}"#);
        assert!(read.is_ok_and(|figures| (figures.a_second - 12.5).abs() < 0.001));
        assert!(Figures::parse(r#"{"a_second":12.5}"#).is_err());
        assert!(Figures::parse("nothing").is_err());
    }
}
