//! The whole benchmark: build, prepare, measure in alternation, tell.

use super::archive;
use super::compare;
use super::document;
use super::import;
use super::large;
use super::page;
use super::round::Measured;
use super::subject::{self, Subject};
use crate::postgres::Cluster;

/// What can be chosen on the command line.
#[derive(Debug, clap::Args)]
pub(crate) struct Options {
    /// Pairs of measurements on each database
    #[arg(long, default_value_t = 3)]
    pub(super) rounds: usize,
    /// Replies in one measurement, beside a tenth of it to warm up
    #[arg(long, default_value_t = 6_000)]
    pub(super) replies: usize,
    /// Measure instead what reading takes with so many conversations, beside few of them
    #[arg(long, value_name = "CONVERSATIONS", conflicts_with_all = ["rounds", "replies"])]
    #[arg(value_parser = clap::value_parser!(u64).range(large::FEW + 1..))]
    generate: Option<u64>,
    /// Measure instead how fast so many messages are taken in and sealed
    #[arg(long, value_name = "MESSAGES", conflicts_with_all = ["rounds", "replies", "generate"])]
    import: Option<u64>,
    /// Measure instead how fast a log is verified, and how long proofs and dossiers take
    #[arg(long, conflicts_with_all = ["rounds", "replies", "generate", "import"])]
    archive: bool,
    /// Measure instead how soon the list of conversations can be used in a browser
    #[arg(long, conflicts_with_all = ["rounds", "replies", "generate", "import", "archive"])]
    page: bool,
    /// Measure instead replies of this revision and of that one, in turns
    #[arg(long, value_name = "REVISION", conflicts_with_all = ["generate", "import", "archive", "page", "save"])]
    compare: Option<String>,
    /// Write the figures into docs/benchmarks.md
    #[arg(long)]
    save: bool,
}

impl Options {
    pub(super) fn warm_up(&self) -> usize {
        self.replies / 10
    }

    pub(super) fn replies_a_measurement(&self) -> usize {
        self.warm_up() + self.replies
    }
}

/// Measures what the options ask for.
pub(crate) fn bench(options: &Options) -> Result<(), String> {
    if let Some(revision) = &options.compare {
        return compare::bench(revision, options);
    }
    if options.archive {
        return archive::bench(options.save);
    }
    if options.page {
        return page::bench(options.save);
    }
    match (options.generate, options.import) {
        (Some(conversations), _) => large::bench(conversations, options.save),
        (None, Some(messages)) => import::bench(messages, options.save),
        (None, None) => replies(options),
    }
}

/// Measures both databases in one run, in alternation, so that the machine's moods meet all alike.
fn replies(options: &Options) -> Result<(), String> {
    subject::build()?;
    let folder = subject::empty_folder()?;
    let cluster = Cluster::start_for_operation()?;
    let sqlite = format!("sqlite:{}", folder.join("dopis.db").display());
    let mut all = [
        Measured::new(Subject::new("SQLite", sqlite, &folder), None),
        Measured::new(
            Subject::new("PostgreSQL", cluster.url(), &folder),
            Some(cluster.process()?),
        ),
    ];
    // With as many again as `pgbench` sends, and what its division by clients leaves over.
    let replies = 4 * options.rounds * options.replies_a_measurement();
    for measured in &mut all {
        measured.prepare(replies, &folder)?;
    }
    for number in 1..=options.rounds {
        println!("round {number} of {}", options.rounds);
        for measured in &mut all {
            measured.round(number, options)?;
        }
    }
    for measured in &mut all {
        measured.pgbench(&folder, options)?;
    }
    let section = document::section(options, &all, &cluster)?;
    println!("\n{section}");
    if options.save {
        document::save(document::Part::Replies, &section)?;
    }
    Ok(())
}
