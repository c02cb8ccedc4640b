//! The charts of a period, every part of them a slice with its own list.

use jiff::civil::Date;
use jiff::{SignedDuration, civil::time};
use rules::figures::{AGES_H, Kind, Slice};
use rules::time::Weekday;

use super::address::Asked;
use crate::actions::figures::Figures;
use crate::pages::views::chart::{Bar, Bars, Cell, Grid, GridCell, GridRow, Line, Point, Table};
use crate::pages::views::format::Reader;

const WEEKDAYS: [&str; 7] = [
    "figure-monday",
    "figure-tuesday",
    "figure-wednesday",
    "figure-thursday",
    "figure-friday",
    "figure-saturday",
    "figure-sunday",
];

/// Everything that the charts are drawn from.
#[derive(Debug, Clone, Copy)]
pub(super) struct Drawing<'a> {
    pub reader: &'a Reader,
    pub asked: &'a Asked,
    pub figures: &'a Figures,
}

/// "92 %" of those that are judged; `None` of none.
pub(super) fn share(on_time: usize, late: usize) -> Option<String> {
    let judged = on_time + late;
    (judged > 0).then(|| format!("{}\u{a0}%", on_time * 100 / judged))
}

impl Drawing<'_> {
    pub(super) fn punctuality(self) -> Bars {
        let mut bars = Vec::new();
        let mut rows = Vec::new();
        for week in self.figures.period.mondays.iter().rev() {
            let of = |kind| Slice {
                week: Some(*week),
                ..Slice::of(kind)
            };
            let (on_time, late) = (
                self.figures.count(of(Kind::OnTime)),
                self.figures.count(of(Kind::Late)),
            );
            let label = self.reader.day_of_year(*week);
            let filled = parts(on_time, on_time + late);
            let value = share(on_time, late).unwrap_or_else(|| "–".to_owned());
            bars.push(Bar {
                spoken: format!("{label} {value}"),
                label: label.clone(),
                value: value.clone(),
                filled,
                hatched: if late > 0 { 1000 - filled } else { 0 },
                url: (on_time > 0).then(|| self.asked.list(of(Kind::OnTime))),
            });
            rows.push(vec![
                Cell::plain(label),
                Cell::plain(value),
                Cell::count(on_time, self.asked.list(of(Kind::OnTime))),
                Cell::count(late, self.asked.list(of(Kind::Late))),
            ]);
        }
        let headers = [
            "figure-week",
            "figure-on-time",
            "figure-in-time-count",
            "figure-late",
        ];
        Bars {
            id: "chart-punctuality",
            title: self.t("figure-punctuality-title"),
            description: self.t("figure-punctuality-lead"),
            bars,
            table_title: self.t("figure-as-table"),
            table: self.table(&headers, rows),
        }
    }

    pub(super) fn waiting(self) -> Bars {
        let of = |age| Slice {
            age: Some(age),
            ..Slice::of(Kind::Waiting)
        };
        let counts: Vec<usize> = (0..=AGES_H.len())
            .map(|age| self.figures.count(of(age)))
            .collect();
        let most = counts.iter().copied().max().unwrap_or(0);
        let mut bars = Vec::new();
        let mut rows = Vec::new();
        for (age, count) in counts.into_iter().enumerate() {
            let label = age_label(age);
            bars.push(Bar {
                spoken: format!("{label}: {count}"),
                label: label.clone(),
                value: count.to_string(),
                filled: parts(count, most),
                hatched: 0,
                url: (count > 0).then(|| self.asked.list(of(age))),
            });
            rows.push(vec![
                Cell::plain(label),
                Cell::count(count, self.asked.list(of(age))),
            ]);
        }
        Bars {
            id: "chart-waiting",
            title: self.t("figure-waiting-title"),
            description: self.t("figure-waiting-lead"),
            bars,
            table_title: self.t("figure-as-table"),
            table: self.table(&["figure-age", "figure-questions-word"], rows),
        }
    }

    /// Median and 90 % of the working time by week; `None` where nothing was answered.
    pub(super) fn times(self) -> Option<Line> {
        let weeks = &self.figures.period.mondays;
        let mut values: Vec<(u32, Date, SignedDuration, SignedDuration, usize)> = Vec::new();
        for (index, week) in weeks.iter().enumerate() {
            let answered = Slice {
                week: Some(*week),
                ..Slice::of(Kind::Answered)
            };
            let [median, most] = self.figures.typical(answered, |question| question.worked);
            if let (Some(median), Some(most), Ok(index)) = (median, most, u32::try_from(index)) {
                values.push((index, *week, median, most, self.figures.count(answered)));
            }
        }
        let top = values.iter().map(|value| value.3).max()?;
        let mut lines = [Vec::new(), Vec::new()];
        let mut rows = Vec::new();
        for (index, week, median, most, count) in values {
            let answered = Slice {
                week: Some(week),
                ..Slice::of(Kind::Answered)
            };
            let (label, url) = (self.reader.day_of_year(week), self.asked.list(answered));
            let texts = [self.reader.rough(median), self.reader.rough(most)];
            for (line, value) in [median, most].into_iter().enumerate() {
                lines[line].push(Point {
                    week: index,
                    weeks: u32::try_from(weeks.len()).unwrap_or(u32::MAX),
                    height: height(value, top),
                    spoken: format!("{label} {}", texts[line]),
                });
            }
            let [median, most] = texts;
            rows.push(vec![
                Cell::plain(label),
                Cell::plain(median),
                Cell::plain(most),
                Cell::count(count, url),
            ]);
        }
        let headers = [
            "figure-week",
            "figure-median",
            "figure-p90",
            "figure-answered-count",
        ];
        let day = |week: Option<&Date>| week.map(|week| self.reader.day_of_year(*week));
        Some(Line {
            id: "chart-times",
            title: self.t("figure-times-title"),
            description: self.t("figure-times-lead"),
            names: [self.t("figure-median"), self.t("figure-p90")],
            top: self.reader.rough(top),
            first: day(weeks.first()).unwrap_or_default(),
            last: day(weeks.last()).unwrap_or_default(),
            lines,
            table_title: self.t("figure-as-table"),
            table: self.table(&headers, rows),
        })
    }

    /// From the first to the last hour of the day in which anything came; `None` where nothing did.
    pub(super) fn load(self) -> Option<Grid> {
        let of = |weekday, hour| Slice {
            weekday: Some(weekday),
            hour: Some(hour),
            ..Slice::of(Kind::Received)
        };
        let counts = self.figures.load();
        let busy = |hour: &usize| counts[*hour].iter().any(|count| *count > 0);
        let first = (0..24).find(busy)?;
        let last = (0..24).rev().find(busy)?;
        let most = counts.iter().flatten().copied().max().unwrap_or(0);
        let columns: Vec<String> = WEEKDAYS.iter().map(|key| self.t(key)).collect();
        let mut rows = Vec::new();
        let mut table = Vec::new();
        for (hour, counts) in counts.iter().enumerate().take(last + 1).skip(first) {
            let hour_i8 = i8::try_from(hour).unwrap_or_default();
            let label = self.reader.time(time(hour_i8, 0, 0, 0));
            let cells = Weekday::ALL.map(|weekday| {
                let count = counts[weekday.index()];
                GridCell {
                    count,
                    level: level(count, most),
                    spoken: format!("{} {label}: {count}", columns[weekday.index()]),
                    url: self.asked.list(of(weekday, hour_i8)),
                }
            });
            let mut row = vec![Cell::plain(label.clone())];
            row.extend(
                cells
                    .iter()
                    .map(|cell| Cell::count(cell.count, cell.url.clone())),
            );
            table.push(row);
            rows.push(GridRow {
                label,
                cells: cells.to_vec(),
            });
        }
        let mut headers = vec!["figure-hour"];
        headers.extend(WEEKDAYS);
        Some(Grid {
            id: "chart-load",
            title: self.t("figure-load-title"),
            description: self.t("figure-load-lead"),
            columns,
            rows,
            table_title: self.t("figure-as-table"),
            table: self.table(&headers, table),
        })
    }

    fn table(self, headers: &[&str], rows: Vec<Vec<Cell>>) -> Table {
        Table {
            headers: headers.iter().map(|key| self.t(key)).collect(),
            rows,
        }
    }

    fn t(self, key: &str) -> String {
        self.reader.texts.t(key)
    }
}

/// "< 1 h", "1–4 h", "> 48 h".
fn age_label(age: usize) -> String {
    match (
        age.checked_sub(1).map(|before| AGES_H[before]),
        AGES_H.get(age),
    ) {
        (None, Some(to)) => format!("<\u{a0}{to}\u{a0}h"),
        (Some(from), Some(to)) => format!("{from}–{to}\u{a0}h"),
        (Some(from), None) => format!("≥\u{a0}{from}\u{a0}h"),
        (None, None) => String::new(),
    }
}

/// Thousandths of the whole.
fn parts(count: usize, whole: usize) -> u32 {
    u32::try_from(count * 1000 / whole.max(1)).unwrap_or(1000)
}

fn height(value: SignedDuration, top: SignedDuration) -> u32 {
    let parts = value.as_micros() * 1000 / top.as_micros().max(1);
    u32::try_from(parts).unwrap_or_default()
}

/// 0 for none, 1 to 4 by quarters of the most.
fn level(count: usize, most: usize) -> u8 {
    u8::try_from((count * 4).div_ceil(most.max(1))).unwrap_or(4)
}
