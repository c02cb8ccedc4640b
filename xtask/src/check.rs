//! What CI runs, step by step, the quick ones first. It knows no step's inside.

use std::time::{Duration, Instant};

use crate::browser::{self, Screenshots};
use crate::postgres::Cluster;
use crate::{hostile_api, run, tidy, tools};

/// One step: its name, what it makes sure of, and how.
struct Step {
    name: &'static str,
    promise: &'static str,
    run: fn(&mut Session) -> Result<(), String>,
}

const STEPS: &[Step] = &[
    Step {
        name: "fmt",
        promise: "the code is formatted",
        run: |_| run::status(&mut run::cargo(["fmt", "--all", "--check"])),
    },
    Step {
        name: "tidy",
        promise: "the conventions no compiler knows are kept",
        run: |_| tidy::check(),
    },
    Step {
        name: "typos",
        promise: "the spelling is right",
        run: |_| typos(),
    },
    Step {
        name: "deny",
        promise: "dependencies are allowed by origin, licence and name (advisories are not checked)",
        run: |_| deny(),
    },
    Step {
        name: "clippy",
        promise: "no lint complains",
        run: |_| clippy(),
    },
    Step {
        name: "doc",
        promise: "the documentation builds and its links lead somewhere",
        run: |_| doc(),
    },
    Step {
        name: "doctest",
        promise: "the examples in the documentation work",
        run: |_| run::status(&mut run::cargo(["test", "--workspace", "--doc", "--quiet"])),
    },
    Step {
        name: "test",
        promise: "the Rust tests pass on both databases",
        run: |session| session.test(&[]),
    },
    Step {
        name: "hostile-api",
        promise: "nothing that schemathesis makes up is answered with 5xx or a status that is not described",
        run: |session| hostile_api::check(session.form),
    },
    Step {
        name: "browser",
        promise: "people can use the pages in a real browser",
        run: |session| browser::test(session.cluster()?, None, Screenshots::Discard),
    },
];

/// Runs the named steps, or all, until one fails unless told to go on, and sums up.
pub(crate) fn check(names: &[String], keep_going: bool, form: Form) -> Result<(), String> {
    let wanted = |step: &&Step| names.is_empty() || names.iter().any(|name| name == step.name);
    let mut session = Session::new(form);
    let mut lines = Vec::new();
    let mut problem = None;
    for step in STEPS.iter().filter(wanted) {
        if problem.is_some() && !keep_going {
            lines.push(format!("  not run          {}", step.name));
            continue;
        }
        println!("\n── {}: {}", step.name, step.promise);
        let (result, took) = timed(|| (step.run)(&mut session));
        let took_s = took.as_secs_f64();
        match result {
            Ok(()) => lines.push(format!("  ok     {took_s:7.1} s  {}", step.name)),
            Err(error) => {
                eprintln!("{error}");
                lines.push(format!("  FAILED {took_s:7.1} s  {}", step.name));
                problem.get_or_insert(format!(
                    "step {0} failed; alone: cargo xtask check --step {0}",
                    step.name
                ));
            }
        }
    }
    drop(session);
    println!("\n── summary\n{}", lines.join("\n"));
    problem.map_or(Ok(()), Err)
}

/// The Rust tests alone, with the runner's own arguments.
pub(crate) fn test(filters: &[String], form: Form) -> Result<(), String> {
    Session::new(form).test(filters)
}

/// The browser tests alone, those whose names match the pattern.
pub(crate) fn browser(pattern: Option<&str>, screenshots: Screenshots) -> Result<(), String> {
    browser::test(Session::new(Form::Short).cluster()?, pattern, screenshots)
}

pub(crate) fn step_names() -> Vec<&'static str> {
    STEPS.iter().map(|step| step.name).collect()
}

/// How much of what can be repeated is repeated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    Short,
    Long,
}

impl Form {
    pub(crate) fn new(is_long: bool) -> Form {
        if is_long { Form::Long } else { Form::Short }
    }
}

/// What steps share: one PostgreSQL cluster, started when the first of them asks.
struct Session {
    cluster: Option<Cluster>,
    form: Form,
}

impl Session {
    fn new(form: Form) -> Session {
        Session {
            cluster: None,
            form,
        }
    }

    fn cluster(&mut self) -> Result<&Cluster, String> {
        let cluster = match self.cluster.take() {
            Some(cluster) => cluster,
            None => Cluster::start()?,
        };
        Ok(self.cluster.insert(cluster))
    }

    fn test(&mut self, filters: &[String]) -> Result<(), String> {
        tools::nextest()?;
        tools::openssl()?;
        tools::proxies()?;
        let mut nextest = run::cargo(["nextest", "run"]);
        let chooses_package = |word: &String| word == "-p" || word.starts_with("--package");
        if !filters.iter().any(chooses_package) {
            nextest.arg("--workspace");
        }
        nextest
            .args(filters)
            .env("DOPIS_TEST_POSTGRES", self.cluster()?.url())
            // A test may not quietly leave out its second database, or the proxies in front.
            .env("DOPIS_REQUIRE_POSTGRES", "1")
            .env("DOPIS_REQUIRE_PROXIES", "1");
        match self.form {
            // A variable that a developer has set for something else may not lengthen what CI runs.
            Form::Short => nextest.env_remove("DOPIS_LONG"),
            Form::Long => nextest.args(["--profile", "long"]).env("DOPIS_LONG", "1"),
        };
        run::status(&mut nextest)
    }
}

fn typos() -> Result<(), String> {
    let mut typos = std::process::Command::new(tools::typos()?);
    run::status(typos.current_dir(crate::workspace::root()))
}

fn deny() -> Result<(), String> {
    tools::deny()?;
    println!("Advisories are not checked: their database cannot be fetched here.");
    let deny = ["deny", "check", "bans", "licenses", "sources"];
    run::status(&mut run::cargo(deny))
}

fn clippy() -> Result<(), String> {
    let clippy = ["clippy", "--workspace", "--all-targets", "--all-features"];
    let strict = ["--", "-D", "warnings"];
    run::status(&mut run::cargo(clippy.into_iter().chain(strict)))
}

fn doc() -> Result<(), String> {
    let doc = [
        "doc",
        "--workspace",
        "--no-deps",
        "--document-private-items",
    ];
    run::status(run::cargo(doc).env("RUSTDOCFLAGS", "-D warnings"))
}

#[expect(
    clippy::disallowed_methods,
    reason = "how long a step took is told to the developer and decides nothing"
)]
fn timed<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    let start = Instant::now();
    let result = work();
    (result, start.elapsed())
}
