//! What the figures were measured on; figures without it mean nothing.

use std::fs;
use std::process::Command;

use crate::postgres::Cluster;
use crate::{memory, run, workspace};

/// Sentences for the document; with what there is to say of PostgreSQL where it was measured.
pub(super) fn description(cluster: Option<&Cluster>) -> Result<String, String> {
    let cores = std::thread::available_parallelism()
        .map_err(|error| format!("counting the cores: {error}"))?;
    let shared = match cluster {
        None => String::new(),
        Some(cluster) => format!(
            "Service, load and database server share these cores.\n\
             PostgreSQL: {}, with a quarter of the memory as `shared_buffers`.\n",
            cluster.version()?
        ),
    };
    Ok(format!(
        "Machine: {cores} cores of {}, {} GB of memory, Linux {}, data on {}.\n{shared}Revision: {}.",
        processor()?,
        (memory::of_machine_kb()? as f64 / 1e6).round(),
        said(Command::new("uname").arg("-r"))?,
        disk()?,
        revision()?,
    ))
}

fn processor() -> Result<String, String> {
    let text = fs::read_to_string("/proc/cpuinfo")
        .map_err(|error| format!("reading /proc/cpuinfo: {error}"))?;
    let model = text.lines().find(|line| line.starts_with("model name"));
    let model = model.and_then(|line| line.split_once(':'));
    Ok(model
        .map_or("an unnamed processor", |(_, name)| name.trim())
        .to_owned())
}

/// The file system that the data lie on.
fn disk() -> Result<String, String> {
    let mut df = Command::new("df");
    df.args(["--output=source,fstype"]).arg(workspace::root());
    let table = run::output(&mut df)?;
    let line = table.lines().nth(1).unwrap_or_default();
    Ok(line.split_whitespace().collect::<Vec<_>>().join(", "))
}

fn revision() -> Result<String, String> {
    let git = |arguments: &[&str]| {
        said(
            Command::new("git")
                .args(arguments)
                .current_dir(workspace::root()),
        )
    };
    let revision = git(&["rev-parse", "--short", "HEAD"])?;
    let changed = git(&["status", "--porcelain", "--untracked-files=no"])?;
    let addition = if changed.is_empty() {
        ""
    } else {
        " with changes"
    };
    Ok(format!("{revision}{addition}"))
}

fn said(command: &mut Command) -> Result<String, String> {
    Ok(run::output(command)?.trim().to_owned())
}
