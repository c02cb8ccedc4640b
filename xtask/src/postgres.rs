//! A throw-away PostgreSQL cluster that ends with this process, however that ends.

use std::fs;
use std::net::TcpListener;
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use crate::{memory, run, tools, workspace};

/// Waits for the end of its input, which comes when our process ends, even if it was killed.
const UNDERTAKER: &str = r#"
folder=$1; shift
cat >/dev/null
"$@" -D "$folder/data" -m fast -w stop
rm -rf "$folder"
"#;

/// A running cluster; dropping it stops it and removes its data.
#[derive(Debug)]
pub(crate) struct Cluster {
    port: u16,
    folder: PathBuf,
    undertaker: Child,
}

impl Cluster {
    /// Creates and starts a cluster on a free port of the loopback interface.
    pub(crate) fn start() -> Result<Self, String> {
        Self::start_with("")
    }

    /// Set up as `docs/operators/scale-out.md` says, with a quarter of the machine's memory.
    pub(crate) fn start_for_operation() -> Result<Self, String> {
        let quarter = memory::of_machine_kb()? / 4;
        Self::start_with(&format!(" -c shared_buffers={quarter}kB"))
    }

    fn start_with(settings: &str) -> Result<Self, String> {
        let programs = tools::postgres()?;
        let account = Account::of_this_process(programs)?;
        let clusters = account.clusters_folder()?;
        account.remove_stale(&clusters);
        let port = free_port()?;
        let folder = clusters.join(format!("{}-{port}", std::process::id()));
        account.make_folder(&folder)?;
        let undertaker = account.undertaker(&folder)?;
        let cluster = Self {
            port,
            folder,
            undertaker,
        };
        account.create(&cluster.folder)?;
        account.launch(&cluster.folder, port, settings)?;
        Ok(cluster)
    }

    /// What the server calls itself.
    pub(crate) fn version(&self) -> Result<String, String> {
        let mut postgres = Command::new(tools::postgres()?.join("postgres"));
        Ok(run::output(postgres.arg("--version"))?.trim().to_owned())
    }

    /// The number of its first process, whose children are all others.
    pub(crate) fn process(&self) -> Result<u32, String> {
        let path = self.folder.join("data/postmaster.pid");
        let text = fs::read_to_string(&path)
            .map_err(|error| format!("reading {}: {error}", path.display()))?;
        let number = text.lines().next().and_then(|line| line.parse().ok());
        number.ok_or_else(|| format!("{} has no number", path.display()))
    }

    /// The address tests and servers connect to, as its superuser.
    pub(crate) fn url(&self) -> String {
        format!("postgres://postgres@127.0.0.1:{}/postgres", self.port)
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        drop(self.undertaker.stdin.take());
        if let Err(error) = self.undertaker.wait() {
            eprintln!("stopping PostgreSQL on port {}: {error}", self.port);
        }
    }
}

/// PostgreSQL refuses to run as root, so root runs it as the user `postgres`.
struct Account {
    programs: PathBuf,
    is_root: bool,
}

impl Account {
    fn of_this_process(programs: PathBuf) -> Result<Self, String> {
        let is_root = tools::is_root()?;
        Ok(Self { programs, is_root })
    }

    fn program(&self, name: &str) -> Command {
        let path = self.programs.join(name);
        let mut command = if self.is_root {
            let mut command = Command::new("runuser");
            command.args(["-u", "postgres", "--"]).arg(path);
            command
        } else {
            Command::new(path)
        };
        // The user `postgres` may not be allowed to stand in our working directory.
        command.current_dir("/");
        command
    }

    /// Below `target`, unless the user `postgres` cannot reach it there.
    fn clusters_folder(&self) -> Result<PathBuf, String> {
        let below_target = workspace::target("postgres");
        make(&below_target)?;
        let mut reach = Command::new("runuser");
        reach
            .args(["-u", "postgres", "--", "test", "-x"])
            .arg(&below_target)
            .current_dir("/");
        if !self.is_root || run::succeeds(&mut reach) {
            return Ok(below_target);
        }
        let elsewhere = std::env::temp_dir().join("dopis-postgres");
        println!(
            "The user postgres cannot reach {}; its data goes to {}.",
            below_target.display(),
            elsewhere.display()
        );
        make(&elsewhere)?;
        Ok(elsewhere)
    }

    fn make_folder(&self, folder: &Path) -> Result<(), String> {
        let mut install = Command::new("install");
        install.args(["--directory", "--mode=700"]);
        if self.is_root {
            install.arg("--owner=postgres");
        }
        run::status(install.arg(folder))
    }

    fn undertaker(&self, folder: &Path) -> Result<Child, String> {
        let stop = self.program("pg_ctl");
        Command::new("sh")
            .args(["-c", UNDERTAKER, "undertaker"])
            .arg(folder)
            .arg(stop.get_program())
            .args(stop.get_args())
            .current_dir("/")
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            // Its own group: Ctrl-C must not reach it before its work is done.
            .process_group(0)
            .spawn()
            .map_err(|error| format!("starting what stops PostgreSQL: {error}"))
    }

    fn create(&self, folder: &Path) -> Result<(), String> {
        let mut initdb = self.program("initdb");
        initdb
            .arg("--pgdata")
            .arg(folder.join("data"))
            .args(["--username=postgres", "--auth=trust"])
            .args(["--encoding=UTF8", "--locale=C", "--no-instructions"]);
        run::output(&mut initdb).map(drop)
    }

    fn launch(&self, folder: &Path, port: u16, settings: &str) -> Result<(), String> {
        let log = folder.join("log");
        let mut start = self.program("pg_ctl");
        start
            .arg("-D")
            .arg(folder.join("data"))
            .arg("-l")
            .arg(&log)
            .args(["-w", "-t", "60", "-o"])
            .arg(format!(
                "-c port={port} -c listen_addresses=127.0.0.1 \
                 -c unix_socket_directories= -c max_connections=300{settings}"
            ))
            .arg("start");
        // Not `output`: the server would keep the pipe open for as long as it lives.
        if run::succeeds(&mut start) {
            return Ok(());
        }
        let said = fs::read_to_string(&log).unwrap_or_default();
        Err(format!("PostgreSQL did not start on port {port}:\n{said}"))
    }

    /// Clusters whose process and undertaker both ended without cleaning up, as after a power cut.
    fn remove_stale(&self, clusters: &Path) {
        let Ok(entries) = fs::read_dir(clusters) else {
            return;
        };
        for folder in entries.flatten().map(|entry| entry.path()) {
            let name = folder.file_name().unwrap_or_default().to_string_lossy();
            let owner = name.split('-').next().unwrap_or_default();
            if Path::new("/proc").join(owner).exists() {
                continue;
            }
            println!("Removing the stale PostgreSQL data {}.", folder.display());
            let mut stop = self.program("pg_ctl");
            stop.arg("-D").arg(folder.join("data"));
            run::succeeds(stop.args(["-m", "immediate", "-w", "stop"]));
            if let Err(error) = fs::remove_dir_all(&folder) {
                eprintln!("removing {}: {error}", folder.display());
            }
        }
    }
}

fn make(folder: &Path) -> Result<(), String> {
    fs::create_dir_all(folder).map_err(|error| format!("creating {}: {error}", folder.display()))
}

fn free_port() -> Result<u16, String> {
    TcpListener::bind("127.0.0.1:0")
        .and_then(|listener| listener.local_addr())
        .map(|address| address.port())
        .map_err(|error| format!("finding a free port: {error}"))
}
