//! What can be typed after `dopis`, and what it says of itself.

use std::path::PathBuf;

use clap::{Parser, Subcommand};

use super::archive::ArchiveCommand;
use super::create_staff::CreateStaff;
use super::create_token::CreateToken;

/// The helpdesk of an online marketplace: sellers and buyers write to each other, and every question has its deadline.
#[derive(Debug, Parser)]
#[command(name = "dopis", version, arg_required_else_help = true)]
#[command(
    after_help = "Begin with `dopis serve --config dopis.toml`. Every setting has a default."
)]
pub struct CommandLine {
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Run the service.
    ///
    /// Prints `listening on …` when it takes requests. SIGTERM or SIGINT ends it: requests under way are
    /// finished, then the jobs, then the database is closed.
    /// A database on SQLite is migrated first, after a copy of it; one on PostgreSQL only by `dopis migrate`.
    #[command(after_help = "Examples:
  dopis serve --config /etc/dopis.toml
  DOPIS_DATABASE__URL=sqlite:/var/lib/dopis/dopis.db dopis serve")]
    Serve(ConfigFile),
    /// Run a demonstration marketplace that does not exist.
    ///
    /// Builds it on an embedded database in a temporary folder, prints three links that sign in as a seller's
    /// agent, a buyer and a moderator, and serves until SIGTERM or SIGINT. Nothing of it is kept.
    #[command(after_help = "Example:
  dopis demo")]
    Demo {
        /// Port to listen on; where it is taken, the next free one.
        #[arg(long, default_value_t = 8080)]
        port: u16,
    },
    /// Bring the database to the schema of this version.
    ///
    /// Does nothing if it is there already. SQLite is copied to `FILE.before-NNNN` first; of PostgreSQL make
    /// a backup yourself.
    #[command(after_help = "Example:
  dopis migrate --config /etc/dopis.toml")]
    Migrate(ConfigFile),
    /// Print what the database holds: for each table its rows and a hash of them.
    ///
    /// The same rows give the same hashes on SQLite and on PostgreSQL, so that a restored backup can be held against
    /// what was there. Reads one state, also while the service runs, and changes nothing.
    #[command(after_help = "Example:
  dopis digest --config /etc/dopis.toml")]
    Digest(ConfigFile),
    /// Move everything from SQLite into an empty PostgreSQL.
    ///
    /// Stop the service first and run `dopis migrate` on the new database. One transaction copies all tables, reads
    /// them again row by row, and is committed only if every row is the same: what breaks off before leaves the new
    /// database empty, and can be repeated. The SQLite database is not changed. Files of messages are not moved.
    #[command(after_help = "Example:
  dopis transfer --config /etc/dopis.toml --to /etc/dopis-postgres.toml")]
    Transfer {
        #[command(flatten)]
        file: ConfigFile,
        /// Configuration of the new installation, whose `database.url` names the PostgreSQL.
        #[arg(long, value_name = "FILE")]
        to: PathBuf,
    },
    /// Write everything down: all tables and the files of messages, as lines of JSON.
    ///
    /// Reads one state of the database, also while the service runs. The file appears under its name when it is whole,
    /// and its owner alone may read it. What it holds is told on standard error like by `dopis digest`.
    #[command(after_help = "Examples:
  dopis export --config /etc/dopis.toml everything.ndjson
  dopis export --config /etc/dopis.toml - | zstd > everything.ndjson.zst")]
    Export {
        #[command(flatten)]
        file: ConfigFile,
        /// File to write, which must not exist yet; `-` is standard output.
        #[arg(value_name = "FILE")]
        to: PathBuf,
    },
    /// Put everything of an export into an empty installation, on SQLite or on PostgreSQL.
    ///
    /// Takes an export of a version with the same schema. One transaction, committed only if every row was read back as
    /// it was exported and the file of every message came: what breaks off before leaves the database empty, and can be
    /// repeated. Refuses a database in which any table has a row.
    #[command(after_help = "Examples:
  dopis restore --config /etc/dopis.toml everything.ndjson
  zstdcat everything.ndjson.zst | dopis restore --config /etc/dopis.toml -")]
    Restore {
        #[command(flatten)]
        file: ConfigFile,
        /// File to read; `-` is standard input.
        #[arg(value_name = "FILE")]
        from: PathBuf,
    },
    /// Check the configuration and say by key what is wrong.
    ///
    /// Reads the file and the environment, connects to nothing and changes nothing.
    /// The exit status is 1 if the service would not start with it.
    #[command(after_help = "Example:
  dopis check-config --config /etc/dopis.toml")]
    CheckConfig(ConfigFile),
    /// Add a person of the marketplace, who can then sign in with e-mail and password.
    ///
    /// Prints the person's id and, unless it is read from standard input, a password, which is never shown again.
    #[command(after_help = "Example:
  dopis create-staff --config dopis.toml --email maja@example.com --name 'Maja Kos' --role moderator")]
    CreateStaff {
        #[command(flatten)]
        file: ConfigFile,
        #[command(flatten)]
        staff: CreateStaff,
    },
    /// Take the second factor of an account away, for somebody who has lost it.
    ///
    /// Authenticator app, recovery codes and passkeys go, and the account's sessions end. The password stays.
    /// The exit status is 1 if nobody signs in with this e-mail.
    #[command(after_help = "Example:
  dopis reset-second-factor --config dopis.toml --email maja@example.com")]
    ResetSecondFactor {
        #[command(flatten)]
        file: ConfigFile,
        /// E-mail that the person signs in with.
        #[arg(long)]
        email: String,
    },
    /// Seal the secrets of authenticator apps with `sign_in.secret_key`.
    ///
    /// What was sealed with `sign_in.other_secret_key`, or was not sealed at all, is sealed anew.
    /// The exit status is 1 if neither key opens one of them.
    #[command(after_help = "Example:
  dopis reseal-secrets --config dopis.toml")]
    ResealSecrets(ConfigFile),
    /// Make an API token, such as the first one of the marketplace's own systems.
    ///
    /// Prints the token, which is stored nowhere and never shown again.
    #[command(after_help = "Examples:
  dopis create-token --config dopis.toml --scope platform --name 'order feed'
  dopis create-token --config dopis.toml --scope automation --seller studio-nova --name 'stock sync' --days 90")]
    CreateToken {
        #[command(flatten)]
        file: ConfigFile,
        #[command(flatten)]
        token: CreateToken,
    },
    /// Load records and conversations from files of newline-delimited JSON.
    ///
    /// Tells progress and refused lines, by file and number, on standard error; the other lines are loaded.
    /// The same files again change nothing, so an import that broke off is repeated from its beginning.
    /// The exit status is 1 if a line was refused.
    #[command(after_help = "Examples:
  dopis import --config dopis.toml sellers.ndjson orders.ndjson conversations.ndjson
  zcat everything.ndjson.gz | dopis import --config dopis.toml -")]
    Import {
        #[command(flatten)]
        file: ConfigFile,
        /// Files to load, in this order; `-` is standard input. Sellers come best first.
        #[arg(required = true, value_name = "FILE")]
        files: Vec<PathBuf>,
    },
    /// The signed log of everything that happens: make its key, compare it with the database, write lost files again.
    ///
    /// What a verifier needs is in docs/archive-format.md, and how to run it in docs/operators/archive.md.
    #[command(after_help = "Example:
  dopis archive audit --config /etc/dopis.toml")]
    Archive {
        #[command(subcommand)]
        command: ArchiveCommand,
    },
    /// Say what in messages leads out of the marketplace, for checking from outside.
    ///
    /// Reads JSON lines with text and optionally lang, role and context, and answers each with violating, kinds
    /// and spans, which count Unicode code points. Needs no configuration and no database.
    /// The exit status is 1 if a line was refused.
    #[command(after_help = r#"Examples:
  echo '{"text":"Call me on 041 123 456","lang":"en","role":"seller"}' | dopis check --json
  dopis check --json --lexicon own.txt < messages.jsonl"#)]
    Check {
        /// Lines of JSON in and out, which is the only form there is.
        #[arg(long, required = true)]
        json: bool,
        /// A lexicon of your own that is added to those built in; may be given several times.
        #[arg(long = "lexicon", value_name = "FILE")]
        lexicons: Vec<PathBuf>,
    },
    /// Compute reply deadlines from questions on standard input, for checking from outside.
    ///
    /// Reads JSON lines with start, hours, tz and optionally country, subdivision and holidays, and answers
    /// each with due and the derivation. Needs no configuration and no database.
    /// The exit status is 1 if a line was refused.
    #[command(after_help = r#"Example:
  echo '{"start":"2026-11-20T14:00:00Z","hours":24,"country":"SI","tz":"Europe/Ljubljana"}' | dopis deadline --json"#)]
    Deadline {
        /// Lines of JSON in and out, which is the only form there is.
        #[arg(long, required = true)]
        json: bool,
    },
}

#[derive(Debug, clap::Args)]
pub struct ConfigFile {
    /// TOML file with settings; variables DOPIS_SECTION__KEY win over it.
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::CommandLine;

    #[test]
    fn every_command_can_be_parsed_and_has_help_with_an_example() {
        let mut line = CommandLine::command();
        // Panics where two arguments or groups have one name.
        line.clone().debug_assert();
        line.build();
        let own = line
            .get_subcommands()
            .filter(|command| command.get_name() != "help");
        for command in own {
            let name = command.get_name();
            assert!(command.get_long_about().is_some(), "{name} says nothing");
            let after = command.get_after_help().map(ToString::to_string);
            assert!(
                after.is_some_and(|text| text.contains("dopis")),
                "{name} has no example"
            );
        }
    }
}
