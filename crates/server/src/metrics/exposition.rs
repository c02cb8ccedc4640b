//! Figures of one moment as text (OpenMetrics). It knows no figure.

use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::counter::{ConstCounter, Counter};
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::{ConstGauge, Gauge};
use prometheus_client::metrics::info::Info;
use prometheus_client::registry::{Metric, Registry};

/// One label and its value.
type Label = [(&'static str, String); 1];

/// What one scrape tells. Names are whole, but for the `_total` of counters and the `_info` of [`Exposition::info`].
#[derive(Debug, Default)]
pub(super) struct Exposition(Registry);

impl Exposition {
    pub(super) fn gauge(&mut self, name: &'static str, help: &'static str, value: i64) {
        self.register(name, help, ConstGauge::new(value));
    }

    pub(super) fn counter(&mut self, name: &'static str, help: &'static str, value: u64) {
        self.register(name, help, ConstCounter::new(value));
    }

    /// A gauge for each value of the label.
    pub(super) fn gauges(
        &mut self,
        name: &'static str,
        help: &'static str,
        label: &'static str,
        values: impl IntoIterator<Item = (String, i64)>,
    ) {
        let family = Family::<Label, Gauge>::default();
        for (of, value) in values {
            family.get_or_create(&[(label, of)]).set(value);
        }
        self.register(name, help, family);
    }

    /// A counter for each value of the label.
    pub(super) fn counters(
        &mut self,
        name: &'static str,
        help: &'static str,
        label: &'static str,
        values: impl IntoIterator<Item = (String, u64)>,
    ) {
        let family = Family::<Label, Counter>::default();
        for (of, value) in values {
            family.get_or_create(&[(label, of)]).inc_by(value);
        }
        self.register(name, help, family);
    }

    /// What stays as it is while the process lives.
    pub(super) fn info(
        &mut self,
        name: &'static str,
        help: &'static str,
        label: &'static str,
        of: &str,
    ) {
        let label: Label = [(label, of.to_owned())];
        self.register(name, help, Info::new(label));
    }

    pub(super) fn register(&mut self, name: &'static str, help: &'static str, metric: impl Metric) {
        self.0.register(name, help, metric);
    }

    pub(super) fn text(&self) -> Result<String, std::fmt::Error> {
        let mut text = String::new();
        encode(&mut text, &self.0)?;
        Ok(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_value_of_a_label_ends_before_its_end() {
        let mut told = Exposition::default();
        let name = "a \"b\" \\ c\nd".to_owned();
        told.gauges("dopis_any", "Any", "witness", [(name, 7)]);
        let text = "# HELP dopis_any Any.\n# TYPE dopis_any gauge\n\
            dopis_any{witness=\"a \\\"b\\\" \\\\ c\\nd\"} 7\n# EOF\n";
        assert_eq!(told.text().unwrap(), text);
    }
}
