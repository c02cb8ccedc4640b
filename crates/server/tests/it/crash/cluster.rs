//! A PostgreSQL cluster of one test's own, to be stopped, paused and changed as no shared one may be.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::{env, fs};

use tempfile::TempDir;

/// The account that the service uses; it owns its database and is no superuser.
const USER: &str = "dopis";

#[derive(Debug)]
pub(crate) struct Cluster {
    folder: TempDir,
    programs: PathBuf,
    is_root: bool,
    pub(crate) port: u16,
}

impl Cluster {
    /// `None` where tests on PostgreSQL are left out, which it says; where they may not be, it fails.
    #[expect(
        clippy::disallowed_methods,
        reason = "the test command says in the environment whether there is PostgreSQL"
    )]
    pub(crate) fn start() -> Option<Cluster> {
        let is_set = |name| env::var_os(name).is_some();
        if !["DOPIS_TEST_POSTGRES", "CI", "DOPIS_REQUIRE_POSTGRES"]
            .into_iter()
            .any(is_set)
        {
            println!("SKIPPED (no DOPIS_TEST_POSTGRES)");
            return None;
        }
        let cluster = Cluster {
            folder: tempfile::tempdir().unwrap(),
            programs: newest_programs(),
            is_root: output(Command::new("id").arg("-u")).trim() == "0",
            port: free_port(),
        };
        if cluster.is_root {
            // PostgreSQL refuses to run as root.
            let mut give = Command::new("chown");
            succeeds(give.arg("postgres").arg(cluster.folder.path()));
        }
        let mut initdb = cluster.program("initdb");
        initdb.arg("-D").arg(cluster.data());
        initdb.args([
            "--username=postgres",
            "--auth=trust",
            "--encoding=UTF8",
            "--locale=C",
        ]);
        output(&mut initdb);
        cluster.begin();
        cluster.sql(&format!("CREATE ROLE {USER} LOGIN"));
        cluster.sql(&format!("CREATE DATABASE {USER} OWNER {USER}"));
        Some(cluster)
    }

    /// The service's database, at this port.
    pub(crate) fn url(port: u16) -> String {
        format!("postgres://{USER}@127.0.0.1:{port}/{USER}?sslmode=disable")
    }

    pub(crate) fn begin(&self) {
        let settings = format!(
            "-c port={} -c listen_addresses=127.0.0.1 -c unix_socket_directories=",
            self.port
        );
        let mut start = self.program("pg_ctl");
        start
            .arg("-D")
            .arg(self.data())
            .arg("-l")
            .arg(self.folder.path().join("log"));
        succeeds(start.args(["-w", "-t", "60", "-o", &settings, "start"]));
    }

    /// `fast` ends all connections and tidies up, `immediate` is a crash.
    pub(crate) fn end(&self, mode: &str) {
        let mut stop = self.program("pg_ctl");
        succeeds(
            stop.arg("-D")
                .arg(self.data())
                .args(["-w", "-m", mode, "stop"]),
        );
    }

    /// All its processes stand still.
    pub(crate) fn pause(&self) {
        self.signal("-STOP");
    }

    pub(crate) fn go_on(&self) {
        self.signal("-CONT");
    }

    /// As the superuser, on a connection of its own.
    pub(crate) fn sql(&self, statement: &str) {
        let mut psql = Command::new(self.programs.join("psql"));
        psql.args([
            "-h",
            "127.0.0.1",
            "-p",
            &self.port.to_string(),
            "-U",
            "postgres",
        ]);
        output(psql.args(["-d", "postgres", "-v", "ON_ERROR_STOP=1", "-c", statement]));
    }

    /// The only value that the statement gives.
    pub(crate) fn ask(&self, statement: &str) -> String {
        let mut psql = Command::new(self.programs.join("psql"));
        psql.args(["-h", "127.0.0.1", "-p", &self.port.to_string()]);
        psql.args(["-U", "postgres", "-d", "postgres", "-At", "-c", statement]);
        output(&mut psql).trim().to_owned()
    }

    /// A copy of the whole cluster, made while it runs; its log is to come from the archive.
    pub(crate) fn base_backup(&self, to: &Path) {
        let mut copy = self.program("pg_basebackup");
        copy.args(["-h", "127.0.0.1", "-p", &self.port.to_string()]);
        copy.args(["-U", "postgres", "-c", "fast", "-X", "none", "-D"]);
        output(copy.arg(to));
    }

    /// Puts a copy in the place of the data of a cluster that has ended.
    pub(crate) fn replace_data(&self, copy: &Path) {
        fs::remove_dir_all(self.data()).unwrap();
        let mut copying = self.program_at(Path::new("/bin/cp"));
        output(copying.arg("-a").arg(copy).arg(self.data()));
        let mut closing = self.program_at(Path::new("/bin/chmod"));
        output(closing.arg("700").arg(self.data()));
    }

    /// Adds lines to the configuration of a cluster that does not run.
    pub(crate) fn configure(&self, lines: &str) {
        let file = self.data().join("postgresql.auto.conf");
        let before = fs::read_to_string(&file).unwrap();
        fs::write(file, before + lines).unwrap();
    }

    /// Makes an empty file among the data.
    pub(crate) fn touch(&self, name: &str) {
        let mut touch = self.program_at(Path::new("/bin/touch"));
        output(touch.arg(self.data().join(name)));
    }

    /// Ends every connection of the service.
    pub(crate) fn hang_up(&self) {
        self.sql(&format!(
            "DO $$ BEGIN PERFORM pg_terminate_backend(pid) FROM pg_stat_activity \
             WHERE usename = '{USER}'; END $$"
        ));
    }

    fn signal(&self, signal: &str) {
        let pid_file = fs::read_to_string(self.data().join("postmaster.pid")).unwrap();
        let first = pid_file.lines().next().unwrap().trim().to_owned();
        // The first process last when it is to stand still, so that it starts no other meanwhile.
        let children = output(Command::new("ps").args(["-o", "pid=", "--ppid", &first]));
        let all = std::iter::once(first.as_str()).chain(children.split_whitespace());
        let told = Command::new("kill")
            .arg(signal)
            .args(all)
            .stderr(Stdio::null())
            .status();
        // A connection may have ended between the two.
        told.unwrap();
    }

    fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    fn program(&self, name: &str) -> Command {
        self.program_at(&self.programs.join(name))
    }

    /// Run by the account that the cluster belongs to.
    fn program_at(&self, path: &Path) -> Command {
        let mut command = Command::new(if self.is_root {
            Path::new("runuser")
        } else {
            path
        });
        if self.is_root {
            command.args(["-u", "postgres", "--"]).arg(path);
        }
        // The account may not be allowed to stand in our working directory.
        command.current_dir("/");
        command
    }
}

