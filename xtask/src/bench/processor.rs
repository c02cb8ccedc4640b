//! Where the cores' time goes while a load runs: to the service, to the load, to PostgreSQL, elsewhere, or nowhere.

use std::fs;

use super::figures::median;

/// `sysconf(_SC_CLK_TCK)`, which is the same on every Linux.
pub(super) const TICKS_A_SECOND: f64 = 100.0;

/// Who is told apart, in the order of the table.
const WHO: [&str; 5] = ["service", "load", "PostgreSQL", "everything else", "idle"];

/// Ticks of the clock that each has had, everything else being what nobody here can name: the kernel's own threads, its
/// interrupts, and other programs.
#[derive(Debug, Clone, Copy)]
pub(super) struct Used([u64; WHO.len()]);

/// What each had of all cores, in percent, round by round.
#[derive(Debug, Default)]
pub(super) struct Division(Vec<[f64; WHO.len()]>);

impl Used {
    /// Until now; the load is whatever this process has started and seen end.
    pub(super) fn read(service: u32, postgres: Option<u32>) -> Result<Used, String> {
        let service = of(service)?;
        let load = Times::of("self")?.ended_children;
        let postgres = postgres.map_or(Ok(0), of_postgres)?;
        let (busy, idle) = of_machine()?;
        let known = service + load + postgres;
        Ok(Used([
            service,
            load,
            postgres,
            busy.saturating_sub(known),
            idle,
        ]))
    }

    /// In percent of all ticks since then.
    fn since(self, before: Used) -> [f64; WHO.len()] {
        let mut passed = self.0;
        for (one, earlier) in passed.iter_mut().zip(before.0) {
            *one = one.saturating_sub(earlier);
        }
        let all: u64 = passed.iter().sum();
        passed.map(|one| 100.0 * one as f64 / all as f64)
    }
}

impl Division {
    pub(super) fn push(&mut self, before: Used, after: Used) {
        self.0.push(after.since(before));
    }

    /// The head of the table that has a row for each database.
    pub(super) fn head() -> String {
        let line = "---:|".repeat(WHO.len());
        let who = WHO.join(" | ");
        format!("| of the cores' time | {who} |\n|---|{line}")
    }

    /// The medians of all rounds.
    pub(super) fn row(&self, name: &str) -> String {
        let at = |place: usize| median(self.0.iter().map(|shares| shares[place]));
        let shares: Vec<String> = (0..WHO.len())
            .map(|place| format!("{:.0} %", at(place)))
            .collect();
        format!("| {name} | {} |", shares.join(" | "))
    }
}

/// Of one process, in ticks.
struct Times {
    own: u64,
    ended_children: u64,
    parent: u32,
}

impl Times {
    fn of(process: &str) -> Result<Times, String> {
        let path = format!("/proc/{process}/stat");
        let stat = fs::read_to_string(&path).map_err(|error| format!("reading {path}: {error}"))?;
        Times::parse(&stat).ok_or_else(|| format!("{path} has no times"))
    }

    /// proc_pid_stat(5); the name is in brackets and may hold anything.
    fn parse(stat: &str) -> Option<Times> {
        let (_, fields) = stat.rsplit_once(')')?;
        let fields: Vec<&str> = fields.split_whitespace().collect();
        let number = |place: usize| fields.get(place)?.parse::<u64>().ok();
        Some(Times {
            own: number(11)? + number(12)?,
            ended_children: number(13)? + number(14)?,
            parent: fields.get(1)?.parse().ok()?,
        })
    }
}

/// All threads of a process, in and outside of the kernel, in ticks.
pub(super) fn of(process: u32) -> Result<u64, String> {
    Ok(Times::of(&process.to_string())?.own)
}

/// PostgreSQL has a process for each connection, all of them children of its first one.
fn of_postgres(first: u32) -> Result<u64, String> {
    let times = Times::of(&first.to_string())?;
    let mut ticks = times.own + times.ended_children;
    let processes = fs::read_dir("/proc").map_err(|error| format!("reading /proc: {error}"))?;
    for process in processes.flatten() {
        let name = process.file_name();
        let number = name.to_str().filter(|name| name.parse::<u32>().is_ok());
        // One that has ended meanwhile counts as the first one's.
        let times = number.and_then(|number| Times::of(number).ok());
        ticks += times.map_or(0, |times| if times.parent == first { times.own } else { 0 });
    }
    Ok(ticks)
}

/// Busy and idle ticks of all cores.
fn of_machine() -> Result<(u64, u64), String> {
    let stat =
        fs::read_to_string("/proc/stat").map_err(|error| format!("reading /proc/stat: {error}"))?;
    machine(&stat).ok_or_else(|| "/proc/stat has no times".to_owned())
}

/// The first line of proc_stat(5): user, nice, system, idle, waiting for the disk, interrupts and what was stolen.
fn machine(stat: &str) -> Option<(u64, u64)> {
    let line = stat.lines().next()?.strip_prefix("cpu ")?;
    let ticks: Option<Vec<u64>> = line
        .split_whitespace()
        .take(8)
        .map(|number| number.parse().ok())
        .collect();
    let ticks = ticks.filter(|ticks| ticks.len() == 8)?;
    let idle = ticks[3] + ticks[4];
    Some((ticks.iter().sum::<u64>() - idle, idle))
}

#[cfg(test)]
mod tests {
    use super::{Division, Times, Used, machine};

    #[test]
    fn the_time_used_is_read_behind_any_name() {
        let stat = "12 (a) b) S 1 12 12 0 -1 4194560 100 0 0 0 250 30 7 5 20 0 4 0 1000 0 0";
        let times = Times::parse(stat).unwrap();
        assert_eq!(
            (times.own, times.ended_children, times.parent),
            (280, 12, 1)
        );
        assert!(Times::parse("12 (dopis) S 1").is_none());
    }

    #[test]
    fn waiting_for_the_disk_is_idleness() {
        assert_eq!(
            machine("cpu  10 1 5 100 20 0 2 3 0 0\ncpu0 1\n"),
            Some((21, 120))
        );
        assert_eq!(machine("cpu  10 1 5\n"), None);
    }

    #[test]
    fn what_each_had_is_told_in_percent_of_all() {
        let mut division = Division::default();
        let before = Used([10, 5, 0, 3, 100]);
        division.push(before, Used([30, 15, 0, 8, 165]));
        assert_eq!(
            division.row("SQLite"),
            "| SQLite | 20 % | 10 % | 0 % | 5 % | 65 % |"
        );
    }
}
