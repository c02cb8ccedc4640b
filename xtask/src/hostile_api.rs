//! schemathesis against a service that runs: every operation of the served description, asked by everybody there is.
//! What each of them may do is not known here; that is the permission table's matter and another test's.

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Stdio};

use crate::check::Form;
use crate::{browser, run, tools, workspace};

/// The server errors and the statuses that the description does not name.
const CHECKS: &str = "not_a_server_error,status_code_conformance";
/// Where it begins to guess; the same each time, so that what it finds is found again.
const SEED: &str = "1";
/// Of the demonstration.
const SELLER: &str = "svetilko";
const OWNER: &str = "nina";
const STAFF: [&str; 3] = ["moderator", "administrator", "auditor"];

/// Runs it against the demonstration marketplace for as long as the form says; what it finds fails the step.
pub(crate) fn check(form: Form) -> Result<(), String> {
    let program = tools::schemathesis()?;
    browser::build()?;
    let folder = workspace::target("schemathesis");
    make_anew(&folder)?;
    let demo = Program::start(demo(&folder)?, "listening on ")?;
    let link = demo.said("/demo/enter/buyer")?;
    let url = format!("sqlite:{}", database(&folder)?.display());
    let service = Program::start(serve(&url, &folder)?, "listening on ")?;
    let origin = service.said("listening on ")?;
    let who = everybody(&url, &link)?;
    let (seconds, phases) = match form {
        Form::Short => ("40", "examples,coverage,fuzzing"),
        Form::Long => ("600", "examples,coverage,fuzzing,stateful"),
    };
    let mut schemathesis = Command::new("python3");
    schemathesis
        .arg(program.join("bin/schemathesis"))
        .args(["run", &format!("{origin}/api/v1/openapi.json")])
        .args(["--checks", CHECKS, "--phases", phases])
        .args(["--max-time", seconds, "--seed", SEED])
        .args(["--continue-on-failure", "--warnings", "off", "--no-color"])
        .current_dir(&folder)
        .env("PYTHONPATH", python_path(&program))
        .env("SCHEMATHESIS_HOOKS", "hooks")
        .env("DOPIS_ORIGIN", &origin)
        .env("DOPIS_WHO", who)
        .env("DOPIS_SEED", SEED);
    run::status(&mut schemathesis)
}

fn python_path(program: &Path) -> String {
    format!("{}:{}", program.display(), scripts().display())
}

fn scripts() -> PathBuf {
    workspace::root().join("xtask/schemathesis")
}

fn make_anew(folder: &Path) -> Result<(), String> {
    let failed = |error| format!("making {} anew: {error}", folder.display());
    if folder.exists() {
        fs::remove_dir_all(folder).map_err(failed)?;
    }
    fs::create_dir_all(folder).map_err(failed)
}

fn dopis() -> Result<Command, String> {
    Ok(Command::new(browser::dopis()?))
}

/// A marketplace with everything in it, whose database lies in this folder.
fn demo(folder: &Path) -> Result<Command, String> {
    let mut command = dopis()?;
    command.arg("demo").env("TMPDIR", folder);
    Ok(command)
}

/// A second service on the same database, which counts nobody's requests.
fn serve(url: &str, folder: &Path) -> Result<Command, String> {
    let mut command = dopis()?;
    command
        .arg("serve")
        .env("DOPIS_DATABASE__URL", url)
        .env("DOPIS_SERVER__LISTEN", "127.0.0.1:0")
        .env("DOPIS_LIMITS__REQUESTS_PER_MINUTE", "4000000000")
        .env("DOPIS_LIMITS__ANONYMOUS_PER_MINUTE", "4000000000")
        .env(
            "DOPIS_ATTACHMENTS__STORAGE",
            format!("file:{}", folder.join("files").display()),
        )
        .env("DOPIS_LOG__FILTER", "warn");
    Ok(command)
}

