//! `dopis serve`: requests and jobs until a signal says otherwise, then an orderly end.

use std::io::Write;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use tokio::net::TcpListener;
use tokio::signal::unix::{Signal, SignalKind, signal};
use tokio::sync::watch;
use tokio::task::JoinSet;
use uuid::Uuid;

use super::connections;
use super::open::{CommandError, open};
use crate::actions::rule_sets;
use crate::app::App;
use crate::config::Config;
use crate::error::ActionError;
use crate::{jobs, live, routes};

/// How long requests under way may take after the signal to end.
const LAST_REQUESTS: Duration = Duration::from_secs(8);
/// Before the jobs begin again after a panic.
const JOBS_PAUSE: Duration = Duration::from_secs(1);

pub async fn run(config: Config) -> Result<(), CommandError> {
    let stop = Stop::listen()?;
    let listener = bind(&config).await?;
    let app = App::new(open(&config).await?, config)?;
    app.storage.check().await.map_err(ActionError::from)?;
    rule_sets::check_active(&app).await?;
    if app.archive.is_kept() {
        app.archive.keys()?;
    }
    let router = routes::router(app.clone());
    serve(app, router, listener, stop).await
}

/// Takes the address of the configuration; a taken one is told before anything else begins.
pub async fn bind(config: &Config) -> Result<TcpListener, CommandError> {
    let listen = &config.server.listen;
    let bound = TcpListener::bind(listen).await;
    bound.map_err(|source| CommandError::Io {
        doing: format!("listening on {listen}"),
        source,
    })
}

/// Serves `router` and runs the jobs until `stop`; then finishes requests, jobs and the database, in this order.
pub async fn serve(
    app: App,
    router: Router,
    listener: TcpListener,
    stop: Stop,
) -> Result<(), CommandError> {
    let node = app.random.uuid(app.now()).map_err(ActionError::from)?;
    let address = listener.local_addr()?;
    let (stop_jobs, jobs_stopped) = watch::channel(false);
    let mut tasks = JoinSet::new();
    tasks.spawn(live::run_forever(app.clone(), jobs_stopped.clone()));
    tasks.spawn(keep_jobs_running(app.clone(), node, jobs_stopped));
    writeln!(std::io::stdout(), "listening on http://{address}")?;
    tracing::info!(%address, "listening");
    if !app.seal.has_key() {
        tracing::warn!(
            "sign_in.secret_key is empty: secrets of authenticator apps lie open in the database and its backups"
        );
    }
    if !app.archive.is_kept() {
        tracing::warn!(
            "archive.origin is empty: no event is sealed, and nobody can prove what was written"
        );
    }
    let served = serve_until(&app, listener, router, stop).await;
    stop_jobs.send_replace(true);
    while tasks.join_next().await.is_some() {}
    app.db.close().await;
    tracing::info!("ended");
    served
}

/// The signals to end.
#[derive(Debug)]
pub struct Stop {
    terminate: Signal,
    interrupt: Signal,
}

impl Stop {
    /// From now on these signals do not end the process by themselves.
    pub fn listen() -> Result<Stop, CommandError> {
        Ok(Stop {
            terminate: signal(SignalKind::terminate())?,
            interrupt: signal(SignalKind::interrupt())?,
        })
    }

    async fn wait(&mut self) {
        tokio::select! {
            _ = self.terminate.recv() => {}
            _ = self.interrupt.recv() => {}
        }
    }
}

async fn serve_until(
    app: &App,
    listener: TcpListener,
    router: Router,
    mut stop: Stop,
) -> Result<(), CommandError> {
    let (stopping, mut stopped) = watch::channel(false);
    let hub = Arc::clone(&app.live);
    let signalled = async move {
        stop.wait().await;
        tracing::info!("ending: finishing what is under way");
        // They would never end by themselves.
        hub.close();
        stopping.send_replace(true);
    };
    let header_timeout = Duration::from_millis(app.config.server.header_timeout_ms);
    let serving = connections::serve(listener, router, header_timeout, signalled);
    let too_late = async {
        // A sender that is gone has sent before.
        let _ = stopped.wait_for(|stopped| *stopped).await;
        tokio::time::sleep(LAST_REQUESTS).await;
    };
    tokio::select! {
        () = serving => Ok(()),
        () = too_late => {
            tracing::warn!("some requests did not end in time");
            Ok(())
        }
    }
}

/// A panic in a job ends only this round of jobs.
async fn keep_jobs_running(app: App, node: Uuid, mut stopped: watch::Receiver<bool>) {
    let mut jobs = JoinSet::new();
    loop {
        jobs.spawn(jobs::run_forever(app.clone(), node, stopped.clone()));
        match jobs.join_next().await {
            Some(Err(panic)) => tracing::error!(error = %panic, "a job panicked"),
            _ if *stopped.borrow() => return,
            _ => tracing::error!("the jobs ended by themselves"),
        }
        let pause = tokio::time::timeout(JOBS_PAUSE, stopped.wait_for(|stopped| *stopped));
        if pause.await.is_ok() {
            return;
        }
    }
}
