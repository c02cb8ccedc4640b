//! The load that `cargo xtask bench` measures: replies over HTTP, and the same statements without HTTP.
//! Prints figures as JSON; it starts no service and compares nothing.

mod bare;
mod connection;
mod enter;
mod http;
mod idle;
mod measure;
mod prepare;
mod work;

use std::error::Error;
use std::net::SocketAddr;
use std::path::PathBuf;

use clap::{Parser, Subcommand};
use dopis::config;
use http::What;
use measure::{Figures, Span};
use tokio::runtime::Builder;
use work::Work;

/// Whatever went wrong; the person at the terminal is the only one who reads it.
type Failure = Box<dyn Error + Send + Sync>;

#[derive(Debug, Parser)]
struct Arguments {
    #[command(subcommand)]
    task: Task,
}

#[derive(Debug, Subcommand)]
enum Task {
    /// Open conversations in the configured database, each waiting for a reply, and write down how to reply
    Prepare { work: PathBuf, replies: usize },
    /// Send replies to a service
    Http {
        address: SocketAddr,
        work: PathBuf,
        #[command(flatten)]
        span: Span,
    },
    /// Run the statements of replies on the configured database
    Bare {
        work: PathBuf,
        #[command(flatten)]
        span: Span,
    },
    /// Hold connections that follow changes, until standard input ends
    Idle {
        address: SocketAddr,
        work: PathBuf,
        count: usize,
    },
    /// Let the agent `ana` of each seller into a database that `large` has filled, and write down what each may read
    Enter { turns: PathBuf, work: PathBuf },
    /// Read what agents read
    Read {
        #[arg(value_enum)]
        what: What,
        address: SocketAddr,
        work: PathBuf,
        #[command(flatten)]
        span: Span,
    },
    /// Ask a service whether it lives
    Health {
        address: SocketAddr,
        #[command(flatten)]
        span: Span,
    },
}

fn main() -> Result<(), Failure> {
    // As many threads as the service has for its own work; those who only send requests need one.
    let mut service = Builder::new_multi_thread();
    let mut clients = Builder::new_current_thread();
    let (service, clients) = (service.enable_all(), clients.enable_all());
    let figures: Figures = match Arguments::parse().task {
        Task::Prepare { work, replies } => {
            let config = config::load_here(None)?;
            let prepared = service.build()?.block_on(prepare::run(config, replies))?;
            return prepared.save(&work);
        }
        Task::Http {
            address,
            work,
            span,
        } => {
            let work = Work::load(&work)?;
            clients
                .build()?
                .block_on(http::replies(address, work, span))?
        }
        Task::Bare { work, span } => {
            let (config, work) = (config::load_here(None)?, Work::load(&work)?);
            service.build()?.block_on(bare::run(config, work, span))?
        }
        Task::Idle {
            address,
            work,
            count,
        } => {
            let work = Work::load(&work)?;
            clients
                .build()?
                .block_on(idle::hold(address, work, count))?;
            return Ok(());
        }
        Task::Enter { turns, work } => {
            let config = config::load_here(None)?;
            let entered = service.build()?.block_on(enter::run(config, &turns))?;
            return entered.save(&work);
        }
        Task::Read {
            what,
            address,
            work,
            span,
        } => {
            let work = Work::load(&work)?;
            let reads = http::read(address, work, what, span);
            clients.build()?.block_on(reads)?
        }
        Task::Health { address, span } => clients.build()?.block_on(http::health(address, span))?,
    };
    println!("{}", serde_json::to_string(&figures)?);
    Ok(())
}
