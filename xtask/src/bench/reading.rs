//! Large data read over HTTP: pages and JSON, of the largest seller and of small ones.

use std::fs::{self, File};
use std::process::Stdio;

use super::figures::Figures;
use super::large;
use super::subject::Subject;
use crate::{run, workspace};

const CLIENTS: usize = 8;
const WARM_UP: usize = 400;
const MEASURED: usize = 4_000;

/// What the load calls it, and what it is called in the table.
const READS: [(&str, &str); 6] = [
    ("needs-reply", "inbox, needs reply, as JSON"),
    ("all", "inbox, all, as JSON"),
    ("counts", "counts, as JSON"),
    ("messages", "50 messages of a conversation, as JSON"),
    ("list-page", "inbox, all, as a page with its counts"),
    ("thread-page", "a conversation of 50 messages as a page"),
];

/// What `large turns` calls them, and what they are called in the table.
const SELLERS: [(&str, &str); 2] = [
    ("largest", "the largest seller"),
    ("small", "small sellers"),
];

/// What one service took, all kinds for each of the sellers.
#[derive(Debug)]
pub(super) struct Reading {
    figures: Vec<Figures>,
    ready_ms: f64,
    /// After all that was read.
    resident_kb: u64,
}

impl Reading {
    pub(super) fn measure(
        name: &'static str,
        url: &str,
        conversations: u64,
    ) -> Result<Reading, String> {
        let mut subjects = Vec::new();
        for (whose, _) in SELLERS {
            let folder = workspace::target("bench").join(whose);
            fs::create_dir_all(&folder).map_err(|error| format!("creating {folder:?}: {error}"))?;
            let turns = folder.join("turns.json");
            let file =
                File::create(&turns).map_err(|error| format!("creating {turns:?}: {error}"))?;
            let mut large = large::program();
            large.args(["turns", whose, &conversations.to_string()]);
            run::status_into(&mut large, Stdio::from(file))?;
            let subject = Subject::new(name, url.to_owned(), &folder);
            subject.enter(&turns)?;
            subjects.push(subject);
        }
        let first = subjects.first().ok_or("nobody reads")?;
        let service = first.serve()?;
        let span = [
            "--first=0".to_owned(),
            format!("--warm-up={WARM_UP}"),
            format!("--measured={MEASURED}"),
            format!("--clients={CLIENTS}"),
        ];
        let mut figures = Vec::new();
        for (what, _) in READS {
            for subject in &subjects {
                figures.push(subject.read(what, &service, &span)?);
            }
        }
        let reading = Reading {
            figures,
            ready_ms: service.ready_ms,
            resident_kb: service.resident_kb()?,
        };
        service.end()?;
        Ok(reading)
    }
}

/// Few conversations against many.
pub(super) fn table(name: &str, few: (u64, &Reading), many: (u64, &Reading)) -> String {
    let ((count_of_few, few), (count, many)) = (few, many);
    let mut rows = vec![
        format!(
            "| {name}, over HTTP | whose | {count_of_few}: p50 in ms | p99 | {count}: p50 in ms | p99 | p99 to p99 |"
        ),
        "|---|---|---:|---:|---:|---:|---:|".to_owned(),
    ];
    let named = READS
        .iter()
        .flat_map(|(_, what)| SELLERS.map(|(_, whose)| format!("{what} | {whose}")));
    for ((named, few), many) in named.zip(&few.figures).zip(&many.figures) {
        rows.push(format!(
            "| {named} | {:.2} | {:.2} | {:.2} | {:.2} | {:.1} |",
            few.p50_us / 1_000.0,
            few.p99_us / 1_000.0,
            many.p50_us / 1_000.0,
            many.p99_us / 1_000.0,
            many.p99_us / few.p99_us
        ));
    }
    rows.push(format!(
        "\n{name}: with {count} conversations the service took requests after {:.0} ms ({:.0} with {count_of_few}), \
         and held {:.0} MB after these reads ({:.0}).",
        many.ready_ms,
        few.ready_ms,
        many.resident_kb as f64 / 1_000.0,
        few.resident_kb as f64 / 1_000.0,
    ));
    rows.join("\n")
}

#[cfg(test)]
mod tests {
    use super::{READS, Reading, SELLERS, table};
    use crate::bench::figures::Figures;

    fn reading(p99_us: f64) -> Reading {
        let figures = Figures {
            a_second: 1.0,
            p50_us: 500.0,
            p99_us,
        };
        Reading {
            figures: vec![figures; READS.len() * SELLERS.len()],
            ready_ms: 20.0,
            resident_kb: 51_000,
        }
    }

    #[test]
    fn few_are_held_against_many_for_each_kind_and_seller() {
        let told = table(
            "SQLite",
            (10, &reading(2_000.0)),
            (1_000, &reading(3_000.0)),
        );
        let row = "| counts, as JSON | small sellers | 0.50 | 2.00 | 0.50 | 3.00 | 1.5 |";
        assert!(told.contains(row), "{told}");
        assert_eq!(told.lines().count(), 2 + READS.len() * SELLERS.len() + 2);
        assert!(
            told.contains("20 ms (20 with 10), and held 51 MB"),
            "{told}"
        );
    }
}
