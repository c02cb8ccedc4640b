//! One database's measurements, round by round.

use std::path::Path;

use super::figures::Series;
use super::pgbench;
use super::processor::{Division, Used};
use super::run::Options;
use super::subject::{Log, Service, Subject};
use super::wrk;

/// Requests to the route that does nothing.
const HEALTH_REQUESTS: usize = 20_000;

/// Lists that are read, as pages and as JSON.
const LISTS: usize = 2_000;

/// Pages that are open and hear nothing.
const IDLE: usize = 1_000;

/// What was measured on one database.
#[derive(Debug)]
pub(super) struct Measured {
    subject: Subject,
    /// PostgreSQL's first process.
    postgres: Option<u32>,
    log: Option<Log>,
    /// Of the cores' time while replies are sent over HTTP.
    division: Division,
    http: Series,
    bare: Series,
    /// Over HTTP too, with the log sealed beside it.
    sealed: Series,
    health: Series,
    wrk: Series,
    /// The statements without any code of ours; of PostgreSQL only.
    pgbench: Series,
    page: Series,
    json: Series,
    /// After its load, in the last round.
    loaded_kb: u64,
    /// From start until it takes requests, the slowest of all rounds.
    ready_ms: f64,
    /// While nobody asks for anything, of one core, the most of all rounds.
    idle_percent: f64,
    /// Kilobytes of the idle connections, in the last round.
    idle_kb: u64,
    /// Prepared replies that have been sent.
    used: usize,
}

impl Measured {
    pub(super) fn new(subject: Subject, postgres: Option<u32>) -> Measured {
        Measured {
            subject,
            postgres,
            log: None,
            division: Division::default(),
            http: Series::default(),
            bare: Series::default(),
            sealed: Series::default(),
            health: Series::default(),
            wrk: Series::default(),
            pgbench: Series::default(),
            page: Series::default(),
            json: Series::default(),
            loaded_kb: 0,
            ready_ms: 0.0,
            idle_percent: 0.0,
            idle_kb: 0,
            used: 0,
        }
    }

    pub(super) fn prepare(&mut self, replies: usize, folder: &Path) -> Result<(), String> {
        println!("{}: {replies} conversations to reply to", self.subject.name);
        self.log = Some(self.subject.log(folder)?);
        self.subject.prepare(replies)
    }

    /// Over HTTP, between bare and with a log, in the order that the round says.
    pub(super) fn round(&mut self, number: usize, options: &Options) -> Result<(), String> {
        if number.is_multiple_of(2) {
            self.bare(options)?;
            self.http(options)?;
            self.sealed(options)
        } else {
            self.sealed(options)?;
            self.http(options)?;
            self.bare(options)
        }
    }

    /// This database's rows of the table.
    pub(super) fn rows(&self) -> String {
        let name = self.subject.name;
        let percent = self.http.percent_of(&self.bare);
        let pages = self.page.percent_of(&self.json);
        let sealed = self.sealed.percent_of(&self.http);
        let mut rows = vec![
            self.http.row(&format!("{name}, replies over HTTP")),
            self.bare.row(&format!("{name}, the bare statements")),
            self.sealed.row(&format!("{name}, replies with a log")),
            self.health.row(&format!("{name}, `GET /health`")),
            self.wrk.row(&format!("{name}, `GET /health` by `wrk`")),
            self.page.row(&format!("{name}, the list as a page")),
            self.json.row(&format!("{name}, the list as JSON")),
        ];
        if self.subject.is_postgres() {
            rows.push(self.pgbench.row("`pgbench` with the same statements"));
        }
        let idle = format!("memory of {IDLE} idle connections");
        let single = [
            ("HTTP as a share of bare", format!("{percent:.0} %")),
            ("with a log as a share of without", format!("{sealed:.1} %")),
            ("pages as a share of JSON", format!("{pages:.0} %")),
            ("memory after the load", mb(self.loaded_kb)),
            (idle.as_str(), mb(self.idle_kb)),
            (
                "from start to the first request, at most",
                format!("{:.0} ms", self.ready_ms),
            ),
            (
                "processor while idle, at most",
                format!("{:.1} %", self.idle_percent),
            ),
        ];
        let single = single.into_iter();
        rows.extend(single.map(|(what, value)| format!("| {name}, {what} | {value} | | | |")));
        rows.join("\n")
    }

