//! A database to be measured on, and the two programs that work on it.

use std::fs;
use std::io::{BufRead, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::Value;

use super::figures::Figures;
use super::processor;
use crate::{memory, run, workspace};

/// A limit that 64 clients do not reach.
const NO_LIMIT: &str = "100000000";

#[derive(Debug)]
pub(super) struct Subject {
    pub(super) name: &'static str,
    url: String,
    work: PathBuf,
    /// Where the programs lie that are measured.
    programs: PathBuf,
}

/// Connections that come and go before anything is measured.
const WARMING: usize = 64;

/// Between two looks at how far the log is.
const LOOKING: Duration = Duration::from_millis(20);

/// What was begun by starting is over then.
const SETTLING: Duration = Duration::from_secs(3);
const IDLE: Duration = Duration::from_secs(10);

/// A load that holds its connections until it is dropped.
#[derive(Debug)]
struct Held(Child);

/// Where the log of a database lies, with its key beside it.
#[derive(Debug)]
pub(super) struct Log(PathBuf);

/// `dopis serve`, until it is dropped.
#[derive(Debug)]
pub(super) struct Service {
    child: Child,
    pub(super) address: String,
    /// From its start until it takes requests, in milliseconds.
    pub(super) ready_ms: f64,
}

/// Builds the program with the loads beside it, the same for every measurement: cargo builds it anew for other features.
pub(super) fn build() -> Result<(), String> {
    let release = ["build", "--release", "--package", "dopis"];
    let targets = ["--bin", "dopis", "--examples"];
    run::status(&mut run::cargo(release.into_iter().chain(targets)))
}

/// The folder in which is measured, with nothing in it.
pub(super) fn empty_folder() -> Result<PathBuf, String> {
    let folder = workspace::target("bench");
    if folder.exists() {
        fs::remove_dir_all(&folder).map_err(|error| format!("emptying {folder:?}: {error}"))?;
    }
    fs::create_dir_all(&folder).map_err(|error| format!("creating {folder:?}: {error}"))?;
    Ok(folder)
}

impl Subject {
    pub(super) fn new(name: &'static str, url: String, folder: &Path) -> Subject {
        Subject::with(name, url, folder, workspace::target("release"))
    }

    /// With programs that lie elsewhere.
    pub(super) fn with(
        name: &'static str,
        url: String,
        folder: &Path,
        programs: PathBuf,
    ) -> Subject {
        Subject {
            name,
            url,
            work: folder.join(format!("{name}.json")),
            programs,
        }
    }

    pub(super) fn url(&self) -> &str {
        &self.url
    }

    pub(super) fn is_postgres(&self) -> bool {
        self.url.starts_with("postgres")
    }

    pub(super) fn migrate(&self) -> Result<(), String> {
        run::status(self.program("dopis").arg("migrate"))
    }

    pub(super) fn import(&self, lines: &Path) -> Result<(), String> {
        run::output(self.program("dopis").arg("import").arg(lines)).map(drop)
    }

    /// Makes the schema and conversations that wait for this many replies.
    pub(super) fn prepare(&self, replies: usize) -> Result<(), String> {
        self.migrate()?;
        let mut prepare = self.load("prepare");
        run::status(prepare.arg(&self.work).arg(replies.to_string()))
    }

    pub(super) fn serve(&self) -> Result<Service, String> {
        self.serve_with(self.program("dopis"))
    }

    /// With a log that it seals, once everything that has happened so far is in it.
    pub(super) fn serve_sealing(&self, log: &Log) -> Result<Service, String> {
        let service = self.serve_with_log(log)?;
        service.seals_all()?;
        Ok(service)
    }

    pub(super) fn serve_with_log(&self, log: &Log) -> Result<Service, String> {
        self.serve_with(log.configure(self.program("dopis")))
    }

    /// Makes the key of a log in this folder.
    pub(super) fn log(&self, folder: &Path) -> Result<Log, String> {
        let log = Log(folder.join(format!("{}-log", self.name)));
        let init = log.configure(self.program("dopis"));
        run::output({ init }.args(["archive", "init"]))?;
        Ok(log)
    }

    fn serve_with(&self, mut serve: Command) -> Result<Service, String> {
        serve
            .arg("serve")
            .env("DOPIS_SERVER__LISTEN", "127.0.0.1:0");
        serve.env("DOPIS_LIMITS__REQUESTS_PER_MINUTE", NO_LIMIT);
        serve.env("DOPIS_LIMITS__ANONYMOUS_PER_MINUTE", NO_LIMIT);
        serve.env("DOPIS_LIMITS__LIVE_CONNECTIONS", NO_LIMIT);
        Service::start(serve.stdin(Stdio::null()).stdout(Stdio::piped()))
    }

    /// Replies over HTTP.
    pub(super) fn http(&self, service: &Service, span: &[String]) -> Result<Figures, String> {
        let mut http = self.load("http");
        http.arg(&service.address).arg(&self.work).args(span);
        Figures::parse(&run::output(&mut http)?)
    }

    /// Lets agents into large data, and writes down what each may read.
    pub(super) fn enter(&self, turns: &Path) -> Result<(), String> {
        let mut enter = self.load("enter");
        run::status(enter.arg(turns).arg(&self.work))
    }

    /// What agents read, of the kinds that the load knows.
    pub(super) fn read(
        &self,
        what: &str,
        service: &Service,
        span: &[String],
    ) -> Result<Figures, String> {
        let mut read = self.load("read");
        read.arg(what).arg(&service.address);
        Figures::parse(&run::output(read.arg(&self.work).args(span))?)
    }

    /// The same statements without HTTP.
    pub(super) fn bare(&self, span: &[String]) -> Result<Figures, String> {
        let mut bare = self.load("bare");
        Figures::parse(&run::output(bare.arg(&self.work).args(span))?)
    }

    /// How many kilobytes so many idle connections add to the service, after a first lot that warms it up.
    pub(super) fn idle(&self, service: &Service, count: usize) -> Result<u64, String> {
        drop(self.held(service, WARMING)?);
        let before = service.resident_kb()?;
        let held = self.held(service, count)?;
        let after = service.resident_kb()?;
        held.end()?;
        Ok(after.saturating_sub(before))
    }

    /// A load that has opened its connections.
    fn held(&self, service: &Service, count: usize) -> Result<Held, String> {
        let mut idle = self.load("idle");
        idle.arg(&service.address).arg(&self.work);
        idle.arg(count.to_string());
        let spawned = idle.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn();
        let mut child = spawned.map_err(|error| format!("starting the load: {error}"))?;
        let mut line = String::new();
        if let Some(stdout) = child.stdout.take() {
            let read = BufReader::new(stdout).read_line(&mut line);
            read.map_err(|error| format!("reading what the load says: {error}"))?;
        }
        let held = Held(child);
        if line.trim() != count.to_string() {
            return Err(format!("{count} connections were wanted, it said {line:?}"));
        }
        Ok(held)
    }

    /// The least that this service can be asked for.
    pub(super) fn health(&self, service: &Service, span: &[String]) -> Result<Figures, String> {
        let mut health = self.load("health");
        Figures::parse(&run::output(health.arg(&service.address).args(span))?)
    }

    fn load(&self, task: &str) -> Command {
        let mut load = self.program("examples/load");
        load.arg(task);
        load
    }

    fn program(&self, name: &str) -> Command {
        let mut program = Command::new(self.programs.join(name));
        program.env("DOPIS_DATABASE__URL", &self.url);
        let files = format!("file:{}", self.work.with_extension("files").display());
        program.env("DOPIS_ATTACHMENTS__STORAGE", files);
        program.env("DOPIS_LOG__FILTER", "warn");
        program
    }
}

impl Log {
    fn configure(&self, mut program: Command) -> Command {
        program.env("DOPIS_ARCHIVE__ORIGIN", "bench.example/log");
        program.env("DOPIS_ARCHIVE__FOLDER", &self.0);
        program.env("DOPIS_ARCHIVE__KEY_FILE", self.0.with_extension("key"));
        program
    }
}

impl Service {
    /// How the log is doing, as `GET /ready` tells it.
    fn archive(&self) -> Result<Value, String> {
        let failed = |error: std::io::Error| format!("asking whether it is ready: {error}");
        let mut stream = TcpStream::connect(&self.address).map_err(failed)?;
        let host = &self.address;
        let request = format!("GET /ready HTTP/1.1\r\nhost: {host}\r\nconnection: close\r\n\r\n");
        stream.write_all(request.as_bytes()).map_err(failed)?;
        let mut answer = String::new();
        stream.read_to_string(&mut answer).map_err(failed)?;
        let body = answer.split_once("\r\n\r\n").map(|(_, body)| body);
        let value: Option<Value> = body.and_then(|body| serde_json::from_str(body).ok());
        let value =
            value.ok_or_else(|| format!("{answer:?} does not tell how the log is doing"))?;
        Ok(value["archive"].clone())
    }

    /// How many entries the log has.
    pub(super) fn sealed(&self) -> Result<u64, String> {
        let archive = self.archive()?;
        match (archive["state"].as_str(), archive["size"].as_u64()) {
            (Some("starting" | "sealing"), Some(size)) => Ok(size),
            _ => Err(format!("the log is not sealed: {archive}")),
        }
    }

    /// Returns when no event waits to be sealed.
    #[expect(
        clippy::disallowed_methods,
        reason = "a program of one thread looks again a little later"
    )]
    fn seals_all(&self) -> Result<(), String> {
        loop {
            let archive = self.archive()?;
            match archive["state"].as_str() {
                Some("sealing") if archive["oldest_unsealed_s"] == 0 => return Ok(()),
                Some("sealing" | "starting") => std::thread::sleep(LOOKING),
                _ => return Err(format!("the log is not sealed: {archive}")),
            }
        }
    }

    #[expect(
        clippy::disallowed_methods,
        reason = "how long it takes to start is what is measured"
    )]
    fn start(command: &mut Command) -> Result<Service, String> {
        let begun = Instant::now();
        let mut child = command
            .spawn()
            .map_err(|error| format!("starting dopis: {error}"))?;
        let stdout = child.stdout.take();
        let mut service = Service {
            child,
            address: String::new(),
            ready_ms: f64::NAN,
        };
        let mut line = String::new();
        if let Some(stdout) = stdout {
            let read = BufReader::new(stdout).read_line(&mut line);
            read.map_err(|error| format!("reading what dopis says: {error}"))?;
        }
        let address = line.trim().strip_prefix("listening on http://");
        let address = address.ok_or_else(|| format!("dopis does not listen, it said {line:?}"))?;
        address.clone_into(&mut service.address);
        service.ready_ms = begun.elapsed().as_secs_f64() * 1_000.0;
        Ok(service)
    }

    /// What part of one core it uses while nobody asks for anything, in percent.
    #[expect(
        clippy::disallowed_methods,
        reason = "what it does while time passes is what is measured"
    )]
    pub(super) fn idle_percent(&self) -> Result<f64, String> {
        std::thread::sleep(SETTLING);
        let before = processor::of(self.process())?;
        std::thread::sleep(IDLE);
        let used = processor::of(self.process())? - before;
        Ok(used as f64 / processor::TICKS_A_SECOND / IDLE.as_secs_f64() * 100.0)
    }

    /// What the system calls it.
    pub(super) fn process(&self) -> u32 {
        self.child.id()
    }

    /// What it has in memory.
    pub(super) fn resident_kb(&self) -> Result<u64, String> {
        memory::kilobytes(&format!("/proc/{}/status", self.child.id()), "VmRSS")
    }

    /// Ends it in order, so that nothing it does falls into the next measurement.
    pub(super) fn end(mut self) -> Result<(), String> {
        let id = self.child.id().to_string();
        run::status(Command::new("kill").args(["-TERM", &id]))?;
        let ended = self.child.wait();
        let ended = ended.map_err(|error| format!("waiting for dopis: {error}"))?;
        if ended.success() {
            Ok(())
        } else {
            Err(format!("dopis ended with {ended}"))
        }
    }
}

impl Held {
    /// Lets go, and fails if a connection had ended by itself.
    fn end(mut self) -> Result<(), String> {
        drop(self.0.stdin.take());
        let ended = self.0.wait();
        let ended = ended.map_err(|error| format!("waiting for the load: {error}"))?;
        if ended.success() {
            Ok(())
        } else {
            Err(format!("the load ended with {ended}"))
        }
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        if self.0.try_wait().is_ok_and(|ended| ended.is_none())
            && let Err(error) = self.0.kill().and_then(|()| self.0.wait())
        {
            eprintln!("ending the load: {error}");
        }
    }
}

impl Drop for Service {
    /// After a failure nothing is left running; one that has ended is not there any more.
    fn drop(&mut self) {
        if self.child.try_wait().is_ok_and(|ended| ended.is_none())
            && let Err(error) = self.child.kill().and_then(|()| self.child.wait())
        {
            eprintln!("ending dopis: {error}");
        }
    }
}