fn database(folder: &Path) -> Result<PathBuf, String> {
    let entries =
        fs::read_dir(folder).map_err(|error| format!("reading {}: {error}", folder.display()))?;
    let mut files = entries.flatten().map(|entry| entry.path().join("dopis.db"));
    files
        .find(|file| file.exists())
        .ok_or_else(|| "the demonstration has no database".to_owned())
}

/// The headers with which each of them asks, as JSON: nobody, programs, an owner, staff, and a buyer's browser.
fn everybody(url: &str, link: &str) -> Result<String, String> {
    let mut all = vec![r#""nobody":{}"#.to_owned()];
    let mut add = |name: &str, scope: &[&str]| -> Result<(), String> {
        let token = told(
            url,
            "create-token",
            &[&["--name", name, "--scope"], scope].concat(),
            "token: ",
        )?;
        all.push(format!(r#""{name}":{{"Authorization":"Bearer {token}"}}"#));
        Ok(())
    };
    add("platform", &["platform"])?;
    add("automation", &["automation", "--seller", SELLER])?;
    add("owner", &["agent", "--seller", SELLER, "--agent", OWNER])?;
    for role in STAFF {
        let email = format!("{role}@schemathesis.example");
        let person = ["--name", role, "--email", &email, "--role", role];
        let id = told(url, "create-staff", &person, "id: ")?;
        add(role, &["staff", "--staff", &id])?;
    }
    let mut enter = Command::new("python3");
    let headers = run::output(enter.arg(scripts().join("buyer.py")).arg(link))?;
    all.push(format!(r#""buyer":{}"#, headers.trim()));
    Ok(format!("{{{}}}", all.join(",")))
}

/// What a command of `dopis` prints behind these words.
fn told(url: &str, name: &str, arguments: &[&str], behind: &str) -> Result<String, String> {
    let mut command = dopis()?;
    command
        .arg(name)
        .args(arguments)
        .env("DOPIS_DATABASE__URL", url)
        .env("DOPIS_LOG__FILTER", "warn");
    let said = run::output(&mut command)?;
    let found = said.lines().find_map(|line| line.strip_prefix(behind));
    found
        .map(str::to_owned)
        .ok_or_else(|| format!("`dopis {name}` did not print `{behind}`:\n{said}"))
}

/// A `dopis` that is told to end when this is dropped.
struct Program {
    child: Child,
    lines: Vec<String>,
    /// Kept open: what it says later is not to fail.
    _output: Option<BufReader<ChildStdout>>,
}

impl Program {
    /// Starts it and reads what it prints up to the line that begins like this.
    fn start(mut command: Command, until: &str) -> Result<Program, String> {
        let mut child = command
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .spawn()
            .map_err(|error| format!("starting dopis: {error}"))?;
        let mut output = child.stdout.take().map(BufReader::new);
        let mut lines: Vec<String> = Vec::new();
        while !lines.last().is_some_and(|line| line.starts_with(until)) {
            let mut line = String::new();
            let read = output.as_mut().map(|output| output.read_line(&mut line));
            if !matches!(read, Some(Ok(1..))) {
                // Whether it has ended or is dumb, it is of no use.
                drop(child.kill());
                drop(child.wait());
                return Err(format!("dopis ended with:\n{}", lines.join("\n")));
            }
            lines.push(line.trim_end().to_owned());
        }
        Ok(Program {
            child,
            lines,
            _output: output,
        })
    }

    /// The last word of the line in which this stands.
    fn said(&self, what: &str) -> Result<String, String> {
        let line = self.lines.iter().find(|line| line.contains(what));
        let word = line.and_then(|line| line.split_whitespace().last());
        word.map(str::to_owned)
            .ok_or_else(|| format!("dopis did not say `{what}`"))
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let id = self.child.id().to_string();
        run::succeeds(Command::new("kill").args(["-TERM", &id]));
        if let Err(error) = self.child.wait() {
            eprintln!("waiting for dopis to end: {error}");
        }
    }
}
