//! What this process is: its version, since when it runs, and how much memory it holds.

use super::exposition::Exposition;
use crate::app::App;

pub(super) fn tell(app: &App, told: &mut Exposition) {
    told.info(
        "dopis_build",
        "What is running",
        "version",
        env!("CARGO_PKG_VERSION"),
    );
    // These two have the names that Prometheus gives them for every program.
    told.gauge(
        "process_start_time_seconds",
        "Unix time at which the process began",
        app.began_at.as_second(),
    );
    if let Some(bytes) = resident_bytes() {
        told.gauge(
            "process_resident_memory_bytes",
            "Memory that the process holds",
            bytes,
        );
    }
}

/// As Linux tells it; nothing elsewhere.
fn resident_bytes() -> Option<i64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    resident(&status)
}

fn resident(status: &str) -> Option<i64> {
    let mut lines = status.lines();
    let told = lines.find_map(|line| line.strip_prefix("VmRSS:"))?;
    let kilobytes: i64 = told.trim().strip_suffix(" kB")?.parse().ok()?;
    kilobytes.checked_mul(1_024)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn memory_is_read_where_it_is_told() {
        let status = "Name:\tdopis\nVmHWM:\t   90000 kB\nVmRSS:\t   81920 kB\n";
        assert_eq!(resident(status), Some(83_886_080));
        for other in ["", "VmRSS:\t 7 pages", "VmRSS:"] {
            assert_eq!(resident(other), None, "{other}");
        }
    }
}