impl Drop for Cluster {
    /// Also after a failure, also when it is paused.
    fn drop(&mut self) {
        if self.data().join("postmaster.pid").exists() {
            self.go_on();
            let mut stop = self.program("pg_ctl");
            stop.arg("-D")
                .arg(self.data())
                .args(["-w", "-m", "immediate", "stop"]);
            let _ = stop.stdout(Stdio::null()).stderr(Stdio::null()).status();
        }
    }
}

fn newest_programs() -> PathBuf {
    let versions = fs::read_dir("/usr/lib/postgresql").expect("PostgreSQL as Debian packages it");
    let folders = versions
        .map(|version| version.unwrap())
        .filter_map(|version| {
            let number: u32 = version.file_name().to_str()?.parse().ok()?;
            Some((number, version.path().join("bin")))
        });
    folders.max().expect("a version of PostgreSQL").1
}

fn free_port() -> u16 {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    listener.local_addr().unwrap().port()
}

fn succeeds(command: &mut Command) {
    // Without pipes: a server that goes on would keep them open.
    let status = command.stdout(Stdio::null()).stderr(Stdio::null()).status();
    assert!(status.unwrap().success(), "{command:?}");
}

fn output(command: &mut Command) -> String {
    let output = command.output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{command:?}: {said}");
    String::from_utf8(output.stdout).unwrap()
}
