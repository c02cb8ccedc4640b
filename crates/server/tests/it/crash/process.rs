//! The binary itself, serving a database until it is killed or told to end.

use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::process::{Child, ChildStdout, Command, ExitStatus, Stdio};

use store::{DbOptions, Place};

#[derive(Debug)]
pub(crate) struct Process {
    pub(crate) address: SocketAddr,
    child: Child,
    _stdout: BufReader<ChildStdout>,
}

impl Process {
    /// Starts it on a free port and waits until it listens.
    pub(crate) fn start(database: &DbOptions) -> Process {
        Process::begin(Process::command(database))
    }

    /// The same with settings of the test's own.
    pub(crate) fn start_with(database: &DbOptions, settings: &[(&str, String)]) -> Process {
        let mut command = Process::command(database);
        command.envs(settings.iter().cloned());
        Process::begin(command)
    }

    /// The same as [`Process::command`] gives it, with what a test adds.
    pub(crate) fn begin(mut command: Command) -> Process {
        let mut child = command.spawn().expect("starting dopis");
        let mut stdout = BufReader::new(child.stdout.take().unwrap());
        let mut line = String::new();
        stdout.read_line(&mut line).unwrap();
        let address = line
            .trim()
            .strip_prefix("listening on http://")
            .and_then(|address| address.parse().ok())
            .unwrap_or_else(|| panic!("dopis said {line:?} in place of its address"));
        Process {
            address,
            child,
            _stdout: stdout,
        }
    }

    /// How it is started.
    pub(crate) fn command(database: &DbOptions) -> Command {
        let url = match &database.place {
            Place::Sqlite { path } => format!("sqlite:{}", path.display()),
            Place::Postgres(place) => place.url.clone(),
        };
        let mut command = Command::new(env!("CARGO_BIN_EXE_dopis"));
        command
            .arg("serve")
            .env("DOPIS_DATABASE__URL", url)
            .env("DOPIS_SERVER__LISTEN", "127.0.0.1:0")
            .env("DOPIS_LIMITS__REQUESTS_PER_MINUTE", "1000000")
            .env("DOPIS_LIMITS__ANONYMOUS_PER_MINUTE", "1000000")
            .env(
                "DOPIS_ATTACHMENTS__STORAGE",
                concat!("file:", env!("CARGO_TARGET_TMPDIR"), "/files"),
            )
            .env("DOPIS_LOG__FILTER", "warn")
            // After these two a request that was never answered may be tried again under its key.
            .env("DOPIS_SERVER__REQUEST_TIMEOUT_MS", "3000")
            .env("DOPIS_DATABASE__TIMEOUT_MS", "3000")
            .stdin(Stdio::null())
            .stdout(Stdio::piped());
        command
    }

    /// SIGKILL: no destructor runs, nothing is flushed.
    pub(crate) fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// SIGTERM, and how it ended.
    pub(crate) fn end(mut self) -> ExitStatus {
        let id = self.child.id().to_string();
        let told = Command::new("kill").args(["-TERM", &id]).status();
        assert!(told.unwrap().success(), "telling dopis to end");
        self.child.wait().unwrap()
    }
}

impl Drop for Process {
    /// A failed test leaves nothing running.
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
