//! What `pgbench` reaches with the statements of a reply: PostgreSQL's own limit for them, without any code of ours.

use std::fs;
use std::path::Path;
use std::process::Command;

use super::figures::Figures;
use crate::{run, tools};

const TURNS: &str = include_str!("pgbench/turns.sql");
const REPLY: &str = include_str!("pgbench/reply.sql");

/// As many as our own clients.
const CLIENTS: usize = 64;

/// Sends about so many replies into conversations that nobody has answered yet.
pub(super) fn measure(url: &str, folder: &Path, replies: usize) -> Result<Figures, String> {
    let programs = tools::postgres()?;
    let write = |name: &str, text: &str| {
        let path = folder.join(name);
        let written = fs::write(&path, text);
        written.map_err(|error| format!("writing {path:?}: {error}"))?;
        Ok::<_, String>(path)
    };
    let (turns, reply) = (write("turns.sql", TURNS)?, write("reply.sql", REPLY)?);
    let mut psql = Command::new(programs.join("psql"));
    psql.args(["--quiet", "--set=ON_ERROR_STOP=1", "--file"]);
    run::output(psql.arg(turns).arg(url))?;
    let log = folder.join("pgbench");
    fs::create_dir_all(&log).map_err(|error| format!("creating {log:?}: {error}"))?;
    let mut pgbench = Command::new(programs.join("pgbench"));
    pgbench
        .args(["--no-vacuum", "--protocol=prepared", "--jobs=1", "--log"])
        .arg(format!("--client={CLIENTS}"))
        .arg(format!("--transactions={}", replies / CLIENTS))
        .arg("--file")
        .arg(reply)
        .current_dir(&log);
    let said = run::output(pgbench.arg(url))?;
    let figures = rate(&said).zip(took_us(&log)?);
    fs::remove_dir_all(&log).map_err(|error| format!("removing {log:?}: {error}"))?;
    let (a_second, (p50_us, p99_us)) = figures.ok_or_else(|| format!("pgbench said {said:?}"))?;
    Ok(Figures {
        a_second,
        p50_us,
        p99_us,
    })
}

/// Transactions a second, unless some failed.
fn rate(said: &str) -> Option<f64> {
    let line = said.lines().find_map(|line| line.strip_prefix("tps = "))?;
    let failed = said
        .lines()
        .find_map(|line| line.strip_prefix("number of failed transactions: "))?;
    (failed.split_whitespace().next()? == "0").then_some(())?;
    line.split_whitespace().next()?.parse().ok()
}

/// The median and the 99th percentile of the third column of its log: microseconds of each transaction.
fn took_us(folder: &Path) -> Result<Option<(f64, f64)>, String> {
    let failed = |error: std::io::Error| format!("reading what each reply took: {error}");
    let mut all = Vec::new();
    for entry in fs::read_dir(folder).map_err(failed)? {
        let text = fs::read_to_string(entry.map_err(failed)?.path()).map_err(failed)?;
        let column = |line: &str| line.split_whitespace().nth(2)?.parse::<u32>().ok();
        all.extend(text.lines().filter_map(column));
    }
    all.sort_unstable();
    let at = |percent: usize| all.get(all.len() * percent / 100).copied().map(f64::from);
    Ok(at(50).zip(at(99)))
}

#[cfg(test)]
mod tests {
    use super::rate;

    #[test]
    fn a_run_with_failures_has_no_rate() {
        let said = |failed: u32| {
            format!(
                "number of failed transactions: {failed} (0.000%)\nlatency average = 1.000 ms\ntps = 1234.5 (without initial connection time)\n"
            )
        };
        assert_eq!(rate(&said(0)), Some(1_234.5));
        assert_eq!(rate(&said(3)), None);
    }
}
