//! One database's measurements, round by round.

use super::figures::Series;
use super::run::Options;
use super::subject::Subject;

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
    http: Series,
    bare: Series,
    health: Series,
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
    pub(super) fn new(subject: Subject) -> Measured {
        Measured {
            subject,
            http: Series::default(),
            bare: Series::default(),
            health: Series::default(),
            page: Series::default(),
            json: Series::default(),
            loaded_kb: 0,
            ready_ms: 0.0,
            idle_percent: 0.0,
            idle_kb: 0,
            used: 0,
        }
    }

    pub(super) fn prepare(&self, replies: usize) -> Result<(), String> {
        println!("{}: {replies} conversations to reply to", self.subject.name);
        self.subject.prepare(replies)
    }

    /// One pair: over HTTP and bare, in the order that the round says.
    pub(super) fn round(&mut self, number: usize, options: &Options) -> Result<(), String> {
        if number.is_multiple_of(2) {
            self.bare(options)?;
            self.http(options)
        } else {
            self.http(options)?;
            self.bare(options)
        }
    }

    /// This database's rows of the table.
    pub(super) fn rows(&self) -> String {
        let name = self.subject.name;
        let percent = self.http.percent_of(&self.bare);
        let pages = self.page.percent_of(&self.json);
        format!(
            "{}\n{}\n{}\n{}\n{}\n| {name}, HTTP as a share of bare | {percent:.0} % | | | |\n\
             | {name}, pages as a share of JSON | {pages:.0} % | | | |\n\
             | {name}, memory after the load | {:.1} MB | | | |\n\
             | {name}, memory of {IDLE} idle connections | {:.1} MB | | | |\n\
             | {name}, from start to the first request, at most | {:.0} ms | | | |\n\
             | {name}, processor while idle, at most | {:.1} % | | | |",
            self.http.row(&format!("{name}, replies over HTTP")),
            self.bare.row(&format!("{name}, the bare statements")),
            self.health.row(&format!("{name}, `GET /health`")),
            self.page.row(&format!("{name}, the list as a page")),
            self.json.row(&format!("{name}, the list as JSON")),
            self.loaded_kb as f64 / 1_000.0,
            self.idle_kb as f64 / 1_000.0,
            self.ready_ms,
            self.idle_percent,
        )
    }

    fn http(&mut self, options: &Options) -> Result<(), String> {
        let service = self.subject.serve()?;
        let span = self.span(options);
        let figures = self.subject.http(&service, &span)?;
        println!("  {}, HTTP: {:.0}/s", self.subject.name, figures.a_second);
        self.http.push(figures);
        let span = arguments(0, HEALTH_REQUESTS / 10, HEALTH_REQUESTS);
        self.health.push(self.subject.health(&service, &span)?);
        let span = arguments(0, LISTS / 10, LISTS);
        self.page.push(self.subject.list("page", &service, &span)?);
        self.json.push(self.subject.list("json", &service, &span)?);
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

/// What the load is told: from which prepared reply on, how many are not measured, how many are.
pub(super) fn arguments(first: usize, warm_up: usize, measured: usize) -> Vec<String> {
    vec![
        format!("--first={first}"),
        format!("--warm-up={warm_up}"),
        format!("--measured={measured}"),
    ]
}
