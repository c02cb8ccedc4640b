//! What a scrape told, read as strictly as OpenMetrics 1.0 wants it written.

use std::collections::{BTreeMap, BTreeSet};

/// The figures by their names with their labels, as they were written.
#[derive(Debug)]
pub struct Figures {
    values: BTreeMap<String, f64>,
}

/// What is being told of.
#[derive(Debug, Default)]
struct Family {
    name: String,
    kind: String,
}

impl Family {
    /// Whether a figure of this name may stand under it.
    fn has(&self, name: &str) -> bool {
        let Some(end) = name.strip_prefix(&self.name) else {
            return false;
        };
        match self.kind.as_str() {
            "gauge" => end.is_empty(),
            "counter" => end == "_total",
            "info" => end == "_info",
            "histogram" => ["_bucket", "_sum", "_count"].contains(&end),
            other => panic!("{other} is no kind that Dopis has"),
        }
    }
}

impl Figures {
    pub fn read(text: &str) -> Figures {
        let told = text.strip_suffix("# EOF\n").expect("it ends with # EOF");
        let (mut values, mut known) = (BTreeMap::new(), BTreeSet::new());
        let (mut family, mut explained) = (Family::default(), String::new());
        for line in told.lines() {
            if let Some(help) = line.strip_prefix("# HELP ") {
                let (name, words) = help.split_once(' ').unwrap();
                assert!(!words.trim().is_empty(), "{line}");
                assert!(known.insert(name.to_owned()), "{name} is told of twice");
                name.clone_into(&mut explained);
            } else if let Some(kind) = line.strip_prefix("# TYPE ") {
                let (name, kind) = kind.split_once(' ').unwrap();
                assert!(is_name(name) && name == explained, "{line}");
                (family.name, family.kind) = (name.to_owned(), kind.to_owned());
            } else {
                let (series, value) = read_figure(line);
                let name = series.split('{').next().unwrap();
                assert!(family.has(name), "{line} under {family:?}");
                let value: f64 = value.parse().unwrap();
                let is_count = family.kind != "gauge";
                assert!(value.is_finite() && !(is_count && value < 0.0), "{line}");
                let before = values.insert(series.to_owned(), value);
                assert_eq!(before, None, "{series} is told twice");
            }
        }
        let figures = Figures { values };
        figures.check_histograms();
        figures
    }

    /// The figure; fails the test where there is none.
    pub fn of(&self, series: &str) -> f64 {
        self.find(series)
            .unwrap_or_else(|| panic!("no {series} among {:#?}", self.values.keys()))
    }

    pub fn find(&self, series: &str) -> Option<f64> {
        self.values.get(series).copied()
    }

    pub fn all(&self) -> impl Iterator<Item = &str> {
        self.values.keys().map(String::as_str)
    }

    /// The last bucket holds all that were counted.
    fn check_histograms(&self) {
        for (series, count) in &self.values {
            if let Some((name, labels)) = series.split_once("_count{") {
                let labels = labels.strip_suffix('}').unwrap();
                let all = [
                    format!("{labels},le=\"+Inf\""),
                    format!("le=\"+Inf\",{labels}"),
                ];
                let mut last = all
                    .iter()
                    .map(|labels| format!("{name}_bucket{{{labels}}}"));
                assert!(
                    last.any(|series| self.find(&series) == Some(*count)),
                    "{series}"
                );
            }
        }
    }
}

/// Name with labels, and value; there is no third part, which would be an instant.
fn read_figure(line: &str) -> (&str, &str) {
    let end = line.rfind('}').map_or(0, |at| at + 1);
    let (behind, value) = line[end..].split_once(' ').unwrap();
    assert!(!value.contains(' '), "{line}");
    let series = &line[..end + behind.len()];
    let (name, labels) = match series.split_once('{') {
        Some((name, labels)) => (name, labels.strip_suffix('}').unwrap()),
        None => (series, ""),
    };
    assert!(is_name(name), "{line}");
    check_labels(labels);
    (series, value)
}

/// `name="value"` with commas between, no name twice, and in values no quote or backslash by itself.
fn check_labels(labels: &str) {
    let (mut rest, mut names) = (labels, BTreeSet::new());
    while !rest.is_empty() {
        let (name, value) = rest.split_once("=\"").unwrap();
        assert!(is_name(name) && names.insert(name), "{labels}");
        let mut escaped = false;
        let end = value.find(|c| {
            let ends = c == '"' && !escaped;
            escaped = c == '\\' && !escaped;
            ends
        });
        let behind = &value[end.unwrap() + 1..];
        rest = match behind.is_empty() {
            true => behind,
            false => behind.strip_prefix(',').unwrap(),
        };
    }
}

fn is_name(text: &str) -> bool {
    let is_letter = |byte: u8| byte.is_ascii_alphabetic() || byte == b'_';
    let starts = text.bytes().next().is_some_and(is_letter);
    starts
        && text
            .bytes()
            .all(|byte| is_letter(byte) || byte.is_ascii_digit())
}
