//! What `wrk` reaches where our own clients ask the same: a second opinion of the least that the service can be asked for.

use std::process::Command;

use super::figures::Figures;
use crate::{run, tools};

/// As many connections as our own clients have, on one thread.
const CONNECTIONS: &str = "-c64";
const LASTING: &str = "-d3s";

/// Asks this address for as long as it takes.
pub(super) fn measure(address: &str) -> Result<Figures, String> {
    let mut wrk = Command::new(tools::wrk()?);
    wrk.args(["-t1", CONNECTIONS, LASTING, "--latency"]);
    let said = run::output(wrk.arg(format!("http://{address}/health")))?;
    read(&said).ok_or_else(|| format!("wrk said {said:?}"))
}

/// Its figures, unless some answers were not as they should be.
fn read(said: &str) -> Option<Figures> {
    if said.contains("Non-2xx") || said.contains("Socket errors") {
        return None;
    }
    let after = |name: &str| {
        let line = said.lines().find_map(|line| line.trim().strip_prefix(name));
        line.map(str::trim)
    };
    Some(Figures {
        a_second: after("Requests/sec:")?.parse().ok()?,
        p50_us: us(after("50%")?)?,
        p99_us: us(after("99%")?)?,
    })
}

fn us(text: &str) -> Option<f64> {
    let units = [("us", 1.0), ("ms", 1e3), ("s", 1e6)];
    units.into_iter().find_map(|(unit, us)| {
        let number: f64 = text.strip_suffix(unit)?.parse().ok()?;
        Some(number * us)
    })
}

#[cfg(test)]
mod tests {
    use super::read;

    const SAID: &str = "Running 3s test @ http://127.0.0.1:1/health\n  1 threads and 64 connections\n  \
        Latency Distribution\n     50%    2.51ms\n     75%    2.93ms\n     90%  800.00us\n     99%    1.01s \n  \
        60000 requests in 3.00s, 9.00MB read\nRequests/sec:  20000.50\nTransfer/sec:      3.00MB\n";

    #[test]
    fn its_figures_are_read_in_their_units() {
        let figures = read(SAID).unwrap();
        let read = (figures.a_second, figures.p50_us, figures.p99_us);
        assert_eq!(read, (20_000.5, 2_510.0, 1_010_000.0));
    }

    #[test]
    fn refused_requests_are_no_figures() {
        let refused = format!("{SAID}  Non-2xx or 3xx responses: 4\n");
        assert!(read(&refused).is_none());
    }
}