    /// This database's row of the table that divides the cores' time.
    pub(super) fn divided(&self) -> String {
        self.division.row(self.subject.name)
    }

    /// The same statements by PostgreSQL's own load generator, after all rounds: nobody seals what it says happened.
    pub(super) fn pgbench(&mut self, folder: &Path, options: &Options) -> Result<(), String> {
        if !self.subject.is_postgres() {
            return Ok(());
        }
        for _ in 0..options.rounds {
            let figures = pgbench::measure(self.subject.url(), folder, options.replies)?;
            println!("  pgbench: {:.0}/s", figures.a_second);
            self.pgbench.push(figures);
        }
        Ok(())
    }

    fn http(&mut self, options: &Options) -> Result<(), String> {
        let service = self.subject.serve()?;
        let span = self.span(options);
        let before = self.used(&service)?;
        let figures = self.subject.http(&service, &span)?;
        self.division.push(before, self.used(&service)?);
        println!("  {}, HTTP: {:.0}/s", self.subject.name, figures.a_second);
        self.http.push(figures);
        let span = arguments(0, HEALTH_REQUESTS / 10, HEALTH_REQUESTS);
        self.health.push(self.subject.health(&service, &span)?);
        self.wrk.push(wrk::measure(&service.address)?);
        let span = arguments(0, LISTS / 10, LISTS);
        self.page
            .push(self.subject.read("list-page", &service, &span)?);
        self.json.push(self.subject.read("all", &service, &span)?);
        self.loaded_kb = service.resident_kb()?;
        service.end()?;
        // Memory that earlier work has given back would hide what they cost.
        let fresh = self.subject.serve()?;
        self.ready_ms = self.ready_ms.max(fresh.ready_ms);
        self.idle_percent = self.idle_percent.max(fresh.idle_percent()?);
        self.idle_kb = self.subject.idle(&fresh, IDLE)?;
        println!(
            "  {}, {IDLE} idle connections: {} kB",
            self.subject.name, self.idle_kb
        );
        fresh.end()
    }

    fn used(&self, service: &Service) -> Result<Used, String> {
        Used::read(service.process(), self.postgres)
    }

    fn sealed(&mut self, options: &Options) -> Result<(), String> {
        let span = self.span(options);
        let log = self.log.as_ref().ok_or("there is no log yet")?;
        let service = self.subject.serve_sealing(log)?;
        let figures = self.subject.http(&service, &span)?;
        println!(
            "  {}, with a log: {:.0}/s",
            self.subject.name, figures.a_second
        );
        self.sealed.push(figures);
        service.end()
    }

    fn bare(&mut self, options: &Options) -> Result<(), String> {
        let span = self.span(options);
        let figures = self.subject.bare(&span)?;
        println!("  {}, bare: {:.0}/s", self.subject.name, figures.a_second);
        self.bare.push(figures);
        Ok(())
    }

    /// The next replies that nobody has sent yet.
    fn span(&mut self, options: &Options) -> Vec<String> {
        let first = self.used;
        self.used += options.replies_a_measurement();
        arguments(first, options.warm_up(), options.replies)
    }
}

fn mb(kb: u64) -> String {
    format!("{:.1} MB", kb as f64 / 1_000.0)
}

/// What the load is told: from which prepared reply on, how many are not measured, how many are.
pub(super) fn arguments(first: usize, warm_up: usize, measured: usize) -> Vec<String> {
    vec![
        format!("--first={first}"),
        format!("--warm-up={warm_up}"),
        format!("--measured={measured}"),
    ]
}
