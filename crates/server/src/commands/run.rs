//! Carries out a command and turns its end into an exit status.

use std::error::Error;
use std::io::{self, BufWriter, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;

use super::archive::ArchiveCommand;
use super::command_line::{Command, CommandLine};
use super::open::CommandError;
use super::{
    archive, check, check_config, create_staff, create_token, deadline, demo, digest, export,
    import, migrate, open, reseal_secrets, reset_second_factor, serve, transfer,
};
use crate::app::App;
use crate::config::{self, Config};
use crate::random::Random;

/// Reads the command line and does what it says.
pub fn run() -> ExitCode {
    match carry_out(CommandLine::parse().command) {
        Ok(status) => status,
        Err(error) => {
            // Nothing is left to tell it to if standard error is closed.
            let _ = tell(&mut io::stderr(), &error);
            ExitCode::FAILURE
        }
    }
}

fn carry_out(command: Command) -> Result<ExitCode, CommandError> {
    let done = |()| ExitCode::SUCCESS;
    match command {
        Command::Serve(file) => {
            let config = config::load_here(file.config.as_deref())?;
            asynchronously(serve::run(config)).map(done)
        }
        Command::Demo { port } => asynchronously(demo::run(port)).map(done),
        Command::Migrate(file) => {
            let config = config::load_here(file.config.as_deref())?;
            asynchronously(migrate::run(config)).map(done)
        }
        Command::Digest(file) => {
            let config = config::load_here(file.config.as_deref())?;
            asynchronously(digest::run(config)).map(done)
        }
        Command::Transfer { file, to } => {
            let from = config::load_here(file.config.as_deref())?;
            let to = config::load_here(Some(&to))?;
            asynchronously(transfer::run(from, to)).map(done)
        }
        Command::Export { file, to } => {
            let config = config::load_here(file.config.as_deref())?;
            asynchronously(export::export_to(&config, &to)).map(done)
        }
        Command::Restore { file, from } => {
            let config = config::load_here(file.config.as_deref())?;
            asynchronously(export::restore_from(&config, &from)).map(done)
        }
        Command::CheckConfig(file) => check_config::run(file.config.as_deref()).map(done),
        Command::CreateStaff { file, staff } => {
            let config = config::load_here(file.config.as_deref())?;
            let work = async |app: &App| {
                create_staff::run(app, staff, io::stdin().lock(), io::stdout()).await
            };
            asynchronously(with_app(config, work)).map(done)
        }
        Command::ResetSecondFactor { file, email } => {
            let config = config::load_here(file.config.as_deref())?;
            let work = async |app: &App| reset_second_factor::run(app, &email, io::stdout()).await;
            let found = asynchronously(with_app(config, work))?;
            Ok(ExitCode::from(u8::from(!found)))
        }
        Command::ResealSecrets(file) => {
            let config = config::load_here(file.config.as_deref())?;
            let work = async |app: &App| reseal_secrets::run(app, io::stdout()).await;
            let all_readable = asynchronously(with_app(config, work))?;
            Ok(ExitCode::from(u8::from(!all_readable)))
        }
        Command::CreateToken { file, token } => {
            let config = config::load_here(file.config.as_deref())?;
            let work = async |app: &App| create_token::run(app, token, io::stdout()).await;
            asynchronously(with_app(config, work)).map(done)
        }
        Command::Import { file, files } => {
            let config = config::load_here(file.config.as_deref())?;
            let all_taken = asynchronously(with_app(config, async |app: &App| {
                Ok(import::run(app, &files, io::stderr()).await?)
            }))?;
            Ok(ExitCode::from(u8::from(!all_taken)))
        }
        Command::Archive { command } => carry_out_on_archive(command),
        Command::Check { lexicons, .. } => check_lines(&lexicons),
        Command::Deadline { .. } => {
            let refused = deadline::run(io::stdin().lock(), BufWriter::new(io::stdout().lock()))?;
            Ok(ExitCode::from(u8::from(refused > 0)))
        }
    }
}

fn check_lines(lexicons: &[PathBuf]) -> Result<ExitCode, CommandError> {
    let lexicons = check::lexicons(lexicons)?;
    let output = BufWriter::new(io::stdout().lock());
    let refused = check::run(&lexicons, io::stdin().lock(), output)?;
    Ok(ExitCode::from(u8::from(refused > 0)))
}

fn carry_out_on_archive(command: ArchiveCommand) -> Result<ExitCode, CommandError> {
    match command {
        ArchiveCommand::Init { file, next } => {
            let config = config::load_here(file.config.as_deref())?;
            let wanted = archive::init::Wanted::of(config.archive, next);
            archive::init::run(&wanted, &Random::System, io::stdout())?;
            Ok(ExitCode::SUCCESS)
        }
        ArchiveCommand::Audit(file) => {
            let config = config::load_here(file.config.as_deref())?;
            let work = async |app: &App| archive::audit::run(app, io::stdout()).await;
            let holds = asynchronously(with_app(config, work))?;
            Ok(ExitCode::from(u8::from(!holds)))
        }
        ArchiveCommand::Rebuild(file) => {
            let config = config::load_here(file.config.as_deref())?;
            let work = async |app: &App| archive::rebuild::run(app, io::stdout()).await;
            asynchronously(with_app(config, work)).map(|()| ExitCode::SUCCESS)
        }
    }
}

/// Opens the database, does the work and closes it.
async fn with_app<T>(
    config: Config,
    work: impl AsyncFnOnce(&App) -> Result<T, CommandError>,
) -> Result<T, CommandError> {
    let app = App::new(open(&config).await?, config)?;
    let done = work(&app).await;
    app.db.close().await;
    done
}

fn asynchronously<T>(
    work: impl Future<Output = Result<T, CommandError>>,
) -> Result<T, CommandError> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?;
    runtime.block_on(work)
}

/// The error and all its causes, each on a line.
fn tell(out: &mut impl Write, error: &CommandError) -> io::Result<()> {
    writeln!(out, "dopis: {error}")?;
    let mut cause = error.source();
    let mut told = error.to_string();
    while let Some(error) = cause {
        let text = error.to_string();
        if text != told {
            writeln!(out, "  because: {text}")?;
        }
        told = text;
        cause = error.source();
    }
    Ok(())
}
