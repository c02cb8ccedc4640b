//! `dopis archive …`: what is done to the log by hand.

pub mod audit;
pub mod init;
pub mod rebuild;

use clap::Subcommand;

use super::command_line::ConfigFile;

#[derive(Debug, Subcommand)]
pub enum ArchiveCommand {
    /// Make the key of a new log and print its public half, which verifiers are given.
    ///
    /// Writes `archive.key_file`, sealed with the passphrase if one is configured. Writes nothing over: a file that
    /// is there is refused, and so is a first key where `archive.folder` has a log. Keep copies of key and passphrase: without them the log
    /// cannot be continued.
    #[command(after_help = "Example:
  DOPIS_ARCHIVE__PASSPHRASE='four words of yours' dopis archive init --config /etc/dopis.toml")]
    Init {
        #[command(flatten)]
        file: ConfigFile,
        /// Write `archive.other_key_file` instead: a key that takes the place of the present one, of the same log.
        #[arg(long)]
        next: bool,
    },
    /// Compare the database with the log, both ways, while the service runs.
    ///
    /// Tells on standard output which entry has no event or another content, which text is not the one that was
    /// committed to, and which message or note has no event. Changes nothing. The exit status is 1 if it found something.
    #[command(after_help = "Example:
  dopis archive audit --config /etc/dopis.toml")]
    Audit(ConfigFile),
    /// Write the files of the log again that are missing, from the database.
    ///
    /// Before anything is written, all events together must give the root that was published. What is there is
    /// compared and never written over. The service may run meanwhile, and goes on sealing by itself afterwards.
    #[command(after_help = "Example:
  dopis archive rebuild --config /etc/dopis.toml")]
    Rebuild(ConfigFile),
}
