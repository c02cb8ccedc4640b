//! `cargo xtask bench --compare REVISION`: replies over HTTP of another revision and of this one, in turns.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::figures::{Figures, Series};
use super::round::arguments;
use super::run::Options;
use super::subject::Subject;
use crate::postgres::Cluster;
use crate::{run, workspace};

const PROGRAMS: [&str; 2] = ["dopis", "examples/load"];

/// One revision's replies on one database.
struct Side {
    subject: Subject,
    http: Series,
    used: usize,
}

/// Builds both revisions and lets them take turns, on databases of their own that nothing else touches.
pub(super) fn bench(revision: &str, options: &Options) -> Result<(), String> {
    let folder = workspace::target("compare");
    if folder.exists() {
        fs::remove_dir_all(&folder).map_err(|error| format!("emptying {folder:?}: {error}"))?;
    }
    let (source, other, this) = (
        folder.join("source"),
        folder.join("other"),
        folder.join("this"),
    );
    unpack(revision, &source)?;
    build(&source, &other)?;
    build(&workspace::root(), &this)?;
    println!("| | a second | lowest–highest | p50 in ms | p99 in ms | of the other |");
    println!("|---|---:|---:|---:|---:|---:|");
    for name in ["SQLite", "PostgreSQL"] {
        let clusters = [
            Cluster::start_for_operation()?,
            Cluster::start_for_operation()?,
        ];
        let mut sides = Vec::new();
        for (programs, cluster) in [&other, &this].into_iter().zip(&clusters) {
            let url = match name {
                "SQLite" => format!("sqlite:{}", programs.join("dopis.db").display()),
                _ => cluster.url(),
            };
            let subject = Subject::with(name, url, programs, programs.to_path_buf());
            subject.prepare(options.rounds * options.replies_a_measurement())?;
            sides.push(Side::new(subject));
        }
        for round in 0..options.rounds {
            // Whoever goes first has the warmer or the colder machine; so they take turns in that too.
            if round % 2 == 1 {
                sides.reverse();
            }
            for side in &mut sides {
                side.measure(options)?;
            }
            if round % 2 == 1 {
                sides.reverse();
            }
        }
        if let [other, this] = &sides[..] {
            let percent = this.http.percent_of(&other.http);
            println!("{} |", other.http.row(&format!("{name}, {revision}")));
            println!(
                "{} {percent:.1} % |",
                this.http.row(&format!("{name}, this one"))
            );
        }
    }
    Ok(())
}

impl Side {
    fn new(subject: Subject) -> Side {
        Side {
            subject,
            http: Series::default(),
            used: 0,
        }
    }

    fn measure(&mut self, options: &Options) -> Result<(), String> {
        let span = arguments(self.used, options.warm_up(), options.replies);
        self.used += options.replies_a_measurement();
        let service = self.subject.serve()?;
        let figures: Figures = self.subject.http(&service, &span)?;
        self.http.push(figures);
        service.end()
    }
}

/// The files of a revision, without its history.
fn unpack(revision: &str, into: &Path) -> Result<(), String> {
    fs::create_dir_all(into).map_err(|error| format!("creating {into:?}: {error}"))?;
    let archive = into.with_extension("tar");
    let mut git = Command::new("git");
    git.args(["archive", "--output"]).arg(&archive);
    run::status(git.arg(revision).current_dir(workspace::root()))?;
    let mut tar = Command::new("tar");
    run::status(tar.arg("-xf").arg(&archive).arg("-C").arg(into))
}

/// Builds what is measured and puts it aside; libraries of others that both have are built once.
fn build(source: &Path, into: &Path) -> Result<(), String> {
    let arguments = [
        "build",
        "--release",
        "--package=dopis",
        "--bin=dopis",
        "--example=load",
        "--target-dir",
    ];
    let mut cargo = run::cargo(arguments);
    run::status(cargo.arg(workspace::target("")).current_dir(source))?;
    for program in PROGRAMS {
        let built: PathBuf = workspace::target("release").join(program);
        let aside = into.join(program);
        let made = aside.parent().map_or(Ok(()), fs::create_dir_all);
        made.and_then(|()| fs::copy(&built, &aside).map(drop))
            .map_err(|error| format!("copying {built:?}: {error}"))?;
    }
    Ok(())
}
